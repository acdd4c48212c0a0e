"""What texts name and the lexicon lacks. The names are made up."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from cnfin_terms import Linker
from cnfin_terms.curate.suggest.gather import SURE, Gathering, Suggestion, sightings
from cnfin_terms.curate.suggest.paste import as_data, as_toml
from cnfin_terms.lexicon.load import parse_records

if TYPE_CHECKING:
    from pathlib import Path


def seen(linker: Linker, text: str, how: str) -> list[tuple[Any, ...]]:
    return [(*(name for _, name in one.names), *((one.id,) if one.id else ())) for one in sightings(linker.link(text)) if one.how == how]


def gathered(linker: Linker, *texts: str) -> list[Suggestion]:
    gathering = Gathering(linker)
    for number, text in enumerate(texts):
        gathering.add(linker.link(text), f"{number}.txt")
    return gathering.suggestions()


class TestPinyin:
    @pytest.mark.parametrize(("text", "names"), [
        ("Lin Wangshu 林望舒 said", ("林望舒", "Lin Wangshu")),
        ("Chairman Lin Wangshu (林望舒) said", ("林望舒", "Lin Wangshu")),
        ("会上，陆鹤鸣（Lu Heming）表示", ("陆鹤鸣", "Lu Heming")),
        ("行长陆鹤鸣 (Lu, Heming)", ("陆鹤鸣", "Lu, Heming")),
        ("Heming Lu 陆鹤鸣", ("陆鹤鸣", "Heming Lu")),
        ("LU Heming 陆鹤鸣", ("陆鹤鸣", "LU Heming")),
        ("覃望舒（Tan Wangshu）", ("覃望舒", "Tan Wangshu")),
    ])
    def test_a_name_beside_its_own_spelling(self, real: Linker, text: str, names: tuple[str, ...]) -> None:
        assert seen(real, text, "pinyin") == [names]

    @pytest.mark.parametrize("text", [
        "Lin Wangshu 林望海 said",  # another name
        "潘功胜（Pan Gongsheng）",  # in the lexicon
        "平安（Ping An）", "科创板（Ke Chuang Ban）", "Ke Chuang Ban 科创板", "外滩（Wai Tan）", "",
    ])
    def test_and_none(self, real: Linker, text: str) -> None:
        assert seen(real, text, "pinyin") == []


class TestDefinition:
    @pytest.mark.parametrize(("text", "names"), [
        ("江西梧塘农村商业银行股份有限公司（以下简称“梧塘农商银行”）", ("江西梧塘农村商业银行股份有限公司", "梧塘农商银行")),
        ("据梧塘翠屏控股集团有限公司（下称翠屏控股）公告", ("梧塘翠屏控股集团有限公司", "翠屏控股")),
        ("国家金融监督管理总局（以下简称“国家金监局”）", ("国家金监局", "nfra")),
        ("the Hechuan Cuiping Leasing Association (HCLA) said", ("Hechuan Cuiping Leasing Association", "HCLA")),
        ("the Association of Hechuan Leasing Brokers (AHLB)", ("Association of Hechuan Leasing Brokers", "AHLB")),
        ("a Renminbi Qualified Cuiping Partner (RQCP) quota", ("Renminbi Qualified Cuiping Partner", "RQCP")),
        ("Bank for Cuiping Settlements (the “BCS”)", ("Bank for Cuiping Settlements", "BCS")),
    ])
    def test_a_short_name_made_of_the_long_one(self, real: Linker, text: str, names: tuple[str, ...]) -> None:
        assert seen(real, text, "definition") == [names]

    @pytest.mark.parametrize("text", [
        "国家金融监督管理总局（以下简称“总局”）", "江西梧塘农村商业银行股份有限公司（以下简称“公司”）", "江西梧塘农村商业银行股份有限公司（以下简称“本行”）",
        "江西梧塘农村商业银行股份有限公司（以下简称“禾川”）",  # not made of it
        "National Financial Regulatory Administration (NAFRX)", "artificial intelligence (AIX)", "the Great Leap Of Faith (GLF)",
        "（以下简称“梧塘”）", "(HCLA)",
    ])
    def test_and_none(self, real: Linker, text: str) -> None:
        assert seen(real, text, "definition") == []


@pytest.mark.parametrize(("text", "names"), [
    ("禾川翠屏银行（Hechuan Cuiping Bank，HCPB）", ("禾川翠屏银行", "Hechuan Cuiping Bank", "HCPB")),
    ("江西梧塘银行股份有限公司（Jiangxi Wutang Bank Co., Ltd.）", ("江西梧塘银行股份有限公司", "Jiangxi Wutang Bank Co., Ltd.")),
    ("Hechuan Cuiping Bank (禾川翠屏银行) said", ("禾川翠屏银行", "Hechuan Cuiping Bank")),
    ("Hechuan Cuiping Bank (禾川翠屏证券) said", None),
])
def test_names_in_both_languages_whose_heads_agree(real: Linker, text: str, names: tuple[str, ...] | None) -> None:
    assert seen(real, text, "bilingual") == ([names] if names else [])


@pytest.mark.parametrize(("text", "name"), [
    ("中国证监会副主席何向晚表示", "何向晚"), ("Lin Wangshu, vice chairman of the CSRC, said", "Lin Wangshu"),
    ("中国证监会主席表示高度关注", None), ("中国证监会副主席何塞·冈萨雷斯说", "何塞·冈萨雷斯"), ("中国证监会主席吴清说", None), ("中国证监会主席齐发声", None),
])
def test_people_in_a_frame(real: Linker, text: str, name: str | None) -> None:
    assert seen(real, text, "frame") == ([(name,)] if name else [])


def test_a_foreign_name_in_han_is_the_chinese_one(real: Linker) -> None:
    found = [dict(one.names) for one in sightings(real.link("中国证监会副主席何塞·冈萨雷斯说"))]
    assert found == [{"zh": "何塞·冈萨雷斯"}]


@pytest.mark.parametrize(("text", "name"), [
    ("在梧塘婺源银行，他说", "梧塘婺源银行"), ("据婺源通讯社报道", "婺源通讯社"), ("The plan of Wutang Securities was approved", "Wutang Securities"),
    ("the State Administration of Wutang Exchange said", "State Administration of Wutang Exchange"),
    ("多家商业银行表示", None), ("its Risk Committee said", None), ("16家农商行", None),
    ("召开协商会", None), ("农业和农村委员会", None), ("中国银行表示", None), ("禾川和婺源委员会", None),
    ("The Central Bank said", None), ("Monday’s Exchange", None),
    ("of Bank of Wutang and Director of the plan", "Bank of Wutang"),
])
def test_bodies_by_their_heads(real: Linker, text: str, name: str | None) -> None:
    assert seen(real, text, "head") == ([(name,)] if name else [])


class TestGathering:
    def test_one_thing_is_one_suggestion(self, real: Linker) -> None:
        text = "江西梧塘农村商业银行股份有限公司（以下简称“梧塘农商银行”）披露年报。"
        (one,) = gathered(real, text, "梧塘农商银行行长林望舒说", "江西梧塘农村商业银行股份有限公司的公告")
        assert (one.name, one.count, one.id) == ("江西梧塘农村商业银行股份有限公司", 5, None)
        assert one.names["short"] == {"梧塘农商银行": 1}
        assert one.score > SURE

    def test_traditional_and_simplified_are_one_name_in_simplified(self, real: Linker) -> None:
        (one,) = gathered(real, "陸鶴鳴（Lu Heming）", "See Lu Heming 陆鹤鸣")
        assert one.names["zh"] == {"陆鹤鸣": 2}
        assert one.evidence[1].snippet == "See [Lu Heming 陆鹤鸣]"

    def test_what_comes_again_is_sure_and_comes_first(self, real: Linker) -> None:
        often = "中国证监会副主席何向晚表示，"
        found = gathered(real, "中国证监会副主席陆鹤鸣表示", often, often)
        assert [(one.name, one.texts, one.score >= SURE) for one in found] == [("何向晚", 2, True), ("陆鹤鸣", 1, False)]

    def test_evidence_shows_the_place_and_is_bounded(self, real: Linker) -> None:
        (one,) = gathered(real, *["会上，陆鹤鸣（Lu Heming）表示\n不同意。"] * 9)
        assert [seen.place for seen in one.evidence] == ["0.txt", "1.txt", "2.txt"]
        assert one.evidence[0].snippet == "会上，[陆鹤鸣（Lu Heming]）表示 不同意。"

    def test_memory_is_bounded(self, real: Linker) -> None:
        gathering = Gathering(real, most=2)
        gathering.add(real.link("陆鹤鸣（Lu Heming），陆鹤鸣（Lu Heming），林望舒（Lin Wangshu），何向晚（He Xiangwan）"), "a")
        assert [one.name for one in gathering.suggestions()] == ["陆鹤鸣"]

    @pytest.mark.parametrize("text", [
        "", "\ud800", "潘功胜（Pan Gongsheng）", "中国人民银行（PBOC）", "国家金融监督管理总局（以下简称“金融监管总局”）",
        "(" * 3000, "行" * 5000, "A " * 5000, "（简称" * 2000,
    ])
    def test_what_is_known_or_nothing_gives_nothing(self, real: Linker, text: str) -> None:
        assert gathered(real, text) == []

    def test_a_record_taken_out_is_found_again(self, real: Linker, tmp_path: Path) -> None:
        path = tmp_path / "less.toml"
        path.write_text('[nfra]\noverlay = "drop"\n', "utf-8")
        less = Linker(real.lexicon.overlay(path))
        found = gathered(less, "国家金融监督管理总局（National Financial Regulatory Administration，NFRA）今天成立。国家金融监督管理总局挂牌")
        assert [one.name for one in found][:1] == ["国家金融监督管理总局"]
        assert found[0].names["abbreviation"] == {"NFRA": 1}


class TestPaste:
    TEXTS = (
        "江西梧塘农村商业银行股份有限公司（以下简称“梧塘农商银行”）", "覃望舒（Tan Wangshu）", "中国证监会副主席何向晚表示",
        "国家金融监督管理总局（以下简称“国家金监局”）",
        "Wutang Trust Co., Ltd. said",
    )

    def test_blocks_are_records_of_the_lexicon(self, real: Linker) -> None:
        found = gathered(real, *self.TEXTS)
        text = "\n".join(as_toml(found, ["tan-wangshu"]))
        table = tomllib.loads(text)
        assert table["tan-wangshu-2"] == {"type": "person", "zh": "覃望舒", "pinyin": ["tan wang shu"], "sources": ["1.txt"]}
        assert table["he-xiangwan"]["posts"] == [{"title": "chairman", "modifiers": ["deputy"], "at": "csrc", "source": "2.txt"}]
        assert table["nfra"] == {"overlay": "patch", "short": ["国家金监局"], "sources": ["3.txt"]}
        assert '# [wutang-trust]\n# type = "institution"' in text
        assert "# seen 1 time in 1 text" in text
        whole = {id_: record for id_, record in table.items() if id_ != "nfra"}
        assert len(whole) == 3
        plain = "\n".join(block for block in as_toml(found, []) if not block.split("\n[")[-1].startswith("nfra"))
        assert {source.id for source in parse_records(plain, "x.toml")} == {"jiang-xi-wu-tang-nong-cun-shang-ye-yin-hang", "tan-wangshu", "he-xiangwan"}

    def test_as_an_overlay_it_links_what_it_found(self, real: Linker, tmp_path: Path) -> None:
        path = tmp_path / "found.toml"
        path.write_text("\n".join(as_toml(gathered(real, *self.TEXTS), [entity.id for entity in real.lexicon])), "utf-8")
        more = Linker(real.lexicon.overlay(path))
        assert [mention.id for mention in more.link("国家金监局与覃望舒")] == ["nfra", "tan-wangshu"]

    def test_dates_and_addresses_go_into_the_record(self, real: Linker) -> None:
        gathering = Gathering(real)
        gathering.add(real.link(self.TEXTS[2]), "a.jsonl:3", "2026-05-02", "https://example.org/a")
        (data,) = map(as_data, gathering.suggestions())
        assert data["record"]["posts"] == [{"title": "chairman", "modifiers": ["deputy"], "at": "csrc", "seen": "2026-05-02", "source": "https://example.org/a"}]
        assert data["evidence"][0]["place"] == "a.jsonl:3"

    def test_a_short_acronym_of_a_known_body_wants_its_capitals_and_support(self, real: Linker) -> None:
        (one,) = gathered(real, "国家金融监督管理总局（英文简称：GJZJ）")
        assert as_data(one)["record"]["abbreviation"] == [{"text": "GJZJ", "case": "exact", "use": "with-context"}]
