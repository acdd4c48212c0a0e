"""Roles and posts: a person with a title and, where one is written or plainly meant, the institution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from cnfin_terms import dates
from cnfin_terms.resolution.context import Context
from cnfin_terms.resolution.employers import has_title
from cnfin_terms.resolution.facts import Held
from cnfin_terms.resolution.marks import Mark
from cnfin_terms.result import Mention, Post, Role

__all__ = ["known", "posts_of", "roles_of"]

Known = Literal["yes", "no", "unknown"]


def known(context: Context, person: Mark, title: Mark, institution: Mark | None) -> Known:
    """What the lexicon says of a role at the document's date: it has the post, contradicts it, or does not know.

    Without a date a post that ever held counts as known. Contradicted is a post that the lexicon has, but not on the date (a
    former one: not over by then), or one at a body that did not exist on it.
    """
    if person.won is None or title.won is None:
        return "unknown"
    where = institution.won[0] if institution is not None and institution.won is not None else None
    past = "former" in title.won[1]
    if where is not None and context.as_of is not None and not past:
        body = context.facts(where)
        if dates.covers(body.since, body.until, context.as_of) is False:
            return "no"
    held = [post for post in context.facts(person.won[0]).posts
            if post.title == title.won[0] and (where is None or post.at == where) and _same_rank(post.modifiers, title.won[1])]
    if not held:
        return "unknown"
    if context.as_of is None:
        return "yes"
    answers = [_ended(post, context.as_of) if past else dates.held(post.since, post.until, post.seen, context.as_of) for post in held]
    return "yes" if True in answers else "unknown" if None in answers else "no"


def _ended(post: Held, date: str) -> bool | None:
    """Whether a post that was held had ended by a date; False if it was still held, or not yet."""
    held = dates.held(post.since, post.until, post.seen, date)
    if held is False and post.until is not None:
        return dates.covers(None, post.until, date) is False
    return None if held is None else False


def _same_rank(held: tuple[str, ...], said: tuple[str, ...]) -> bool:
    """Whether two sets of modifiers mean one post; former tells of time, not of rank."""
    return [m for m in held if m != "former"] == [m for m in said if m != "former"]


def roles_of(context: Context, marks: Sequence[Mark], mentions: Mapping[int, Mention]) -> tuple[Role, ...]:
    """The roles that the text states, each once, in text order.

    :param mentions: by the start of their marks.
    """
    found: dict[tuple[object, ...], Role] = {}
    # of posts in a row before a name, the one beside it
    last = {id(holder): mark for mark in marks if mark.is_title for holder in mark.persons if mark.start < holder.start}
    for mark in marks:
        title = mentions.get(mark.start)
        if title is None or not mark.is_title or _is_honour(context, mark):
            continue
        for holder in mark.persons:
            body = mark.body_of(holder)
            institution = mentions.get(body.start) if body is not None else None
            person = mentions.get(holder.start)
            if person is None:
                continue
            said = known(context, holder, mark, body if institution else None)
            if (mark.loose and said != "yes") or (said == "unknown" and holder is not mark.persons[0] and _serves_elsewhere(context, holder, mark)):
                continue
            if mark.bodies and body is not None and body.won is not None and mark.won is not None and not has_title(context, body.won[0], mark.won[0]):
                continue  # heads of the PBOC and the NFRA respectively: one word for two posts
            if said != "yes" and mark.start < holder.start and _is_of_another(context, mark, last[id(holder)]):
                continue
            key = (person.id or person.text, title.id or title.text, title.modifiers, (institution.id or institution.text) if institution else None)
            if key not in found:
                found[key] = Role(person, title, institution, said)
    # 潘行长 later on says no more than 央行行长潘功胜 did
    placed = {key[:3] for key in found if key[3] is not None}
    return tuple(role for key, role in found.items() if key[3] is not None or key[:3] not in placed)


def _is_honour(context: Context, title: Mark) -> bool:
    """Whether a title is an honour, which is held at no body and is no post: Eddie Yue, JP, Chief Executive of the HKMA."""
    return title.won is not None and "honour" in context.facts(title.won[0]).kinds


def _is_of_another(context: Context, title: Mark, beside: Mark) -> bool:
    """Whether a title before a name is not its bearer's, since they have one beside the name in another country: 日本银行行长、中国人民银行行长潘功胜."""
    left, right = title.institution, beside.institution
    if left is None or right is None or left is right or (title.won is not None and "former" in title.won[1]):
        return False
    countries = _country(context, left), _country(context, right)
    return None not in countries and countries[0] != countries[1]


def _country(context: Context, body: Mark) -> str | None:
    """The region of a body, or the name of the country with which its name begins; None where neither is known."""
    if body.won is not None:
        region = context.facts(body.won[0]).region
        return None if region in ("intl", "other") else "mainland" if region in ("hk", "mo") else region
    words = context.text[body.start : body.end]
    place = next(iter(context.store.places_in(words)), None)
    if place is None or place[0]:
        return None
    return words[: place[1]] if place[2] == "other" else "mainland" if place[2] in ("hk", "mo") else place[2]


def _serves_elsewhere(context: Context, holder: Mark, title: Mark) -> bool:
    """Whether a further name under a title is of somebody whose posts the lexicon has, none of them at its institution: 副行长陶玲、吴清."""
    body = title.body_of(holder)
    if holder.won is None or body is None or body.won is None:
        return False
    posts = context.facts(holder.won[0]).posts
    return bool(posts) and all(post.at != body.won[0] for post in posts)


def posts_of(marks: Sequence[Mark], mentions: Mapping[int, Mention]) -> tuple[Post, ...]:
    """Titles beside an institution without a person, in text order."""
    return tuple(
        Post(mentions[mark.start], mentions[mark.institution.start]) for mark in marks
        if mark.is_title and not mark.persons and mark.institution is not None and mark.start in mentions and mark.institution.start in mentions)
