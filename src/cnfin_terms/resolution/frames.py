"""The grammar around names: which title belongs to whom and where.

Purely structural: it looks at what kinds of mark stand where and at the words between them, in both languages,
before anything is resolved. What it finds is evidence for resolving and the skeleton of roles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from cnfin_terms.lazy import regex
from cnfin_terms.lexicon.segments import is_han
from cnfin_terms.resolution.marks import Mark
from cnfin_terms.resolution.nodes import LONGEST_GAP as _LONGEST_GAP
from cnfin_terms.resolution.nodes import Node
from cnfin_terms.resolution.office import LONGEST_LIFE, REPLACED, goes_on_in_office, is_as, is_filled_by, is_of_theirs, takes_or_leaves
from cnfin_terms.resolution.outer import modifiers_before
from cnfin_terms.resolution.pairs import pair_up
from cnfin_terms.text.branches import SMALL_OFFICES, UNITS
from cnfin_terms.text.fold import FoldedText

__all__ = ["tie_titles"]

_LONGEST_UNIT = 12
#: A list of names under one title is no longer than this.
_MOST_NAMES = 12


def _gap(*alternatives: str) -> re.Pattern[str]:
    return regex("|".join(f"(?:{a})" for a in alternatives))


_ASIDE = r"\s?[(\[]\s?"
#: Between institution and title.
_INST_TITLE = _gap(
    r"\s?", r"'s?\s", r"\s?的\s?", r"(?:\s|'s\s|s'\s)(?:former|current|incoming|outgoing|new|newly appointed|then|late|its)\s",
    r"(?:现任|时任|新任|首任|首位|前|原|前任|新|候任|\s)", r"党委", r"党组", r"\s?\|\s?",
    r"(?:分管|负责|主管|主持)[\u4e00-\u9fff]{2,8}的")
#: The same where the body has such a post: the CSRC, headed by chairman Wu Qing; but not the committee chaired by Vice Premier Liu He.
_HEADED = _gap(r",?\s(?:(?:which\s)?(?:is|was)\s)?(?:headed|led|chaired|run|helmed|governed)\sby\s(?:its\s|the\s)?")
#: Between title and institution.
_TITLE_INST = _gap(r"\s(?:of|at|for|with|to|from|in|overseeing)\s(?:the\s|both\sthe\s|china's\s|mainland\schina's\s|our\s|its\s)?")
_PIPE = regex(r"\s?\|\s?")
_TITLE_COMMA_INST = _gap(r",\s(?:the\s)?")
#: A part of the institution just named, which the title is of: the PBOC's digital currency institute.
_PART = regex(r"'s\s(?:[a-z-]+\s){0,4}(?:institute|bureau|department|office|branch|committee|division|unit|arm|centre|center|subsidiary)\b")
_ELSEWHERE = regex(r"\s(?:of|at|for)\s(?!(?:the\s)?(?:people's\srepublic|prc|china|hong\skong|macau|macao|taiwan|shanghai|beijing|shenzhen)\b)")
#: Between two titles of one person.
_UNIT = rf"[\u4e00-\u9fff]{{2,8}}(?:{UNITS}|公司|系)"
#: A branch needs no name to be another than its head: 县支行, 某支行.
_UNIT_BEFORE = regex(rf"(?:{_UNIT}|[\u4e00-\u9fff]{{0,8}}(?:{'|'.join(SMALL_OFFICES)}))$")
#: The body that speaks is no unit: 聘任罗焱为公司副总经理.
_OURS_BEFORE = regex("(?:[为任是系兼去聘届于本我该]|辞任|辞去|担任)公司$")
_TITLE_TITLE_ZH = _gap(rf"\s?[、,/]\s?(?:专职|驻会|兼职|{_UNIT})?", rf"\s?(?:兼|兼任|和|暨|及|以及|、兼)\s?(?:{_UNIT})?", r"\s", r"")
_TITLE_TITLE_EN = _gap(r"\s(?:and|&|as well as|and concurrently|and also|cum)\s(?:the\s)?", r",\s(?:and\s)?", r"\s?[/-]\s?")
#: What parts two people of a list.
_STOPS = frozenset({"", ",", "、", ";"})
#: Between title and person.
_TITLE_PERSON = _gap(r"\s?", r"\s?(?:同志|先生|女士|博士|教授)?:?\s?", r"\s(?:comrade|mr|ms|mrs|dr|sir|professor|prof)\.?\s")
_TITLE_HONORIFIC = _gap(r",\s(?:mr|ms|mrs|dr|sir|prof|professor|madam|comrade)\.?\s")
_TITLE_COMMA_PERSON = _gap(r",\s(?:mr\.?\s|ms\.?\s|dr\.?\s|comrade\s)?")
#: Between a post and who held it: 曾任工商银行董事长的易会满. Without the first word it would be the secretary of the chairman.
_TENURE = regex(r"(?:任|担任|出任|接任|身为|作为|历任|当选|官至)$")
_LONGEST_TENURE = 4
#: From a cell of a table to the next, with what is left of tags around the words; and what stands before the first of a row.
_TAGS = r"(?:</?(?:b|i|strong|em|span|p|a|font)\b[^<>]{0,80}>|\s){0,6}?"
_CELL = regex(rf"{_TAGS}(?:</td>\s*<td[^<>]{{0,80}}>|\t|\|){_TAGS}")
_ROW = regex(rf"(?:(?:^|\n)\s*\||^\s*<td[^<>]{{0,80}}>|<tr[^<>]{{0,80}}>\s*<td[^<>]{{0,80}}>|^|\n){_TAGS}$")
_LONGEST_ROW_HEAD = 300
#: Before a title that is of the body named last: its governor.
_ITS = regex(r"(?<![a-z])its\s(?:(?:new|former|own|then|long-time|chief|outgoing|incoming)\s)?$")
_ITS_REACH = 160
_SENTENCE_END = regex(r"[.;!?\n。！？；]\s?")
_LONGEST_ITS = 20
#: Between a list of people and as many posts: 分别担任.
_RESPECTIVELY = regex(r"(?:同志|先生|女士|博士)?\s?(?:,\s?)?(?:将|已|现)?分别(?:担任|出任|兼任|接任|任|为|是|系)")
#: Whoever they stand behind is not they: 潘功胜的秘书, 吴清助理.
_SERVANTS = frozenset({"秘书", "助理", "特别助理"})
#: Between two names of a list.
_PERSON_PERSON = _gap(r"(?:同志|先生|女士|博士)?\s?、\s?", r"(?:同志|先生|女士|博士)?\s?(?:和|及|以及|与)\s?", r",?\sand\s(?:mr\.?\s|ms\.?\s|dr\.?\s)?")
#: Between person and the title (or the institution before it).
_PERSON_TITLE = _gap(
    r",\s?(?:(?:who|is|was|has|been|now|then|deputy|vice|acting|former|currently|formerly|previously|recently|also|both|announced|named|appointed|elected|serving|as|its|china's|hong\skong's|"
    r"current|the|a|an|[a-z]+'s)\s)*",
    r"(?:,\s(?:gbm|gbs|sbs|bbs|mh|cbe|obe|mbe|kbe|sc|qc|kc))+,\s",
    r"\s(?:(?:is|was|as|has|been|will|would|be|to|becom(?:e|es)|became|remains?|continue[ds]?|serve[ds]?|act(?:s|ed)|named|(?:re-?)?(?:appointed|elected)|nominated|confirmed|"
    r"promoted|sworn\sin|made|currently|now|also|the|a|an)\s)+", _ASIDE,
    r"\s?[-–—|:]\s?", r",?\sthe\s", r"的",
    r"\s(?:(?:has|had|will|is|was|to)\s)*(?:step(?:ped|s|ping)?\sdown|resign(?:ed|s|ing)?|retire[ds]?|retiring|quit|depart(?:ed|s)?|serv(?:ed|es|ing)|work(?:ed|s))\s"
    r"(?:as|from)\s(?:the\s|its\s|a\s)?",
    r"\s?[,:(]?\s?(?:他|她|其)?(?:曾|长期|已|将|正式|获|获任|获委任为|担任|任|出任|为|是|系|现任|现为|接任|兼任|兼|当选|当选为|升任|升至|升为|就任|调任|履新|时任|曾任|原任|被任命为|拟任|先后任|历任)+\s?",
    r"\s?(?:于|在)?(?:[0-9]{4}年)(?:[0-9]{1,2}月)?(?:起|开始|正式)*(?:任|担任|出任|升任|接任|为|就任)\s?", r"\s?")


class _Ties:
    """The ties of one text while they are being found."""

    def __init__(self, folded: FoldedText, nodes: Sequence[Node], is_of: Callable[[Mark, Mark], bool]) -> None:
        self.folded = folded
        self.is_of = is_of
        self.text = folded.text
        self.nodes = nodes
        self.institution: dict[int, int] = {}  # title's node number -> institution's
        self.apart: set[int] = set()  # titles in a row with that of a body that has no such post
        self.meant: dict[int, int] = {}  # of "its governor": the institution named last
        self.person: dict[int, int] = {}
        self.more: dict[int, list[int]] = {}  # further persons of a title: 副总裁余伟文、阮国恒、李达志

    def gap(self, left: int, right: int) -> str | None:
        """The words between two nodes; None where there is no such node or it is far."""
        if not (0 <= left < len(self.nodes) and 0 <= right < len(self.nodes)):
            return None
        a, b = self.nodes[left].end, self.nodes[right].start
        return self.text[a:b] if 0 <= b - a <= _LONGEST_GAP else None

    def fits(self, pattern: re.Pattern[str], left: int, right: int) -> bool:
        gap = self.gap(left, right)
        return gap is not None and pattern.fullmatch(gap) is not None

    def in_unit(self, title: int) -> bool:
        """Whether a Chinese title stands right after a unit that is no mark: 国际司|司长 is nobody else's 司长."""
        node = self.nodes[title]
        before = self.nodes[title - 1].end if title else 0
        if self.text.endswith("公司", before, node.start) and _OURS_BEFORE.search(self.text, max(0, node.start - _LONGEST_UNIT), node.start):
            return False
        return node.marks[0].han and _UNIT_BEFORE.search(self.text, max(before, node.start - _LONGEST_UNIT), node.start) is not None

    def broken(self, left: int, right: int) -> bool:
        """Whether a line ends between two nodes: what stands on another line is another's, if anybody is nearer."""
        return "\n" in self.between(left, right)

    def between(self, left: int, right: int) -> str:
        """What the source has between two nodes, blanks that folding dropped included."""
        _, start = self.folded.span(self.nodes[left].start, self.nodes[left].end)
        end, _ = self.folded.span(self.nodes[right].start, self.nodes[right].end)
        return self.folded.source[start:end]

    def institutions(self) -> None:
        """Which institution each title belongs to: the one before it, or the one after ``of``."""
        nodes = self.nodes
        titles = [i for i, node in enumerate(nodes) if node.is_title]
        for i in titles:
            left, right = i - 1, i + 1
            if right < len(nodes) and nodes[right].is_institution and self.fits(_TITLE_INST, i, right):
                if not _PART.match(self.text, nodes[right].end):
                    self.institution[i] = right
            elif left >= 0 and nodes[left].is_institution and not nodes[left].is_title and (
                    self.fits(_INST_TITLE, left, i) or (self.fits(_HEADED, left, i) and self.is_of(nodes[i].marks[0], nodes[left].marks[0]))):
                self.institution[i] = left
        for i in titles:  # 党委书记、行长: the second shares the first's, if a body of its kind has both (政治局委员、外交部长)
            if i not in self.institution and i - 1 in self.institution and nodes[i - 1].is_title and self.institution[i - 1] < i \
                    and self.fits(_TITLE_TITLE_ZH if nodes[i].marks[0].han else _TITLE_TITLE_EN, i - 1, i) and not self.in_unit(i):
                if self.is_of(nodes[i].marks[0], nodes[self.institution[i - 1]].marks[0]):
                    self.institution[i] = self.institution[i - 1]
                else:
                    self.apart.add(i)
        for i in reversed(titles):  # Chairman and CEO of X: the first shares the second's
            if i not in self.institution and self.institution.get(i + 1, -1) > i and nodes[i + 1].is_title and self.fits(_TITLE_TITLE_EN, i, i + 1):
                self.institution[i] = self.institution[i + 1]

    def cells(self) -> None:
        """A row of a table that begins with a person: their title and its institution stand in the cells after it."""
        source = self.folded.source
        if "</td>" not in source and "\t" not in source and "|" not in source:
            return
        nodes = self.nodes
        for i in range(1, len(nodes) - 1):
            if not (nodes[i].is_title and nodes[i - 1].is_person and nodes[i + 1].is_institution) or nodes[i - 1].is_title or nodes[i + 1].is_title:
                continue
            begin, _ = self.folded.span(nodes[i - 1].start, nodes[i - 1].end)
            cells = _CELL.fullmatch(self.between(i - 1, i)) and _CELL.fullmatch(self.between(i, i + 1))
            if cells and _ROW.search(source, max(0, begin - _LONGEST_ROW_HEAD), begin):
                self.institution[i] = i + 1
                self.person[i] = i - 1

    def possessives(self) -> None:
        """``The PBOC said that its governor``: the institution named last before the title."""
        for i, node in enumerate(self.nodes):
            if not node.is_title or i in self.institution or not _ITS.search(self.text, max(0, node.start - _LONGEST_ITS), node.start):
                continue
            bodies = []
            for before in range(i - 1, -1, -1):
                if node.start - self.nodes[before].end > _ITS_REACH:
                    break
                if self.nodes[before].is_institution and not self.nodes[before].is_title:
                    bodies.append(before)
            # of two in one sentence nobody knows whose it is
            if len(bodies) == 1 or (len(bodies) > 1 and _SENTENCE_END.search(self.text, self.nodes[bodies[1]].end, self.nodes[bodies[0]].start)):
                self.meant[i] = bodies[0]

    def after_persons(self) -> None:
        """``Governor Pan Gongsheng (潘功胜) of the PBOC``: the institution after the name is the title's."""
        nodes = self.nodes
        for i, holder in self.person.items():
            if holder == i + 1 and i not in self.institution and holder + 1 < len(nodes) and nodes[holder + 1].is_institution \
                    and self.fits(_TITLE_INST, holder, holder + 1):
                self.institution[i] = holder + 1

    def persons(self) -> None:
        """Who holds each title: the name right after it, else the name before, else the name after a comma."""
        nodes = self.nodes
        titles = [i for i, node in enumerate(nodes) if node.is_title]
        for i in titles:
            tail = max(i, self.institution.get(i, i))
            head = min(i, self.institution.get(i, i))
            after = tail + 1
            if after < len(nodes) and nodes[after].is_person and not nodes[after].is_title and self.fits(_TITLE_PERSON, tail, after) \
                    and not self.broken(tail, after):
                self.person[i] = after
        for i in reversed(titles):  # 行长、党委书记X: the first shares the second's
            if i in self.person:
                continue
            for follower in (i + 1, i + 2):
                if follower in self.person and nodes[follower].is_title and self.person[follower] > follower:
                    own = self.institution.get(follower, follower)
                    between = own if i < own < follower else follower
                    if self.fits(_TITLE_TITLE_ZH if nodes[i].marks[0].han else _TITLE_TITLE_EN, max(i, self.institution.get(i, i)), between):
                        self.person[i] = self.person[follower]
                        break
        for i in titles:
            if i in self.person:
                continue
            head = min(i, self.institution.get(i, i))
            tail = max(i, self.institution.get(i, i))
            before, after = head - 1, tail + 1
            served = self.text[nodes[i].start : nodes[i].end] in _SERVANTS
            if not served and self.has(before, head, nodes[i].end) and not self.is_next(before, head, i):
                holder = self._holder(before, head)
                if holder is not None:
                    self.person[i] = holder
            elif before >= 0 and nodes[before].is_title and before in self.person and self.person[before] < before \
                    and self.goes_on(before, head):
                self.person[i] = self.person[before]
            elif before >= 1 and nodes[before].is_institution and self.institution.get(before - 1) == before and before - 1 in self.person \
                    and self.person[before - 1] < before - 1 and self.goes_on(before, head):
                self.person[i] = self.person[before - 1]  # Deputy Governor of A and Director of B
            elif after < len(nodes) and nodes[after].is_person and not nodes[after].is_title \
                    and (((i in self.institution or i in self.meant) and self.fits(_TITLE_COMMA_PERSON, tail, after))
                         or self.fits(_TITLE_HONORIFIC, tail, after) or self.fits(_TITLE_PERSON, tail, after)
                         or is_filled_by(self.text, nodes[head].start, nodes[tail].end, nodes[after].start, nodes[after].end)):
                self.person[i] = after

    def has(self, person: int, head: int, end: int) -> bool:
        """Whether the person before a post, which begins with a node and ends in the text, is said to have it."""
        if person < 0 or not self.nodes[person].is_person or self.nodes[person].is_title:
            return False
        start, stop = self.nodes[person].end, self.nodes[head].start
        if not 0 <= stop - start <= LONGEST_LIFE:
            return False
        gap = self.text[start:stop]
        if is_of_theirs(self.text, gap, end):
            return False
        return self.fits(_PERSON_TITLE, person, head) or takes_or_leaves(gap, han=self.nodes[person].marks[0].han) or is_as(self.text, gap, end)

    def is_next(self, person: int, head: int, title: int) -> bool:
        """Whether a person with a title before the name is followed by that of another, whose name the lexicon does not have: 行长王良，副行长罗焱."""
        if not self.nodes[title].marks[0].han or not (person and self.nodes[person - 1].is_title and self.person.get(person - 1) == person):
            return False
        after = self.nodes[title].end
        return (self.gap(person, head) or "").strip() in _STOPS and (is_han(self.text[after : after + 1] or " ") or self.text.startswith(":", after))

    def goes_on(self, left: int, right: int) -> bool:
        """Whether whoever has the post before has the one after too: they stand in a row, or in the lines of a life."""
        han = self.nodes[right].marks[0].han
        gap = self.gap(left, right)
        return self.fits(_TITLE_TITLE_ZH if han else _TITLE_TITLE_EN, left, right) or (gap is not None and goes_on_in_office(gap, han=han))

    def tenures(self) -> None:
        """``曾任工商银行董事长的易会满``: the post that somebody held stands before the name."""
        nodes = self.nodes
        for i, node in enumerate(nodes):
            after = max(i, self.institution.get(i, i)) + 1
            if not node.is_title or i in self.person or after >= len(nodes) or not nodes[after].is_person or nodes[after].is_title \
                    or self.gap(after - 1, after) != "的":
                continue
            head = nodes[min(i, self.institution.get(i, i))].start
            if _TENURE.search(self.text, max(0, head - _LONGEST_TENURE), head):
                self.person[i] = after

    def respectively(self) -> None:
        """``A、B、C分别担任X行长、Y局长、Z主席``: as many posts as people, in their order."""
        nodes = self.nodes
        for at in range(len(nodes) - 1):
            gap = self.gap(at, at + 1)
            if not nodes[at].is_person or nodes[at].is_title or gap is None or not _RESPECTIVELY.fullmatch(gap):
                continue
            first = at
            while self.fits(_PERSON_PERSON, first - 1, first) and nodes[first - 1].is_person and not nodes[first - 1].is_title:
                first -= 1
            titles = []
            here = at + 1
            while here < len(nodes):
                title = here + 1 if nodes[here].is_institution and not nodes[here].is_title else here
                if title >= len(nodes) or not nodes[title].is_title or (title > here and self.institution.get(title) != here):
                    break
                titles.append(title)
                if not self.fits(_PERSON_PERSON, title, title + 1):
                    break
                here = title + 1
            if len(titles) == at - first + 1 > 1:
                self.person.update(dict(zip(titles, range(first, at + 1), strict=True)))

    def _holder(self, person: int, head: int) -> int | None:
        """Who has the title: ``Wu replaced Yi as chairman``, 吴清接替易会满任主席 give it to the one named first."""
        start = self.nodes[person].start
        if not REPLACED.search(self.text, max(0, start - _LONGEST_GAP), start) or self.text.startswith(", ", self.nodes[person].end, self.nodes[head].start):
            return person  # Wu took over from Yi, a former chairman
        before = person - 1
        return before if before >= 0 and self.nodes[before].is_person and start - self.nodes[before].end <= _LONGEST_GAP else None

    def lists(self) -> None:
        """A title before a list of names is everybody's: the names after it that have no title of their own."""
        nodes = self.nodes
        owned = set(self.person.values())
        for i, holder in list(self.person.items()):
            if holder < i:
                self._list_before(i, holder)
                continue
            at = holder
            while at - holder < _MOST_NAMES and at + 1 not in owned and self.fits(_PERSON_PERSON, at, at + 1) \
                    and nodes[at + 1].is_person and not nodes[at + 1].is_title:
                at += 1
                if at + 1 in owned or (at + 1 < len(nodes) and nodes[at + 1].is_title and self.person.get(at + 1) == at):
                    break
                self.more.setdefault(i, []).append(at)

    def _list_before(self, title: int, holder: int) -> None:
        """``A and B, former governors of X``: a plural after a list is everybody's."""
        node, at = self.nodes[title], holder
        if node.marks[0].han or not self.text[node.start : node.end].endswith("s"):
            return
        while holder - at < _MOST_NAMES and self.fits(_PERSON_PERSON, at - 1, at) and self.nodes[at - 1].is_person and not self.nodes[at - 1].is_title:
            at -= 1
            self.more.setdefault(title, []).append(at)

    def commas(self) -> None:
        """``Liu Mingkang, Chairman, CBRC``: a comma ties only where the person already is, or a title of that very body stands by itself in capitals."""
        for i, node in enumerate(self.nodes):
            if node.is_title and (i in self.person or self._heads_line(i)) and i not in self.institution and i + 1 < len(self.nodes) \
                    and self.nodes[i + 1].is_institution and not self.nodes[i + 1].is_person \
                    and (self.fits(_TITLE_COMMA_INST, i, i + 1) or self.lines(self.person.get(i, -1), i)):
                self.institution[i] = i + 1

    def lines(self, person: int, title: int) -> bool:
        """Whether a person, their title and its body stand in lines of their own, or in cells: Pan Gongsheng | Governor | PBOC."""
        if person != title - 1:
            return False
        if self.fits(_PIPE, person, title):
            return self.fits(_PIPE, title, title + 1)
        return all(self.broken(at, at + 1) and not self.between(at, at + 1).strip() for at in (person, title))

    def _heads_line(self, title: int) -> bool:
        """Whether a Latin title begins a line in capitals, and the body after it has it: ``Chief Executive, Hong Kong Monetary Authority``."""
        mark = self.nodes[title].marks[0]
        if mark.han or title + 1 >= len(self.nodes) or not self.nodes[title + 1].is_institution:
            return False
        start = mark.span(self.folded)[0]
        heads = self.folded.source[max(0, start - 1) : start] in ("", "\n") and self.folded.show(start, start + 1).isupper()
        return heads and self.is_of(mark, self.nodes[title + 1].marks[0])


