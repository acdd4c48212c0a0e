"""A surname alone (``Chen emphasised``, 潘行长), or a given name (``Yunze``, 功胜同志), is the person named in full earlier in the document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from cnfin_terms.lazy import regex
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.segments import is_han
from cnfin_terms.lexicon.store import FormFlags
from cnfin_terms.resolution.context import Context
from cnfin_terms.resolution.marks import Mark
from cnfin_terms.text.fold import FoldedText
from cnfin_terms.text.surnames import COMPOUND

__all__ = ["Surname", "find_surnames"]

_PERSON = v.TYPES.index("person")
_INSTITUTION = v.TYPES.index("institution")
_LATIN = regex(r"[a-z][a-z'-]*")
#: Words before a surname that show a person: not part of another name though they have capitals.
_HONORIFIC = frozenset("mr mrs ms miss dr sir madam comrade professor prof president governor chairman chairwoman chair premier minister secretary "
                       "director mayor commissioner administrator deputy vice by said while and but when as for with to of that what how where after "
                       "before although however".split())
#: Surnames that are English words: at the head of a sentence they need a title or honorific before them.
_WORDS = frozenset("he she you so to an wen do ma lie shy far more no on or at as in".split())
#: Those that are nouns: a verb of saying after them is enough.
_NOUNS = frozenset("pan bin long sun song young man men hope ping may".split())
_SAYING = regex(
    r"['’]s\b| (?:also )?(?:said|says|told|added|adds|noted|stressed|emphasi[sz]ed|pointed|urged|warned|explained|replied|wrote|announced|pledged)\b")
#: 潘表示 at the head of a clause; a title is not wanted there.
_HAN_SAYING = regex(
    "(?:随后|其后|还|并|也|亦|又)?(?:表示|指出|认为|强调|补充|透露|坦言|回应|解释|称(?!赞|号|职|谓|为|重|心)|说(?!明|法|服))")
#: Words that keep their full stop within a sentence; so do initials.
_ABBREVIATED = frozenset("mr mrs ms dr prof gov sec st jr sr".split())
_INITIAL = 2
_NEAR = 30
_SYLLABLES = 2
#: Letters of a given name in pinyin that is surely one of two syllables: Yunze, Gongsheng. A shorter one (Gang, Yang) is a surname or a word as well.
_LONG_GIVEN = 5
_SOMEBODY = -1
#: What may not touch a Latin surname.
_WORD_AFTER = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
_WORD_BEFORE = _WORD_AFTER | {"'"}
#: Between a body and the surname of one of its people: 农商行的潘行长, the NFRA's Li.
_WHOSE = ("的", "'s ")
#: The same the other way round: Ms Wu of the NFRA.
_OF = (" of the ", " of ", " from the ", " from ")
_LONGEST_OF = 12


class Surname(NamedTuple):
    """A surname found: where, in folded text, and whose it can be (entity numbers, the last named first).

    :ivar contested: whether somebody whom the lexicon does not have bears it in this document too.
    """

    start: int
    end: int
    entities: tuple[int, ...]
    contested: bool


def _surname_of(context: Context, mark: Mark, folded: FoldedText) -> Iterable[str]:
    """Folded surnames by which a person named by this mark may be called again."""
    words = context.text[mark.start : mark.end]
    assert mark.won is not None  # noqa: S101  (the caller passes resolved persons)
    store = context.store
    if mark.han or is_han(words[0]):
        surname = words[:_SYLLABLES] if words[:_SYLLABLES] in COMPOUND and len(words) > _SYLLABLES else words[0]
        yield surname
        if mark.han and len(words) - len(surname) == _SYLLABLES:
            yield words[len(surname) :]
        yield from context.facts(mark.won[0]).surnames
        return
    form = mark.won[2]
    parts = _LATIN.findall(words)
    if len(parts) < 2:  # noqa: PLR2004
        return
    flags = store.form_flags[form]
    lang = v.LANGUAGES[flags >> FormFlags.LANG & 15]
    surnames = context.facts(mark.won[0]).surnames
    for part, other in ((parts[0], parts[-1]), (parts[-1], parts[0])):
        if part in surnames:
            yield part
            if len(parts) == _SYLLABLES and len(other) >= _LONG_GIVEN and context.facts(mark.won[0]).region == "mainland":
                yield other
            return
    yield parts[-1] if lang == "en" else parts[0]


def find_surnames(context: Context, folded: FoldedText, marks: Sequence[Mark], fallen: Sequence[Mark] = ()) -> list[Surname]:
    """Surnames on their own after the first full mention of a person, outside every other mark.

    :param fallen: marks that were dropped: a title for standing alone, which beside a surname it does not; a person, who bears a surname all the same.
    """
    named: list[tuple[int, str, int]] = []  # where a full name stands, the surname it lends, whose it is
    for mark in sorted((*marks, *fallen), key=lambda mark: mark.start):
        if mark.won is not None and context.store.entity_type[mark.won[0]] == _PERSON:
            named += [(mark.start, surname, mark.won[0]) for surname in _surname_of(context, mark, folded)]
        elif mark.is_person and mark.status in ("ambiguous", "dropped", "unresolved"):  # somebody of the name, but who
            words = _LATIN.findall(context.text[mark.start : mark.end])
            named += [(mark.start, surname, _SOMEBODY) for surname in ({words[0], words[-1]} if words else {context.text[mark.start]})]
    named.sort()
    if all(entity == _SOMEBODY for _, _, entity in named):
        return []
    text = context.text
    titles = {mark.start for mark in (*marks, *fallen) if mark.is_title}
    ends = {mark.end for mark in (*marks, *fallen) if mark.is_title}
    recent: dict[str, dict[int, None]] = {}  # owners of each surname so far, the last named last
    found = []
    at = name = 0
    for start, end in _occurrences(text, {surname for _, surname, _ in named}, 0 if "同志" in text else named[0][0]):
        name_here = text[start:end]
        while name < len(named) and named[name][0] < start:
            _, surname, entity = named[name]
            owners = recent.setdefault(surname, {})
            owners.pop(entity, None)
            owners[entity] = None
            name += 1
        while at < len(marks) and marks[at].end <= start:
            at += 1
        owners = recent.get(name_here, {})
        if not owners and end - start == _SYLLABLES and text.startswith("同志", end):  # a comrade's given name may stand before the full one
            owners = dict.fromkeys(entity for _, surname, entity in named if surname == name_here)
        if not owners or (at < len(marks) and marks[at].start < end):
            continue
        body = marks[at - 1] if at and text[max(marks[at - 1].end, start - _LONGEST_OF) : start] in _WHOSE else None
        if name_here.isascii():
            alone = _latin_alone(folded, start, end, titles, ends, possessed=body is not None and body.types == {_INSTITUTION})
            if alone is None:  # Li Xiaohong: another bearer, whom the lexicon does not have
                owners.pop(_SOMEBODY, None)
                owners[_SOMEBODY] = None
            if not alone:
                continue
        elif not _han_alone(text, start, end, titles):
            continue
        bearers = list(reversed(owners))
        after = marks[at] if at < len(marks) and text[end : min(marks[at].start, end + _LONGEST_OF)] in _OF else None
        for whose in (body, after):
            bearers = bearers if whose is None else _of_body(context, whose, bearers)
        if bearers and bearers[0] != _SOMEBODY:
            found.append(Surname(start, end, tuple(entity for entity in bearers if entity != _SOMEBODY), _SOMEBODY in owners))
    return found


def _occurrences(text: str, surnames: Iterable[str], first: int) -> Iterator[tuple[int, int]]:
    """Where surnames stand, from ``first`` on: Latin ones as whole words, the longer before the shorter, none within another."""
    found = []
    for surname in surnames:
        size, latin = len(surname), surname.isascii()
        at = text.find(surname, first)
        while at >= 0:
            end = at + size
            if not latin or (text[at - 1 : at] not in _WORD_BEFORE and text[end : end + 1] not in _WORD_AFTER):
                found.append((at, -end))
            at = text.find(surname, at + 1)
    reach = 0
    for start, minus_end in sorted(found):
        if start >= reach:
            reach = -minus_end
            yield start, reach


def _of_body(context: Context, body: Mark, bearers: list[int]) -> list[int]:
    """Of the bearers of a surname those who serve or served the body whose somebody the text says it is; all where it is no institution."""
    if body.kinds:
        return []
    if body.won is None or context.facts(body.won[0]).type != "institution":
        return bearers
    return [entity for entity in bearers if entity == _SOMEBODY or any(post.at == body.won[0] for post in context.facts(entity).posts)]


def _han_alone(text: str, start: int, end: int, titles: Container[int]) -> bool:
    """Whether a Han surname stands alone: before a title, or before a verb of saying at the head of a clause."""
    before = text[start - 1] if start and is_han(text[start - 1]) else ""
    if before and not _breaks(before):
        return False
    if end - start == _SYLLABLES and text[start:end] not in COMPOUND:  # a given name
        return text.startswith("同志", end)
    return end in titles or (not before and _HAN_SAYING.match(text, end) is not None)


def _breaks(char: str) -> bool:
    """Han characters after which a new phrase begins: 据潘行长, 对潘行长, 和潘行长."""
    return char in "据对和与及由向请给让被在是的了由经"


def _cased(folded: FoldedText, start: int, end: int) -> str:
    """A stretch of folded text, one character for one, with the capitals that the source shows."""
    start, end = max(0, start), min(end, len(folded.text))
    if folded.identity and folded.source[start:end].isascii():
        return folded.source[start:end]
    shown = []
    for at in range(start, end):
        a, b = folded.span(at, at + 1)
        char = unicodedata.normalize("NFKC", folded.source[a:b])
        shown.append(char if len(char) == 1 and char.lower() == folded.text[at] else folded.text[at])
    return "".join(shown)


def _latin_alone(
    folded: FoldedText, start: int, end: int, titles: Container[int], ends: Container[int], *, possessed: bool,
) -> bool | None:
    """Whether a Latin surname stands alone: capitalised, and no other capitalised word beside it makes another name.

    :param possessed: whether the possessive of an institution stands before it: the NFRA's Li.
    None where one after it does: a person of the same surname.
    """
    word = _cased(folded, start, end)
    if not word[:1].isupper() or (word.isupper() and len(word) > 1):
        return False
    after = _cased(folded, end, end + _NEAR)
    if re.match(r"['’]s?\b", after) is None and re.match(r"[-\s]\s*[A-Z][a-z]", after) and end + 1 not in titles:
        return None
    if re.match(r"\s?\(?[\u3400-\u9fff]", after):
        return False
    ahead = _cased(folded, start - _NEAR, start)
    previous = re.search(r"([A-Za-z.'’-]+)\s$", ahead)
    begins = (previous is None or not previous[1][-1:].isalpha()) and not ahead.endswith(", ")  # as a sentence does, for all that can be seen
    if begins and (word.lower() in _WORDS or (word.lower() in _NOUNS and not _SAYING.match(after))):
        return False
    if previous is None:
        return True
    if previous[1].endswith(".") and previous[1].rstrip(".").lower() not in _ABBREVIATED and len(previous[1]) > _INITIAL:
        return True  # a sentence ends before it
    last = previous[1].rstrip(".")
    if not last[:1].isupper() or last.lower() in _HONORIFIC:
        return True
    # a capital before it is a given name unless it is a title in the lexicon
    return possessed or start - 1 in ends
