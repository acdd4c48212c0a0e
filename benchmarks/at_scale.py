"""What a job of a terabyte needs: the measured inputs of docs/at-scale.md, and its arithmetic.

    python benchmarks/at_scale.py

Prints both tables of that page. Needs Linux for the memory, and pip install -e '.[arrow]'. Everything is measured in a process of its own, the way a worker
of Spark or Ray has it: a start, then batches. Pages are made prose of 3,000 characters; seconds are processor time of one core.
"""

from __future__ import annotations

import io
import random
import time
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from scaling import text_of

#: Characters of a page, pages of a batch, batches that are linked.
PAGE, PAGES, BATCHES = 3_000, 1_000, 3
#: What the job is: bytes of UTF-8, and what an hour of a core costs.
BYTES, CORE_HOUR = 1e12, 0.05
TEXTS = {"Chinese, few names": "zh-sparse", "Chinese news": "zh-usual", "English news": "en-usual", "both mixed, news": "mixed-usual"}
#: Columns that most tables need.
NARROW = ("url", "day", "id", "type", "start", "end", "score")


class Inputs(NamedTuple):
    """One kind of text, measured."""

    start: float
    imports: float
    linker: float
    peak: float
    characters: int
    bytes: int
    mentions: int
    seconds: float
    arrow: int


def memory(what: str) -> float:
    """The resident memory of this process in MB: VmRSS now, or VmHWM at its highest."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{what}:")) / 1024


def measure(case: str) -> Inputs:
    """Start as a worker does, then link batches."""
    began = time.perf_counter()
    import pyarrow as pa  # noqa: PLC0415  (the start is measured)

    from cnfin_terms import Linker, arrow  # noqa: PLC0415

    imports = memory("VmRSS")
    linker = Linker()
    linker.link("证监会主席吴清谈其中行使的权利。")
    start, loaded = time.perf_counter() - began, memory("VmRSS")
    batch = pa.record_batch({"page": range(PAGES), "body": [text_of(case, PAGE) for _ in range(PAGES)]})
    seconds, mentions, size = 0.0, 0, 0
    for _ in range(BATCHES):
        at = time.process_time()
        rows = arrow.mention_rows(batch, "body", keys=["page"], linker=linker)
        seconds += time.process_time() - at
        mentions += rows.num_rows
        size += rows.nbytes
    characters = sum(len(text.as_py()) for text in batch["body"])
    return Inputs(start, imports, loaded, memory("VmHWM"), characters * BATCHES, batch["body"].nbytes * BATCHES, mentions, seconds, size)


def files() -> tuple[float, float, float]:
    """Mentions in a page, and bytes of a Parquet file for each mention: with all columns, and with those that most tables need.

    The pages name records by chance, none oftener than another, so that real ones take less.
    """
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    from cnfin_terms import Linker, arrow  # noqa: PLC0415

    chance = random.Random(1)  # noqa: S311  (no secret)
    linker = Linker()
    labels = [entity.label("zh") for entity in linker.lexicon if entity.type != "title"]
    pages = ["，据了解，".join(chance.choices(labels, k=20)) for _ in range(PAGES)]
    urls = [f"https://news{chance.randrange(200)}.example.com/finance/2024/{chance.randrange(10**9):09}.html" for _ in pages]
    days = pa.array([19_000 + chance.randrange(30) for _ in pages], pa.int32()).cast(pa.date32())
    rows = pa.Table.from_batches([arrow.mention_rows(pa.record_batch({"url": urls, "day": days, "body": pages}), "body", keys=["url", "day"], linker=linker)])
    sizes = []
    for table in (rows, rows.select(list(NARROW))):
        file = io.BytesIO()
        pq.write_table(table, file, compression="zstd")
        sizes.append(len(file.getvalue()) / rows.num_rows)
    return rows.num_rows / PAGES, sizes[0], sizes[1]


def main() -> None:
    """Measure, and print both tables."""
    if find_spec("pyarrow") is None or not Path("/proc/self/status").exists():
        print("nothing measured: this needs Linux and pip install -e '.[arrow]'")
        return
    found = {}
    for name, case in TEXTS.items():
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            found[name] = pool.submit(measure, case).result()
    one = next(iter(found.values()))
    print("| of a worker | |\n|---|---:|")
    print(f"| start: imports, lexicon, first link | {one.start:.1f} s |")
    print(f"| memory: Python with pyarrow and cnfin_terms imported | {one.imports:.0f} MB |")
    print(f"| memory: the same with a linker that has linked | {one.linker:.0f} MB |")
    print(f"| memory: highest, in batches of {PAGES:,} pages of {PAGE:,} characters | {max(inputs.peak for inputs in found.values()):.0f} MB |")
    print()
    print(f"| text | bytes per character | mentions per 1,000 characters | µs per character | core-hours per TB | at {CORE_HOUR} a core-hour "
          "| mentions per TB | Arrow, bytes per mention |")
    print("|---|" + "---:|" * 7)
    for name, inputs in found.items():
        characters = BYTES * inputs.characters / inputs.bytes
        hours = characters * inputs.seconds / inputs.characters / 3600
        mentions = inputs.mentions / inputs.characters
        print(f"| {name} | {inputs.bytes / inputs.characters:.2f} | {1000 * mentions:.1f} | {1e6 * inputs.seconds / inputs.characters:.2f} "
              f"| {hours:,.0f} | {hours * CORE_HOUR:,.0f} | {characters * mentions:.1e} | {inputs.arrow / inputs.mentions:.0f} |")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        per_page, whole, narrow = pool.submit(files).result()
    print(f"\nBytes per mention in Parquet (zstd), {per_page:.0f} mentions in a page: {whole:.0f} with all columns, {narrow:.0f} with {', '.join(NARROW)}")


if __name__ == "__main__":
    main()
