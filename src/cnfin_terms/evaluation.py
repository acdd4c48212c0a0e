"""Labelled texts, and how well a linker does on them.

A labelled file is JSON lines or marked text. A line is ``{"text", "mentions", "id"?, "as_of"?, "region"?}``; a mention is ``{"start", "end", "id"}`` with
offsets in code points, where ``id`` is an ID, several of which any is right, or null: the words name nothing of the lexicon. A title's may carry
``modifiers``. ``"optional": true`` marks what may be left out. Whatever is not labelled is no mention.

Marked text is for writing by hand: texts between blank lines, mentions as ``[[words|id]]``, ``[[words|id deputy]]`` for a title with modifiers,
``[[words|one,two]]`` where either is right, ``[[words|]]`` where a link would be wrong, ``[[words|?id]]`` for an optional one; a line that begins with
``#`` is a comment, and one with ``@`` holds ``as_of=`` and ``region=`` of the text below it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from cnfin_terms import dates
from cnfin_terms.errors import InputError, OptionError
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.segments import is_han
from cnfin_terms.result import Document, Mention

if TYPE_CHECKING:
    from cnfin_terms.linker import Linker

__all__ = ["Fault", "Gold", "Labelled", "Report", "Tally", "evaluate", "parse_marked", "read_gold", "read_marked"]

_MARK = re.compile(r"\[\[([^\[\]|]+)\|(\??)([a-z0-9,\- ]*)\]\]")
_BINS = 10
_AROUND = 24
_MOST_HAN = 0.5
_LEAST_HAN = 0.05


class Labelled(NamedTuple):
    """A stretch of text and what it names.

    :ivar ids: IDs of which any is right; none where a link would be wrong.
    :ivar modifiers: of a title; None where they are not judged.
    :ivar optional: right where found, no miss where not.
    """

    start: int
    end: int
    ids: tuple[str, ...]
    modifiers: tuple[str, ...] | None = None
    optional: bool = False


class Gold(NamedTuple):
    """A text with its labels."""

    text: str
    mentions: tuple[Labelled, ...]
    key: str = ""
    as_of: str | None = None
    region: str | None = None

    @property
    def lang(self) -> str:
        """zh, en or mixed, by the share of Han among the letters."""
        letters = [char for char in self.text if char.isalpha()]
        share = sum(map(is_han, letters)) / max(1, len(letters))
        return "zh" if share > _MOST_HAN else "mixed" if share > _LEAST_HAN else "en"


def parse_marked(text: str) -> tuple[str, tuple[Labelled, ...]]:
    """Text and labels of a marked text.

    >>> parse_marked("[[央行|pboc]][[副行长|governor-central-bank deputy]]")
    ('央行副行长', (Labelled(start=0, end=2, ids=('pboc',), modifiers=None, optional=False), \
Labelled(start=2, end=5, ids=('governor-central-bank',), modifiers=('deputy',), optional=False)))

    :raises InputError: for brackets that are no label.
    """
    pieces: list[str] = []
    found: list[Labelled] = []
    at = size = 0
    for match in _MARK.finditer(text):
        between = text[at : match.start()]
        words, optional, label = match.groups()
        ids, *modifiers = label.split(" ") if label else [""]
        if unknown := [m for m in modifiers if m not in v.MODIFIERS]:
            raise InputError(f"{match[0]}: {unknown[0]!r} is no modifier; one of {', '.join(v.MODIFIERS)}")
        size += len(between)
        found.append(Labelled(size, size + len(words), tuple(filter(None, ids.split(","))), tuple(modifiers) or None, bool(optional)))
        size += len(words)
        pieces += [between, words]
        at = match.end()
    pieces.append(text[at:])
    plain = "".join(pieces)
    if "[[" in plain or "]]" in plain:
        where = plain.index("[[" if "[[" in plain else "]]")
        raise InputError(f"brackets that are no label near {plain[max(0, where - 10) : where + 20]!r}; write [[words|id]]")
    return plain, tuple(found)


def read_marked(lines: Iterable[str], name: str = "", problem: Callable[[str], None] | None = None) -> Iterator[Gold]:
    """Texts of a marked file, their keys the name and the line that each begins on.

    :param problem: told of what cannot be read, while the rest goes on; None: raise.
    :raises InputError: names the file and line.
    """
    held: list[str] = []
    settings: dict[str, str] = {}
    first = 0
    for number, line in enumerate([*lines, ""], 1):
        bare = line.rstrip("\r\n")
        if bare.startswith("#"):
            continue
        if bare.strip():
            first = first or number
            held.append(bare)
        elif held:
            key = f"{name}:{first}"
            try:
                settings = _settings(held.pop(0)[1:]) if held[0].startswith("@") else {}
                text, mentions = parse_marked("\n".join(held))
            except (InputError, OptionError) as error:
                _tell(problem, f"{key}: {error}")
            else:
                yield Gold(text, mentions, key, settings.get("as_of"), settings.get("region"))
            held, first = [], 0


def _tell(problem: Callable[[str], None] | None, message: str) -> None:
    if problem is None:
        raise InputError(message) from None
    problem(message)


def _settings(words: str) -> dict[str, str]:
    found = dict(word.partition("=")[::2] for word in words.split())
    if unknown := found.keys() - {"as_of", "region"}:
        raise InputError(f"{min(unknown)!r} is no setting; write @as_of=2024-01-01 region=hk")
    dates.check(found.get("as_of"))
    _region(found.get("region"))
    return found


def _region(region: str | None) -> str | None:
    if region is not None and region not in v.REGIONS:
        raise InputError(f"{region!r} is no region; one of {', '.join(v.REGIONS)}")
    return region


def read_gold(lines: Iterable[str], name: str = "", problem: Callable[[str], None] | None = None) -> Iterator[Gold]:
    """Texts of JSON lines.

    :param problem: told of what cannot be read, while the rest goes on; None: raise.
    :raises InputError: names the file, the line and the field.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"{name}:{number}"
        try:
            data = json.loads(line)
            text = data["text"]
            mentions = tuple(sorted(_labelled(item, text) for item in data["mentions"]))
            as_of, region = dates.check(data.get("as_of")), _region(data.get("region"))
        except json.JSONDecodeError as error:
            _tell(problem, f"{place}: no JSON: {error}")
        except (KeyError, TypeError, AttributeError) as error:
            _tell(problem, f"{place}: {error} is missing or of another kind; a line is " + '{"text": ..., "mentions": [{"start", "end", "id"}]}')
        except (InputError, OptionError) as error:
            _tell(problem, f"{place}: {error}")
        else:
            yield Gold(text, mentions, str(data.get("id", place)), as_of, region)


