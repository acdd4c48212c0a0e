"""Whom else a text says that a person serves: 浙商证券李超 is another than the regulator of the name."""

from __future__ import annotations

from cnfin_terms.resolution.context import Context
from cnfin_terms.resolution.facts import Facts
from cnfin_terms.resolution.marks import Mark
from cnfin_terms.resolution.ranks import is_below, is_told
from cnfin_terms.resolution.trades import is_stranger

__all__ = ["has_title", "is_of_others", "serves_others"]


def serves_others(context: Context, mark: Mark, facts: Facts) -> bool:
    """Whether the text gives a person an employer whom this one never served: 浙商证券李超 is not the regulator's.

    A title says as much that no body of theirs has: of a car maker's chairman and a regulator neither is the deputy mayor.
    """
    if facts.type != "person" or not facts.posts:
        return False
    titles = context.titles(mark)
    if is_stranger(context, mark) or any(is_below(context, title, facts) and is_told(context, mark, title) for title in titles):
        return True
    places = {post.at for post in facts.posts}
    employer = context.owner(mark)
    if employer is None:
        employer = context.employer(mark)
    if employer is not None:
        return employer not in places
    if any(title.elsewhere for title in titles):
        return True
    bodies = [body for title in titles if (body := title.body_of(mark)) is not None]
    if bodies:
        return all(places.isdisjoint(body.entities()) for body in bodies)
    beside = [title for title in titles if not title.loose]
    return bool(beside) and not any(has_title(context, place, sense) for title in beside for sense in title.entities() for place in places)


def is_of_others(context: Context, mark: Mark) -> bool:
    """Whether a body stands beside a person's name, as owner, employer or that of the title, which none of its bearers served, nor any body tied to it."""
    bodies = {context.owner(mark), context.employer(mark), context.unit_of(mark)}
    for title in context.titles(mark):
        body = title.body_of(mark)
        if body is not None and not title.meant:
            bodies |= body.entities() if body.won is None else {body.won[0]}
    bodies.discard(None)
    if not bodies:
        return False
    near = {body for body in bodies if body is not None}
    near |= {tie for body in near for tie in (context.facts(body).whole, *context.facts(body).ties)}
    for entity in mark.entities():
        facts = context.facts(entity)
        if not facts.posts or any(post.at < 0 or post.at in near or not near.isdisjoint(context.facts(post.at).ties) for post in facts.posts):
            return False
    return True


def has_title(context: Context, body: int, sense: int) -> bool:
    """Whether a body has a title, as far as the lexicon tells: a title of no kind of body may be anybody's."""
    at = context.facts(sense).at
    return not at or body < 0 or context.store.ids[body] in at or not at.isdisjoint(context.facts(body).kinds)
