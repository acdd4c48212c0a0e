"""An impact as Markdown for the comment on a pull request: what changes, in context, the old answer beside the new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from cnfin_terms.curate.compare import KINDS, Answer, Change
from cnfin_terms.curate.delta import Collision, Delta, Form
from cnfin_terms.curate.impact import Impact

__all__ = ["HEADINGS", "LONGEST", "WORDS", "answer_text", "grouped", "markdown"]

#: What each kind of change is called, of one mention and as a heading.
WORDS = {
    "vanished": "vanished", "opened": "became ambiguous", "another": "another record", "moved": "other ends", "candidates": "other candidates",
    "renamed": "a new ID", "settled": "resolved now", "appeared": "appeared",
}
HEADINGS = {
    "vanished": "Vanish", "opened": "Become ambiguous", "another": "Name another record", "moved": "Begin or end elsewhere",
    "candidates": "Stay open, with other candidates", "renamed": "Answer with the record's new ID", "settled": "Are resolved now", "appeared": "Appear",
}
#: Characters of a comment: GitHub takes 65,536.
LONGEST = 65_000
#: What Markdown or HTML would take for a sign of its own; as an entity it is none. @ and # would call people and issues.
_SIGNS = re.compile(r"[&<>|`*_~\\\[\]@#]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


def _safe(text: str) -> str:
    """Any text as one line of a table's cell."""
    return _SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", _CONTROL.sub(" ", text))


def answer_text(answer: Answer | None, words: str = "") -> str:
    """An answer in a few plain words.

    :param words: those in question; an answer to others names its own.
    """
    if answer is None:
        return "no mention"
    said = "" if answer.words == words else f" ({answer.words})"
    if answer.status == "ambiguous":
        return f"ambiguous: {', '.join(f'{id_} {score:.2f}' for id_, score in answer.candidates)}{said}"
    return f"{' '.join((*answer.modifiers, answer.id))}{said}" if answer.id is not None else f"{answer.status}{said}"


def grouped(changes: Iterable[Change]) -> list[tuple[Change, int]]:
    """Changes of the same words between the same answers as one, with how many there are; the most frequent first, by kind."""
    found: dict[tuple[object, ...], list[Change]] = {}
    for change in changes:
        ids = [(a.status, a.id, a.modifiers, a.words, tuple(id_ for id_, _ in a.candidates)) if a else None for a in (change.before, change.after)]
        found.setdefault((change.kind, change.words, *ids), []).append(change)
    return sorted(((some[0], len(some)) for some in found.values()), key=lambda item: (KINDS.index(item[0].kind), -item[1]))


def _table(changes: Sequence[tuple[Change, int]], most: int) -> Iterator[str]:
    yield "| words in context | before | after | where |"
    yield "|---|---|---|---|"
    for change, number in changes[:most]:
        words = f"<code>{_safe(change.left)}<b>{_safe(change.words)}</b>{_safe(change.right)}</code>"
        more = f", and {number - 1:,} more like it" if number > 1 else ""
        yield (f"| {words} | {_safe(answer_text(change.before, change.words))} | {_safe(answer_text(change.after, change.words))} "
               f"| {_safe(change.place)}{more} |")
    if len(changes) > most:
        yield f"\nand {len(changes) - most:,} others."


def _numbers(found: Impact) -> Iterator[str]:
    """Sizes and speed, side by side."""
    base, head = found.delta.base, found.delta.head
    yield f"| | {_safe(found.base)} | {_safe(found.head)} | |"
    yield "|---|---:|---:|---:|"
    yield f"| version | {base.version} | {head.version} | |"
    for name, old, new in (("records", base.records, head.records), ("forms", base.forms, head.forms), ("strings to scan for", base.patterns, head.patterns),
                           ("bytes compiled", base.size, head.size)):
        yield f"| {name} | {old:,} | {new:,} | {new - old:+,} |"
    if found.seconds is not None:
        old_s, new_s = found.seconds
        yield f"| milliseconds for the same texts | {old_s * 1000:,.0f} | {new_s * 1000:,.0f} | × {new_s / old_s:.2f} |"


