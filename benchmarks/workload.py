"""Texts and lexicons to measure with, made from a seed: the same lexicon and seed give the same texts, character for character.

A text is news-like prose. Its background is made of own sentences filled with ordinary words (Chinese ones by jieba's counts and parts
of speech, so that characters are as frequent as in print; words that are or hold a name of the lexicon are left out, words that merely
straddle one are not). Into it go sentences that name somebody or something, as many as the density asks for. Every document has a cast
of its own, drawn from the lexicon with Zipf's weights: its people with the posts that they really hold, full names at first,
short ones, acronyms and surnames afterwards. One document in ten is in Traditional characters, one in twenty has fullwidth letters and
digits, and of fifteen English names in a hundred the case is changed.
"""

from __future__ import annotations

import hashlib
import random
import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from prose import BACKGROUND, NAMED, NAMED_MIXED, WORDS_EN

from cnfin_terms import Lexicon
from cnfin_terms.lexicon import cache
from cnfin_terms.lexicon.artifact import pack
from cnfin_terms.lexicon.compile import Draft, EntityRow, assemble
from cnfin_terms.lexicon.entity import Entity
from cnfin_terms.lexicon.overlay import draft_of

__all__ = ["LANGUAGES", "SIZES", "Inserted", "Pool", "Text", "corpus", "sized"]

LANGUAGES = ("zh", "en", "mixed")
#: Forms in a lexicon of each name; None is the library's own, as it is.
SIZES: dict[str, int | None] = {"5k": 5_000, "50k": 50_000, "own": None, "500k": 500_000}

#: What financial news names most, in about that order: the head of the Zipf distribution. IDs that the lexicon lacks are passed over.
_HEAD = (
    "pboc csrc nfra sse szse hkex lpr star-market icbc ccb abc boc safe mof ndrc state-council a-shares hkma sfc-hk bank-of-communications "
    "china-merchants-bank bse chinext rrr stock-connect citic-securities treasury-bond-cn nbs qfii bond-connect federal-reserve imf samr "
    "ping-an-bank spd-bank industrial-bank cicc green-finance etf reit social-financing mofcom medium-term-lending-facility cdb central-huijin "
    "bank-of-shanghai lujiazui-forum central-economic-work-conference china-life byd catl alibaba tencent kweichow-moutai ecb boj world-bank adb"
).split()
_PEOPLE = "pan-gongsheng wu-qing li-yunze lan-foan zheng-shanjie chan-paul yue-eddie zhu-hexin li-qiang he-lifeng zou-lan".split()
_SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")
_TYPES = ("official", "short", "abbreviation")
_GIVEN = "明华建国文军平志伟东海峰林涛辉勇强丽敏静磊洋艳娜芳燕玲桂英秀兰"
_FAMILY = "赵钱孙周郑冯褚卫沈韩杨朱许何吕施孔曹严金魏姜戚谢邹"
_WIDE = {code: code + 0xFEE0 for code in (*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B))}
_BRAND = "东华信安瑞泰恒盛丰源嘉融汇通达永祥旭辰宏博诚浩锦康宁润和顺庆科创远景"
_SYLLABLES = "ba che din fo gu hal jin ke lu min nor qi ran sor tai vel wan xu yo zen".split()
_LONGEST_WORD = 3


class Inserted(NamedTuple):
    """A name that was put into a text: where, of what, and whether it is a surname alone, which no list of forms has."""

    start: int
    end: int
    id: str
    surname: bool


class Text(NamedTuple):
    """A text and the names that were put into it."""

    text: str
    inserted: tuple[Inserted, ...]


class _Held(NamedTuple):
    """Somebody with a post that they hold."""

    person: Entity
    title: str
    modifiers: tuple[str, ...]
    at: Entity


class _Drawn:
    """Things drawn by weight."""

    def __init__(self, things: Sequence[Any], weights: Sequence[float]) -> None:
        self.things = things
        self._sums = list(accumulate(weights))

    def draw(self, rng: random.Random) -> Any:  # noqa: ANN401  (of whatever was put in)
        return self.things[bisect(self._sums, rng.random() * self._sums[-1])]


