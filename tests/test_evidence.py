"""Every kind of evidence: a text in which it speaks for the words, and a neighbour of that text in which it must not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from cnfin_terms.match.bound import scan
from cnfin_terms.reasons import FEATURES
from cnfin_terms.relate.inference import with_inferred
from cnfin_terms.resolution.facts import FactsOf
from cnfin_terms.resolution.marks import Senses, choose
from cnfin_terms.resolution.rounds import settle

if TYPE_CHECKING:
    from cnfin_terms import Linker


class Example(NamedTuple):
    feature: str
    words: str
    text: str
    neighbour: str
    as_of: str | None = None
    region: str | None = None


EXAMPLES = [
    Example("form", "陶玲", "陶玲出席论坛。", "陶女士出席论坛。"),
    Example("prior", "证监会", "证监会发布规则。", "中国证监会发布规则。"),
    Example("apposition", "NPC", "the National People's Congress (NPC) met", "NPC met"),
    Example("defined", "CGB", "China Guangfa Bank (CGB) said so. CGB is a bank.", "China Guangfa Bank and CGB."),
    Example("cue", "吴清", "吴清谈股市。", "吴清出席活动。"),
    Example("cue-wanted", "米兰", "米兰与市场，贷款。", "米兰与足球。"),
    Example("quoted", "两新", "“两新”加力，经济向好。", "两新加力，经济向好。"),
    Example("title-beside", "Li Xiaopeng", "Vice Minister Li Xiaopeng said", "Mr Li Xiaopeng said"),
    Example("role-stranger", "Wang Jun", "Chairman Wang Jun of Bank of China said", "Wang Jun said"),
    Example("post-held", "吴清", "证监会主席吴清说", "证监会与吴清说"),
    Example("institution-beside", "吴清", "证监会副主席吴清说", "工商银行副行长吴清说"),
    Example("people-beside", "证监会", "证监会主席吴清说", "证监会主席说"),
    Example("people-near", "CCB", "CCB's Zhang Jinliang said", "CCB and Zhang Jinliang said"),
    Example("people-elsewhere", "金管局", "金管局总裁余伟文说", "金管局总裁说"),
    Example("own-title", "金管局", "金管局总裁说，银行稳健", "金管局说，银行稳健"),
    Example("rare-name", "谷澍", "谷澍出席活动。", "王江出席活动。"),
    Example("posted", "富邦", "富邦董事长说", "富邦说"),
    Example("full-form", "证监会", "中国证监会发布规则。证监会说", "银保监会发布规则。证监会说"),
    Example("named-oftener", "金管局", "香港金管局与香港金管局、澳门金管局开会。金管局说", "香港金管局开会。金管局说"),
    Example("related", "吴清", "证监会开会。吴清说", "开会。吴清说"),
    Example("region-given", "證監會", "證監會發布規則", "中國證監會發布規則", region="hk"),
    Example("region-elsewhere", "證監會", "證監會發布規則", "香港證監會發布規則", region="hk"),
    Example("region-text", "證監會", "香港市場。香港監管。證監會說", "證監會說"),
    Example("foreign-text", "财政部", "越南经济。越南河内消息，财政部说", "越南经济。中国、北京消息，财政部说"),
    Example("foreign-text", "公安部", "越南经济。越南河内消息，公安部说", "越南经济。中国、北京消息，公安部说"),
    Example("region-missing", "证交所", "上证综指收跌，证交所要求说明。", "台湾股市收跌，证交所要求说明。"),
    Example("region-near", "證監會", "在香港，證監會說", "在倫敦，證監會說"),
    Example("own-region", "Growth Enterprise Market", "Hong Kong's Growth Enterprise Market fell", "the Growth Enterprise Market fell"),
    Example("other-region", "央行", "委内瑞拉央行加息", "央行加息"),
    Example("other-owner", "Monetary Policy Committee", "The Bank of England's Monetary Policy Committee met", "The Monetary Policy Committee met"),
    Example("other-expansion", "ABC", "an ABC (American-born Chinese) said", "an ABC (Agricultural Bank of China) branch said"),
    Example("namesake", "央行", "欧洲央行不变。央行说", "欧洲开会不变。央行说"),
    Example("namesake-near", "央行", "在日本，央行说", "在上海，央行说"),
    Example("bare-again", "证监会", "美国证监会主席说，证监会将放松监管", "美国股市开盘，证监会将放松监管"),
    Example("determiner", "央行", "该央行加息，银行跟进", "我央行加息，银行跟进"),
    Example("list-class", "招商", "富国、招商等基金公司上报产品", "富国、招商上报产品"),
    Example("list-of-others", "招商", "富国、招商等基金公司上报产品", "招商上报产品"),
    Example("stem-alone", "南方", "南方、招商上报产品", "南方、招商等基金公司上报产品"),
    Example("peers", "ABC", "ICBC, ABC and CCB cut rates", "ICBC cut rates with ABC"),
    Example("among-han", "Wind", "Wind数据显示，银行信贷回升。", "Wind and solar banks rose."),
    Example("moves", "Hang Seng", "The Hang Seng rose 1.2 per cent, banks said.", "The Hang Seng said so, banks said."),
    Example("ticker", "中国太平", "中国太平（00966.HK）涨", "中国太平（00001.HK）涨"),
    Example("ticker-of-other", "中国太平", "中国太平（00966.HK）涨", "中国太平（00001.HK）涨"),
    Example("honorific", "吴清", "吴清同志主持会议", "吴清主持会议"),
    Example("mister", "Paul Chan", "Mr Paul Chan said", "Paul Chan said"),
    Example("in-place", "沃勒", "在沃勒发表演讲", "在沃勒的主持下发表演讲"),
    Example("dealt-with", "吴清", "实控人吴清被证监会立案调查", "实控人吴清被银行起诉"),
    Example("other-trade", "余伟文", "村民余伟文说", "村民和余伟文说"),
    Example("other-rank", "廖林", "工商银行客户经理廖林说", "工商银行行长廖林说"),
    Example("padded", "廖　岷", "副主任：廖　岷　蓝佛安", "副主任：廖岷　蓝佛安"),
    Example("date-inside", "证监会", "证监会说", "证监会说", as_of="2024-06"),
    Example("date-outside", "国家计委", "1996年，国家计委批复", "国家计委批复"),
    Example("date-outside", "顾立雄", "1919年，顾立雄拒绝签字。", "2019年，顾立雄拒绝签字。"),
    Example("date-decides", "国家计委", "1996年，国家计委批复", "自1996年，国家计委批复"),
    Example("kind", "行长", "央行行长说", "他是行长"),
    Example("person-post", "行长", "行长潘功胜说", "行长说"),
    Example("nearest-institution", "行长", "工商银行公布业绩。行长说", "公布业绩。行长说"),
    Example("surname", "潘", "潘功胜出席。潘行长说", "潘行长说"),
]


def heard(linker: Linker, text: str, words: str, as_of: str | None, region: str | None) -> set[str]:
    """The features that any mark of these words has, whether it stands or falls."""
    store = linker.lexicon.store
    folded = store.folder.fold(text)
    senses = Senses(store)
    spans, signals = scan(store, folded)
    marks, fallen, context = settle(senses, FactsOf(store), folded, choose(senses, spans), signals, as_of, region)
    here = [mark for mark in (*with_inferred(folded, context, marks, fallen), *fallen) if text[slice(*folded.span(mark.start, mark.end))] == words]
    return {e.feature for mark in here for e in mark.evidence}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.feature}-{example.words}")
def test_it_speaks(real: Linker, example: Example) -> None:
    assert example.feature in heard(real, example.text, example.words, example.as_of, example.region)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.feature}-{example.words}")
def test_it_is_silent_in_the_neighbour(real: Linker, example: Example) -> None:
    as_of = None if example.feature == "date-inside" else example.as_of
    assert example.feature not in heard(real, example.neighbour, example.words, as_of, example.region)


def test_each_feature_has_its_example() -> None:
    assert {example.feature for example in EXAMPLES} == set(FEATURES)
