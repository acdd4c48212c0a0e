"""How well ``lexicon suggest`` finds what a lexicon lacks: records that occur in real texts are taken out and looked for again.

    python benchmarks/suggest.py FOLDER... [--remove 100] [--seed 1] [--first 100] [--rest FILE]

Prints how many of the records taken out came back (recall), and what share of the first suggestions is one of them. The others of the first are
names that the whole lexicon lacks too: a reader must judge those; ``--rest`` writes them with their evidence, one a line.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import cnfin_terms as cnfin
from cnfin_terms.curate.suggest.gather import Gathering, Suggestion

#: Types whose records can be told from their names alone, and forms by which a reader would know them.
TYPES = ("institution", "person")
FORMS = ("official", "short", "abbreviation")


def texts(folders: list[str]) -> Iterator[tuple[str, str]]:
    """Name and text of every file, in order."""
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix in (".txt", ".md"):
                yield path.name, path.read_text("utf-8", "replace")


def named(linker: cnfin.Linker, found: list[tuple[str, str]]) -> list[str]:
    """IDs of the records that texts name by a form of their own."""
    seen: dict[str, None] = {}
    for _, text in found:
        for mention in linker.link(text):
            if mention.id and mention.type in TYPES and mention.form is not None and mention.form.type in FORMS:
                seen[mention.id] = None
    return sorted(seen)


def without(linker: cnfin.Linker, ids: list[str]) -> cnfin.Linker:
    """A linker whose lexicon lacks these records."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dropped.toml"
        path.write_text("".join(f'[{id_}]\noverlay = "drop"\n' for id_ in ids), "utf-8")
        return cnfin.Linker(linker.lexicon.overlay(path))


def answers(linker: cnfin.Linker, suggestion: Suggestion) -> set[str]:
    """The records of the whole lexicon that a suggestion's names lead to."""
    found = set()
    for part, names in suggestion.names.items():
        if part in ("zh", "en"):
            for name in names:
                answer = linker.resolve(name, fuzzy=False)
                found |= {candidate.id for candidate in answer.candidates}
    return found


def main() -> None:
    """Take out, look again, count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--remove", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=100)
    parser.add_argument("--rest", type=Path)
    args = parser.parse_args()
    found = list(texts(args.folders))
    whole = cnfin.Linker()
    candidates = named(whole, found)
    removed = sorted(random.Random(args.seed).sample(candidates, min(args.remove, len(candidates))))  # noqa: S311
    part = without(whole, removed)
    gathering = Gathering(part)
    for name, text in found:
        gathering.add(part.link(text), name)
    suggested = gathering.suggestions()
    back: dict[str, int] = {}
    rest: list[tuple[int, Suggestion]] = []
    hits = 0
    for number, suggestion in enumerate(suggested, 1):
        ids = answers(whole, suggestion) & set(removed)
        for id_ in ids:
            back.setdefault(id_, number)
        if number <= args.first:
            hits += bool(ids)
            if not ids:
                rest.append((number, suggestion))
    first = min(args.first, len(suggested))
    sure = sum(suggestion.score >= 0.9 for suggestion in suggested)  # noqa: PLR2004
    print(f"{len(found)} texts, {sum(len(text) for _, text in found):,} characters; {len(candidates)} records named, {len(removed)} taken out")
    print(f"suggestions {len(suggested)}, of which sure {sure}")
    print(f"recall: {len(back)} of {len(removed)} found again, {sum(n <= first for n in back.values())} among the first {first}")
    print(f"first {first}: {hits} are records taken out, {len(rest)} to be judged by a reader")
    print("not found:", ", ".join(id_ for id_ in removed if id_ not in back))
    if args.rest:
        args.rest.write_text("".join(f"{n}\t{s.id or '+'}\t{s.type}\t{s.names}\t{dict(s.how)}\t{s.evidence[0].snippet}\n" for n, s in rest), "utf-8")


if __name__ == "__main__":
    main()
