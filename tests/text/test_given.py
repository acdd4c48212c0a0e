"""The characters with which names end."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

from cnfin_terms.text.given import FIRST_60, NEXT_140, NEXT_300, ends_a_name
from cnfin_terms.text.surnames import COMMON


def test_the_tables_are_derived() -> None:
    """They are what jieba's personal names of three characters end in."""
    last: Counter[str] = Counter()
    for line in files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines():
        word, _, tag = line.split(" ")
        if tag.startswith("nr") and len(word) == 3 and word[0] in COMMON:
            last[word[2]] += 1
    ranked = sorted(last, key=lambda char: (-last[char], char))
    for table, low, high in ((FIRST_60, 0, 60), (NEXT_140, 60, 200), (NEXT_300, 200, 500)):
        # dictionaries drift a little between releases
        assert len(set(ranked[low:high]) ^ set(table)) <= 0.05 * len(table)


def test_commoner_ends_are_likelier() -> None:
    assert ends_a_name(FIRST_60[0]) > ends_a_name(NEXT_140[0]) > ends_a_name(NEXT_300[0]) > ends_a_name("到")
