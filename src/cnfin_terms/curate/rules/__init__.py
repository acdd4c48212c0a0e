"""The rules of a clean lexicon, one small function each; what each accepts and finds stands in tests/curate/rules/."""

from __future__ import annotations

from cnfin_terms.curate.rules.codes import identifiers, lei_ok, shared
from cnfin_terms.curate.rules.facts import checked, sourced, traced
from cnfin_terms.curate.rules.house import Finding, House, Rule
from cnfin_terms.curate.rules.links import fields, references
from cnfin_terms.curate.rules.meanings import collisions, exclusions, generated, ordinary, stale, traps
from cnfin_terms.curate.rules.names import duplicates, script, spelling
from cnfin_terms.curate.rules.times import lives, posts

__all__ = ["RULES", "Finding", "House", "Rule", "lei_ok"]

RULES: tuple[Rule, ...] = (
    sourced, traced, checked, references, fields, spelling, script, duplicates, collisions, generated, stale, traps, exclusions, ordinary,
    lives, posts, identifiers, shared,
)
