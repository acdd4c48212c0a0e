"""What somebody is by trade, beside the name: 村民余伟文 is not the head of a monetary authority, nor is who took the picture."""

from __future__ import annotations

from collections.abc import Sequence

from cnfin_terms.lazy import regex
from cnfin_terms.resolution.context import Context
from cnfin_terms.resolution.facts import Facts
from cnfin_terms.resolution.marks import Mark, Reading
from cnfin_terms.resolution.surroundings import SILENT, Heard
from cnfin_terms.text import callings

__all__ = ["is_stranger", "other_trade"]

#: How much more a trade says that nobody with a post of note has.
_SURELY = 1.5
#: A name of so many characters with one bearer is mostly theirs whatever they are called.
_FULL_NAME = 3
_BEFORE_CREDITS = frozenset(" \u3000/／|｜:：、者")
_AFTER_CREDITS = frozenset({" ", "/"})
_STAFF_LAST = frozenset(word[-1] for word in callings.STAFF_OF_A_BODY)
_BY_OR_AND = frozenset({"by ", "y: ", "nd "})
_AFTER_NAME = frozenset({", a", *(f", {digit}" for digit in "123456789")})
_LONGEST_WORD = 24
_REACH = 120
#: A line that says by whom it is; and what goes on after the name.
_BY = regex(r"(?:^|\n)\s*(?:By|BY)\s(?:[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){1,3}(?:,\s(?:and\s)?|\sand\s)){0,4}$")
_BY_ENDS = regex(r"\s*(?:$|\n|[;|]|,\s[A-Z]|\sand\s[A-Z])")
#: Before a word in capitals that is no part of a name: the start of a sentence.
_STARTS = regex(r"(?:^|[.!?:;\n\"“”(]\s*|(?<![A-Za-z])(?:[Tt]he|[Aa]n?)\s)$")


def other_trade(context: Context, mark: Mark, _reading: Reading, facts: Facts) -> Sequence[Heard]:
    """A trade that no person of the lexicon is known by stands beside the name, or a credit for a text or picture.

    Some trades may be anybody's: those say nothing of a name with one bearer where it is a full Chinese one, or the document names a body of theirs.
    Who was a stranger once stays one, where nothing else speaks for the known bearer.
    """
    if facts.type != "person":
        return SILENT
    said = (_han if mark.han else _latin)(context, mark)
    if said is None:
        if mark.pattern not in context.strangers or context.titles(mark) or not facts.ties.isdisjoint(context.sure):
            return SILENT
        return (("other-trade", 1.0, ""),)
    words, sure = said
    if not sure and len(mark.entities()) == 1 and ((mark.han and mark.end - mark.start >= _FULL_NAME) or not facts.ties.isdisjoint(context.sure)):
        return SILENT
    if any(post.title in title.entities() for title in context.titles(mark) for post in facts.posts):
        return SILENT
    return (("other-trade", _SURELY if sure else 1.0, words),)


def is_stranger(context: Context, mark: Mark) -> bool:
    """Whether the mark is surely of somebody by a trade: no other mention of theirs in the document makes it the known bearer."""
    said = (_han if mark.han else _latin)(context, mark)
    return said is not None and said[1]


def _han(context: Context, mark: Mark) -> tuple[str, bool] | None:
    """The trade or credit beside a Han name, and whether nobody with a post of note has it."""
    text, start = context.text, mark.start
    last = text[start - 1] if start else ""
    if last in callings.CALLED_LAST and (last != "长" or text[start - 2 : start] in callings.CALLED_LEADERS):
        match = callings.CALLED.search(text, max(0, start - callings.LONGEST_CALLED), start)
        if match is not None and not _is_name(context, start):
            return match[0], match["weak"] is None
    if last in _STAFF_LAST and (word := next((word for word in callings.STAFF_OF_A_BODY if text.endswith(word, 0, start)), None)) \
            and _is_name(context, start - len(word)):
        return word, True
    at = mark.span(context.folded)[0]
    if context.folded.source[at - 1 : at] in _BEFORE_CREDITS and context.has_credits(han=True) \
            and (match := callings.CREDIT_HAN.search(text, max(0, start - callings.LONGEST_CREDIT), start)):
        return match[0], True
    if text[mark.end : mark.end + 1] in _AFTER_CREDITS and (match := callings.CREDIT_AFTER.match(text, mark.end)):
        return match[0], True
    return None


def _is_name(context: Context, end: int) -> bool:
    """Whether a name that is no title ends there: the trade is a part of it, or of those who work there."""
    before = next(context.before(end), None)
    return before is not None and before.end == end and not before.is_title


def _latin(context: Context, mark: Mark) -> tuple[str, bool] | None:
    """The same beside a name in Latin letters."""
    text, start, end = context.text, mark.start, mark.end
    tail = text[max(0, start - 3) : start]
    if tail in callings.TRADE_EN_LAST and (match := callings.TRADE_EN.search(text, max(0, start - _LONGEST_WORD), start)) and _is_word(context, match.start()):
        return match[0], match["weak"] is None
    if text[end : end + 3] in _AFTER_NAME and not context.titles(mark):
        a = mark.span(context.folded)[1]
        if match := callings.SAID_OF_A_NAME.match(context.folded.show(a, a + _REACH)):
            return match[0], False
    if text[end : end + 1] == "/" and (match := callings.CREDIT_AFTER.match(text, end)):
        return match[0], True
    if tail in _BY_OR_AND or tail.endswith(", "):
        if context.has_credits(han=False) and (match := callings.CREDIT_LATIN.search(text, max(0, start - callings.LONGEST_CREDIT), start)):
            return match[0], True
        a, b = mark.span(context.folded)
        source = context.folded.source
        if not context.titles(mark) and (match := _BY.search(source, max(0, a - callings.LONGEST_CREDIT), a)) and _BY_ENDS.match(source, b):
            return match[0], False
    return None


def _is_word(context: Context, start: int) -> bool:
    """Whether a trade is written as a word, or in a capital for a sentence that begins: the Singer in Paul Singer is a name."""
    a, _ = context.folded.span(start, start + 1)
    source = context.folded.source
    return source[a].islower() or _STARTS.search(source, max(0, a - 6), a) is not None