def _zipf(things: Sequence[Any]) -> _Drawn:
    return _Drawn(things, [1 / (rank + 1) for rank in range(len(things))])


class Pool:
    """The records that texts name, best known first, and the words that stand between them.

    :param lexicon: the library's own; every lexicon of :func:`sized` has the records of its pool.
    :param forms: how many forms the pool's records may have together.
    """

    def __init__(self, lexicon: Lexicon, forms: int = 4_600) -> None:
        self._lexicon = lexicon
        rng = random.Random("pool")  # noqa: S311  (no secret, here and below)
        rest = [id_ for id_ in lexicon.store.ids if lexicon.store.raw(lexicon.store.index(id_) or 0)["type"] != "title"]
        rng.shuffle(rest)
        self.entities: dict[str, Entity] = {}
        self.held: list[_Held] = []
        people = [id_ for id_ in _PEOPLE if lexicon.find(id_) is not None]
        for id_ in dict.fromkeys([*(id_ for id_ in _HEAD if lexicon.find(id_) is not None), *people, *rest]):
            entity = lexicon.get(id_)
            if not self._forms(entity, "zh") or not self._forms(entity, "en"):
                continue
            wanted = [entity]
            if entity.type == "person":
                posts = self._posts(entity)
                if not posts:
                    continue
                self.held += posts[:1]
                wanted.append(posts[0].at)
            self.entities |= {each.id: each for each in wanted}
            if sum(map(self._count, self.ids())) > forms:
                break

    def _count(self, id_: str) -> int:
        store = self._lexicon.store
        return sum(self.has(id_, store.form_modifiers(form)) for form in store.forms(store.index(id_) or 0))

    def has(self, id_: str, modifiers: tuple[str, ...]) -> bool:
        """Whether a lexicon of the smallest size has a title's forms with these modifiers: those that somebody here bears."""
        return not modifiers or any(held.title == id_ and held.modifiers == modifiers for held in self.held)

    def _posts(self, person: Entity) -> list[_Held]:
        found = []
        for post in person.posts:
            at, title = self._lexicon.find(post.at), self._lexicon.find(post.title)
            if post.until is None and at is not None and title is not None and self._forms(at, "zh") and self._forms(at, "en"):
                found.append(_Held(person, title.id, post.modifiers, at))
        return found

    def ids(self) -> set[str]:
        """The records that a lexicon must have for the texts to be the same to it."""
        return {*self.entities, *(held.title for held in self.held)}

    @staticmethod
    def _forms(entity: Entity, lang: str) -> list[str]:
        """Names as a newspaper writes them, the fullest first."""
        names = [name for kind in _TYPES for name in entity.names if name.type == kind and name.lang == lang and name.until is None]
        if not names and entity.type == "person" and lang == "en":
            return [entity.label("en")]
        return list(dict.fromkeys(name.text for name in names))

    def title(self, held: _Held, lang: str) -> str:
        """A post by its name."""
        return self._lexicon.handle.label_of(held.title, held.modifiers, lang)

    def forms(self, entity: Entity, lang: str) -> list[str]:
        """The names of a record in a language, remembered."""
        key = (entity.id, lang)
        if key not in self._names:
            self._names[key] = self._forms(entity, lang)
        return self._names[key]

    @cached_property
    def _names(self) -> dict[tuple[str, str], list[str]]:
        return {}

    @cached_property
    def by_type(self) -> dict[str, _Drawn]:
        """Records by slot, drawn by Zipf's weights."""
        slots = {"institution": "org", "term": "term", "market": "market", "event": "event"}
        found: dict[str, list[Entity]] = {slot: [] for slot in slots.values()}
        for entity in self.entities.values():
            if entity.type in slots:
                found[slots[entity.type]].append(entity)
        drawn = {slot: _zipf(entities) for slot, entities in found.items() if entities}
        return drawn | {"who": _zipf(self.held)}

    @cached_property
    def words(self) -> dict[str, _Drawn]:
        """Chinese words by part of speech, with their counts, of which none is a name of the lexicon or holds a longer one."""
        kinds = {"n": "n", "v": "v", "vn": "v", "a": "a", "d": "d"}
        found: dict[str, list[tuple[str, int]]] = {"n": [], "v": [], "a": [], "d": [], "p": []}
        store = self._lexicon.store
        for line in files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines():
            word, count, tag = line.split(" ")
            if tag not in kinds or not 1 < len(word) <= _LONGEST_WORD or int(count) < 50:  # noqa: PLR2004
                continue
            hits = store.automaton.find_overlapping(word)
            if any(end - start > 2 or end - start == len(word) for start, end, _ in hits):  # noqa: PLR2004
                continue
            found[kinds[tag]].append((word, int(count)))
        drawn = {kind: _Drawn([word for word, _ in words], [count**0.75 for _, count in words]) for kind, words in found.items() if words}
        places = "苏州 无锡 佛山 泉州 烟台 洛阳 襄阳 绵阳 柳州 保定 大理 延安 开封 扬州 绍兴 金华 湖州 潍坊".split()
        return drawn | {"p": _zipf(places)}


