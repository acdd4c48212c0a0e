"""``cnfin-terms lexicon new | suggest | merge-driver``: a record begun, what the lexicon lacks, two branches' additions joined."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cnfin_terms.errors import OptionError

if TYPE_CHECKING:
    import argparse
    from argparse import Namespace
    from collections.abc import Iterator

    from cnfin_terms.cli.progress import Report
    from cnfin_terms.cli.read import Item
    from cnfin_terms.linker import Linker
    from cnfin_terms.result import Document

__all__ = ["add_merge_driver", "add_new", "add_suggest"]


def _asked(args: Namespace) -> dict[str, object]:
    """What the command line says of a new record; what it needs besides is asked for at a terminal.

    :raises OptionError: elsewhere, with all that is missing.
    """
    from cnfin_terms.curate.new import missing

    fields = dict(vars(args))
    lacking = missing(args.type, fields)
    if lacking and not sys.stdin.isatty():
        raise OptionError("the record needs more: " + "; ".join(f"--{name}, {what}" for name, what in lacking.items()))
    for name, what in lacking.items():
        while not fields.get(name):
            print(f"{name} ({what}): ", end="", file=sys.stderr, flush=True)
            line = sys.stdin.readline()
            if not line:
                raise OptionError(f"nothing was said for {name}")
            fields[name] = line.strip()
    return fields


def new(args: Namespace, report: Report) -> None:
    """Print a new record, its place and what to look out for; or write it there."""
    from cnfin_terms.curate.fmt import format_text
    from cnfin_terms.curate.new import draft_record
    from cnfin_terms.curate.place import insert
    from cnfin_terms.lexicon.source import read_lexicon

    folder = Path(args.folder)
    if not (folder / "institutions").is_dir():
        raise OptionError(f"{folder} is no lexicon folder (it has no institutions/); name it with --folder")
    draft = draft_record(read_lexicon(folder), args.type, _asked(args))
    path = folder / draft.place.file
    print(draft.text, end="")
    if args.write:
        held = path.read_text("utf-8") if path.exists() else ""
        path.write_text(format_text(insert(held, draft.text), draft.place.file), "utf-8", newline="\n")
        report.note(draft.id, f"written to {path.as_posix()}, line {draft.place.line}; now run: cnfin-terms lexicon check")
    else:
        report.note(draft.id, f"goes into {path.as_posix()} before line {draft.place.line}, in the order of the IDs; --write puts it there")
    for warning in draft.warnings:
        report.note(draft.id, warning)


def add_new(tools: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``new`` to the tools of ``cnfin-terms lexicon``."""
    maker = tools.add_parser("new", help="print a new record, or put it into its file")
    maker.add_argument("--folder", default="lexicon", metavar="PATH", help="the lexicon's folder (lexicon)")
    maker.add_argument("type", choices=("institution", "market", "person", "title", "term", "event"))
    for name, text in (("zh", "official Chinese name"), ("en", "the body's own English name"), ("kind", "kind of the type"),
                       ("region", "where it is at home"), ("since", "first day; of a person: of the post"), ("until", "last day"),
                       ("source", "a page that you looked at"),
                       ("title", "of a person: the title's ID"), ("at", "of a person: the institution's ID"),
                       ("checked", "of a post: the day that you looked")):
        maker.add_argument(f"--{name}", metavar="TEXT", help=text)
    for name in ("short", "abbreviation", "alias"):
        maker.add_argument(f"--{name}", action="append", metavar="TEXT", help="a form of this type; repeatable")
    maker.add_argument("--write", action="store_true", help="put the record into its file, at its place")
    maker.set_defaults(run=new)


def merge_driver(args: Namespace, report: Report) -> None:
    """Join what two branches did to a file, record by record, into the second of the files named; git calls it."""
    from cnfin_terms.curate.merging import merge
    from cnfin_terms.errors import LexiconError

    base, ours, theirs = (Path(name).read_text("utf-8") for name in (args.base, args.ours, args.theirs))
    try:
        merged = merge(base, ours, theirs, args.name or args.ours)
    except LexiconError as error:
        report.problem("", str(error))
        return
    Path(args.ours).write_text(merged, "utf-8", newline="\n")


