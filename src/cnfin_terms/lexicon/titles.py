"""The grammar of titles: how 副, 常务, 原, 代 and Deputy, Executive, former, Acting go with a base such as 行长 or Governor.

A modifier's words are data (``lexicon/titles/modifiers.tsv``), rows in the order in which they stand in text, the preferred wording of
a modifier first. :func:`compose` makes the label of a title at run time, :func:`combinations` and :func:`variants` every form at compile time.
Imports nothing heavy: the table travels in the artifact as plain data.
"""

from __future__ import annotations

import re
from itertools import combinations as subsets
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from cnfin_terms.errors import LexiconError
from cnfin_terms.lazy import regex
from cnfin_terms.lexicon.vocabulary import LANGUAGES, MODIFIERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["ModifierTable", "Variant", "Wording", "combinations", "compose", "in_order", "plural", "read_modifiers", "title_label", "variants"]

#: A title never carries more.
MOST_MODIFIERS = 3

#: Modifiers that make sense only with another, unless the title cannot take that one (senior economist has no deputy) or a row allows it alone.
NEEDS = {"executive": "deputy", "senior": "deputy", "first": "deputy"}

#: Modifiers that no one title carries together.
CLASHES = (
    frozenset({"acting", "elect"}), frozenset({"acting", "honorary"}), frozenset({"elect", "honorary"}), frozenset({"former", "elect"}),
    frozenset({"deputy", "assistant"}), frozenset({"deputy", "co"}), frozenset({"co", "assistant"}), frozenset({"co", "first"}),
    frozenset({"honorary", "deputy"}), frozenset({"honorary", "assistant"}), frozenset({"acting", "assistant"}), frozenset({"elect", "assistant"}),
    frozenset({"executive", "senior"}), frozenset({"executive", "first"}), frozenset({"first", "senior"}), frozenset({"first", "assistant"}),
    frozenset({"acting", "executive"}), frozenset({"elect", "executive"}), frozenset({"branch", "group"}), frozenset({"branch", "honorary"}),
    frozenset({"group", "acting"}), frozenset({"group", "elect"}), frozenset({"group", "honorary"}), frozenset({"group", "co"}),
    frozenset({"co", "honorary"}), frozenset({"co", "executive"}), frozenset({"co", "acting"}), frozenset({"co", "elect"}),
    frozenset({"honorary", "executive"}),
)

#: Modifiers under which a title is written in the plural (former deputy governors, not acting governors-elect).
IN_PLURAL = frozenset({"former", "executive", "senior", "deputy", "assistant"})

#: 党委书记 and 监事会主席 take 副 before their last word: 党委副书记, 监事会副主席. The body before it ends in one of these characters.
_HEADED = regex(
    "(.+[委组会局司处署区室厅行家組會處廳區])"
    "(书记|主席|司长|局长|主任|行长|秘书长|组长|厅长|处长|署长|書記|司長|局長|行長|秘書長|組長|廳長|處長|署長)")
_INSIDE = frozenset({"executive", "deputy", "first"})

#: Where the words of a language are not given, those of the next are taken.
_FALLBACK = {"zh-HK": ("zh-HK", "zh-Hant"), "zh-TW": ("zh-TW", "zh-Hant"), "pinyin": ("zh-Latn-pinyin",)}


class Wording(NamedTuple):
    """One way to word a modifier (or several at once: 常务副 is executive and deputy) in one language."""

    modifiers: tuple[str, ...]
    lang: str
    text: str
    position: str
    joins: str
    not_after: str
    prefer: tuple[str, ...]
    alone: tuple[str, ...]


class Variant(NamedTuple):
    """A form of a title with modifiers, and longer strings in which it does not count (此前行长 is no 前行长)."""

    text: str
    not_in: tuple[str, ...] = ()