@dataclass
class _Document:
    """One document in the making."""

    pool: Pool
    lang: str
    rng: random.Random

    def __post_init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.inserted: list[Inserted] = []
        self.named: set[tuple[str, str]] = set()
        self.last: _Held | None = None
        kinds = {"org": 5, "term": 4, "market": 2, "event": 1, "who": 2}
        self.cast = {slot: _zipf([self.pool.by_type[slot].draw(self.rng) for _ in range(count)]) for slot, count in kinds.items() if slot in self.pool.by_type}

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text)

    def name(self, text: str, id_: str, *, surname: bool = False) -> None:
        rng = self.rng
        if text.isascii() and len(text) > 6 and rng.random() < 0.15:  # noqa: PLR2004  (a short acronym without its case is another word)
            text = text.upper() if rng.random() < 0.5 else text.lower()  # noqa: PLR2004
        self.inserted.append(Inserted(self.size, self.size + len(text), id_, surname))
        self.put(text)

    def entity(self, entity: Entity, lang: str) -> None:
        """A record by a name: the fullest at first, mostly a short one afterwards."""
        forms = self.pool.forms(entity, lang)
        known = (entity.id, lang) in self.named
        self.named.add((entity.id, lang))
        full = len(forms) == 1 or (self.rng.random() < (0.2 if known else 0.7))
        self.name(forms[0] if full else self.rng.choice(forms[1:]), entity.id)

    def slot(self, slot: str, lang: str, how: str | None) -> None:
        rng, pool = self.rng, self.pool
        slot = slot.rstrip("2") if slot != "v2" else slot
        if how == "both":
            self.slot(slot, "zh", None)
            self.put("（")
            self._record(slot, "en")
            self.put("）")
            return
        lang = how or lang
        if slot == "q":
            self.put(str(rng.choice((rng.randint(2, 9), rng.randint(10, 99), rng.randint(100, 9000)))))
        elif slot == "t":
            self.put(_time(rng, lang))
        elif slot == "r" and lang == "zh":
            self.put(rng.choice(_FAMILY) + "".join(rng.choice(_GIVEN) for _ in range(rng.randint(1, 2))))
        elif slot in ("n", "v", "v2", "a", "d", "p", "r"):
            self.put(pool.words[slot].draw(rng) if lang == "zh" else rng.choice(WORDS_EN[slot]))
        elif slot in ("who", "title", "at", "again"):
            self._person(slot, lang)
        else:
            source = self.cast if rng.random() < 0.75 else pool.by_type  # noqa: PLR2004
            self.drawn = source[slot].draw(rng)
            self.entity(self.drawn, lang)

    def _record(self, slot: str, lang: str) -> None:
        """The record just named, in the other language."""
        if slot in ("who", "title", "at", "again"):
            self._person(slot, lang)
        else:
            self.entity(self.drawn, lang)

    def _person(self, slot: str, lang: str) -> None:
        held = self.last
        if held is None:
            held = self.last = self.cast["who"].draw(self.rng)
        if slot == "at":
            self.entity(held.at, lang)
        elif slot == "title":
            self.name(self.pool.title(held, lang), held.title)
        else:
            name = self.pool.forms(held.person, lang)[0]
            known = (held.person.id, lang) in self.named
            self.named.add((held.person.id, lang))
            if slot == "again" and known and lang == "en" and held.person.region == "mainland" and name.count(" ") == 1:
                self.name(name.split()[0], held.person.id, surname=True)
            else:
                self.name(name, held.person.id)

    def sentence(self, template: str, lang: str) -> None:
        """A template with its slots filled; a sentence has one person at most."""
        if "{again}" not in template or self.last is None:
            self.last = self.cast["who"].draw(self.rng)
        at = 0
        began = self.size
        for match in _SLOT.finditer(template):
            self.put(template[at : match.start()])
            self.slot(match[1], lang, match[2])
            at = match.end()
        self.put(template[at:])
        if lang == "en":
            self._capital(began)

    def _capital(self, began: int) -> None:
        """An English sentence begins with a capital."""
        at = self.size
        for number in range(len(self.parts) - 1, -1, -1):
            at -= len(self.parts[number])
            if at <= began and self.parts[number]:
                self.parts[number] = self.parts[number][0].upper() + self.parts[number][1:]
                return

    def paragraph(self) -> None:
        """The paragraph ends; with it the blank after an English sentence."""
        if self.parts[-1].endswith(" "):
            self.parts[-1] = self.parts[-1][:-1]
            self.size -= 1
        self.put("\n")

    def text(self) -> str:
        return "".join(self.parts)


