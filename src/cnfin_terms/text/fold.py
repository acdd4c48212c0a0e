"""Fold text to the one form in which names are compared, with an exact map back.

A lexicon's forms and the texts go through the same ``Folder``, so whatever is folded away cannot part them. The passes,
in order, each skipped where it has nothing to do:

1. *html*: entities are decoded, inline tags deleted.
2. *characters*: every character becomes its fold (``FoldTable``). Almost all are one for one, so offsets stay; only
   ligatures, marks and invisible characters change the length.
3. *hangul*: conjoining letters become syllables, so that decomposed text folds like composed.
4. *blanks*: a run of blanks becomes one, or none between Han; a blank line stays and no name crosses it.

They are repeated while the outcome still holds an entity or a tag (``&amp;#60;b>``, ``＜b＞``), at most ``ROUNDS``
times; what is left then is made inert. So folding twice is folding once, for every text.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from cnfin_terms.text.chardata import COMMON, STEPS, step_names
from cnfin_terms.text.edits import Edits
from cnfin_terms.text.passes import HTML, at_bracket, is_line_break, replace_blanks, replace_hangul, replace_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnfin_terms.text.chardata import FoldTable

__all__ = ["ROUNDS", "FoldedText", "Folder"]

ROUNDS: Final = 4
"""How often entities within entities are followed; honest text needs two rounds."""

_BIT: Final = {step.name: step.bit for step in STEPS}

# What ASCII has besides letters that is not its own fold.
_ASCII: Final = re.compile("[`\r\f\v]")

_PLAIN_WIDTH: Final = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20}

_WIDE_MARKS: Final = tuple((chr(wide), chr(plain)) for wide, plain in _PLAIN_WIDTH.items() if chr(wide) in COMMON)
_WIDE: Final = re.compile("[\uff01-\uff5e]")


def _plain_width(text: str) -> str:
    """Make plain what is fullwidth: the marks that every Chinese text has are replaced one by one, which is much cheaper than looking each character up."""
    for wide, plain in _WIDE_MARKS:
        text = text.replace(wide, plain)
    return text.translate(_PLAIN_WIDTH) if _WIDE.search(text) else text


_SAMPLE: Final = 160
"""Code points looked at to tell a Traditional text, better translated whole, from one with a few such characters."""


class _Stage(NamedTuple):
    """One pass that a text went through.

    :ivar kind: "html", "characters", "hangul", "blanks" or "inert".
    :ivar before: the text that it read.
    :ivar edits: where it changed the length; None where it did not.
    """

    kind: str
    before: str
    edits: Edits | None


class FoldedText:
    """A folded text with the way back to its source; only ``Folder.fold`` makes one. Immutable.

    Offsets are Unicode code points, spans half-open.

    :ivar text: the folded text.
    :ivar source: the text as given.
    :ivar identity: whether every offset is the same in both.
    """

    __slots__ = ("_cuts", "_folder", "_shown", "_stages", "identity", "source", "text")

    def __init__(self, folder: Folder, source: str, text: str, stages: tuple[_Stage, ...]) -> None:
        self._folder, self._stages = folder, stages
        self.source, self.text = source, text
        self._shown: str | None = None
        self._cuts: array[int] | None = None
        self.identity = not [stage for stage in stages if stage.edits is not None]

    def __repr__(self) -> str:
        return f"FoldedText({self.text!r})"

    @property
    def shown(self) -> str:
        """The source with fullwidth letters, digits and marks as the plain ones, character for character: for whoever looks at capitals."""
        if self._shown is None:
            self._shown = _plain_width(self.source)
        return self._shown

    @property
    def _shortened(self) -> array[int]:
        """Where in the folded text something was taken out or shortened, in order."""
        if self._cuts is None:
            cuts: list[int] = []
            for stage in self._stages:
                if stage.edits is not None:
                    cuts = [*map(stage.edits.forward, cuts), *stage.edits.after_start]
            self._cuts = array("q", sorted(cuts))
        return self._cuts

    def show(self, start: int, end: int) -> str:
        """Give a stretch of :attr:`shown`, by offsets in the source, without making all of it."""
        if self._shown is not None:
            return self._shown[start:end]
        part = self.source[start:end]
        return part if part.isascii() else _plain_width(part)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the source span of a folded span: from its first character to its last, with that one's marks.

        What was deleted before and after stays outside. An empty span gives an empty one.
        """
        if self.identity:
            return start, end
        empty = start >= end
        for stage in reversed(self._stages):
            if stage.edits is not None:
                start, end = stage.edits.start(start), stage.edits.end(end)
        return (start, start) if empty else (start, end)

    def position(self, offset: int) -> int:
        """Give the folded offset of a source offset; inside something deleted, where the next character begins."""
        for stage in self._stages:
            if stage.edits is not None:
                offset = stage.edits.forward(offset)
        return offset

    def gaps(self, start: int, end: int) -> tuple[str, ...]:
        """Name what was deleted inside a folded span that a reader would see: "tag", "line-break", "space".

        A form that matched across one may be two words that merely met there; the caller judges. Blanks beside a
        bracket and invisible characters are no gaps.
        """
        if self.identity:
            return ()
        at = bisect_left(self._shortened, start)
        if at == len(self._shortened) or self._shortened[at] > end:  # nothing was taken out here
            return ()
        found: set[str] = set()
        for stage in reversed(self._stages):
            if stage.edits is None:
                continue
            edits, after = stage.edits, (start, end)
            start, end = edits.start(start), edits.end(end)
            # these only ever shorten: what kept its length is whole
            if stage.kind not in {"html", "blanks"} or end - start == after[1] - after[0]:
                continue
            for number in edits.within(start, end):
                at = edits.after_start[number]
                if at == edits.after_end[number] and after[0] < at < after[1]:
                    found.add(_gap(stage, edits.before_start[number], edits.before_end[number]))
        return tuple(name for name in ("tag", "line-break", "space") if name in found)

    def trace(self, start: int, end: int, form: str) -> tuple[str, ...]:
        """Name the steps that made a folded span equal to a lexicon form, in the order of ``STEPS``.

        ``form`` is the form as the lexicon writes it. Where source and form agree no step counts, although both were
        folded: ``PBOC`` in a text is verbatim, and ``ＰＢＯＣ`` needed its width, not its case. A form that does not
        fold to this span has no alignment: then all steps of either count.
        """
        source_start, source_end = self.span(start, end)
        if self.source[source_start:source_end] == form:
            return ()
        ours = self._units(start, end)
        folded_form = self._folder.fold(form)
        theirs = folded_form._units(0, len(folded_form.text))  # noqa: SLF001  (another of this class)
        mask = 0
        if folded_form.text != self.text[start:end]:
            for _, steps in ours + theirs:
                mask |= steps
            return step_names(mask)
        for (here, steps), (there, form_steps) in zip(ours, theirs, strict=True):
            if here != there:
                mask |= (steps ^ form_steps) or steps
        return step_names(mask)

    def _units(self, start: int, end: int) -> list[tuple[str, int]]:
        """Split a span's source by the folded characters: what each came from, and the mask of the steps taken.

        What was deleted before a character belongs to it; all of an expansion belongs to its first character.
        """
        bounds = list(range(start, end + 1))
        masks = [0] * (end - start)
        for stage in reversed(self._stages):
            if stage.edits is not None and end > start:
                bounds = _bounds_before(stage.edits, bounds)
            if stage.kind == "characters":
                for unit in range(end - start):
                    masks[unit] |= self._folder.steps_of(stage.before[bounds[unit] : bounds[unit + 1]])
            elif stage.edits is not None and end > start:
                for number in stage.edits.within(bounds[0], bounds[-1]):
                    unit = bisect_right(bounds, stage.edits.before_start[number]) - 1
                    masks[unit] |= _edit_steps(stage, stage.edits, number)
        return [(self.source[bounds[unit] : bounds[unit + 1]], mask) for unit, mask in enumerate(masks)]