class ModifierTable(NamedTuple):
    """Every wording, in the order in which they stand in text; plain data, so that the artifact can carry it.

    >>> table = ModifierTable.parse(_SAMPLE)
    >>> table == ModifierTable.from_data(table.to_data())
    True
    """

    wordings: tuple[Wording, ...]

    @classmethod
    def parse(cls, text: str, name: str = "modifiers.tsv") -> ModifierTable:
        """Read the TSV's text.

        :raises LexiconError: for a row with an unknown modifier, language, position or join, with its line.
        """
        lines = text.splitlines()
        header = lines[0].split("\t") if lines else []
        wordings = []
        for number, line in enumerate(lines[1:], 2):
            if not line or line.startswith("#"):
                continue
            row = dict(zip(header, line.split("\t"), strict=False))
            modifiers = tuple(row.get("modifier", "").split("+"))
            wrong = ("modifier" if in_order(modifiers) != modifiers or not set(modifiers) <= set(MODIFIERS)
                     else "lang" if row.get("lang") not in LANGUAGES
                     else "text" if not row.get("text")
                     else "position" if row.get("position") not in ("before", "after")
                     else "joins" if row.get("joins", "") not in ("", "blank") else "")
            if wrong:
                raise LexiconError(f"{wrong}: {row.get(wrong, '')!r} is not allowed", file=name, line=number,
                                   remedy="see the other rows; modifiers written together stand in canonical order, joined by +")
            wordings.append(Wording(modifiers, row["lang"], row["text"], row["position"], " " if row.get("joins") else "",
                                    row.get("not_after", ""), _several(row.get("prefer", "")), _several(row.get("alone", ""))))
        return cls(tuple(wordings))

    @classmethod
    def empty(cls) -> ModifierTable:
        """Make a table without a wording, under which titles carry nothing."""
        return cls(())

    def to_data(self) -> list[list[Any]]:
        """Give lists and strings alone, as JSON or msgpack can hold them."""
        return [[list(w.modifiers), w.lang, w.text, w.position, w.joins, w.not_after, list(w.prefer), list(w.alone)] for w in self.wordings]

    @classmethod
    def from_data(cls, data: Iterable[Sequence[Any]]) -> ModifierTable:
        """Rebuild the table that :meth:`to_data` gave."""
        return cls(tuple(Wording(tuple(m), lang, text, position, joins, not_after, tuple(prefer), tuple(alone))
                         for m, lang, text, position, joins, not_after, prefer, alone in data))

    def of(self, lang: str) -> tuple[Wording, ...]:
        """Select the wordings of a language, those of a region before the script's that it shares.

        >>> [w.text for w in ModifierTable.parse(_SAMPLE).of("en")]
        ['former', 'Deputy', 'Vice']
        """
        langs = _FALLBACK.get(lang, (lang,))
        return tuple(w for wanted in langs for w in self.wordings if w.lang == wanted)

    def words(self, modifier: str, lang: str) -> tuple[str, ...]:
        """Give the words of one modifier alone, for finding it parted from its title (原证监会主席, former PBOC governor).

        >>> ModifierTable.parse(_SAMPLE).words("former", "zh")
        ('原', '前')
        """
        return tuple(w.text for w in self.of(lang) if w.modifiers == (modifier,))


_SAMPLE = """modifier\tlang\ttext\tposition\tjoins\tnot_after\tprefer\talone
former\tzh\t原\tbefore\t\t中
former\tzh\t前\tbefore\t\t此之
executive+deputy\tzh\t常务副\tbefore
deputy\tzh\t副\tbefore
assistant\tzh\t助理\tafter
former\ten\tformer\tbefore\tblank
deputy\ten\tDeputy\tbefore\tblank
deputy\ten\tVice\tbefore\tblank\t\tPresident|Chairman
"""


def read_modifiers(path: Path) -> ModifierTable:
    """Read the table's file; no file is an empty table.

    :raises LexiconError: as :meth:`ModifierTable.parse`.
    """
    return ModifierTable.parse(path.read_text("utf-8"), path.name) if path.exists() else ModifierTable.empty()


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def in_order(modifiers: Iterable[str]) -> tuple[str, ...]:
    """Give modifiers in canonical order, each once; unknown ones last.

    >>> in_order(["deputy", "former", "executive"])
    ('former', 'executive', 'deputy')
    """
    place = {name: at for at, name in enumerate(MODIFIERS)}
    return tuple(sorted(set(modifiers), key=lambda m: (place.get(m, len(place)), m)))


def _head(base: str, heads: tuple[str, ...]) -> bool:
    """Whether the base is one of the heads, alone or with what it is head of (Chairman of the Board)."""
    return any(base == head or base.startswith((f"{head} of ", f"{head} and ")) for head in heads)


def _units(base: str, modifiers: tuple[str, ...], wordings: tuple[Wording, ...]) -> list[list[tuple[int, Wording]]]:
    """For each run of modifiers worded as one, its wordings with their places in the table, the preferred first.

    The longest runs are taken first: executive and deputy are 常务副, not 执行 and 副. Empty if some modifier has no words.
    """
    left, units = set(modifiers), []
    for size in (2, 1):
        for run in subsets(modifiers, size):
            found = [(at, w) for at, w in enumerate(wordings) if w.modifiers == run] if set(run) <= left else []
            if found:
                units.append(sorted(found, key=lambda item: not _head(base, item[1].prefer)))
                left -= set(run)
    return [] if left else units


def _join(base: str, chosen: Iterable[tuple[int, Wording]]) -> str:
    """Put the wordings about the base in the order of the table."""
    ordered = sorted(chosen, key=lambda item: item[0])
    headed = _HEADED.fullmatch(base)
    body, head = headed.groups() if headed else ("", base)
    inner = outer = ""
    tail = ""
    for _, word in ordered:
        if word.position == "after":
            tail += word.joins + word.text
        elif headed and set(word.modifiers) <= _INSIDE:
            inner += word.text + word.joins
        else:
            outer += word.text + word.joins
    return f"{outer}{body}{inner}{head}{tail}"


