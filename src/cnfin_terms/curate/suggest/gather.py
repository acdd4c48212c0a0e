"""Sightings of many texts gathered into suggestions: counted, known names left out, the surest and most often seen first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from cnfin_terms.curate.suggest.bodies import by_head, by_legal_form
from cnfin_terms.curate.suggest.definitions import bilingual, defined_en, defined_zh
from cnfin_terms.curate.suggest.people import framed, paired
from cnfin_terms.curate.suggest.sighting import HOW, Ground, Post, Sighting
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.spelling import chinese, english
from cnfin_terms.text.romanise import is_han
from cnfin_terms.text.script import to_simplified

if TYPE_CHECKING:
    from cnfin_terms.linker import Linker
    from cnfin_terms.result import Document

__all__ = ["MINERS", "Evidence", "Gathering", "Suggestion", "sightings"]

#: What looks for names, each in its own way.
MINERS: tuple[Callable[[Ground], Iterator[Sighting]], ...] = (paired, framed, defined_zh, defined_en, bilingual, by_legal_form, by_head)

#: From this on a suggestion is sure: these come first, the most often seen ahead.
SURE = 0.9
_AROUND = 24
_LONGEST_EVIDENCE = 160
_MOST_EVIDENCE = 3
_AGAIN = 2
_MIDDLE = frozenset({"exchange", "infrastructure", "regulator-office", "accounting-firm", "central-bank"})


class Evidence(NamedTuple):
    """Where a name was seen: the text's name, its date and address as far as known, and the words."""

    place: str
    as_of: str | None
    source: str | None
    snippet: str


@dataclass
class Suggestion:
    """A record that the lexicon lacks, or forms that a record lacks.

    :ivar id: the record that lacks the forms; None for a new record.
    :ivar names: field (zh, en, short, abbreviation; latin: how a person's name was spelt) to what stood there, counted.
    :ivar how: ways of recognition, counted.
    :ivar texts: in how many texts it was seen, at least.
    """

    type: str
    id: str | None
    kinds: Counter[str] = field(default_factory=Counter)
    names: dict[str, Counter[str]] = field(default_factory=dict)
    how: Counter[str] = field(default_factory=Counter)
    posts: Counter[Post] = field(default_factory=Counter)
    texts: int = 0
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How often it was seen."""
        return self.how.total()

    @property
    def score(self) -> float:
        """The share of suggestions like this one that an editor keeps."""
        return 1 - prod(1 - HOW[how][min(count, _AGAIN) - 1] for how, count in self.how.items())

    @property
    def name(self) -> str:
        """What it is called: the Chinese name, if one was seen, the commonest one."""
        for part in ("zh", "en", "short", "abbreviation"):
            if self.names.get(part):
                return self.names[part].most_common(1)[0][0]
        return ""

    @property
    def financial(self) -> bool:
        """Whether it is in the middle of what the lexicon is for: a financial company or a market's body, a term, a form of a known record."""
        return self.id is not None or self.type == "term" or any(
            "financial-company" in v.ancestors(self.type, kind) or kind in _MIDDLE for kind in self.kinds if kind in v.KINDS[self.type])

    def take(self, other: Suggestion) -> None:
        """Count another one's sightings as this one's."""
        for mine, theirs in ((self.kinds, other.kinds), (self.how, other.how), (self.posts, other.posts)):
            mine.update(theirs)  # type: ignore[arg-type]
        for part, names in other.names.items():
            self.names.setdefault(part, Counter()).update(names)
        self.texts = max(self.texts, other.texts)  # they may be the same texts
        self.evidence = [*self.evidence, *other.evidence][:_MOST_EVIDENCE]


def sightings(document: Document) -> Iterator[Sighting]:
    """Every place of a linked text where one of :data:`MINERS` finds something."""
    ground = Ground(document)
    for miner in MINERS:
        yield from miner(ground)


