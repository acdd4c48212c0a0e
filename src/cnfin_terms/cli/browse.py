"""``cnfin-terms lexicon browse``: the lexicon as pages to read and search, in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cnfin_terms.errors import OptionError

if TYPE_CHECKING:
    import argparse
    from argparse import Namespace
    from collections.abc import Callable

    from cnfin_terms.cli.progress import Report

__all__ = ["add_browse"]


def browse(args: Namespace, report: Report) -> None:
    """Write the pages and say what was written."""
    from cnfin_terms.lexicon.lexicon import Lexicon
    from cnfin_terms.lexicon.source import read_lexicon
    from cnfin_terms.site.build import build

    folder, out = Path(args.folder), Path(args.out)
    if not (folder / "institutions").is_dir():
        raise OptionError(f"{folder} is no lexicon folder (it has no institutions/); name it with --folder")
    written = build(Lexicon.from_folder(folder, keep=True), read_lexicon(folder), out, args.repository)
    print(f"{written.records:,} records, {written.files:,} files, {written.size / 1e6:.1f} MB ({written.search / 1e6:.1f} MB of them for the search)")
    print(f"open {(out / 'index.html').resolve().as_uri()}")


def add_browse(tool: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the command.

    :param tool: makes a sub-command of a name and a line of help, with ``--folder``.
    """
    parser = tool("browse", "write the lexicon as pages to read and search, which need no server")
    parser.add_argument("out", metavar="OUT_DIR", help="folder to write; a new one, or one that this command wrote")
    parser.add_argument("--repository", default="", metavar="URL", help="address of the repository that pages link to for improving a record")
    parser.set_defaults(run=browse)
