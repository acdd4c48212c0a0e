"""Other spellings of a written name: legal forms peeled or abbreviated, articles, ampersands, British and American, plurals.

Each rule is a pure function from a name to the names it also goes by, and says what it must never make: a name that another body bears.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["CHINESE", "ENGLISH", "Rule", "Variant", "chinese", "english", "numbers"]


class Variant(NamedTuple):
    """Another spelling, the rule that made it (the first of several), and how it may be used."""

    text: str
    via: str
    exact: bool = False
    """The text must show these very letters: peeled, it reads as ordinary words (China Life Insurance)."""
    context: bool = False
    """It links only beside other evidence."""


class Rule(NamedTuple):
    """A named rule; ``spread`` where the later rules shall work on what it makes."""

    via: str
    make: Callable[[str], list[Variant]]
    spread: bool = True


_ZH_LEGAL = re.compile(r"(.+?)(股份有限公司|有限[责責]任公司|有限公司|股份公司|公司)")
_ZH_GROUP = re.compile(r"(.+?)[（(](集[团團])[)）](.*)")
_ZH_PARTNERS = re.compile(r"(.+?)[（(](?:特殊)?普通合[伙夥][)）]")
_ZH_PLACE = re.compile(r"(.{2,})[（(](中[国國]|香港|[澳][门門]|台灣|台湾|上海|北京|深圳)[)）](.*)")
_SHORT, _TOO_SHORT = 4, 3

#: What any name may be made of. A peeled name of nothing else reads as ordinary words: 中国投资 is Chinese investment before it is the CIC.
_ZH_GENERIC = re.compile(
    "(?:中国|中國|中央|国家|國家|全国|国际|國際|联合|聯合|上海|北京|深圳|香港|投资|投資|证券|證券|金融|保险|保險|再保险|人寿|人壽|财产|养老|健康|信托|登记|结算|基金"
    "|管理|数据|服务|信息|技术|科技|资产|存款|稳定|保障|保护|期货|市场|融资|担保|租赁|控股|发展|建设|开发|国债|债券|征信|咨询|工程|产业|石油|天然气|化工|电力|电信|移动|铁路|建筑)+",
)


def _zh_legal(name: str) -> list[Variant]:
    """中国工商银行股份有限公司 is 中国工商银行; 中央国债登记结算有限责任公司 is 中央国债登记结算公司 too.

    Leaves nothing under three characters; three, and ordinary words alone, only beside other evidence.
    """
    match = _ZH_LEGAL.fullmatch(name)
    if not match:
        return []
    stem, form = match.groups()
    found = []
    if form != "公司" or stem.endswith(("集团", "集團", ")", "）")):
        found.append(stem)
    if form in ("有限责任公司", "有限責任公司", "有限公司") and not stem.endswith(("银行", "銀行", ")", "）")):
        found.append(f"{stem}公司")
    return [Variant(text, "legal-form", context=len(text) < _SHORT or bool(_ZH_GENERIC.fullmatch(text))) for text in found if len(text) >= _TOO_SHORT]


def _zh_group(name: str) -> list[Variant]:
    """中国人寿保险（集团）公司 is 中国人寿保险集团公司, never 中国人寿保险: that is its subsidiary."""
    match = _ZH_GROUP.fullmatch(name)
    return [Variant(f"{match[1]}{match[2]}{match[3]}", "brackets")] if match else []


def _zh_partners(name: str) -> list[Variant]:
    """普华永道中天会计师事务所（特殊普通合伙） is 普华永道中天会计师事务所."""
    match = _ZH_PARTNERS.fullmatch(name)
    return [Variant(match[1], "legal-form")] if match else []


def _zh_place(name: str) -> list[Variant]:
    """渣打银行（中国） is 渣打银行中国 beside other evidence, never 渣打银行: that is its parent."""
    match = _ZH_PLACE.fullmatch(name)
    return [Variant(f"{match[1]}{match[2]}{match[3]}", "brackets", context=not match[3])] if match else []


def _zh_rural(name: str) -> list[Variant]:
    """安吉农村商业银行 is 安吉农商银行 and 安吉农商行, as notices and the press write every one of them."""
    stem = name.removesuffix("农村商业银行")
    return [Variant(f"{stem}{tail}", "legal-form") for tail in ("农商银行", "农商行")] if stem != name and len(stem) > 1 else []


def _zh_quotes(name: str) -> list[Variant]:
    """《证券法》 is 证券法: the quotation marks of a title stay outside the mention."""
    return [Variant(name[1:-1], "brackets")] if name[:1] == "《" and name[-1:] == "》" and "》" not in name[1:-1] else []


CHINESE = (
    Rule("quotes", _zh_quotes), Rule("partners", _zh_partners), Rule("group", _zh_group), Rule("legal-form", _zh_legal), Rule("rural", _zh_rural),
    Rule("place", _zh_place),
)

_CO_LTD = ("Co., Ltd.", "Co., Ltd", "Co. Ltd.", "Co. Ltd", "Co Ltd", "Co.,Ltd.", "Company Limited", "Company Ltd.", "Company Ltd")
_CORP_LTD = ("Corporation Limited", "Corporation Ltd.", "Corp. Ltd.", "Corp Ltd", "Corp., Ltd.", "Corporation", "Corp.", "Corp")
_LEGAL: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r",? (?:Co\.?,? ?(?:Ltd\.?|Limited)|Company,? (?:Limited|Ltd\.?))", _CO_LTD),
    (r",? (?:Corp\.?|Corporation),? (?:Ltd\.?|Limited)", _CORP_LTD),
    (r",? (?:Limited|Ltd\.?)", ("Limited", "Ltd.", "Ltd")),
    (r",? (?:Incorporated|Inc\.?)", ("Inc.", "Inc", ", Inc.", "Incorporated")),
    (r",? (?:PLC|plc|Plc|P\.L\.C\.)", ("PLC",)),
    (r",? (?:LLC|LLP|L\.L\.C\.|L\.L\.P\.|N\.A\.|S\.A\.|AG)", ()),
)
_LEGALS = tuple((re.compile(rf"(.+?){pattern}"), spellings) for pattern, spellings in _LEGAL)
_TRADE = frozenset({"capital", "investment", "investments", "finance", "financial", "insurance", "development", "credit", "trust", "asset", "assets"})
_CORPORATION = re.compile(r"(.+) (Corporation|Corp\.?)( .+)?")
_BANK_CORPORATION = re.compile(r"(.+ (?:Bank|Bank of China|Holdings?|Group)) (?:Corporation|Corp\.?)")

#: Words that name a line of business, a country or a size: a name of nothing else reads as ordinary words when it has lost its legal form.
_GENERIC = frozenset({
    "china", "chinese", "national", "international", "central", "general", "united", "first", "new", "people's", "and", "of", "the", "for", "&",
    "asia", "pacific", "global", "hong", "kong", "shanghai", "beijing", "shenzhen", "life", "property", "casualty", "insurance", "reinsurance",
    "finance", "financial", "investment", "investments", "capital", "securities", "trust", "fund", "funds", "futures", "asset", "assets",
    "management", "leasing", "development", "construction", "industrial", "commercial", "agricultural", "merchants", "export", "import", "credit",
    "clearing", "depository", "technology", "power", "petroleum", "oil", "gas", "energy", "gold", "steel", "services", "telecom", "mobile", "railway",
    "shipping", "aviation", "banking", "depositary", "guarantee", "holding",
})


def _plain_words(name: str) -> bool:
    """Whether a peeled name reads as ordinary words: all generic, and no bank, exchange or company at its end."""
    return all(word.strip(",()") in _GENERIC for word in name.casefold().split())


def _en_legal(name: str) -> list[Variant]:
    """Industrial and Commercial Bank of China Limited is Industrial and Commercial Bank of China.

    What is left of one word alone needs other evidence; where only ordinary words are left (China Life Insurance) their capitals are needed.
    China Telecom Corporation Limited is China Telecom, but what would end in a trade keeps its Corporation: China International Capital.
    """
    for pattern, spellings in _LEGALS:
        if match := pattern.fullmatch(name):
            stem = match[1].rstrip(",")
            if spellings is _CORP_LTD and stem.casefold().rpartition(" ")[2] in _TRADE:
                return []
            return [Variant(stem, "legal-form", exact=_plain_words(stem), context=" " not in stem)]
    return []


def _en_legal_spelling(name: str) -> list[Variant]:
    """Co., Ltd. and Company Limited are one; so are Ltd and Limited, Inc and Incorporated."""
    for pattern, spellings in _LEGALS:
        if match := pattern.fullmatch(name):
            stem = match[1].rstrip(",")
            return [Variant(f"{stem}{'' if s[0] == ',' else ' '}{s}", "legal-form") for s in spellings]
    return []


def _en_corporation(name: str) -> list[Variant]:
    """Corporation is Corp.; it is dropped after Bank, Holdings and Group alone (International Finance is not the IFC)."""
    found = []
    if match := _CORPORATION.fullmatch(name):
        found = [Variant(f"{match[1]} {word}{match[3] or ''}", "legal-form") for word in ("Corporation", "Corp.", "Corp")]
    if match := _BANK_CORPORATION.fullmatch(name):
        found.append(Variant(match[1], "legal-form"))
    return found


def _en_article(name: str) -> list[Variant]:
    """Drop the article: The Hongkong and Shanghai Banking Corporation; it stays outside."""
    return [Variant(name[4:], "article")] if name[:4] in ("The ", "the ") and " " in name[4:] else []


def _en_ampersand(name: str) -> list[Variant]:
    """``&`` is and; S&P keeps its own."""
    return [Variant(name.replace(*pair), "ampersand") for pair in ((" & ", " and "), (" and ", " & ")) if pair[0] in name]


_PAIRS = (
    ("centre", "center"), ("centres", "centers"), ("programme", "program"), ("programmes", "programs"), ("labour", "labor"), ("defence", "defense"),
    ("councillor", "councilor"), ("councillors", "councilors"), ("advisor", "adviser"), ("advisors", "advisers"), ("licence", "license"),
    ("licences", "licenses"), ("cheque", "check"), ("organised", "organized"), ("securitised", "securitized"), ("standardised", "standardized"),
    ("specialised", "specialized"), ("authorised", "authorized"), ("favour", "favor"), ("harbour", "harbor"),
)
_OTHER = {a: b for pair in _PAIRS for a, b in (pair, pair[::-1])}
_ISATION = re.compile(r"\b([A-Za-z]{3,})i([sz])(ations?|ational)\b")


def _en_spelling(name: str) -> list[Variant]:
    """Centre and Center, Programme and Program, Securitisation and Securitization."""
    changed = re.sub(r"[A-Za-z]+", lambda m: _like(_OTHER.get(m[0].casefold(), m[0]), m[0]), name)
    changed = _ISATION.sub(lambda m: f"{m[1]}i{'z' if m[2] == 's' else 's'}{m[3]}", changed)
    return [Variant(changed, "spelling")] if changed != name else []


def _like(word: str, model: str) -> str:
    if word == model:
        return word
    return word.upper() if model.isupper() else word.capitalize() if model[0].isupper() else word


def _en_comma(name: str) -> list[Variant]:
    """Securities, Futures and Derivatives is Securities, Futures, and Derivatives."""
    if re.search(r", and ", name):
        return [Variant(name.replace(", and ", " and "), "comma")]
    return [Variant(re.sub(r"(, [^,]+?) and ", r"\1, and ", name, count=1), "comma")] if re.search(r", [^,]+ and ", name) else []


def _en_apostrophe(name: str) -> list[Variant]:
    """People's Bank of China is Peoples Bank of China where an apostrophe was lost."""
    return [Variant(re.sub(r"(\w)['’]s\b", r"\1s", name), "apostrophe")] if re.search(r"\w['’]s\b", name) else []


