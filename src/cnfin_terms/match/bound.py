"""Which hits of the scan stand as words of their own: edges, letter case, traps, gaps, ordinary words around them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from cnfin_terms.lazy import regex
from cnfin_terms.lexicon.segments import is_han
from cnfin_terms.lexicon.store import (
    CASE,
    DECIDED,
    EDGE_DIGIT,
    EDGE_LEFT,
    EDGE_RIGHT,
    EMPTY,
    HAN,
    NOT_IN,
    PEOPLE,
    RISKY,
    SIDE,
    SIGNAL,
    TITLE,
    TRAP,
    FormFlags,
    Store,
)
from cnfin_terms.match.engine import Hit
from cnfin_terms.match.names import FULL_NAME, ends_in_a_word, is_followed
from cnfin_terms.match.segment import cut
from cnfin_terms.match.sides import is_side
from cnfin_terms.match.traps import Around, cancelled
from cnfin_terms.text.fold import FoldedText
from cnfin_terms.text.signals import CUE, OFFICE, PLACE, Signals

__all__ = ["Span", "bound", "is_letter", "scan"]

#: A name broken over a line is believed from this length on (a shorter one is as likely two words).
_BREAKABLE = 4
#: From this length on a hit is a word when its neighbours are segmented.
_NAME = 3
#: How far around an acronym its company of capitals is looked at.
_AROUND = 24
_LONG_WORD = 5
#: Capitals that could be read as a word: a vowel, and no cluster that English words lack at their head.
_WORDLIKE = regex(r"(?![A-Z]*[BCDFGHJKLMNPQRSTVWXZ]{3})(?:[BCDFGHJKLMNPQRSTVWXYZ]|[BCFGPS][LR]|[CSTWP]H|[DT]R|S[CKMNPQTW]|TW)?[AEIOU][A-Z]*")
_SHORT_NAME = 2
_GOES_WITH_PEOPLE = regex(
    "[说称在于对将已也和与任为是的了就主出率向同及等到从被让给以兼曾还又再则都并或但而后前时这今昨明近日上下因由据受获拟需要会应可否不没有当当表指强认宣透致撰签回告提发讲接"
    "调卸辞升履担参介会见陪随带赴抵访考视听看问答谈论述提建批评宣推促督部署负责分管领作做个本自亲先同女教博院委书助其解未减早投拒驳抨现原力呼敦警预估坦直重补开结离退遭落涉访去返归领牵推反欢感频仍只仅更最很刚从像似若如即便才另连]|[一-鿿]{0,1}(?:先生|女士|同志)")
_ASCII = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
#: What mostly stands beside a Latin name.
_EDGES = frozenset(" ,.;:'\"()/-\n\t")
#: What a hit must be looked at for before it counts; that of a Han name mostly for nothing.
_ASKED = EDGE_LEFT | EDGE_RIGHT | EDGE_DIGIT | TRAP | NOT_IN | EMPTY | SIGNAL
_ADDRESS = regex(r"https?://[a-z0-9.:-]+(/[^\s<>\"'()\[\],。;]*)")
#: After 长 these make a word of time or length, and no minister: 财政部长期.
_LONG = frozenset("期远年久短达线假")
#: What stands before or after a part of a web address or a handle.
_BEFORE_ADDRESS = frozenset("@/\\_#.$")
_AFTER_ADDRESS = frozenset("@\\_.")
_new = tuple.__new__


class Span(NamedTuple):
    """A hit that stands: where, in folded text, and the forms that it can be.

    :ivar pattern: the pattern's number.
    :ivar forms: numbers of the forms left, or None for all of the pattern's.
    :ivar branch: it goes on past the pattern with the words of a branch.
    """

    start: int
    end: int
    pattern: int
    forms: tuple[int, ...] | None
    branch: bool = False


def is_letter(char: str) -> bool:
    """Whether a Latin form may not touch it: a letter or digit of an alphabet, not Han or kana."""
    return char in _ASCII or (char.isalnum() and not is_han(char) and not "\u3040" <= char <= "\u30ff")


def bound(store: Store, folded: FoldedText) -> list[Span]:
    """Scan the text and keep the hits that stand.

    :returns: spans that may overlap, in the order of their starts, then ends.
    """
    hits, traps, _ = _hits(store, folded.text)
    bounds = _Bounds(store, folded, hits, traps)
    return [span for hit in sorted(hits) if (span := bounds.span(hit)) is not None]


def scan(store: Store, folded: FoldedText) -> tuple[list[Span], Signals]:
    """The spans of :func:`bound` that can matter, and the signals that the text has.

    What lies within a name that nothing speaks against is no word of its own: it is left out, and never judged; unless branches
    are named, whose words go on from it (中国银行|香港分行).
    """
    hits, traps, signals = _hits(store, folded.text)
    if not hits:
        return [], signals
    bounds = _Bounds(store, folded, hits, traps)
    flags = store.pattern_flags
    spans = []
    hits = sorted(hits)
    last = len(hits)
    at = 0
    while at < last:
        widest = hits[at]
        start, reach, _ = widest
        after = at + 1
        while after < last and hits[after][0] < reach:  # hits that hang together by overlaps
            hit = hits[after]
            after += 1
            if hit[1] > reach:
                reach = hit[1]
                if hit[0] == start:
                    widest = hit
        if after - at > 1 and not signals.bits & OFFICE and widest[1] == reach and flags[widest[2]] & DECIDED:
            span = bounds.span(widest)
            if span is not None and span[3] is None:
                spans.append(span)
                at = after
                continue
        while at < after:
            span = bounds.span(hits[at])
            if span is not None:
                spans.append(span)
            at += 1
    return spans, signals


def _hits(store: Store, text: str) -> tuple[list[Hit], list[Hit], Signals]:
    """The hits whose edges are a word's, in order of their ends; the traps among all; the signals."""
    flags = store.pattern_flags
    size = len(text)
    bits = 0
    cues: list[Hit] = []
    regions: list[Hit] = []
    others: list[Hit] = []
    hits = []
    traps: list[Hit] = []
    for hit in store.automaton.find_overlapping(text):
        flag = flags[hit[2]]
        if flag & _ASKED:
            start, end, pattern = hit
            if flag & SIGNAL:
                bit = store.signals[pattern]
                bits |= bit
                (cues if bit == CUE else regions if bit == PLACE else others).append(hit)
            if flag & EDGE_LEFT and start:
                before = text[start - 1]
                if before in _ASCII or (before not in _EDGES and is_letter(before)):
                    continue
            if flag & (TRAP | NOT_IN):
                traps.append(hit)
            if flag & EMPTY or (flag & EDGE_RIGHT and end < size and is_letter(text[end])):
                continue
            if flag & EDGE_DIGIT and end < size and text[end].isdigit():
                continue
        hits.append(hit)
    return hits, traps, Signals(bits, cues, regions, others)