def tie_titles(folded: FoldedText, nodes: Sequence[Node], is_of: Callable[[Mark, Mark], bool]) -> None:
    """Set ``institution`` and ``persons`` of every title mark that has them: each the first mark of its node.

    :param is_of: whether a title's mark can be a post at an institution's.
    """
    ties = _Ties(folded, nodes, is_of)
    text = folded.text
    ties.institutions()
    ties.possessives()
    ties.persons()
    ties.tenures()
    ties.after_persons()
    ties.lists()
    ties.respectively()
    ties.commas()
    ties.cells()
    for i, node in enumerate(nodes):
        if node.is_title:
            holder = ties.person.get(i, -1)
            between = ties.between(holder - 1, holder) if holder > i else ""
            for mark in node.marks:
                mark.loose = (mark.han and between.isspace()) or "\n" in between
                head = nodes[ties.institution.get(i, i)].start
                if head < mark.start:
                    mark.outer = modifiers_before(text, head)
                owner = ties.institution.get(i, ties.meant.get(i))
                mark.elsewhere = owner is None and (ties.in_unit(i) if mark.han else _ELSEWHERE.match(text, mark.end) is not None)
                mark.institution = nodes[owner].marks[0] if owner is not None else None
                mark.meant = owner is not None and i not in ties.institution
                mark.apart = i in ties.apart
                if mark.institution is not None and mark.institution.branch:
                    mark.outer = (*mark.outer, "branch")
                mark.persons = [nodes[n].marks[0] for n in [ties.person[i], *ties.more.get(i, [])]] if i in ties.person else []
    pair_up(text, nodes)
