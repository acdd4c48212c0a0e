"""What a document says as a whole: which entities are sure, which regions it speaks of, who stands beside whom."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from cnfin_terms.lazy import regex
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.store import Store
from cnfin_terms.resolution.cues import cue_near
from cnfin_terms.resolution.expansions import expansion
from cnfin_terms.resolution.facts import FactsOf
from cnfin_terms.resolution.lists import class_of, in_list, members, sector_of
from cnfin_terms.resolution.marks import Mark
from cnfin_terms.resolution.nodes import Node, nodes_of
from cnfin_terms.resolution.seams import seams
from cnfin_terms.text.branches import UNITS
from cnfin_terms.text.callings import CREDITS
from cnfin_terms.text.fold import FoldedText
from cnfin_terms.text.lines import line_around
from cnfin_terms.text.signals import Signals

__all__ = ["Context"]

_INSTITUTION = v.TYPES.index("institution")
_PLACED = frozenset(v.TYPES.index(t) for t in ("term", "market"))
_TOOLS = frozenset({"policy-tool", "rate"})
#: A sure institution says as much of a document's region as this many mentions of a place.
_INSTITUTION_WEIGHT = 2
#: An answer less probable than this is no evidence for others.
_SURE = 0.8
_STOPS = ("。", "!", "?", "\n", ";", ". ")
#: A document speaks mostly of what this share of its places is of.
_MOSTLY = 0.7
_OLD_YEAR = regex(r"(?<![0-9])19[0-4][0-9](?![0-9])")
_SENTENCE = 80
_REACH = 200
_LONGEST_POSSESSIVE = 3
_POSSESSIVE = regex(r"'s?\s|的?")
#: A unit of a body, as it stands before who works there.
_UNIT = regex(rf"[\u4e00-\u9fff]{{2,8}}(?:{UNITS})")
_LONGEST_UNIT = 12
_OF = regex(r"\sof\s(?:the\s)?|\s?\(\s?|\s(?:chair(?:s|ed)|head(?:s|ed)|lead(?:s)?|led|run(?:s)?|ran|joined|left)\s(?:the\s)?")


class Context:
    """The state of one document while it is resolved.

    :param nodes: the marks with those in apposition joined, where a title was tied to them; else None.
    :param signals: what the scan found besides names; None where the text was not scanned.
    :ivar as_of: the date to judge by, or None.
    :ivar region: the caller's word on where the text is from, or None.
    :ivar settled: how many marks have an answer so far: what was weighed at the same number would be weighed alike.
    :ivar sure: entity number to how often it was found for sure.
    :ivar titled: whether a title is among the marks.
    :ivar tied: entities that those are tied to.
    :ivar strangers: patterns of names that a trade said were somebody else's.
    :ivar defined: words to the entities beside whose full name they stood.
    """

    def __init__(
        self, store: Store, facts: FactsOf, folded: FoldedText, marks: Sequence[Mark], nodes: Sequence[Node] | None, *,
        signals: Signals | None = None, as_of: str | None, region: str | None,
    ) -> None:
        self.store = store
        self.facts_of = facts
        self.facts = facts.__getitem__
        self.folded = folded
        self.text = folded.text
        self.marks = marks
        self.as_of = as_of
        self.region = region
        self.sure: dict[int, int] = {}
        self.tied: set[int] = set()
        self.defined: dict[str, set[int]] = {}
        self._starts = [mark.start for mark in marks]
        self._expansions: dict[str, str] = {}
        self.settled = 0
        self._nodes = nodes
        self.titled = nodes is not None
        self._signals = signals
        self._cues = signals.cues if signals is not None else ()
        self.strangers: set[int] = set()
        self._credits: dict[bool, bool] = {}
        self.titles_of: dict[int, list[Mark]] = {}
        self._posts_at: dict[int, list[Mark]] = {}
        for mark in marks if nodes else ():
            if mark.institution is not None:
                self._posts_at.setdefault(id(self.node_of[id(mark.institution)]), []).append(mark)
            for person in mark.persons:
                self.titles_of.setdefault(id(self.node_of[id(person)]), []).append(mark)

    @cached_property
    def node_of(self) -> dict[int, Node]:
        """The node of each mark, by the mark's identity."""
        nodes = self._nodes if self._nodes is not None else nodes_of(self.text, self.marks)
        return {id(mark): node for node in nodes for mark in node.marks}

    def shown(self, mark: Mark) -> str:
        """A mark's words as the source shows them, capitals and all, with fullwidth letters as plain ones."""
        return self.folded.show(*mark.span(self.folded))

    def settle(self, mark: Mark) -> None:
        """Take note of a mark that was decided, above all where its entity is sure."""
        if mark.won is None:
            return
        self.settled += 1
        if mark.score >= _SURE:
            entity = mark.won[0]
            if mark.reason == "apposition":
                self.defined.setdefault(self.text[mark.start : mark.end], set()).add(entity)
            if entity not in self.sure:
                self.tied |= self.facts(entity).ties
            self.sure[entity] = self.sure.get(entity, 0) + 1

    def before(self, start: int) -> Iterator[Mark]:
        """Marks that end at or before ``start``, the nearest first."""
        for at in range(bisect_left(self._starts, start) - 1, -1, -1):
            if self.marks[at].end <= start:
                yield self.marks[at]

    def at(self, start: int) -> Mark | None:
        """The mark that begins there."""
        at = bisect_left(self._starts, start)
        return self.marks[at] if at < len(self.marks) and self._starts[at] == start else None

    def last_of(self, entities: Collection[int], start: int) -> Mark | None:
        """The last mark before ``start`` that was decided to be one of the entities."""
        best: Mark | None = None
        for entity in entities:
            marks = self._decided.get(entity, ())
            at = bisect_left(marks, start, key=lambda mark: mark.end)
            at -= not (at < len(marks) and marks[at].end == start)
            if at >= 0 and (best is None or marks[at].start > best.start):
                best = marks[at]
        return best

    @cached_property
    def _decided(self) -> dict[int, list[Mark]]:
        found: dict[int, list[Mark]] = {}
        for mark in self.marks:
            if mark.won is not None:
                found.setdefault(mark.won[0], []).append(mark)
        return found

    def titles(self, mark: Mark) -> list[Mark]:
        """Title marks that stand beside a person's mark or beside another of its apposition."""
        return self.titles_of.get(id(self.node_of.get(id(mark))), []) if self.titles_of else []

    def posts_at(self, mark: Mark) -> list[Mark]:
        """Title marks that belong to an institution's mark or to another of its apposition."""
        return self._posts_at.get(id(self.node_of.get(id(mark))), []) if self._posts_at else []

    def partners(self, mark: Mark) -> list[Mark]:
        """The other marks in apposition with this one."""
        if not mark.is_title and not self._shares(mark):
            return []
        node = self.node_of.get(id(mark))
        return [other for other in node.marks if other is not mark] if node else []

    def _shares(self, mark: Mark) -> bool:
        """Whether the mark before or after has an entity in common with a mark: those in apposition do."""
        at = bisect_left(self._starts, mark.start)
        entities = mark.entities()
        return (at > 0 and not entities.isdisjoint(self.marks[at - 1].entities())) or (
            at + 1 < len(self.marks) and not entities.isdisjoint(self.marks[at + 1].entities()))

    def differ_by_region(self, mark: Mark) -> bool:
        """Whether the entities that a mark can be are of several regions."""
        if len(mark.readings) == 1:
            return False
        return len({self.facts(entity).region for entity in mark.entities()}) > 1

    @cached_property
    def regions(self) -> dict[str, float]:
        """The share of each region in what the document speaks of: places named, and institutions that are sure."""
        counts: dict[str, float] = {}
        for _, _, region in self._places:
            counts[region] = counts.get(region, 0) + 1
        for entity in self.sure:
            region = self.facts(entity).region
            if self._of_place(entity):
                counts[region] = counts.get(region, 0) + _INSTITUTION_WEIGHT
        total = sum(counts.values())
        return {region: count / total for region, count in counts.items()} if total else {}

    def sentence_region(self, mark: Mark) -> str | None:
        """The one region that the mark's sentence speaks of, by places and by institutions that are sure, or None."""
        low, high = self._sentence(mark)
        found = {self.facts(other.won[0]).region for other in self._around(mark, low, high) if other.won is not None}
        for at in range(bisect_left(self._places, (low, 0, "")), len(self._places)):
            start, end, region = self._places[at]
            if end > high:
                break
            if not self._covered(start, end):
                found.add(region)
        return found.pop() if len(found) == 1 else None

    def _sentence(self, mark: Mark) -> tuple[int, int]:
        """Where the mark's sentence, or its line, begins and ends, as far as it is near."""
        text = self.text
        low, high = max(0, mark.start - _SENTENCE), min(len(text), mark.end + _SENTENCE)
        if self._has_lines:  # folding takes line breaks for blanks
            first, last = line_around(self.folded.source, *mark.span(self.folded))
            low, high = max(low, self.folded.position(first)), min(high, self.folded.position(last))
        return (
            max(low, *(text.rfind(stop, low, mark.start) + 1 for stop in _STOPS)),
            min(at if (at := text.find(stop, mark.end, high)) >= 0 else high for stop in _STOPS))

    @cached_property
    def _has_lines(self) -> bool:
        return "\n" in self.folded.source

    @cached_property
    def _has_shares(self) -> bool:
        return "股" in self.text

    @cached_property
    def has_old_year(self) -> bool:
        """Whether the text names a year before 1950: most tell of no time in which the living were not there."""
        return _OLD_YEAR.search(self.text) is not None

    def has_credits(self, *, han: bool) -> bool:
        """Whether the text may say in Chinese, or in English, who wrote it or took its pictures."""
        if han not in self._credits:
            self._credits[han] = any(word in self.text for word in CREDITS[han])
        return self._credits[han]

    @cached_property
    def is_abroad(self) -> bool:
        """Whether the places that the document names are mostly of other countries, before anything is decided."""
        others = sum(region not in ("mainland", "hk", "mo", "intl") for _, _, region in self._places)
        return others > 1 and others >= _MOSTLY * len(self._places)

    @cached_property
    def _places(self) -> list[tuple[int, int, str]]:
        """Where the document names places, and their regions."""
        signals = self._signals
        return self.store.places_at(self.text, signals.regions) if signals is not None else self.store.places_in(self.text)

    def _covered(self, start: int, end: int) -> bool:
        """Whether a stretch lies inside a mark: 中国證監會 is no word of China."""
        number = bisect_left(self._starts, start + 1) - 1
        return number >= 0 and self.marks[number].end >= end

    def last_of_kind(self, kind: str, start: int) -> int | None:
        """The last institution of a kind that was decided for sure within reach before ``start``."""
        for other in self.before(start):
            if start - other.end > _REACH:
                return None
            if other.won is not None and other.score >= _SURE and kind in self.facts(other.won[0]).kinds:
                return other.won[0]
        return None

    def _around(self, mark: Mark, low: int, high: int) -> Iterator[Mark]:
        """What is sure in a stretch of text and speaks of a region, other than the mark."""
        for at in range(bisect_left(self._starts, low), bisect_left(self._starts, high)):
            other = self.marks[at]
            if other is not mark and other.won is not None and other.score >= _SURE and self._of_place(other.won[0]):
                yield other

    def _of_place(self, entity: int) -> bool:
        """Whether naming it speaks of its region: institutions do, and currencies and tools of another region than the mainland."""
        type_ = self.store.entity_type[entity]
        return type_ == _INSTITUTION or (type_ in _PLACED and self.facts(entity).region not in ("mainland", "intl"))

    def list_class(self, mark: Mark) -> str | None:
        """The kind of institution that a list which the mark stands in says its members are: 南方、嘉实等基金公司."""
        return class_of(self.text, self.marks, self._starts, mark)

    def sector(self, mark: Mark) -> str | None:
        """The kind of those whose shares the words before its list speak of: 保险股普涨，国寿、平安."""
        return sector_of(self.text, self.marks, self._starts, mark) if self._has_shares else None

    def seams(self, mark: Mark) -> tuple[str, ...]:
        """Where the mark may go on into a longer name: see :mod:`cnfin_terms.resolution.seams`."""
        return seams(self.folded, self.marks, self._starts, mark)

    def list_of(self, mark: Mark) -> Sequence[Mark]:
        """The other members of the list that the mark stands in."""
        at = bisect_left(self._starts, mark.start)
        return members(self.text, self.marks, self._starts, mark) if in_list(self.text, self.marks, at) else ()

    def owner(self, mark: Mark) -> int | None:
        """The institution whose name stands right before the mark, with a possessive or nothing between: the Bank of England's."""
        before = self._neighbour(mark, -1)
        if before is None or mark.start - before.end > _LONGEST_POSSESSIVE:
            return None
        return self._body(before) if before is not None and _POSSESSIVE.fullmatch(self.text, before.end, mark.start) else None

    def unit_of(self, mark: Mark) -> int | None:
        """The institution whose unit, that is no mark, stands right before a name or its title: 财政部会计司|司长张军, 交通银行金融研究中心|刘伟."""
        titles = [title.start for title in self.titles(mark) if title.han and title.start < mark.start]
        start = min([mark.start, *titles])
        before = next(self.before(start), None)
        if before is None or not 0 < start - before.end <= _LONGEST_UNIT or not _UNIT.fullmatch(self.text, before.end, start):
            return None
        return self._body(before)

    def employer(self, mark: Mark) -> int | None:
        """The institution right after a name, after "of", in brackets or after a verb of leading: Zhang Hui of BOC, 张辉（中国银行）, Chow chaired HKEX."""
        after = self._neighbour(mark, 1)
        return self._body(after) if after is not None and _OF.fullmatch(self.text, mark.end, after.start) else None

    def owned(self, mark: Mark) -> Mark | None:
        """The person whose name stands right after the mark, with a possessive or nothing between: NIO's Li Bin."""
        after = self._neighbour(mark, 1)
        return after if after is not None and after.is_person and _POSSESSIVE.fullmatch(self.text, mark.end, after.start) else None

    def _neighbour(self, mark: Mark, step: int) -> Mark | None:
        """The mark before (-1) or after (1) a mark, None at the ends."""
        at = bisect_left(self._starts, mark.start) + step
        return self.marks[at] if 0 <= at < len(self.marks) else None

    def _body(self, mark: Mark) -> int | None:
        """The institution that a mark was decided to be, None if it was not or is something else."""
        return mark.won[0] if mark.won is not None and self.store.entity_type[mark.won[0]] == _INSTITUTION else None

    def has_tool(self, mark: Mark, region: str) -> bool:
        """Whether a policy tool or rate of a region that is sure stands in the mark's sentence: it is that region's central bank that has it."""
        low, high = self._sentence(mark)
        for at in range(bisect_left(self._starts, low), bisect_left(self._starts, high)):
            other = self.marks[at]
            if other.won is not None and self.store.entity_type[other.won[0]] in _PLACED:
                facts = self.facts(other.won[0])
                if facts.region == region and not _TOOLS.isdisjoint(facts.kinds):
                    return True
        return False

    def expansion(self, acronym: str) -> str:
        """What the document says that an acronym stands for, or ""."""
        if acronym not in self._expansions:
            self._expansions[acronym] = expansion(self.folded.shown, acronym)
        return self._expansions[acronym]

    def has_cue(self, mark: Mark) -> bool:
        """Whether a word of finance stands near the mark, outside it; for a person, of those words that daily life has too, two different ones."""
        return cue_near(self.text, self._cues, self._cue_ends, mark)

    @cached_property
    def _cue_ends(self) -> list[int]:
        return [end for _, end, _ in self._cues]

    def names(self, entity: int) -> Sequence[str]:
        """The forms of an entity, folded."""
        return self.facts_of.names(entity)