class _Bounds:
    """Judges the hits of one text.

    :param hits: in order of their ends.
    """

    __slots__ = ("_addresses", "_cancelled", "_folded", "_identity", "_neighbours", "_store", "_text", "_written")

    def __init__(self, store: Store, folded: FoldedText, hits: Sequence[Hit], traps: Sequence[Hit]) -> None:
        self._store = store
        self._folded = folded
        self._text = folded.text
        self._identity = folded.identity
        self._cancelled = cancelled(store, folded.text, hits, traps) if traps else {}
        self._neighbours = _Neighbours(hits)
        self._addresses = [match.span(1) for match in _ADDRESS.finditer(folded.text)] if "://" in folded.text else ()
        self._written: Counter[str] = Counter()

    def span(self, hit: Hit) -> Span | None:
        """The span of a hit, or None where it is no word of its own."""
        start, end, pattern = hit
        store, text = self._store, self._text
        flag = store.pattern_flags[pattern]
        forms: tuple[int, ...] | None = None
        if self._cancelled and hit in self._cancelled:
            gone = self._cancelled[hit]
            if gone is None:
                return None
            forms = tuple(form for form in store.forms_of(pattern) if form not in gone)
        if not self._identity and not _whole(self._folded, start, end):
            return None
        if self._addresses and self._in_path(start, end):
            return None
        if flag & EDGE_RIGHT and (text[start - 1 : start] in _BEFORE_ADDRESS or text[end : end + 1] in _AFTER_ADDRESS) \
                and _in_address(self._folded, start, end):
            return None
        if flag & CASE:
            forms = _as_written(store, self._folded, start, end, forms if forms is not None else tuple(store.forms_of(pattern)))
        if forms is not None and not forms:
            return None
        if flag & HAN:
            if self._cuts_minister(start, end):
                return None
            if flag & SIDE and not is_side(store, text, start):
                return None
            if flag & PEOPLE and end - start == _SHORT_NAME and _longer_name(text, end, self._neighbours) and not self._is_followed(start, end):
                return None
            if flag & RISKY and cut(text, start, end, store.words, self._neighbours.names) and not (flag & PEOPLE and self._is_theirs(hit)):
                return None
            if flag & PEOPLE and end - start == FULL_NAME and flag & RISKY and self._cut_name(hit):
                return None
            if flag & PEOPLE and text[end : end + 1] == '"' and self._ends_a_quotation(start):
                return None
        return _new(Span, (start, end, pattern, forms, False))

    def _in_path(self, start: int, end: int) -> bool:
        """Whether a hit lies in the path of a web address: it is a part of it, Han too."""
        at = bisect_right(self._addresses, start, key=itemgetter(0)) - 1
        return at >= 0 and end <= self._addresses[at][1]

    def _cuts_minister(self, start: int, end: int) -> bool:
        """Whether a hit and a word of 部长 cut each other: the body in 美国|财政部长, and the title in 财政部|长期."""
        text, flags = self._text, self._store.pattern_flags
        if text.startswith("部长", end - 1):
            return text[end + 1 : end + 2] not in _LONG and any(flags[at] & TITLE for at in self._neighbours.ending(end + 1))
        return text.endswith("部长", start, end) and text[end : end + 1] in _LONG

    def _is_followed(self, start: int, end: int) -> bool:
        """Whether words go on after a person's two characters: 李强来到, not 李强军."""
        flags = self._store.pattern_flags
        titled = any(flags[pattern] & TITLE for pattern in self._neighbours.ending(start))
        return is_followed(self._text, end, self._store.words, self._store.followers, titled=titled)

    def _is_theirs(self, hit: Hit) -> bool:
        """Whether a person's own body and title stand before the name, so that no word is cut from it: 中央金融办副主任王江|南下."""
        return self._neighbours.around(self._store, self._text).is_theirs(hit, both=True)

    def _ends_a_quotation(self, start: int) -> bool:
        """Whether a person's name is only the end of what is quoted: “京农融” is a programme; but “行长潘功胜” is he."""
        opened = self._text.rfind('"', max(0, start - _NAME), start)
        quoted = self._text[opened + 1 : start] if opened >= 0 else ""
        return bool(quoted) and all(map(is_han, quoted)) and not self._neighbours.ending(start)

    def _cut_name(self, hit: Hit) -> bool:
        """Whether three characters of a person are a name of two and the head of a word: 潘功胜利归来 is not 潘功胜.

        Not so right after another name, as of an institution or a title (行长潘功胜利用...), nor where the name stands elsewhere before something else.
        """
        start, end, _ = hit
        if not ends_in_a_word(self._text, end, self._store.words):
            return False
        if self._neighbours.ending(start):
            return False
        with_next = self._text[start : end + 1]
        if with_next not in self._written:
            self._written[with_next] = self._text.count(with_next)
        return self._neighbours.count(hit) <= self._written[with_next]


