"""Evidence: one function per feature, each saying for one candidate of one mark how much it speaks for or against.

Weights are log odds, set by hand in :data:`WEIGHTS`, a table that a reader can read. A feature that says nothing is silent.
"""

from __future__ import annotations

from collections.abc import Callable

from cnfin_terms import dates
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.store import FormFlags
from cnfin_terms.resolution.context import Context
from cnfin_terms.resolution.facts import Facts
from cnfin_terms.resolution.marks import Mark, Reading

__all__ = ["DENIALS", "EVIDENCE", "FORM_WEIGHT", "WEIGHTS", "prior_of"]

Heard = tuple[str, float, str]

#: Log odds by type of form, before any evidence.
FORM_WEIGHT = {"official": 2.0, "short": 1.6, "abbreviation": 1.3, "alias": 1.2, "former": 1.0, "nickname": 1.0, "romanised": 1.2, "generated": 0.6}

WEIGHTS = {
    "apposition": 7.0, "title-beside": 2.2, "post-held": 5.0, "institution-beside": 3.5, "people-beside": 8.0, "people-elsewhere": -5.0, "own-title": 2.5,
    "full-form": 4.0, "named-oftener": 4.5, "related": 2.4, "region-given": 3.0, "region-elsewhere": -2.5, "region-text": 4.0, "region-near": 2.5,
    "other-region": -6.0, "determiner": -6.0, "namesake": -4.0, "elsewhere": -3.0, "date-inside": 0.5, "date-outside": -2.5, "role-stranger": -1.0,
}

#: Bodies of a state: another country's name before them means another body.
_OF_A_STATE = frozenset({"central-bank", "regulator", "government", "cabinet", "legislature", "department", "exchange"})


#: Boards and tools that every country has of its own.
_OF_A_MARKET = frozenset({"board", "policy-tool", "rate"})
#: Where 中国 before a name does not make it another's: China's SEC is not that of the United States.
_CHINESE = frozenset({"mainland", "hk", "mo", "tw", "intl"})


def apposition(context: Context, mark: Mark, reading: Reading, _facts: Facts) -> Heard | None:
    """Another name of the same entity stands beside it: ``Wu Qing (吴清)``."""
    for other in context.partners(mark):
        if reading[0] in other.entities():
            return "apposition", WEIGHTS["apposition"], context.text[other.start : other.end]
    return None


