"""IDs retired, renamed, merged and split: each keeps answering, what named it names another, and nothing else changes."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import tiny
from repositories import lexicon_copy

from cnfin_terms import Lexicon, UnknownId
from cnfin_terms.curate.bench import Bench, mentions_of
from cnfin_terms.curate.fmt import format_text, lexicon_files
from cnfin_terms.curate.retire import Account, merge, rename, retire, settle, split
from cnfin_terms.errors import LexiconError, OptionError

DAY = "2026-11-22"
#: Two records to be made one, and one to be parted, each named by others.
MORE = """
[low-bank]
type = "institution"
kind = "city-bank"
zh = "低潮银行"
en = "Low Tide Bank"
short = ["低潮行", "沧行"]
former = [{ text = "退潮银行", until = "1999" }]
ids = { bic = "LOWTIDEX", ticker = ["SSE:600001"] }
since = "1990"
sources = ["https://example.org/low", "https://example.org/canghai"]
relations = [{ how = "merged-from", id = "canghai-bank", on = "2001" }]
"""


def built(folder: Path) -> Lexicon:
    return tiny.lexicon_of(tiny.compiled(folder))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = lexicon_copy(tmp_path)
    path = folder / "institutions" / "low.toml"
    path.write_text(format_text(f"# about the low bank\n{MORE.strip()}\n", path.name), "utf-8")
    return folder


def table(folder: Path, name: str) -> dict[str, Any]:
    return tomllib.loads((folder / name).read_text("utf-8"))


def done(folder: Path, change: Any, *words: Any, reason: str = "for a reason") -> Account:
    """One of the four, settled."""
    bench = Bench(folder)
    account: Account = change(bench, *words, reason, DAY)
    settle(bench, account)
    return account


class TestRename:
    def test_the_record_has_the_new_id_and_the_old_one_opens_it(self, folder: Path) -> None:
        account = done(folder, rename, "qpb", "people-bank-of-qingyu")
        lexicon = built(folder)
        assert lexicon.get("qpb") == lexicon.get("people-bank-of-qingyu")
        assert lexicon.get("qpb").id == "people-bank-of-qingyu"
        gone = lexicon.redirect("qpb")
        assert gone is not None
        assert gone == (("people-bank-of-qingyu",), "for a reason", DAY, "7.1")
        assert lexicon.redirect("people-bank-of-qingyu") is None
        assert account.users == ["`qpb` is `people-bank-of-qingyu` now: answers bear the new ID, and the old one still opens the record."]

    def test_everything_that_named_it_names_the_new_one(self, folder: Path) -> None:
        account = done(folder, rename, "qpb", "people-bank-of-qingyu")
        assert {(one.file.partition("/")[0], one.field) for one in account.references} >= {
            ("institutions", "relations"), ("institutions", "of"), ("institutions", "members"), ("people", "posts"), ("offices", "of")}
        texts = [path.read_text("utf-8").replace("https://example.org/qpb", "") for path in lexicon_files(folder)]
        assert sum(mentions_of(text, "qpb") for text in texts) == 0
        lexicon = built(folder)
        assert {post.at for post in lexicon.get("lin-wangshu").posts} == {"people-bank-of-qingyu"}
        assert lexicon.get("tide-administration").of == "people-bank-of-qingyu"

    def test_ambiguities_with_their_shares_and_exemptions_follow(self, folder: Path) -> None:
        (folder / "exemptions.toml").write_text('[lives]\nqsrc = "as told"\n', "utf-8")
        done(folder, rename, "qsrc", "qingyu-securities-commission")
        entry = table(folder, "ambiguous.toml")["青证会"]
        assert entry["ids"] == ["qingyu-securities-commission", "sfb-hk"]
        assert entry["prior"] == {"sfb-hk": 0.13, "qingyu-securities-commission": 0.85}
        assert table(folder, "exemptions.toml") == {"lives": {"qingyu-securities-commission": "as told"}}

    def test_only_files_that_say_something_else_are_written(self, folder: Path) -> None:
        before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        loose = folder / "traps.toml"
        loose.write_bytes(before[loose] + b"\n\n")
        done(folder, rename, "gao-feng", "gao-feng-3")
        changed = {path.relative_to(folder).as_posix() for path in before if path.read_bytes() != before[path]}
        assert changed == {"people/people.toml", "retired.tsv", "traps.toml"}
        assert loose.read_bytes() == before[loose] + b"\n\n"

    def test_comments_stay_with_their_record_and_files_stay_canonical(self, folder: Path) -> None:
        done(folder, rename, "low-bank", "a-low-bank")
        assert (folder / "institutions" / "low.toml").read_text("utf-8").startswith("# about the low bank\n[a-low-bank]\n")
        for path in lexicon_files(folder):
            assert format_text(path.read_text("utf-8"), path.name) == path.read_text("utf-8")

    @pytest.mark.parametrize(("new", "words"), [
        ("qfra", "is in use"), ("old-qingyu-prime", "was used before"), ("in-the-ledger", "was used before"), ("New", "is no ID")])
    def test_an_id_is_given_once(self, folder: Path, new: str, words: str) -> None:
        (folder / "ledger.tsv").write_text("id\ttype\tzh\nin-the-ledger\tterm\t旧词\n", "utf-8")
        with pytest.raises(OptionError, match=words):
            done(folder, rename, "qpb", new)

    def test_twice_leads_on(self, folder: Path) -> None:
        done(folder, rename, "gao-feng", "gao-feng-3")
        done(folder, rename, "gao-feng-3", "gao-feng-4")
        lexicon = built(folder)
        assert lexicon.get("gao-feng").id == lexicon.get("gao-feng-3").id == "gao-feng-4"


class TestRetire:
    def test_the_id_answers_with_another_record(self, folder: Path) -> None:
        account = done(folder, retire, "low-bank", "canghai-bank")
        lexicon = built(folder)
        assert lexicon.get("low-bank").id == "canghai-bank"
        assert "低潮银行" not in {name.text for entity in lexicon for name in entity.names}
        assert account.users[1].startswith("No longer found, unless another record bears it: 低潮银行, ")
        assert account.users[2] == "Answered with `canghai-bank` now: 沧行."
        assert account.look == ["a comment stood above low-bank: # about the low bank"]

    def test_one_that_names_itself_then_does_not(self, folder: Path) -> None:
        account = done(folder, retire, "canghai-bank", "low-bank")
        assert built(folder).get("low-bank").relations == ()
        assert "low-bank named what is now itself in relations: taken out" in account.look

    def test_withdrawn_it_says_why(self, folder: Path) -> None:
        done(folder, retire, "low-bank", None, reason="there never was one")
        lexicon = built(folder)
        assert lexicon.find("low-bank") is None
        with pytest.raises(UnknownId, match="the record 'low-bank' was withdrawn, 2026-11-22: there never was one"):
            lexicon.get("low-bank")

    def test_what_is_named_elsewhere_is_not_withdrawn(self, folder: Path) -> None:
        before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        with pytest.raises(OptionError, match=r"zhongze-bank is named elsewhere: people/people\.toml gao-feng"):
            done(folder, retire, "zhongze-bank", None)
        assert {path: path.read_bytes() for path in before} == before

    def test_a_form_that_was_shared_with_it_is_the_other_ones_alone(self, folder: Path) -> None:
        path = folder / "ambiguous.toml"
        one = '["高峰"]\nids = ["gao-feng"]\nreason = "a mountain too"\nprior = { gao-feng = 0.5 }\n'
        path.write_text(format_text(f"{path.read_text('utf-8')}\n{one}", path.name), "utf-8")
        account = done(folder, retire, "sfb-hk", "qfra")
        assert table(folder, "ambiguous.toml")["高峰"]["prior"] == {"gao-feng": 0.5}  # it never was shared with another record
        assert "青证会" not in table(folder, "ambiguous.toml")
        assert "'青证会' was shared and no longer is: taken out of ambiguous.toml" in account.look

    @pytest.mark.parametrize(("words", "said"), [
        (("no-such", "qpb"), "no record has the ID 'no-such'"), (("qpb", "no-such"), "no record has the ID 'no-such'"),
        (("qpb", "qpb"), "replaced by itself"), (("qingyu-prime", "qpb"), "was retired already, for qingyu-prime-rate"),
        (("qpb-beiwan", "qpb"), "made by a template"),
    ])
    def test_what_cannot_be(self, folder: Path, words: tuple[str, str], said: str) -> None:
        with pytest.raises(OptionError, match=said):
            done(folder, retire, *words)

    @pytest.mark.parametrize(("reason", "on"), [("", DAY), (" ", DAY), ("a\tb", DAY), ("a\nb", DAY), ("why", "22 November")])
    def test_a_reason_and_a_day_are_needed(self, folder: Path, reason: str, on: str) -> None:
        with pytest.raises(OptionError):
            retire(Bench(folder), "low-bank", "canghai-bank", reason, on)


class TestMerge:
    def test_the_one_that_stays_has_the_forms_of_all(self, folder: Path) -> None:
        account = done(folder, merge, ["low-bank", "cangjiang-bank"], "canghai-bank")
        record = table(folder, "institutions/companies.toml")["canghai-bank"]
        assert record["short"] == ["沧行", "低潮行"]
        assert record["alias"] == ["低潮银行", "Low Tide Bank", "沧江银行", "Bank of Cangjiang"]
        assert record["former"] == [{"text": "退潮银行", "until": "1999"}]
        assert record["ids"] == {"bic": "LOWTIDEX", "ticker": ["SSE:600001"]}
        assert record["sources"] == ["https://example.org/canghai", "https://example.org/low", "https://example.org/cangjiang"]
        assert "relations" not in record
        lexicon = built(folder)
        assert {lexicon.get(id_).id for id_ in ("low-bank", "cangjiang-bank", "canghai-bank")} == {"canghai-bank"}
        assert "canghai-bank: since of low-bank was '1990', here it is 'not given'" in account.look
        assert any("its forms answer with it: 低潮银行, Low Tide Bank" in line for line in account.users)

    def test_its_own_facts_count_and_two_codes_are_told(self, folder: Path) -> None:
        path = folder / "institutions" / "companies.toml"
        path.write_text(path.read_text("utf-8").replace('[canghai-bank]\ntype = "institution"\nkind = "city-bank"',
                                                        '[canghai-bank]\ntype = "institution"\nkind = "rural-bank"\nids = { bic = "CANGHAIX" }'), "utf-8")
        account = done(folder, merge, ["low-bank"], "canghai-bank")
        record = table(folder, "institutions/companies.toml")["canghai-bank"]
        assert record["kind"] == "rural-bank"
        assert record["ids"]["bic"] == ["CANGHAIX", "LOWTIDEX"]
        assert {"canghai-bank: kind of low-bank was 'city-bank', here it is 'rural-bank'", "canghai-bank: two of bic: CANGHAIX, LOWTIDEX"} <= set(account.look)

    def test_posts_that_are_one_then_stand_once(self, folder: Path) -> None:
        path = folder / "people" / "people.toml"
        post = '{ title = "president-bank", at = "low-bank", since = "2018", source = "https://example.org/lin", checked = "2026-01-02" }'
        text = path.read_text("utf-8")
        first = '{ title = "president-bank", at = "canghai-bank"'
        path.write_text(text.replace(first, f"{post}, {first}"), "utf-8")
        assert text != path.read_text("utf-8")
        done(folder, merge, ["low-bank"], "canghai-bank")
        assert [post.at for post in built(folder).get("lin-wangchuan").posts] == ["canghai-bank"]

    @pytest.mark.parametrize(("old", "into", "said"), [
        (["canghai-bank"], "canghai-bank", "only with --into"), (["low-bank", "low-bank"], "qpb", "each record once"),
        (["gao-feng"], "qpb", "not of one type")])
    def test_what_cannot_be_merged(self, folder: Path, old: list[str], into: str, said: str) -> None:
        with pytest.raises(OptionError, match=said):
            done(folder, merge, old, into)


class TestSplit:
    def test_the_id_answers_with_the_first_and_names_the_others(self, folder: Path) -> None:
        account = done(folder, split, "low-bank", ["canghai-bank", "cangjiang-bank"])
        lexicon = built(folder)
        assert lexicon.get("low-bank").id == "canghai-bank"
        gone = lexicon.redirect("low-bank")
        assert gone is not None
        assert gone.to == ("canghai-bank", "cangjiang-bank")
        assert account.users[0].startswith("`low-bank` is split into `canghai-bank`, `cangjiang-bank`: for a reason.")
        assert "沧行 answers with `canghai-bank`." in account.users
        assert "低潮银行 is no longer found." in account.users

    def test_what_named_it_is_to_be_looked_at(self, folder: Path) -> None:
        account = done(folder, split, "zhongze-bank", ["canghai-bank", "cangjiang-bank"])
        assert "people/people.toml gao-feng: posts names canghai-bank now; is it cangjiang-bank?" in account.look

    @pytest.mark.parametrize(("into", "said"), [
        (["canghai-bank"], "two others"), (["canghai-bank", "canghai-bank"], "two others"), (["canghai-bank", "low-bank"], "two others"),
        (["canghai-bank", "no-such"], "no record has the ID"), (["canghai-bank", "gao-feng"], "not of one type")])
    def test_what_cannot_be_split(self, folder: Path, into: list[str], said: str) -> None:
        with pytest.raises(OptionError, match=said):
            done(folder, split, "low-bank", into)


def test_what_would_break_the_lexicon_is_not_written(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    bench = Bench(folder)
    bench.record("qpb")["kind"] = "river-bank"
    with pytest.raises(LexiconError, match="river-bank"):
        bench.write({})
    assert {path: path.read_bytes() for path in before} == before


def test_an_id_is_found_as_a_word_of_its_own() -> None:
    assert mentions_of("qpb, qpb-x, x-qpb, [[行|qpb]], qpb2", "qpb") == 2


class TestOlderFiles:
    """retired.tsv as it was before it had days, and before the reason was called one."""

    def test_they_are_read(self) -> None:
        lexicon = tiny.lexicon()
        assert lexicon.redirect("qingyu-prime") == (("qingyu-prime-rate",), "renamed", None, "7.0")
        assert lexicon.get("old-qingyu-prime").id == "qingyu-prime-rate"

    def test_a_row_that_lacks_a_column_or_stands_twice_is_named(self, folder: Path) -> None:
        path = folder / "retired.tsv"
        text = path.read_text("utf-8")
        for more, said in (("qqq\n", "no version"), ("qingyu-prime\t1\tqpb\tagain\n", "was retired above already")):
            path.write_text(text + more, "utf-8")
            with pytest.raises(LexiconError, match=said) as caught:
                Bench(folder)
            assert (caught.value.file, caught.value.line) == ("retired.tsv", 4)


def test_an_id_that_leads_to_a_withdrawn_one_says_why(folder: Path) -> None:
    done(folder, rename, "low-bank", "lower-bank")
    done(folder, retire, "lower-bank", None, reason="there never was one")
    with pytest.raises(UnknownId, match="the record 'low-bank' was withdrawn, 2026-11-22: there never was one"):
        built(folder).get("low-bank")
