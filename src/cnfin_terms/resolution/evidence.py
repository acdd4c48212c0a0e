"""Evidence: one function per signal, each saying for one candidate of one mark which features hold, and how strongly.

A feature has a value, mostly 1; times its weight (:mod:`cnfin_terms.resolution.weights`) it is so much log odds. One that says nothing is silent.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from cnfin_terms import dates
from cnfin_terms.lazy import regex
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.store import VIAS, FormFlags
from cnfin_terms.resolution.context import Context
from cnfin_terms.resolution.employers import serves_others
from cnfin_terms.resolution.facts import Facts
from cnfin_terms.resolution.marks import STEM, WITH_CONTEXT, Mark, Reading
from cnfin_terms.resolution.places import place_after, place_before, place_in_name
from cnfin_terms.resolution.ranks import is_below
from cnfin_terms.resolution.surroundings import SILENT as _SILENT
from cnfin_terms.resolution.surroundings import Heard, dated
from cnfin_terms.resolution.weights import EVIDENCE as EVIDENCE_WEIGHTS
from cnfin_terms.resolution.weights import FORM, PRIOR_LEAST
from cnfin_terms.text.branches import OFFICES

__all__ = [
    "POINTING", "Heard", "apposition", "bare_again", "cue_words", "date", "determiner", "foreign_text", "full_form", "list_class", "namesake", "other_owner",
    "other_region", "prior_of", "quoted", "region", "region_near", "related", "role", "staff", "weight_of",
]

_LONGEST_NAME = 100
_SAYS = regex("[::]|表示|认为|称|说|指出|预计|分析|强调|告诉")
_MINISTER_OF = regex(r"minister of ([a-z ]+)$")
_WORD_BEFORE = regex(r"(?<![a-z])([a-z]+) $")
_LONGEST_WORD = 20
_MOSTLY = 0.7
_AGAIN = 200
_QUOTES = frozenset({'""', "“”", "「」", "『』", "《》"})
_WRITTEN = VIAS.index("written")


def weight_of(heard: Heard) -> float:
    """What a feature adds to a candidate's log odds."""
    return EVIDENCE_WEIGHTS[heard[0]] * heard[1]


#: Where 中国 before a name does not make it another's: China's SEC is not that of the United States.
_CHINESE = frozenset({"mainland", "hk", "mo", "tw", "intl"})


