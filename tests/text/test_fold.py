"""Folding: what becomes one, what stays two, and the way back."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from cnfin_terms.errors import OptionError
from cnfin_terms.text.chardata import STEPS, FoldTable, Step, build_table
from cnfin_terms.text.edits import Edits
from cnfin_terms.text.fold import Folder
from cnfin_terms.text.script import REGIONS, to_simplified, to_traditional


@pytest.fixture(scope="module")
def folder() -> Folder:
    return Folder(FoldTable.from_bytes(build_table().to_bytes()))


@pytest.mark.parametrize("step", STEPS, ids=[step.name for step in STEPS])
def test_each_step_does_its_example_and_is_traced(folder: Folder, step: Step) -> None:
    source, expected = step.example
    folded = folder.fold(source)
    assert folded.text == expected
    assert step.name in folded.trace(0, len(expected), expected)


PBOC = "中国人民银行"


@pytest.mark.parametrize(
    ("source", "form"),
    [
        ("中國人民銀行", PBOC),
        ("中 国 人 民 银 行", PBOC),
        ("中　国　人　民　银　行", PBOC),
        ("中国人民\n银行", PBOC),
        ("中国人民\r\n　　银行", PBOC),
        ("中国<b>人民</b>银行", PBOC),
        ("中国<SPAN class='hl'>人民</SPAN>银行", PBOC),
        ("中国人民<br />银行", PBOC),
        ("中国&nbsp;人民银行", PBOC),
        ("中国&amp;nbsp;人民银行", PBOC),
        ("&#20013;&#x56FD;人民银行", PBOC),
        ("中国\u200b人民\ufeff银行", PBOC),
        ("⼈⺠银行", "人民银行"),
        ("新「國九條」", "新“国九条”"),
        ("中国银行 (香港) 有限公司", "中国银行（香港）有限公司"),
        ("滙豐", "汇丰"),
        ("Ｐ\u200bＢＯＣ", "PBoC"),
        ("People’s Bank\nof China", "People's Bank of China"),
        ("People&rsquo;s  Bank of\u00a0China", "People's Bank of China"),
        ("regu\u00adlatory", "regulatory"),
        ("regu\u00ad\nlatory", "regulatory"),
        ("Ke\u0304 Chua\u0300ng Ba\u030cn", "Kē Chuàng Bǎn"),
        ("Kē Chuàng Bǎn", "ke chuang ban"),
        ("Zhōnɡɡuó", "zhongguo"),
        ("S&amp;P", "S&P"),
        ("S&amp;amp;P", "S&P"),
        ("克里斯蒂娜•拉加德", "克里斯蒂娜·拉加德"),
        ("H–share", "H-share"),
        ("\u1112\u1161\u11ab국", "한국"),
    ],
)
def test_what_folds_together(folder: Folder, source: str, form: str) -> None:
    folded = folder.fold(source)
    assert folded.text == folder.key(form)
    assert folded.span(0, len(folded.text)) == (0, len(source))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中国\n\n人民", "中国人民"),  # a blank line
        ("中国\n \t\n人民", "中国人民"),
        ("中国\u2029人民", "中国人民"),
        ("Bank\n\nof China", "Bank of China"),
        ("中国\t人民", "中国人民"),  # two cells of a table
        ("regula-\ntory", "regulatory"),  # nobody knows whose the hyphen is
        ("中国<p>人民", "中国人民"),  # a block tag
        ("中国</td><td>人民", "中国人民"),
        ("中国<mytag>人民", "中国人民"),
        ("中国<b人民", "中国人民"),  # no tag
        ("中国&nbsp人民", "中国人民"),  # no entity
        ("S&P", "SP"),
        ("&copy;", "©"),
        ("A B", "AB"),
        ("A 股", "A股"),  # only blanks between two Han are letter-spacing
        ("、", ","),
        ("《证券法》", "〈证券法〉"),
        ("李云泽", "李云则"),  # homophones
        ("Connect™", "ConnectTM"),
    ],
)
def test_what_stays_apart(folder: Folder, one: str, other: str) -> None:
    assert folder.key(one) not in folder.key(other)
    assert folder.key(other) not in folder.key(one)


@pytest.mark.parametrize(
    ("source", "name", "expected"),
    [
        ("\u200b\u200b央行\u200b", "央行", "央行"),
        ("<b>央行</b>", "央行", "央行"),
        ("<b>央</b>行", "央行", "央</b>行"),
        ("说央 \n 行。", "央行", "央 \n 行"),
        ("&nbsp;央行&nbsp;", "央行", "央行"),
        ("xBǎ\u0301n\u0304y", "ban", "Bǎ\u0301n\u0304"),  # a letter's marks are part of it
        ("x\u200b\u0304Ban", "ban", "Ban"),
        ("x㈱y", "株", "㈱"),  # a cut through an expansion takes it whole
        ("ｘ&#20013;国", "中国", "&#20013;国"),
        ("x\U00020bb7\ufe00y", "\U00020bb7", "\U00020bb7\ufe00"),
    ],
)
def test_spans_are_tight(folder: Folder, source: str, name: str, expected: str) -> None:
    folded = folder.fold(source)
    start = folded.text.index(name)
    first, last = folded.span(start, start + len(name))
    assert source[first:last] == expected
    assert folded.position(first) <= start
    assert folded.span(start, start)[0] == folded.span(start, start)[1]


@pytest.mark.parametrize(
    ("source", "form", "trace"),
    [
        ("PBOC", "PBOC", ()),
        ("pboc", "PBOC", ("case",)),
        ("ＰＢＯＣ", "PBOC", ("fullwidth",)),
        ("ｐＢＯＣ", "PBOC", ("fullwidth", "case")),
        ("證監會", "證監會", ()),
        ("證監會", "证监会", ("t2s",)),
        ("证监会", "證監會", ("t2s",)),
        ("證监会", "證監會", ("t2s",)),
        ("臺", "颱", ("t2s",)),
        ("Bank  of\nChina", "Bank of China", ("line-break", "space")),
        ("Bank of\u00a0China", "Bank of China", ("space",)),
        ("央<b>行</b>", "央行", ("tag",)),
        ("央<br>行", "央行", ("line-break",)),
        ("央 行", "央行", ("letter-spacing",)),
        ("央\u200b行", "央行", ("zero-width",)),
        ("S&amp;P", "S&P", ("entity",)),
        ("s&amp;P", "S&P", ("entity", "case")),
        ("ﬁnance", "finance", ("compatibility",)),
        ("finance", "ﬁnance", ("compatibility",)),
        ("Kē", "Ke", ("combining",)),
        ("Ke\u0304", "Kē", ("combining",)),
        ("工行 (亚洲)", "工行（亚洲）", ("space", "fullwidth")),
        ("“央行”", "「央行」", ("punctuation",)),
        ("\u1112\u1161\u11ab", "한", ("combining",)),
        ("&lt;b&gt;央&lt;/b&gt;行", "央行", ("entity", "tag")),
    ],
)
def test_a_trace_names_what_was_needed(folder: Folder, source: str, form: str, trace: tuple[str, ...]) -> None:
    folded = folder.fold(source)
    start = folded.text.index(folder.key(form))
    assert folded.trace(start, start + len(folder.key(form)), form) == trace


def test_a_form_that_does_not_fold_to_the_span_gets_every_step(folder: Folder) -> None:
    assert folder.fold("證監會").trace(0, 3, "ＣＳＲＣ") == ("fullwidth", "case", "t2s")
    assert folder.fold("").trace(0, 0, "A") == ("case",)


@pytest.mark.parametrize(
    ("source", "gaps"),
    [
        ("央行", ()),
        ("央 行", ("space",)),
        ("央　行", ("space",)),
        ("央\n行", ("line-break",)),
        ("央<br>行", ("line-break",)),
        ("央<b>行", ("tag",)),
        ("<b>央行</b>", ()),
        (" 央行 ", ()),
        ("央<b>\n</b>行", ("tag", "line-break")),
        ("央\u200b行", ()),
        ("中国 人\n民<b>银行", ("tag", "line-break", "space")),
        ("工行 (亚洲)", ()),
        ("People's  Bank", ()),  # a run of blanks is one blank, not a gap
        ("People's\nBank", ()),
        ("S&amp;&shy;P", ()),
    ],
)
def test_gaps_are_what_was_deleted_inside(folder: Folder, source: str, gaps: tuple[str, ...]) -> None:
    folded = folder.fold(source)
    text = folded.text.strip()
    start = folded.text.index(text)
    assert folded.gaps(start, start + len(text)) == gaps


@pytest.mark.parametrize("source", ["", "PBOC", "中國人民銀行", "ＰＢＯＣ（央行）：“科创板”", "a\nb", "\ud800", "\0", "Ω\U00010400\U0001f6a9é"])
def test_offsets_are_the_same_where_nothing_changes_length(folder: Folder, source: str) -> None:
    folded = folder.fold(source)
    assert folded.identity
    assert len(folded.text) == len(source)
    assert folded.span(0, len(source)) == (0, len(source))
    assert folded.gaps(0, len(source)) == ()
    assert folded.source == source


def test_entities_are_decoded_as_browsers_do(folder: Folder) -> None:
    """Windows-1252 for the control range; no character where there is none; names in any case."""
    assert folder.key("&#150;&#x97;&AMP;&#39;") == "--&'"
    assert folder.key("&#0;&#xD800;&#x110000;&#9999999;") == "\ufffd" * 4
    assert folder.key("&#12345678;") == "&#12345678;"
    assert folder.key("&#13;&#10;") == " "


def test_a_folded_text_shows_itself(folder: Folder) -> None:
    assert repr(folder.fold("ＰＢＯＣ")) == "FoldedText('pboc')"


@pytest.mark.parametrize(
    "text",
    [
        "a" + "\u0301" * 1_000_000,
        "中" * 10_000_000,
        "&" + "amp;" * 500_000,
        "<b" * 500_000,
        "<" * 100_000 + "b>" * 100_000,
        ("<a" + " " * 2500) * 400,
        " " * 1_000_000,
        ("\u00ad" + " " * 100) * 10_000,
        "\ud800" * 1_000_000,
        "\U0001f6a9" * 300_000,
        "中 " * 200_000,
        "\u200b" * 500_000,
    ],
    ids=["marks", "line", "amp", "tags", "nest", "attributes", "blanks", "soft-hyphens", "surrogates", "emoji", "spaced", "zero-width"],
)
def test_hostile_text_takes_linear_time(folder: Folder, text: str) -> None:
    """A minute is what anything quadratic would pass at these sizes; linear takes about a second on a slow machine."""
    start = time.process_time()
    folded = folder.fold(text)
    assert time.process_time() - start < 20
    assert folder.fold(folded.text).text == folded.text


def test_edits_map() -> None:
    """An empty map is the identity; a deletion lies before the character that follows it."""
    edits = Edits()
    assert (edits.start(5), edits.end(5), edits.end(0), edits.forward(5)) == (5, 5, 0, 5)
    edits.add(2, 4, 2, 2)
    assert (edits.start(2), edits.end(2), edits.forward(3), edits.forward(4)) == (4, 2, 2, 2)


def test_scripts_convert(folder: Folder) -> None:
    """Every region there and back; what OpenCC cannot take stays."""
    for region in REGIONS:
        assert to_simplified(to_traditional("证监会主席", region), region) == "证监会主席"
    assert to_traditional("里\ud800\0台", "zh-TW") == "裡\ud800\0臺"
    assert to_traditional("PBOC") == "PBOC"
    assert folder.key(to_traditional("为", "zh-HK")) == "为"
    for convert in (to_simplified, to_traditional):
        with pytest.raises(OptionError, match="zh-Hant, zh-HK, zh-TW"):
            convert("证监会", "zh-CN")


def test_folding_needs_neither_opencc_nor_the_unicode_database() -> None:
    """The stored table is enough: nothing heavy is loaded to fold."""
    code = (
        "import sys\n"
        "from cnfin_terms.text.chardata import FoldTable\n"
        "from cnfin_terms.text.fold import Folder\n"
        "import cnfin_terms.text.script\n"
        "data = sys.stdin.buffer.read()\n"
        "assert Folder(FoldTable.from_bytes(data)).key('ＰＢＯＣ證監會') == 'pboc证监会'\n"
        "heavy = {'opencc', 'unicodedata', 'html.entities'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], input=build_table().to_bytes(), check=True, timeout=60)  # noqa: S603  (our own command)
