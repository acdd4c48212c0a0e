"""The program from a crawl to entities per day, in a process of its own: counts, bad lines, a run that was stopped."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import cnfin_terms
from cnfin_terms import Linker

pa = pytest.importorskip("pyarrow", reason="needs pip install 'cnfin-terms[arrow]'")

import pyarrow.parquet as pq  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
DAYS = ("2024-05-01T08:00:00Z", "2024-05-02", "2024-05-01")
TEXTS = ("<p>证监会主席吴清</p>谈QFII与QFII额度。", "Pan Gongsheng, Governor of the PBOC", "no name", "QFII \ud800", "工商银行上海市分行")


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    source = str(Path(cnfin_terms.__file__).parent.parent)
    return subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, str(ROOT / "docs" / "examples" / "entities_per_day.py"), *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=300, env={**os.environ, "PYTHONPATH": source})


def test_a_crawl_becomes_entities_per_day(tmp_path: Path, real: Linker) -> None:
    pages = [(day, text) for day in DAYS for text in TEXTS] * 3
    crawl = tmp_path / "crawl"
    (crawl / "deep").mkdir(parents=True)
    lines = [json.dumps({"url": str(number), "date": day, "text": text}) for number, (day, text) in enumerate(pages)]
    (crawl / "one.jsonl").write_text("\n".join([*lines[:20], "not json", "", '{"text": "no date"}']) + "\n", "utf-8")
    with gzip.open(crawl / "deep" / "two.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(lines[20:]))
    (crawl / "empty.jsonl").touch()
    (crawl / "torn.jsonl.gz").write_bytes(gzip.compress(b"{}")[:-9])

    done = run(crawl, tmp_path / "out.parquet")
    assert done.returncode == 1, done.stderr
    assert "one.jsonl:21: JSONDecodeError" in done.stderr
    assert "one.jsonl:23: KeyError" in done.stderr

    assert "torn.jsonl.gz: broken off after line 0" in done.stderr

    on, mentions = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for day, text in pages:
        ids = Counter(mention.id for mention in real.link(text.replace("\ud800", "?"), day[:10]).mentions if mention.id is not None)
        on.update((day[:10], id_) for id_ in ids)
        mentions.update({(day[:10], id_): number for id_, number in ids.items()})
    table = pq.read_table(tmp_path / "out.parquet")
    assert table.column_names == ["day", "id", "type", "zh", "en", "pages", "mentions"]
    assert {(str(row["day"]), row["id"]): (row["pages"], row["mentions"]) for row in table.to_pylist()} == {key: (on[key], mentions[key]) for key in on}
    assert {row["id"]: (row["type"], row["zh"]) for row in table.to_pylist()}["csrc"] == ("institution", real.lexicon.get("csrc").label("zh"))
    assert not list(tmp_path.glob("*.parts"))


def test_a_run_that_was_stopped_goes_on(tmp_path: Path, real: Linker) -> None:
    """A file counted before is not read again; half a part, under its other name, counts for nothing."""
    crawl = tmp_path / "crawl"
    crawl.mkdir()
    (crawl / "done.jsonl").write_text("would be a bad line", "utf-8")
    (crawl / "open.jsonl").write_text(json.dumps({"body": "QFII", "when": "2024-05-01"}), "utf-8")
    kept = tmp_path / "out.parquet.parts" / real.lexicon.fingerprint[:16]
    kept.mkdir(parents=True)
    day = pa.array(["2024-05-01"]).cast(pa.date32())
    pq.write_table(pa.table({"day": day, "id": ["qfii"], "pages": [1], "mentions": [5]}), kept / "done.jsonl.parquet")
    (kept / "open.jsonl.unfinished").write_bytes(b"half")
    done = run(crawl, tmp_path / "out.parquet", "--text-field", "body", "--date-field", "when")
    assert done.returncode == 0, done.stderr
    assert [(row["id"], row["pages"], row["mentions"]) for row in pq.read_table(tmp_path / "out.parquet").to_pylist()] == [("qfii", 2, 6)]