def role(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Heard | None:
    """A title beside the person that they held; more if the institution is one they served; most if the very post is known.

    A title that they never held says nothing: 中山大学教授王江 is not the banker.
    """
    if facts.type != "person":
        return None
    best: Heard | None = None
    for title in context.titles(mark):
        words = context.text[title.start : title.end]
        heard: Heard | None = None
        where = title.institution.entities() if title.institution is not None else set()
        senses = {(sense, modifiers) for sense, modifiers, _ in title.readings}
        # the post of a time when it was not theirs is no evidence of them
        posts = [post for post in facts.posts if context.as_of is None or dates.covers(post.since, post.until, context.as_of) is not False]
        if title.elsewhere:
            continue
        if any((post.title, post.modifiers) in senses and (not where or post.at in where) for post in posts):
            heard = ("post-held", WEIGHTS["post-held"], words)
        elif where and any(post.at in where for post in facts.posts):
            heard = ("institution-beside", WEIGHTS["institution-beside"], words)
        elif not title.loose and any(post.title in title.entities() for post in facts.posts):
            heard = ("title-beside", WEIGHTS["title-beside"] + (WEIGHTS["role-stranger"] if where else 0.0), words)
        elif not title.loose and not facts.posts:
            heard = ("title-beside", WEIGHTS["title-beside"] + WEIGHTS["role-stranger"], words)
        if heard is not None and (best is None or heard[1] > best[1]):
            best = heard
    return best


def staff(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Heard | None:
    """The title beside the institution is one of its own, or the person in the post serves or served it, or one of its rivals."""
    if facts.type != "institution":
        return None
    id_ = context.store.ids[reading[0]]
    best: Heard | None = None
    for title in context.posts_at(mark):
        for person in title.persons:
            entities = {person.won[0]} if person.won is not None else person.entities()
            places = {post.at for entity in entities for post in context.facts(entity).posts}
            if reading[0] in places:
                return "people-beside", WEIGHTS["people-beside"], context.text[person.start : person.end]
            if places & mark.entities():
                best = "people-elsewhere", WEIGHTS["people-elsewhere"], context.text[person.start : person.end]
        if best is None and any(id_ in context.facts(sense).at for sense in title.entities()):
            best = "own-title", WEIGHTS["own-title"], context.text[title.start : title.end]
    return best


def full_form(context: Context, mark: Mark, reading: Reading, _facts: Facts) -> Heard | None:
    """A form of this entity without rivals stands in the document; where rivals do too, the one named oftener is likelier."""
    here = context.sure.get(reading[0])
    if not here:
        return None
    share = here / sum(context.sure.get(entity, 0) for entity in mark.entities())
    return "full-form", WEIGHTS["full-form"] + WEIGHTS["named-oftener"] * (share - 1), f"{here}"


def related(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Heard | None:
    """An institution that it belongs to or serves, or an entity tied to it, is sure in the document."""
    ties = facts.ties & context.sure.keys()
    if ties:
        return "related", WEIGHTS["related"], context.store.ids[min(ties)]
    if reading[0] in context.tied or facts.ties & context.tied:
        return "related", WEIGHTS["related"] * 0.6, ""
    return None


def region(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Heard | None:
    """The caller's region; failing that, what the document speaks of, where the candidates differ by region."""
    if context.region is not None:
        if facts.region == context.region:
            return "region-given", WEIGHTS["region-given"], facts.region
        return ("region-given", WEIGHTS["region-elsewhere"], facts.region) if facts.region != "intl" else None
    if len({context.facts(entity).region for entity, _, _ in mark.readings}) > 1 and (share := context.regions.get(facts.region)):
        return "region-text", WEIGHTS["region-text"] * share, facts.region
    return None


def region_near(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Heard | None:
    """The sentence speaks of one region alone, and it is this candidate's: 在香港，「證監會」..."""
    if len({context.facts(entity).region for entity, _, _ in mark.readings}) > 1 and context.sentence_region(mark) == facts.region:
        return "region-near", WEIGHTS["region-near"], facts.region
    return None


def other_region(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Heard | None:
    """Another country's name stands right before or after a body of state: 土耳其央行 is not the PBOC."""
    if facts.type == "institution":
        if _OF_A_STATE.isdisjoint(facts.kinds):
            return None
        places: tuple[str | None, ...] = (context.place_before(mark.start), context.place_after(mark.end))
    elif mark.han and not _OF_A_MARKET.isdisjoint(facts.kinds):  # 韩国创业板, 美国逆回购
        places = (context.place_before(mark.start),)
    else:
        return None
    home = (facts.region, "mainland") if facts.region in _CHINESE else (facts.region,)
    for place in places:
        if place is not None and place not in home:
            return "other-region", WEIGHTS["other-region"], place
    return None


def _staffed(context: Context, mark: Mark, reading: Reading, facts: Facts) -> bool:
    heard = staff(context, mark, reading, facts)
    return heard is not None and heard[0] == "people-beside"


def namesake(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Heard | None:
    """Another country's body of the same kind was named right before, and this one nowhere by a form of its own: 欧洲央行……央行."""
    if facts.type == "institution" and "central-bank" in facts.kinds and reading[0] not in context.sure and not _staffed(context, mark, reading, facts):
        other = context.last_of_kind("central-bank", mark.start)
        if other is not None and context.facts(other).region != facts.region:
            return "namesake", WEIGHTS["namesake"], context.store.ids[other]
        near = context.sentence_region(mark)
        if near is not None and near not in (facts.region, "mainland", "intl"):
            return "namesake", WEIGHTS["elsewhere"], near
    return None


def determiner(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Heard | None:
    """该央行, 某证监局, 央行行长们: a word about it makes a class of the name, or points back to another body."""
    if facts.type != "institution" or not mark.han:
        return None
    if mark.start and context.text[mark.start - 1] in "该某各此":
        return "determiner", WEIGHTS["determiner"], context.text[mark.start - 1]
    if context.posts_at(mark) and any(context.text.startswith("们", title.end) for title in context.posts_at(mark)):
        return "determiner", WEIGHTS["determiner"], "们"
    return None


def date(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Heard | None:
    """The date given lies within, or outside, the entity's life and the form's time of use."""
    if context.as_of is None:
        return None
    form = context.store.extras.get(reading[2], {})
    spans = [(facts.since, facts.until), (form.get("since"), form.get("until"))]
    held = [dates.covers(since, until, context.as_of) for since, until in spans if since or until]
    if False in held:
        return "date", WEIGHTS["date-outside"], context.as_of
    return ("date", WEIGHTS["date-inside"], context.as_of) if True in held else None


#: Features that say: this is another body's name.
DENIALS = frozenset({"other-region", "determiner", "namesake"})

#: The features that the linker asks of every contested candidate, in the order of explanation.
EVIDENCE: tuple[Callable[[Context, Mark, Reading, Facts], Heard | None], ...] = (
    apposition, role, staff, full_form, related, region, region_near, other_region, namesake, determiner, date)


def prior_of(context: Context, mark: Mark, reading: Reading) -> Heard:
    """What the form alone says: its type, and its judged share where several entities bear it."""
    from math import log  # noqa: PLC0415

    priors = context.store.priors.get(mark.pattern)
    if priors is not None:
        share = priors.get(reading[0], 0.02)
        return "prior", FORM_WEIGHT["short"] + log(share), f"{share:.2f}"
    flags = context.store.form_flags[reading[2]]
    name_type = v.NAME_TYPES[flags >> FormFlags.TYPE & 15]
    return "form", FORM_WEIGHT[name_type], name_type
