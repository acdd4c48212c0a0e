"""What the command line understands: sub-commands and their options, checked before any work begins."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cnfin_terms.cli import commands, evaluate
from cnfin_terms.cli.lexicon import add_lexicon
from cnfin_terms.cli.packs import add_packs
from cnfin_terms.dates import check
from cnfin_terms.errors import CnfinError
from cnfin_terms.lexicon.vocabulary import REGIONS, TYPES

if TYPE_CHECKING:
    from collections.abc import Callable

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  (argparse has no public name for it)

__all__ = ["COMMANDS", "build_parser"]

EPILOG = """\
exit codes: 0 all was done; 1 some input was bad (named on stderr) and the rest was done; 2 the command line or an overlay
is wrong and nothing was done; 130 interrupted; 141 the reader of the output went away.

Folders are read recursively: *.txt, *.text, *.md as plain text, *.jsonl and *.ndjson as JSON lines, each also with .gz, .bz2,
.xz or .zst, and *.parquet where the output is Parquet. A file given by name is read whatever its suffix. Output is UTF-8;
--output with one of those suffixes is compressed.
"""


def _date(value: str) -> str:
    try:
        check(value)
    except CnfinError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return value


def _share(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0.0 <= number <= 1.0:
        message = f"{value!r} is not a number from 0 to 1"
        raise argparse.ArgumentTypeError(message)
    return number


def _count(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= 1024:  # noqa: PLR2004
        message = f"{value!r} is not a whole number from 1 to 1024"
        raise argparse.ArgumentTypeError(message)
    return int(value)


def _types(value: str) -> frozenset[str]:
    types = frozenset(part.strip() for part in value.split(",") if part.strip())
    if not types or types - set(TYPES):
        message = f"{value!r}: write one or more of {', '.join(TYPES)}, parted by commas"
        raise argparse.ArgumentTypeError(message)
    return types


def _add_inputs(parser: argparse.ArgumentParser, *, result_field: str) -> None:
    """Options of every command that reads texts."""
    parser.add_argument("inputs", nargs="*", default=["-"], metavar="INPUT", help="files, folders, or - for standard input (the default)")
    group = parser.add_argument_group("reading")
    group.add_argument("--input", choices=("auto", "text", "lines", "jsonl"), default="auto", dest="layout",
                       help="a file is one text, a text a line, or JSON lines; auto: by its name, and standard input is JSON lines if a field is named")
    group.add_argument("--field", metavar="NAME", help="field of the JSON lines that holds the text (text)")
    group.add_argument("--as-of-field", metavar="NAME", help="field that holds the text's date")
    group.add_argument("--region-field", metavar="NAME", help="field that holds the text's region")
    group.add_argument("--key-field", metavar="NAME", help="field that names the text in tables and TSV; by default file:line")
    group.add_argument("--result-field", metavar="NAME", default=result_field, help=f"field that the result is put under in JSON lines ({result_field})")
    group.add_argument("--encoding", default="auto", metavar="NAME", help="auto (guessed, and said on stderr if it is not UTF-8), utf-8, gb18030, big5 ...")
    group.add_argument("--errors", choices=("strict", "replace"), default="strict",
                       help="undecodable bytes: report and skip the text (strict), or replace and count them")


def _add_output(parser: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    """Options of every command that writes."""
    group = parser.add_argument_group("writing")
    group.add_argument("--format", choices=formats, help=f"by default by the suffix of --output, else {formats[0]}")
    group.add_argument("--output", "-o", metavar="PATH", help="file to write; for several HTML pages a folder; by default standard output")


def _add_linker(parser: argparse.ArgumentParser) -> None:
    """Options of every command that links."""
    group = parser.add_argument_group("linking")
    group.add_argument("--as-of", type=_date, metavar="DATE", help="the texts' date: YYYY, YYYY-MM or YYYY-MM-DD; by default none is assumed")
    group.add_argument("--region", choices=REGIONS, metavar="REGION", help="where the texts are from: mainland, hk, mo, tw, sg ...")
    group.add_argument("--follow", choices=("as-written", "successor"), default="as-written", help="the body written, or the one that followed it")
    group.add_argument("--min-score", type=_share, default=0.5, metavar="P", help="a link less probable than this is reported as ambiguous (0.5)")
    group.add_argument("--types", type=_types, metavar="LIST", help=f"report these types alone: {','.join(TYPES)}")
    _add_overlay(group)


def _add_overlay(parser: argparse._ActionsContainer) -> None:
    parser.add_argument("--overlay", action="append", default=[], metavar="PATH", help="lexicon file or folder to lay over the shipped one; repeatable")
    add_packs(parser)


def _add_workers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--workers", type=_count, default=1, metavar="N", help="processes to spread the texts over (1)")


def _link(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("link", help="find the mentions in texts and tie them to IDs", epilog=EPILOG,
                                   formatter_class=argparse.RawDescriptionHelpFormatter)
    _add_inputs(parser, result_field="linked")
    _add_linker(parser)
    _add_workers(parser)
    _add_output(parser, ("table", "jsonl", "tsv", "html", "parquet"))
    parser.add_argument("--resume", action="store_true", help="go on where an interrupted run stopped, with the same options; nothing is done twice")
    parser.add_argument("--title", help="title of the HTML page; by default the name of the input")
    parser.set_defaults(run=commands.link)


def _normalize(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("normalize", help="write each resolved mention by its preferred name")
    _add_inputs(parser, result_field="normalized")
    parser.add_argument("--to", default="en", choices=("zh", "zh-Hant", "zh-HK", "zh-TW", "en", "pinyin"), help="language of the names (en)")
    _add_linker(parser)
    _add_output(parser, ("text", "jsonl"))
    parser.set_defaults(run=commands.normalize)


def _glossary(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("glossary", help="the Chinese and English names of what texts speak of")
    _add_inputs(parser, result_field="glossary")
    _add_linker(parser)
    _add_output(parser, ("table", "jsonl", "tsv"))
    parser.set_defaults(run=commands.glossary)


def _explain(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("explain", help="link one text and say of each mention why")
    parser.add_argument("text", metavar="TEXT", help="the text itself, or - to read it from standard input")
    parser.add_argument("--encoding", default="auto", metavar="NAME", help="of standard input")
    _add_linker(parser)
    parser.set_defaults(run=commands.explain)


def _resolve(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("resolve", help="the ID of each whole string")
    parser.add_argument("strings", nargs="+", metavar="STRING", help="a name; - for one a line from standard input")
    parser.add_argument("--context", metavar="TEXT", help="text that the names stand in")
    parser.add_argument("--no-fuzzy", dest="fuzzy", action="store_false", help="forgive no typos")
    parser.add_argument("--encoding", default="auto", metavar="NAME", help="of standard input")
    _add_linker(parser)
    _add_output(parser, ("table", "jsonl", "tsv"))
    parser.set_defaults(run=commands.resolve)


def _get(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("get", help="the records of IDs")
    parser.add_argument("ids", nargs="+", metavar="ID")
    _add_overlay(parser)
    _add_output(parser, ("text", "jsonl"))
    parser.set_defaults(run=commands.get)


def _search(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("search", help="records by name, for people: ranked, forgiving")
    parser.add_argument("query", nargs="+", metavar="WORD")
    parser.add_argument("--limit", type=_count, default=10, metavar="N", help="records to show (10)")
    _add_overlay(parser)
    _add_output(parser, ("table", "jsonl", "tsv"))
    parser.set_defaults(run=commands.search)


def _eval(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("eval", help="how well labelled texts are linked: precision, recall, F1, calibration, the worst errors")
    parser.add_argument("files", nargs="+", metavar="FILE", help="JSON lines with text and mentions, or marked text (.txt)")
    parser.add_argument("--worst", type=_count, default=20, metavar="N", help="errors to show (20)")
    _add_linker(parser)
    _add_output(parser, ("text", "json"))
    parser.set_defaults(run=evaluate.run)


#: What adds each sub-command. Others come in here.
COMMANDS: tuple[Callable[[Subparsers], None], ...] = (_link, _resolve, _get, _search, _normalize, _glossary, _explain, _eval, add_lexicon)


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = argparse.ArgumentParser(
        prog="cnfin-terms", description="Ties mentions of Chinese-finance names in Chinese, English or mixed text to canonical IDs.",
        epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", action="store_true", help="the library's and the lexicon's versions")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND")
    for add in COMMANDS:
        add(subparsers)
    return parser
