"""``cnfin-terms lexicon ...``: the tools of those who keep the lexicon. Formatting, checking and beginning a record are here, the others beside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from cnfin_terms.cli.browse import add_browse
from cnfin_terms.cli.changes import add_changes
from cnfin_terms.cli.curating import add_merge_driver, add_new, add_suggest
from cnfin_terms.cli.ids import add_ids
from cnfin_terms.cli.packs import add_packs, check_laid_over
from cnfin_terms.errors import LexiconError, OptionError

if TYPE_CHECKING:
    import argparse
    from argparse import Namespace

    from cnfin_terms.cli.progress import Report

__all__ = ["add_lexicon"]


def _folder(args: Namespace) -> Path:
    folder = Path(args.folder)
    if not (folder / "institutions").is_dir():
        raise OptionError(f"{folder} is no lexicon folder (it has no institutions/); name it with --folder")
    return folder


def fmt(args: Namespace, report: Report) -> None:
    """Put every file in canonical form, or only say which are not."""
    from cnfin_terms.curate.fmt import format_text, lexicon_files

    folder = Path(args.folder)
    files = lexicon_files(folder)  # of an overlay or a pack too
    if not files:
        raise OptionError(f"{folder} is no lexicon folder (it has no .toml file); name it with --folder")
    for path in files:
        name = str(path.relative_to(folder))
        text = path.read_text("utf-8")
        try:
            canonical = format_text(text, name)
        except LexiconError as error:
            report.problem("", str(error))
            continue
        if canonical == text:
            continue
        if args.check:
            report.problem(name, "not in canonical form; run: cnfin-terms lexicon fmt")
        else:
            path.write_text(canonical, "utf-8", newline="\n")
            print(f"formatted {name}")


def check(args: Namespace, report: Report) -> None:
    """Print what is wrong, one line each: with the folder, or with what is laid over the shipped lexicon."""
    if args.packs is not None or args.overlay:
        found = list(check_laid_over(args))
    else:
        from cnfin_terms.curate.check import check as inspect

        folder = _folder(args)
        found = [(folder.as_posix(), finding) for finding in inspect(folder)]
    for where, finding in found:
        if args.format == "json":
            print(json.dumps(finding._asdict(), ensure_ascii=False))
        elif args.format == "github":
            place = f"{where}/{finding.file}"
            said = f"{finding.id}: {finding.message}; {finding.remedy}".replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
            print(f"::error file={place},line={max(1, finding.line)},title={finding.rule}::{said}")
        else:
            print(finding)
    if found:
        report.problem("lexicon", f"{len(found)} finding{'s' * (len(found) != 1)}")


def _no_tool(args: Namespace, report: Report) -> None:
    raise OptionError("say which tool: cnfin-terms lexicon --help names them")


def add_lexicon(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the sub-command to the parser."""
    parser = subparsers.add_parser("lexicon", help="format, check, extend, compare and read the lexicon's files")
    parser.set_defaults(run=_no_tool)
    tools = parser.add_subparsers(metavar="TOOL")

    def tool(name: str, text: str) -> argparse.ArgumentParser:
        added = tools.add_parser(name, help=text)
        added.add_argument("--folder", default="lexicon", metavar="PATH", help="the lexicon's folder (lexicon)")
        return added

    add_changes(tool)
    add_ids(tool)
    add_browse(tool)
    formatter = tool("fmt", "put every file in canonical form")
    formatter.add_argument("--check", action="store_true", help="change nothing; say which files are not, and exit 1")
    formatter.set_defaults(run=fmt)
    checker = tool("check", "report everything that breaks a rule, and exit 1")
    checker.add_argument("--format", choices=("text", "json", "github"), default="text")
    checker.add_argument("--overlay", action="append", default=[], metavar="PATH", help="check this file or folder over the shipped lexicon; repeatable")
    add_packs(checker)
    checker.set_defaults(run=check)
    add_new(tools)
    add_merge_driver(tools)
    add_suggest(tools)
