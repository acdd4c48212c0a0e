"""The page holds the text whole, escapes everything, and asks for nothing from outside."""

import re
from html.parser import HTMLParser

import pytest
from handmade import document, empty, mention
from hypothesis import given
from hypothesis import strategies as st

from cnfin_terms.html import to_html
from cnfin_terms.result import Document, LexiconStamp

VOID = {"meta", "link", "br"}


class Page(HTMLParser):
    """The elements of a page, and the text of its text block without the cards."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.in_text = self.in_card = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag in VOID:
            return
        self.open.append(tag)
        if found.get("class") == "text":
            self.in_text = len(self.open)
        elif found.get("class") == "card":
            self.in_card = len(self.open)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if len(self.open) < self.in_text:
            self.in_text = 0
        if len(self.open) < self.in_card:
            self.in_card = 0

    def handle_data(self, data: str) -> None:
        if self.in_text and not self.in_card:
            self.text += data


def test_the_text_stands_whole_and_escaped() -> None:
    doc = document()
    page = Page(to_html(doc))
    assert page.text == doc.text
    assert not page.open
    assert "<met>" not in to_html(doc)


def test_each_mention_shows_what_is_known() -> None:
    html = to_html(document())
    card = re.search(r'id="c1".*?</mark>', html, re.DOTALL)
    assert card is not None
    for part in ("pboc", "中国人民银行", "People&#x27;s Bank of China", "institution", "resolved", "0.97", "unique-form"):
        assert part in card[0]
    ambiguous = re.search(r'id="c4".*?</mark>', html, re.DOTALL)
    assert ambiguous is not None
    for part in ("csrc", "pboc", "0.40", "ambiguous", "rivals"):
        assert part in ambiguous[0]


def test_each_mention_can_be_reached_by_keyboard_and_is_described() -> None:
    page = Page(to_html(document()))
    marks = [attrs for tag, attrs in page.tags if tag == "mark"]
    ids = {attrs.get("id") for _, attrs in page.tags}
    assert len(marks) == 5
    assert all(mark["tabindex"] == "0" and mark["aria-describedby"] in ids for mark in marks)


def test_ids_are_unique_and_links_lead_somewhere() -> None:
    page = Page(to_html(document()))
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = [str(attrs["href"])[1:] for tag, attrs in page.tags if tag == "a"]
    assert len(targets) == 5 + 3
    assert set(targets) <= set(ids)


def test_nothing_is_fetched() -> None:
    html = to_html(document("中国人民银行行长潘功胜 证监会 王某 <img src=http://x/> <script src=//x></script>"))
    page = Page(html)
    assert not [tag for tag, _ in page.tags if tag in ("img", "iframe", "object", "embed", "base", "form")]
    for tag, attrs in page.tags:
        assert tag != "script" or not attrs
        assert not {"src", "srcset", "action", "onclick", "style"} & set(attrs)
        assert tag != "link" or attrs["href"] == "data:,"
    assert "url(" not in html
    assert "@import" not in html
    assert "default-src 'none'" in html


def test_tables_and_legend_count() -> None:
    html = to_html(document())
    assert "<h2>Mentions</h2>" in html
    assert "<h2>Roles</h2>" in html
    assert "institution</span> 2</li>" in html
    assert "ambiguous</span> 1</li>" in html
    assert "it holds" in html


def test_labels_are_escaped() -> None:
    text = "央行"
    doc = Document(text, (mention(text, "央行", "term", "odd"),), (), (), LexiconStamp("<v>", "<f>"))
    html = to_html(doc, title="</title><script>alert(1)</script>")
    page = Page(html)
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert "<b>" not in html
    assert "<v>" not in html


def test_empty_documents() -> None:
    assert "The text is empty." in to_html(empty())
    html = to_html(empty("nothing here"))
    assert "0 mentions of 0 entities" in html
    assert "<table>" not in html


@pytest.mark.parametrize("text", ["\x00", "\ud800 央行", "\x1b[31m", "\ufffe", "\x85"])
def test_what_html_cannot_hold_is_replaced_one_for_one(text: str) -> None:
    html = to_html(empty(text))
    html.encode()
    assert len(Page(html).text) == len(text)
    assert not set(html) & set("\x00\ud800\x1b\ufffe\x85")


@given(st.text(alphabet=st.characters(exclude_characters="\r", exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("<>&\"'\n\t"), max_size=60))
def test_any_text_comes_back(text: str) -> None:
    if text:
        assert Page(to_html(empty(text))).text == text


def test_line_breaks_survive() -> None:
    """White space is kept by style, the first line break too."""
    assert "white-space: pre-wrap" in to_html(empty("\n\na"))
    assert Page(to_html(empty("\n\na  b\n"))).text == "\n\na  b\n"


def test_long_documents() -> None:
    """A hundred thousand characters with five thousand mentions: a page of a few megabytes."""
    part = "中国人民银行行长潘功胜讲话时说了些什么\n"
    text = part * 5000
    mentions = tuple(
        mention(part, "中国人民银行", "institution", "pboc")._replace(start=at * len(part), end=at * len(part) + 6) for at in range(5000)
    )
    html = to_html(Document(text, mentions, (), (), LexiconStamp("1", "f")))
    assert html.count("<mark") == 5000
    assert len(html) < 8_000_000


def test_doc_to_html_is_the_same() -> None:
    assert document().to_html("T") == to_html(document(), "T")
