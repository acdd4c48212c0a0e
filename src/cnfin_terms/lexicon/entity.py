"""What the lexicon says of one thing, as a caller meets it: frozen values, no logic but the choice of a label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from cnfin_terms.errors import OptionError
from cnfin_terms.lexicon.vocabulary import NAME_TYPES

__all__ = ["LABELS", "Entity", "Identifiers", "Member", "Name", "Post", "Redirect", "Relation", "pick"]

#: The languages that ``label`` knows.
LABELS = ("zh", "zh-Hant", "zh-HK", "zh-TW", "en", "pinyin")


class Name(NamedTuple):
    """One name of an entity.

    :ivar lang: BCP 47 (zh, zh-HK, en, zh-Latn-pinyin ...).
    :ivar type: official, short, abbreviation, alias, former, nickname, romanised or generated.
    :ivar since: first day in use, of the precision known, or None.
    """

    text: str
    lang: str
    type: str
    since: str | None = None
    until: str | None = None
    region: str | None = None


class Relation(NamedTuple):
    """How this body came from another: merged-from, split-from, reorganised-from or functions-from."""

    how: str
    id: str
    on: str | None = None


class Member(NamedTuple):
    """A member of a group and the time of its membership."""

    id: str
    since: str | None = None
    until: str | None = None


class Post(NamedTuple):
    """A post that a person holds or held: the title's sense, its modifiers, the institution's ID, dates, source.

    :ivar seen: a day on which the source shows the post held, where it does not say since or until when.
    :ivar checked: the day that somebody looked at the source.
    """

    title: str
    modifiers: tuple[str, ...]
    at: str
    since: str | None = None
    until: str | None = None
    source: str = ""
    checked: str | None = None
    seen: str | None = None


class Redirect(NamedTuple):
    """What became of a retired ID: a line of ``retired.tsv``.

    :ivar to: the IDs that replace it, the one that it answers with first; empty where it was withdrawn.
    :ivar on: the day that it was retired, of the precision known, or None.
    :ivar version: the data version in which it last was a record.
    """

    to: tuple[str, ...]
    reason: str
    on: str | None = None
    version: str = ""


_WANTED: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "zh": ("zh",), "zh-Hant": ("zh-Hant",), "zh-HK": ("zh-HK",), "zh-TW": ("zh-TW",),
    "en": ("en", "yue-Latn", "zh-Latn-wadegile", "und-Latn"), "pinyin": ("zh-Latn-pinyin",),
})


def pick(names: tuple[Name, ...], lang: str) -> str | None:
    """The preferred name in a label language, the most formal current one first; None if there is none.

    :raises OptionError: if ``lang`` is none of :data:`LABELS`.
    """
    if lang not in _WANTED:
        raise OptionError(f"{lang!r} is no label language; one of {', '.join(LABELS)}")
    wanted = _WANTED[lang]
    best: tuple[tuple[int, int, int], str] | None = None
    for order, name in enumerate(names):
        if name.lang in wanted and name.type != "former":
            rank = (NAME_TYPES.index(name.type), wanted.index(name.lang), order)
            if best is None or rank < best[0]:
                best = (rank, name.text)
    return best[1] if best else None


#: Characters of names that a conversion to Traditional would take for others: 余 for 餘, 于 for 於, 后 for 後.
_KEPT = frozenset("余于范岳涂姜沈郁谷种仆曲丑后党升台松峰征里干丰云吁朴")


class Identifiers(Mapping[str, str | tuple[str, ...]]):
    """Identifiers by kind (lei, bic, mic, ticker ...): a mapping that cannot be changed and can be pickled."""

    __slots__ = ("_pairs",)

    def __init__(self, pairs: Iterable[tuple[str, str | tuple[str, ...]]] = ()) -> None:
        self._pairs = tuple(pairs)

    def __getitem__(self, kind: str) -> str | tuple[str, ...]:
        for name, value in self._pairs:
            if name == kind:
                return value
        raise KeyError(kind)

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._pairs)

    def __len__(self) -> int:
        return len(self._pairs)

    def __hash__(self) -> int:
        return hash(self._pairs)

    def __repr__(self) -> str:
        return f"Identifiers({dict(self._pairs)!r})"


@dataclass(frozen=True, slots=True)
class Entity:
    """One record: what it is called and, with dates, what it is tied to.

    :ivar origin: "record", "template", or the name of the overlay that brought it.
    :ivar of: ID of what it belongs to (a board's exchange, a bureau's head office), or None.
    """

    id: str
    type: str
    kind: str
    names: tuple[Name, ...]
    region: str = "mainland"
    of: str | None = None
    since: str | None = None
    until: str | None = None
    posts: tuple[Post, ...] = ()
    relations: tuple[Relation, ...] = ()
    members: tuple[Member, ...] = ()
    at: tuple[str, ...] = ()
    ids: Identifiers = field(default_factory=Identifiers)
    sources: tuple[str, ...] = ()
    origin: str = "record"

    def _pinyin(self) -> str | None:
        """The reading of the official Chinese name: a person's surname first, anything else spaced by syllables."""
        if self.type == "person":
            for name in self.names:  # the catalogue form (Pan, Gongsheng) tells surname from given name
                if name.lang == "zh-Latn-pinyin" and "," in name.text:
                    return name.text.replace(",", "", 1)
            return None
        chinese = pick(self.names, "zh")
        if chinese is None or self.type == "title":
            return None
        from cnfin_terms.text.romanise import name_syllables  # noqa: PLC0415  (pypinyin is loaded only when asked for)

        return " ".join(syllable.capitalize() for syllable in name_syllables(chinese)) or None

    def label(self, lang: str = "zh") -> str:
        """The preferred name in ``lang``; where there is none, the nearest: a script converted, the other language.

        :param lang: zh, zh-Hant, zh-HK, zh-TW, en or pinyin.
        :raises OptionError: for another language.
        """
        if lang == "pinyin" and (reading := self._pinyin()) is not None:
            return reading
        name = pick(self.names, lang)
        if name is not None:
            return name
        chinese = pick(self.names, "zh")
        if lang in ("zh-Hant", "zh-HK", "zh-TW") and chinese is not None:
            from cnfin_terms.text.script import to_traditional  # noqa: PLC0415  (OpenCC is loaded only when asked for)

            turned = to_traditional(chinese, lang)
            if self.type == "person":  # a surname is written as it is: 余 is no 餘, 范 no 範
                return "".join(old if old in _KEPT else new for old, new in zip(chinese, turned, strict=True)) if len(turned) == len(chinese) else chinese
            return turned
        if lang == "en":
            return pick(self.names, "pinyin") or chinese or self.id if self.type == "person" else chinese or self.id
        return chinese or pick(self.names, "en") or self.id
