"""Lexicons by the words of a command: a folder, a compiled file, ``.``, or a revision of the repository that holds the folder.

Each is compiled by the code at hand, once: what was compiled before is taken from the cache folder.
"""

from __future__ import annotations

import subprocess
import tarfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from cnfin_terms.errors import LexiconError, OptionError
from cnfin_terms.lexicon import cache
from cnfin_terms.lexicon.artifact import unpack
from cnfin_terms.pool import Fault, run

__all__ = ["Compiled", "compile_all", "git", "revision"]


class Compiled(NamedTuple):
    """A compiled lexicon.

    :ivar name: how the command called it.
    :ivar data: the artifact.
    :ivar seconds: what compiling took; 0.0 where it was at hand.
    """

    name: str
    data: bytes
    seconds: float


def git(folder: Path, *words: str) -> bytes | None:
    """What a git command prints, run in a folder; None where git is not installed or the command fails."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, check=True)  # noqa: S603, S607  (git as the machine has it)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout


@contextmanager
def revision(name: str, folder: Path) -> Iterator[Path]:
    """The lexicon folder as it stood at a git revision, in a temporary place.

    :raises OptionError: if there is no such revision, or the folder was not in it.
    """
    tree = git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if tree is None:
        raise OptionError(f"{name!r} is no lexicon folder, no compiled lexicon and no git revision of the repository that holds {folder}")
    packed = git(folder, "archive", tree.decode().strip(), ".")
    with TemporaryDirectory(prefix="cnfin-terms-") as place:
        if packed is not None:
            with tarfile.open(fileobj=BytesIO(packed)) as archive:
                archive.extractall(place, filter="data")
        if not Path(place, "institutions").is_dir():
            raise OptionError(f"{folder} was no lexicon folder at {name}")
        yield Path(place)


def _timed(folder: str) -> tuple[bytes, float]:
    began = time.perf_counter()
    data, _ = cache.folder_artifact(Path(folder))
    return data, time.perf_counter() - began


class _Job:
    """Compiling as work for a pool, a folder at a time."""

    def open(self) -> Callable[[str], tuple[bytes, float] | LexiconError]:
        return _made_or_not

    def size(self, folder: str) -> int:  # noqa: ARG002  (as large as a block may be)
        return 1 << 20

    def split(self, folder: str) -> tuple[str, ...]:  # noqa: ARG002  (there is no half of it)
        return ()


def _made_or_not(folder: str) -> tuple[bytes, float] | LexiconError:
    try:
        return _timed(folder)
    except LexiconError as error:  # the pool would tell of it in other words
        return error


def _side_by_side(folders: list[str]) -> list[tuple[bytes, float]]:
    found = []
    with closing(run(_Job(), folders, len(folders))) as answers:
        for folder, answer in answers:
            if isinstance(answer, LexiconError):
                raise answer
            found.append(_timed(folder) if isinstance(answer, Fault) else answer)
    return found


def compile_all(names: Sequence[str], folder: Path) -> list[Compiled]:
    """The lexicons that the words name, compiled side by side where several must be.

    :param names: each a folder, a compiled file, ``.`` for ``folder`` as it stands, or a git revision.
    :param folder: the lexicon folder at work.
    :raises OptionError: for a name that is none of these.
    :raises ArtifactError: for a compiled file that is damaged or of another format.
    :raises LexiconError: if a lexicon breaks a rule.
    """
    with ExitStack() as stack:
        files: dict[str, bytes] = {}
        folders: dict[str, Path] = {}
        for name in names:
            path = Path(name)
            if path.is_file():
                files[name] = path.read_bytes()
                unpack(files[name], name)
            elif name == ".":
                folders[name] = folder
            else:
                inside = [place for place in (path, path / "lexicon") if (place / "institutions").is_dir()]
                folders[name] = inside[0] if inside else stack.enter_context(revision(name, folder))
        kept = {name: cache.cached_path(path) for name, path in folders.items()}
        missing = {kept[name]: str(path) for name, path in folders.items() if not kept[name].exists()}
        if len(missing) > 1:
            made = dict(zip(missing, _side_by_side(list(missing.values())), strict=True))
        else:
            made = {path: _timed(source) for path, source in missing.items()}
        for name, path in folders.items():
            data, seconds = made[kept[name]] if kept[name] in made else (cache.folder_artifact(path)[0], 0.0)
            made[kept[name]] = data, seconds
            files[name] = data
        return [Compiled(name, files[name], made[kept[name]][1] if name in kept else 0.0) for name in names]
