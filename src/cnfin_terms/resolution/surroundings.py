"""More evidence: what stands around a name that tells which of its bearers is meant, or that none is.

The functions are of the kind that :mod:`cnfin_terms.resolution.evidence` describes and collects.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cnfin_terms import dates
from cnfin_terms.lazy import regex
from cnfin_terms.lexicon.segments import is_han
from cnfin_terms.lexicon.store import FormFlags
from cnfin_terms.resolution.context import Context
from cnfin_terms.resolution.expansions import expansion
from cnfin_terms.resolution.facts import Facts
from cnfin_terms.resolution.marks import WITH_CONTEXT, Mark, Reading
from cnfin_terms.resolution.places import place_after, place_before

__all__ = [
    "SILENT",
    "Heard",
    "abroad",
    "among_han",
    "dated",
    "honorific",
    "in_place",
    "moves",
    "other_expansion",
    "own_region",
    "padded",
    "peers",
    "posted",
    "stated_date",
    "ticker",
    "too_early",
]

#: A feature, its value, and what in the text gave it.
Heard = tuple[str, float, str]
SILENT: tuple[Heard, ...] = ()

#: An identifier in brackets after a company's name: （00966.HK）, (SSE: 601398), （BABA）.
_TICKER = regex(r"\s?\(\s?(?:(?:hkex|sehk|hk|sse|szse|sh|sz|bse|nyse|nasdaq)\s?[:.]?\s?)?([0-9]{4,6}|[a-z]{2,5})(?:\.(?:hk|sh|sz|ss|bj|us|n|o|oq))?\s?\)")
#: What stands before a ticker.
_LISTED = regex(
    r"(?:(?<![a-z])(?:nyse(?:\samerican|\sarca)?|nasdaq(?:gs|gm|cm)?|amex|otc(?:qb|qx)?|tsxv?|asx|lse|sgx|hkex|sehk)|纳斯达克|纽交所|纽约证券交易所|港交所|联交所)\s?:\s?$")
_LONGEST_LISTED = 18
_HONORIFIC_AFTER = regex(r"\s?同志")
#: A unit right before a name: whoever works there is hardly the official.
_UNITS = frozenset("科室组班队店厂校村镇")
_HONORIFIC_BEFORE = regex(r"(?:^|[^a-z])(?:comrade|sir|dame)\s$")
#: In announcements and lists these stand beside whoever it is: they say less.
_MISTER_AFTER = regex(r"\s?(?:先生|女士|教授|博士|小姐)")
_MISTER_BEFORE = regex(r"(?:^|[^a-z])(?:mr|mrs|ms|miss|dr|professor)\.?\s$")
_IN_PLACE = regex(r"(?:在|于|赴|抵|登上|抵达|前往|飞往|飞抵|来自|位于|途经|游览|攀登|离开)$")
_NO_PLACE = regex("主持|带领|领导|率领|陪同|的|看来|任内|任上|之后|之前|手下|治下|接任|任")
_YEAR = regex(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])(?!\s?(?:亿|万|元|点|家|人|%))")
#: A year that a sentence opens with is its time; one in which something was founded need not be.
_OPENS = regex(
    r"\s?(?:in\s|早在|时间回到)?((?:19|20)[0-9]{2})(?:年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?|(?![0-9年]))"
    r"(?![0-9月日]|成立|创|设立|建|出生|生|诞生|至|到|-)")
_OPEN_ENDED = regex(r"(?:自|从|至|到|since\s|until\s|from\s|to\s)$")
_MOVES = regex(
    r"\s(?:(?:was|were|had|has|is|then|also|later|index|benchmark)\s)*((?:rose|rise[sn]?|fell|fall(?:s|en)?|gain(?:ed|s)?|add(?:ed|s)?|los[et]s?|dropp?(?:ed|s)?|slid|"
    r"slipped|clos(?:ed|es)|end(?:ed|s)|finish(?:ed|es)|open(?:ed|s)|climb(?:ed|s)|jump(?:ed|s)|surg(?:ed|es)|tumbl(?:ed|es)|plung(?:ed|es)|edg(?:ed|es)|up|down|"
    r"shed|rall(?:ied|ies)|retreat(?:ed|s)|rebound(?:ed|s)|advanc(?:ed|es))\b|(?:收|开|报|大|小)?[涨跌升])")
_SENTENCE_ENDS = "。!?\n;"
_YEAR_REACH = 40
_LONGEST_SENTENCE = 400
_LONG_WORD = 3
_SHORT_NAME = 2
#: As many letters of a word tell it: regulatory, regulation.
_STEM_LETTERS = 4
_LONGEST_SAID = 120
#: Nobody takes a first post so many years after being grown up.
_LIFE = 60
_PLACED = ("term", "market")
#: Where the mainland's terms are at home too: its treasury bonds are sold in Hong Kong.
_CHINESE = ("mainland", "hk", "mo", "intl")


def ticker(context: Context, mark: Mark, _reading: Reading, facts: Facts) -> Sequence[Heard]:
    """A ticker in brackets right after the name is this company's, or another's: 中国太平（00966.HK）."""
    if facts.type != "institution" or not context.text.startswith(("(", " ("), mark.end):
        return SILENT
    match = _TICKER.match(context.text, mark.end)
    if match is None:
        return SILENT
    code = match[1].lstrip("0")
    if code in facts.tickers:
        return (("ticker", 1.0, match[1]),)
    # another bearer's; a ticker that no bearer has says nothing
    others = any(code in context.facts(entity).tickers for entity in mark.entities())
    return (("ticker-of-other", 1.0, match[1]),) if others else SILENT


def among_han(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Sequence[Heard]:
    """A word of English that is a name too stands right beside Han: Wind数据, 据Visa介绍. Between Han a Latin word with small letters is a name."""
    if mark.han or facts.type in ("person", "title") or context.store.form_flags[reading[2]] >> FormFlags.USE & 3 != WITH_CONTEXT:
        return SILENT
    source = context.shown(mark)
    if source.isupper() or source.islower():
        return SILENT
    text = context.text
    before, after = text[max(0, mark.start - 2) : mark.start].strip()[-1:], text[mark.end : mark.end + 2].strip()[:1]
    return (("among-han", 1.0, before + after),) if any(char and is_han(char) for char in (before, after)) else SILENT


def moves(context: Context, mark: Mark, _reading: Reading, facts: Facts) -> Sequence[Heard]:
    """What follows is how far it rose or fell, and it is an index: Hong Kong's Hang Seng gained 1.2 per cent."""
    if facts.type != "term" or "index" not in facts.kinds:
        return SILENT
    match = _MOVES.match(context.text, mark.end)
    return (("moves", 1.0, match[1]),) if match is not None else SILENT


