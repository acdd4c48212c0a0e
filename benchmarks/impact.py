"""How long ``lexicon impact`` takes for a change of ten records and 5 MB of texts: with the short cut, and linking everything.

The corpus is the project's own texts over and over, the plain ones joined to documents of about 3 kB, as scraped pages are. The change adds four terms,
a bank and a person of a known name, and alters a form, a nickname, a post and a kind. Compiling is counted apart: a checkout has the base compiled
already, and the head is compiled once.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

from cnfin_terms import Text
from cnfin_terms.curate.impact import impact
from cnfin_terms.curate.regression import regression_texts
from cnfin_terms.curate.revisions import compile_all

ROOT = Path(__file__).resolve().parent.parent
SOURCE = 'sources = ["https://example.org"]\n'
DOCUMENT = 1_000


def edit(folder: Path, id_: str, change: Callable[[str], str]) -> None:
    """Change the block of one record."""
    for path in folder.rglob("*.toml"):
        text = path.read_text("utf-8")
        block = re.search(rf"^\[{id_}\]\n(?:.+\n)*", text, re.MULTILINE)
        if block is not None:
            new = change(block[0])
            if new == block[0]:
                raise SystemExit(f"{id_} is not as this program knows it")
            path.write_text(text[: block.start()] + new + text[block.end() :], "utf-8")
            return
    raise SystemExit(f"no record {id_}")


def ten_records(folder: Path) -> None:
    """The change."""
    edit(folder, "nfra", lambda block: block.replace("金监总局", "金监总署"))
    edit(folder, "pan-gongsheng", lambda block: re.sub(r'since = "2023-07-25"', 'since = "2023-08-01"', block))
    edit(folder, "star-market", lambda block: block.replace("sources", 'nickname = ["硬科技板"]\nsources'))
    edit(folder, "citic-securities", lambda block: block.replace('kind = "broker"', 'kind = "financial-company"'))
    terms = (("市场预期", "market expectations"), ("逆周期因子", "counter-cyclical factor"), ("稳增长", "stabilising growth"), ("降息周期", "rate cuts"))
    records = [f'[zz-term-{number}]\ntype = "term"\nkind = "concept"\nzh = "{zh}"\nen = "{en}"\n{SOURCE}' for number, (zh, en) in enumerate(terms)]
    (folder / "terms" / "zz.toml").write_text("\n".join(records), "utf-8")
    bank = f'[zz-bank]\ntype = "institution"\nkind = "city-bank"\nzh = "春风银行股份有限公司"\nen = "Spring Wind Bank"\nshort = ["春风银行"]\n{SOURCE}'
    (folder / "institutions" / "zz.toml").write_text(bank, "utf-8")
    (folder / "people" / "zz.toml").write_text(f'[zz-wu-qing]\ntype = "person"\nzh = "吴清"\n{SOURCE}', "utf-8")


def documents(size: int) -> Iterator[Text]:
    """Texts of so many bytes in all."""
    held: list[str] = []
    number = 0
    for text in cycle(text.text for text in regression_texts(ROOT)):
        held.append(text)
        if sum(map(len, held)) >= DOCUMENT:
            document, held = "\n".join(held), []
            size -= len(document.encode())
            number += 1
            yield Text(document, key=str(number))
        if size <= 0:
            return


def processor() -> float:
    """Seconds of processor time of this process and of those that it waited for: other work on the machine counts less in it."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> None:
    """Measure, and print seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=5.0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--every", action="store_true", help="measure linking everything too")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        head = Path(shutil.copytree(ROOT / "lexicon", Path(place, "lexicon")))
        ten_records(head)
        sides = compile_all([".", str(head)], ROOT / "lexicon")
    print("compiling:", ", ".join(f"{side.seconds:.1f} s" if side.seconds else "at hand" for side in sides))
    texts = list(documents(int(args.megabytes * 1e6)))
    answers = []
    for every in (False, True) if args.every else (False,):
        began, worked = time.perf_counter(), processor()
        found = impact(sides[0], sides[1], texts, workers=args.workers, every=every)
        seconds, worked = time.perf_counter() - began, processor() - worked
        outcome = found.outcome
        answers.append(outcome.changes)
        name = "every text" if every else "short cut"
        print(f"{name}: {seconds:.1f} s ({worked:.1f} s of processor time), of them {outcome.seconds:.1f} s "
              f"for {outcome.linked:,} of {outcome.texts:,} texts ({outcome.size / 1e6:.1f} MB), {len(outcome.changes):,} changes, {args.workers} processes")
    if any(changes != answers[0] for changes in answers):
        raise SystemExit("the short cut and the whole comparison differ")


if __name__ == "__main__":
    main()