def _some(items: Sequence[str], most: int) -> str:
    return ", ".join(items[:most]) + (f" and {len(items) - most:,} more" if len(items) > most else "")


def _forms(name: str, forms: Sequence[Form], most: int) -> Iterator[str]:
    by_hand: dict[str, list[str]] = {}
    for form in forms:
        if form.written:
            by_hand.setdefault(form.id, []).append(form.text)
    made = len(forms) - sum(map(len, by_hand.values()))
    if not forms:
        return
    yield f"- {name}: {len(forms) - made:,} written, {made:,} that rules make."
    for id_, texts in list(by_hand.items())[:most]:
        yield f"  - `{id_}`: {_safe(_some(texts, most))}"
    if len(by_hand) > most:
        yield f"  - and of {len(by_hand) - most:,} more records"


def _collisions(name: str, collisions: Sequence[Collision], most: int) -> Iterator[str]:
    if not collisions:
        return
    yield f"- {name}: {len(collisions):,}"
    for one in collisions[:most]:
        yield f"  - {_safe(one.form)}: {', '.join(one.before) or 'nobody'} → {', '.join(one.after) or 'nobody'}"
    if len(collisions) > most:
        yield f"  - and {len(collisions) - most:,} more"


def _records(delta: Delta, most: int) -> Iterator[str]:
    if delta.deleted:
        yield f"- **Deleted without a redirect**: {_some(delta.deleted, most)}. `cnfin-terms lexicon retire` keeps an ID answering."
    if delta.reused:
        yield f"- **Retired IDs used again**: {_some(delta.reused, most)}. An ID is given once."
    if delta.added:
        yield f"- Added: {_some(delta.added, most)}"
    by_hand = [f"{id_} ({', '.join(fields)})" for id_, fields in delta.changed.items() if fields != ("forms",)]
    if by_hand:
        yield f"- Changed: {_some(by_hand, most)}"
    if len(by_hand) < len(delta.changed):
        yield f"- With other forms, by a change elsewhere: {len(delta.changed) - len(by_hand):,}"
    for id_, gone in delta.retired.items():
        yield f"- Retired: {id_} → {', '.join(gone.to) or 'nothing'} ({_safe(gone.reason)})"


def markdown(found: Impact, most: int = 20) -> str:
    """The comment, no longer than GitHub takes.

    :param most: rows of each table and list; what is left out is counted. Fewer, where the comment would be too long.
    """
    text = _markdown(found, most)
    while len(text) > LONGEST and most > 1:
        most //= 2
        text = _markdown(found, most)
    return text


def _markdown(found: Impact, most: int) -> str:
    outcome = found.outcome
    changes = grouped(outcome.changes)
    counts = {kind: sum(change.kind == kind for change in outcome.changes) for kind in KINDS}
    said = ", ".join(f"{number:,} {WORDS[kind]}" for kind, number in counts.items() if number)
    many = len(outcome.changes)
    of = f"{many:,} mention{'s' * (many != 1)} of {outcome.texts:,} text{'s' * (outcome.texts != 1)} change{'s' * (many == 1)}"
    told = (f"**{of}{': ' + said if said else ''}.** {outcome.linked:,} of the texts ({outcome.size / 1e6:.1f} MB in all) were linked with both; "
            "the others hold nothing that differs.")
    lines = [f"## What changes from {_safe(found.base)} to {_safe(found.head)}", "", told if outcome.texts else "No texts were compared."]
    for kind in KINDS:
        some = [item for item in changes if item[0].kind == kind]
        if some:
            lines += ["", f"### {HEADINGS[kind]} ({counts[kind]:,})", "", *_table(some, most)]
    delta = found.delta
    for heading, items in (
        ("Records", list(_records(delta, most))),
        ("Forms", [*_forms("Gained", delta.gained, most), *_forms("Lost", delta.lost, most)]),
        ("Shared forms", [*_collisions("Shared by more records than before", delta.made, most), *_collisions("Shared by fewer", delta.parted, most)]),
    ):
        if items:
            lines += ["", f"### {heading}", "", *items]
    return "\n".join([*lines, "", "### Size and speed", "", *_numbers(found), ""])
