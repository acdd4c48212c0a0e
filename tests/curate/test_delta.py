"""Two lexicons side by side: records, forms, posts and shared forms that part them, and how a release tells of them."""

from __future__ import annotations

import json
from typing import Any

import pytest
import tiny
from variants import base, variant

from cnfin_terms import Text
from cnfin_terms.cli.write import dump, plain
from cnfin_terms.curate.changelog import changelog, plain_text
from cnfin_terms.curate.compare import KINDS, Answer, Change, changes_of, speeds
from cnfin_terms.curate.delta import Collision, Delta, PostChange
from cnfin_terms.curate.impact import Impact, impact
from cnfin_terms.curate.markdown import HEADINGS, LONGEST, WORDS, answer_text, grouped, markdown
from cnfin_terms.curate.revisions import Compiled

TEXTS = [Text("沧行和林望舒。", key="a"), Text("沧行与沧行，只有沧行。", key="b"), Text("无事。", key="c")]


def between(name: str, texts: list[Text] = TEXTS, *, backwards: bool = False, timed: bool = False) -> Impact:
    before, after = Compiled("before", base(), 0.0), Compiled("after", variant(name), 0.0)
    if backwards:
        before, after = after, before
    return impact(before, after, texts, timed=texts if timed else ())


def delta(name: str, *, backwards: bool = False) -> Delta:
    return between(name, [], backwards=backwards).delta


class TestRecords:
    def test_one_that_is_new(self) -> None:
        found = delta("a rival of one name")
        assert (found.added, found.deleted, dict(found.changed)) == (("lin-wangshu-2",), (), {})
        assert found.head.records == found.base.records + 1

    def test_one_that_is_gone_without_a_redirect(self) -> None:
        assert delta("a rival of one name", backwards=True).deleted == ("lin-wangshu-2",)

    def test_one_that_changed_says_in_what(self) -> None:
        assert dict(delta("another kind").changed) == {"zhongze-bank": ("kind",)}

    def test_parts_that_have_other_forms_for_that_have_no_field_of_their_own(self) -> None:
        found = delta("a part of another body").changed
        assert found["canghai-securities"] == ("of",)
        assert delta("a short form lost").changed["canghai-bank"] == ("short",)

    def test_nothing_parts_a_lexicon_from_itself(self) -> None:
        same = impact(Compiled("x", base(), 0.0), Compiled("x", base(), 0.0), TEXTS)
        assert same.outcome.changes == ()
        assert same.delta.base == same.delta.head
        assert "nothing that is compiled differs" in plain_text(same)


class TestForms:
    def test_gained_and_lost(self) -> None:
        assert ("canghai-bank", "表示") in {(form.id, form.text) for form in delta("a short form gained").gained if form.written}
        assert ("canghai-bank", "沧行") in {(form.id, form.text) for form in delta("a short form lost").lost if form.written}

    def test_a_form_that_a_second_record_gains_is_shared(self) -> None:
        found = delta("a rival of one name").made
        assert Collision("林望舒", ("lin-wangshu",), ("lin-wangshu", "lin-wangshu-2")) in found
        assert Collision("林望舒", ("lin-wangshu", "lin-wangshu-2"), ("lin-wangshu",)) in delta("a rival of one name", backwards=True).parted

    def test_a_form_that_both_had_is_not(self) -> None:
        assert delta("a short form gained").made == ()


class TestPosts:
    def test_a_post_at_another_body_begins(self) -> None:
        assert delta("a post of another body").begun == (PostChange("gao-feng", "president-bank", (), "qpb", "2020"),)

    def test_a_post_that_has_an_end_now_is_over(self) -> None:
        found = delta("a post over")
        assert found.ended == (PostChange("lin-wangchuan", "president-bank", (), "canghai-bank", "2019"),)
        assert found.begun == ()

    def test_a_body_renamed_begins_nothing(self) -> None:
        found = delta("a body renamed")
        assert (found.begun, found.ended, found.deleted) == ((), (), ())
        assert found.retired["zhongze-bank"].to == ("zz-bank",)
        assert found.made == found.parted == ()

    def test_a_date_put_right_begins_nothing(self) -> None:
        found = delta("a date put right")
        assert (found.begun, found.ended) == ((), ())
        assert dict(found.changed) == {"gao-feng": ("posts",)}


