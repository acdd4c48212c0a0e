"""Names that a part has from the whole.

央行货币政策委员会 and ``PBC Monetary Policy Committee`` follow from the committee's own name and the other names of the
bank, which no record of the committee need repeat.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from cnfin_terms.lexicon.forms import FormRow

__all__ = ["inherited"]

#: A name of the whole that is put in another's place: written by hand, formal enough, and safe on its own.
_LENT = ("official", "short", "abbreviation")
_LEAST_HAN = 2


def _lent(rows: Iterable[FormRow], lang: str) -> list[FormRow]:
    return [row for row in rows if row.lang == lang and row.type in _LENT and row.via == "written" and row.use == "anywhere" and not row.modifiers]


def inherited(rows: Iterable[FormRow], whole: Iterable[FormRow]) -> list[FormRow]:
    """Forms of a part with each name of the whole in the place of the one they hold.

    >>> whole = [FormRow("中国人民银行", "zh", "official", "written"), FormRow("央行", "zh", "short", "written"),
    ...          FormRow("People's Bank of China", "en", "official", "written"), FormRow("PBC", "en", "abbreviation", "written", "exact")]
    >>> part = [FormRow("中国人民银行货币政策委员会", "zh", "official", "written"),
    ...         FormRow("Monetary Policy Committee of the People's Bank of China", "en", "official", "written")]
    >>> [row.text for row in inherited(part, whole)]
    ['央行货币政策委员会', "People's Bank of China Monetary Policy Committee", 'Monetary Policy Committee of the PBC', 'PBC Monetary Policy Committee']
    """
    mine, theirs = list(rows), list(whole)
    known = {(row.text.casefold(), row.lang) for row in mine}
    made: dict[tuple[str, str], FormRow] = {}

    def add(base: FormRow, text: str, name: FormRow) -> None:
        key = (text.casefold(), base.lang)
        if key not in known and key not in made:
            made[key] = base._replace(text=text, type="generated", via="parent", case="fold", since=name.since, until=name.until)

    for base in mine:
        if base.via != "written" or base.use != "anywhere" or base.lang not in ("zh", "en") or base.type not in _LENT:
            continue
        names = sorted(_lent(theirs, base.lang), key=lambda row: -len(row.text))
        held = next((name for name in names if _holds(base.text, name.text)), None)
        if held is None:
            continue
        for name in names:
            if base.lang == "zh":
                add(base, base.text.replace(held.text, name.text, 1), name)
                continue
            tail = re.fullmatch(rf"(.+?) of (?:the )?{re.escape(held.text)}", base.text)
            if tail:
                add(base, f"{tail[1]} of the {name.text}", name)
                add(base, f"{name.text} {tail[1]}", name)
            elif base.text.startswith(held.text + " "):
                add(base, f"{name.text}{base.text[len(held.text):]}", name)
    return list(made.values())


def _holds(text: str, name: str) -> bool:
    """Whether a form holds a name of the whole as a part, with something of its own besides."""
    if name.isascii():
        return len(text) > len(name) and re.search(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", text) is not None
    return len(name) >= _LEAST_HAN and len(text) > len(name) + 1 and text.startswith(name)


def with_inherited(rows: Mapping[str, list[FormRow]], whole_of: Mapping[str, str]) -> dict[str, list[FormRow]]:
    """Every record's forms with those inherited from what it belongs to, by ID."""
    return {id_: [*mine, *inherited(mine, rows[whole_of[id_]])] if whole_of.get(id_) in rows else mine for id_, mine in rows.items()}
