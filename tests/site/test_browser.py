"""The pages in a real browser, opened as files: the search, the keyboard, both schemes, a phone's width, and no request to anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tiny as tiny_lexicon
from sites import ABSENT, Watch, chromium, tiny_site

from cnfin_terms import Lexicon
from cnfin_terms.lexicon.source import read_lexicon
from cnfin_terms.site.build import build

if ABSENT:
    pytest.skip(ABSENT, allow_module_level=True)

ROOT = Path(__file__).resolve().parent.parent.parent
IDS = [entity.id for entity in tiny_lexicon.lexicon()]

#: Query and the record that must stand first.
QUERIES = (
    ("青屿央行", "qpb"), ("青嶼央行", "qpb"), ("青屿人民", "qpb"), ("Ｑｐｂ", "qpb"), ("QPBKXXXX", "qpb"), ("qpb", "qpb"),
    ("林望舒", "lin-wangshu"), ("lin wangshu", "lin-wangshu"), ("linwangshu", "lin-wangshu"), ("Lín Wàngshū", "lin-wangshu"),
    ("lin2 wang4 shu1", "lin-wangshu"), ("LIN WANG SHU", "lin-wangshu"), ("qyrmyh", "qpb"), ("qingyu renmin yinhang", "qpb"),
    ("people's bank", "qpb"), ("bank qingyu people", "qpb"), ("STELLAR", "yunchuang-board"), ("yun chuang ban", "yunchuang-board"),
    ("青屿证监会", "qsrc"), ("副行长", "governor-central-bank"), ("old-qingyu-prime", "qingyu-prime-rate"), ("Tommy Chan", "chan-tai-man"),
)

FOREIGN_HAN = """() => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());) {
    const at = node.parentElement;
    if (/[\\u3400-\\u9fff]/.test(node.data) && !at.closest("[lang]").lang.startsWith("zh") && !at.closest("option, svg, code")) found.push(node.data);
  }
  return found;
}"""

CONTRAST = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => parts(colour).slice(0, 3).map((c) => c / 255).map((c) => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, at) => sum + c * [.2126, .7152, .0722][at], 0);
  const behind = (at) => {
    for (; at; at = at.parentElement) { const own = getComputedStyle(at).backgroundColor; if (parts(own)[3] !== 0) return own; }
    return "rgb(255, 255, 255)";
  };
  const low = [];
  for (const at of document.querySelectorAll("body *")) {
    const own = [...at.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || at.closest("svg, option, noscript") || !at.getClientRects().length) continue;
    const [one, two] = [light(getComputedStyle(at).color), light(behind(at))].sort((a, b) => b - a);
    if ((one + .05) / (two + .05) < 4.5) low.push(at.tagName + " " + at.textContent.slice(0, 30));
  }
  return low;
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site with blanks 词表")
    tiny_site(folder)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Every test ends with it: nothing went wrong, nothing was asked of anybody."""
    watch = Watch()
    yield watch
    assert watch == []


@pytest.fixture
def page(browser: Any, site: Path, watch: Watch) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    page = watch.over(context.new_page(), site)
    page.goto((site / "index.html").as_uri())
    yield page
    context.close()


def ask(page: Any, query: str) -> list[str]:
    """Type a query; the IDs shown, in order."""
    page.fill("#q", query)
    page.wait_for_function("(query) => document.documentElement.dataset.asked === query", arg=query)
    return [Path(link).stem for link in page.eval_on_selector_all("#results a", "(all) => all.map((one) => one.href)")]


def test_each_kind_of_query_finds_its_record_first(page: Any) -> None:
    assert {query: found[:1] for query, id_ in QUERIES if (found := ask(page, query))[:1] != [id_]} == {}


def test_both_bearers_of_a_form_stand_first(page: Any) -> None:
    assert set(ask(page, "青证会")[:2]) == {"qsrc", "sfb-hk"}


def test_every_record_is_found_by_its_own_names_and_id(page: Any) -> None:
    """A record may be one of several under a name; it is always among the first."""
    missed = []
    for entity in tiny_lexicon.lexicon():
        for query in (entity.id, entity.label("zh"), entity.label("en")):
            ids = page.evaluate("async (query) => (await cnfin.search(query)).found.map((one) => one.id)", query)
            if entity.id not in ids[:5]:
                missed.append((query, ids[:5]))
    assert missed == []


def test_what_is_not_there_is_said_and_what_begins_alike_is_offered(page: Any) -> None:
    assert ask(page, "zzzzzzzz") == []
    assert "没有找到" in page.inner_text("#told")
    assert "qpb" in ask(page, "青屿人民银行有限公司的")
    assert "begin alike" in page.inner_text("#told")
    assert ask(page, "😀") == []
    assert ask(page, "\\ ( [ * +") == []


