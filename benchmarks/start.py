"""What the first link of a process costs, in time and in memory, with the full lexicon as a wheel ships it.

    python benchmarks/start.py                  a few minutes, most of it compiling the lexicon
    python benchmarks/start.py --rounds 30

The package is laid out as installed, with its compiled lexicon and byte code, in a temporary folder. Fresh processes run in turn: one that does nothing, one
that only reads the file of the lexicon, one that links a sentence, one that only loads. The first link's price is what its process takes above the one that
only reads; times are of the wall, medians over the rounds. Memory is resident memory above an empty interpreter's.
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

import cnfin_terms
from cnfin_terms.lexicon import cache
from cnfin_terms.lexicon.compile import compile_lexicon

_TEXT = "中国人民银行行长潘功胜表示，LPR将下行。The CSRC said that Wu Qing would speak."
_LINK = f"import cnfin_terms; cnfin_terms.link({_TEXT!r})"
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


def run(code: str, folder: Path) -> tuple[float, str]:
    """Seconds that a fresh interpreter takes for some code, and what it prints."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")} | {"PYTHONPATH": str(folder)}
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)  # noqa: S603  (our own interpreter)
    return time.perf_counter() - began, done.stdout


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
        seconds: dict[str, list[float]] = {what: [] for what in codes}
        for _ in range(options.rounds):
            for what, code in codes.items():
                seconds[what].append(run(code, folder)[0])
        base, rest = seconds["read"], {what: times for what, times in seconds.items() if what not in ("nothing", "read")}
        print(f"lexicon of {len(data) / 1e6:.1f} MB; compiling it takes {compiling:.1f} s\n")
        print("| process that | seconds | above one that reads the file | share of compiling |\n|---|---:|---:|---:|")
        print(f"| does nothing | {median(seconds['nothing']):.3f} | | |\n| reads the file | {median(base):.3f} | | |")
        for what, times in rest.items():
            above = median(own - other for own, other in zip(times, base, strict=True))
            print(f"| {what}s | {median(times):.3f} | {above:.3f} | {above / compiling:.3f} |")
        if sys.platform == "linux":
            found = run(_MEMORY.format(text=_TEXT, benchmarks=str(Path(__file__).parent)), folder)[1].split()
            empty, *held = map(float, found)
            print(f"\n| after | resident MB above an empty interpreter's {empty:.0f} | times the file |\n|---|---:|---:|")
            for what, amount in zip(("loading", "the first link", "a million characters"), held, strict=True):
                print(f"| {what} | {amount - empty:.0f} | {(amount - empty) / (len(data) / 2**20):.1f} |")


if __name__ == "__main__":
    main()
