"""Where the compiled lexicon is: in the wheel; in a checkout, compiled once and kept in the user's cache folder."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from cnfin_terms.errors import ArtifactError
from cnfin_terms.lexicon.artifact import FORMAT, unpack

__all__ = ["default_artifact", "folder", "source_digest", "store_atomically"]

_PACKAGE = Path(__file__).resolve().parent.parent
_SHIPPED = _PACKAGE / "data" / "lexicon.bin"
#: Folders of code whose change may change what is compiled.
_COMPILERS = ("lexicon", "text", "match")
#: Distributions whose data goes into what is compiled.
_TOOLS = ("opencc", "pypinyin", "jieba")


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


def source_digest(lexicon: Path) -> str:
    """Digest of a lexicon folder and of what compiles it, code, tools and Unicode's version: equal digests compile to equal artifacts."""
    from importlib import metadata  # noqa: PLC0415  (slow to load, and only a checkout asks)
    from unicodedata import unidata_version  # noqa: PLC0415

    tools = [unidata_version, *(metadata.version(name) for name in _TOOLS)]
    total = hashlib.sha256(f"{FORMAT} {tools}".encode())
    files = sorted(p for p in lexicon.rglob("*") if p.suffix in (".toml", ".tsv") or p.name == "VERSION")
    code = sorted(p for part in _COMPILERS for p in (_PACKAGE / part).glob("*.py"))
    for path in [*files, *code]:
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
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
    path = folder() / f"lexicon-{source_digest(source)}.bin"
    if path.exists():
        data = path.read_bytes()
        try:
            unpack(data, str(path))
        except ArtifactError:  # a damaged cache is compiled anew
            pass
        else:
            return data, str(path)
    from cnfin_terms.lexicon.compile import compile_lexicon  # noqa: PLC0415

    data = compile_lexicon(source)
    store_atomically(path, data)
    return data, str(path)
