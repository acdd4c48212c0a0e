"""Which evidence is asked of whom: every feature in the order of explanation, and for each type of entity and script those that can speak at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.resolution.context import Context
from cnfin_terms.resolution.dealt import dealt_with
from cnfin_terms.resolution.evidence import (
    apposition,
    bare_again,
    cue_words,
    date,
    determiner,
    foreign_text,
    full_form,
    list_class,
    namesake,
    other_owner,
    other_region,
    quoted,
    region,
    region_near,
    related,
    role,
    staff,
)
from cnfin_terms.resolution.facts import Facts
from cnfin_terms.resolution.marks import Mark, Reading
from cnfin_terms.resolution.ranks import other_rank
from cnfin_terms.resolution.rarity import rare_name
from cnfin_terms.resolution.surroundings import (
    Heard,
    abroad,
    among_han,
    defined,
    honorific,
    in_place,
    moves,
    other_expansion,
    own_region,
    padded,
    peers,
    posted,
    stated_date,
    ticker,
    too_early,
)
from cnfin_terms.resolution.trades import other_trade

__all__ = ["DENIALS", "EVIDENCE_OF"]

#: Features that say: this is another body's name.
DENIALS = frozenset({"other-region", "other-owner", "other-expansion", "determiner", "namesake", "namesake-near", "bare-again"})

Signal = Callable[[Context, Mark, Reading, Facts], Sequence[Heard]]

#: The features that the linker asks of contested candidates, in the order of explanation.
EVIDENCE: tuple[Signal, ...] = (
    apposition, defined, ticker, moves, among_han, cue_words, quoted, role, other_rank, honorific, other_trade, dealt_with, padded, rare_name,
    in_place, staff, posted, full_form, related, region, foreign_text, region_near, own_region, other_region, other_owner, other_expansion, namesake,
    abroad, bare_again, determiner, list_class, peers, date, stated_date, too_early)

#: Those that are silent for any other type of entity ...
_OF_TYPES: dict[Signal, tuple[str, ...]] = {
    **dict.fromkeys((ticker, staff, posted, foreign_text, other_owner, namesake, bare_again, determiner, list_class), ("institution",)),
    **dict.fromkeys((role, other_rank, honorific, other_trade, dealt_with, padded, rare_name, in_place, too_early), ("person",)),
    **dict.fromkeys((peers, stated_date), ("institution", "person")), quoted: ("term", "event"), moves: ("term",),
    **dict.fromkeys((defined, other_expansion), ("institution", "market", "term", "event", "title")),
    own_region: ("institution", "market", "term", "event"), among_han: ("institution", "market", "term", "event"), abroad: ("market", "term"),
}
#: ... and those that are silent for names in the other script.
_HAN_ALONE = frozenset({quoted, dealt_with, padded, rare_name, in_place, foreign_text, bare_again, determiner, list_class})
_LATIN_ALONE = frozenset({among_han, other_expansion})

#: Which of the features can speak at all, by the type of the entity and whether the mark is Han.
EVIDENCE_OF: dict[tuple[str, bool], tuple[Signal, ...]] = {
    (type_, han): tuple(signal for signal in EVIDENCE if type_ in _OF_TYPES.get(signal, v.TYPES) and signal not in (_LATIN_ALONE if han else _HAN_ALONE))
    for type_ in v.TYPES for han in (True, False)
}
