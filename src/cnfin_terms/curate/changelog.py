"""Two lexicons as a release tells of them: plain text for the terminal, and a section for a changelog."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cnfin_terms.curate.delta import Form, PostChange
from cnfin_terms.curate.impact import Impact
from cnfin_terms.curate.markdown import WORDS, answer_text, grouped
from cnfin_terms.lexicon.entity import Redirect

__all__ = ["changelog", "plain_text"]

_Section = tuple[str, list[str]]


def _post(post: PostChange) -> str:
    return f"{post.person}: {' '.join((*post.modifiers, post.title))} at {post.at}" + (f", {post.on}" if post.on else "")


def _retired(id_: str, gone: Redirect) -> str:
    return f"{id_} → {', '.join(gone.to) or 'withdrawn'}" + (f" ({gone.reason})" if gone.reason else "")


def _forms(forms: Sequence[Form]) -> list[str]:
    """Forms that were written, by record; those that rules make follow from them."""
    by_id: dict[str, list[str]] = {}
    for form in forms:
        if form.written:
            by_id.setdefault(form.id, []).append(form.text)
    return [f"{id_}: {', '.join(texts)}" for id_, texts in by_id.items()]


def _answers(found: Impact) -> Iterator[str]:
    for change, number in grouped(found.outcome.changes):
        times = f" ({number:,} times)" if number > 1 else ""
        yield (f"{change.words!r} {WORDS[change.kind]}: {answer_text(change.before, change.words)} → {answer_text(change.after, change.words)}, "
               f"as in {' '.join((change.left + change.words + change.right).split())!r}{times}")


def _sections(found: Impact) -> Iterator[_Section]:
    """Everything to tell, in the order of what matters to those who hold IDs and answers."""
    delta = found.delta
    known = {id_ for id_, fields in delta.changed.items() if fields != ("forms",)}
    yield "Answers that changed", list(_answers(found))
    yield "Deleted without a redirect", list(delta.deleted)
    yield "Retired IDs used again", list(delta.reused)
    yield "Retired", [_retired(id_, gone) for id_, gone in delta.retired.items()]
    yield "Added", list(delta.added)
    yield "Changed", [f"{id_}: {', '.join(fields)}" for id_, fields in delta.changed.items() if id_ in known]
    # of records that are in both; those of new ones are new with them
    yield "Forms gained", _forms([form for form in delta.gained if form.id in known])
    yield "Forms lost", _forms([form for form in delta.lost if form.id in known])
    yield "Posts begun", [_post(post) for post in delta.begun]
    yield "Posts ended", [_post(post) for post in delta.ended]
    yield "Forms that more records share", [f"{one.form}: {', '.join(one.after)}" for one in delta.made]


def _written(found: Impact, heading: Callable[[str, int], str], most: int | None) -> list[str]:
    lines: list[str] = []
    for name, items in _sections(found):
        if items:
            lines += [heading(name, len(items)), *(f"- {item}" for item in items[:most])]
            if most is not None and len(items) > most:
                lines.append(f"- and {len(items) - most:,} more")
            lines.append("")
    return lines


def plain_text(found: Impact, most: int | None = 50) -> str:
    """For the terminal.

    :param most: lines of each list; None for all.
    """
    base, head = found.delta.base, found.delta.head
    first = f"{found.base} ({base.version}, {base.records:,} records) → {found.head} ({head.version}, {head.records:,} records)"
    same = "nothing that is compiled differs" if base.fingerprint == head.fingerprint else ""
    return "\n".join([first, same, *_written(found, lambda name, number: f"{name} ({number:,})", most)]).rstrip() + "\n"


def changelog(found: Impact, most: int | None = None) -> str:
    """The section of a changelog for the data's release, in Markdown.

    :param most: lines of each list; None for all.
    """
    base, head = found.delta.base, found.delta.head
    counts = f"Since {base.version}: {head.records:,} records, {head.records - base.records:+,}. Fingerprint {head.fingerprint}."
    lines = [f"## Lexicon {head.version}", "", counts, ""]
    return "\n".join([*lines, *_written(found, lambda name, _: f"{name}\n", most)]).rstrip() + "\n"