def _labelled(item: dict[str, Any], text: str) -> Labelled:
    start, end, id_ = item["start"], item["end"], item["id"]
    if not 0 <= start < end <= len(text):
        raise InputError(f"a mention from {start} to {end} does not lie in a text of {len(text)} characters")
    ids = () if id_ is None else (id_,) if isinstance(id_, str) else tuple(id_)
    modifiers = item.get("modifiers")
    return Labelled(start, end, ids, tuple(modifiers) if modifiers is not None else None, bool(item.get("optional")))


class Tally(NamedTuple):
    """Counts of one slice.

    :ivar gold: labels that must be found.
    :ivar said: links made, without those on optional labels.
    :ivar right: links on the label's ends with one of its IDs.
    """

    gold: int = 0
    said: int = 0
    right: int = 0

    def __add__(self, other: object) -> Tally:
        if not isinstance(other, Tally):
            return NotImplemented
        return Tally(self.gold + other.gold, self.said + other.said, self.right + other.right)

    @property
    def precision(self) -> float | None:
        """Share of the links that are right; None without links."""
        return self.right / self.said if self.said else None

    @property
    def recall(self) -> float | None:
        """Share of the labels that are found; None without labels."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None without either."""
        return 2 * self.right / (self.gold + self.said) if self.gold + self.said else None


class Fault(NamedTuple):
    """A wrong link, or a label that was missed.

    :ivar score: of the wrong link; 0.0 of a miss.
    :ivar said: the ID linked to, or None.
    :ivar ids: what would have been right; none where nothing.
    """

    key: str
    start: int
    end: int
    score: float
    said: str | None
    ids: tuple[str, ...]
    context: str


