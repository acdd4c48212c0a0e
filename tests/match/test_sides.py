"""Places abroad beside a body of state: none of them leaves it China's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cnfin_terms.lexicon.segments import is_han
from cnfin_terms.match.sides import is_side

if TYPE_CHECKING:
    from cnfin_terms import Linker


def test_no_place_abroad_has_our_central_bank(real: Linker) -> None:
    """Whether it counts for a document or only beside a name."""
    abroad = [place for place, region, _ in real.lexicon.store.places if region != "mainland" and is_han(place[0]) and place != "中国"]
    assert len(abroad) > len(real.lexicon.store.sides) > 0
    wrong = [place for place in abroad if "pboc" in real.link(f"{place}央行加息。").entities]
    assert not wrong


@pytest.mark.parametrize(("text", "holds"), [
    ("埃央行", True), ("据埃央行", True), ("，埃央行", True), ("称德央行", True), ("英美财政部", True), ("2024年英央行", True),
    ("今日央行", False), ("1日央行", False), ("增加央行", False), ("同意财政部", False), ("复印财政部", False), ("出台财政部", False),
])
def test_a_character_is_a_country_where_it_ends_no_word(real: Linker, text: str, holds: bool) -> None:
    at = text.index("央行" if "央行" in text else "财政部") - 1
    assert is_side(real.lexicon.store, text, at) is holds