class Gathering:
    """Suggestions under way.

    :param linker: the one that linked the texts; what it can resolve is not suggested.
    :param most: when more names than this wait, those seen once alone go, so that memory is bounded.
    """

    def __init__(self, linker: Linker, most: int = 500_000) -> None:
        self._linker, self._most = linker, most
        self._key = linker.lexicon.store.folder.key
        self._waiting: dict[tuple[str, ...], Suggestion] = {}

    def add(self, document: Document, place: str, as_of: str | None = None, source: str | None = None) -> None:
        """Take what one linked text shows.

        :param place: the text's name, for the evidence; ``source`` its address, ``as_of`` its date, where they are known.
        """
        here: set[tuple[str, ...]] = set()
        for seen in sightings(document):
            names = [(part, _written(name)) for part, name in seen.names]
            first = next(name for part, name in sorted(names, key=lambda item: item[0] != "zh"))
            key = (seen.id, *names[0]) if seen.id else (seen.type, self._key(first))
            found = self._waiting.setdefault(key, Suggestion(seen.type, seen.id))
            found.kinds[seen.kind] += 1
            found.how[seen.how] += 1
            if seen.post is not None:
                found.posts[seen.post] += 1
            for part, name in names:
                found.names.setdefault(part, Counter())[name] += 1
            if key not in here:
                here.add(key)
                found.texts += 1
                if len(found.evidence) < _MOST_EVIDENCE:
                    found.evidence.append(Evidence(place, as_of, source, _snippet(document.text, seen.start, seen.end)))
        if len(self._waiting) > self._most:
            self._waiting = {key: found for key, found in self._waiting.items() if found.count > 1}

    def suggestions(self, least: int = 1) -> list[Suggestion]:
        """What was gathered and the lexicon lacks: the sure ones first, the most often seen ahead.

        :param least: leave out what was seen less often.
        """
        merged = self._merged()
        found = [suggestion for suggestion in merged if suggestion.count >= least and self._lacking(suggestion)]
        return sorted(found, key=lambda s: (s.score < SURE, -s.texts, not s.financial, -s.count, -s.score, s.name))

    def _merged(self) -> list[Suggestion]:
        """One suggestion for one thing: an English name seen alone belongs to the record that has it beside a Chinese one."""
        owner: dict[tuple[str, str], Suggestion] = {}
        for found in self._waiting.values():
            if found.id is None:
                first = self._key(found.name)
                for part, names in found.names.items():
                    for name in names:
                        for form in (name, *_variants(name)) if part in ("zh", "en") else (name,):
                            if (key := self._key(form)) != first:
                                owner.setdefault((found.type, key), found)
        kept = []
        for found in self._waiting.values():
            other = owner.get((found.type, self._key(found.name))) if found.id is None else None
            if other is None or other is found or owner.get((other.type, self._key(other.name))) is not None:
                kept.append(found)
            else:
                # the name itself is one of the other's forms, or generated from one
                more = {part: names for part, names in found.names.items() if part not in ("zh", "en")}
                other.take(Suggestion(found.type, None, found.kinds, more, found.how, found.posts, found.texts, found.evidence))
        return kept

    def _known(self, name: str) -> str | None:
        """The record that a name, or another spelling of it, leads to; "" where to several."""
        for form in (name, *_variants(name)):
            answer = self._linker.resolve(form, fuzzy=False)
            if answer.status != "unresolved":
                return answer.id or ""
        return None

    def _lacking(self, found: Suggestion) -> bool:
        """Whether the lexicon lacks it; takes away those of its names that the lexicon has."""
        if found.type == "person":
            return self._known(found.name) is None
        first = found.name
        if found.id is None and self._known(first) is not None:
            return False
        for part in list(found.names):
            names = Counter({name: count for name, count in found.names[part].items() if self._known(name) is None})
            if names:
                found.names[part] = names
            else:
                del found.names[part]
        return bool(found.names)


def _written(name: str) -> str:
    """A name as the lexicon writes it: Simplified, single blanks, none beside Han, the brackets of its script."""
    name = " ".join(name.split())
    if any(is_han(char) for char in name):
        name = name.replace("(", "（").replace(")", "）").replace(" ", "")
        try:
            name.encode("gb2312")  # Simplified already, with 乾 and 昇 of given names
        except UnicodeEncodeError:
            name = to_simplified(name)
        return name
    return name.replace("（", "(").replace("）", ")").replace("’", "'")


def _variants(name: str) -> list[str]:
    return [variant.text for variant in (english(name) if name.isascii() else chinese(name))]


def _snippet(text: str, start: int, end: int) -> str:
    """The words with some of what stands around them, on one line."""
    end = min(end, start + _LONGEST_EVIDENCE)
    low, high = max(0, start - _AROUND), min(len(text), end + _AROUND)
    said = f"{text[low:start]}[{text[start:end]}]{text[end:high]}"
    return f"{'…' * (low > 0)}{' '.join(said.split())}{'…' * (high < len(text))}"