def _time(rng: random.Random, lang: str) -> str:
    if lang == "zh":
        dates = (f"{rng.randint(1, 12)}月{rng.randint(1, 28)}日", f"20{rng.randint(18, 25)}年{rng.randint(1, 12)}月")
        return rng.choice(("今年", "去年", "上周", "日前", "近期", "目前", *dates))
    months = "January February March April June July August October November December".split()
    dates = (f"{rng.choice(months)} {rng.randint(1, 28)}", f"{rng.choice(months)} 20{rng.randint(18, 25)}")
    return rng.choice(("Monday", "Tuesday", "Thursday", "Friday", *dates))


def _documents(pool: Pool, lang: str, density: float, sizes: tuple[int, int], seed: str) -> Iterator[Text]:
    """Documents without end. The density holds over all of them: what one has too many, the next has fewer."""
    rng = random.Random(seed)  # noqa: S311
    owed = 0.0
    while True:
        doc = _Document(pool, lang, rng)
        size = rng.randint(*sizes)
        cast_until = 3_000  # a long text is about several things in turn
        while doc.size < size:
            if doc.size > cast_until:
                fresh = _Document(pool, lang, rng)
                doc.cast, doc.named, doc.last = fresh.cast, set(), None
                cast_until = doc.size + 3_000
            tongue = lang if lang != "mixed" else rng.choice(("zh", "zh", "en", "mix"))
            before, names = doc.size, len(doc.inserted)
            if owed >= 1:
                templates = NAMED_MIXED if tongue == "mix" else NAMED[tongue]
            else:
                tongue = "zh" if tongue == "mix" else tongue
                templates = BACKGROUND[tongue]
            template = rng.choice(templates)
            if ("{event" in template and "event" not in pool.by_type) or ("{market" in template and "market" not in pool.by_type):
                continue
            doc.sentence(template, "zh" if tongue == "mix" else tongue)
            if rng.random() < 0.12:  # noqa: PLR2004
                doc.paragraph()
            owed += (doc.size - before) * density / 100 - (len(doc.inserted) - names)
        yield _dressed(doc.text(), tuple(doc.inserted), rng)