def honorific(context: Context, mark: Mark, _reading: Reading, facts: Facts) -> Sequence[Heard]:
    """同志, Comrade, Sir: a person's name, and mostly an official's; 先生, Mr: a person's."""
    if facts.type != "person":
        return SILENT
    if mark.start and context.text[mark.start - 1] in _UNITS:  # 财务科李超同志
        return SILENT
    if match := _HONORIFIC_AFTER.match(context.text, mark.end):
        return (("honorific", 1.0, match[0].strip()),)
    if match := _HONORIFIC_BEFORE.search(context.text, max(0, mark.start - 12), mark.start):
        return (("honorific", 1.0, match[0].strip()),)
    match = _MISTER_AFTER.match(context.text, mark.end) or _MISTER_BEFORE.search(context.text, max(0, mark.start - 12), mark.start)
    return (("mister", 1.0, match[0].strip()),) if match is not None else SILENT


def padded(context: Context, mark: Mark, _reading: Reading, facts: Facts) -> Sequence[Heard]:
    """A name of two characters spaced to the width of three, as lists of people have them: 廖　岷."""
    if context.folded.identity or facts.type != "person" or not mark.han or mark.end - mark.start != _SHORT_NAME:
        return SILENT
    return (("padded", 1.0, ""),) if "space" in context.folded.gaps(mark.start, mark.end) else SILENT


