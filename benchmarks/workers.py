"""How much faster ``cnfin-terms link`` is with two workers than with one: JSON lines in, JSON lines out, the whole process.

    python benchmarks/workers.py                   20 MB, three times each way
    python benchmarks/workers.py --megabytes 200   what the promise is made for
    python benchmarks/workers.py --threads         one linker in two threads besides, on the same texts

The texts are made by a fixed seed, of articles with as many mentions as news has and of pages without any. The runs take turns, so
that a change of the machine's pace meets both; the median of the ratios counts. The processors' time tells what the second worker costs
where other work keeps the machine busy. Ends non-zero if two workers are not ``--least`` times as fast
as one.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scaling import PROSE


def write_texts(path: Path, megabytes: float, seed: int = 1) -> int:
    """Write JSON lines of about so many MB; gives their number."""
    chosen = random.Random(seed)  # noqa: S311  (texts, not secrets)
    written = number = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        while written < megabytes * 1e6:
            fill, names = PROSE[chosen.choice(("zh", "zh", "en", "mixed"))]
            every = chosen.choice((0, 4, 20))
            sentences = (chosen.choice(names if every and not chosen.randrange(every) else fill) for _ in range(chosen.randrange(3, 60)))
            line = json.dumps({"id": number, "text": "".join(sentences)}, ensure_ascii=False) + "\n"
            file.write(line)
            written += len(line.encode())
            number += 1
    return number


def seconds(source: Path, target: Path, workers: int) -> tuple[float, float]:
    """One run of the command, from its start to its end: seconds of the clock, and of all its processors."""
    began, before = time.perf_counter(), os.times()
    command = [sys.executable, "-m", "cnfin_terms", "link", str(source), "--output", str(target), "--workers", str(workers)]
    subprocess.run(command, check=True)  # noqa: S603  (our own command)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - began, spent


def thread_ratio(source: Path, texts: int = 2000) -> float:
    """How much faster two threads are than none."""
    from cnfin_terms import Linker  # noqa: PLC0415

    linker = Linker()
    with source.open(encoding="utf-8") as lines:
        sample = [json.loads(line)["text"] for line, _ in zip(lines, range(texts), strict=False)]
    spent = []
    for workers in (1, 2, 1, 2):
        began = time.perf_counter()
        for _ in linker.link_many(sample, workers, by="threads"):
            pass
        spent.append(time.perf_counter() - began)
    return (spent[0] + spent[2]) / (spent[1] + spent[3])


def main() -> int:
    """Run and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=20.0)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--least", type=float, default=1.7)
    parser.add_argument("--threads", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, targets = Path(folder, "texts.jsonl"), {workers: Path(folder, f"{workers}.jsonl") for workers in (1, 2)}
        texts = write_texts(source, args.megabytes)
        size = source.stat().st_size / 1e6
        print(f"{size:.1f} MB, {texts} texts")
        ratios = []
        for _ in range(args.times):
            (one, one_spent), (two, two_spent) = (seconds(source, targets[workers], workers) for workers in (1, 2))
            ratios.append(one / two)
            print(f"one worker {one:.1f} s ({size / one:.2f} MB/s), two {two:.1f} s ({size / two:.2f} MB/s): {one / two:.2f} times as fast, "
                  f"with {two_spent / one_spent:.2f} times the processors' time", flush=True)
        if targets[1].read_bytes() != targets[2].read_bytes():
            print("the outputs differ")
            return 1
        ratio = statistics.median(ratios)
        print(f"two workers are {ratio:.2f} times as fast as one; at least {args.least} is asked for")
        if args.threads:
            print(f"two threads are {thread_ratio(source):.2f} times as fast as none")
    return 0 if ratio >= args.least else 1


if __name__ == "__main__":
    sys.exit(main())
