"""What the pages hold, without a browser."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import tiny as tiny_lexicon
from sites import REPOSITORY, tiny_site

from cnfin_terms import Lexicon
from cnfin_terms.cli import main
from cnfin_terms.errors import OptionError
from cnfin_terms.lexicon.source import read_lexicon
from cnfin_terms.site.build import build
from cnfin_terms.site.drawings import Box, Span, axis, bar, graph
from cnfin_terms.site.facts import Facts
from cnfin_terms.site.index import shards
from cnfin_terms.site.record import moved
from cnfin_terms.site.shell import Shell

VOID = {"meta", "link", "input", "br", "img", "hr"}


class Page(HTMLParser):
    """A page's links and what it loads; fails where tags do not nest."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path, self.text = path, ""
        self.links: list[str] = []
        self.loads: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.feed(path.read_text("utf-8"))
        assert not self.open, f"{path}: {self.open} not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag not in VOID:
            self.open.append(tag)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a":
            self.links.append(given["href"])
        self.loads += [given[key] for key in ("src", "action") if key in given] + ([given["href"]] if tag == "link" else [])
        assert "style" not in given, f"{self.path}: the policy forbids inline style"
        assert not any(key.startswith("on") for key in given), f"{self.path}: the policy forbids inline script"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"{self.path}: </{tag}> closes nothing"
        assert self.open.pop() == tag, f"{self.path}: </{tag}>"

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    tiny_site(folder)
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    return {str(path.relative_to(site)): Page(path) for path in site.rglob("*.html")}


def test_every_record_has_a_page_and_so_has_every_retired_id(pages: dict[str, Page]) -> None:
    lexicon = tiny_lexicon.lexicon()
    ids = {entity.id for entity in lexicon}
    assert {Path(name).stem for name in pages if name.startswith("records/")} == ids | set(lexicon.store.retired)
    for old in lexicon.store.retired:
        leads = lexicon.find(old)
        assert lexicon.redirect(old).reason in pages[f"records/{old}.html"].text  # type: ignore[union-attr]
        assert (f"../records/{leads.id}.html" in pages[f"records/{old}.html"].links) if leads else "Nothing replaces it" in pages[f"records/{old}.html"].text


def test_a_withdrawn_id_leads_nowhere_and_says_so() -> None:
    shell = Shell(Facts(tiny_lexicon.lexicon(), read_lexicon(tiny_lexicon.FOLDER)), "../", "")
    assert "Nothing replaces it" in moved(shell, "gone-bank", "")


def test_every_link_within_leads_to_a_file(site: Path, pages: dict[str, Page]) -> None:
    links = [(name, link) for name, page in pages.items() for link in [*page.links, *page.loads] if not link.startswith(("https://", "http://", "data:"))]
    assert len(links) > len(pages)
    assert [(name, link) for name, link in links if not (site / name).parent.joinpath(link.partition("#")[0].partition("?")[0]).resolve().is_file()] == []


def test_nothing_is_loaded_from_elsewhere(site: Path, pages: dict[str, Page]) -> None:
    assert [load for page in pages.values() for load in page.loads if "://" in load] == []
    for asset in (site / "assets").iterdir():
        assert not re.search(r"https?://|@import|url\(|fetch\(|XMLHttp|import\(", asset.read_text("utf-8")), asset


def test_no_id_stands_twice_in_a_page(pages: dict[str, Page]) -> None:
    assert {name for name, page in pages.items() if len(page.ids) != len(set(page.ids))} == set()


def test_a_page_has_its_record_s_names_policies_and_rivals(site: Path, pages: dict[str, Page]) -> None:
    for name, said in {
        "qpb": ["青屿人民银行", "People's Bank of Qingyu", "青嶼人民銀行", "only beside other evidence", "looked up, never found in text",
                "–1984", "QPBKXXXX", "林望舒", "副行长 Deputy Governor", "青屿一行两局"],
        "tide-administration": ["in these very letters", "not in tide pool", "belongs to"],
        "qsrc": ["this 85%", "South Bay Securities Board 13%", "each region calls its own board so"],
        "qbirc": ["merged 2018-04-08", "reorganised 2023-05-18", "青屿保险监督管理委员会"],
        "lin-wangshu": ["2012 – 2023-07-25", "2023-07-25 – …", "checked 2026-01-02"],
        "qingyu-prime-rate": ["old-qingyu-prime"],
    }.items():
        text = " ".join(pages[f"records/{name}.html"].text.split())
        assert [part for part in said if part not in text] == [], name


def test_a_title_s_page_tells_deputies_from_holders(pages: dict[str, Page]) -> None:
    rows = pages["records/governor-central-bank.html"].text.partition("People")[2]
    assert rows.count("林望舒") == 2
    assert rows.count("副行长") == 1


