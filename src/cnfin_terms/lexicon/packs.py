"""Packs: overlays that install. A distribution names its folder of TOML under the entry point group ``cnfin_terms.lexicons``.

A pack is data. It is found and read, and none of its code is run.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from cnfin_terms.errors import OptionError
from cnfin_terms.lexicon.overlay import Overlay, read_overlay

__all__ = ["GROUP", "Pack", "chosen_packs", "installed_packs", "pack_overlay"]

#: The entry point group; a name in it is a pack's, its value the package that holds the files.
GROUP = "cnfin_terms.lexicons"


class Pack(NamedTuple):
    """An installed pack.

    :ivar name: what it is asked for by, and the ``origin`` of its records.
    :ivar version: of the distribution that brought it.
    :ivar folder: its files.
    """

    name: str
    version: str
    folder: Path


def _pack(point: EntryPoint) -> Pack:
    top, _, rest = point.module.partition(".")
    try:
        spec = find_spec(top)  # of the top level only: to find what lies deeper, Python would run the code above it
    except (ImportError, ValueError):
        spec = None
    places = list(spec.submodule_search_locations or ()) if spec is not None else []
    folder = Path(places[0], *rest.split(".")) if places and rest else Path(places[0]) if places else None
    if folder is None or not folder.is_dir():
        raise OptionError(f"the pack {point.name!r} names {point.module!r}, which is no folder of an installed package; see docs/packs.md")
    return Pack(point.name, point.dist.version if point.dist else "", folder)


def installed_packs() -> tuple[Pack, ...]:
    """Every installed pack, by name.

    :raises OptionError: if two distributions bring packs of one name, or a pack's folder is not there.
    """
    packs = sorted(map(_pack, entry_points(group=GROUP)))
    for one, other in pairwise(packs):
        if one.name == other.name and one.folder != other.folder:
            raise OptionError(f"two packs are called {one.name!r}, in {one.folder} and {other.folder}; uninstall one")
    return tuple(dict.fromkeys(packs))


def chosen_packs(names: Iterable[str] = ()) -> tuple[Pack, ...]:
    """The packs of these names, in this order; without names all that are installed, by name.

    :raises OptionError: for a name that no pack has, or as :func:`installed_packs`.
    """
    packs = {pack.name: pack for pack in installed_packs()}
    wanted = tuple(dict.fromkeys(names))
    for name in wanted:
        if name not in packs:
            raise OptionError(f"no pack called {name!r} is installed; {'there are ' + ', '.join(packs) if packs else 'there is none'}")
    return tuple(packs[name] for name in wanted) if wanted else tuple(packs.values())


def pack_overlay(pack: Pack) -> Overlay:
    """A pack's files, under its name.

    :raises LexiconError: if its folder holds no TOML, or a file is not UTF-8.
    """
    return Overlay(pack.name, read_overlay(pack.folder).files)
