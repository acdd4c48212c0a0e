"""What the first link of a process costs, in time and in memory, with the full lexicon as a wheel ships it.

    python benchmarks/start.py                  a few minutes, most of it compiling the lexicon
    python benchmarks/start.py --rounds 30

The package is laid out as installed, with its compiled lexicon and byte code, in a temporary folder. Fresh processes run in turn: one that does nothing, one
that only reads the file of the lexicon, one that links a sentence, one that only loads. The first link's price is what its process takes above the one that
only reads, within a round; medians over the rounds. Processor time is given beside the wall's, for machines that have other work. Memory is resident memory
above an empty interpreter's.
"""

from __future__ import annotations

import argparse
import compileall
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

import cnfin_terms
from cnfin_terms.lexicon import cache
from cnfin_terms.lexicon.compile import compile_lexicon

_TEXT = "中国人民银行行长潘功胜表示，LPR将下行。The CSRC said that Wu Qing would speak."
_LINK = f"import cnfin_terms; cnfin_terms.link({_TEXT!r})"
_TITLES = {
    "nothing": "does nothing", "read": "reads the file", "import": "imports the package", "load": "loads the lexicon", "link": "links two sentences",
}
_MEMORY = """
import sys
def resident():
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS")) / 1024
found = [resident()]
import cnfin_terms
linker = cnfin_terms.Linker()
found.append(resident())
linker.link({text!r})
found.append(resident())
sys.path.insert(0, {benchmarks!r})
from scaling import text_of
for start in range(0, 1_000_000, 10_000):
    linker.link(text_of("mixed-usual", 10_000))
found.append(resident())
print(*found)
"""


class Took(NamedTuple):
    """Seconds that a process took, by the wall and of the processor, and what it printed."""

    wall: float
    processor: float
    printed: str


def run(code: str, folder: Path) -> Took:
    """What a fresh interpreter takes for some code."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")} | {"PYTHONPATH": str(folder)}
    before = os.times()
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)  # noqa: S603  (our own interpreter)
    wall, after = time.perf_counter() - began, os.times()
    return Took(wall, after.children_user + after.children_system - before.children_user - before.children_system, done.stdout)


def installed(folder: Path, data: bytes) -> Path:
    """The package as a wheel lays it out; the path of its lexicon."""
    package = folder / "cnfin_terms"
    shutil.copytree(Path(cnfin_terms.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__", "data"))
    path = package / "data" / "lexicon.bin"
    path.parent.mkdir()
    path.write_bytes(data)
    compileall.compile_dir(package, quiet=2)
    return path


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15, help="fresh processes of each kind (15)")
    parser.add_argument("--no-compile", action="store_true", help="take the lexicon from the cache and do not time its compiling")
    options = parser.parse_args()
    began = time.perf_counter()
    if options.no_compile:
        data, compiling = cache.default_artifact()[0], float("nan")
    else:
        data = compile_lexicon(Path(cnfin_terms.__file__).parents[2] / "lexicon")
        compiling = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = installed(folder, data)
        codes = {
            "nothing": "pass", "read": f"open({str(path)!r}, 'rb').read()", "import": "import cnfin_terms",
            "load": "import cnfin_terms; cnfin_terms.Linker()", "link": _LINK,
        }
        took: dict[str, list[Took]] = {what: [] for what in codes}
        for _ in range(options.rounds):
            for what, code in codes.items():
                took[what].append(run(code, folder))
        print(f"lexicon of {len(data) / 1e6:.1f} MB; compiling it takes {compiling:.1f} s\n")
        print("| process that | seconds | above one that reads the file | processor seconds above it | share of compiling |\n|---|---:|---:|---:|---:|")
        for what, title in _TITLES.items():
            pairs = list(zip(took[what], took["read"], strict=True))
            wall, processor = median(own.wall - base.wall for own, base in pairs), median(own.processor - base.processor for own, base in pairs)
            rest = f"{wall:.3f} | {processor:.3f} | {wall / compiling:.3f}" if what not in ("nothing", "read") else " | | "
            print(f"| {title} | {median(own.wall for own, _ in pairs):.3f} | {rest} |")
        if sys.platform == "linux":
            found = run(_MEMORY.format(text=_TEXT, benchmarks=str(Path(__file__).parent)), folder).printed.split()
            empty, *held = map(float, found)
            print(f"\n| after | resident MB above an empty interpreter's {empty:.0f} | times the file |\n|---|---:|---:|")
            for what, amount in zip(("loading", "the first link", "a million characters"), held, strict=True):
                print(f"| {what} | {amount - empty:.0f} | {(amount - empty) / (len(data) / 2**20):.1f} |")


if __name__ == "__main__":
    main()
