"""The command ``cnfin-terms``: link, resolve, get, search, normalize, glossary, explain.

Options (``options``) → inputs (``read``) → the work (``commands``) → outputs (``write``); problems, notes and the bar go
through ``progress``. Standard library alone.
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from cnfin_terms.cli.options import build_parser
from cnfin_terms.cli.progress import Report
from cnfin_terms.errors import CnfinError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

__all__ = ["main"]

DONE, BAD_INPUT, UNUSABLE, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    :param argv: the arguments, without the program's name; None: those of this process.
    :returns: 0 if all was done; 1 if some input was bad and the rest was done; 2 if the command line, an overlay or the output
        cannot be used; 130 if interrupted; 141 if the reader of the output went away.
    """
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")
    parser = build_parser()
    try:
        args = parser.parse_args(argv)
    except SystemExit as stop:  # argparse has said why
        return stop.code if isinstance(stop.code, int) else UNUSABLE
    if args.command is None and not args.version:
        parser.print_help(sys.stderr)
        return UNUSABLE
    return _run(args, Report(sys.stderr))


def _run(args: Namespace, report: Report) -> int:
    """Do the work, and give the exit code for how it ended."""
    code = DONE
    try:
        if args.version:
            _show_version()
        else:
            args.run(args, report)
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        _drop_stdout()
        code = PIPE_CLOSED
    except CnfinError as error:
        report.note("", str(error))
        code = UNUSABLE
    except OSError as error:
        report.note(str(error.filename or "output"), f"{error.strerror or error}; the work was not finished")
        code = UNUSABLE
    report.clear()
    return BAD_INPUT if code == DONE and report.failed else code


def _show_version() -> None:
    """Both versions: answers depend on both."""
    from cnfin_terms import Lexicon, __version__

    lexicon = Lexicon.default()
    print(f"cnfin-terms {__version__}, lexicon {lexicon.version} ({lexicon.fingerprint})")


def _drop_stdout() -> None:
    """Let what is still buffered go nowhere, so that the interpreter does not complain when it ends."""
    with suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)