_HYPHEN = re.compile(r"(?<=[A-Za-z]{2})-(?=[A-Za-z]{2})|(?<=\b[B-HJ-Z])-(?=[A-Za-z]{2})")
_LETTER = re.compile(r"\b([A-Z]) (?=(?:[Ss]hare|[Ss]tock)s?\b)")


def _en_hyphen(name: str) -> list[Variant]:
    """Sci-Tech is Sci Tech, H share is H-share; A-share never becomes "a share", which is ordinary English."""
    found = [_HYPHEN.sub(" ", name)] if _HYPHEN.search(name) else []
    found += [_LETTER.sub(r"\1-", name)] if _LETTER.search(name) else []
    return [Variant(text, "hyphen") for text in found]


_EN_PLACE = re.compile(r"(.{4,}) \((China|Hong Kong|Macau|Taiwan|Asia|International)\)( .+)?")


def _en_place(name: str) -> list[Variant]:
    """Bank of China (Hong Kong) is Bank of China Hong Kong beside other evidence, never Bank of China: that is its parent."""
    match = _EN_PLACE.fullmatch(name)
    return [Variant(f"{match[1]} {match[2]}{match[3] or ''}", "brackets", context=not match[3])] if match else []


ENGLISH = (
    Rule("legal-form", _en_legal), Rule("legal-spelling", _en_legal_spelling, spread=False),
    Rule("corporation", _en_corporation), Rule("place", _en_place), Rule("ampersand", _en_ampersand), Rule("spelling", _en_spelling), Rule("comma", _en_comma),
    Rule("apostrophe", _en_apostrophe), Rule("hyphen", _en_hyphen),
)

