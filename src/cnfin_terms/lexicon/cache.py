"""Where compiled lexicons are: the default one in the wheel; what is compiled on the way, in the user's cache folder.

What lies there is never trusted: a file that is cut off, changed or of another format is made anew. It goes there whole or not at all,
and of several processes that want the same one makes it while the others wait.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cnfin_terms.errors import ArtifactError
from cnfin_terms.lexicon.artifact import FORMAT, unpack

__all__ = ["cached_path", "default_artifact", "folder", "folder_artifact", "kept", "overlaid", "source_digest", "store_atomically"]

_PACKAGE = Path(__file__).resolve().parent.parent
_SHIPPED = _PACKAGE / "data" / "lexicon.bin"
#: Folders of code whose change may change what is compiled.
_COMPILERS = ("lexicon", "text", "match")
#: Distributions whose data goes into what is compiled.
_TOOLS = ("opencc", "pypinyin", "jieba")
#: Compiled overlays that are kept; each is as large as the lexicon.
_KEPT = 8
#: Seconds to wait for another process that makes the same, many times what it takes.
_PATIENCE = 300.0


def folder() -> Path:
    """The cache folder: ``CNFIN_TERMS_CACHE``, or the platform's place for caches."""
    if chosen := os.environ.get("CNFIN_TERMS_CACHE"):
        return Path(chosen)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "cnfin_terms"


def _compiler() -> hashlib._Hash:
    """Digest of what compiles: code, tools, Unicode's version."""
    from importlib import metadata  # noqa: PLC0415  (slow to load, and only a checkout and overlays ask)
    from unicodedata import unidata_version  # noqa: PLC0415

    tools = [unidata_version, *(metadata.version(name) for name in _TOOLS)]
    total = hashlib.sha256(f"{FORMAT} {tools}".encode())
    for path in sorted(p for part in _COMPILERS for p in (_PACKAGE / part).glob("*.py")):
        _add(total, path)
    return total


def _add(total: hashlib._Hash, path: Path) -> None:
    total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())


def source_digest(lexicon: Path) -> str:
    """Digest of a lexicon folder and of what compiles it: equal digests compile to equal artifacts."""
    total = _compiler()
    for path in sorted(p for p in lexicon.rglob("*") if p.suffix in (".toml", ".tsv") or p.name == "VERSION"):
        _add(total, path)
    return total.hexdigest()[:32]


def store_atomically(path: Path, data: bytes) -> None:
    """Write a file so that nobody ever reads half of it; a folder that cannot be written is no error, only slower next time."""
    import tempfile  # noqa: PLC0415  (slow to load, and seldom needed)

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError:
        return


def default_artifact() -> tuple[bytes, str]:
    """The default lexicon's artifact and the name of its file.

    :raises ArtifactError: if there is neither a compiled lexicon nor a checkout to compile.
    """
    if _SHIPPED.exists():
        return _SHIPPED.read_bytes(), str(_SHIPPED)
    source = _PACKAGE.parent.parent / "lexicon"
    if not (source / "institutions").is_dir():
        raise ArtifactError(f"no compiled lexicon at {_SHIPPED}; reinstall cnfin-terms")
    return folder_artifact(source)


def cached_path(source: Path) -> Path:
    """Where the artifact of a lexicon folder is kept, or would be."""
    return folder() / f"lexicon-{source_digest(source)}.bin"


def folder_artifact(source: Path) -> tuple[bytes, str]:
    """The artifact of a lexicon folder and the name of its file: the one kept in the cache folder, or compiled now and kept there.

    :raises LexiconError: if a file breaks a rule.
    """
    path = cached_path(source)

    def make() -> bytes:
        from cnfin_terms.lexicon.compile import compile_lexicon  # noqa: PLC0415

        return compile_lexicon(source)

    return kept(path, make), str(path)


def overlaid(base: str, overlay: str, make: Callable[[], bytes]) -> bytes:
    """The artifact of an overlay over a lexicon, made if it is not kept yet; the few that were used last are kept.

    :param base: fingerprint of the lexicon under it.
    :param overlay: digest of the overlay.
    """
    total = _compiler()
    total.update(f"{base} {overlay}".encode())
    path = folder() / f"overlay-{total.hexdigest()[:32]}.bin"
    data = kept(path, make)
    with suppress(OSError):
        os.utime(path)
        _prune(path.parent, "overlay-")
    return data


def kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """An artifact from its file in the cache; made, and put there, if the file is not there or not sound."""
    data = _sound(path)
    if data is None:
        with _alone(path):
            data = _sound(path)  # another may have made it meanwhile
            if data is None:
                data = make()
                store_atomically(path, data)
    return data


def _sound(path: Path) -> bytes | None:
    """What a file holds, if that is a whole artifact of this format."""
    try:
        data = path.read_bytes()
        unpack(data, str(path))
    except (OSError, ArtifactError):
        return None
    return data


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold others back who would make the same; who dies lets go. Where no lock can be had, several make it, each for itself."""
    try:
        import fcntl  # noqa: PLC0415

        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.with_suffix(".lock").open("ab")
    except (ImportError, OSError):
        yield
        return
    with lock:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.05)
            except OSError:
                break
            else:
                break
        yield


def _prune(parent: Path, prefix: str) -> None:
    """Delete all but the files that were used last, with what killed processes left."""
    files = sorted((file for file in parent.iterdir() if file.name.startswith(prefix)), key=lambda file: -file.stat().st_mtime)
    for file in [one for one in files if one.suffix == ".bin"][_KEPT:] + [one for one in files if one.suffix != ".bin" and _is_old(one)]:
        with suppress(OSError):
            file.unlink()


def _is_old(path: Path) -> bool:
    return time.time() - path.stat().st_mtime > _PATIENCE