def answer(id_: str | None, *candidates: str, status: str | None = None, words: str = "甲") -> Answer:
    return Answer(words, status or ("resolved" if id_ else "ambiguous"), id_, (), tuple((one, 0.4) for one in candidates))


class TestChanges:
    """Each kind of change once, on texts where it happens."""

    @pytest.mark.parametrize(("name", "text", "kind", "words"), [
        ("a short form lost", "沧行的年报", "vanished", "沧行"),
        ("a short form gained", "有人表示。", "appeared", "表示"),
        ("a rival of one name", "林望舒出席。", "opened", "林望舒"),
    ])
    def test_kinds(self, name: str, text: str, kind: str, words: str) -> None:
        assert [(change.kind, change.words, change.place) for change in between(name, [Text(text, key="k")]).outcome.changes] == [(kind, words, "k")]

    def test_what_was_open_and_is_sure(self) -> None:
        sides = Compiled("before", variant("a rival of one name"), 0.0), Compiled("after", base(), 0.0)
        assert [change.kind for change in impact(*sides, [Text("林望舒出席。", key="k")]).outcome.changes] == ["settled"]

    def test_the_words_stand_in_their_context(self) -> None:
        (change,) = between("a short form lost", [Text("。" * 30 + "沧行的年报", key="k")]).outcome.changes
        assert (change.start, change.end, change.left, change.right) == (30, 32, "。" * 20, "的年报")

    def test_other_ends_are_one_change(self) -> None:
        before, after = (tiny.lexicon_of(data) for data in (base(), variant("a short form gained")))
        old, new = _doc(before, "甲乙丙", [(0, 2, "qpb")]), _doc(after, "甲乙丙", [(1, 3, "qpb")])
        (change,) = changes_of(old, new, {})
        assert (change.kind, change.words, change.start, change.end) == ("moved", "甲乙丙", 0, 3)

    def test_the_new_id_of_a_record_is_told_from_another_record(self) -> None:
        lexicon = tiny.lexicon()
        old, new = _doc(lexicon, "甲", [(0, 1, "qpb")]), _doc(lexicon, "甲", [(0, 1, "qfra")])
        assert [change.kind for change in changes_of(old, new, {"qpb": "qfra"})] == ["renamed"]
        assert [change.kind for change in changes_of(old, new, {})] == ["another"]

    def test_every_kind_has_its_words(self) -> None:
        assert set(KINDS) == set(WORDS) == set(HEADINGS)


def _doc(lexicon: Any, text: str, mentions: list[tuple[int, int, str]]) -> Any:
    """A document with mentions put where they are wanted."""
    from cnfin_terms.result import Document, LexiconStamp, Mention

    made = tuple(Mention(start, end, text[start:end], "institution", "resolved", id_, (), (), 0.9, "unique-form", -1, (), lexicon.handle)
                 for start, end, id_ in mentions)
    return Document(text, made, (), (), LexiconStamp(lexicon.version, lexicon.fingerprint), "k")


