"""Readings of Chinese names in Latin letters: pinyin of people and things, name orders, mixed forms.

Works when the lexicon is compiled, never while matching. pypinyin and OpenCC are imported by the functions that need them:
pypinyin knows no surnames, so :mod:`cnfin_terms.text.surnames` goes first; Traditional characters are converted before either reads them.
"""

from __future__ import annotations

import re
from itertools import islice, product
from typing import TYPE_CHECKING, NamedTuple

from cnfin_terms.text.surnames import COMPOUND, GIVEN, SURNAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Latin", "Reading", "is_han", "latin_names", "mixed", "name_syllables", "person_readings", "polyphones", "reads_as", "spellings", "spelt", "stated"]

_HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")

#: A Chinese person's name has two characters at least, four at most (欧阳 and two).
SHORTEST_PERSON, LONGEST_PERSON = 2, 4

#: A reading that would make more names than this is cut off; the usual readings come first.
MOST_READINGS = 4


class Reading(NamedTuple):
    """One way to read a person's name, syllables toneless, ``ü`` where the sound is."""

    surname: tuple[str, ...]
    given: tuple[str, ...]
    sure: bool
    """Whether no other reading is live: False for 覃伟中 (Qin or Tan) until someone writes which."""


class Latin(NamedTuple):
    """One Latin spelling of a reading and the rule that made it."""

    text: str
    via: str
    weak: bool
    """Whether many could bear it: one-syllable given names, given-first order, initials."""


def is_han(text: str) -> bool:
    """Whether every character is Han; the empty string is not.

    >>> is_han("潘功胜"), is_han("李云ze"), is_han("祖力亚提·司马义")
    (True, False, False)
    """
    return _HAN.fullmatch(text) is not None


def _simplified(text: str) -> str:
    """Convert Traditional to Simplified, character for character, else give the text back.

    What GB 2312 can write is Simplified already, 乾 of given names included, which OpenCC would turn into 干.
    """
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        from opencc import OpenCC  # noqa: PLC0415

        converted = str(OpenCC("t2s").convert(text))
        return "".join(a if a in GIVEN else b for a, b in zip(text, converted, strict=True)) if len(converted) == len(text) else text
    return text


