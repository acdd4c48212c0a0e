"""A record to every form by which text may name it, each with where it came from.

Written forms stand first and as they are. What rules make from them never overrides what is written, and says by which rule it was made.
Runs when the lexicon is compiled: pypinyin and OpenCC work behind :mod:`cnfin_terms.text.romanise`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cnfin_terms.errors import LexiconError
from cnfin_terms.lexicon import spelling
from cnfin_terms.lexicon.titles import IN_PLURAL, MOST_MODIFIERS, ModifierTable, combinations, plural, variants
from cnfin_terms.lexicon.vocabulary import NAME_TYPES, ancestors
from cnfin_terms.text import romanise
from cnfin_terms.text.script import to_simplified
from cnfin_terms.text.surnames import COMMON_LATIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from cnfin_terms.lexicon.load import AnyRecord
    from cnfin_terms.lexicon.schema import Form, Person, Title

__all__ = ["FormRow", "forms_of", "unshadowed"]

PINYIN = "zh-Latn-pinyin"

#: Regions whose people have Chinese names of their own but do not write them in pinyin: theirs is weak.
OTHER_SPELLING = frozenset({"hk", "mo", "tw", "sg", "my"})

#: Kinds of state body whose name may have the state's before it.
OF_STATE = frozenset({"ministry", "commission", "administration"})

#: Kinds of term and market that are counted (two ETFs), not those that are one of a kind (a law, a zone, a currency).
COUNTED = frozenset({"instrument", "fund", "rate", "policy-tool", "licence", "programme", "indicator", "share-class", "segment", "jargon", "concept"})

#: Length in characters of a Chinese name that is worth its pinyin; two syllables are weak.
SHORTEST_PINYIN, SURE_PINYIN, LONGEST_PINYIN = 2, 3, 8

#: Joined pinyin with fewer letters (Ali, Anda, Damo) is a word of some language: never found in text.
SHORTEST_JOINED = 6

#: Joined pinyin that is an English word or a place (打他 is data, 马草 is Macao): never found in text.
ENGLISH_WORDS = frozenset({
    "bale", "banana", "bane", "bangle", "base", "bite", "canada", "cage", "cane", "case", "change", "china", "cute", "dale", "dame", "dance",
    "dangle", "data", "dice", "dubai", "dude", "dune", "face", "fade", "fence", "gala", "gale", "game", "gene", "guide", "guise", "hale", "hence",
    "huge", "jingle", "lace", "lance", "lane", "lima", "lime", "line", "linen", "lite", "luge", "lute", "macao", "made", "male", "mama", "manage",
    "mane", "mange", "mania", "manila", "menu", "mile", "mine", "mingle", "mule", "mute", "name", "nice", "nine", "nude", "page", "pale", "panama",
    "panda", "pane", "papa", "pence", "pile", "pine", "race", "range", "rice", "rude", "rule", "rune", "saga", "sage", "sale", "same", "sane",
    "sense", "shanghai", "shine", "side", "site", "tale", "tame", "tangle", "tide", "tile", "time", "tune", "wade", "wage", "wane", "wangle", "women",
})


#: Where Han and Latin meet: many writers put a blank there (科创 50, A 股).
_BESIDE = re.compile(r"(?<=[\u3400-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u3400-\u9fff])")


class FormRow(NamedTuple):
    """One form of one record."""

    text: str
    """As written or generated, unfolded."""
    lang: str
    type: str
    via: str
    """"written", or the rule that made it, the first where several did; "modified-title" whenever it has modifiers."""
    case: str = "fold"
    use: str = "anywhere"
    not_in: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    region: str | None = None
    modifiers: tuple[str, ...] = ()
    weak: bool = False
    """A Latin name alone that many could bear: it never links without other evidence."""


def language(form: Form) -> str:
    """Tell the language of a form: as given, else zh if there is a Han character in it, else en."""
    return form.lang or ("zh" if any(map(romanise.is_han, form.text)) else "en")


def forms_of(id: str, record: AnyRecord, modifiers: ModifierTable) -> list[FormRow]:  # noqa: A002
    """Every form of a record, written ones first; of rows with the same text and language the most formal is kept.

    >>> from cnfin_terms.lexicon.schema import Thing
    >>> star = Thing(type="market", kind="board", zh="科创板", en="STAR Market")
    >>> [(row.text, row.via) for row in forms_of("star-market", star, ModifierTable(()))]
    [('科创板', 'written'), ('STAR Market', 'written'), ('Ke Chuang Ban', 'pinyin-spaced'), ('Kechuangban', 'pinyin-joined')]

    :raises LexiconError: for a stated reading that does not fit the name.
    """
    written = [FormRow(form.text, language(form), type_, "written", form.case, form.use, form.not_in, form.since, form.until, form.region)
               for type_, form in record.written()]
    try:
        if record.type == "person":
            made = list(_person(id, record, written))
            weak = {_letters(row.text) for row in made if row.weak and row.via == "pinyin"}
            written = [row._replace(weak=_letters(row.text) in weak or _turned(row.text) in weak or _of_many(row.text)) for row in written]
        elif record.type == "title":
            made = list(_title(record, written, modifiers))
        else:
            made = list(_named(record, written))
    except ValueError as error:
        raise LexiconError(str(error), id=id, remedy="mend its pinyin") from error
    made += [row._replace(text=spaced, via="spaced") for row in (*written, *made)
             if row.lang == "zh" and row.via != "mixed" and (spaced := _BESIDE.sub(" ", row.text)) != row.text]
    # a name that Hong Kong or Taiwan has of its own is written in Simplified too, where the mainland tells of them
    made += [row._replace(text=simplified, lang="zh", via="spelling") for row in written
             if row.lang in ("zh-HK", "zh-TW", "zh-Hant") and (simplified := to_simplified(row.text, row.lang)) != row.text]
    return _distinct(written, made)


def _distinct(written: Iterable[FormRow], made: Iterable[FormRow]) -> list[FormRow]:
    """Keep one row of each text and language, the most formal; of what is made, only what nothing written says already."""
    kept: dict[tuple[str, str], FormRow] = {}
    rank = NAME_TYPES.index
    for row in written:
        old = kept.get((row.text, row.lang))
        if old is None or rank(row.type) < rank(old.type):
            kept[row.text, row.lang] = row
    said = {_folded(row) for row in kept.values()}
    for row in made:
        if (key := _folded(row)) not in said and (row.text, row.lang) not in kept:
            said.add(key)
            kept[row.text, row.lang] = row
    return list(kept.values())


def _folded(row: FormRow) -> str:
    return row.text if row.case == "exact" else row.text.casefold()


def _letters(text: str) -> str:
    return " ".join(re.findall(r"[a-zü]+", text.casefold()))


def _turned(text: str) -> str:
    return " ".join(reversed(_letters(text).split()))


# ---------------------------------------------------------------- institutions, markets, terms, events


def _named(record: AnyRecord, written: list[FormRow]) -> Iterator[FormRow]:
    for row in written:
        if row.lang.startswith("zh") and row.lang != PINYIN:
            for made in spelling.chinese(row.text):
                yield _varied(row, made)
            if record.kind in OF_STATE and record.region in (None, "mainland") and row.type == "official" and "中华人民共和国" not in row.text:
                yield row._replace(text=f"中华人民共和国{row.text}", via="prefix")
        elif row.lang in ("en", PINYIN, "und-Latn"):
            yield from _english(record, row)
    for row in written:
        if row.lang == "zh" and row.type in ("official", "short", "alias"):
            yield from _pinyin(row, record.pinyin if row.type == "official" else ())


def _varied(row: FormRow, made: spelling.Variant) -> FormRow:
    """Put a row in another spelling; restrictions only grow."""
    return row._replace(
        text=made.text, via=made.via, case="exact" if made.exact else row.case,
        use="with-context" if made.context and row.use == "anywhere" else row.use)


#: Acronyms of so many letters are written with points too, as some papers do: C.S.R.C.
_DOTTED = range(3, 7)
#: Before a body's name; the article falls out in titles and lists: Director of Office of Central Financial Commission.
_OFFICE_OF = "Office of the "


def _english(record: AnyRecord, row: FormRow) -> Iterator[FormRow]:
    made = [_varied(row, variant) for variant in spelling.english(row.text)]
    yield from made
    if record.kind in COUNTED and record.type in ("term", "market"):
        for base in (row, *(one for one in made if one.via != "brackets")):
            for variant in spelling.numbers(base.text):
                counted = _varied(base, variant)
                yield counted if base is row else counted._replace(via=base.via)
    if row.type == "abbreviation" and row.text.isalpha() and row.text.isascii() and row.text.isupper() and len(row.text) in _DOTTED:
        letters = ".".join(row.text)
        yield row._replace(text=f"{letters}.", via="dotted", case="exact")
        yield row._replace(text=letters, via="dotted", case="exact")
    if row.text.startswith(_OFFICE_OF):
        yield row._replace(text=f"Office of {row.text.removeprefix(_OFFICE_OF)}", via="article")
    if record.kind == "law" and record.region in (None, "mainland") and row.text.endswith(" Law") and "China" not in row.text:
        yield row._replace(text=f"PRC {row.text}", via="prefix")
    if record.kind in OF_STATE and record.region in (None, "mainland") and row.type == "official" and "China" not in row.text:
        for state in ("People's Republic of China", "PRC"):
            yield row._replace(text=f"{row.text} of the {state}", via="prefix")


def _pinyin(row: FormRow, stated: tuple[str, ...]) -> Iterator[FormRow]:
    if not romanise.is_han(row.text) or not SHORTEST_PINYIN <= len(row.text) <= LONGEST_PINYIN:
        return
    readings = [romanise.stated(row.text, reading) for reading in stated] or [romanise.name_syllables(row.text)]
    for syllables in readings:
        weak = len(syllables) < SURE_PINYIN
        for spelt in romanise.spelt(syllables):
            joined = "".join(spelt)
            use = "lookup-only" if row.use == "lookup-only" else "with-context" if weak else row.use
            base = row._replace(lang=PINYIN, type="generated", case="fold", use=use, not_in=(), weak=weak)
            yield base._replace(text=" ".join(part.capitalize() for part in spelt), via="pinyin-spaced")
            word = len(joined) < SHORTEST_JOINED or joined in ENGLISH_WORDS
            yield base._replace(text=joined.capitalize(), via="pinyin-joined", use="lookup-only" if word else use)


# ---------------------------------------------------------------- people


def _person(id_: str, record: Person, written: list[FormRow]) -> Iterator[FormRow]:
    zh = record.zh.text
    latin = [row for row in written if row.lang != PINYIN and not any(map(romanise.is_han, row.text))]
    for row in latin:
        yield from _hyphens(row, record.region)
    readings = romanise.person_readings(zh, record.pinyin)
    told = [reading for row in latin if (reading := romanise.reads_as(zh, row.text))]
    minted = romanise.reads_as(zh, id_)  # an ID is minted from the pinyin of the name: zhao-leji settles 乐
    if (told or minted) and not record.pinyin:
        readings = list(dict.fromkeys(told or ([minted] if minted else [])))
    if latin and not told and record.region not in (None, "mainland", *OTHER_SPELLING):
        return  # a foreigner's transliterated name: nobody writes its pinyin
    # Fred Hu bears his surname in pinyin; Jerome Powell does not, whatever the record says of his region
    own = bool(told) or (record.region in (None, "mainland") and (not latin or minted is not None or _bears_surname(latin, readings)))
    official = next(row for row in written if row.type == "official")
    base = official._replace(lang=PINYIN, case="fold", use="anywhere", not_in=(), type="generated")
    for reading in readings:
        doubted = not own or not reading.sure
        for name in romanise.latin_names(reading):
            weak = doubted or name.weak
            if name.via == "given-first" and record.order != "surname-first" and len(reading.given) > 1:
                weak = doubted
            first = "given-first" if record.order == "given-first" else "pinyin"
            use = "lookup-only" if name.via == "initials" or (name.via == "pinyin-joined" and name.weak) else "with-context" if weak else "anywhere"
            yield base._replace(text=name.text, via=name.via, use=use, weak=weak, type="romanised" if name.via == first else "generated")
        for text in romanise.mixed(zh, reading.surname + reading.given):
            # two characters, one of them Latin, are too little: "Wu 清" begins "Wu 清楚"
            yield base._replace(text=text, lang="zh", via="mixed", use="with-context" if len(zh) == SHORTEST_PINYIN else "anywhere")


def _bears_surname(latin: Iterable[FormRow], readings: Iterable[romanise.Reading]) -> bool:
    surnames = {"".join(spelt) for reading in readings for spelt in romanise.spelt(reading.surname)}
    return any(surnames & set(_letters(row.text).split()) for row in latin)


_HYPHENED = re.compile(r"(?<=[A-Za-z])-(?=[A-Za-z])")
_SURNAME_GIVEN = re.compile(r"([A-Z][a-z]+) ([A-Z][a-z]+)-([A-Za-z][a-z]+)")


def _hyphens(row: FormRow, region: str | None) -> Iterator[FormRow]:
    """Yue Wai-man is Yue Wai Man; in Taiwan Yang Chin-long is Yang Chinlong and Chin-long Yang too."""
    if not _HYPHENED.search(row.text):
        return
    spaced = _HYPHENED.sub(" ", row.text)
    yield row._replace(text=" ".join(word[:1].upper() + word[1:] for word in spaced.split(" ")), via="given-spaced", type="romanised")
    match = _SURNAME_GIVEN.fullmatch(row.text)
    if match:
        surname, one, two = match.groups()
        yield row._replace(text=f"{surname}, {one}-{two}", via="comma", type="romanised")
        if region == "tw":
            yield row._replace(text=f"{surname} {one}{two.lower()}", via="romanised-variant", type="romanised")
            yield row._replace(text=f"{one}-{two} {surname}", via="given-first", type="romanised", weak=True)


def _of_many(text: str) -> bool:
    """Whether many bear a name: an English given name and one of the commonest Chinese surnames, as Paul Chan, Jack Ma.

    >>> _of_many("Paul Chan"), _of_many("Jerome Powell"), _of_many("Chan Mo-po"), _of_many("Eddie Yue")
    (True, False, False, False)
    """
    given, _, surname = text.partition(" ")
    return given.isascii() and "-" not in given and surname.casefold() in COMMON_LATIN


# ---------------------------------------------------------------- titles


def _title(record: Title, written: list[FormRow], table: ModifierTable) -> Iterator[FormRow]:
    for row in written:
        lang = "zh" if row.lang.startswith("zh") and row.lang != PINYIN else row.lang
        bases = [row, *(_varied(row, made) for made in (spelling.english(row.text) if lang == "en" else ()))]
        yield from bases[1:]
        for base in bases:
            yield from _modified(base, lang, record.takes, table)


def _modified(base: FormRow, lang: str, takes: Iterable[str], table: ModifierTable) -> Iterator[FormRow]:
    if lang == "en":
        yield base._replace(text=plural(base.text), via="plural" if base.via == "written" else base.via)
    # what is rarely written is not made: three modifiers about a nickname, two about a word that needs context anyhow
    most = 1 if base.use != "anywhere" else MOST_MODIFIERS if base.type in ("official", "short") else MOST_MODIFIERS - 1
    for chosen in combinations(base.text, takes, table, lang, most):
        for made in variants(base.text, chosen, lang, table):
            row = base._replace(text=made.text, via="modified-title", modifiers=chosen, not_in=_within(base, made.text) + made.not_in)
            yield row
            if row.case == "exact" and row.text[:1].islower():
                yield row._replace(text=row.text[:1].upper() + row.text[1:])
            if lang == "en" and set(chosen) <= IN_PLURAL and len(chosen) < MOST_MODIFIERS:
                yield row._replace(text=plural(row.text))


def _within(row: FormRow, text: str) -> tuple[str, ...]:
    """Carry over the base's longer strings to a form with modifiers."""
    return tuple(longer.replace(row.text, text) for longer in row.not_in if row.text in longer)