def in_place(context: Context, mark: Mark, _reading: Reading, facts: Facts) -> Sequence[Heard]:
    """A person's short name where a place would stand: 在米兰发表演讲, 登上钟山; not 在吴清主持下."""
    if facts.type != "person" or not mark.han or context.titles(mark):
        return SILENT
    before = _IN_PLACE.search(context.text, max(0, mark.start - 2), mark.start)
    if before is None or _NO_PLACE.match(context.text, mark.end):
        return SILENT
    return (("in-place", 1.0, before[0]),)


def defined(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Sequence[Heard]:
    """The document says what the short name stands for: China Guangfa Bank (CGB) ... CGB."""
    if facts.type == "person" or reading[0] not in context.defined.get(context.text[mark.start : mark.end], ()):
        return SILENT
    return (("defined", 1.0, context.text[mark.start : mark.end]),)


def own_region(context: Context, mark: Mark, _reading: Reading, facts: Facts) -> Sequence[Heard]:
    """The country or region right before or after the name is the entity's: Hong Kong's Growth Enterprise Market."""
    if facts.type in ("person", "title"):
        return SILENT
    for place in (place_before(context.store, context.text, mark.start), place_after(context.store, context.text, mark.end)):
        if place is not None and place == facts.region:
            return (("own-region", 1.0, place),)
    return SILENT


def abroad(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Sequence[Heard]:
    """Words that mean this only where its region is spoken of, in a sentence that speaks of another country alone: 美国……国债收益率."""
    if facts.type not in _PLACED or context.region is not None:
        return SILENT
    home = context.store.extras.get(reading[2], {}).get("region")
    if home is None or home != facts.region:
        return SILENT
    near = context.sentence_region(mark)
    return (("namesake-near", 1.0, near),) if near is not None and near not in (home, *_CHINESE) else SILENT


def peers(context: Context, mark: Mark, _reading: Reading, facts: Facts) -> Sequence[Heard]:
    """It stands in a list with others of its kind that are sure: ICBC, ABC, BOC and CCB."""
    if facts.type not in ("institution", "person"):
        return SILENT
    for other in context.list_of(mark):
        if other.won is None or other.won[0] in mark.entities():  # itself, or a rival
            continue
        theirs = context.facts(other.won[0])
        if theirs.type == facts.type and (facts.type == "person" or set(facts.kinds[:2]) & set(theirs.kinds[:2]) - {"company", "financial-company"}):
            return (("peers", 1.0 if facts.type == "institution" else 0.5, context.text[other.start : other.end]),)
    return SILENT


def posted(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Sequence[Heard]:
    """A title that such an institution has stands beside a form that wants context: 海底捞创始人."""
    if facts.type != "institution" or context.store.form_flags[reading[2]] >> FormFlags.USE & 3 != WITH_CONTEXT:
        return SILENT
    for title in context.posts_at(mark):
        if any(not context.facts(sense).at.isdisjoint(facts.kinds) for sense in title.entities()):
            return (("posted", 1.0, context.text[title.start : title.end]),)
    return SILENT


def stated_date(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Sequence[Heard]:
    """The year that the sentence states before the name lies within the life of one bearer and not of another."""
    if len(mark.entities()) <= 1 or facts.type not in ("institution", "person"):
        return SILENT
    date = context.as_of or stated(context.text, mark.start)
    if date is None:
        return SILENT
    lives = {entity: _lives(context, entity, form, date) for entity, _, form in mark.readings}
    mine = lives[reading[0]]
    rivals = [held for entity, held in lives.items() if entity != reading[0]]
    if mine is True and all(held is False for held in rivals):
        return (("date-decides", 1.0, date),)
    if mine is False and context.as_of is None and any(held is not False for held in rivals):
        return (("date-outside", 1.0, date),)
    return SILENT


def too_early(context: Context, mark: Mark, _reading: Reading, facts: Facts) -> Sequence[Heard]:
    """The sentence opens with a year before the person can have been grown up, going by their first post: in 1919 Wellington Koo refused."""
    if facts.type != "person" or not context.has_old_year:
        return SILENT
    text = context.text
    low = max(0, mark.start - _LONGEST_SENTENCE)
    opens = max(text.rfind(stop, low, mark.start) for stop in _SENTENCE_ENDS) + 1
    year = _OPENS.match(text, opens, mark.start) if opens or not low else None
    first = min((day for post in facts.posts if (day := post.since or post.until or post.seen)), default=None)
    if year is None or first is None or int(year[1]) >= int(first[:4]) - _LIFE:
        return SILENT
    return (("date-outside", 1.0, year[1]),)


def dated(context: Context, mark: Mark, reading: Reading, facts: Facts, feature: str) -> bool:
    """Whether the year that the text states parts the bearers, and says this of the candidate."""
    if not (facts.since or facts.until or reading[2] in context.store.extras):  # nothing is known of its time
        return False
    return any(heard == feature for heard, _, _ in stated_date(context, mark, reading, facts))


def _lives(context: Context, entity: int, form: int, date: str) -> bool | None:
    facts = context.facts(entity)
    names = context.store.extras.get(form, {})
    spans = [(facts.since, facts.until), (names.get("since"), names.get("until"))]
    held = [dates.covers(since, until, date) for since, until in spans if since or until]
    return False if False in held else True if True in held else None


def stated(text: str, start: int) -> str | None:
    """The year that a sentence states last before a place in it; None where it states none, or one that begins or ends a time (自1998年).

    >>> stated("2020年4月，金融委召开会议", 8), stated("自1998年起，保监会", 8)
    ('2020', None)
    """
    low = max(0, start - _YEAR_REACH)
    low = max(low, *(text.rfind(stop, low, start) + 1 for stop in _SENTENCE_ENDS))
    found = None
    for match in _YEAR.finditer(text, low, start):
        found = None if _OPEN_ENDED.search(text, low, match.start()) else match[1]
    return found


def other_expansion(context: Context, mark: Mark, reading: Reading, facts: Facts) -> Sequence[Heard]:
    """The text says that the acronym stands for something else: a lawful permanent resident (LPR), a ticker (NYSE: SAFE)."""
    if mark.han or facts.type == "person":
        return SILENT
    a, b = context.folded.span(mark.start, mark.end)
    acronym = context.folded.shown[a:b]
    acronym = acronym[:-1] if acronym.endswith("s") and acronym[:-1].isupper() else acronym
    if not acronym.isupper() or not acronym.isalpha() or not acronym.isascii():
        return SILENT
    if ":" in context.text[max(0, mark.start - 2) : mark.start] and (listed := _LISTED.search(context.text, max(0, mark.start - _LONGEST_LISTED), mark.start)):
        return (("other-expansion", 1.0, listed[0]),)
    beside = context.text.startswith(("(", " (", "s ("), mark.end) or context.text.endswith("(", 0, mark.start)
    # its own brackets say more than those of another place
    low = max(0, a - _LONGEST_SAID)
    meant = expansion(context.folded.shown[low : b + _LONGEST_SAID], acronym, a - low) if beside else context.expansion(acronym)
    if not meant:
        return SILENT
    if not beside and reading[0] in context.sure:  # it is named in full too: the other sense is that of the one place
        return SILENT
    said = {word[:_STEM_LETTERS] for word in re.findall(r"[a-z]+", meant.lower()) if len(word) > _LONG_WORD}
    own = {word[:_STEM_LETTERS] for name in context.names(reading[0]) for word in re.findall(r"[a-z]+", name)}
    return SILENT if said <= own else (("other-expansion", 1.0, meant),)
