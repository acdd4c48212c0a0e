"""Names with an acronym of their head inside: the Communist Party of China (CPC) Central Committee."""

from __future__ import annotations

from cnfin_terms.lazy import regex
from cnfin_terms.lexicon.store import HAN, Store
from cnfin_terms.match.bound import Span, is_letter
from cnfin_terms.text.fold import FoldedText

__all__ = ["with_asides"]

_ASIDE = regex(r" \([a-z&]{2,10}\)(?= [a-z])")
_LONGEST_REST = 60


def with_asides(store: Store, folded: FoldedText, spans: list[Span]) -> list[Span]:
    """The spans, and for each Latin one after which an acronym in brackets is followed by the rest of a longer name, one of that name."""
    text = folded.text
    if " (" not in text:
        return spans
    added = []
    for span in spans:
        if not text.startswith(" (", span.end) or store.pattern_flags[span.pattern] & HAN:
            continue
        match = _ASIDE.match(text, span.end)
        if match is None:
            continue
        head = text[span.start : span.end]
        whole = head + text[match.end() : match.end() + _LONGEST_REST]
        found = [(end, pattern) for start, end, pattern in store.automaton.find_overlapping(whole)
                 if start == 0 and end > len(head) and store.forms_of(pattern) and not (end < len(whole) and is_letter(whole[end]))]
        if found:
            end, pattern = max(found)
            added.append(Span(span.start, match.end() + end - len(head), pattern, None))
    return sorted([*spans, *added], key=lambda span: (span.end, span.start)) if added else spans