def add_merge_driver(tools: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``merge-driver`` to the tools of ``cnfin-terms lexicon``."""
    parser = tools.add_parser("merge-driver", help="join two branches' changes of a file; for git (docs/contributing-a-record.md)")
    files = (("base", "the file before both"), ("ours", "the file of this branch; the result goes here"), ("theirs", "the file of the other"))
    for name, text in files:
        parser.add_argument(name, metavar=name.upper(), help=text)
    parser.add_argument("name", nargs="?", metavar="NAME", help="the file's name, for messages")
    parser.set_defaults(run=merge_driver)


def _linked(args: Namespace, linker: Linker, report: Report) -> Iterator[tuple[Item, Document]]:
    """Each text of the inputs with its document, in order; one that linking fails on is reported."""
    from cnfin_terms.cli.linking import linked
    from cnfin_terms.cli.read import Reading, read_items
    from cnfin_terms.cli.sources import find_sources, total_size

    sources = find_sources(args.inputs, args.layout, report, fields_named=args.field is not None)
    report.expect(total_size(sources))
    items = read_items(sources, Reading(args.encoding, args.errors, args.field or "text", args.as_of_field), report)
    return linked(linker, items, args.workers, report)


def suggest(args: Namespace, report: Report) -> None:
    """Print records and forms that the lexicon lacks, the surest first."""
    from cnfin_terms import Lexicon, Linker
    from cnfin_terms.curate.suggest.gather import SURE, Gathering
    from cnfin_terms.curate.suggest.paste import as_data, as_toml

    if args.limit < 1 or args.least < 1 or args.workers < 1:
        raise OptionError("--limit, --least and --workers take numbers from 1")
    lexicon = Lexicon.default()
    for path in args.overlay:
        lexicon = lexicon.overlay(path)
    gathering = Gathering(Linker(lexicon))
    texts = 0
    for item, doc in _linked(args, Linker(lexicon), report):
        source = (item.row or {}).get(args.source_field)
        gathering.add(doc, item.place, item.as_of, source if isinstance(source, str) else None)
        texts += 1
    report.clear()
    found = gathering.suggestions(args.least)
    sure = [suggestion for suggestion in found if suggestion.score >= SURE]
    shown = (found if args.all else sure)[: args.limit]
    if args.format == "jsonl":
        for suggestion in shown:
            print(json.dumps(as_data(suggestion), ensure_ascii=False))
    else:
        print("\n".join(as_toml(shown, (entity.id for entity in lexicon))), end="")
    counts = f"{len(sure)} sure suggestion{'s' * (len(sure) != 1)}, {len(found) - len(sure)} others; {len(shown)} shown"
    report.note("", f"{texts} text{'s' * (texts != 1)}: {counts}")


def add_suggest(tools: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``suggest`` to the tools of ``cnfin-terms lexicon``."""
    parser = tools.add_parser("suggest", help="find what texts name and the lexicon lacks, with evidence, ready to paste")
    parser.add_argument("inputs", nargs="*", default=["-"], metavar="INPUT", help="files, folders, or - for standard input (the default)")
    parser.add_argument("--input", choices=("auto", "text", "lines", "jsonl"), default="auto", dest="layout",
                        help="a file is one text, a text a line, or JSON lines; auto: by its name")
    parser.add_argument("--field", metavar="NAME", help="field of the JSON lines that holds the text (text)")
    parser.add_argument("--as-of-field", metavar="NAME", help="field that holds the text's date: a post is written as seen on that day")
    parser.add_argument("--source-field", metavar="NAME", default="url", help="field that holds the text's address, for sources (url)")
    parser.add_argument("--encoding", default="auto", metavar="NAME", help="auto, utf-8, gb18030, big5 ...")
    parser.add_argument("--errors", choices=("strict", "replace"), default="strict", help="undecodable bytes: skip the text, or replace them")
    parser.add_argument("--overlay", action="append", default=[], metavar="PATH", help="lexicon file or folder to lay over the shipped one; repeatable")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes to spread the texts over (1)")
    parser.add_argument("--limit", type=int, default=100, metavar="N", help="suggestions to print (100)")
    parser.add_argument("--least", type=int, default=1, metavar="N", help="leave out what was seen less often (1)")
    parser.add_argument("--all", action="store_true", help="print the doubtful ones too, after the sure ones")
    parser.add_argument("--format", choices=("toml", "jsonl"), default="toml")
    parser.set_defaults(run=suggest)
