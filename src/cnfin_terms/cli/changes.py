"""``cnfin-terms lexicon impact | diff``: what parts two lexicons, and which answers with them."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from cnfin_terms.cli.read import Reading, read_items
from cnfin_terms.cli.sources import find_sources
from cnfin_terms.cli.write import dump, open_output, plain
from cnfin_terms.errors import OptionError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator

    from cnfin_terms.cli.progress import Report
    from cnfin_terms.curate.impact import Impact
    from cnfin_terms.result import Text

__all__ = ["add_changes"]

#: Characters of the project's own texts that both lexicons are timed with.
_TIMED = 60_000


def _own(args: Namespace) -> list[Text]:
    from cnfin_terms.curate.regression import regression_texts

    return [] if args.own == "no" else list(regression_texts(Path(args.folder).resolve().parent))


def _given(args: Namespace, report: Report) -> Iterator[Text]:
    """The texts of the files that the command names."""
    from cnfin_terms.result import Text

    reading = Reading(args.encoding, "replace", args.field or "text")
    for item in read_items(find_sources(args.corpus, args.layout, report), reading, report):
        yield Text(item.text, item.as_of, item.region, item.place)


def _sample(texts: list[Text]) -> list[Text]:
    """Texts from all over, as many as are worth timing."""
    size = sum(len(text.text) for text in texts)
    return texts[:: max(1, size // _TIMED)]


def _compared(args: Namespace, report: Report, *, timed: bool) -> Impact:
    from cnfin_terms.curate.impact import impact
    from cnfin_terms.curate.revisions import compile_all

    folder = Path(args.folder)
    if not (folder / "institutions").is_dir():
        raise OptionError(f"{folder} is no lexicon folder (it has no institutions/); name it with --folder")
    base, head = compile_all([args.base, args.head], folder)
    own = _own(args)

    def texts() -> Iterator[Text]:
        yield from own
        yield from _given(args, report)

    return impact(base, head, texts(), timed=_sample(own) if timed else (), workers=args.workers, every=args.every)


def impact(args: Namespace, report: Report) -> None:
    """Write what a change does, as Markdown or JSON."""
    from cnfin_terms.curate.markdown import markdown

    found = _compared(args, report, timed=args.time)
    with open_output(args.output) as stream:
        stream.write(markdown(found, args.rows) if args.format == "markdown" else dump(plain(found)) + "\n")


def diff(args: Namespace, report: Report) -> None:
    """Write what parts two versions, as text, JSON or a changelog's section; what breaks IDs is a problem."""
    from cnfin_terms.curate.changelog import changelog, plain_text

    found = _compared(args, report, timed=False)
    with open_output(args.output) as stream:
        if args.format == "json":
            stream.write(json.dumps(plain(found), ensure_ascii=True, indent=1) + "\n")
        else:
            stream.write(changelog(found) if args.format == "changelog" else plain_text(found, args.rows))
    for id_ in found.delta.deleted:
        report.problem(id_, "deleted without a redirect; run: cnfin-terms lexicon retire")


def _count(value: str) -> int:
    if not value.isdecimal() or int(value) < 1:
        message = f"{value!r} is not a whole number from 1"
        raise argparse.ArgumentTypeError(message)
    return int(value)


def add_changes(tool: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the two commands.

    :param tool: makes a sub-command of a name and a line of help, with ``--folder``.
    """
    for name, text, run, formats in (
        ("impact", "which mentions a change alters, as a comment for a pull request", impact, ("markdown", "json")),
        ("diff", "records, forms, posts and answers that part two versions", diff, ("text", "json", "changelog")),
    ):
        parser = tool(name, text)
        parser.add_argument("base", metavar="BASE", help="the lexicon before: a folder, a git revision, a compiled file, or . for --folder")
        parser.add_argument("head", metavar="HEAD", nargs="?", default=".", help="the lexicon after, likewise (.)")
        parser.add_argument("--corpus", nargs="+", default=[], metavar="FILE", help="files or folders of texts to compare besides the project's own")
        parser.add_argument("--own", choices=("yes", "no"), default="yes", help="compare the texts that tests/regression.tsv lists (yes)")
        parser.add_argument("--input", choices=("auto", "text", "lines", "jsonl"), default="auto", dest="layout", help="layout of the files, as for link")
        parser.add_argument("--field", metavar="NAME", help="field of JSON lines that holds the text (text)")
        parser.add_argument("--encoding", default="auto", metavar="NAME", help="of the files, as for link")
        parser.add_argument("--every", action="store_true", help="link every text with both lexicons, not those alone that may change: slower, the same answer")
        parser.add_argument("--workers", type=_count, default=min(2, os.cpu_count() or 1), metavar="N", help="processes (2)")
        parser.add_argument("--rows", type=_count, default=20 if name == "impact" else 50, metavar="N", help="most rows of each list")
        parser.add_argument("--format", choices=formats, default=formats[0])
        parser.add_argument("--output", "-o", metavar="PATH", help="file to write; by default standard output")
        parser.set_defaults(run=run)
        if name == "impact":
            parser.add_argument("--no-time", dest="time", action="store_false", help="do not time both lexicons")