def _bounds_before(edits: Edits, bounds: list[int]) -> list[int]:
    """Carry the bounds of adjoining units back over one pass; a unit without a character of its own stays empty."""
    before = [edits.start(bounds[0])]
    for left, right in pairwise(bounds):
        before.append(before[-1] if left == right else max(edits.end(right), before[-1]))
    return before


def _gap(stage: _Stage, start: int, end: int) -> str:
    """Name the gap that a deletion left; "" if a reader would see none."""
    if stage.kind == "html":
        return "tag" if stage.before[start] == "<" else ""
    if "\n" in stage.before[start:end]:
        return "line-break"
    return "" if at_bracket(stage.before, start, end) else "space"


def _edit_steps(stage: _Stage, edits: Edits, number: int) -> int:
    """Give the mask of the step that one edit is."""
    start, end = edits.before_start[number], edits.before_end[number]
    edited = stage.before[start:end]
    if stage.kind == "html":
        if edited[0] == "&":
            return _BIT["entity"]
        return _BIT["line-break" if is_line_break(edited) else "tag"]
    if stage.kind == "hangul":
        return _BIT["combining"]
    if "\n" in edited:
        return _BIT["line-break"]
    deleted = edits.after_start[number] == edits.after_end[number]
    return _BIT["letter-spacing" if deleted and not at_bracket(stage.before, start, end) else "space"]


