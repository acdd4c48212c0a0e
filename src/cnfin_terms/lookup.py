"""One whole string to one entity: a cell of a table, a name typed into a form.

The string goes through the same fold and automaton as text; only a form that covers all of it counts. Failing that,
one slip is forgiven in a long name, never in a short Chinese one: a character of a bank's name is another bank.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.segments import is_han
from cnfin_terms.lexicon.store import CASE, FormFlags
from cnfin_terms.resolution.context import Context
from cnfin_terms.resolution.evidence import date, prior_of, region, weight_of
from cnfin_terms.resolution.marks import STEM, Mark, sense_of
from cnfin_terms.resolution.weights import EXACT
from cnfin_terms.result import Candidate, MentionType, Resolution
from cnfin_terms.text.opposites import is_another

if TYPE_CHECKING:
    from cnfin_terms.linker import Linker

__all__ = ["Lookup", "within_one"]

_LEAST_HAN = 6
_LEAST_LATIN = 8
_FUZZY_SCORE = 0.8
#: A part of a name is general from this many names on.
_SHARED = 3
_SURE = 0.8
_SHORT_NAME = 2
_NAMESAKES = 0.6
_STEM_SHARE = 0.6
#: What may stand around a name in a cell: an article, quotation marks, brackets, a stop (as folded).
_AFFIX = re.compile(r"^(?:the |[\s\"'(《〈【\[])+|[\s,.;:\"')》〉】\]。、]+$")


def within_one(a: str, b: str) -> bool:
    """Whether two strings differ by at most one insertion, deletion, substitution or swap of neighbours.

    >>> within_one("agricultural", "agricutural"), within_one("中国银行", "中国很行"), within_one("ab", "cd")
    (True, True, False)
    """
    if abs(len(a) - len(b)) > 1:
        return False
    if len(a) > len(b):
        a, b = b, a
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[at:] == b[at + 1 :]
    return a[at + 1 :] == b[at + 1 :] or (a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :])


class Lookup:
    """Answers whole strings for one linker."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._store = linker.lexicon.store

    def _patterns(self, key: str) -> list[int]:
        """The pattern that is the whole key, if there is one."""
        return [pattern for start, end, pattern in self._store.automaton.find_overlapping(key)
                if start == 0 and end == len(key) and self._store.pattern_first[pattern] < self._store.pattern_first[pattern + 1]]

    def resolve(self, string: str, context: str | None, as_of: str | None, place: str | None, *, fuzzy: bool) -> Resolution:
        """See :meth:`cnfin_terms.linker.Linker.resolve`."""
        key = self._store.folder.key(string).strip()
        found = self._patterns(key)
        if not found:
            key = _AFFIX.sub("", key)
            found = self._patterns(key) if key else []
        if found:
            return self._answer(string, found[0], key, context, as_of, place)
        if fuzzy and (near := self._near(key)):
            return self._near_answer(string, near)
        return Resolution(string, "unresolved", None, None, (), 0.0, (), None, "no-form", self._linker.lexicon.handle)

    def _answer(self, string: str, pattern: int, key: str, context: str | None, as_of: str | None, place: str | None) -> Resolution:
        """The entity of a pattern, by prior, region, date and context where several bear it."""
        store = self._store
        readings: dict[tuple[int, tuple[str, ...]], int] = {}
        for form in store.forms_of(pattern):
            flags = store.form_flags[form]
            # a string in other letters than an exact form asks for is not that form: "safe" is not SAFE
            if store.pattern_flags[pattern] & CASE and flags >> FormFlags.EXACT & 1 and not _same_letters(string, store.form_text[form]):
                continue
            slot = (store.form_entity[form], store.form_modifiers(form))
            if slot not in readings or flags & 15 < store.form_flags[readings[slot]] & 15:
                readings[slot] = form
        if not readings:
            return Resolution(string, "unresolved", None, None, (), 0.0, (), None, "no-form", self._linker.lexicon.handle)
        wanted = {entity for entity, _ in readings}
        if len(wanted) > 1 and context is not None and (said := self._from_context(string, context, as_of, place, wanted)) is not None:
            return said
        named = {slot: form for slot, form in readings.items() if store.form_flags[form] >> FormFlags.VIA & 31 != STEM}
        options = tuple((entity, modifiers, form) for (entity, modifiers), form in (named or readings).items())
        if not named or (len(named) < len(readings) and all(store.form_flags[form] >> FormFlags.USE & 3 for form in named.values())):
            options = tuple((entity, modifiers, form) for (entity, modifiers), form in readings.items())
            share = _STEM_SHARE / len(options)  # a bare stem: 华夏 is a bank's, a fund manager's and a word of every day
            return self._result(string, "ambiguous", [(store.ids[entity], share) for entity, _, _ in options], options[0][0], (), options[0][2], "weak-form")
        if len(options) == 1:
            entity, modifiers, form = options[0]
            score = EXACT[v.NAME_TYPES[store.form_flags[form] & 15]]
            if v.TYPES[store.entity_type[entity]] == "person" and (store.form_flags[form] >> FormFlags.WEAK & 1 or len(key) <= _SHORT_NAME):
                score = _NAMESAKES  # a name that many bear, and nothing but the string to go by
            return self._result(string, "resolved", [(store.ids[entity], score)], entity, modifiers, form, "exact")
        mark = Mark(0, len(key), pattern, sense_of(store, options, soft=False, han=is_han(key[0])))
        setting = Context(store, self._linker._facts, store.folder.fold(key), [mark], (), as_of=as_of, region=place)  # noqa: SLF001  (the linker's own cache of facts)
        odds = []
        for reading in options:
            facts = setting.facts(reading[0])
            heard = (*region(setting, mark, reading, facts), *date(setting, mark, reading, facts))
            odds.append((prior_of(setting, mark, reading)[1] + sum(map(weight_of, heard)), reading))
        return self._weighed(string, odds)

    def _weighed(self, string: str, odds: list[tuple[float, tuple[int, tuple[str, ...], int]]]) -> Resolution:
        from math import exp  # noqa: PLC0415

        store = self._store
        top = max(weight for weight, _ in odds)
        total = sum(exp(weight - top) for weight, _ in odds)
        shares = [(exp(weight - top) / total * 0.98, reading) for weight, reading in odds]
        shares.sort(key=lambda item: (-item[0], store.ids[item[1][0]], item[1][1]))
        merged: dict[str, float] = {}
        for share, reading in shares:
            merged[store.ids[reading[0]]] = merged.get(store.ids[reading[0]], 0.0) + share
        share, (entity, modifiers, form) = shares[0]
        if share >= _SURE:
            return self._result(string, "resolved", list(merged.items()), entity, modifiers, form, "prior")
        titles = all(v.TYPES[store.entity_type[reading[0]]] == "title" for _, reading in shares)
        return self._result(string, "ambiguous", list(merged.items()), entity, (), form, "kind-open" if titles else "rivals")

    def _from_context(self, string: str, context: str, as_of: str | None, place: str | None, wanted: set[int]) -> Resolution | None:
        """What the string means where the context itself names one of its candidates, or in a line under it."""
        store = self._store
        doc = self._linker.link(f"{context}\n\n{string}", as_of, place)
        at = len(context) + 2
        for mention in doc.mentions:
            if mention.start >= at and mention.text.strip() == string.strip() and mention.id is not None:
                number = store.index(mention.id)
                if number in wanted:
                    return Resolution(string, "resolved", mention.id, mention.type, mention.modifiers, mention.score, mention.candidates, mention.form,
                                      mention.reason, self._linker.lexicon.handle)
        return None

    def _result(self, string: str, status: str, shares: list[tuple[str, float]], entity: int, modifiers: tuple[str, ...], form: int, reason: str) -> Resolution:
        store = self._store
        linker = self._linker
        shares.sort(key=lambda item: (-item[1], item[0]))
        score = shares[0][1]
        if linker.types is not None and v.TYPES[store.entity_type[entity]] not in linker.types:
            return Resolution(string, "unresolved", None, None, (), 0.0, (), None, "no-form", linker.lexicon.handle)
        if status == "resolved" and linker.follow == "successor":
            heirs = store.heirs(entity, linker.as_of)
            if len(heirs) > 1:
                status, reason, score = "ambiguous", "several-successors", score / len(heirs)
                shares = [(store.ids[heir], score) for heir in heirs]
            elif heirs[0] != entity:
                entity, reason, shares = heirs[0], "successor", [(store.ids[heirs[0]], score)]
        if status == "resolved" and score < linker.min_score:
            status, reason = "ambiguous", "below-min-score"
        resolved = status == "resolved"
        return Resolution(
            string, "resolved" if resolved else "ambiguous", store.ids[entity] if resolved else None, cast(MentionType, v.TYPES[store.entity_type[entity]]),
            modifiers if resolved else (), score, tuple(Candidate(*item) for item in shares), store.name(form), reason, linker.lexicon.handle)

    def _near_answer(self, string: str, patterns: list[int]) -> Resolution:
        """The one entity that is a slip away; several are ambiguous."""
        store = self._store
        readings = {(store.form_entity[form], store.form_modifiers(form)): form
                    for pattern in patterns for form in store.forms_of(pattern)}
        (entity, modifiers), form = next(iter(readings.items()))
        entities = sorted({number for number, _ in readings})
        shares = [(store.ids[number], _FUZZY_SCORE / len(entities)) for number in entities]
        if len(readings) > 1:
            return self._result(string, "ambiguous", shares, entity, (), form, "rivals")
        return self._result(string, "resolved", shares, entity, modifiers, form, "fuzzy")

    def _near(self, key: str) -> list[int]:
        """Patterns one slip away from a key long enough to forgive one.

        One of two halves of a string with one slip is intact, so the forms that hold it are few and found by search alone.
        """
        han = sum(map(is_han, key))
        if (han and len(key) < _LEAST_HAN) or (not han and len(key) < _LEAST_LATIN):
            return []
        half = len(key) // 2
        return [pattern for size in (len(key) - 1, len(key), len(key) + 1) for pattern, text in self._store.patterns_by_length.get(size, ())
                if (text.startswith(key[: half - 1]) or text.endswith(key[half + 1 :])) and any(map(is_han, text)) == bool(han)
                and within_one(key, text) and self._forgivable(key, text, bool(han)) and not is_another(key, text)]

    def _forgivable(self, key: str, form: str, han: bool) -> bool:  # noqa: FBT001
        """Whether a slip lies in the part of a name that many share: 证券股份有限公司, Securities; elsewhere it makes another name.

        东武证券 is not 东吴证券, nor Huaxin Securities Huaxi Securities; but a "Regulatery Commission" can only be one thing.
        """
        at = next((i for i, (x, y) in enumerate(zip(key, form, strict=False)) if x != y), min(len(key), len(form)))
        if han:
            # the character before the slip belongs to the shared part too: the slip is inside it and not at its edge
            tail = form[max(0, at - 1) :]
            return at > 0 and self._bearers(tail) >= _SHARED
        start, end = form.rfind(" ", 0, at) + 1, form.find(" ", at)
        word = form[start : end if end >= 0 else len(form)]
        return self._store.word_spread.get(word, 0) >= _SHARED

    def _bearers(self, tail: str) -> int:
        """How many entities have a form that ends so."""
        store = self._store
        return len({store.form_entity[form] for some in store.patterns_by_length.values() for pattern, text in some if text.endswith(tail)
                    for form in store.forms_of(pattern)})


def _same_letters(string: str, form: str) -> bool:
    def letters(text: str) -> str:
        import unicodedata  # noqa: PLC0415

        return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())

    return letters(string) == letters(form)
