"""Short names that a document defines: China Energy Investment Corp. (CEI) ... CEI; 存托凭证（DR）; 国家能源集团（以下简称“国能”）.

Only names that no form of the lexicon covers are looked for: a form's own meaning is weighed with the rest of the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cnfin_terms.lazy import regex
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.match.engine import places
from cnfin_terms.relate.named import Named
from cnfin_terms.resolution.context import Context
from cnfin_terms.resolution.marks import Mark, is_free
from cnfin_terms.text.fold import FoldedText

__all__ = ["find_defined", "stands_for"]

_NAMED = frozenset(v.TYPES.index(t) for t in ("institution", "market", "term", "event"))
#: A definition after a name: in brackets, or in quotation marks alone. Latin ones as the source has them, Chinese ones folded.
_DEFINED = regex(r"\s?[(（]\s?(?:the\s)?[\"“'‘]?([A-Z][A-Za-z0-9&-]{1,9})[\"”'’]?\s?[)）]|\s?[\"“]([A-Z][A-Z0-9&-]{1,9})[\"”]")
_DEFINED_ZH = regex(r"\s?\((?:以下|下)?(?:统)?[简下]称[为:]?\s?[\"'《]?([\u3400-\u9fff]{3,10})[\"'》]?\)")
#: With what a definition begins.
_OPENS = frozenset('(（"“ ')
_BRACKETS = frozenset("(（")
_CLOSED = frozenset(")）")
_WORD = regex("[A-Za-z0-9]")
_CAPITALS = 2
_SMALL_WORDS = frozenset("of the and for in on to a an".split())
_LEGAL = frozenset("co corp corporation company limited ltd inc plc group holdings".split())
#: Words for a class, by which documents call what they have named: they stand for others as well.
_CLASSES = frozenset(
    "本公司 子公司 母公司 总公司 分公司 本集团 本基金 本银行 委员会 管理办法 本办法 本规定 本条例 工作方案 实施方案 实施意见 指导意见 管理规定 暂行办法 交易所 "
    "基金管理人 基金公司 证券公司".split())


def stands_for(short: str, name: str) -> bool:
    """Whether a short name can be made of a full one: of initials of its words, in their order, half of them at least; of its characters.

    >>> stands_for("CEI", "China Energy Investment Corp. Ltd."), stands_for("IRS", "Interest Rate Swap"), stands_for("IRS", "Infrastructure Fund")
    (True, True, False)
    >>> stands_for("国能集团", "国家能源投资集团"), stands_for("国贸集团", "国家能源投资集团")
    (True, False)
    """
    if not short.isascii():
        rest = iter(name)
        return short[0] == name[0] and all(char in rest for char in short)
    words = [word.strip(".,").lower() for word in re.split(r"[\s-]+", name)]
    initials = [word[0] for word in words if word and word not in _SMALL_WORDS and word not in _LEGAL]
    letters = [char.lower() for char in short if char.isalnum()]
    rest = iter(initials)
    return bool(initials) and letters[0] == initials[0] and 2 * len(letters) >= len(initials) and all(letter in rest for letter in letters)


def find_defined(context: Context, folded: FoldedText, marks: Sequence[Mark]) -> Iterator[Named]:
    """The short names that the document defines, from their definitions on, where nothing else is found.

    :param marks: those that stand, in text order.
    """
    latin: dict[str, tuple[int, int]] = {}  # short names to whose they are, and where they are defined: in the source, ...
    han: dict[str, tuple[int, int]] = {}  # ... and in the folded text
    for mark in marks:
        if mark.won is None or mark.types.isdisjoint(_NAMED) or folded.text[mark.end : mark.end + 1] not in _OPENS:
            continue
        if match := _DEFINED.match(folded.shown, mark.span(folded)[1]):
            known = latin
        elif match := _DEFINED_ZH.match(folded.text, mark.end):
            known = han
        else:
            continue
        short = match[match.lastindex or 0]
        if short not in known and _is_short(context, mark, mark.won[0], short):
            known[short] = mark.won[0], match.start(match.lastindex or 0)
    starts = [mark.start for mark in marks]
    for start, end, entity in (*_places_han(folded, han), *_places(folded, latin)):
        if is_free(marks, starts, start, end):
            yield Named(start, end, entity, "defined")


def _is_short(context: Context, mark: Mark, entity: int, short: str) -> bool:
    """Whether what stands after a name is its short name."""
    store = context.store
    if short.isascii():
        names = [context.shown(mark), *(store.form_text[form] for form in store.forms(entity))]
        return sum(map(str.isupper, short)) >= _CAPITALS and any(name.isascii() and stands_for(short, name) for name in names)
    return short not in _CLASSES and mark.han and stands_for(short, context.text[mark.start : mark.end])


def _places(folded: FoldedText, shorts: Mapping[str, tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Where Latin short names stand as words of their own from their definitions on, until one stands in brackets again, for something else."""
    shown = folded.shown
    ended: set[str] = set()
    for start, end, short in places(shown, list(shorts)):
        entity, first = shorts[short]
        if start < first or short in ended or _WORD.match(shown, end) or (start and _WORD.match(shown, start - 1)):
            continue
        if start > first and shown[start - 1] in _BRACKETS and shown[end : end + 1] in _CLOSED:
            ended.add(short)
        else:
            yield folded.position(start), folded.position(end), entity


def _places_han(folded: FoldedText, shorts: Mapping[str, tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Where Chinese short names stand from their definitions on."""
    for start, end, short in places(folded.text, list(shorts)):
        entity, first = shorts[short]
        if start >= first:
            yield start, end, entity
