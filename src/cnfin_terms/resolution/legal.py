"""English legal forms in running text: Co., Ltd., & Co. Inc., GmbH; and the names that they follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cnfin_terms.lazy import regex
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.store import DECIDED, HAN, Store
from cnfin_terms.match.bound import Span
from cnfin_terms.text.fold import FoldedText
from cnfin_terms.text.signals import COMPANY_EN, Places, Signals

__all__ = ["legal_forms", "with_legal_forms"]

_INSTITUTION = v.TYPES.index("institution")
_ENDS = regex(
    r"\s(?:(?:&|and)\s(?:Co\.?|Company),?\s)?(?:Co\.?,?\s?Ltd\.?|Company Limited|Corporation Limited|Corp\.?,?\s?Ltd\.?|Pte\.?,? Ltd\.?|Limited|Inc\.|Ltd\.?|"
    r"PLC|Plc|plc|LLC|LLP|GmbH|S\.A\.)(?![A-Za-z])")
#: No legal form is longer, and a comma may stand before it.
_LONGEST = 24
_COMMA = ","


def legal_forms(folded: FoldedText, places: Places) -> Iterator[re.Match[str]]:
    """The English legal forms in what the source shows, each with the blank before it.

    :param places: where words of such forms stand in the folded text.
    """
    done = 0
    for start, end, _ in places:
        at = folded.span(start, end)[0]
        for match in _ENDS.finditer(folded.shown, max(done, at - _LONGEST), at + _LONGEST):
            if match.start() <= at < match.end():
                done = match.end()
                yield match


def with_legal_forms(store: Store, folded: FoldedText, spans: list[Span], signals: Signals) -> list[Span]:
    """The spans, and for each that a legal form follows one that takes it in: Citigroup|Inc. is Citigroup.

    Only a name that nobody else bears is taken to be the company's: another word between the two, as in Morgan Stanley Bank Limited, names another.

    :param signals: the signals that the text has: without a word of a legal form there is none.
    """
    if not signals.bits & COMPANY_EN:
        return spans
    ends: dict[int, Span] = {}
    for span in spans:
        flags = store.pattern_flags[span.pattern]
        if flags & DECIDED and not flags & HAN and (span.end not in ends or span.start < ends[span.end].start):
            ends[span.end] = span
    added = []
    for legal in legal_forms(folded, signals.others):
        start, end = folded.position(legal.start()), folded.position(legal.end())
        start -= folded.text[start - 1 : start] == _COMMA
        named = ends.get(start) or _named_within(folded, ends, start, legal.end())
        if named is not None and all(store.entity_type[store.form_entity[form]] == _INSTITUTION for form in named.forms or store.forms_of(named.pattern)):
            added.append(Span(named.start, end, named.pattern, named.forms))
    taken = {(span.start, span.end) for span in spans}
    added = [span for span in added if (span.start, span.end) not in taken]
    return sorted([*spans, *added], key=lambda span: (span.end, span.start)) if added else spans


def _named_within(folded: FoldedText, ends: Mapping[int, Span], start: int, end: int) -> Span | None:
    """The name that takes in the head of a legal form, where its rest is one too: X Corp.|Ltd.

    :param start: where the legal form begins in the folded text, ``end`` where it ends in the source.
    """
    for at in range(start + 1, start + _LONGEST):
        if at in ends and _ENDS.fullmatch(folded.shown, folded.span(at - 1, at)[1], end):
            return ends[at]
    return None