def test_a_type_filters(page: Any) -> None:
    assert "qpb" in ask(page, "青屿")
    page.select_option("#type", "person")
    assert set(ask(page, "lin")) <= {entity.id for entity in tiny_lexicon.lexicon() if entity.type == "person"}


def test_the_keyboard_is_enough(page: Any) -> None:
    page.keyboard.type("linwang")
    page.wait_for_function("document.documentElement.dataset.asked === 'linwang'")
    ids = [Path(link).stem for link in page.eval_on_selector_all("#results a", "(all) => all.map((one) => one.href)")]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert ids[1] in page.evaluate("document.activeElement.href")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/records/{ids[0]}.html")
    page.go_back()
    page.wait_for_function("document.documentElement.dataset.asked === 'linwang'")  # the address kept the query
    page.keyboard.press("Escape")
    assert page.input_value("#q") == ""
    assert page.is_visible("#browse")


def test_a_query_comes_by_address_and_from_a_record_s_page(page: Any, site: Path) -> None:
    page.goto((site / "records/qpb.html").as_uri())
    page.fill("nav input", "林望舒")
    page.keyboard.press("Enter")
    page.wait_for_selector("#results a[href$='lin-wangshu.html']")
    page.goto((site / "index.html").as_uri() + "#q=QSRC")
    page.wait_for_selector("#results a[href$='qsrc.html']")


def test_drawings_are_seen_and_lead_on(page: Any, site: Path) -> None:
    page.goto((site / "records/qbirc.html").as_uri())
    assert page.locator("svg.graph rect").count() == 4
    page.locator("svg.graph a").first.click()
    page.wait_for_url("**/records/qbrc.html")
    page.goto((site / "records/lin-wangshu.html").as_uri())
    widths = page.eval_on_selector_all("#posts svg.bar rect", "(all) => all.map((one) => one.getBoundingClientRect().width)")
    assert len(widths) == 2
    assert all(width > 3 for width in widths)


def test_all_pages_are_whole_on_a_phone_in_both_schemes(browser: Any, site: Path, watch: Watch) -> None:
    """No page is wider than a phone, none has text too faint, none has Chinese under another language, none loads anything from elsewhere."""
    names = ["index.html", *sorted(str(path.relative_to(site)) for folder in ("lists", "records") for path in (site / folder).glob("*.html"))]
    context = browser.new_context(viewport={"width": 360, "height": 700})
    page = watch.over(context.new_page(), site)
    wrong = []
    for name in names:
        page.goto((site / name).as_uri())
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append((name, "too wide"))
        wrong += [(name, said) for said in page.evaluate(FOREIGN_HAN)]
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            wrong += [(name, f"{scheme}: {low}") for low in page.evaluate(CONTRAST)]
    context.close()
    assert wrong == []


def test_schemes_differ(page: Any) -> None:
    colours = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        colours.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(set(colours)) == 2


def test_without_script_the_lists_lead_to_every_record(browser: Any, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    page.locator("a", has_text="central-bank").first.click()
    page.locator("a[href$='qpb.html']").click()
    assert "青屿人民银行" in page.inner_text("h1")
    context.close()


@pytest.mark.skipif(not (ROOT / "lexicon/institutions").is_dir(), reason="no checkout: the lexicon's files are not here")
def test_the_whole_lexicon_is_small_to_load_and_quick_to_search(browser: Any, tmp_path: Path, watch: Watch) -> None:
    written = build(Lexicon.default(), read_lexicon(ROOT / "lexicon"), tmp_path)
    assert written.search < 10_000_000
    page = watch.over(browser.new_page(), tmp_path)
    page.goto((tmp_path / "index.html").as_uri())
    for query, id_ in {
        "央行": "pboc", "證監會": "csrc", "pan gongsheng": "pan-gongsheng", "Pān Gōngshèng": "pan-gongsheng", "pangongsheng": "pan-gongsheng", "zgrmyh": "pboc",
        "NFRA": "nfra", "601398": "icbc", "industrial and commercial": "icbc", "科創板": "star-market", "yang hang": "pboc", "SAFE": "safe",
    }.items():
        assert ask(page, query)[0] == id_, query
    took = []
    for query in ("b", "bank", "行", "中国", "shanghai", "governor", "x", "中"):
        ask(page, query)
        took.append(page.evaluate("Number(document.documentElement.dataset.took)"))
    assert sorted(took)[len(took) // 2] < 200, took  # milliseconds, at the median: other work on the machine may hold up one
    page.goto((tmp_path / "records/pboc.html").as_uri())
    assert page.locator("h1").inner_text() == "中国人民银行"
    page.close()
