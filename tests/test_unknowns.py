"""Institutions that the lexicon does not have, told by their heads. The names are made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from cnfin_terms import Linker


def unknown(linker: Linker, text: str) -> list[str]:
    found = [m for m in linker.link(text).mentions if m.reason == "unknown-institution"]
    assert all((m.type, m.status, m.id, m.score, m.candidates) == ("institution", "unresolved", None, 0.0, ()) for m in found)
    return [m.text for m in found]


@pytest.mark.parametrize(("text", "names"), [
    ("公司与江西梧塘农村商业银行股份有限公司签约。", ["江西梧塘农村商业银行股份有限公司"]),
    ("根据禾川翠屏科技股份有限公司的公告", ["禾川翠屏科技股份有限公司"]),
    ("上海禾和商业管理有限公司披露", ["上海禾和商业管理有限公司"]),
    ("2020年宁波翠屏机械股份有限公司的年报", ["宁波翠屏机械股份有限公司"]),
    ("禾川翠屏（集团）股份有限公司", ["禾川翠屏（集团）股份有限公司"]),
    ("梧塘农商行行长说", ["梧塘农商行"]),
    ("It bought Wutang Trust Co., Ltd. and Hechuan Cuiping (Hong Kong) Limited.", ["Wutang Trust Co., Ltd.", "Hechuan Cuiping (Hong Kong) Limited"]),
    ("However, Wutang Holdings Inc. fell.", ["Wutang Holdings Inc."]),
    ("said Wutang Securities President Li Si", ["Wutang Securities"]),
    ("The Budget Review Committee of the CSRC met", ["Budget Review Committee of the CSRC"]),
    ("中信证券（新西兰）有限公司", ["中信证券（新西兰）有限公司"]),
    ("Bond Connect Company Limited said", ["Bond Connect Company Limited"]),
    ("据国网江苏电力有限公司介绍", ["国网江苏电力有限公司"]),
    ("本公司系江西梧塘科技有限公司的全资子公司", ["江西梧塘科技有限公司"]),
    ("走访调研江西梧塘科技有限公司", ["江西梧塘科技有限公司"]),
    ("记者日前走进江西梧塘装备股份有限公司", ["江西梧塘装备股份有限公司"]),
    ("近日梧塘装备有限公司投产", ["梧塘装备有限公司"]),
    ("系统集成科技有限公司成立", ["系统集成科技有限公司"]),
    ("腾飞科技有限公司成立", ["腾飞科技有限公司"]),
    ("代表来到开封粮食产业集团有限公司", ["开封粮食产业集团有限公司"]),
    ("西部禾川材料科技股份有限公司的科学家", ["西部禾川材料科技股份有限公司"]),
    ("深圳市证监会表示", ["深圳市证监会"]),
])
def test_a_name_by_its_head(real: Linker, text: str, names: list[str]) -> None:
    assert unknown(real, text) == names


@pytest.mark.parametrize("text", [
    "会议听取集团总裁汇报，并听取集团公司工作汇报",
    "该有限公司成立于2001年，有限责任公司制度沿用至今。",
    "多家股份有限公司、部分证券股份有限公司和三家有限责任公司",
    "民营银行行长们和多家农商行行长说",
    "宁波GQY翠屏股份有限公司",
    "The Committee of the CSRC; the Monetary Policy Committee of the PBOC; a committee of the CSRC",
    "The number is limited. The Company Limited its losses; Private Bank President",
    "中国工商银行股份有限公司、PBOC Governor Pan Gongsheng, Bank of Communications Co., Ltd.",
    "他在种子银行工作，天府血液银行也是。",
])
def test_a_class_or_a_known_name_is_none(real: Linker, text: str) -> None:
    assert unknown(real, text) == []


def test_a_title_beside_it_is_its_own(real: Linker) -> None:
    doc = real.link("央行今日表态。梧塘农商行行长李四说，利率不变。")
    [role] = doc.roles
    assert (role.title.id, role.person.text, role.institution and role.institution.text, role.known) == ("president-bank", "李四", "梧塘农商行", "unknown")


def test_a_text_without_any_form_may_name_one(real: Linker) -> None:
    assert unknown(real, "禾川翠屏股份有限公司") == ["禾川翠屏股份有限公司"]


def test_a_name_of_the_lexicon_inside_gives_way_only_where_it_may_be_a_word(real: Linker) -> None:
    assert unknown(real, "华夏翠屏股份有限公司") == ["华夏翠屏股份有限公司"]
