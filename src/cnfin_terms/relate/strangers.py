"""People whom the lexicon does not have: the name that fills a role frame (``证监会副主席李某某表示``) is surely a person.

The mention is ``unresolved``: span and type, no ID. Only a title tied to an institution opens such a frame.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from cnfin_terms.lazy import regex
from cnfin_terms.match.names import FULL_NAME, is_followed
from cnfin_terms.match.segment import Words
from cnfin_terms.resolution.foreign import DOT
from cnfin_terms.resolution.marks import Mark, is_free
from cnfin_terms.resolution.office import LONGEST_LIFE, takes_or_leaves
from cnfin_terms.text.fold import FoldedText
from cnfin_terms.text.surnames import COMMON

__all__ = ["Stranger", "find_strangers"]

#: What a name is followed by: the end of a phrase, or the words that go with people.
_AFTER = (
    r"(?=$|[^\u3400-\u9fffa-z0-9]|表示|指出|强调|介绍|认为|出席|主持|会见|宣布|透露|接受|致辞|撰文|讲话|签署|回应|告诉|提出|率|说|称|在|等|日前|近日|今|昨|周[一二三四五六日]|向|对|就|与|和|及|同|也|亦|则|还|曾|已|将|任|为|是|的|到|一行|发表|担任)"
)
_SAYING = r"(?=表示|指出|强调|介绍|认为|出席|主持|会见|宣布|透露|接受|致辞|撰文|讲话|签署|回应|告诉|提出|说|称)"
_CHINESE = regex(
    rf":?\s?(?:([{COMMON}][\u3400-\u9fff]{{1,2}}?){_SAYING}|([{COMMON}][\u3400-\u9fff]{{2}}|[{COMMON}][\u3400-\u9fff]){_AFTER})")
#: A foreign name: parts joined by dots, some of them initials.
_FOREIGN = regex(rf"\s?((?:[\u3400-\u9fff]{{1,8}}|[a-z]\.?)(?:·(?:[\u3400-\u9fff]{{1,8}}|[a-z]\.?)){{0,3}}?[·.][\u3400-\u9fff]{{1,8}}?){_AFTER}")
_NAME = r"[A-Z][a-z]+(?:[-'’][A-Za-z]+)?(?: [A-Z]\.)?(?: [A-Z][a-z]+(?:[-'’][A-Za-z]+)?){1,2}"
_LATIN_AFTER = regex(rf"(?:,? (?:Mr\.? |Ms\.? |Dr\.? )?)({_NAME})(?=$|[\s,.;:'’)(](?![A-Z]))")
_LATIN_BEFORE = regex(rf"(?<![A-Za-z-] )(?<![A-Za-z-])({_NAME}), (?:the )?$")
_LATIN_NAME = regex(rf"(?<![A-Za-z-])(?=({_NAME})(?=[ ,'’]))")
#: Words with which names of bodies and places end, beside those below.
_NO_LAST = frozenset(
    "Company Trust Valley Street Fund Partners Capital Securities Insurance Holdings Corporation Association Council Department Institute Exchange "
    "Authority Centre Center Office Markets Foundation Road Finance Limited Society Agency Court Union Party League Federation".split())
#: Words in capitals that begin no name.
_NO_NAME = frozenset("The A An In On At For From And But Or As By Of To With He She It They His Her New Former Acting Central State National People China "
                     "Chinese Hong Kong Shanghai Beijing Bank Ministry Commission Committee Board Group University Monday Tuesday Wednesday Thursday Friday "
                     "Saturday Sunday January February March April May "
                     "June July August September October November December Vice Deputy Executive Chief Party".split())
#: Before a name that is given a post, or has one taken: both ends of the name are told.
_GIVEN = (
    r"(?:聘任|聘请|任命|选举|推选|推举|提名|委任|委派|增选|增补|改选|续聘|聘)(?P<given>NAME)(?:先生|女士|同志)?(?:为|担任|出任|任)|"
    r"(?:免去|免除|解聘|罢免|撤销)(?P<taken>NAME)(?:先生|女士|同志|的)+").replace("NAME", rf"[{COMMON}][\u3400-\u9fff]{{1,3}}?")
_OF_OURS = r"(?:(?:本|我|该)(?:行|司|公司|集团)|公司)?(?:新一届|第[一二三四五六七八九十]+届)?的?$"
_BEFORE = regex(_GIVEN + _OF_OURS)
#: A name after which an honorific or the lines of a life stand, and before which a clause begins.
_LIVED = regex(
    rf"(?:^|(?<=[^\u3400-\u9fffa-z0-9])|(?<=选举|聘任|同意|任命|其中))([{COMMON}][\u3400-\u9fff]{{1,2}})"
    r"(?=先生|女士|同志|,[男女],|\([^()]{1,20}\),[男女])")
#: Before a title of the body that speaks: 公司董事长王磊.
_OURS = regex("(?:本|我|该)(?:行|司|公司|集团)$|(?<![\u3400-\u9fff])公司$")
_LONGEST_OURS = 3
_LISTS = frozenset("、,;")
_MORE = regex("、|以?及|和|与")
_SAID = regex("表示|指出|强调|介绍|认为|出席|主持|会见|宣布|透露|接受|致辞|撰文|讲话|签署|回应|告诉|提出")
_WINDOW = 60
#: The log probability of a word that rather goes on after a name than that its first character ends the name.
_COMMON = -9.5
#: A first part of a foreign name and its dot, with a blank before it, are no longer.
_LONGEST_PART = 10


class Stranger(NamedTuple):
    """A name found by its frame: where, in folded text, and the title that it goes with."""

    start: int
    end: int
    title: Mark


def find_strangers(folded: FoldedText, marks: Sequence[Mark], words: Words) -> list[Stranger]:
    """Names that fill a role frame and are no mark: right after the title (and its institution), or before it with a comma.

    :param words: ordinary words, which tell where a name of two characters ends.
    """
    found: list[Stranger] = []
    starts = [mark.start for mark in marks]
    for number, mark in enumerate(marks):
        if not mark.is_title or mark.persons:
            continue
        if mark.han:
            stranger = _han_before(folded.text, marks, starts, mark, words)
            if stranger is None and mark.won is not None and (mark.institution is not None or mark.apart or _is_ours(folded.text, marks, number, found)):
                stop = _next_start(marks, number)
                stranger = _han(folded.text, mark, stop, words)
                while stranger is not None and (more := _MORE.match(folded.text, stranger.end, stop or len(folded.text))):
                    found.append(stranger)
                    stranger = _named(folded.text, more.end(), stop or len(folded.text), mark, words)
        elif mark.won is not None and (mark.institution is not None or mark.apart):
            stranger = _latin(folded, marks, starts, mark)
        else:
            continue
        if stranger is not None:
            found.append(stranger)
    taken = -1
    kept = []
    for stranger in sorted(found, key=lambda s: s.start):
        if stranger.start >= taken:
            kept.append(stranger)
            taken = stranger.end
    return kept


def _next_start(marks: Sequence[Mark], number: int) -> int | None:
    return marks[number + 1].start if number + 1 < len(marks) else None


def _han(text: str, title: Mark, stop: int | None, words: Words) -> Stranger | None:
    """A name right after a Chinese title, before the next mark."""
    stop = len(text) if stop is None else stop
    if DOT in text[title.end : title.end + _LONGEST_PART] and (match := _FOREIGN.match(text, title.end, stop)):
        start, end = match.span(1)
        # ...·格奥尔基耶娃|来到
        end -= any(not a and b > 1 and words.weights[number] > _COMMON for a, b, number in words.find(text[end - 1 : end + 1]))
        return Stranger(start, end, title)
    return _named(text, title.end, stop, title, words)


def _named(text: str, at: int, stop: int, title: Mark, words: Words) -> Stranger | None:
    """A Chinese name that begins there."""
    match = _CHINESE.match(text, at, stop)
    if match is None:
        return None
    start, end = match.span(1 if match[1] else 2)
    if text[at] == ":" and any(b - a == end - start for a, b, _ in words.find(text[start:end])):  # 行长：方案已定
        return None
    if _SAID.fullmatch(text, start + 1, end):  # 行长时|表示
        return None
    if end - start == FULL_NAME and not match[1] and is_followed(text, end - 1, words, titled=False):
        end -= 1  # 部长王磊|来到
    return Stranger(start, end, title)


def _is_ours(text: str, marks: Sequence[Mark], number: int, found: Sequence[Stranger]) -> bool:
    """Whether a title is said to be of the body that speaks, or stands in a list: 董事长A、行长B; 行长：B."""
    start = marks[number].start
    if text.startswith(":", marks[number].end):  # a line of a list
        return True
    if _OURS.search(text, max(0, start - _LONGEST_OURS), start):
        return True
    if text[start - 1 : start] not in _LISTS:
        return False
    before = marks[number - 1] if number else None
    return (bool(found) and found[-1].end == start - 1) or (before is not None and before.is_person and before.end == start - 1)


def _han_before(text: str, marks: Sequence[Mark], starts: Sequence[int], title: Mark, words: Words) -> Stranger | None:
    """A name before a Chinese title (and its institution) that is given the post, or whose life says that they have it."""
    body = title.institution if not title.meant else None
    head = body.start if body is not None and body.start < title.start else title.start
    at = bisect_left(starts, head)
    low = max(marks[at - 1].end if at else 0, head - LONGEST_LIFE)
    if head - low < FULL_NAME:
        return None
    if match := _BEFORE.search(text, low, head):
        start, end = match.span("given" if match["given"] else "taken")
        if not any(b - a == end - start for a, b, _ in words.find(text[start:end])):  # 任命|程序|为
            return Stranger(start, end, title)
    for match in _LIVED.finditer(text, low, head):
        if takes_or_leaves(text[match.end() : head], han=True):
            return Stranger(*match.span(1), title)
    return None


def _latin(folded: FoldedText, marks: Sequence[Mark], starts: Sequence[int], title: Mark) -> Stranger | None:
    """A name in capitals beside an English title."""
    source, text = folded.source, folded.text
    institution = title.institution if not title.meant else None
    last = title if institution is None or institution.start < title.start else institution
    first = title if last is not title or institution is None else institution
    _, tail = folded.span(last.start, last.end)
    head, _ = folded.span(first.start, first.end)
    low = max(0, head - _WINDOW)
    for match in (_LATIN_AFTER.match(source, tail), _LATIN_BEFORE.search(source[low:head]), _in_office(folded, low, head)):
        if match is None or match[1].split()[0] in _NO_NAME or match[1].split()[-1] in _NO_NAME:
            continue
        shift = 0 if match.re is _LATIN_AFTER else low
        start, end = folded.position(match.start(1) + shift), folded.position(match.end(1) + shift)
        if is_free(marks, starts, start, end) and text[start:end].strip():
            return Stranger(start, end, title)
    return None


def _in_office(folded: FoldedText, low: int, head: int) -> re.Match[str] | None:
    """A name in capitals in a stretch of the source that is said to take, hold or leave the post after it."""
    source = folded.source[low:head]
    for match in _LATIN_NAME.finditer(source):
        words = match[1].split()
        if words[0] not in _NO_NAME and words[-1] not in _NO_LAST and takes_or_leaves(source[match.end(1) :].lower(), han=False):
            return match
    return None
