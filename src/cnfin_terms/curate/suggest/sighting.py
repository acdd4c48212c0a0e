"""One place of a text where something is named that the lexicon lacks, and what the rules that look for such places share."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from cnfin_terms.result import Document, Mention

__all__ = ["HOW", "Ground", "Post", "Sighting"]

#: How a name was recognised, to the share of such names that an editor keeps, seen once and seen again.
HOW: dict[str, tuple[float, float]] = {
    "pinyin": (0.97, 0.99),  # 夏先德 (Xia Xiande)
    "definition": (0.93, 0.97),  # 国家金融监督管理总局（以下简称“金融监管总局”）, Qualified Domestic Limited Partner (QDLP)
    "bilingual": (0.92, 0.96),  # 天府银行 (Tianfu Bank)
    "legal-form": (0.92, 0.96),  # 婺源农村商业银行股份有限公司
    "frame": (0.80, 0.92),  # 证监会副主席李某某
    "head": (0.50, 0.91),  # 天府银行
}


class Post(NamedTuple):
    """The office in which a person was seen: IDs of title and institution, modifiers."""

    title: str
    modifiers: tuple[str, ...]
    at: str


class Sighting(NamedTuple):
    """A name seen, or several of one thing.

    :ivar how: which of :data:`HOW`.
    :ivar names: fields of a record (zh, en, short, abbreviation) with what stands in them, in any order.
    :ivar start: of the evidence in the text, code points; ``end`` likewise.
    :ivar id: the record that the names are new forms of; None for a record that is not there.
    """

    how: str
    type: str
    kind: str
    names: tuple[tuple[str, str], ...]
    start: int
    end: int
    id: str | None = None
    post: Post | None = None


class Ground:
    """A linked text, asked what stands where."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self._ends = {mention.end: mention for mention in document.mentions}

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [mention.start for mention in self.document.mentions]

    def ending(self, at: int) -> Mention | None:
        """The mention that ends here, a closing quotation mark or blank between them or not."""
        while at > 0 and self.text[at - 1] in ' 》”"':
            if (found := self._ends.get(at)) is not None:
                return found
            at -= 1
        return self._ends.get(at)

    def unknown(self, mention: Mention) -> tuple[int, str]:
        """Where the name of a body that the lexicon lacks begins, and the name: 据 before it is none of it."""
        start = mention.start + mention.text.startswith("据")
        return start, self.text[start : mention.end]

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that touch a stretch, in text order."""
        mentions = self.document.mentions
        low = bisect_left(self._starts, start)
        if low and mentions[low - 1].end > start:
            low -= 1
        return list(mentions[low : bisect_left(self._starts, end)])

    def known(self, start: int, end: int) -> bool:
        """Whether a mention that the lexicon has takes in the whole stretch."""
        return any(mention.start <= start and mention.end >= end and mention.status != "unresolved" for mention in self.within(start, end))

    def cut(self, start: int, end: int) -> bool:
        """Whether a mention of something that the lexicon has reaches over an edge of the stretch, or is all of it."""
        return any(mention.status != "unresolved" and (mention.start < start or mention.end > end or mention[:2] == (start, end))
                   for mention in self.within(start, end))
