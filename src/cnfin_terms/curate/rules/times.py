"""Dates that contradict each other: posts and lives, predecessors and successors, two people in one chair."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from cnfin_terms import dates
from cnfin_terms.curate.rules.house import Finding, House
from cnfin_terms.lexicon.load import Source
from cnfin_terms.lexicon.schema import Person, Post

__all__ = ["lives", "posts"]

#: Titles that one person at a time has at a body.
_ONE_HOLDER = frozenset({
    "governor-central-bank", "chairman", "chairman-board", "president-bank", "council-chairman", "commissioner-administration", "general-manager",
    "general-manager-exchange", "premier", "president-state", "chief-executive-hk", "chief-executive-hkma",
})


def lives(house: House) -> Iterator[Finding]:
    """Posts, names and memberships lie within the lives of bodies; a successor begins where its predecessor ends."""
    for source in house.tables.records:
        record = source.record
        for post in record.posts if isinstance(record, Person) else ():
            body = house.by_id.get(post.at)
            for day, name in ((post.since, "begins"), (post.until, "ends")):
                if body is not None and day is not None and dates.covers(body.record.since, body.record.until, day) is False:
                    yield house.at(source, "lives", f"the post at {post.at} {name} in {day}, outside the body's life "
                                   f"({body.record.since or '?'} to {body.record.until or 'now'})", "mend one of the dates", "posts")
        for relation in record.relations:
            old = house.by_id.get(relation.id)
            if old is not None and relation.on and old.record.until and relation.how in ("merged-from", "reorganised-from") \
                    and dates.covers(None, relation.on, old.record.until) is False:
                yield house.at(source, "lives", f"{relation.id} still lives ({old.record.until}) after {relation.how} on {relation.on}",
                               "mend one of the dates", "relations")
        for _, form in record.written():
            if form.since and form.until and dates.bounds(form.since)[0] > dates.bounds(form.until)[1]:
                yield house.at(source, "lives", f"{form.text!r} ends ({form.until}) before it begins ({form.since})", "mend one of the dates")


def posts(house: House) -> Iterator[Finding]:
    """No post is looked at before it begins, or written twice; no two people hold what one alone can hold."""
    chairs: dict[tuple[str, str], list[tuple[Source, Post]]] = {}
    for source in house.tables.records:
        if not isinstance(source.record, Person):
            continue
        for post in source.record.posts:
            what = f"the post {post.title} at {post.at}"
            if post.since and post.checked and dates.bounds(post.since)[0] > dates.bounds(post.checked)[1]:
                yield house.at(source, "posts", f"{what} begins ({post.since}) after it was looked at ({post.checked})", "mend one of the dates", "posts")
            if post.title in _ONE_HOLDER and not post.modifiers:
                chairs.setdefault((post.title, post.at), []).append((source, post))
        for first, second in combinations(source.record.posts, 2):
            same = (first.title, first.modifiers, first.at) == (second.title, second.modifiers, second.at)
            if same and _together(first, second):
                yield house.at(source, "posts", f"two posts {first.title} at {first.at} run at one time", "make them one post, or mend the dates", "posts")
    for (title, body), held in chairs.items():
        for (one, first), (other, second) in combinations(held, 2):
            if one.id != other.id and _together(first, second):
                later, earlier = (other, one) if (second.since or "") > (first.since or "") else (one, other)
                yield house.at(earlier, "posts", f"{title} at {body} while {later.id} is",
                               f"give the earlier post its until (cnfin-terms get {later.id})", "posts")


def _together(first: Post, second: Post) -> bool:
    """Whether two posts surely run at one time, for longer than the precision of their dates."""
    if not first.since or not second.since:
        return False
    ends = [dates.bounds(post.until)[0] for post in (first, second) if post.until]
    return max(dates.bounds(first.since)[1], dates.bounds(second.since)[1]) < min([*ends, "9999"])
