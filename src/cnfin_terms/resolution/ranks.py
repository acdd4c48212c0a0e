"""Whose post is too small for whom the lexicon has: 工商银行客户经理廖林 is not the bank's chairman, nor is the head of a county's sub-branch."""

from __future__ import annotations

from collections.abc import Sequence

from cnfin_terms.lazy import regex
from cnfin_terms.resolution.context import Context
from cnfin_terms.resolution.facts import Facts
from cnfin_terms.resolution.marks import Mark, Reading
from cnfin_terms.resolution.surroundings import SILENT, Heard
from cnfin_terms.text.branches import SMALL_OFFICES

__all__ = ["is_below", "is_told", "other_rank"]

#: The research that they are quoted for makes an analyst of a chief economist too.
_RESEARCH = frozenset({"analyst", "research", "academic"})
#: Between a name and the title, or its body, after it, that says what somebody is: not 曾任, was, formerly.
_IS = regex(r"\s?[,(]\s?(?:an?\s|the\s)?|\s?(?:系|是)")
_LONGEST_IS = 8


def is_below(context: Context, title: Mark, facts: Facts) -> bool:
    """Whether a title is one of staff, or at a small branch, and no post that a person is known to have had."""
    posts = facts.posts
    senses = title.entities()
    if not posts or any(post.title in senses for post in posts if "branch" in post.modifiers or not _is_small(context, title)):
        return False
    if _is_small(context, title):
        return True
    kinds = [context.facts(sense).kinds for sense in senses if not _is_of_others(context, title, sense)]
    if not kinds or not all("staff" in each for each in kinds):
        return False
    if not any("analyst" in each for each in kinds):
        return True
    return all(post.title < 0 or _RESEARCH.isdisjoint(context.facts(post.title).kinds) for post in posts)


def _is_of_others(context: Context, title: Mark, sense: int) -> bool:
    """Whether a sense is a post at named bodies alone, and this is none of them: 处长 are commissioners in Hong Kong."""
    at, body = context.facts(sense).at, title.institution
    if not at or any(context.store.index(place) is None for place in at):
        return False
    return body is None or at.isdisjoint(context.store.ids[entity] for entity in body.entities())


def _is_small(context: Context, title: Mark) -> bool:
    """Whether a title stands right after a small branch of anything: 县支行|行长, 营业部|经理, but not 总行营业部."""
    text, start = context.text, title.start
    return title.han and text.endswith(SMALL_OFFICES, 0, start) and not text.endswith("总行营业部", 0, start)


def other_rank(context: Context, mark: Mark, _reading: Reading, facts: Facts) -> Sequence[Heard]:
    """A post of staff, or at a small branch, stands beside the name, and none that the person is known to have had."""
    if facts.type != "person":
        return SILENT
    titles = context.titles(mark)
    if not titles or any(post.title in title.entities() for title in titles for post in facts.posts if not is_below(context, title, facts)):
        return SILENT
    for title in titles:
        if is_below(context, title, facts) and is_told(context, mark, title):
            return (("other-rank", 1.0, context.text[title.start : title.end]),)
    return SILENT


def is_told(context: Context, mark: Mark, title: Mark) -> bool:
    """Whether a title says what somebody is now: right before the name and on its line, or after it in brackets or after a comma."""
    if "former" in title.outer or any("former" in modifiers for _, modifiers, _ in title.readings):
        return False
    if title.start < mark.start:
        if title.loose and "\n" in context.folded.source[title.span(context.folded)[1] : mark.span(context.folded)[0]]:
            return False
        return not context.text.endswith("的", 0, mark.start)
    body = title.institution
    head = title.start if body is None else min(title.start, body.start)
    return body is not None and 0 <= head - mark.end <= _LONGEST_IS and _IS.fullmatch(context.text, mark.end, head) is not None