class Folder:
    """Folds texts by one table. Immutable, so threads may share it; build it once, in a few milliseconds.

    :param table: what every character folds to.
    """

    __slots__ = ("_common", "_long", "_many", "_marks", "_one", "_other", "_steps", "_table", "_translation")

    def __init__(self, table: FoldTable) -> None:
        self._table = table
        self._one, self._many = table.one, table.many
        self._marks = frozenset(table.steps[_BIT["combining"]])
        self._common = tuple((char, table.one[ord(char)]) for char in COMMON)
        # One set for each question, over the basic plane and the rest as one range: re makes such a set a bitmap, but
        # is thirty times slower with many ranges out of the plane.
        self._long = re.compile(
            f"[{table.long}\U00010000-\U0010ffff]"
            # A carriage return with its line feed is one break. A soft hyphen at a line's end joins the two lines.
            r"(?:(?<=\r)\n|(?<=\u00ad)[ \t]*(?:\r\n|[\r\n])(?=\S))?"
        )
        self._other = re.compile(f"[{table.other}\U00010000-\U0010ffff]")
        # Made when first wanted: most texts need neither. Two threads may both make one, and it is the same.
        self._translation: list[str] | None = None
        self._steps: dict[str, int] | None = None

    def steps_of(self, text: str) -> int:
        """Give the mask of the steps that the characters of a text take; see ``chardata.step_names``."""
        if self._steps is None:
            steps = {char: mask for mask, chars in self._table.steps.items() for char in chars}
            self._steps = {**steps, "\n": _BIT["line-break"], "\t": _BIT["space"]}
        mask = 0
        for char in text:
            mask |= self._steps.get(char, 0)
        return mask

    def key(self, text: str) -> str:
        """Fold a form of the lexicon: ``fold(text).text``."""
        return self.fold(text).text

    def fold(self, text: str) -> FoldedText:
        """Fold any text; none raises, and time and memory grow with its length only.

        What it does not do: join an English word hyphenated at a line's end (``regula-`` / ``tory``: nobody knows
        whether the hyphen is the word's own), correct spelling, convert words between regions (軟體 stays 软体).
        """
        stages: list[_Stage] = []
        current = text
        for _ in range(ROUNDS):
            if "&" in current or "<" in current:
                current = _pass("html", current, replace_html, stages)
            current = self._characters(current, stages)
            current = _pass("blanks", current, replace_blanks, stages)
            if not (("&" in current or "<" in current) and HTML.search(current)):
                break
        else:
            stages.append(_Stage("inert", current, None))
            current = HTML.sub(lambda match: match[0].replace("&", "\ufffd").replace("<", "\ufffd"), current)
        return FoldedText(self, text, current, tuple(stages))

    def _characters(self, text: str, stages: list[_Stage]) -> str:
        """Fold every character, and compose Hangul."""
        if text.isascii() and _ASCII.search(text) is None:
            stages.append(_Stage("characters", text, None))
            return text.lower()
        first = self._other.search(text)
        if first is None:
            stages.append(_Stage("characters", text, None))
            return self._common_and_case(text)
        if self._long.search(text, first.start()) is None:
            stages.append(_Stage("characters", text, None))
            return self._one_to_one(text, first.start())
        shorter, edits = self._replace_long(text)
        stages.append(_Stage("characters", text, edits))
        return _pass("hangul", self._one_to_one(shorter, 0), replace_hangul, stages)

    def _one_to_one(self, text: str, at: int) -> str:
        """Fold the characters that keep the length, by the cheapest way that this text allows.

        :param at: nothing before it is of ``other``.
        """
        first = self._other.search(text, at)
        if first is not None:
            found = len(self._other.findall(text, first.start(), first.start() + _SAMPLE))
            if found * 8 > min(_SAMPLE, len(text) - first.start()):
                return self._translate(text)
            try:
                text = self._other.sub(self._plain, text)
            except KeyError:  # a character without a fold that lower() might touch
                return self._translate(text)
        return self._common_and_case(text)

    def _common_and_case(self, text: str) -> str:
        """Fold a text that has no character of ``other``."""
        for char, fold in self._common:
            text = text.replace(char, fold)
        return text.lower()

    def _translate(self, text: str) -> str:
        """Fold every character of the basic plane, one for one."""
        if self._translation is None:
            # str.translate wants a list here: it is twice as fast as a dict.
            translation = list(map(chr, range(0x10000)))
            for code, fold in self._one.items():
                if code < len(translation):
                    translation[code] = fold
            self._translation = translation
        return text.translate(self._translation)

    def _plain(self, match: re.Match[str]) -> str:
        # From here on there are pictures and Han, which have no case, and no Python will know one; what has a fold is
        # replaced already.
        return match[0] if match[0] >= "\U0001f000" else self._one[ord(match[0])]

    def _replace_long(self, text: str) -> tuple[str, Edits | None]:
        """Replace what changes the length, and what lies out of the basic plane."""
        edits = Edits()
        out: list[str] = []
        done = size = 0
        for match in self._long.finditer(text):
            start, end = match.span()
            char = text[start]
            fold = self._many.get(char)
            if fold is None:
                fold = self._one.get(ord(char), char)
            out.append(text[done:start])
            size += start - done
            out.append(fold)
            done = end
            if len(fold) != end - start:
                if not fold and char in self._marks and start > 0:
                    _attach(edits, start, end, size)
                elif not fold and len(edits) and edits.before_end[-1] == start and edits.after_start[-1] == size:
                    edits.before_end[-1] = end
                else:
                    edits.add(start, end, size, size + len(fold))
            size += len(fold)
        out.append(text[done:])
        return "".join(out), edits if len(edits) else None


def _attach(edits: Edits, start: int, end: int, size: int) -> None:
    """Make a mark part of the character before it, so that no span ends between the two."""
    if len(edits) and edits.before_end[-1] == start:
        edits.before_end[-1] = end
    else:
        edits.add(start - 1, end, size - 1, size)


def _pass(kind: str, text: str, replace: Callable[[str], tuple[str, Edits | None]], stages: list[_Stage]) -> str:
    """Run one pass; it is a stage if it changed any offset, for else nothing need be mapped back through it."""
    after, edits = replace(text)
    if edits is not None:
        stages.append(_Stage(kind, text, edits))
    return after
