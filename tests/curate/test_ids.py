"""Every ID is given once and answers for ever: the rules that see to it, the ledger, and every ID that ever was."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from folders import BANK, HEIR, table, write
from repositories import HAS_GIT

from cnfin_terms import Lexicon, Linker, UnknownId
from cnfin_terms.curate.check import check
from cnfin_terms.curate.id_rules import ID_RULES
from cnfin_terms.curate.release import ledger_text, next_version, release
from cnfin_terms.curate.retire import retired_text
from cnfin_terms.curate.rules import House
from cnfin_terms.errors import LexiconError, OptionError
from cnfin_terms.lexicon.load import RECORD_FOLDERS
from cnfin_terms.lexicon.source import Minted, read_ledger, read_lexicon, read_retired
from cnfin_terms.text.fold import Folder

ROOT = Path(__file__).resolve().parent.parent.parent
BANKS = "institutions/banks.toml"
CLEAN = f"{BANK}\n{HEIR}"
HEADER = "id\tversion\treplaced_by\treason\ton\n"
LEDGER = "id\ttype\tzh\nhexi-bank\tinstitution\t河汐银行\n"


def found(folder: Path, files: dict[str, str]) -> list[tuple[str, int, str, str, str]]:
    house = House(read_lexicon(write(folder, {BANKS: CLEAN, **files})), Folder(table()))
    return [(finding.file, finding.line, finding.id, finding.rule, finding.message) for rule in ID_RULES for finding in rule(house)]


class TestRules:
    @pytest.mark.parametrize("files", [
        {},
        {"retired.tsv": f"{HEADER}old\t1\thexi-bank\trenamed\t2026-11-22\nolder\t1\told\trenamed\t\ngone\t1\t\tnever was\t2026\n"},
        {"retired.tsv": "id\tversion\treplaced_by\treason\nold\t1\thexi-bank\trenamed\n"},
        {"ledger.tsv": LEDGER},
        {"ledger.tsv": f"{LEDGER}old\tterm\t旧\n", "retired.tsv": f"{HEADER}old\t1\thexi-bank\tone thing\t2026\n"},
        {"ledger.tsv": LEDGER, BANKS: CLEAN.replace('zh = "河汐银行"', 'zh = "河汐商业银行"\nformer = [{ text = "河汐银行", until = "2010" }]')},
    ])
    def test_these_are_clean(self, tmp_path: Path, files: dict[str, str]) -> None:
        assert found(tmp_path, files) == []

    @pytest.mark.parametrize(("files", "place", "rule", "words"), [
        ({"retired.tsv": f"{HEADER}hexi-bank\t1\tnew-hexi-bank\trenamed\t2026\n"}, (BANKS, 1, "hexi-bank"), "reused", "was retired"),
        ({"ledger.tsv": "id\ttype\tzh\nhexi-bank\tperson\t何溪\n"}, (BANKS, 1, "hexi-bank"), "reused", "given to a person, 何溪"),
        ({"ledger.tsv": "id\ttype\tzh\nhexi-bank\tinstitution\t合西银行\n"}, (BANKS, 1, "hexi-bank"), "reused", "合西银行, which is no form"),
        ({"ledger.tsv": f"{LEDGER}lost\tterm\t失\n"}, ("ledger.tsv", 3, "lost"), "kept", "neither a record nor retired"),
        ({"retired.tsv": f"{HEADER}old\t1\thexi-bank nobody\tsplit\t2026\n"}, ("retired.tsv", 2, "old"), "redirects", "'nobody', which is no record"),
        ({"retired.tsv": f"{HEADER}a\t1\tb\tx\t2026\n"}, ("retired.tsv", 2, "a"), "redirects", "'b', which is no record"),
        ({"retired.tsv": f"{HEADER}a\t1\thexi-bank\t\t2026\n"}, ("retired.tsv", 2, "a"), "redirects", "no reason"),
        ({"retired.tsv": f"{HEADER}a\t1\thexi-bank\tx\tyesterday\n"}, ("retired.tsv", 2, "a"), "redirects", "yesterday"),
    ])
    def test_these_are_found_where_they_stand(self, tmp_path: Path, files: dict[str, str], place: tuple[str, int, str], rule: str, words: str) -> None:
        (finding,) = found(tmp_path, files)
        assert finding[:4] == (*place, rule)
        assert words in finding[4]

    def test_a_circle_is_found_on_each_of_its_ids(self, tmp_path: Path) -> None:
        rows = found(tmp_path, {"retired.tsv": f"{HEADER}a\t1\tb\tx\t2026\nb\t1\ta\tx\t2026\n"})
        assert [(row[1], row[2], row[4]) for row in rows] == [(2, "a", "it leads back to itself"), (3, "b", "it leads back to itself")]

    def test_check_runs_them(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("cnfin_terms.curate.check.build_table", table)
        folder = write(tmp_path, {BANKS: CLEAN, "ledger.tsv": f"{LEDGER}lost\tterm\t失\n"})
        assert [(finding.rule, finding.id) for finding in check(folder)] == [("kept", "lost")]


class TestRelease:
    def test_the_version_follows_the_calendar(self, tmp_path: Path) -> None:
        folder = write(tmp_path, {BANKS: CLEAN, "VERSION": "2026.1\n", "ledger.tsv": LEDGER})
        done = release(folder, 2026)
        assert done == ("2026.2", ("new-hexi-bank",))
        assert (folder / "VERSION").read_text("utf-8") == "2026.2\n"
        assert read_ledger(folder / "ledger.tsv") == {"hexi-bank": Minted("institution", "河汐银行"), "new-hexi-bank": Minted("institution", "新河汐银行")}
        assert release(folder, 2027) == ("2027.1", ())

    def test_what_the_ledger_says_once_stays(self, tmp_path: Path) -> None:
        folder = write(tmp_path, {BANKS: CLEAN, "VERSION": "2026.1\n", "ledger.tsv": LEDGER.replace("河汐银行", "河西银行")})
        release(folder, 2026)
        assert read_ledger(folder / "ledger.tsv")["hexi-bank"].zh == "河西银行"

    def test_an_id_that_is_lost_stops_it(self, tmp_path: Path) -> None:
        folder = write(tmp_path, {BANKS: CLEAN, "VERSION": "2026.1\n", "ledger.tsv": f"{LEDGER}lost\tterm\t失\n"})
        with pytest.raises(LexiconError, match="lost"):
            release(folder, 2026)
        assert (folder / "VERSION").read_text("utf-8") == "2026.1\n"

    @pytest.mark.parametrize(("version", "year"), [("7.1", 2026), ("2026", 2026), ("2026.0", 2026), ("2027.1", 2026)])
    def test_a_version_that_cannot_be_followed(self, version: str, year: int) -> None:
        with pytest.raises(OptionError):
            next_version(version, year)


@cache
def shipped() -> Lexicon:
    return Linker().lexicon


def answers(id_: str) -> bool:
    """An ID opens a record, or says when and why it was withdrawn."""
    if shipped().find(id_) is not None:
        return True
    try:
        shipped().get(id_)
    except UnknownId as gone:
        return bool(gone.withdrawn)
    return False


class TestEveryIdThatEverWas:
    def test_every_id_of_a_release_answers(self) -> None:
        ledger = read_ledger(ROOT / "lexicon" / "ledger.tsv")
        assert {"pboc", "csrc"} <= ledger.keys()
        assert [id_ for id_ in ledger if not answers(id_)] == []

    def test_every_retired_id_answers(self) -> None:
        retired = read_retired(ROOT / "lexicon" / "retired.tsv")
        assert retired
        assert [id_ for id_ in retired if not answers(id_)] == []
        assert all((shipped().find(id_) is not None) == bool(gone.to) for id_, gone in retired.items())

    @pytest.mark.skipif(not HAS_GIT or not (ROOT / ".git").exists(), reason="needs the repository's history")
    def test_every_id_in_the_history_answers(self) -> None:
        """Every header that a commit ever added to a file of records."""
        folders = [f"lexicon/{name}" for name in RECORD_FOLDERS]
        done = subprocess.run(["git", "log", "-p", "-U0", "--format=", "--no-renames", "--", *folders], cwd=ROOT, capture_output=True, check=True)  # noqa: S603, S607  (git as the machine has it)
        ids = set(re.findall(r"^\+\[\"?([a-z0-9-]+)\"?\]\r?$", done.stdout.decode("utf-8", "replace"), re.MULTILINE))
        assert "pboc" in ids  # or there is no history here to speak of: a shallow clone holds every record as added by its first commit
        assert sorted(id_ for id_ in ids if not answers(id_)) == []

    def test_the_files_are_sorted_so_that_two_changes_merge(self) -> None:
        folder = ROOT / "lexicon"
        assert ledger_text(read_ledger(folder / "ledger.tsv")) == (folder / "ledger.tsv").read_text("utf-8")
        assert retired_text(read_retired(folder / "retired.tsv")) == (folder / "retired.tsv").read_text("utf-8")
