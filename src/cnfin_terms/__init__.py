"""Names of Chinese finance, in Chinese, English or both, tied to one canonical ID each.

The flow, in one direction: text -> fold -> scan -> bound -> resolve -> relate -> Document.
A wrong link is worse than no link: in doubt the answer is ``ambiguous``, with its candidates, or ``unresolved``.

Importing this does no work; the lexicon is read at the first call. Module functions use one default Linker.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal, overload

from cnfin_terms.errors import ArtifactError, CnfinError, InputError, LexiconError, OptionError, TextError, UnknownId, WorkerError

if TYPE_CHECKING:
    from cnfin_terms.glossaries import Entry
    from cnfin_terms.lexicon.entity import Entity, Name
    from cnfin_terms.lexicon.lexicon import Lexicon
    from cnfin_terms.linker import Linker
    from cnfin_terms.parallel import By, Failure, OnError
    from cnfin_terms.result import Candidate, Document, Mention, Normalized, Post, Resolution, Role, Text
    from cnfin_terms.searching import Found

__version__ = "0.1.0"

__all__ = [
    "ArtifactError", "Candidate", "CnfinError", "Document", "Entity", "Failure", "InputError", "Lexicon", "LexiconError", "Linker", "Mention", "Name",
    "Normalized", "OptionError", "Post", "Resolution", "Role", "Text", "TextError", "UnknownId", "WorkerError", "find", "get", "glossary", "link",
    "link_many", "normalize", "resolve", "resolve_many", "search",
]

_HOMES = {
    "Candidate": "result", "Document": "result", "Mention": "result", "Normalized": "result", "Post": "result", "Resolution": "result", "Role": "result",
    "Text": "result", "Entity": "lexicon.entity", "Name": "lexicon.entity", "Lexicon": "lexicon.lexicon", "Linker": "linker",
    "Failure": "parallel",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Classes of the contract, imported when first asked for."""
    if name in _HOMES:
        from importlib import import_module  # noqa: PLC0415

        return getattr(import_module(f"cnfin_terms.{_HOMES[name]}"), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    return sorted(__all__)


def _linker() -> Linker:
    from cnfin_terms.linker import default_linker  # noqa: PLC0415

    return default_linker()


def link(text: str, as_of: str | None = None, region: str | None = None) -> Document:
    """Find every mention of a text and tie each to its entity. See :meth:`Linker.link`.

    >>> doc = link("Pan Gongsheng (潘功胜), Governor of the People's Bank of China")
    >>> [(m.text, m.id) for m in doc.mentions][:2]
    [('Pan Gongsheng', 'pan-gongsheng'), ('潘功胜', 'pan-gongsheng')]
    """
    return _linker().link(text, as_of, region)


@overload
def link_many(
    items: Iterable[str | Text], workers: int | None = None, *, by: By = "processes", on_error: Literal["raise"] = "raise",
) -> Iterator[Document]: ...


@overload
def link_many(items: Iterable[str | Text], workers: int | None = None, *, by: By = "processes", on_error: OnError) -> Iterator[Document | Failure]: ...


def link_many(
    items: Iterable[str | Text], workers: int | None = None, *, by: By = "processes", on_error: OnError = "raise",
) -> Iterator[Document | Failure]:
    """Link many texts, in order, in bounded memory. See :meth:`Linker.link_many`."""
    return _linker().link_many(items, workers, by=by, on_error=on_error)


def resolve(string: str, context: str | None = None, as_of: str | None = None, region: str | None = None, *, fuzzy: bool = True) -> Resolution:
    """Answer one whole string. See :meth:`Linker.resolve`.

    >>> resolve("上交所").id
    'sse'
    """
    return _linker().resolve(string, context, as_of, region, fuzzy=fuzzy)


def resolve_many(
    strings: Iterable[str], context: str | None = None, as_of: str | None = None, region: str | None = None, *, fuzzy: bool = True,
) -> list[Resolution]:
    """Answer each of many strings, in order."""
    return _linker().resolve_many(strings, context, as_of, region, fuzzy=fuzzy)


def get(id: str) -> Entity:  # noqa: A002
    """The record of an ID, redirects followed.

    >>> get("pboc").label("zh")
    '中国人民银行'

    :raises UnknownId: naming near matches.
    """
    return _linker().lexicon.get(id)


def find(id: str) -> Entity | None:  # noqa: A002
    """The record of an ID, redirects followed, or None.

    >>> find("no-such-body") is None
    True
    """
    return _linker().lexicon.find(id)


def search(query: str, limit: int = 10) -> list[Found]:
    """Records whose names resemble the query, best first: for people, not for linking.

    >>> search("people's bank of chin")[0].entity.id
    'pboc'
    """
    from cnfin_terms.searching import search as find_all  # noqa: PLC0415

    return find_all(_linker().lexicon, query, limit)


def normalize(text: str, to: str = "en", as_of: str | None = None, region: str | None = None) -> Normalized:
    """Replace each resolved mention by its preferred name, spaced as its neighbours need.

    >>> normalize("央行行长潘功胜", to="en").text
    "People's Bank of China Governor Pan Gongsheng"

    :raises OptionError: if ``to`` is no label language.
    """
    from cnfin_terms.rewriting import normalize as rewrite  # noqa: PLC0415

    return rewrite(_linker().link(text, as_of, region), to)


def glossary(text: str, as_of: str | None = None, region: str | None = None) -> list[Entry]:
    """The Chinese and English names of everything that the text mentions, each once, in text order."""
    from cnfin_terms.glossaries import glossary as collect  # noqa: PLC0415

    return collect(_linker().link(text, as_of, region))
