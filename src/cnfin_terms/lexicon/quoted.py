"""Names with a part of them in quotation marks: 跨境“理财通”, “两新”政策, 新“国九条”.

Writers quote what is itself a name, or a cipher (1+N): so the parts of a name that may be quoted are other names of terms, and nothing else is guessed.
Which marks are used does not matter: folding makes the double ones alike and the single ones alike, and each name has both, and 《》. A name that is written
with a part in quotation marks has a form without any, unless all of it stands in them: “投资中国” is a name, 投资中国 need not be.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping

from cnfin_terms.lexicon.forms import FormRow
from cnfin_terms.lexicon.segments import is_han

__all__ = ["VIA", "with_quoted_parts"]

VIA = "quoted-part"
#: Types whose names are coined, and so quoted.
_TYPES = frozenset({"term", "market", "event"})
_SHORTEST_PART = 2
_SHORTEST_NAME = 4
_LONGEST_NAME = 16
_QUOTED = re.compile("[“「]([^“”「」]+)[”」]")
_OTHER_MARKS = (r"‘\1’", r"《\1》")
_CIPHER = re.compile(r"[0-9A-Z]\+[0-9A-Z](?:\+[0-9A-Z])*")


def with_quoted_parts(rows: Mapping[str, list[FormRow]], types: Mapping[str, str]) -> dict[str, list[FormRow]]:
    """The rows of every record, those of coined names with a part in quotation marks too.

    :param types: type of each record.
    """
    coined = {id_ for id_ in rows if types[id_] in _TYPES}
    names = {row.text for id_ in coined for row in rows[id_] if _is_name(row) and all(map(is_han, row.text))}
    quoted = {id_: [*some, *_quoted(some, names)] if id_ in coined else list(some) for id_, some in rows.items()}
    owners: dict[str, set[str]] = {}
    for id_, some in quoted.items():
        for row in some:
            owners.setdefault(row.text, set()).add(id_)
    return {id_: [*some, *_in_other_marks(id_, some, owners)] for id_, some in quoted.items()}


def _in_other_marks(id_: str, rows: Iterable[FormRow], owners: Mapping[str, set[str]]) -> list[FormRow]:
    """The names with quotation marks in them in other marks or none, where that is no other record's name."""
    found: dict[str, FormRow] = {}
    for row in rows:
        if not row.text.isascii() and _QUOTED.search(row.text):
            texts = [_QUOTED.sub(marks, row.text) for marks in _OTHER_MARKS]
            if row.via != VIA and not _QUOTED.fullmatch(row.text):
                texts.append(_QUOTED.sub(r"\1", row.text))
            for text in texts:
                if owners.get(text, {id_}) == {id_}:
                    found.setdefault(text, row._replace(text=text, type="alias" if row.type == "official" else row.type, via=VIA))
    return [row for text, row in found.items() if text not in owners]


def _is_name(row: FormRow) -> bool:
    return row.via == "written" and row.lang.startswith("zh") and row.use != "lookup-only"


def _quoted(rows: Iterable[FormRow], names: Container[str]) -> list[FormRow]:
    found: dict[str, FormRow] = {}
    for row in rows:
        text = row.text
        if not _is_name(row) or not _SHORTEST_NAME <= len(text) <= _LONGEST_NAME or "“" in text or not any(map(is_han, text)):
            continue
        spans = [match.span() for match in _CIPHER.finditer(text)]
        spans += [(start, end) for start in range(len(text)) for end in range(start + _SHORTEST_PART, len(text) + 1)
                  if end - start < len(text) and text[start:end] in names]
        for start, end in spans:
            quoted = f"{text[:start]}“{text[start:end]}”{text[end:]}"
            # a free form in quotation marks is as good as without; one that wants context has its quotation marks for it
            found.setdefault(quoted, row._replace(text=quoted, type="generated", via=VIA, use="anywhere"))
    return list(found.values())
