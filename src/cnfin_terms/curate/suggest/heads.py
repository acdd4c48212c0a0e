"""The words by which the names of bodies end, in both languages, and what kind each tells of."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["EN_HEAD", "ZH_HEAD", "agree", "kind_en", "kind_zh", "term_kind"]


class Head(NamedTuple):
    """A head in both languages; the English ones are alternatives."""

    zh: str
    en: str
    kind: str


#: Longer Chinese heads before those that they end in.
HEADS = tuple(Head(*row) for row in (
    ("农村商业银行", "Rural Commercial Bank", "rural-bank"), ("村镇银行", "Village Bank|Rural Bank|Township Bank", "rural-bank"),
    ("农商行", "Rural Commercial Bank", "rural-bank"),
    ("银行", "Bank|Banking Corporation", "bank"), ("基金管理", "Fund Management|Asset Management|Fund", "fund-manager"),
    ("资产管理", "Asset Management|Investment Management", "asset-management-company"),
    ("消费金融", "Consumer Finance", "consumer-finance-company"), ("金融租赁", "Financial Leasing|Leasing", "leasing-company"),
    ("证券", "Securities", "broker"), ("期货", "Futures", "futures-company"), ("再保险", "Reinsurance", "reinsurer"),
    ("人寿", "Life|Life Insurance", "insurer"), ("保险", "Insurance|Assurance", "insurer"), ("信托", "Trust", "trust-company"),
    ("理财", "Wealth Management", "wealth-manager"),
    ("集团", "Group|Holdings|Holding", "company-group"), ("交易所", "Exchange", "exchange"),
    ("交易中心", "Exchange|Trading Center|Trading Centre", "infrastructure"),
    ("会计师事务所", "LLP|CPA|CPAs", "accounting-firm"), ("研究院", "Institute|Academy", "research-institute"),
    ("研究所", "Institute", "research-institute"),
    ("大学", "University", "university"), ("基金会", "Foundation", "non-profit"), ("联合会", "Federation|Association", "association"),
    ("协会", "Association|Society", "association"), ("学会", "Society|Association|Institute", "association"),
    ("商会", "Chamber|Chamber of Commerce", "association"),
    ("委员会", "Commission|Committee|Council|Board", "commission"), ("管理局", "Administration|Authority|Bureau", "administration"),
    ("监管局", "Bureau", "regulator-office"),
    ("总局", "Administration", "administration"), ("通讯社", "News Agency", "media"), ("公司", "Company|Corporation|Co|Ltd|Limited|Inc", "company"),
))

_TERMS = {
    "Rate": "rate", "Rates": "rate", "Index": "index", "Bond": "instrument", "Bonds": "instrument", "Note": "instrument", "Notes": "instrument",
    "Certificate": "instrument", "Swap": "instrument", "Option": "instrument",
    "Facility": "policy-tool", "Operation": "policy-tool", "Operations": "policy-tool",
    "Connect": "scheme", "Scheme": "scheme", "Mechanism": "scheme", "System": "system", "Partner": "scheme", "Partnership": "scheme", "Investor": "scheme",
    "Enterprise": "scheme", "Programme": "programme", "Program": "programme", "Account": "scheme", "Platform": "system",
}

#: Bodies that only English heads tell of (a Chinese 局 or 部 alone is too short to be sure).
_EN_ONLY = {
    "Authority": "administration", "Administration": "administration", "Bureau": "administration", "Commission": "commission", "Committee": "commission",
    "Council": "commission", "Ministry": "ministry", "Department": "department", "Office": "department", "Board": "association", "Fund": "fund-body",
    "Institute": "research-institute", "Academy": "research-institute", "Centre": "infrastructure", "Center": "infrastructure",
    "Association": "association", "Federation": "association", "Forum": "association", "Organization": "multilateral", "Organisation": "multilateral",
    "Union": "association", "Corporation": "company", "Company": "company", "Exchange": "exchange", "Bank": "bank", "University": "university",
}

#: 协商会 and 磋商会 are meetings.
ZH_HEAD = "|".join(f"(?<![协磋]){head.zh}" if head.zh == "商会" else head.zh for head in HEADS)
EN_HEAD = "|".join(sorted({word for head in HEADS for word in head.en.split("|")} | set(_EN_ONLY), key=len, reverse=True))
_LEGAL_ZH = re.compile("(?:股份|集团|有限|责任|公司|[（(].*[)）])+$")
_LEGAL_EN = re.compile(r",?\s(?:Co\.?,?\s?(?:Ltd\.?|Limited)|Company Limited|Corporation Limited|(?:Pte\.?,? )?Ltd\.?|Limited|Inc\.?|PLC|plc|LLC)$")
_OF = re.compile(r"\s(?:of|for|on|in|at|under)\s")


def kind_zh(name: str) -> str:
    """The kind of institution that a Chinese name ends in; "" where no head tells.

    >>> kind_zh("婺源农村商业银行股份有限公司"), kind_zh("乐刷科技有限公司"), kind_zh("人行道")
    ('rural-bank', 'company', '')
    """
    stem = _LEGAL_ZH.sub("", name)
    return next((head.kind for head in HEADS if stem.endswith(head.zh)), "company" if name.endswith("公司") else "")


def _heads_en(name: str) -> tuple[str, str]:
    """The last words of a name without its legal form, and of what stands before its first preposition."""
    stem = _LEGAL_EN.sub("", name)
    return stem, _OF.split(stem, maxsplit=1)[0]


def kind_en(name: str) -> str:
    """The kind of institution that an English name tells of; "" where no head does.

    >>> kind_en("Huijin Asset Management Co., Ltd."), kind_en("Bank for International Settlements"), kind_en("Loan Prime Rate")
    ('fund-manager', 'bank', '')
    """
    stems = _heads_en(name)
    for stem in reversed(stems):
        if re.search(r"\b(?:Experts|Expert|Working|Leading|Study|Task|Implementation|Review) Group$", stem):
            return "coordination-body"
        for head in HEADS:
            if re.search(rf"\b(?:{head.en})$", stem):
                return head.kind
        if (kind := _EN_ONLY.get(stem.rpartition(" ")[2])) is not None:
            return kind
    return "company" if stems[0] != name else ""


def term_kind(name: str) -> str:
    """The kind of term that an English name tells of; "" where none.

    >>> term_kind("Loan Prime Rate"), term_kind("Certificate of Deposit"), term_kind("Artificial Intelligence")
    ('rate', 'instrument', '')
    """
    return next((kind for stem in _heads_en(name) if (kind := _TERMS.get(stem.rpartition(" ")[2]))), "")


def agree(zh: str, en: str) -> bool:
    """Whether a Chinese and an English name end in heads that translate each other.

    >>> agree("四川天府银行", "Sichuan Tianfu Bank"), agree("四川天府银行", "Tianfu Securities")
    (True, False)
    """
    stem = _LEGAL_ZH.sub("", zh)
    head = next((head for head in HEADS if stem.endswith(head.zh)), None)
    return head is not None and any(re.search(rf"\b(?:{head.en})$", part) for part in (*_heads_en(en), en))