class TestMarkdown:
    def test_old_stands_beside_new_and_like_ones_are_counted(self) -> None:
        lines = markdown(between("a short form lost")).splitlines()
        assert lines[0] == "## What changes from before to after"
        assert lines[2].startswith("**4 mentions of 3 texts change: 4 vanished.** 2 of the texts (0.0 MB in all) were linked with both")
        assert "| <code><b>沧行</b>和林望舒。</code> | canghai-bank | no mention | a, and 3 more like it |" in lines
        assert "  - `canghai-bank`: 沧行" in lines
        assert any(line.startswith("| records | ") and line.endswith("| +0 |") for line in lines)

    def test_rows_are_bounded_and_the_rest_counted(self) -> None:
        texts = [Text(f"沧行{chr(0x4E00 + n)}", key=str(n)) for n in range(5)] + [Text("林望舒与林望舒", key="x")]
        found = between("a short form lost", texts)
        changes = tuple(change._replace(words=f"{n}") for n, change in enumerate(found.outcome.changes))
        shown = markdown(Impact("a", "b", found.delta, found.outcome._replace(changes=changes), None), most=2)
        assert shown.count("| no mention |") == 2
        assert "and 3 others." in shown

    def test_it_is_never_longer_than_a_comment_may_be(self) -> None:
        found = between("a short form lost")
        changes = tuple(found.outcome.changes[0]._replace(words=f"{number}{'|' * 200}") for number in range(2_000))
        shown = markdown(Impact("a", "b", found.delta, found.outcome._replace(changes=changes), None), most=1_000)
        assert LONGEST / 4 < len(shown) <= LONGEST
        assert "others." in shown

    def test_scraped_text_stays_text(self) -> None:
        sign = "<img src=x>|`*_@someone #1\n[a](b)\u202e"
        (change,) = between("a short form lost", [Text(f"{sign}沧行{sign}", key=sign)]).outcome.changes
        shown = markdown(Impact("a", "b", delta("a short form lost"), _outcome((change,)), None))
        row = next(line for line in shown.splitlines() if "沧行" in line and line.startswith("|"))
        assert row.count("|") == 5
        assert not set("`*_@[]\u202e") & set(row.replace("<code>", "").replace("</code>", ""))
        assert "#1" not in row.replace("&#", "")
        assert "<img" not in row

    def test_both_are_timed_where_that_is_asked_for(self) -> None:
        assert "milliseconds" in markdown(between("a short form lost", timed=True))
        assert "milliseconds" not in markdown(between("a short form lost"))
        assert all(seconds > 0 for seconds in speeds(base(), base(), TEXTS))

    def test_answers_in_words(self) -> None:
        assert answer_text(None) == "no mention"
        assert answer_text(answer("x"), "甲") == "x"
        assert answer_text(answer("x", words="甲乙"), "甲") == "x (甲乙)"
        assert answer_text(answer(None, "x", "y"), "甲") == "ambiguous: x 0.40, y 0.40"
        assert answer_text(answer(None, status="unresolved"), "甲") == "unresolved"

    def test_like_changes_are_one_whatever_their_scores(self) -> None:
        one = Change("candidates", "a", 0, 1, "甲", "", "", answer(None, "x"), answer(None, "y"))
        two = one._replace(place="b", before=answer(None, "x")._replace(candidates=(("x", 0.1),)))
        assert grouped([one, two, one._replace(words="乙")]) == [(one, 2), (one._replace(words="乙"), 1)]


def _outcome(changes: tuple[Change, ...]) -> Any:
    from cnfin_terms.curate.compare import Outcome

    return Outcome(1, 1, 10, 0.0, changes)


class TestRelease:
    def test_text_lists_everything(self) -> None:
        said = plain_text(between("a short form lost"))
        assert said.startswith("before (7.1, ")
        assert "Answers that changed (1)\n- '沧行' vanished: canghai-bank → no mention, as in '沧行和林望舒。' (4 times)\n" in said
        assert "Changed (1)\n- canghai-bank: short\n" in said
        assert "Forms lost (1)\n- canghai-bank: 沧行\n" in said

    def test_a_changelogs_section_is_markdown_with_versions(self) -> None:
        said = changelog(between("a post of another body"))
        assert said.startswith("## Lexicon 7.1\n\nSince 7.1: ")
        assert "Posts begun\n\n- gao-feng: president-bank at qpb, 2020\n" in said

    def test_json_holds_it_whole(self) -> None:
        data = json.loads(dump(plain(between("a rival of one name"))))
        assert data["delta"]["added"] == ["lin-wangshu-2"]
        assert data["outcome"]["changes"][0]["before"]["id"] == "lin-wangshu"
