"""What a record is called: every family of made forms, and what it must never make."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cnfin_terms.errors import LexiconError
from cnfin_terms.lexicon import spelling
from cnfin_terms.lexicon.forms import FormRow, forms_of, unshadowed
from cnfin_terms.lexicon.schema import adapter
from cnfin_terms.lexicon.titles import ModifierTable, read_modifiers

TABLE = read_modifiers(Path(__file__).parents[2] / "lexicon" / "titles" / "modifiers.tsv")


def rows(**fields: Any) -> dict[str, FormRow]:
    made = forms_of("x", adapter().validate_python(fields), TABLE)
    assert len({(row.text, row.lang) for row in made}) == len(made)
    return {row.text: row for row in made}


def bank(zh: str, en: str | None = None, **fields: Any) -> dict[str, FormRow]:
    return rows(type="institution", kind="bank", zh=zh, en=en, **fields)


def person(zh: str, en: str | None = None, **fields: Any) -> dict[str, FormRow]:
    return rows(type="person", zh=zh, en=en, **fields)


# ---------------------------------------------------------------- written forms


def test_written_forms_come_first_and_unchanged() -> None:
    acronym = {"text": "SAFE", "case": "exact", "not_in": ["SAFE HARBOR"]}
    made = list(bank("国家外汇管理局", "State Administration of Foreign Exchange", abbreviation=[acronym]).values())
    assert [row.text for row in made[:3]] == ["国家外汇管理局", "State Administration of Foreign Exchange", "SAFE"]
    assert made[2] == FormRow("SAFE", "en", "abbreviation", "written", "exact", "anywhere", ("SAFE HARBOR",))
    assert all(row.via == "written" for row in made[:3])


def test_of_equal_forms_the_most_formal_is_kept() -> None:
    assert bank("招商银行", short=["招商银行"], alias=["招行"])["招商银行"].type == "official"


def test_a_made_form_never_replaces_a_written_one() -> None:
    made = bank("中国工商银行股份有限公司", short=["中国工商银行"])
    assert made["中国工商银行"].via == "written"
    assert made["中国工商银行"].type == "short"


def test_made_forms_inherit_dates_region_and_restrictions() -> None:
    made = bank("招商银行", former=[{"text": "The Merchants & Marine Bank Ltd.", "until": "1990", "region": "hk", "use": "with-context", "not_in": ["X"]}])
    row = made["Merchants and Marine Bank"]
    assert (row.type, row.until, row.region, row.use, row.not_in) == ("former", "1990", "hk", "with-context", ("X",))


# ---------------------------------------------------------------- legal forms, articles, spelling


@pytest.mark.parametrize(("written", "made"), [
    ("中国工商银行股份有限公司", "中国工商银行"),
    ("中国光大集团股份公司", "中国光大集团"),
    ("蚂蚁科技集团股份有限公司", "蚂蚁科技集团"),
    ("中国人寿保险（集团）公司", "中国人寿保险集团公司"),
    ("中国人寿保险（集团）公司", "中国人寿保险集团"),
    ("中央国债登记结算有限责任公司", "中央国债登记结算公司"),
    ("普华永道中天会计师事务所（特殊普通合伙）", "普华永道中天会计师事务所"),
    ("渣打银行（中国）有限公司", "渣打银行（中国）"),
    ("渣打银行（中国）有限公司", "渣打银行中国"),
    ("《证券法》", "证券法"),
])
def test_chinese_spellings(written: str, made: str) -> None:
    assert made in {v.text for v in spelling.chinese(written)}


@pytest.mark.parametrize(("written", "never"), [
    ("中国人寿保险（集团）公司", "中国人寿保险"),
    ("渣打银行（中国）有限公司", "渣打银行"),
    ("中国银行（香港）有限公司", "中国银行"),
    ("小米有限公司", "小米"),
    ("中国出口信用保险公司", "中国出口信用保险"),
    ("中国人民银行", "人民银行"),
    ("《证券法》和《公司法》", "证券法》和《公司法"),
])
def test_chinese_spellings_never_made(written: str, never: str) -> None:
    assert never not in {v.text for v in spelling.chinese(written)}


@pytest.mark.parametrize("written", ["中国投资有限责任公司", "中国证券金融股份有限公司", "存款保险基金管理有限责任公司"])
def test_a_peeled_name_of_ordinary_words_needs_context(written: str) -> None:
    peeled = spelling.chinese(written)[0]
    assert peeled.context
    assert not next(v for v in spelling.chinese("中国工商银行股份有限公司")).context


@pytest.mark.parametrize(("written", "made"), [
    ("Industrial and Commercial Bank of China Limited", "Industrial and Commercial Bank of China"),
    ("Industrial and Commercial Bank of China Limited", "Industrial & Commercial Bank of China"),
    ("Bank of Beijing Co., Ltd.", "Bank of Beijing Company Limited"),
    ("Bank of Beijing Co., Ltd.", "Bank of Beijing"),
    ("Hua Xia Bank Co., Limited", "Hua Xia Bank"),
    ("China Construction Bank Corporation", "China Construction Bank"),
    ("China Construction Bank Corporation", "China Construction Bank Corp."),
    ("Alibaba Group Holding Inc", "Alibaba Group Holding, Inc."),
    ("The Export-Import Bank of China", "Export-Import Bank of China"),
    ("People's Bank of China", "Peoples Bank of China"),
    ("China National Clearing Center", "China National Clearing Centre"),
    ("National PROGRAMME Office", "National PROGRAM Office"),
    ("RMB internationalisation", "RMB internationalization"),
    ("Securities, Futures and Funds", "Securities, Futures, and Funds"),
    ("Securities, Futures, and Funds", "Securities, Futures and Funds"),
    ("Sci-Tech Innovation Board", "Sci Tech Innovation Board"),
    ("H shares", "H-shares"),
    ("Bank of China (Hong Kong) Limited", "Bank of China Hong Kong"),
])
def test_english_spellings(written: str, made: str) -> None:
    assert made in {v.text for v in spelling.english(written)}


@pytest.mark.parametrize(("written", "never"), [
    ("International Finance Corporation", "International Finance"),
    ("China Investment Corporation", "China Investment"),
    ("China International Capital Corporation Limited", "China International Capital"),
    ("Standard Chartered Bank (China) Limited", "Standard Chartered Bank"),
    ("Bank of China (Hong Kong) Limited", "Bank of China"),
    ("A-share market", "A share market"),
    ("S&P Global", "S and P Global"),
    ("Tencent Holdings Limited", "Tencent"),
    ("The Economist", "The"),
])
def test_english_spellings_never_made(written: str, never: str) -> None:
    assert never not in {v.text for v in spelling.english(written)}


def test_ordinary_english_words_need_their_capitals_and_single_words_context() -> None:
    made = bank("某某", "China Life Insurance Company Limited", alias=["CITIC Limited"])
    assert made["China Life Insurance"].case == "exact"
    assert made["CITIC"].use == "with-context"
    assert bank("某某", "Bank of Beijing Co., Ltd.")["Bank of Beijing"].case == "fold"


def test_no_name_floods_the_lexicon() -> None:
    worst = "The Securities, Futures & Programme Centre's Sci-Tech Organisation Holdings and People's Bank Corporation Company Limited"
    assert len(spelling.english(worst)) <= spelling.MOST + 1


def test_the_state_stands_before_its_own_bodies_alone() -> None:
    ministry = rows(type="institution", kind="ministry", zh="财政部", en="Ministry of Finance")
    assert {"中华人民共和国财政部", "Ministry of Finance of the People's Republic of China", "Ministry of Finance of the PRC"} <= set(ministry)
    assert "中华人民共和国招商银行" not in bank("招商银行")
    assert "中华人民共和国财政部" not in rows(type="institution", kind="ministry", zh="财政部", region="tw")


@pytest.mark.parametrize(("written", "made"), [
    ("ETF", "ETFs"), ("Panda bond", "Panda bonds"), ("Panda bonds", "Panda bond"), ("relending policy", "relending policies"),
    ("medium-term lending facilities", "medium-term lending facility"),
    ("certificate of deposit", "certificates of deposit"), ("Hang Seng Index", "Hang Seng Indexes"),
])
def test_numbers(written: str, made: str) -> None:
    assert [v.text for v in spelling.numbers(written)] == [made]


@pytest.mark.parametrize("written", [
    "Treasuries", "Stock Index Futures", "A shares", "STAR 50", "asset-backed securities", "CIPS", "Bond Connect", "T", "国债"])
def test_numbers_never_made(written: str) -> None:
    assert spelling.numbers(written) == []


def test_only_what_is_counted_has_a_plural() -> None:
    assert "Panda Bonds" in rows(type="term", kind="instrument", zh="熊猫债", en="Panda Bond")
    assert "Securities Laws" not in rows(type="term", kind="law", zh="证券法", en="Securities Law")
    assert "GEMs" not in rows(type="market", kind="board", zh="创业板", en="GEM")
    assert rows(type="term", kind="fund", zh="基金", en="ETF")["ETFs"].case == "exact"


# ---------------------------------------------------------------- pinyin of things


def test_pinyin_of_things() -> None:
    made = rows(type="market", kind="board", zh="科创板", en="STAR Market", short=["科创"])
    assert made["Ke Chuang Ban"][1:6] == ("zh-Latn-pinyin", "generated", "pinyin-spaced", "fold", "anywhere")
    assert made["Kechuangban"].via == "pinyin-joined"
    assert not made["Kechuangban"].weak
    assert made["Ke Chuang"].weak
    assert made["Ke Chuang"].use == "with-context"


def test_pinyin_never_made_of_things() -> None:
    made = rows(type="term", kind="index", zh="沪深300指数", alias=["A股", "国务院金融稳定发展委员会"], former=["统一指数"])
    assert not [row for row in made.values() if row.lang == "zh-Latn-pinyin"]


def test_joined_pinyin_that_is_a_word_is_for_lookup_only() -> None:
    assert rows(type="term", kind="jargon", zh="大塔")["Data"].use == "lookup-only"
    assert rows(type="term", kind="jargon", zh="阿里")["Ali"].use == "lookup-only"
    assert rows(type="term", kind="jargon", zh="马尼拉")["Manila"].use == "lookup-only"


def test_a_stated_reading_of_a_thing() -> None:
    made = rows(type="term", kind="instrument", zh="绿色债", pinyin=["lv se zhai"])
    assert {"Lyu Se Zhai", "Lv Se Zhai", "Lu Se Zhai", "Lvsezhai"} <= set(made)
    with pytest.raises(LexiconError, match=r"\[x\]"):
        rows(type="term", kind="instrument", zh="绿色债", pinyin=["lvse zhai"])


# ---------------------------------------------------------------- people


def test_people_of_the_mainland() -> None:
    made = person("潘功胜")
    assert made["Pan Gongsheng"][1:6] == ("zh-Latn-pinyin", "romanised", "pinyin", "fold", "anywhere")
    assert not made["Pan Gongsheng"].weak
    assert {"Pan Gong-sheng", "Pan Gong Sheng", "PanGongsheng", "Pan, Gongsheng", "潘gong胜", "pan功胜", "潘功 sheng"} <= set(made)
    assert made["Gongsheng Pan"].weak
    assert made["Gongsheng Pan"].use == "with-context"
    assert {made[text].use for text in ("G. Pan", "G.S. Pan", "G. S. Pan")} == {"lookup-only"}


def test_forms_of_people_never_made() -> None:
    made = person("李云泽", "Li Yunze")
    assert not {"Li", "Yunze", "李", "里云泽", "李云", "Li Yun", "liyunze"} & set(made)


def test_a_name_of_one_syllable_given_is_weak_however_written() -> None:
    for made in (person("吴清", "Wu Qing"), person("陆挺", "Ting Lu", romanised=["Lu Ting"])):
        assert all(row.weak for row in made.values() if row.text.isascii())
    assert person("吴清", "Wu Qing")["Wu Qing"].use == "anywhere", "what is written keeps its use"
    assert person("吴清")["WuQing"].use == "lookup-only", "武清 is a place"
    assert person("吴清")["吴 qing"].use == "with-context"


def test_the_order_that_a_person_uses() -> None:
    assert person("朱海斌", order="both")["Haibin Zhu"].weak is False
    assert person("朱海斌", order="given-first")["Haibin Zhu"].type == "romanised"
    assert person("朱海斌")["Haibin Zhu"].weak is True


def test_a_written_spelling_settles_the_reading() -> None:
    made = person("覃某中", "Tan Mouzhong")
    assert not any(text.startswith("Qin") for text in made)
    assert not made["Tan Mou-zhong"].weak
    assert person("覃某中")["Tan Mouzhong"].weak, "Qin or Tan: nobody said"
    assert not person("覃某中", pinyin=["qin mou zhong"])["Qin Mouzhong"].weak


def test_an_id_settles_the_reading() -> None:
    record = adapter().validate_python({"type": "person", "zh": "赵乐际"})
    made = {row.text: row for row in forms_of("zhao-leji-2", record, TABLE)}
    assert not made["Zhao Leji"].weak
    assert "Zhao Yueji" not in made
    assert "Zhao Yueji" in {row.text for row in forms_of("zhao", record, TABLE)}


def test_hong_kong_names() -> None:
    made = person("余伟文", "Eddie Yue", region="hk", romanised=["Yue Wai-man", "Eddie Yue Wai-man"])
    assert {"Yue Wai Man", "Yue, Wai-man", "Eddie Yue Wai Man"} <= set(made)
    assert not made["Yue Wai Man"].weak
    assert made["Yu Weiwen"].weak, "their pinyin is rare"
    assert not {"Wai-man Yue", "Yue Waiman"} & set(made)


def test_taiwan_names() -> None:
    made = person("杨金龙", "Yang Chin-long", region="tw")
    assert {"Yang Chin Long", "Yang Chinlong", "Chin-long Yang"} <= set(made)
    assert made["Chin-long Yang"].weak


def test_foreigners_have_no_pinyin() -> None:
    made = person("鲍威尔", "Jerome Powell", region="us", alias=["鲍尔"])
    assert set(made) == {"鲍威尔", "Jerome Powell", "鲍尔"}
    assert person("鲍威尔", "Jerome Powell")["Bao Weier"].weak, "a region left out makes no strong form"


def test_own_choice_of_name_on_the_mainland_keeps_pinyin() -> None:
    assert not person("胡祖六", "Fred Hu")["Hu Zuliu"].weak


def test_names_that_no_rule_reads() -> None:
    assert set(person("祖力亚提·司马义", "Zulyat Ismail")) == {"祖力亚提·司马义", "Zulyat Ismail"}


@pytest.mark.parametrize(("zh", "most"), [("潘功胜", 40), ("吴清", 15), ("欧阳卫民", 50), ("覃重晖", 120), ("吕临华", 62)])
def test_people_do_not_flood_the_lexicon(zh: str, most: int) -> None:
    """The third has two characters with two readings each, until a contributor says which."""
    assert len(person(zh)) <= most


# ---------------------------------------------------------------- titles


GOVERNOR: dict[str, Any] = {"type": "title", "kind": "bank", "zh": "行长", "en": "Governor", "takes": ["acting", "executive", "deputy", "assistant"]}


def test_titles_with_modifiers() -> None:
    made = rows(**GOVERNOR)
    assert made["副行长"].modifiers == ("deputy",)
    assert made["常务副行长"].modifiers == ("executive", "deputy")
    assert made["原常务副行长"].modifiers == ("former", "executive", "deputy")
    assert made["行长助理"].modifiers == made["Assistant Governor"].modifiers == ("assistant",)
    assert made["former Deputy Governor"].modifiers == ("former", "deputy")
    assert made["Deputy Governors"].modifiers == ("deputy",)
    assert made["Governors"].modifiers == ()
    assert made["副行长"].via == "modified-title"


def test_titles_never_made() -> None:
    assert not {"执行行长", "副行长助理", "Executive Governor", "then Governor", "Acting Governors", "名誉行长", "Governor-elect"} & set(rows(**GOVERNOR))
    assert "副首席经济学家" not in rows(type="title", kind="company", zh="首席经济学家", en="Chief Economist")


def test_every_spelling_of_a_base_takes_modifiers() -> None:
    made = rows(type="title", kind="general", zh="秘书长", en="Secretary-General", takes=["deputy"], regional=[{"text": "總幹事", "region": "hk"}])
    assert {"Deputy Secretary-General", "Deputy Secretary General", "Deputy Secretaries-General", "副秘书长", "副總幹事"} <= set(made)
    assert made["副總幹事"].region == "hk"


def test_rare_bases_take_fewer_modifiers() -> None:
    made = rows(**GOVERNOR, alias=["Bank Chief", {"text": "helmsman", "use": "with-context"}])
    assert "former Deputy Bank Chief" in made
    assert "former Executive Deputy Bank Chief" not in made
    assert "Deputy helmsman" in made
    assert "former Deputy helmsman" not in made


def test_what_guards_a_base_guards_its_forms() -> None:
    made = rows(type="title", kind="state", zh={"text": "部长", "not_in": ["部长度", "全部长"]}, takes=["deputy"])
    assert made["副部长"].not_in == ("副部长度", "全副部长")


def test_an_exact_base_still_begins_a_sentence() -> None:
    assert {"former CEO", "Former CEO"} <= set(rows(type="title", kind="company", zh="行政总裁", en={"text": "CEO", "case": "exact"}))


# ---------------------------------------------------------------- across records


def of(**records: dict[str, Any]) -> tuple[dict[str, list[FormRow]], dict[str, tuple[str, ...]]]:
    valid = {id_: adapter().validate_python(fields) for id_, fields in records.items()}
    return {id_: forms_of(id_, record, TABLE) for id_, record in valid.items()}, {id_: r.at for id_, r in valid.items() if r.type == "title"}


def texts(some: dict[str, list[FormRow]], id_: str) -> set[str]:
    return {row.text for row in some[id_]}


def test_made_forms_yield_to_another_records_written_ones() -> None:
    made, at = of(
        company={"type": "institution", "kind": "index-provider", "zh": "恒生指数有限公司"}, index={"type": "term", "kind": "index", "zh": "恒生指数"},
        premier={"type": "title", "kind": "state", "zh": "总理", "takes": ["deputy"], "at": ["cabinet"]},
        vice={"type": "title", "kind": "state", "zh": "副总理", "at": ["cabinet"]})
    assert "恒生指数" in texts(made, "company")
    kept = unshadowed(made, at)
    assert "恒生指数" not in texts(kept, "company")
    assert "恒生指数" in texts(kept, "index")
    assert "副总理" not in texts(kept, "premier")
    assert "原副总理" in texts(kept, "premier"), "nobody else writes it"


def test_titles_of_other_bodies_and_shared_pinyin_stay() -> None:
    made, at = of(
        chair={"type": "title", "kind": "state", "zh": "主席", "takes": ["deputy"], "at": ["securities-regulator"]},
        vice={"type": "title", "kind": "state", "zh": "副主席", "at": ["presidency"]},
        one={"type": "person", "zh": "许宏才"}, two={"type": "person", "zh": "徐洪才", "en": "Xu Hongcai"})
    kept = unshadowed(made, at)
    assert "副主席" in texts(kept, "chair")
    assert "Xu Hongcai" in texts(kept, "one")


def test_capitals_keep_exact_forms_apart() -> None:
    made, at = of(
        bond={"type": "term", "kind": "instrument", "zh": "可交换债", "en": "EB"},
        broker={"type": "institution", "kind": "broker", "zh": "光大证券", "abbreviation": [{"text": "EBS", "case": "exact"}]})
    assert "EBs" in texts(unshadowed(made, at), "bond")


def test_an_empty_table_gives_bare_titles() -> None:
    record = adapter().validate_python(GOVERNOR)
    assert {row.text for row in forms_of("x", record, ModifierTable.empty())} == {"行长", "Governor", "Governors"}
