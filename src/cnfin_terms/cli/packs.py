"""``--packs``, and the check of packs and overlays over the shipped lexicon."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace

    from cnfin_terms.curate.rules import Finding

__all__ = ["add_packs", "check_laid_over"]


def _names(value: str) -> tuple[str, ...]:
    """Packs by name; none named are all."""
    names = tuple(part.strip() for part in value.split(",") if part.strip())
    if not names:
        message = f"{value!r}: write the names of packs, parted by commas, or all"
        raise argparse.ArgumentTypeError(message)
    return () if names == ("all",) else names


def add_packs(parser: argparse._ActionsContainer) -> None:
    """Add the option."""
    parser.add_argument("--packs", type=_names, metavar="NAMES", help="installed packs over the shipped lexicon, under the overlays: their names, or all")


def check_laid_over(args: Namespace) -> Iterator[tuple[str, Finding]]:
    """What is wrong with the packs and overlays asked for, each over the shipped lexicon and those before it; with the folder of each finding's file."""
    from cnfin_terms.curate.packs import check_overlay
    from cnfin_terms.lexicon.lexicon import Lexicon
    from cnfin_terms.lexicon.overlay import EXEMPTIONS, read_overlay
    from cnfin_terms.lexicon.packs import chosen_packs, pack_overlay

    packs = [] if args.packs is None else list(chosen_packs(args.packs))
    laid = [(pack.folder, pack_overlay(pack)) for pack in packs]
    laid += [(path if path.is_dir() else path.parent, read_overlay(path)) for path in map(Path, args.overlay)]
    lexicon = Lexicon.default()
    for number, (folder, overlay) in enumerate(laid, 1):
        found = check_overlay(lexicon, overlay, folder / EXEMPTIONS)
        yield from ((folder.as_posix(), finding) for finding in found)
        if found:
            return  # what stands on it cannot be judged
        if number < len(laid):
            lexicon = lexicon.with_overlay(overlay)