def apposition(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Sequence[Heard]:
    """Another name of the same entity stands beside it, or at the end of a longer one: ``PBOC (中国人民银行)``, ``Standing Committee of the NPC (NPC)``.

    A person's romanised name beside the Han name is the same name twice: it says no more than the surer of the two does alone.
    """
    partners = context.partners(mark)
    if partners and any(_denied(context, one, reading, facts) for one in (mark, *partners)):
        return _SILENT
    for other in partners:
        if reading[0] in other.entities() and (not mark.is_person or other.won is not None or _chosen(context, reading[0], other)):
            return (("apposition", 1.0, context.text[other.start : other.end]),)
    if mark.start and context.text[mark.start - 1] == "(":
        before = context.text[max(0, mark.start - _LONGEST_NAME) : mark.start - 1].rstrip()
        size = mark.end - mark.start
        longest = max((name for name in context.names(reading[0]) if len(name) > size and before.endswith(name)), key=len, default="")
        if longest:
            return (("apposition", 1.0, longest),)
    return _SILENT


def _denied(context: Context, other: Mark, reading: Reading, facts: Facts) -> bool:
    """Whether what stands about the other name says that it is another body's: Taiwan's Securities and Futures Commission (SFC)."""
    return bool(other_region(context, other, reading, facts) or other_owner(context, other, reading, facts))


def _chosen(context: Context, entity: int, other: Mark) -> bool:
    """Whether a person's Latin name is of their own choice, and no mere reading of the Han name: Eddie Yue, not Wang Jun."""
    flags = context.store.form_flags
    return context.facts(entity).region != "mainland" and any(
        e == entity and not other.han and flags[form] >> FormFlags.VIA & 31 == _WRITTEN and not flags[form] >> FormFlags.WEAK & 1
        for e, _, form in other.readings)


def cue_words(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Sequence[Heard]:
    """A word of finance stands near: a name among loans and markets is likelier the banker's than one in a recipe.

    For a form that wants context it is context of a kind; but not for a term, which is an ordinary word of economics too then.
    """
    wants = context.store.form_flags[reading[2]] >> FormFlags.USE & 3 == WITH_CONTEXT
    if (wants and facts.type == "term") or not context.has_cue(mark):
        return _SILENT
    return (("cue-wanted" if wants else "cue", 1.0, ""),)


def quoted(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Sequence[Heard]:
    """A term or event in quotation marks of its own: “两新”, 「南向通」 are meant as names where 两新 and 南向通 may be words."""
    if facts.type not in ("term", "event") or not mark.han:
        return _SILENT
    before, after = context.text[mark.start - 1 : mark.start] if mark.start else "", context.text[mark.end : mark.end + 1]
    return (("quoted", 1.0, f"{before}{after}"),) if (before + after) in _QUOTES else _SILENT


def role(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Sequence[Heard]:
    """A title beside the person that they held; more if the institution is one they served; most if the very post is known.

    A title that they never held says nothing: 中山大学教授王江 is not the banker.
    """
    if facts.type != "person":
        return _SILENT
    best: Sequence[Heard] = _SILENT
    employer = context.owner(mark)
    if employer is None:
        employer = context.employer(mark)
    # 蔚来李斌, HKEX's Bonnie Chan, Zhang Hui of BOC
    if employer is not None and any(post.at == employer for post in facts.posts) and _is_named(context, mark, reading) \
            and not context.text.endswith(OFFICES, 0, mark.start):
        best = (("institution-beside", 1.0, context.store.ids[employer]),)
    for title in context.titles(mark):
        words = context.text[title.start : title.end]
        heard: Sequence[Heard] = _SILENT
        body = title.body_of(mark)
        where = body.entities() if body is not None else _office_of(context, title)
        senses = {(sense, modifiers) for sense, modifiers, _ in title.readings}
        # the post of a time when it was not theirs is no evidence of them
        posts = [post for post in facts.posts if context.as_of is None or dates.covers(post.since, post.until, context.as_of) is not False]
        if title.elsewhere or (body is not None and body.branch) or is_below(context, title, facts):
            continue
        if any((post.title, post.modifiers) in senses and (not where or post.at in where) for post in posts):
            heard = (("post-held", 1.0, words),)
        elif where and any(post.at in where for post in facts.posts):
            heard = (("institution-beside", 1.0, words),)
        elif not title.loose and (not facts.posts or any(post.title in title.entities() for post in facts.posts)):
            # Fed President John Williams is president at one of its banks
            part = any(context.facts(post.at).whole in where for post in facts.posts)
            stranger = (where and not part) or not facts.posts
            heard = (("title-beside", 1.0, words), ("role-stranger", 1.0, words)) if stranger else (("title-beside", 1.0, words),)
        if heard and (not best or sum(map(weight_of, heard)) > sum(map(weight_of, best))):
            best = heard
    return best


def _is_named(context: Context, mark: Mark, reading: Reading) -> bool:
    """Whether what follows a company may be a name: of a Han form that is a word too, only before a verb of saying (中信证券明明认为)."""
    if not mark.han or context.store.form_flags[reading[2]] >> FormFlags.USE & 3 != WITH_CONTEXT:
        return True
    return _SAYS.match(context.text, mark.end) is not None


def _office_of(context: Context, title: Mark) -> set[int]:
    """The bodies that a title names by itself: the Vice Minister of Finance and the Transport Minister are their ministry's.

    A word with a sense that any body of a kind has, as 主席 of the state and of a commission, names none.
    """
    each = [{context.store.index(place) for place in context.facts(sense).at} - {None} for sense in title.entities()]
    found = set().union(*each) if all(each) else set()
    if not title.han:
        words = context.text[title.start : title.end]
        named = _MINISTER_OF.search(words)
        if named is None and words.endswith("minister"):
            named = _WORD_BEFORE.search(context.text, max(0, title.start - _LONGEST_WORD), title.start)
        found |= set(context.store.bearers(f"ministry of {named[1]}")) if named is not None else set()
    return {entity for entity in found if entity is not None}


def staff(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Sequence[Heard]:
    """The title beside the institution is one of its own, or the person in the post serves or served it, or one of its rivals."""
    if facts.type != "institution":
        return _SILENT
    id_ = context.store.ids[reading[0]]
    best: Sequence[Heard] = _SILENT
    own = context.owned(mark)
    if own is not None and any(post.at == reading[0] for entity in own.entities() for post in context.facts(entity).posts):  # NIO's Li Bin
        best = (("people-near", 1.0, context.text[own.start : own.end]),)
    for title in context.posts_at(mark):
        for person in title.persons:
            entities = {person.won[0]} if person.won is not None else person.entities()
            places = {post.at for entity in entities for post in context.facts(entity).posts}
            if reading[0] in places:
                return (("people-beside", 1.0, context.text[person.start : person.end]),)
            if places & mark.entities():
                best = (("people-elsewhere", 1.0, context.text[person.start : person.end]),)
        if not best and any(id_ in context.facts(sense).at for sense in title.entities()):
            best = (("own-title", 1.0, context.text[title.start : title.end]),)
    return best


def full_form(context: Context, mark: Mark, reading: Reading, _facts: Facts) -> Sequence[Heard]:
    """A form of this entity without rivals stands in the document; where rivals do too, the one named oftener is likelier."""
    here = context.sure.get(reading[0])
    if not here or serves_others(context, mark, _facts):
        return _SILENT
    share = here / sum(context.sure.get(entity, 0) for entity in mark.entities())
    if share == 1:
        return (("full-form", 1.0, f"{here}"),)
    return ("full-form", 1.0, f"{here}"), ("named-oftener", share - 1, f"{share:.2f}")


def related(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Sequence[Heard]:
    """An institution that it belongs to or serves, or an entity tied to it, is sure in the document."""
    sure = not context.sure.keys().isdisjoint(facts.ties)
    if not sure and reading[0] not in context.tied and facts.ties.isdisjoint(context.tied):
        return _SILENT
    if serves_others(context, mark, facts):
        return _SILENT
    return (("related", 1.0, context.store.ids[min(facts.ties & context.sure.keys())]),) if sure else (("related", 0.6, ""),)


def region(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Sequence[Heard]:
    """The caller's region; failing that, what the document speaks of, where the candidates differ by region.

    A short form of a body elsewhere that wants context wants its region too: 证交所 in a text that never speaks of Taiwan. Where a year that the
    text states parts the bearers, their regions of today say nothing.
    """
    if context.region is not None:
        if facts.region == context.region:
            return (("region-given", 1.0, facts.region),)
        return (("region-elsewhere", 1.0, facts.region),) if facts.region != "intl" else _SILENT
    if context.differ_by_region(mark) and (share := context.regions.get(facts.region)):
        return (("region-text", share, facts.region),) if not dated(context, mark, reading, facts, "date-outside") else _SILENT
    wants = context.store.form_flags[reading[2]] >> FormFlags.USE & 3 == WITH_CONTEXT
    if wants and not mark.han and len(mark.entities()) == 1 and not _NATIONAL.isdisjoint(facts.kinds) and (share := context.regions.get(facts.region)):
        return (("region-text", share, facts.region),)  # the Politburo, in a document on China
    wants = wants and facts.region not in ("mainland", "intl")
    if wants and facts.type == "institution" and not context.regions.get(facts.region) and not dated(context, mark, reading, facts, "date-decides"):
        return (("region-missing", 1.0, facts.region),)
    return _SILENT


def foreign_text(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Sequence[Heard]:
    """A body of state by a bare name, in a document that speaks mostly of other countries and nowhere of it: 财政部 in a piece on Vietnam."""
    if facts.type != "institution" or not mark.han or not facts.of_state or context.region is not None or reading[0] in context.sure \
            or context.has_tool(mark, facts.region):
        return _SILENT
    regions = context.regions
    others = sum(share for region, share in regions.items() if region not in (facts.region, "mainland", "hk", "mo", "intl"))
    return (("foreign-text", others, ""),) if others >= _MOSTLY and regions.get(facts.region, 0.0) <= 1 - _MOSTLY else _SILENT


def region_near(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Sequence[Heard]:
    """The sentence speaks of one region alone, and it is this candidate's: 在香港，「證監會」..."""
    if context.region is not None:
        return _SILENT
    wants = facts.region not in ("mainland", "intl") and facts.type != "person" and context.store.form_flags[reading[2]] >> FormFlags.USE & 3 == WITH_CONTEXT
    if (wants or context.differ_by_region(mark)) and context.sentence_region(mark) == facts.region \
            and not dated(context, mark, reading, facts, "date-outside"):
        return (("region-near", 1.0, facts.region),)
    return _SILENT


def other_region(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Sequence[Heard]:
    """Another country's name stands beside a body of state, or is part of a company's: 土耳其央行 is not the PBOC.

    UBS Securities Hong Kong is not the mainland firm.
    """
    places: tuple[str | None, ...]
    if facts.local:
        places = (place_in_name(context.store, context.folded, mark),)
    elif facts.type == "institution":
        if not facts.of_state:
            return _SILENT
        places = (place_before(context.store, context.text, mark.start), place_after(context.store, context.text, mark.end))
    elif mark.han and facts.of_market:  # 韩国创业板, 美国逆回购
        places = (place_before(context.store, context.text, mark.start),)
    else:
        return _SILENT
    home = (facts.region, "mainland") if facts.region in _CHINESE else (facts.region,)
    for place in places:
        if place is not None and place not in home:
            return (("other-region", 1.0, place),)
    return _SILENT


def other_owner(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Sequence[Heard]:
    """A part of one body right after another body's name: the Bank of England's Monetary Policy Committee."""
    if facts.type != "institution" or facts.whole < 0:
        return _SILENT
    owner = context.owner(mark)
    if owner is None or owner in (reading[0], facts.whole) or owner in facts.ties or facts.whole in context.facts(owner).ties:
        return _SILENT
    return (("other-owner", 1.0, context.store.ids[owner]),)


#: Kinds of which every state has one: a bare name in English is that of the state that the document speaks of.
_NATIONAL = frozenset({"central-bank", "regulator", "government", "cabinet", "legislature", "department", "party-committee", "party-body"})
_POINTS = frozenset("该某各此")
#: What says that something is like such a body, and names none: 角色有如央行.
_LIKE = ("有如", "犹如", "好比", "形同", "堪比", "相当于", "类似", "类似于", "等同于", "无异于")
#: The characters before a name that :func:`determiner` looks at.
POINTING = _POINTS | frozenset("地国方")
#: Words of two characters that say of a body that it is another's, or anybody's.
_POINTED = frozenset(
    "两地 各地 多地 三地 该国 某国 本国 一国 两国 三国 多国 各国 诸国 别国 他国 它国 邻国 外国 贵国 敌国 彼国 此国 母国 对方 双方 各方 外方".split())


def _staffed(context: Context, mark: Mark, reading: Reading, facts: Facts) -> bool:
    return any(feature == "people-beside" for feature, _, _ in staff(context, mark, reading, facts))


def bare_again(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Sequence[Heard]:
    """Another body whose name ends in this one was named right before, and this one nowhere by a fuller form: 美国证监会……证监会."""
    if facts.type != "institution" or not mark.han or not facts.of_state or reading[0] in context.sure or facts.region == context.region:
        return _SILENT
    words = context.text[mark.start : mark.end]
    for other in context.before(mark.start):
        if mark.start - other.end > _AGAIN:
            break
        longer = other.won is not None and other.won[0] != reading[0] and other.end - other.start > len(words)
        if longer and other.won is not None and context.text.endswith(words, other.start, other.end):
            return (("bare-again", 1.0, context.store.ids[other.won[0]]),)
    return _SILENT


def namesake(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Sequence[Heard]:
    """Another country's body of the same kind was named right before, and this one nowhere by a form of its own: 欧洲央行……央行."""
    if facts.type == "institution" and "central-bank" in facts.kinds and reading[0] not in context.sure and not _staffed(context, mark, reading, facts) \
            and not context.has_tool(mark, facts.region):
        other = context.last_of_kind("central-bank", mark.start)
        if other is not None and context.facts(other).region != facts.region:
            return (("namesake", 1.0, context.store.ids[other]),)
        near = context.sentence_region(mark)
        if near is not None and context.region is None and near not in (facts.region, "mainland", "intl"):
            return (("namesake-near", 1.0, near),)
    return _SILENT


def determiner(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Sequence[Heard]:
    """该央行, 某证监局, 央行行长们, 有如央行: a word about it makes a class of the name, or points back to another body."""
    if facts.type != "institution" or not mark.han:
        return _SILENT
    if context.text[max(0, mark.start - 2) : mark.start] in _POINTED:
        return (("determiner", 1.0, context.text[mark.start - 2 : mark.start]),)
    if mark.start and context.text[mark.start - 1] in _POINTS:
        return (("determiner", 1.0, context.text[mark.start - 1]),)
    if context.text.endswith(_LIKE, 0, mark.start):
        return (("determiner", 1.0, context.text[mark.start - 2 : mark.start]),)
    if context.posts_at(mark) and any(context.text.startswith("们", title.end) for title in context.posts_at(mark)):
        return (("determiner", 1.0, "们"),)
    return _SILENT


def list_class(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Sequence[Heard]:
    """The list that it stands in says what its members are, and it is of that kind or of another: 南方、嘉实等基金公司. A bare stem needs one of its kind."""
    if facts.type != "institution" or not mark.han:
        return _SILENT
    stem = context.store.form_flags[reading[2]] >> FormFlags.VIA & 31 == STEM
    kind = context.list_class(mark)
    wants = stem or context.store.form_flags[reading[2]] >> FormFlags.USE & 3 == WITH_CONTEXT
    own = context.sector(mark) if kind is None and wants else kind  # after the shares of a sector others may follow: that denies nothing
    if own is not None and own in facts.kinds:
        return (("list-class", 2.0 if stem else 1.0, own),)
    heard = (("list-of-others", 1.0, kind),) if kind is not None else _SILENT
    return (*heard, ("stem-alone", 1.0, "")) if stem else heard


def date(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Sequence[Heard]:
    """The date given lies within, or outside, the entity's life and the form's time of use."""
    if context.as_of is None:
        return _SILENT
    form = context.store.extras.get(reading[2], {})
    spans = [(facts.since, facts.until), (form.get("since"), form.get("until"))]
    held = [dates.covers(since, until, context.as_of) for since, until in spans if since or until]
    if False in held:
        return (("date-outside", 1.0, context.as_of),)
    return (("date-inside", 1.0, context.as_of),) if True in held else _SILENT


def prior_of(context: Context, mark: Mark, reading: Reading) -> tuple[str, float, str]:
    """What the form alone says, as log odds: its type, or its judged share where several entities bear it."""
    priors = context.store.priors.get(mark.pattern)
    if priors is not None:
        share = priors.get(reading[0], PRIOR_LEAST)
        if context.region is not None and context.facts(reading[0]).region == context.region:
            share = max(share, *priors.values())  # how often it means whom is judged of texts from anywhere
        return "prior", FORM["short"] + log(share), f"{share:.2f}"
    flags = context.store.form_flags[reading[2]]
    name_type = "stem" if flags >> FormFlags.VIA & 31 == STEM else v.NAME_TYPES[flags >> FormFlags.TYPE & 15]
    return "form", FORM[name_type], name_type
