"""Inputs: what is read, what is reported, and that a bad line costs no other."""

import io
import json
import sys
from pathlib import Path
from typing import Literal

import pytest

from cnfin_terms.cli.progress import Report
from cnfin_terms.cli.read import Item, Reading, read_items
from cnfin_terms.cli.sources import find_sources, total_size


class Run:
    """The items of some inputs, and what was said of them."""

    def __init__(self, names: list[Path | str], layout: Literal["auto", "lines"] = "auto", *, fields_named: bool = False, **options: object) -> None:
        err = io.StringIO()
        self.report = Report(err, bar=False)
        reading = Reading(**options)  # type: ignore[arg-type]
        self.sources = find_sources([str(name) for name in names], layout, self.report, fields_named=fields_named)
        self.items: list[Item] = list(read_items(self.sources, reading, self.report))
        self.said = err.getvalue().splitlines()

    @property
    def texts(self) -> list[str]:
        return [item.text for item in self.items]


def write(path: Path, *rows: object, encoding: str = "utf-8") -> Path:
    path.write_bytes("".join((row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)) + "\n" for row in rows).encode(encoding))
    return path


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> object:
    def give(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return give


def test_a_file_is_one_text_line_ends_and_all(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("央行\r\n行长\n".encode())
    run = Run([path])
    assert run.texts == ["央行\r\n行长\n"]
    assert (run.said, run.report.failed) == ([], False)


def test_a_file_by_name_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    assert Run([write(tmp_path / "a.csv", "央行")]).texts == ["央行\n"]


def test_folders_are_walked_in_order_and_others_counted(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b.txt", "a.md", "sub/c.TXT", "d.jpg", "sub/e.html", ".hidden.txt", ".git/f.txt"):
        write(tmp_path / name, name)
    write(tmp_path / "sub" / "g.jsonl", {"text": "g"})
    run = Run([tmp_path])
    assert run.texts == ["a.md\n", "b.txt\n", "sub/c.TXT\n", "g"]
    assert len(run.said) == 1
    assert "2 files passed over" in run.said[0]
    assert not run.report.failed


def test_what_is_missing_is_reported_and_the_rest_read(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    run = Run([tmp_path / "absent.txt", write(tmp_path / "a.txt", "央行"), tmp_path / "none"])
    assert run.texts == ["央行\n"]
    assert run.report.failed
    assert "no such file" in run.said[0]
    assert "the folder holds none of" in run.said[1]


def test_an_unreadable_file_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.txt", "x")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    run = Run([path])
    assert run.report.failed
    assert "Permission denied" in run.said[0]


def test_jsonl_keeps_its_rows_and_reads_its_fields(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", {"body": "央行", "day": "2025-06", "from": "hk", "id": 7}, {"body": "行长", "day": None, "from": ""})
    run = Run([path], field="body", as_of_field="day", region_field="from", key_field="id", as_of="2020", region="mainland")
    assert [(item.text, item.as_of, item.region, item.key) for item in run.items] == [("央行", "2025-06", "hk", 7), ("行长", "2020", "mainland", f"{path}:2")]
    assert run.items[0].row == {"body": "央行", "day": "2025-06", "from": "hk", "id": 7}


BAD = [
    ('{"text": "a"', "not JSON: Expecting ',' delimiter at column 13"),
    ("[1]", "a list, not an object"),
    ("null", "null, not an object"),
    ('"text"', "a string, not an object"),
    ('{"txt": "a", "id": 1}', "no field 'text'; it has 'txt', 'id'; choose one with --field"),
    ("{}", "no field 'text'; it has no fields"),
    ('{"text": 5}', "the field 'text' holds a number, not a string"),
    ('{"text": null}', "holds null"),
    ('{"text": true}', "holds true or false"),
    ('{"text": ["a"]}', "holds a list"),
    ('{"text": "a", "text": "b"}', "the field 'text' stands twice"),
    ('{"text": "a", "day": "2025-13"}', "'2025-13' is not a date"),
    ('{"text": "a", "day": 2025}', "the field 'day' holds a number"),
    ('{"text": "a", "where": "mars"}', "'mars' is no region; one of mainland"),
    ('{"text": "a", "linked": 1}', "it has a field 'linked'"),
    ("[" * 100000, "not usable JSON"),
    ('{"text": ' + "1" * 5000 + "}", "not usable JSON"),
]


@pytest.mark.parametrize(("line", "message"), BAD, ids=range(len(BAD)))
def test_a_bad_line_is_reported_with_its_number_and_the_rest_goes_on(tmp_path: Path, line: str, message: str) -> None:
    path = write(tmp_path / "a.jsonl", {"text": "one"}, "", line, {"text": "two"})
    run = Run([path], as_of_field="day", region_field="where", reserved="linked")
    assert run.texts == ["one", "two"]
    assert run.report.failed
    assert len(run.said) == 1
    assert run.said[0].startswith(f"{path}:3: ")
    assert message in run.said[0]


def test_lone_surrogates_pass(tmp_path: Path) -> None:
    assert Run([write(tmp_path / "a.jsonl", '{"text": "央\\ud800行"}')]).texts == ["央\ud800行"]


def test_lines_part_at_line_feeds_alone(tmp_path: Path) -> None:
    run = Run([write(tmp_path / "a.txt", "央行\u2028行长\x0b\x85", " ", "x\r")], layout="lines")
    assert run.texts == ["央行\u2028行长\x0b\x85", "x"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-32"])
def test_jsonl_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    rows = [{"text": "中国人民银行行长潘功胜", "n": number} for number in range(3)]
    run = Run([write(tmp_path / "a.jsonl", *rows, encoding=encoding)])
    assert run.texts == ["中国人民银行行长潘功胜"] * 3
    assert not run.report.failed
    assert len(run.said) == (encoding in ("gb18030", "utf-16-le"))


def test_big5_jsonl_after_a_hundred_lines_of_ascii(tmp_path: Path) -> None:
    """The guess waits for the first line that tells anything."""
    rows = [{"text": "plain English"}] * 100 + [{"text": "香港金融管理局總裁余偉文表示"}]
    run = Run([write(tmp_path / "a.jsonl", *rows, encoding="cp950")])
    assert run.texts[-1] == "香港金融管理局總裁余偉文表示"
    assert run.said == [f"{tmp_path}/a.jsonl: read as Big5 (cp950), a guess; if that is wrong, name the encoding with --encoding"]


def test_a_bad_byte_costs_one_line_of_jsonl(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": "中国人民银行"}, ensure_ascii=False).encode() + b"\n"
    path.write_bytes(good + b'{"text": "\xff"}\n' + good)
    run = Run([path])
    assert run.texts == ["中国人民银行"] * 2
    assert run.report.failed
    assert run.said[0].startswith(f"{path}:2: byte offset {len(good) + 10}: 0xFF is not utf-8")
    assert run.said[0].endswith("; line skipped")


def test_replacement_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"text": "央行"}\n'.encode() + b'{"text": "a\xffb\xfe"}\n')
    run = Run([path], errors="replace")
    assert run.texts == ["央行", "a\ufffdb\ufffd"]
    assert run.said == [f"{path}: 2 undecodable places in UTF-8 replaced by U+FFFD"]
    assert not run.report.failed


def test_an_undecodable_file_is_named_by_line_and_offset(tmp_path: Path) -> None:
    bad, good = tmp_path / "a.txt", write(tmp_path / "b.txt", "央行")
    bad.write_bytes("中国人民银行\n".encode() + b"\xff")
    run = Run([bad, good])
    assert run.texts == ["央行\n"]
    assert run.report.failed
    message = "byte offset 19: 0xFF is not utf-8 (invalid start byte); name another encoding, or replace such bytes (--encoding, --errors replace)"
    assert run.said == [f"{bad}:2: {message}"]


def test_a_guess_is_told(tmp_path: Path) -> None:
    run = Run([write(tmp_path / "a.txt", "中国人民银行行长潘功胜", encoding="gb18030")])
    assert run.texts == ["中国人民银行行长潘功胜\n"]
    assert run.said == [f"{tmp_path}/a.txt: read as GB18030, a guess; if that is wrong, name the encoding with --encoding"]


def test_a_given_encoding_is_no_guess(tmp_path: Path) -> None:
    assert Run([write(tmp_path / "a.txt", "审计署", encoding="gb18030")], encoding="gbk").said == []


def test_binaries_and_nuls_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "b.txt").write_bytes("央行\x00行长".encode())
    run = Run([tmp_path / "a.pdf", tmp_path / "b.txt"])
    assert run.texts == ["央行\x00行长"]
    assert "this is a PDF, not text" in run.said[0]
    assert "holds 1 NUL character, the first at character 2; kept as text" in run.said[1]


def test_standard_input(stdin: object) -> None:
    stdin("央行".encode())  # type: ignore[operator]
    run = Run(["-", "-"])
    assert run.texts == ["央行"]
    assert "named twice" in run.said[0]
    assert total_size(run.sources) is None


def test_standard_input_is_jsonl_if_a_field_is_named(stdin: object) -> None:
    stdin('{"body": "央行"}\n'.encode())  # type: ignore[operator]
    assert Run(["-"], field="body", fields_named=True).texts == ["央行"]


def test_sizes_are_known_of_files(tmp_path: Path) -> None:
    run = Run([write(tmp_path / "a.txt", "abc"), write(tmp_path / "b.jsonl", {"text": "x"})])
    assert total_size(run.sources) == 4 + len('{"text": "x"}\n') == sum(item.size for item in run.items)