class Report(NamedTuple):
    """How well a linker did.

    :ivar types: tallies by type of entity, and ``all``.
    :ivar langs: tallies by language of the text.
    :ivar forecasts: every candidate's score and whether it was right.
    :ivar faults: wrong links, the surest first, then misses.
    """

    types: dict[str, Tally]
    langs: dict[str, Tally]
    forecasts: tuple[tuple[float, bool], ...]
    faults: tuple[Fault, ...]

    def reliability(self) -> list[tuple[float, float, int]]:
        """Of each tenth of the scores that holds any: mean score, share right, number."""
        bins: dict[int, list[tuple[float, bool]]] = {}
        for score, right in self.forecasts:
            bins.setdefault(min(_BINS - 1, int(score * _BINS)), []).append((score, right))
        return [(sum(s for s, _ in some) / len(some), sum(r for _, r in some) / len(some), len(some)) for _, some in sorted(bins.items())]

    @property
    def ece(self) -> float | None:
        """Expected calibration error: the mean distance of score from share right over ten bins, weighted by their size."""
        size = len(self.forecasts)
        return sum(abs(mean - share) * number for mean, share, number in self.reliability()) / size if size else None

    @property
    def brier_skill(self) -> float | None:
        """1 less the Brier score over that of always saying the share that is right; None where all are right or all wrong."""
        size = len(self.forecasts)
        base = sum(right for _, right in self.forecasts) / size if size else 0.0
        if not 0 < base < 1:
            return None
        return 1 - sum((score - right) ** 2 for score, right in self.forecasts) / size / (base * (1 - base))

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        def tallies(of: dict[str, Tally]) -> dict[str, Any]:
            return {name: {**tally._asdict(), "precision": tally.precision, "recall": tally.recall, "f1": tally.f1} for name, tally in sorted(of.items())}

        return {
            "types": tallies(self.types), "langs": tallies(self.langs), "ece": self.ece, "brier_skill": self.brier_skill,
            "reliability": [{"score": mean, "right": share, "forecasts": number} for mean, share, number in self.reliability()],
            "faults": [fault._asdict() for fault in self.faults],
        }


def evaluate(linker: Linker, golds: Iterable[Gold]) -> Report:
    """Link labelled texts and compare.

    :raises UnknownId: for a label whose ID is in no lexicon of the linker.
    """
    types: dict[str, Tally] = {}
    langs: dict[str, Tally] = {}
    forecasts: list[tuple[float, bool]] = []
    faults: list[Fault] = []
    for gold in golds:
        doc = linker.link(gold.text, gold.as_of, gold.region)
        for type_, tally in _compare(linker, gold, doc, forecasts, faults):
            for table, name in ((types, type_), (types, "all"), (langs, gold.lang)):
                table[name] = table.get(name, Tally()) + tally
    faults.sort(key=lambda fault: (-fault.score, fault.key, fault.start))
    return Report(types, langs, tuple(forecasts), tuple(faults))


def _compare(linker: Linker, gold: Gold, doc: Document, forecasts: list[tuple[float, bool]], faults: list[Fault]) -> Iterator[tuple[str, Tally]]:
    """What each label and each link of one text adds, by type."""
    labels = {(label.start, label.end): label for label in gold.mentions}
    met: set[tuple[int, int]] = set()
    for mention in doc.mentions:
        label = labels.get((mention.start, mention.end))
        ids = _current(linker, label)
        forecasts.extend((candidate.score, candidate.id in ids) for candidate in mention.candidates)
        if mention.id is None:
            continue
        right = _is_right(mention, label, ids)
        if right:
            met.add((mention.start, mention.end))
        else:
            faults.append(Fault(gold.key, mention.start, mention.end, mention.score, mention.id, tuple(ids), _around(gold.text, mention.start, mention.end)))
        if not (right and label is not None and label.optional):
            yield mention.type, Tally(said=1, right=int(right))
    for span, label in labels.items():
        if not label.ids or label.optional:
            continue
        ids = _current(linker, label)
        yield linker.lexicon.get(ids[0]).type, Tally(gold=1)
        if span not in met:
            faults.append(Fault(gold.key, *span, 0.0, None, tuple(ids), _around(gold.text, *span)))


def _current(linker: Linker, label: Labelled | None) -> Sequence[str]:
    """A label's IDs, redirects followed."""
    return [linker.lexicon.get(id_).id for id_ in label.ids] if label is not None else ()


def _is_right(mention: Mention, label: Labelled | None, ids: Sequence[str]) -> bool:
    return mention.id in ids and label is not None and (label.modifiers is None or label.modifiers == mention.modifiers)


def _around(text: str, start: int, end: int) -> str:
    """The words in their line, marked."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return f"{before}⟦{text[start:end]}⟧{after}".replace("\n", " ")
