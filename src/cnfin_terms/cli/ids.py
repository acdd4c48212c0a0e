"""``cnfin-terms lexicon retire | rename | merge | split | release``: IDs, each given once and answering for ever."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from cnfin_terms.errors import OptionError

if TYPE_CHECKING:
    import argparse
    from argparse import Namespace
    from collections.abc import Callable

    from cnfin_terms.cli.progress import Report
    from cnfin_terms.curate.bench import Bench
    from cnfin_terms.curate.retire import Account

__all__ = ["add_ids"]


def _today() -> str:
    return dt.datetime.now(dt.UTC).date().isoformat()


def _folder(args: Namespace) -> Path:
    folder = Path(args.folder)
    if not (folder / "institutions").is_dir():
        raise OptionError(f"{folder} is no lexicon folder (it has no institutions/); name it with --folder")
    return folder


def _retire(bench: Bench, args: Namespace) -> Account:
    from cnfin_terms.curate.retire import retire

    return retire(bench, args.id, args.to, args.reason, args.on or _today())


def _rename(bench: Bench, args: Namespace) -> Account:
    from cnfin_terms.curate.retire import rename

    return rename(bench, args.id, args.new, args.reason, args.on or _today())


def _merge(bench: Bench, args: Namespace) -> Account:
    from cnfin_terms.curate.retire import merge

    return merge(bench, args.ids, args.into, args.reason, args.on or _today())


def _split(bench: Bench, args: Namespace) -> Account:
    from cnfin_terms.curate.retire import split

    return split(bench, args.id, args.into, args.reason, args.on or _today())


def _change(args: Namespace, report: Report) -> None:
    """Do one of them, and print what was done, what to look at, and what users must know."""
    from cnfin_terms.curate.bench import Bench
    from cnfin_terms.curate.regression import named_in
    from cnfin_terms.curate.retire import settle

    folder = _folder(args)
    bench = Bench(folder)
    account: Account = args.change(bench, args)
    for id_, gone in account.redirects.items():
        print(f"{id_} → {', '.join(gone.to) or 'withdrawn'}, {gone.on}: {gone.reason}")
    for one in account.references:
        print(f"{one.file} {one.id}: {one.field} names {one.new} instead of {one.old}")
    for place, number in named_in(folder.resolve().parent, account.redirects):
        account.look.append(f"{place} names a retired ID {number} time{'s' * (number != 1)}")
    for title, lines in (("Look at", account.look), ("For the changelog", account.users)):
        if lines:
            print("\n".join(["", f"{title}:", *(f"- {line}" for line in lines)]))
    if args.dry_run:
        report.note("", "nothing was written (--dry-run)")
        return
    written = settle(bench, account)
    report.note("", f"wrote {', '.join(written)}; then run: cnfin-terms lexicon check, and: cnfin-terms lexicon impact HEAD")


def _release(args: Namespace, report: Report) -> None:
    """Begin a release: the version and the ledger."""
    from cnfin_terms.curate.release import release

    done = release(_folder(args), args.year or int(_today()[:4]))
    print(f"{done.version}: {len(done.minted):,} new IDs in ledger.tsv")
    report.note("", "then run: cnfin-terms lexicon diff LAST-RELEASE --format changelog")


def _year(value: str) -> int:
    return int(value) if value.isdecimal() else -1


def add_ids(tool: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the commands.

    :param tool: makes a sub-command of a name and a line of help, with ``--folder``.
    """
    def change(name: str, text: str, work: Callable[[Bench, Namespace], Account]) -> argparse.ArgumentParser:
        parser = tool(name, text)
        parser.add_argument("--reason", required=True, metavar="TEXT", help="why, for whoever holds the ID")
        parser.add_argument("--on", metavar="DATE", help="the day (today)")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")
        parser.set_defaults(run=_change, change=work)
        return parser

    retire = change("retire", "take a record out; its ID answers with another", _retire)
    retire.add_argument("id", metavar="ID")
    retire.add_argument("--to", metavar="ID", help="the record that replaces it; without one it is withdrawn, and the ID tells why")
    rename = change("rename", "give a record another ID; the old one keeps answering", _rename)
    rename.add_argument("id", metavar="OLD")
    rename.add_argument("new", metavar="NEW")
    merge = change("merge", "make several records one, forms and all", _merge)
    merge.add_argument("ids", nargs="+", metavar="OLD")
    merge.add_argument("--into", required=True, metavar="ID", help="the record that stays")
    split = change("split", "take out a record that was several things", _split)
    split.add_argument("id", metavar="ID")
    split.add_argument("--into", required=True, nargs="+", metavar="ID", help="the records that it was, the one that its ID answers with first")
    release = tool("release", "begin a release: the next version, and every new ID in the ledger")
    release.add_argument("--year", type=_year, metavar="YYYY", help="the version's year (this one)")
    release.set_defaults(run=_release)
