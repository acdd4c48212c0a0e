"""A folder of JSON lines, as made from WARC files or HTML pages, to a Parquet table of entities per day.

    python docs/examples/entities_per_day.py crawl/ entities.parquet
    python docs/examples/entities_per_day.py crawl/ entities.parquet --workers 4 --text-field body --date-field published

Reads every ``.jsonl`` and ``.jsonl.gz`` of the folder. A line is an object with a text (HTML left in it does no harm) and a date whose first ten
characters are the day: the text is judged by it, and counted under it. Writes ``day``, ``id``, ``type``, ``zh``, ``en``, ``pages`` and ``mentions``.

Each file's counts are kept beside the table until it is done, so that a run that was stopped goes on where it was; they are of one lexicon, and another one
counts anew. A line that cannot be read, or the rest of a file that breaks off, is reported on standard error and left out; the program ends with 1 if there
was one.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import sys
import zlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import cnfin_terms as cnfin
from cnfin_terms import arrow

PAGES = pa.schema([pa.field("page", pa.int64()), pa.field("day", pa.date32()), pa.field("text", pa.string())])
COUNTS = pa.schema([pa.field("day", pa.date32()), pa.field("id", pa.string()), pa.field("pages", pa.int64()), pa.field("mentions", pa.int64())])

#: Pages in a batch: memory holds one, and one file's counts by day and ID.
BATCH = 1_000


class Fields(NamedTuple):
    """What the lines call the text and its date."""

    text: str
    date: str


def lines_of(path: Path, bad: list[str]) -> Iterator[tuple[int, bytes]]:
    """A file's lines with their numbers; of one that breaks off, those before."""
    number = 0
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            for number, line in enumerate(file, 1):
                yield number, line
    except (OSError, EOFError, zlib.error) as error:
        bad.append(f"{path}: broken off after line {number}: {error}")


def pages_of(path: Path, fields: Fields, bad: list[str]) -> Iterator[pa.RecordBatch]:
    """A file's pages in batches; places of what cannot be read go to ``bad``."""
    rows: list[tuple[int, date, str]] = []
    for number, line in lines_of(path, bad):
        if not line.strip():
            continue
        try:
            page = json.loads(line)
            rows.append((number, date.fromisoformat(page[fields.date][:10]), page[fields.text].encode("utf-8", "replace").decode()))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            bad.append(f"{path}:{number}: {type(error).__name__}: {error}")
        if len(rows) == BATCH:
            yield pa.record_batch([list(column) for column in zip(*rows, strict=True)], schema=PAGES)
            rows = []
    if rows:
        yield pa.record_batch([list(column) for column in zip(*rows, strict=True)], schema=PAGES)


def count_file(path: Path, part: Path, fields: Fields) -> list[str]:
    """Count one file into ``part``, which appears whole or not at all; give the places of bad lines."""
    bad: list[str] = []
    counts = COUNTS.empty_table()
    for rows in arrow.mention_rows(pages_of(path, fields, bad), "text", keys=["page", "day"], as_of="day"):
        linked = pa.Table.from_batches([rows.select(["page", "day", "id"])]).filter(pc.is_valid(rows["id"]))
        by_page = linked.group_by(["page", "day", "id"]).aggregate([([], "count_all")])
        by_day = by_page.group_by(["day", "id"]).aggregate([([], "count_all"), ("count_all", "sum")])
        counts = added([counts, by_day.rename_columns({"count_all": "pages", "count_all_sum": "mentions"}).select(COUNTS.names)])
    unfinished = part.with_suffix(".unfinished")
    pq.write_table(counts, unfinished)
    unfinished.replace(part)
    return bad


def added(tables: list[pa.Table]) -> pa.Table:
    """Counts of the same day and ID as one."""
    total = pa.concat_tables(tables).group_by(["day", "id"]).aggregate([("pages", "sum"), ("mentions", "sum")])
    return total.rename_columns({"pages_sum": "pages", "mentions_sum": "mentions"})


def main() -> int:
    """Count every file that is not counted yet, then join the counts with the lexicon's names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("table", type=Path)
    parser.add_argument("--workers", type=int, default=1, help="processes (1)")
    parser.add_argument("--text-field", default="text")
    parser.add_argument("--date-field", default="date")
    options = parser.parse_args()
    fields = Fields(options.text_field, options.date_field)
    files = sorted(path for path in options.folder.rglob("*.jsonl*") if path.name.endswith((".jsonl", ".jsonl.gz")))
    lexicon = cnfin.Lexicon.default()
    kept = options.table.with_name(f"{options.table.name}.parts") / lexicon.fingerprint[:16]
    kept.mkdir(parents=True, exist_ok=True)
    parts = {path: kept / (str(path.relative_to(options.folder)).replace("/", "%") + ".parquet") for path in files}
    bad: list[str] = []
    with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as pool:
        waiting = {pool.submit(count_file, path, part, fields): path for path, part in parts.items() if not part.exists()}
        for done, counted in enumerate(as_completed(waiting), 1):
            bad += counted.result()
            sys.stderr.write(f"{done} of {len(waiting)} files: {waiting[counted]}\n")
    sys.stderr.writelines(f"{place}\n" for place in bad)
    names = arrow.entities(lexicon).select(["id", "type", "zh", "en"])
    if parts:
        total = added([pq.read_table(part) for part in parts.values()]).join(names, "id").select(["day", "id", "type", "zh", "en", "pages", "mentions"])
        pq.write_table(total.sort_by([("day", "ascending"), ("mentions", "descending"), ("id", "ascending")]), options.table)
    shutil.rmtree(kept.parent)
    return 1 if bad or not parts else 0


if __name__ == "__main__":
    raise SystemExit(main())