def unshadowed(
    rows: Mapping[str, list[FormRow]], at: Mapping[str, tuple[str, ...]], key: Callable[[str], str] = str.casefold,
) -> dict[str, list[FormRow]]:
    """Drop made forms that another record writes: rules yield to people.

    恒生指数 made from 恒生指数有限公司 is the index's own name; 副总理 made from 总理 is the vice-premier's. Romanised and mixed forms stay, for two
    who share one are truly not told apart by it; so does a title where the other's bodies are others (``at`` of title records, by ID): the
    institution decides. Takes and gives the rows of every record by ID; ``key`` folds a form.

    >>> made = FormRow("副总理", "zh", "official", "modified-title", modifiers=("deputy",))
    >>> own = FormRow("副总理", "zh", "official", "written")
    >>> unshadowed({"premier": [made], "vice-premier": [own]}, {"premier": ("cabinet",), "vice-premier": ("cabinet",)})["premier"]
    []
    """
    writers: dict[str, list[tuple[str, FormRow]]] = {}
    for id_, some in rows.items():
        for row in some:
            if row.via == "written":
                writers.setdefault(key(row.text), []).append((id_, row))
    covered = {id_: {above for kind in at.get(id_, ()) for above in (kind, *ancestors("institution", kind))} for id_ in rows}

    def yields(id_: str, row: FormRow) -> bool:
        if row.via == "written" or row.type in ("romanised", "generated"):
            return False
        for other, own in writers.get(key(row.text), ()):
            apart = "exact" in (row.case, own.case) and row.text != own.text
            if other != id_ and not apart and (id_ not in at or covered[id_] & set(at.get(other, ()))):
                return True
        return False

    return {id_: [row for row in some if not yields(id_, row)] for id_, some in rows.items()}