#: No name has more spellings than this; those nearest to the written one come first.
MOST = 24


def _apply(rules: tuple[Rule, ...], name: str) -> list[Variant]:
    """Close a name under the rules, in order, each working on what those before it made."""
    found: dict[str, Variant] = {}
    work = [Variant(name, "")]
    steps = {name: 0}
    for rule in rules:
        for base in tuple(work):
            for made in rule.make(base.text):
                variant = Variant(made.text, base.via or made.via, base.exact or made.exact, base.context or made.context)
                if made.text != name and made.text not in found:
                    found[made.text] = variant
                    steps[made.text] = steps[base.text] + 1
                    if rule.spread:
                        work.append(variant)
    return sorted(found.values(), key=lambda v: steps[v.text])[:MOST]


def chinese(name: str) -> list[Variant]:
    """Other spellings of a Chinese name.

    >>> [v.text for v in chinese("中国人寿保险（集团）有限公司")]
    ['中国人寿保险集团有限公司', '中国人寿保险（集团）', '中国人寿保险集团', '中国人寿保险集团公司']
    >>> chinese("中国人民银行")
    []
    """
    return _apply(CHINESE, name)


def english(name: str) -> list[Variant]:
    """Other spellings of an English name.

    >>> [v.text for v in english("People's Bank of China")]
    ['Peoples Bank of China']
    >>> [v.text for v in english("International Finance Corporation")]
    ['International Finance Corp.', 'International Finance Corp']
    >>> [v.text for v in english("The Export-Import Bank of China")]
    ['Export-Import Bank of China', 'Export Import Bank of China']
    """
    bare = [v.text for v in _en_article(name)]
    found = [Variant(text, "article") for text in bare]
    return found + _apply(ENGLISH, bare[0] if bare else name)