def _dressed(text: str, inserted: tuple[Inserted, ...], rng: random.Random) -> Text:
    """One document in ten in Traditional characters, one in twenty with fullwidth letters and digits; lengths stay."""
    lot = rng.random()
    if lot < 0.10:  # noqa: PLR2004
        from opencc import OpenCC  # noqa: PLC0415

        traditional = OpenCC("s2t").convert(text)
        if len(traditional) == len(text):
            text = traditional
    elif lot < 0.15:  # noqa: PLR2004
        text = text.translate(_WIDE)
    return Text(text, inserted)


#: Shortest and longest of a kind of document, in characters before its last sentence ends.
LENGTHS = {"tweet": (75, 115), "article": (400, 1_600), "book": (1_000_000, 1_000_000)}


def corpus(pool: Pool, lang: str, density: float, kind: str, characters: int) -> list[Text]:
    """Documents of one kind: at least so many characters together."""
    found: list[Text] = []
    size = 0
    for text in _documents(pool, lang, density, LENGTHS[kind], f"{lang} {density} {kind}"):
        found.append(text)
        size += len(text.text)
        if size >= characters:
            break
    return found


def sized(own: Lexicon, pool: Pool, size: str) -> Lexicon:
    """A lexicon of so many forms that has all of the pool's records: part of the library's own, or more than it with made-up names.

    Compiled once and kept in the cache folder.
    """
    wanted = SIZES[size]
    if wanted is None:
        return own
    code = hashlib.sha256(own.fingerprint.encode() + b"".join(sorted(id_.encode() for id_ in pool.ids())) + Path(__file__).read_bytes()).hexdigest()[:16]
    path = cache.folder() / f"benchmark-{size}-{code}.bin"
    if not path.exists():
        draft = draft_of(own.store)
        rows = list(_chosen(draft, pool, wanted))
        cache.store_atomically(path, pack(assemble(replace(draft, rows=rows)), own.version))
    return Lexicon.from_artifact(path)


def _chosen(draft: Draft, pool: Pool, wanted: int) -> Iterator[EntityRow]:
    """Rows of the pool, their titles only with the modifiers in use, then others at random, then made-up variants of them, until there are enough forms."""
    rng = random.Random("rows")  # noqa: S311
    ids = pool.ids()
    count = 0
    for row in draft.rows:
        if row.id in ids:
            forms = [form for form in row.forms if pool.has(row.id, form.modifiers)]
            count += len(forms)
            yield EntityRow(row.id, row.type, row.raw, forms)
    rest = [row for row in draft.rows if row.id not in ids]
    rng.shuffle(rest)
    for row in rest:
        if count >= wanted:
            return
        count += len(row.forms)
        yield row
    models = [row for row in draft.rows if row.type in ("institution", "term")]
    number = 0
    while count < wanted:
        number += 1
        row = _variant(rng.choice(models), number, rng)
        count += len(row.forms)
        yield row


def _variant(row: EntityRow, number: int, rng: random.Random) -> EntityRow:
    """A record like another, with a brand or place of its own in each of its names."""
    han = "".join(rng.choice(_BRAND) for _ in range(3))
    latin = "".join(rng.choice(_SYLLABLES) for _ in range(4)).capitalize()
    forms = [form._replace(text=_varied(form.text, han, latin), not_in=()) for form in row.forms]
    raw = {key: value for key, value in row.raw.items() if key in ("type", "kind", "region")}
    return EntityRow(f"{row.id}-v{number}", row.type, raw, forms)


def _varied(text: str, han: str, latin: str) -> str:
    """A name with another head."""
    if not text.isascii():
        cut = 2 if len(text) > 5 else 0  # noqa: PLR2004
        return han + text[cut:]
    head, blank, rest = text.partition(" ")
    return f"{latin}{blank}{rest}" if blank else latin + head[-3:]
