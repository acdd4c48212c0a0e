"""Bodies of a province or city that are called like a national one: 浙江省发改委 is not the commission of the state.

The mention is ``unresolved``, where the lexicon has no record of the local body: it is surely one, and its place stands in its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cnfin_terms.lazy import regex
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.match.segment import Words
from cnfin_terms.resolution.facts import Facts
from cnfin_terms.resolution.marks import Mark, sense_of_types
from cnfin_terms.resolution.unknowns import REASON
from cnfin_terms.text.cities import CITIES
from cnfin_terms.text.fold import FoldedText

__all__ = ["with_local"]

_SENSE = sense_of_types(frozenset({v.TYPES.index("institution")}), han=True, soft=False)
#: Kinds of national bodies of which places have their own, and of what kind that is. The central bank has branches, which bear its name.
_LOCAL_KINDS = {
    "department": "local-department", "government": "local-department", "regulator": "regulator-office", "legislature": "legislature",
    "consultative-conference": "consultative-conference", "court": "court", "procuratorate": "procuratorate", "party": "party-office",
    "association": "association",
}
_LOCAL = frozenset({"local-government", "local-department", "local-office", "regulator-office", "party-committee"})
#: How names begin that say themselves of what country they are.
_NATIONAL = ("中国", "中华", "国家", "国务院", "中共", "中央", "全国", "最高")
_UNITS = "省市县区州"
_PLACE = regex(rf"(?:{CITIES})(?:[省市]|自治区)?$")
#: A place by its last character, whose name may begin anywhere before it; and words that are no place though they end so.
_SOMEWHERE = regex(rf"[\u4e00-\u9fff]{{2}}[{_UNITS}]$|[全各本我该外邻两多某][{_UNITS}]$")
#: Before a place alone, without its unit: what stands there says where something happens (在上海|证监会召开会议).
_WHERE = frozenset("在于到赴从抵往至自")
#: Its name alone stands for the capital, where the national bodies are.
_CAPITAL = "北京"
_ABROAD = ("香港", "澳门", "台湾")
#: How names end of bodies that no place has of its own, and of those whose offices in a place are now and then called as they are.
_OF_THE_STATE = ("部", "署", "总局")
_SUPERVISOR = ("证监会", "银监会", "保监会")
_ENDS = frozenset(_UNITS) | {name[-1] for name in CITIES.split("|")}
_LONGEST = 7


def with_local(facts: Callable[[int], Facts], folded: FoldedText, marks: list[Mark], words: Words) -> list[Mark]:
    """The marks, with those of national bodies right after a place's name taken for that place's own body.

    :param marks: in text order; none of them decided.
    :param words: ordinary words: 上市 and 股市 are no places.
    """
    text = folded.text
    found: list[Mark] = []
    for mark in marks:
        if mark.start and mark.han and text[mark.start - 1] in _ENDS and (kind := _kind(facts, text, mark)):
            place = _PLACE.search(text, max(0, mark.start - _LONGEST), mark.start)
            if place is not None and (not found or found[-1].end <= place.start()):
                if _is_its_own(folded, place, mark):
                    local = Mark(place.start(), mark.end, mark.pattern, _SENSE)
                    local.status, local.reason, local.kinds = "unresolved", REASON, v.ancestors("institution", kind)
                    found.append(local)
                    continue
            elif place is None and _is_somewhere(text, mark.start, words):
                continue
        found.append(mark)
    return found


def _kind(facts: Callable[[int], Facts], text: str, mark: Mark) -> str:
    """The kind of a place's body of a mark's name, "" where the mark may be anything but a national body of mainland China by a name that does not say so."""
    if text.startswith(_NATIONAL, mark.start):
        return ""
    kind = ""
    for entity in mark.entities():
        known = facts(entity)
        if known.type != "institution" or not _LOCAL.isdisjoint(known.kinds):
            return ""
        if known.region != "mainland":
            continue
        kind = next((_LOCAL_KINDS[name] for name in known.kinds if name in _LOCAL_KINDS), "")
        if not kind:
            return ""
    return kind


def _is_its_own(folded: FoldedText, place: re.Match[str], body: Mark) -> bool:
    """Whether a body of a province or great city is named, and not where a national one does something.

    A place has no ministry: after its bare name, as of a dateline or of what a verb supports (新华社上海|财政部, 支持海南|财政部), that is the state's.
    """
    if place[0][-1] in _UNITS and place[0][:-1] in CITIES:
        return True
    text = folded.text
    if text.endswith(_OF_THE_STATE, body.start, body.end):
        return False
    if text.endswith(_SUPERVISOR, body.start, body.end) and folded.gaps(body.start - 1, body.start + 1):
        return False
    return not place[0].startswith((_CAPITAL, *_ABROAD)) and text[place.start() - 1 : place.start()] not in _WHERE


def _is_somewhere(text: str, end: int, words: Words) -> bool:
    """Whether the name of another place ends there, by its unit: 义乌市, 全省, but not 上市."""
    match = _SOMEWHERE.search(text, max(0, end - _LONGEST), end)
    if match is None:
        return False
    return len(match[0]) == 2 or match[0][-1] != "市" or all(a or b < 2 for a, b, _ in words.find(match[0][1:]))  # noqa: PLR2004