#: Plurals that have no singular of the same meaning, and words that take none or only look like plurals.
_ONE_NUMBER = frozenset({
    "securities", "futures", "affairs", "measures", "provisions", "rules", "opinions", "guidelines", "statistics", "economics", "services", "goods", "sales",
    "treasuries", "news", "series", "basis", "status", "plus", "resources", "communications", "telecommunications", "holdings", "savings", "earnings",
    "proceeds", "works", "means", "headquarters", "assets", "accounts", "states", "nations", "reserves", "derivatives", "options", "connect", "rights",
    "quotations", "operations", "renminbi", "yuan",
})
_HEAD = re.compile(r"(.+?)( (?:of|for|in|to|on|from|under|with|at) .+)")
_SINGLE = re.compile(r"(?<=ch|sh|ss)es$|(?<=x)es$|s$")


def numbers(name: str) -> list[Variant]:
    """Give the plural of an English name in the singular, the singular of one in the plural, of its head word.

    Never the singular of one word alone (Treasuries), nor "a share" from A shares; a plural acronym keeps its capitals (GEMs are not gems).

    >>> [numbers(n)[0].text for n in ("ETF", "Panda Bond", "Monetary Policy", "Panda Bonds", "Certificate of Deposit")]
    ['ETFs', 'Panda Bonds', 'Monetary Policies', 'Panda Bond', 'Certificates of Deposit']
    >>> numbers("Treasuries"), numbers("Stock Index Futures"), numbers("STAR 50"), numbers("A shares")
    ([], [], [], [])
    """
    head = _HEAD.fullmatch(name)
    stem, rest = head.groups() if head else (name, "")
    last = re.split(r"[ -]", stem)[-1]
    small = last.casefold()
    if not last.isalpha() or not last.isascii() or small in _ONE_NUMBER or len(last) == 1:
        return []
    if last.isupper():
        return [] if last.endswith("S") else [Variant(f"{stem}s{rest}", "plural", exact=True)]
    if small.endswith("s") and not small.endswith("ss"):
        if " " not in stem or small.endswith(("us", "is")) or re.match(r"[AI] ", stem):
            return []
        return [Variant((f"{stem[:-3]}y" if small.endswith("ies") else _SINGLE.sub("", stem)) + rest, "singular")]
    many = f"{stem[:-1]}ies" if re.search(r"[^aeiou]y$", small) else f"{stem}{'es' if small.endswith(('x', 'ch', 'sh', 'ss')) else 's'}"
    return [Variant(many + rest, "plural")]
