"""Law: how a name is written, and in which order a lexicon is, changes no answer."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
import tiny as tiny_lexicon
from hypothesis import assume, example, given
from hypothesis import strategies as st
from strategies_link import plain

from cnfin_terms import Linker
from cnfin_terms.lexicon import compile as compiler
from cnfin_terms.lexicon.artifact import pack
from cnfin_terms.lexicon.overlay import draft_of

if TYPE_CHECKING:
    from cnfin_terms import Document, Lexicon

_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_TRADITIONAL = str.maketrans("青屿银监会总证监汇沧证单云泽长创观论坛债潮书欧阳", "青嶼銀監會總證監匯滄證單雲澤長創觀論壇債潮書歐陽")


def answers(doc: Document) -> list[tuple[object, ...]]:
    return [(m.status, m.id, m.modifiers, m.candidates) for m in doc.mentions]


def places(doc: Document) -> list[tuple[object, ...]]:
    return [(m.start, m.end, m.status, m.id, m.modifiers, m.candidates) for m in doc.mentions]


class TestWriting:
    """What folding takes away decides nothing."""

    @given(plain)
    def test_traditional_characters(self, tiny: Linker, text: str) -> None:
        assert places(tiny.link(text)) == places(tiny.link(text.translate(_TRADITIONAL)))

    @given(plain)
    @example("青屿人民银行，Governor")
    @example("Shan Yunze青屿人民银行Shan YunzeQPB")
    def test_fullwidth_letters(self, tiny: Linker, text: str) -> None:
        wide = "".join(char.translate(_WIDE) if char.isascii() and char.isalnum() else char for char in text)
        assert places(tiny.link(text)) == places(tiny.link(wide))

    @given(plain, st.integers(0, 200), st.sampled_from(["\u200b", "\u00ad", "\ufeff", "\u2060"]))
    def test_invisible_characters(self, tiny: Linker, text: str, at: int, char: str) -> None:
        at = min(at, len(text))
        assert answers(tiny.link(text)) == answers(tiny.link(f"{text[:at]}{char}{text[at:]}"))

    @given(plain)
    def test_apostrophes(self, tiny: Linker, text: str) -> None:
        assert places(tiny.link(text)) == places(tiny.link(text.replace("'", "’")))

    @given(plain)
    @example("Lin Wangshu青屿人民银行Lin 青屿人民银行")
    def test_entities(self, tiny: Linker, text: str) -> None:
        assume("青" in text)
        assert answers(tiny.link(text)) == answers(tiny.link(text.replace("青", "&#38738;")))

    @given(plain)
    def test_blanks_at_the_ends(self, tiny: Linker, text: str) -> None:
        assume(not text.strip().startswith("/"))
        assert answers(tiny.link(text.strip())) == answers(tiny.link(f" \n {text.strip()} \n "))

    def test_a_blank_before_a_slash(self, tiny: Linker) -> None:
        assert answers(tiny.link("/QPB")) == answers(tiny.link(" /QPB"))


class TestOrder:
    """The lexicon is a set."""

    @pytest.mark.parametrize("seed", range(2))
    def test_of_records_and_forms(self, small: Lexicon, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311  (an order, no secret)
        draft = draft_of(small.store)
        rows = [replace(row, forms=chance.sample(row.forms, len(row.forms))) for row in chance.sample(draft.rows, len(draft.rows))]
        with patch.object(compiler, "dictionary", tiny_lexicon.words):
            other = Linker(tiny_lexicon.lexicon_of(pack(compiler.assemble(replace(draft, rows=rows)), draft.version)))
        base = Linker(small)

        @given(plain)
        def law(text: str) -> None:
            assert places(other.link(text)) == places(base.link(text))

        law()