def _plain(text: str) -> tuple[str, ...]:
    """Read with pypinyin: one syllable per character, phrases known to it read as phrases."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    return tuple(lazy_pinyin(text, v_to_u=True))


def _split(name: str) -> int:
    """How many characters of a (Simplified) name are its surname.

    >>> _split("欧阳卫民"), _split("欧阳"), _split("潘功胜")
    (2, 1, 1)
    """
    return 2 if name[:2] in COMPOUND and len(name) > SHORTEST_PERSON else 1


def person_readings(zh: str, pinyin: Sequence[str] = ()) -> list[Reading]:
    """Read a person's Chinese name, the usual reading first; nothing if it is not two to four Han characters.

    ``pinyin`` states the readings instead, syllables parted by blanks, as a record's field does.
    Does not read transliterated foreign names (they are as long, but nobody writes them in pinyin) nor 林郑月娥's two surnames as such.

    >>> person_readings("曾刚")
    [Reading(surname=('zeng',), given=('gang',), sure=True)]
    >>> [r.surname for r in person_readings("覃偉中")]
    [('qin',), ('tan',)]
    >>> person_readings("覃伟中", ["qin wei zhong"])
    [Reading(surname=('qin',), given=('wei', 'zhong'), sure=True)]
    >>> person_readings("Eddie Yue")
    []

    :raises ValueError: if a stated reading has not one syllable per character.
    """
    if not is_han(zh) or not SHORTEST_PERSON <= len(zh) <= LONGEST_PERSON:
        return []
    name = _simplified(zh)
    cut = _split(name)
    if pinyin:
        return [Reading(s[:cut], s[cut:], sure=True) for s in (stated(zh, reading) for reading in pinyin)]
    surnames = [COMPOUND[name[:2]]] if cut > 1 else [(s,) for s in SURNAMES.get(name[0], _plain(name[0]))]
    plain = _plain(name[cut:])
    givens = list(product(*(GIVEN.get(char, (read,)) for char, read in zip(name[cut:], plain, strict=True))))
    sure = len(surnames) * len(givens) == 1
    return [Reading(s, g, sure) for s, g in islice(product(surnames, givens), MOST_READINGS)]


def stated(zh: str, reading: str) -> tuple[str, ...]:
    """Split what a record states into syllables, one per character of the name.

    >>> stated("吕临华", "lv lin hua")
    ('lü', 'lin', 'hua')

    :raises ValueError: if there are more or fewer.
    """
    syllables = tuple(_canonical(s) for s in reading.casefold().split())
    if len(syllables) != len(zh):
        msg = f"pinyin {reading!r} has {len(syllables)} syllables for the {len(zh)} characters of {zh}; part them by blanks, one per character"
        raise ValueError(msg)
    return syllables


def _canonical(syllable: str) -> str:
    """Write lv, lyu and lü as lü, nve and nüe as nüe."""
    return re.sub(r"^([ln])(?:v|yu|u:|ü)", r"\1ü", syllable)


def _key(text: str) -> str:
    """Letters alone, small, ü in its commonest disguises made u."""
    letters = "".join(filter(str.isalpha, text.casefold()))
    return re.sub(r"([ln])(?:v|yu|ü)", r"\1u", letters)


def reads_as(zh: str, latin: str) -> Reading | None:
    """Find the reading of a person's name that ``latin`` spells, whichever order and shape; None if it is no pinyin of it.

    Tries every reading that a character has at all, so that a written ``Zeng Gang`` settles 曾刚.

    >>> reads_as("覃伟中", "Tan Weizhong")
    Reading(surname=('tan',), given=('wei', 'zhong'), sure=True)
    >>> reads_as("陆挺", "Ting Lu")
    Reading(surname=('lu',), given=('ting',), sure=True)
    >>> reads_as("余伟文", "Eddie Yue") is None
    True
    """
    if not is_han(zh) or not SHORTEST_PERSON <= len(zh) <= LONGEST_PERSON:
        return None
    name = _simplified(zh)
    cut = _split(name)
    wanted = _key(latin)
    choices = [_choices(char, surname=at < cut) for at, char in enumerate(name)]
    if cut > 1:
        choices[:2] = [(s,) for s in COMPOUND[name[:2]]]
    for syllables in product(*choices):
        surname, given = _key("".join(syllables[:cut])), _key("".join(syllables[cut:]))
        if wanted in (surname + given, given + surname):
            return Reading(syllables[:cut], syllables[cut:], sure=True)
    return None


def _choices(char: str, *, surname: bool) -> tuple[str, ...]:
    from pypinyin import Style, pinyin  # noqa: PLC0415

    known = SURNAMES.get(char, ()) if surname else GIVEN.get(char, ())
    return tuple(dict.fromkeys((*known, *pinyin(char, style=Style.NORMAL, heteronym=True, v_to_u=True)[0])))


def name_syllables(zh: str) -> tuple[str, ...]:
    """Read the name of a thing, phrases as phrases; empty unless all of it is Han.

    >>> name_syllables("科创板"), name_syllables("重慶銀行"), name_syllables("A股")
    (('ke', 'chuang', 'ban'), ('chong', 'qing', 'yin', 'hang'), ())
    """
    return _plain(_simplified(zh)) if is_han(zh) else ()


def polyphones(zh: str) -> dict[str, tuple[str, ...]]:
    """Name the characters of a person's name that have several readings, with those: what a contributor should look at.

    A surname of the table with one reading is settled, whatever else the character can say.

    >>> polyphones("覃重晖")
    {'覃': ('qin', 'tan'), '重': ('chong', 'zhong')}
    >>> polyphones("曾刚")
    {}
    """
    name = _simplified(zh)
    cut = _split(name)
    found: dict[str, tuple[str, ...]] = {}
    for at, char in enumerate(name):
        if not is_han(char) or (cut > 1 and at < cut):
            continue
        table = SURNAMES if at < cut else GIVEN
        readings = table[char] if char in table else _choices(char, surname=False)
        if len(readings) > 1:
            found[zh[at]] = readings
    return found


def spellings(syllable: str) -> tuple[str, ...]:
    """How a syllable is spelt without marks: lü is lyu (passports), lv (banks' notices) and lu (the press).

    >>> spellings("lü"), spellings("lüe"), spellings("gong")
    (('lyu', 'lv', 'lu'), ('lyue', 'lve', 'lue'), ('gong',))
    """
    return tuple(syllable.replace("ü", u) for u in ("yu", "v", "u")) if "ü" in syllable else (syllable,)


def spelt(syllables: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every spelling of a run of syllables, all ü alike."""
    yield from dict.fromkeys(zip(*(s * 3 if len(s) == 1 else s for s in map(spellings, syllables)), strict=True))


def latin_names(reading: Reading) -> list[Latin]:
    """Every Latin spelling of a read name, the official one (surname, joined given name) first.

    Initials alone (G. S. Pan) have ``via`` "initials"; a caller must never link them from text.

    >>> [l.text for l in latin_names(person_readings("蓝佛安")[0])][:7]
    ['Lan Foan', "Lan Fo'an", 'Lan Fo-an', 'Lan Fo An', 'LanFoan', 'Lan, Foan', 'Lan, Fo An']
    >>> [(l.text, l.weak) for l in latin_names(person_readings("吴清")[0])][:2]
    [('Wu Qing', True), ('WuQing', True)]
    """
    found: dict[str, Latin] = {}
    for first, (surname, given) in enumerate(product(spelt(reading.surname), spelt(reading.given))):
        for latin in _shapes(surname, given, full=not first):
            found.setdefault(latin.text, latin)
    return list(found.values())


def _shapes(surname: Sequence[str], given: Sequence[str], *, full: bool) -> Iterator[Latin]:
    parts = [part.capitalize() for part in given]
    s, g = "".join(surname).capitalize(), "".join(given).capitalize()
    one = len(given) == 1
    yield Latin(f"{s} {g}", "pinyin", one)
    if not one:
        apostrophe = "".join("'" + x if at and x[0] in "aeo" else x for at, x in enumerate(given)).capitalize()
        if apostrophe != g:
            yield Latin(f"{s} {apostrophe}", "apostrophe", weak=False)
        yield Latin(f"{s} {'-'.join(given).capitalize()}", "given-hyphenated", weak=False)
        yield Latin(f"{s} {' '.join(parts)}", "pinyin-spaced", weak=False)
    yield Latin(f"{s}{g}", "pinyin-joined", one)
    yield Latin(f"{s}, {g}", "comma", one)
    if not one:
        yield Latin(f"{s}, {' '.join(parts)}", "comma", weak=False)
    if len(surname) > 1:
        spaced = " ".join(part.capitalize() for part in surname)
        yield Latin(f"{spaced} {g}", "pinyin-spaced", one)
        yield Latin(f"{'-'.join(surname).capitalize()} {g}", "pinyin-spaced", one)
    yield Latin(f"{g} {s}", "given-first", weak=True)
    if full:
        if not one:
            yield Latin(f"{'-'.join(given).capitalize()} {s}", "given-first", weak=True)
            letters = [part[0] for part in parts]
            yield Latin(f"{'.'.join(letters)}. {s}", "initials", weak=True)
            yield Latin(f"{'. '.join(letters)}. {s}", "initials", weak=True)
        yield Latin(f"{g[0]}. {s}", "initials", weak=True)


def mixed(zh: str, syllables: Sequence[str]) -> list[str]:
    """Every writing of a name in which some characters stand as Han and some as pinyin, one Han and one Latin at least.

    Blanks where the script changes or two syllables meet are free for names up to three characters; longer ones, and the further
    spellings of ü, have none or all.
    A homophone in Han is never made.

    >>> mixed("李云泽", ("li", "yun", "ze"))[:8]
    ['李云ze', '李云 ze', '李yun泽', '李yun 泽', '李 yun泽', '李 yun 泽', '李yunze', '李yun ze']
    >>> "李云泽" in mixed("李云泽", ("li", "yun", "ze")) or "liyunze" in mixed("李云泽", ("li", "yun", "ze"))
    False
    >>> mixed("李云泽", ("li", "yun"))
    []
    """
    if len(syllables) != len(zh):
        return []
    found: dict[str, None] = {}
    for number, written in enumerate(spelt(syllables)):
        free = not number and len(zh) < LONGEST_PERSON
        for mask in product((False, True), repeat=len(zh)):
            if any(mask) and not all(mask):
                pieces = [s if latin else c for c, s, latin in zip(zh, written, mask, strict=True)]
                joints = [mask[at] or mask[at + 1] for at in range(len(zh) - 1)]
                for blanks in _blanks(joints, free=free):
                    found["".join(piece + blank for piece, blank in zip(pieces, (*blanks, ""), strict=True))] = None
    return list(found)


def _blanks(joints: Sequence[bool], *, free: bool) -> Iterator[tuple[str, ...]]:
    """Blanks between the pieces: none between two Han characters; elsewhere each for itself, or none or all."""
    if free:
        yield from product(*(("", " ") if joint else ("",) for joint in joints))
    else:
        yield ("",) * len(joints)
        yield tuple(" " if joint else "" for joint in joints)