def compose(base: str, modifiers: tuple[str, ...], lang: str, table: ModifierTable) -> str:
    """Word a title with its modifiers; the base alone where the language has no words for one of them.

    >>> table = ModifierTable.parse(_SAMPLE)
    >>> compose("行长", ("executive", "deputy"), "zh", table), compose("党委书记", ("deputy",), "zh", table)
    ('常务副行长', '党委副书记')
    >>> compose("Governor", ("former", "deputy"), "en", table), compose("President", ("deputy",), "en", table)
    ('former Deputy Governor', 'Vice President')
    >>> compose("Governor", ("acting",), "en", table)
    'Governor'
    """
    units = _units(base, in_order(modifiers), table.of(lang))
    return _join(base, (unit[0] for unit in units)) if units else base


def title_label(labels: Mapping[str, str], modifiers: tuple[str, ...], lang: str, table: ModifierTable) -> str:
    """Word a title in a language from its labels by language, falling back to Chinese as a whole rather than mixing two.

    >>> title_label({"zh": "行长", "en": "Governor"}, ("deputy",), "en", ModifierTable.parse(_SAMPLE))
    'Deputy Governor'
    """
    for wanted in (lang, "zh-Hant", "zh") if lang.startswith("zh-H") or lang == "zh-TW" else (lang, "zh"):
        if wanted in labels and (not modifiers or _units(labels[wanted], in_order(modifiers), table.of(wanted))):
            return compose(labels[wanted], modifiers, wanted, table)
    return labels.get(lang) or labels["zh"]


def combinations(base: str, takes: Iterable[str], table: ModifierTable, lang: str, most: int = MOST_MODIFIERS) -> Iterator[tuple[str, ...]]:
    """Every sensible set of one to ``most`` modifiers that a title can carry: of those it takes, and former, which every title takes.

    >>> list(combinations("行长", ["executive", "deputy"], ModifierTable.parse(_SAMPLE), "zh"))
    [('former',), ('deputy',), ('former', 'deputy'), ('executive', 'deputy'), ('former', 'executive', 'deputy')]
    """
    able = in_order((*takes, "former"))
    wordings = table.of(lang)
    alone = {m for w in wordings for m in w.modifiers if _head(base, w.alone)}
    for size in range(1, most + 1):
        for chosen in subsets(able, size):
            held = set(chosen)
            lacking = any(m in held and need not in held and need in able and m not in alone for m, need in NEEDS.items())
            if not lacking and not any(clash <= held for clash in CLASHES) and _units(base, chosen, wordings):
                yield chosen


def variants(base: str, modifiers: tuple[str, ...], lang: str, table: ModifierTable) -> list[Variant]:
    """Every wording of a title with these modifiers, the preferred first.

    Of two modifiers two wordings each, of three one each (former acting, not then-interim), but deputy's are all kept: bodies differ in it.

    >>> table = ModifierTable.parse(_SAMPLE)
    >>> [v.text for v in variants("Governor", ("deputy",), "en", table)]
    ['Deputy Governor', 'Vice Governor']
    >>> variants("行长", ("former",), "zh", table)[1]
    Variant(text='前行长', not_in=('此前行长', '之前行长'))
    """
    units = _units(base, modifiers, table.of(lang))
    most = MOST_MODIFIERS + 1 - len(modifiers)
    if len(modifiers) > 1:
        units = [unit if "deputy" in unit[0][1].modifiers else unit[:most] for unit in units]
    found: dict[str, Variant] = {}
    for chosen in product(*units) if units else ():
        text = _join(base, chosen)
        first = min((item for item in chosen if item[1].position == "before"), default=None)
        # with one modifier alone; the longer ones are rare, and segmentation guards them all
        before = first[1].not_after if first and len(modifiers) == 1 and text.startswith(first[1].text) else ""
        found.setdefault(text, Variant(text, tuple(char + text for char in before)))
    return list(found.values())


_ENDINGS = (("woman", "women"), ("man", "men"))
_HEAD = regex(r"[\w'’. -]+?(?=-elect\b|-designate\b|-General\b| Designate\b| Emeritus\b| General(?:$| of | for )| of | for | to | in | at )")


def plural(title: str) -> str:
    """Give the plural of an English title, of its head word.

    >>> [plural(t) for t in ("Governor", "Vice Chairman of the Board", "Secretary-General", "Party Secretary", "CEO")]
    ['Governors', 'Vice Chairmen of the Board', 'Secretaries-General', 'Party Secretaries', 'CEOs']
    """
    head = _HEAD.search(title)
    end = head.end() if head else len(title)
    word = title[:end]
    for ending, many in _ENDINGS:
        if word.endswith(ending):
            return word.removesuffix(ending) + many + title[end:]
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies" + title[end:]
    return word + ("es" if re.search(r"(?:s|x|ch|sh)$", word) else "s") + title[end:]
