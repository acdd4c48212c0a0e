"""The contract: every name that callers hold on to, with the meaning that it was given."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import json
import multiprocessing
import pickle
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, get_args

import pytest

import cnfin_terms as cnfin
from cnfin_terms import (
    ArtifactError,
    CnfinError,
    Document,
    Entity,
    InputError,
    Lexicon,
    LexiconError,
    Linker,
    Mention,
    Name,
    OptionError,
    Resolution,
    Text,
    UnknownId,
    models,
)
from cnfin_terms.lexicon import vocabulary
from cnfin_terms.reasons import FEATURES, REASONS, STATUSES
from cnfin_terms.result import MentionType, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MIXED = (
    "青屿人民银行行长林望舒（Lin Wangshu）說：\U0001f30a QFRA與青銀保監會開會。\n"
    "Shan Yunze, Chairman of the QSRC, met ＴＩＤＥ; 青证会 and QDB. 中行行长高峰、潮汇局局长欧阳明月出席观潮论坛，谈蓝潮债、QPR与云创板。"
)
TEXTS = [
    MIXED,
    "",
    "nothing of the kind",
    "QFRA",
    "青证会",
    "QDB",
    "单云ze",
    "行长",
    "沧行行长林望川。林行长说。",
    "青 屿 人 民 银 行",
    "Governor of the People's Bank of Qingyu",
]


@pytest.fixture(scope="module")
def doc(tiny: Linker) -> Document:
    return tiny.link(MIXED)


class TestNames:
    @pytest.mark.parametrize("name", cnfin.__all__)
    def test_every_name_of_the_face_is_there_with_a_docstring(self, name: str) -> None:
        assert inspect.getdoc(getattr(cnfin, name))

    def test_the_face_has_what_the_contract_names(self) -> None:
        wanted = {"link", "link_many", "resolve", "resolve_many", "get", "find", "search", "normalize", "glossary", "Linker", "Lexicon", "Text", "UnknownId"}
        assert wanted <= set(cnfin.__all__)
        assert dir(cnfin) == sorted(cnfin.__all__)

    def test_a_name_that_is_not_there_is_an_attribute_error(self) -> None:
        with pytest.raises(AttributeError, match="lunk"):
            cnfin.lunk  # noqa: B018

    @pytest.mark.parametrize("name", ["text", "mentions", "entities", "roles", "posts", "lexicon", "spans", "to_dict", "to_json", "to_html"])
    def test_document(self, doc: Document, name: str) -> None:
        assert getattr(doc, name) is not None

    @pytest.mark.parametrize(
        "name", ["start", "end", "text", "type", "status", "id", "modifiers", "candidates", "score", "form", "trace", "reason", "label", "explain"]
    )
    def test_mention(self, doc: Document, name: str) -> None:
        assert all(hasattr(mention, name) for mention in doc.mentions)

    @pytest.mark.parametrize("name", ["id", "type", "kind", "names", "label", "origin", "since", "until", "posts", "relations", "members", "ids", "sources"])
    def test_entity(self, tiny: Linker, name: str) -> None:
        assert hasattr(tiny.lexicon.get("qpb"), name)

    @pytest.mark.parametrize("name", ["status", "id", "type", "score", "candidates", "form", "reason", "label"])
    def test_resolution(self, tiny: Linker, name: str) -> None:
        assert hasattr(tiny.resolve("QPB"), name)

    def test_errors_have_one_base(self) -> None:
        assert all(issubclass(error, CnfinError) for error in (ArtifactError, InputError, LexiconError, OptionError, UnknownId))
        assert issubclass(UnknownId, LookupError)
        assert issubclass(OptionError, ValueError)


class TestModuleFunctions:
    """They use one default linker, made at the first call."""

    def test_link_resolve_get_find(self) -> None:
        assert [m.id for m in cnfin.link("中国人民银行").mentions] == ["pboc"]
        assert cnfin.resolve("中国人民银行").id == "pboc"
        assert [r.id for r in cnfin.resolve_many(["PBOC", "中国证监会"])] == ["pboc", "csrc"]
        assert cnfin.get("pboc").label("en") == "People's Bank of China"
        assert cnfin.find("no-such-thing") is None
        assert [d.text for d in cnfin.link_many(["PBOC", ""])] == ["PBOC", ""]
        assert cnfin.search("people's bank of china")[0].entity.id == "pboc"
        assert [entry.id for entry in cnfin.glossary("PBOC与中国人民银行")] == ["pboc"]
        assert cnfin.normalize("PBOC", to="zh").text == "中国人民银行"

    def test_threads_that_ask_first_at_once_get_one_linker(self) -> None:
        from cnfin_terms.linker import default_linker

        with ThreadPoolExecutor(4) as pool:
            assert len({id(linker) for linker in pool.map(lambda _: default_linker(), range(8))}) == 1


class TestDocument:
    def test_the_text_is_the_one_given(self, doc: Document) -> None:
        assert doc.text is MIXED

    def test_mentions_slice_back_in_order_without_overlap(self, doc: Document) -> None:
        assert len(doc.mentions) > 15
        assert all(doc.text[m.start : m.end] == m.text for m in doc.mentions)
        assert all(a.end <= b.start for a, b in pairwise(doc.mentions))

    def test_entities_holds_the_resolved_by_id(self, doc: Document) -> None:
        assert [m.text for m in doc.entities["lin-wangshu"]] == ["林望舒", "Lin Wangshu"]
        assert sum(map(len, doc.entities.values())) == sum(m.id is not None for m in doc.mentions)

    def test_it_iterates_over_its_mentions(self, doc: Document) -> None:
        assert tuple(doc) == doc.mentions

    def test_roles_are_person_title_institution(self, doc: Document) -> None:
        roles = {(r.person.id, r.title.id, r.institution.id if r.institution else None, r.known) for r in doc.roles}
        assert roles == {
            ("lin-wangshu", "governor-central-bank", "qpb", "yes"),
            ("shan-yunze", "chairman-commission", "qsrc", "yes"),
            ("gao-feng", "president-bank", "zhongze-bank", "yes"),
            ("ouyang-mingyue", "director-administration", "tide-administration", "yes"),
        }
        assert all(part in doc.mentions for r in doc.roles for part in (r.person, r.title, r.institution))

    def test_posts_are_titles_beside_an_institution_without_a_person(self, tiny: Linker) -> None:
        found = tiny.link("the Governor of the People's Bank of Qingyu; 青证会主席单云泽")
        assert [(p.title.text, p.institution.id) for p in found.posts] == [("Governor", "qpb")]

    def test_the_lexicon_that_answered(self, doc: Document, small: Lexicon) -> None:
        assert doc.lexicon == (small.version, small.fingerprint) == ("7.1", small.fingerprint)

    def test_without_a_mention_all_is_empty(self, tiny: Linker) -> None:
        found = tiny.link("no name at all")
        assert (found.mentions, found.roles, found.posts, found.entities, found.spans("utf-8")) == ((), (), (), {}, ())


class TestMention:
    def test_types_and_statuses_are_of_closed_lists(self, tiny: Linker) -> None:
        found = [m for text in TEXTS for m in tiny.link(text)]
        assert {m.type for m in found} == set(get_args(MentionType)) == set(vocabulary.TYPES)
        assert {m.status for m in found} <= set(get_args(Status)) == set(STATUSES)
        assert {m.reason for m in found} <= set(REASONS)
        assert {e.feature for m in found for e in m.evidence} <= set(FEATURES)

    def test_an_id_is_there_just_when_it_is_resolved(self, tiny: Linker) -> None:
        for mention in (m for text in TEXTS for m in tiny.link(text)):
            assert (mention.id is not None) == (mention.status == "resolved")
            if mention.id is not None:
                assert mention.candidates[0] == (mention.id, mention.score)
            elif mention.status == "ambiguous":
                assert mention.score == mention.candidates[0].score
            else:
                assert mention.score == 0.0

    def test_candidates_come_best_first_and_sum_to_at_most_one(self, tiny: Linker) -> None:
        for mention in (m for text in TEXTS for m in tiny.link(text)):
            scores = [c.score for c in mention.candidates]
            assert scores == sorted(scores, reverse=True)
            assert sum(scores) <= 1 + 1e-9
            assert min(scores, default=1) > 0
            assert len({c.id for c in mention.candidates}) == len(scores)

    def test_rivals_without_evidence_stay_open(self, tiny: Linker) -> None:
        mention = tiny.link("QDB").mentions[0]
        assert (mention.status, mention.id, mention.reason) == ("ambiguous", None, "rivals")
        assert {c.id for c in mention.candidates} == {"canghai-securities", "qingyu-development-bank"}

    def test_a_form_is_what_the_lexicon_writes(self, doc: Document) -> None:
        by_text = {m.text: m for m in doc.mentions}
        assert by_text["QFRA"].form == Name("QFRA", "en", "abbreviation")
        assert by_text["Lin Wangshu"].form is not None
        assert by_text["Lin Wangshu"].form.type in ("generated", "romanised")

    def test_a_trace_names_only_the_folding_needed(self, doc: Document) -> None:
        by_text = {m.text: m for m in doc.mentions}
        assert by_text["QFRA"].trace == ()
        assert by_text["青銀保監會"].trace == ("t2s",)
        assert by_text["ＴＩＤＥ"].trace == ("fullwidth",)

    def test_a_surname_alone_has_no_form(self, tiny: Linker) -> None:
        mention = tiny.link("沧行行长林望川出席，林行长说。").mentions[-2]
        assert (mention.text, mention.id, mention.reason, mention.form, mention.trace) == ("林", "lin-wangchuan", "surname", None, ())

    @pytest.mark.parametrize(
        ("lang", "label"),
        [("zh", "青屿人民银行"), ("en", "People's Bank of Qingyu"), ("zh-Hant", "青嶼人民銀行"), ("zh-HK", "青嶼人民銀行"), ("zh-TW", "青嶼人民銀行")],
    )
    def test_labels(self, tiny: Linker, lang: str, label: str) -> None:
        assert tiny.link("QPB").mentions[0].label(lang) == label

    def test_a_persons_pinyin_has_the_surnames_reading(self, tiny: Linker) -> None:
        assert tiny.link("单云泽").mentions[0].label("pinyin").lower().replace("'", "") in ("shan yunze", "shàn yúnzé")
        assert tiny.link("单云泽").mentions[0].label("en") == "Shan Yunze"

    @pytest.mark.parametrize(
        ("text", "modifiers", "zh", "en"),
        [
            ("青屿人民银行副行长", ("deputy",), "副行长", "Deputy Governor"),
            ("潮汇局常务副局长", ("executive", "deputy"), "常务副局长", "Executive Deputy Director"),
            ("QSRC前主席", ("former",), "前主席", "former Chairman"),
            ("沧海银行副行长", ("deputy",), "副行长", "Vice President"),
        ],
    )
    def test_a_title_is_labelled_with_its_modifiers(self, tiny: Linker, text: str, modifiers: tuple[str, ...], zh: str, en: str) -> None:
        title = next(m for m in tiny.link(text) if m.type == "title")
        assert (title.modifiers, title.label("en")) == (modifiers, en)
        assert title.label("zh") in (zh, f"原{zh[1:]}")

    def test_what_is_not_resolved_is_labelled_by_its_own_text(self, tiny: Linker) -> None:
        assert {tiny.link("QDB").mentions[0].label(lang) for lang in ("zh", "en", "pinyin")} == {"QDB"}

    def test_no_label_in_a_language_that_is_none(self, tiny: Linker) -> None:
        for text in ("QPB", "QDB"):
            with pytest.raises(OptionError, match="'fr' is no label language; one of zh, zh-Hant"):
                tiny.link(text).mentions[0].label("fr")

    def test_explain_says_the_answer_the_reason_and_who_lost(self, tiny: Linker) -> None:
        mention = tiny.link("青证会").mentions[0]
        words = mention.explain()
        assert "'青证会' is qsrc" in words
        assert f"sfb-hk {mention.candidates[1].score:.2f}, lost" in words
        assert REASONS[mention.reason] in words
        assert "ambiguous" in tiny.link("QDB").mentions[0].explain()

    @pytest.mark.parametrize("text", TEXTS)
    def test_every_mention_explains_itself(self, tiny: Linker, text: str) -> None:
        for mention in tiny.link(text):
            assert REASONS[mention.reason] in mention.explain()


class TestSpans:
    TEXTS = (MIXED, "\U0001f30a青屿\u0301人民银行 QPB", "a\ud800QPB\udc00，青證會\U00020000 QFRA\U0001f600", "QPB QFRA", "")

    @pytest.mark.parametrize("text", TEXTS)
    @pytest.mark.parametrize(("unit", "codec", "size"), [("utf-8", "utf-8", 1), ("utf-16", "utf-16-le", 2)])
    def test_offsets_cut_the_encoded_text_where_the_mention_is(self, tiny: Linker, text: str, unit: Any, codec: str, size: int) -> None:
        found = tiny.link(text)
        data = text.encode(codec, "surrogatepass")
        assert [data[a * size : b * size] for a, b in found.spans(unit)] == [m.text.encode(codec, "surrogatepass") for m in found]
        assert found.spans(unit) == tuple(
            (len(text[: m.start].encode(codec, "surrogatepass")) // size, len(text[: m.end].encode(codec, "surrogatepass")) // size) for m in found
        )

    def test_code_points(self, doc: Document) -> None:
        assert doc.spans("code-point") == tuple((m.start, m.end) for m in doc.mentions)

    def test_no_other_unit(self, doc: Document) -> None:
        wrong: Any = "utf-7"
        with pytest.raises(OptionError, match="'utf-7' is no unit; one of utf-8, utf-16"):
            doc.spans(wrong)


class TestFrozen:
    def test_documents_and_resolutions_cannot_be_changed(self, doc: Document, tiny: Linker) -> None:
        for value, field in ((doc, "text"), (tiny.resolve("QPB"), "id"), (tiny.lexicon.get("qpb"), "id")):
            with pytest.raises(dataclasses.FrozenInstanceError):
                setattr(value, field, "other")

    def test_mentions_and_their_parts_cannot_be_changed(self, doc: Document) -> None:
        mention = doc.mentions[0]
        for value, field in ((mention, "id"), (mention.candidates[0], "score"), (doc.roles[0], "known")):
            with pytest.raises(AttributeError):
                setattr(value, field, "other")

    def test_an_entitys_identifiers_cannot_be_changed(self, tiny: Linker) -> None:
        ids: Any = tiny.lexicon.get("qpb").ids
        with pytest.raises(TypeError):
            ids["bic"] = "other"


class TestPickle:
    @pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
    def test_a_result_pickles_small_and_comes_back_equal(self, real: Linker, protocol: int) -> None:
        found = real.link("中国人民银行行长潘功胜出席陆家嘴论坛。")
        data = pickle.dumps(found, protocol)
        assert len(data) < 20_000
        again = pickle.loads(data)  # noqa: S301  (made here)
        assert again == found
        assert [m.label("en") for m in again] == [m.label("en") for m in found]
        assert again.to_dict() == found.to_dict()

    def test_mention_resolution_and_entity(self, real: Linker) -> None:
        for value in (real.link("PBOC").mentions[0], real.resolve("PBOC"), real.lexicon.get("pboc")):
            again = pickle.loads(pickle.dumps(value))  # noqa: S301  (made here)
            assert again == value
            assert again.label("zh") == "中国人民银行"

    def test_copies_are_equal(self, doc: Document) -> None:
        assert copy.copy(doc) == doc
        assert [m[:3] for m in copy.deepcopy(doc)] == [m[:3] for m in doc]

    def test_a_linker_and_its_lexicon(self, real: Linker) -> None:
        strict = Linker(real.lexicon, follow="successor", min_score=0.9, types={"person"}, as_of="2020", region="hk")
        again = pickle.loads(pickle.dumps(strict))  # noqa: S301  (made here)
        options = ("follow", "min_score", "types", "as_of", "region")
        assert [getattr(again, o) for o in options] == [getattr(strict, o) for o in options]
        assert again.lexicon.fingerprint == real.lexicon.fingerprint

    def test_names_of_a_foreign_lexicons_result_are_refused_with_the_reason(self, tiny: Linker, real: Linker) -> None:
        found = pickle.loads(pickle.dumps(tiny.link("QPB")))  # noqa: S301  (made here)
        mention = found.mentions[0]
        assert (mention.id, mention.text) == ("qpb", "QPB")
        with pytest.raises(ArtifactError, match="not the one installed; give it the lexicon that made it"):
            mention.label("en")
        with pytest.raises(ArtifactError, match="bind it to the lexicon that made it"):
            mention.names.bind(real.lexicon)
        mention.names.bind(tiny.lexicon)
        assert mention.label("en") == "People's Bank of Qingyu"

    def test_results_cross_to_a_process_started_afresh_and_back(self, real: Linker) -> None:
        """Spawned, so that nothing is inherited: the linker goes there in its pickle, the results come back in theirs."""
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            again = pool.submit(Linker(real.lexicon, min_score=0.7).link, "中国人民银行与NFRA").result(timeout=300)
        assert [(m.id, m.label("en")) for m in again] == [("pboc", "People's Bank of China"), ("nfra", "National Financial Regulatory Administration")]
        assert again == real.link("中国人民银行与NFRA")

    def test_an_overlaid_linker_is_overlaid_again_where_it_arrives(self, small: Lexicon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "mine.toml"
        path.write_text('[moon-bank]\ntype = "institution"\nkind = "bank"\nzh = "月球开拓银行"\nen = "Lunar Pioneer Bank"\n', "utf-8")
        linker = Linker(small.overlay(path))
        data = pickle.dumps(linker)
        path.unlink()
        assert len(data) < 2_000
        monkeypatch.setattr(Lexicon, "default", lambda: small)
        again = pickle.loads(data)  # noqa: S301  (made here)
        assert again.lexicon.fingerprint == linker.lexicon.fingerprint
        assert again.link("月球开拓银行与QPB") == linker.link("月球开拓银行与QPB")
        path.write_text('[mars-note]\ntype = "term"\nkind = "instrument"\nzh = "火星票据"\n', "utf-8")
        another = small.overlay(path)
        monkeypatch.setattr(Lexicon, "default", lambda: another)
        with pytest.raises(ArtifactError, match="install the same version of cnfin-terms"):
            pickle.loads(data)  # noqa: S301  (made here)


class TestThreads:
    def test_threads_that_share_a_linker_get_what_one_alone_gets(self, small: Lexicon) -> None:
        """A linker that has answered nothing yet: whatever it fills on demand, it fills in all threads at once."""
        expected = [Linker(small).link(text) for text in TEXTS]
        fresh = Linker(small)
        gate = threading.Barrier(4)

        def all_of(_: int) -> list[Document]:
            gate.wait(30)
            return [fresh.link(text) for text in TEXTS * 3]

        with ThreadPoolExecutor(4) as pool:
            assert all(found == expected * 3 for found in pool.map(all_of, range(4)))


class TestLinkMany:
    def test_order_and_keys(self, tiny: Linker) -> None:
        found = list(tiny.link_many([Text("QPB", key=1), "青证会", Text("青证会", region="hk", key={"row": 3})]))
        assert [(d.key, d.mentions[0].id) for d in found] == [(1, "qpb"), (None, tiny.link("青证会").mentions[0].id), ({"row": 3}, "sfb-hk")]

    def test_a_text_carries_its_own_date(self, tiny: Linker) -> None:
        text = "Governor Lin Wangshu of the QPB"
        found = tiny.link_many([Text(text, as_of="2015"), Text(text, as_of="2024")])
        assert [d.roles[0].known for d in found] == ["no", "yes"]

    def test_an_endless_iterator_is_read_no_further_than_asked(self, tiny: Linker) -> None:
        read = 0

        def endless() -> Iterator[str]:
            nonlocal read
            while True:
                read += 1
                yield f"QPB {read}"

        assert [d.text for d in islice(tiny.link_many(endless()), 3)] == ["QPB 1", "QPB 2", "QPB 3"]
        assert read == 3

    def test_workers_answer_alike_in_order_and_read_no_more_than_a_few_blocks_ahead(self, real: Linker) -> None:
        read = 0

        def some() -> Iterator[Text]:
            nonlocal read
            for number in range(2000):
                read += 1
                yield Text(f"第{number}号：中国人民银行、NFRA", key=number)

        answers = real.link_many(some(), workers=2)
        first = list(islice(answers, 40))
        assert read < 1000
        answers.close()  # type: ignore[attr-defined]
        assert [d.key for d in first] == list(range(40))
        assert all([m.id for m in d] == ["pboc", "nfra"] for d in first)
        assert first[7].mentions[0].label("en") == "People's Bank of China"
        assert first[7] == real.link("第7号：中国人民银行、NFRA", key=7)

    def test_the_callers_own_error_comes_through(self, tiny: Linker) -> None:
        def broken() -> Iterator[str]:
            yield "QPB"
            raise RuntimeError("the file ended")

        answers = tiny.link_many(broken())
        assert next(answers).mentions[0].id == "qpb"
        with pytest.raises(RuntimeError, match="the file ended"):
            next(answers)

    def test_nothing_in_nothing_out(self, tiny: Linker) -> None:
        assert list(tiny.link_many([])) == []

    @pytest.mark.parametrize("workers", [0, -1, 1.5, "2"])
    def test_a_number_of_workers_that_is_none(self, tiny: Linker, workers: Any) -> None:
        with pytest.raises(OptionError, match="workers is a positive number of processes"):
            tiny.link_many(["QPB"], workers)

    @pytest.mark.parametrize("item", [None, 3, b"QPB", ["QPB"]])
    def test_an_item_that_is_no_text(self, tiny: Linker, item: Any) -> None:
        with pytest.raises(OptionError, match="an item to link is a str or a Text, not"):
            list(tiny.link_many([item]))


class TestDates:
    @pytest.mark.parametrize(
        ("as_of", "known"), [(None, "yes"), ("2024-01-01", "yes"), ("2015", "no"), ("2023-07", "unknown"), ("2023-07-25", "yes"), ("2023", "unknown")]
    )
    def test_a_role_is_judged_by_the_date(self, tiny: Linker, as_of: str | None, known: str) -> None:
        assert tiny.link("Governor Lin Wangshu of the QPB", as_of=as_of).roles[0].known == known

    def test_a_deputys_post_has_its_own_dates(self, tiny: Linker) -> None:
        assert tiny.link("QPB副行长林望舒", as_of="2015").roles[0].known == "yes"
        assert tiny.link("QPB副行长林望舒", as_of="2025").roles[0].known == "no"

    @pytest.mark.parametrize(("as_of", "known"), [(None, "yes"), ("2010", "no"), ("2015", "no"), ("2023-07", "unknown"), ("2024", "yes")])
    @pytest.mark.parametrize("text", ["QPB前副行长林望舒", "QPB former deputy governor Lin Wangshu", "前QPB副行长林望舒", "Ex-deputy QPB governor Lin Wangshu"])
    def test_a_former_post_is_one_that_was_over(self, tiny: Linker, text: str, as_of: str | None, known: str) -> None:
        doc = tiny.link(text, as_of=as_of)
        assert doc.roles[0].title.modifiers == ("former", "deputy")
        assert doc.roles[0].known == known

    @pytest.mark.parametrize("text", ["三年前QPB行长林望舒", "此前QPB行长林望舒", "目前QPB行长林望舒"])
    def test_the_end_of_a_time_makes_nobody_former(self, tiny: Linker, text: str) -> None:
        assert tiny.link(text).roles[0].title.modifiers == ()

    @pytest.mark.parametrize(("as_of", "known"), [(None, "yes"), ("2018-06-01", "yes"), ("2018", "unknown"), ("2017", "unknown"), ("2026-01-01", "unknown")])
    def test_a_post_without_dates_is_known_on_the_day_it_was_seen(self, tmp_path: Path, small: Lexicon, as_of: str | None, known: str) -> None:
        more = tmp_path / "more.toml"
        more.write_text(
            '[su-he]\ntype = "person"\nzh = "苏禾"\nsources = ["https://example.org/su"]\n'
            'posts = [{ title = "governor-central-bank", at = "qpb", seen = "2018-06-01", source = "https://example.org/su" }]\n', "utf-8")
        assert Linker(small.overlay(more)).link("QPB行长苏禾", as_of=as_of).roles[0].known == known

    def test_no_post_at_a_body_that_was_not_there(self, tiny: Linker) -> None:
        assert tiny.link("QFRA主席单云泽", as_of="2010").roles[0].known == "no"

    def test_a_former_post_at_a_body_that_is_gone(self, tiny: Linker) -> None:
        roles = [tiny.link(text, as_of="2026").roles[0].known for text in ("青银保监会主席单云泽", "青银保监会原主席单云泽")]
        assert roles == ["no", "unknown"]

    def test_the_linkers_date_holds_where_a_call_says_none(self, small: Lexicon) -> None:
        linker = Linker(small, as_of="2015")
        text = "Governor Lin Wangshu of the QPB"
        assert linker.link(text).roles[0].known == "no"
        assert linker.link(text, as_of="2024").roles[0].known == "yes"

    @pytest.mark.parametrize("date", ["2023-13", "2023-02-30", "23", "yesterday", "", "2023/05/18", "２０２３", "0000"])
    def test_what_is_no_date(self, tiny: Linker, date: str) -> None:
        for call in (tiny.link, tiny.resolve):
            with pytest.raises(OptionError, match=r"is not a date; write YYYY, YYYY-MM or YYYY-MM-DD"):
                call("QPB", as_of=date)

    def test_the_clock_is_never_read(self, tiny: Linker, monkeypatch: pytest.MonkeyPatch) -> None:
        import time

        expected = [tiny.link(text) for text in TEXTS]
        monkeypatch.setattr(time, "time", lambda: pytest.fail("the clock was read"))
        assert [tiny.link(text) for text in TEXTS] == expected


class TestRegion:
    @pytest.mark.parametrize(("region", "id_"), [("hk", "sfb-hk"), ("mainland", "qsrc")])
    def test_it_is_the_callers_word_on_where_a_text_is_from(self, tiny: Linker, small: Lexicon, region: str, id_: str) -> None:
        assert tiny.link("青证会", region=region).mentions[0].id == id_
        assert Linker(small, region=region).link("青证会").mentions[0].id == id_
        assert tiny.resolve("青证会", region=region).id == id_

    def test_script_alone_is_no_evidence_of_it(self, tiny: Linker) -> None:
        def answer(text: str) -> tuple[Any, ...]:
            mention = tiny.link(text).mentions[0]
            return mention.status, mention.id, mention.candidates

        assert answer("青證會") == answer("青证会")

    def test_what_is_no_region(self, tiny: Linker, small: Lexicon) -> None:
        calls: list[Callable[[], object]] = [
            lambda: tiny.link("QPB", region="cn"),
            lambda: tiny.resolve("QPB", region="cn"),
            lambda: Linker(small, region="cn"),
        ]
        for call in calls:
            with pytest.raises(OptionError, match="'cn' is no region; one of mainland, hk"):
                call()


class TestFollow:
    def ids(self, linker: Linker, text: str, as_of: str | None = None) -> list[str | None]:
        return [m.id for m in linker.link(text, as_of)]

    def test_as_written_by_default(self, tiny: Linker) -> None:
        assert self.ids(tiny, "QBRC、QIRC、青银保监会、QFRA") == ["qbrc", "qirc", "qbirc", "qfra"]

    def test_mergers_and_reorganisations_are_walked_to_their_end(self, small: Lexicon) -> None:
        linker = Linker(small, follow="successor")
        assert self.ids(linker, "QBRC、QIRC、青银保监会、QFRA") == ["qfra"] * 4
        assert [m.reason for m in linker.link("QBRC QFRA")] == ["successor", "unique-form"]

    def test_no_further_than_the_date(self, small: Lexicon) -> None:
        linker = Linker(small, follow="successor")
        assert self.ids(linker, "QBRC QBIRC", "2020") == ["qbirc", "qbirc"]
        assert self.ids(linker, "QBRC QBIRC", "2010")[0] == "qbrc"

    def test_functions_alone_are_no_succession(self, small: Lexicon) -> None:
        assert self.ids(Linker(small, follow="successor"), "QPB") == ["qpb"]

    def test_several_successors_are_ambiguous(self, small: Lexicon) -> None:
        mention = Linker(small, follow="successor").link("大泽结算所").mentions[0]
        assert (mention.status, mention.id, mention.reason) == ("ambiguous", None, "several-successors")
        assert {c.id for c in mention.candidates} == {"house-east", "house-west"}

    def test_the_real_history(self, real: Linker) -> None:
        old = "CBRC, CIRC and 银保监会"
        assert [m.id for m in real.link(old)] == ["cbrc", "circ", "cbirc"]
        assert [m.id for m in Linker(real.lexicon, follow="successor").link(old)] == ["nfra"] * 3

    def test_no_other_way(self, small: Lexicon) -> None:
        wrong: Any = "heirs"
        with pytest.raises(OptionError, match="'heirs' is no way to follow; one of as-written, successor"):
            Linker(small, follow=wrong)


class TestMinScore:
    def test_below_it_what_was_resolved_is_ambiguous_and_never_dropped(self, small: Lexicon) -> None:
        free, strict = (Linker(small, min_score=score).link(MIXED) for score in (0.0, 0.99))
        assert [(m.start, m.end) for m in free] == [(m.start, m.end) for m in strict]
        changed = [(a, b) for a, b in zip(free, strict, strict=True) if a.status == "resolved" and a.score < 0.99]
        assert changed
        for before, after in changed:
            assert (after.status, after.id, after.reason, after.modifiers) == ("ambiguous", None, "below-min-score", ())
            assert (after.candidates, after.score) == (before.candidates, before.score)

    @pytest.mark.parametrize("string", ["QPB", "青屿证券监督管里委员会"])
    def test_resolve_obeys_it_too(self, small: Lexicon, string: str) -> None:
        answer = Linker(small, min_score=0.999).resolve(string)
        assert (answer.status, answer.id, answer.reason) == ("ambiguous", None, "below-min-score")

    @pytest.mark.parametrize("score", [-0.1, 1.1, float("nan")])
    def test_a_score_that_is_no_probability(self, small: Lexicon, score: float) -> None:
        with pytest.raises(OptionError, match="min_score is a probability from 0 to 1"):
            Linker(small, min_score=score)


class TestTypes:
    def test_they_filter_what_is_given_after_all_is_resolved(self, small: Lexicon, doc: Document) -> None:
        for type_ in vocabulary.TYPES:
            found = Linker(small, types={type_}).link(MIXED)
            assert found.mentions == tuple(m for m in doc.mentions if m.type == type_)
            assert found.mentions
            assert found.roles == ()

    def test_a_role_needs_all_its_parts(self, small: Lexicon, doc: Document) -> None:
        assert Linker(small, types={"person", "title", "institution"}).link(MIXED).roles == doc.roles
        assert Linker(small, types=["person", "title"]).link(MIXED).roles == ()

    def test_every_document_still_serialises(self, small: Lexicon) -> None:
        for kept in ({"person", "title"}, {"title", "institution"}, {"term"}, set()):
            found = Linker(small, types=kept).link(f"{MIXED} the Governor of the QPB")
            models.DocumentModel.model_validate(found.to_dict())

    @pytest.mark.parametrize("types", [{"bank"}, "person", ["person", "People"]])
    def test_what_is_no_type(self, small: Lexicon, types: Any) -> None:
        with pytest.raises(OptionError, match="is no type of mention; types is a collection of institution, market"):
            Linker(small, types=types)


class TestPlainData:
    @pytest.mark.parametrize("text", TEXTS)
    def test_to_dict_is_what_the_model_says(self, tiny: Linker, text: str) -> None:
        data = tiny.link(text, key="k").to_dict()
        assert models.DocumentModel.model_validate(data).model_dump() == data

    @pytest.mark.parametrize("text", TEXTS)
    def test_json_says_the_same_as_the_dictionary(self, tiny: Linker, text: str) -> None:
        found = tiny.link(text)
        assert json.loads(found.to_json()) == json.loads(found.to_json(indent=1)) == found.to_dict()
        models.DocumentModel.model_validate_json(found.to_json())

    def test_json_keeps_chinese_legible(self, doc: Document) -> None:
        assert "青屿人民银行" in doc.to_json()

    def test_lone_surrogates_are_escaped_so_that_the_json_encodes(self, tiny: Linker) -> None:
        found = tiny.link("QPB\ud800青屿人民银行")
        assert len(found.mentions) == 2
        assert json.loads(found.to_json().encode("utf-8")) == found.to_dict()

    @pytest.mark.parametrize("string", ["QPB", "QDB", "行长", "no such thing", "副行长", "青屿证券监督管里委员会"])
    def test_a_resolution_too(self, tiny: Linker, string: str) -> None:
        data = tiny.resolve(string).to_dict()
        assert models.ResolutionModel.model_validate(data).model_dump() == data

    def test_roles_and_posts_point_to_mentions_by_number(self, tiny: Linker) -> None:
        found = tiny.link("中行行长高峰; the Governor of the QPB")
        data = found.to_dict()
        role, post = data["roles"][0], data["posts"][0]
        assert [data["mentions"][role[part]]["id"] for part in ("person", "title", "institution")] == ["gao-feng", "president-bank", "zhongze-bank"]
        assert [data["mentions"][post[part]]["id"] for part in ("title", "institution")] == ["governor-central-bank", "qpb"]

    def test_there_is_a_schema(self) -> None:
        schema = models.document_schema()
        assert set(schema["properties"]) == {"text", "key", "mentions", "roles", "posts", "lexicon"}
        json.dumps(schema)

    def test_a_page_holds_the_text(self, doc: Document) -> None:
        page = doc.to_html()
        assert page.count("<mark") >= len(doc.mentions)
        assert "lin-wangshu" in page


class TestNormalize:
    TEXTS = (*TEXTS, "QPB与QFRA", "在QFRA的会上", "青证会主席单云泽", "QPB/QFRA", "QFRA,QPB", "林望舒林望川", "QPB林望舒QFRA", "'QPB'", "a\ud800QPB\udc00")

    @pytest.mark.parametrize("text", TEXTS)
    @pytest.mark.parametrize("to", ["en", "zh", "zh-Hant", "pinyin"])
    def test_undo_gives_the_text_back(self, tiny: Linker, text: str, to: str) -> None:
        from cnfin_terms.rewriting import normalize

        found = normalize(tiny.link(text), to)
        assert found.undo() == text
        for edit in found.edits:
            assert found.text[edit.start : edit.end] == edit.new

    @pytest.mark.parametrize(
        ("text", "to", "expected"),
        [
            ("QFRA的规则", "zh", "青屿金融监督管理总局的规则"),
            ("在青金监总局开会", "en", "在 Qingyu Financial Regulatory Administration 开会"),
            ("青屿央行副行长林望舒", "en", "People's Bank of Qingyu Deputy Governor Lin Wangshu"),
            ("青屿人民银行。", "en", "People's Bank of Qingyu."[:-1] + "。"),
            ("QDB said", "zh", "QDB said"),
            ("The QFRA's rule", "zh", "The 青屿金融监督管理总局's rule"),
            ("deputy QPB governor Lin Wangshu", "zh", "deputy 青屿人民银行行长林望舒"),
            ("QPB前行长林望舒", "en", "People's Bank of Qingyu former Governor Lin Wangshu"),
            ("前QPB副行长林望舒", "en", "前 People's Bank of Qingyu Deputy Governor Lin Wangshu"),
        ],
    )
    def test_each_resolved_mention_by_its_preferred_name(self, tiny: Linker, text: str, to: str, expected: str) -> None:
        from cnfin_terms.rewriting import normalize

        assert normalize(tiny.link(text), to).text == expected

    def test_no_other_language(self) -> None:
        with pytest.raises(OptionError, match="'fr' is no label language"):
            cnfin.normalize("PBOC", to="fr")


class TestGlossary:
    def test_each_entity_once_in_text_order_with_the_words_that_name_it(self, tiny: Linker) -> None:
        from cnfin_terms.glossaries import glossary

        found = glossary(tiny.link("QPB行长林望舒、QPB副行长；青屿人民银行。QDB"))
        assert [(e.id, e.zh, e.en, e.surfaces) for e in found] == [
            ("qpb", "青屿人民银行", "People's Bank of Qingyu", ("QPB", "青屿人民银行")),
            ("governor-central-bank", "行长", "Governor", ("行长",)),
            ("lin-wangshu", "林望舒", "Lin Wangshu", ("林望舒",)),
            ("governor-central-bank", "副行长", "Deputy Governor", ("副行长",)),
        ]


class TestLexicon:
    def test_it_iterates_and_counts_its_entities(self, small: Lexicon) -> None:
        found = list(small)
        assert len(found) == len(small) == len({e.id for e in found})
        assert [e.id for e in found] == sorted(e.id for e in found)
        assert "qpb" in small
        assert "nobody" not in small
        assert None not in small

    def test_a_record_as_callers_see_it(self, small: Lexicon) -> None:
        bank = small.get("qpb")
        assert (bank.type, bank.kind, bank.region, bank.origin, bank.sources) == (
            "institution",
            "central-bank",
            "mainland",
            "record",
            ("https://example.org/qpb",),
        )
        assert dict(bank.ids) == {"bic": "QPBKXXXX"}
        assert Name("青屿国家银行", "zh", "former", None, "1984") in bank.names
        assert [(p.title, p.modifiers, p.at, p.since, p.until) for p in small.get("lin-wangshu").posts] == [
            ("governor-central-bank", (), "qpb", "2023-07-25", None),
            ("governor-central-bank", ("deputy",), "qpb", "2012", "2023-07-25"),
        ]
        assert [(r.how, r.id, r.on) for r in small.get("qfra").relations] == [
            ("reorganised-from", "qbirc", "2023-05-18"),
            ("functions-from", "qpb", "2023-05-18"),
        ]
        assert [(m.id, m.since) for m in small.get("qingyu-one-bank-two-bodies").members] == [
            ("qpb", "2023-05-18"),
            ("qfra", "2023-05-18"),
            ("tide-administration", None),
        ]

    def test_templates_make_records_that_say_so(self, small: Lexicon) -> None:
        office = small.get("qpb-nanzhou")
        assert (office.origin, office.of, office.label("zh"), office.label("en")) == ("template", "qpb", "青屿人民银行南洲分行", "QPB Nanzhou Branch")

    def test_every_record_of_the_real_one_has_its_labels_in_every_language(self, real: Linker) -> None:
        """Traditional labels are left to the converter's own tests: here those that no conversion is needed for."""
        for entity in real.lexicon:
            assert isinstance(entity, Entity)
            assert entity.label("zh")
            assert entity.label("en")
            assert entity.label("pinyin")
            assert all(name.lang in vocabulary.LANGUAGES and name.type in vocabulary.NAME_TYPES for name in entity.names)

    def test_redirects_are_followed_through_several_steps(self, small: Lexicon) -> None:
        assert small.get("old-qingyu-prime").id == small.get("qingyu-prime").id == "qingyu-prime-rate"
        found = small.find("old-qingyu-prime")
        assert found is not None
        assert found.id == "qingyu-prime-rate"

    def test_find_gives_none_where_get_raises_naming_near_matches(self, small: Lexicon) -> None:
        assert small.find("qfrra") is None
        with pytest.raises(UnknownId, match=r"no record has the ID 'qfrra'; did you mean qfra") as caught:
            small.get("qfrra")
        assert (caught.value.id, caught.value.near[0]) == ("qfrra", "qfra")
        with pytest.raises(UnknownId, match=r"search\(\) looks records up by name"):
            small.get("zzzzzzzzzzzzzzzzzzzzzzz")
        again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  (made here)
        assert (again.id, again.near, str(again)) == (caught.value.id, caught.value.near, str(caught.value))


class TestResolve:
    def test_it_answers_the_whole_string(self, tiny: Linker) -> None:
        answer = tiny.resolve("青屿证券交易所")
        assert isinstance(answer, Resolution)
        assert (answer.query, answer.status, answer.id, answer.type, answer.reason, answer.label("en")) == (
            "青屿证券交易所",
            "resolved",
            "qingyu-stock-exchange",
            "institution",
            "exact",
            "Qingyu Stock Exchange",
        )

    def test_what_it_does_not_know_is_unresolved_and_labelled_by_itself(self, tiny: Linker) -> None:
        answer = tiny.resolve("月球开拓银行")
        assert (answer.status, answer.id, answer.type, answer.score, answer.candidates, answer.form, answer.reason) == (
            "unresolved",
            None,
            None,
            0.0,
            (),
            None,
            "no-form",
        )
        assert answer.label("en") == "月球开拓银行"

    def test_many_in_order(self, tiny: Linker) -> None:
        assert [r.id for r in tiny.resolve_many(iter(["QPB", "QDB", "QFRA"]))] == ["qpb", None, "qfra"]


def test_mentions_of_a_module_level_call_are_mentions() -> None:
    assert all(isinstance(m, Mention) for m in cnfin.link("PBOC"))
