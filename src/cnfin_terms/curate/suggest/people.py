"""People whom the lexicon lacks: a Han name beside the Latin one that spells it, and names in a role frame."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cnfin_terms.curate.suggest.sighting import Ground, Post, Sighting
from cnfin_terms.curate.suggest.words import says_something
from cnfin_terms.text.romanise import is_han, reads_as
from cnfin_terms.text.script import to_simplified
from cnfin_terms.text.surnames import COMMON, COMPOUND

__all__ = ["framed", "paired"]

_WORD = r"[A-Z][A-Za-z]*(?:['’-][A-Za-z]+)*"
_HAN = r"[\u4e00-\u9fff]"
_LATIN_FIRST = re.compile(rf"(?<![A-Za-z])({_WORD}(?:,? {_WORD}){{1,3}}) ?[（(]?({_HAN}{{2,8}})")
_HAN_FIRST = re.compile(rf"({_HAN}{{2,8}}) ?[（(]? ?({_WORD}(?:,? {_WORD}){{1,2}})(?![A-Za-z])")
_LONGEST, _SHORTEST, _MOST_WORDS = 4, 2, 3
#: Words that the grammar of a role frame can take for a name: 行长表示|高度, 董事长|于今年.
_GOES_ON = ("·", "•", "．", "案")
_NO_NAME = re.compile(
    "[的了在与和及将已是对等该其也就还又并从到把被]|同志|先生|女士|主任|表示|方面|"
    "公司|集团|高度|于[今去明前近]|任[职命免]|时任|兼任|向[前好]|应[该当]|安[排全]|成[立为]|项目|单位|全[面国球力体]|.案$")


def _plausible(name: str) -> bool:
    return any(form[0] in COMMON or form[:2] in COMPOUND for form in (name, to_simplified(name)))


def _free(ground: Ground, start: int, end: int) -> bool:
    """Whether nothing that the lexicon has touches a stretch."""
    return all(mention.status == "unresolved" for mention in ground.within(start, end))


def _tails(words: str) -> Iterator[str]:
    """The last three and the last two words of a run."""
    parts = words.split(" ")
    for count in range(min(_MOST_WORDS, len(parts)), 1, -1):
        yield " ".join(parts[-count:])


def paired(ground: Ground) -> Iterator[Sighting]:
    """Han names beside their own pinyin: ``Xia Xiande 夏先德``, ``潘功胜（Pan Gongsheng）``."""
    for match in _LATIN_FIRST.finditer(ground.text):
        run = match[2]
        options = [(run[:size], match.start(2), latin) for latin in _tails(match[1]) for size in range(min(_LONGEST, len(run)), _SHORTEST - 1, -1)]
        yield from _agreed(ground, options, match.start(2), match.end(1), before=True)
    for match in _HAN_FIRST.finditer(ground.text):
        run = match[1]
        latins = [latin for count in (3, 2) if (latin := " ".join(match[2].split(" ")[:count]))]
        options = [(run[-size:], match.end(1) - size, latin) for latin in dict.fromkeys(latins) for size in range(min(_LONGEST, len(run)), _SHORTEST - 1, -1)]
        yield from _agreed(ground, options, match.start(2), match.end(2), before=False)


def _agreed(ground: Ground, options: list[tuple[str, int, str]], first: int, last: int, *, before: bool) -> Iterator[Sighting]:
    """The first option whose Latin spells its Han, unless the lexicon has it.

    :param before: whether the Latin stands before the Han, at whose beginning ``first`` is; it ends at ``last``.
    """
    for zh, at, latin in options:
        if not _plausible(zh) or reads_as(zh, latin.replace(",", "")) is None:
            continue
        if _free(ground, at, at + len(zh)):
            yield Sighting("pinyin", "person", "", (("zh", zh), ("latin", latin)), min(last - len(latin) if before else first, at), max(last, at + len(zh)))
        return


def framed(ground: Ground) -> Iterator[Sighting]:
    """People in an office of a body that the lexicon has, themselves unknown to it."""
    for role in ground.document.roles:
        person, body = role.person, role.institution
        if person.status != "unresolved" or body is None or body.id is None or role.title.id is None:
            continue
        name = " ".join(person.text.split())
        han = any(map(is_han, name))
        if is_han(name) and (not _plausible(name) or _NO_NAME.search(name) or says_something(name[1:]) or ground.text[person.end : person.end + 1] in _GOES_ON):
            continue
        first = min(person.start, role.title.start, body.start)
        last = max(person.end, role.title.end, body.end)
        yield Sighting("frame", "person", "", (("zh" if han else "en", name),), first, last, post=Post(role.title.id, role.title.modifiers, body.id))