class _Neighbours:
    """The hits of a text as the words around one of them; most texts never ask."""

    __slots__ = ("_around", "_counts", "_ends", "_hits", "_names", "_starts")

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._hits = hits
        self._names: dict[int, list[int]] | None = None
        self._starts: set[int] | None = None
        self._ends: dict[int, list[int]] | None = None
        self._counts: Counter[int] | None = None
        self._around: Around | None = None

    def names(self) -> dict[int, list[int]]:
        """The ends of the longer hits by their starts: they are words too (中国人民银行|行长)."""
        if self._names is None:
            self._names = {}
            for start, end, _ in self._hits:
                if end - start >= _NAME:
                    self._names.setdefault(start, []).append(end)
        return self._names

    def begins(self, start: int) -> bool:
        """Whether a hit begins there."""
        if self._starts is None:
            self._starts = {hit[0] for hit in self._hits}
        return start in self._starts

    def ending(self, end: int) -> list[int]:
        """The patterns of the hits that end there."""
        if self._ends is None:
            self._ends = {}
            for _, stop, pattern in self._hits:
                self._ends.setdefault(stop, []).append(pattern)
        return self._ends.get(end, [])

    def around(self, store: Store, text: str) -> Around:
        """The hits as what stands around a name."""
        if self._around is None:
            self._around = Around(store, text, self._hits)
        return self._around

    def count(self, hit: Hit) -> int:
        """How often the pattern of a hit stands in the text."""
        if self._counts is None:
            self._counts = Counter(pattern for _, _, pattern in self._hits)
        return self._counts[hit[2]]