def test_a_page_leads_to_the_record_s_file_and_line(pages: dict[str, Page]) -> None:
    line = (tiny_lexicon.FOLDER / "institutions/authorities.toml").read_text("utf-8").splitlines().index("[qpb]") + 1
    assert f"{REPOSITORY}/blob/HEAD/lexicon/institutions/authorities.toml#L{line}" in pages["records/qpb.html"].links


def test_without_a_repository_the_place_is_told_and_nothing_is_linked(tmp_path: Path) -> None:
    build(tiny_lexicon.lexicon(), read_lexicon(tiny_lexicon.FOLDER), tmp_path / "out")
    text = (tmp_path / "out/records/qpb.html").read_text("utf-8")
    assert "lexicon/institutions/authorities.toml:" in text
    assert "/issues/new" not in text


def test_the_same_lexicon_makes_the_same_bytes_and_what_is_gone_goes(site: Path, tmp_path: Path) -> None:
    tiny_site(tmp_path)
    (tmp_path / "records/nobody.html").write_text("old", "utf-8")
    tiny_site(tmp_path)
    first, second = ({str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()} for root in (site, tmp_path))
    assert first == second


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("mine", "utf-8")
    with pytest.raises(OptionError, match="holds other things"):
        tiny_site(tmp_path)
    with pytest.raises(OptionError, match="is a file"):
        tiny_site(tmp_path / "thesis.doc")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_repository_is_an_address(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="no address"):
        build(tiny_lexicon.lexicon(), read_lexicon(tiny_lexicon.FOLDER), tmp_path, "javascript:alert(1)")


def test_names_that_look_like_html_are_text(tmp_path: Path) -> None:
    """An overlay may bring any name; its records have no file in the folder, and their pages say so by silence."""
    (tmp_path / "bad.toml").write_text(
        '[bad-one]\ntype = "institution"\nkind = "company"\nzh = "<img src=x onerror=alert(1)>甲"\nalias = ["</script><script>alert(2)</script>"]\n'
        'ids = { website = "javascript:alert(3)" }\nsources = ["https://example.org/\\"onmouseover=alert(4)"]\n', "utf-8")
    build(tiny_lexicon.lexicon().overlay(tmp_path / "bad.toml"), read_lexicon(tiny_lexicon.FOLDER), tmp_path / "out", REPOSITORY)
    page = Page(tmp_path / "out/records/bad-one.html")
    assert page.open == []
    assert "<img" not in (tmp_path / "out/records/bad-one.html").read_text("utf-8")
    assert not any(link.startswith("javascript:") for link in page.links)
    assert "Improve" not in page.text


def test_the_search_s_files_have_a_line_for_each_record() -> None:
    facts = Facts(tiny_lexicon.lexicon(), read_lexicon(tiny_lexicon.FOLDER))
    for name, script in shards(facts).items():
        arguments = json.loads("[" + script.removeprefix("cnfin.take(").removesuffix(");\n") + "]")
        assert arguments[0] == name.removesuffix(".js")
        assert len(arguments[1].split("\n")) == len(facts.entities)


def test_a_span_is_drawn_as_what_is_known_of_it() -> None:
    spans = [Span("2020", None), Span(None, "2022-06"), Span("2019-07", "2021"), Span(None, None, "2020-06"), Span(None, None)]
    years = axis(spans)
    assert years == (2019, 2023)
    assert [re.findall(r'class="(\w+)" x="(\d+)"', bar(span, years)) for span in spans] == [
        [("since", "250")], [("until", "0")], [("both", "125")], [("seen", "340")], []]
    assert 'width="500"' in bar(Span("2020", None, None, "2021"), years)  # open, and looked at until then


def test_a_drawn_body_without_kin_is_itself() -> None:
    assert graph([], Box("", "甲"), [], "none").count("<rect") == 1
    drawn = graph([Box("a.html", "甲" * 40, "merged 2020")], Box("", "<乙>"), [Box("", "丙")], "three")
    assert drawn.count("<rect") == 3
    assert "…" in drawn
    assert "<乙>" not in drawn


def test_the_command_writes_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(Lexicon, "from_folder", lambda _folder, **_options: tiny_lexicon.lexicon())
    assert main(["lexicon", "browse", str(tmp_path / "out"), "--folder", str(tiny_lexicon.FOLDER)]) == 0
    assert "open file:///" in capsys.readouterr().out
    assert (tmp_path / "out/index.html").is_file()
    assert main(["lexicon", "browse", str(tmp_path), "--folder", str(tmp_path)]) == 2
