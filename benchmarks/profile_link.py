"""Where the time of ``link`` goes: by stage of the flow, and by function.

    python benchmarks/profile_link.py                     made prose, half Chinese, half English
    python benchmarks/profile_link.py FILE...             your own texts, each linked whole

The profiler slows small functions down more than large ones: read the shares, not the seconds.
"""

from __future__ import annotations

import argparse
import cProfile
from pathlib import Path

from scaling import text_of

import cnfin_terms

#: Where each module of the package stands in the flow.
STAGES = {
    "text": "fold", "match/engine": "scan", "match": "bound", "resolution": "resolve", "relate": "relate", "lexicon": "lexicon (facts, names, forms)",
    "linker": "linker (mentions made)", "result": "linker (mentions made)",
}


#: The automaton's pass, which is no Python function.
SCAN = ("/cnfin_terms/match/engine.py", "find_overlapping")


def stage_of(file: str) -> str:
    """The stage that a file's functions belong to."""
    _, package, module = file.replace("\\", "/").rpartition("/cnfin_terms/")
    if not package:
        return "standard library"
    name = module.removesuffix(".py")
    return STAGES.get(name) or STAGES.get(name.partition("/")[0], name)


def main() -> None:
    """Profile, and print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="texts in UTF-8")
    parser.add_argument("--functions", type=int, default=20, help="functions to list (20)")
    options = parser.parse_args()
    texts = [path.read_text("utf-8") for path in options.files] or [text_of("zh-usual", 200_000), text_of("en-usual", 200_000)]
    linker = cnfin_terms.Linker()
    for text in texts:  # what is read once per lexicon is read now
        linker.link(text[:5_000])
    profile = cProfile.Profile()
    mentions = 0
    for text in texts:
        profile.enable()
        doc = linker.link(text)
        profile.disable()
        mentions += len(doc.mentions)
    rows: dict[tuple[str, str], list[float]] = {}
    for entry in profile.getstats():
        if isinstance(entry.code, str):  # a built-in: its time goes to its callers
            continue
        own = entry.inlinetime + sum(call.inlinetime for call in entry.calls or () if isinstance(call.code, str))
        row = rows.setdefault((entry.code.co_filename, entry.code.co_qualname), [0, 0.0, 0.0])
        for column, value in enumerate((entry.callcount, own, entry.totaltime)):
            row[column] += value
        for call in entry.calls or ():
            if isinstance(call.code, str) and "find_overlapping" in call.code:
                row[1] -= call.inlinetime
                rows[SCAN] = [call.callcount, rows.get(SCAN, [0, 0.0])[1] + call.inlinetime, rows.get(SCAN, [0, 0.0])[1] + call.inlinetime]
    total = sum(own for _, own, _ in rows.values())
    shares: dict[str, float] = {}
    for (file, _), (_, own, _) in rows.items():
        stage = stage_of(file)
        shares[stage] = shares.get(stage, 0.0) + own
    print(f"{sum(map(len, texts)):,} characters, {mentions:,} mentions\n\n| stage | share of the time |\n|---|---:|")
    for stage, seconds in sorted(shares.items(), key=lambda item: -item[1]):
        print(f"| {stage} | {seconds / total:.0%} |")
    print("\n| function | module | calls | own | with what it calls |\n|---|---|---:|---:|---:|")
    for (file, name), (calls, own, whole) in sorted(rows.items(), key=lambda item: -item[1][1])[: options.functions]:
        module = file.replace("\\", "/").rpartition("/cnfin_terms/")[2].removesuffix(".py")
        print(f"| {name} | {module} | {calls:,.0f} | {own / total:.1%} | {whole / total:.0%} |")


if __name__ == "__main__":
    main()