def _longer_name(text: str, end: int, neighbours: _Neighbours) -> bool:
    """Whether two characters of a person are the head of another's three: 吴清源 is not 吴清.

    After a name comes the end of a phrase, another name, or one of the words that go with people; anything else is its third character.
    """
    return end < len(text) and is_han(text[end]) and not _GOES_WITH_PEOPLE.match(text, end) and not neighbours.begins(end)


def _as_written(store: Store, folded: FoldedText, start: int, end: int, forms: tuple[int, ...]) -> tuple[int, ...]:
    """Forms whose letters the text shows, where they ask for that.

    Among capitals alone the letters of an acronym that could be a word show nothing: STOCKS ARE SAFE.
    """
    a, b = folded.span(start, end)
    source = _narrow(folded.source[a:b])
    shouted = _WORDLIKE.fullmatch(source) is not None and _all_capitals(folded.source, a, b)
    kept = []
    for form in forms:
        if store.form_flags[form] >> FormFlags.EXACT & 1:
            written = store.form_text[form]
            # the plural s of an acronym, and blanks or marks that folding dropped, are not letters of the form
            if shouted or (source != written and (source.lower() == written.lower() or _letters(source) != _letters(written))):
                continue
        kept.append(form)
    return tuple(kept)


def _narrow(text: str) -> str:
    """Fullwidth letters as the plain ones."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _all_capitals(source: str, start: int, end: int) -> bool:
    """Whether the words around a hit are all in capitals, and one is longer than acronyms are; between Han every Latin word is a name."""
    near = f"{source[max(0, start - _AROUND) : start]} {source[end : end + _AROUND]}"
    around = re.findall(r"[A-Za-z]{3,}", _narrow(near))
    return len(around) > 1 and all(word.isupper() for word in around) and max(map(len, around)) >= _LONG_WORD and not any(map(is_han, near))


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _in_address(folded: FoldedText, start: int, end: int) -> bool:
    """Whether a Latin hit is a part of a web address, file name or handle (nfra.gov.cn, @csrc, /pboc/, $SAFE)."""
    a, b = folded.span(start, end)
    source = folded.source
    before, after = _narrow(source[a - 1 : a]), _narrow(source[b : b + 3])
    if before and before in "@/\\_#$" and not (before == "/" and _listed(source, a - 1) and not (source[a:b].islower() and after[:1] == "-")):
        return True
    if before == "." and a > 1 and _narrow(source[a - 2]).isascii() and source[a - 2].isalnum():
        return True
    if len(after) < 2 or after[0] not in "._@\\" or not after[1].isascii():  # noqa: PLR2004
        return False
    # a small letter or digit follows in a host name; one or two capitals in a ticker (LSE.L, HSBA.HK)
    return after[1].islower() or after[1].isdigit() or (after[1].isupper() and not after[2:].islower())


def _listed(source: str, slash: int) -> bool:
    """Whether a slash parts two words of a list (PBOC/NFRA) and not the steps of a path."""
    ahead = source[max(0, slash - 40) : slash]
    return not ahead or (ahead[-1] not in "/:" and "://" not in ahead and "www." not in ahead)


def _whole(folded: FoldedText, start: int, end: int) -> bool:
    """Whether what folding took out of a Han name (blanks, a line break, a tag) leaves it one name."""
    gaps = folded.gaps(start, end)
    if not gaps:
        return True
    size = end - start
    if "line-break" in gaps and size < _BREAKABLE:
        return False
    if "space" not in gaps or size > _BREAKABLE + 1:
        return True
    # a short name spaced out letter by letter is believed where all of it is, and nothing unspaced touches it
    text = folded.text
    left = start == 0 or not is_han(text[start - 1]) or bool(folded.gaps(start - 1, start + 1))
    right = end == len(text) or not is_han(text[end]) or bool(folded.gaps(end - 1, end + 1))
    return left and right and all(folded.gaps(at, at + 2) for at in range(start, end - 1))
