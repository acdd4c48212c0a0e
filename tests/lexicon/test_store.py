"""The compiled lexicon at run time: every record and form as it was written, decoded on demand."""

from __future__ import annotations

import itertools

import pytest
import tiny as tiny_lexicon

from cnfin_terms import Lexicon
from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.source import read_lexicon
from cnfin_terms.lexicon.store import VIAS, FormFlags


def test_every_record_comes_back_with_every_form_written(small: Lexicon) -> None:
    sources = read_lexicon(tiny_lexicon.FOLDER).records
    assert [e.id for e in small] == [s.id for s in sources]
    for source in sources:
        entity = small.get(source.id)
        assert (entity.type, entity.kind, entity.since, entity.until) == (source.record.type, source.record.kind, source.record.since, source.record.until)
        held = {(name.text, name.type) for name in entity.names}
        assert {(form.text, name_type) for name_type, form in source.record.written()} <= held


def test_index_knows_every_id_and_no_other(small: Lexicon) -> None:
    store = small.store
    assert [store.index(id_) for id_ in store.ids] == list(range(len(store)))
    assert [store.index(id_) for id_ in ("", "a", "qp", "qpbb", "zzz", "qpb ")] == [None] * 6


def test_every_form_belongs_to_one_pattern_and_one_entity(small: Lexicon) -> None:
    store = small.store
    assert sorted(store.readings) == list(range(len(store.form_entity)))
    for number in range(len(store)):
        assert {store.form_entity[form] for form in store.forms(number)} <= {number}
    patterns = store.patterns()
    assert len(set(patterns)) == len(patterns)
    for pattern, text in enumerate(patterns):
        for form in store.readings[store.pattern_first[pattern] : store.pattern_first[pattern + 1]]:
            assert store.folder.key(store.form_text[form]).strip() == text


def test_flags_hold_what_was_put_in() -> None:
    """Every value of each field, beside the extremes of the others."""
    for type_, use, via, lang in itertools.product(v.NAME_TYPES, v.USES, (VIAS[0], VIAS[-1]), v.LANGUAGES):
        for exact, weak, extra, modifiers in itertools.product((False, True), (False, True), (False, True), (0, 1, 1000)):
            number = FormFlags.pack(type_=type_, use=use, exact=exact, weak=weak, via=via, lang=lang, extra=extra, modifiers=modifiers)
            assert number < 2**32
            assert v.NAME_TYPES[number >> FormFlags.TYPE & 15] == type_
            assert v.USES[number >> FormFlags.USE & 3] == use
            assert VIAS[number >> FormFlags.VIA & 31] == via
            assert v.LANGUAGES[number >> FormFlags.LANG & 15] == lang
            assert (number >> FormFlags.EXACT & 1, number >> FormFlags.WEAK & 1, number >> FormFlags.EXTRA & 1) == (exact, weak, extra)
            assert number >> FormFlags.MODIFIERS == modifiers


def test_an_unlisted_rule_is_filed_as_other() -> None:
    number = FormFlags.pack(type_="short", use="anywhere", exact=False, weak=False, via="never heard of", lang="zh", extra=False, modifiers=0)
    assert VIAS[number >> FormFlags.VIA & 31] == "other"


def test_the_vocabularies_fit_their_bits() -> None:
    assert len(v.NAME_TYPES) <= 16
    assert len(v.USES) <= 4
    assert len(v.LANGUAGES) <= 16
    assert len(VIAS) <= 32


@pytest.mark.parametrize(
    ("id_", "as_of", "heirs"),
    [
        ("qbrc", None, ["qfra"]),
        ("qbrc", "2020", ["qbirc"]),
        ("qbrc", "2010", ["qbrc"]),
        ("qbirc", "2023-05-18", ["qfra"]),
        ("qfra", None, ["qfra"]),
        ("house-old", None, ["house-east", "house-west"]),
        ("qpb", None, ["qpb"]),
    ],
)
def test_heirs(small: Lexicon, id_: str, as_of: str | None, heirs: list[str]) -> None:
    number = small.store.index(id_)
    assert number is not None
    assert [small.store.ids[heir] for heir in small.store.heirs(number, as_of)] == heirs


def test_a_title_has_the_names_of_its_base_alone(small: Lexicon) -> None:
    names = {name.text for name in small.get("governor-central-bank").names}
    assert {"行长", "Governor"} <= names
    assert not {"副行长", "Deputy Governor"} & names
    assert "副行长" in {small.store.form_text[form] for form in small.store.forms(small.store.index("governor-central-bank") or 0)}


def test_traps_come_back_as_they_were_written(small: Lexicon) -> None:
    store, key = small.store, small.store.folder.key
    written = {key(trap.text): (trap.what, {key(text) for text in trap.covers}) for trap in read_lexicon(tiny_lexicon.FOLDER).traps}
    patterns = store.patterns()
    assert {patterns[number]: (trap.what, set(trap.covers)) for number, trap in store.traps.items()} == written
    assert len(store.traps) == len(written) > 0
    assert len(patterns) not in store.traps


def test_the_words_for_segmentation_are_ordinary_words(small: Lexicon) -> None:
    assert {"其中", "行使", "人行道"} <= set(small.store.words)
    assert "青屿" not in small.store.words
    assert len(small.store.words) < 60_000
