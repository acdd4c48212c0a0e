"""Bodies that the lexicon lacks, by the heads of their names: 婺源农村商业银行股份有限公司, 天府银行, Huijin Asset Management Co., Ltd."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cnfin_terms.curate.suggest.heads import ZH_HEAD, kind_en, kind_zh
from cnfin_terms.curate.suggest.sighting import Ground, Sighting
from cnfin_terms.curate.suggest.words import is_general, names_somebody, phrase_start
from cnfin_terms.resolution.unknowns import own_part

__all__ = ["by_head", "by_legal_form"]

_HAN = r"[\u4e00-\u9fff]"
_HEAD_ZH = re.compile(rf"(?:{ZH_HEAD})(?!{_HAN}?(?:{ZH_HEAD}))")
#: What may stand after a name: no Han, or characters and words that end a noun phrase.
_AFTER = re.compile(
    r"$|[^\u4e00-\u9fff]|报道|[在和与及等表将发近今昨宣的指公获首拟为董行总副主会理秘称是对披日向也还就共有以由被把让给从到并或于已曾仍均]")
_RUN = re.compile(rf"{_HAN}+$")
_REACH = 16
_LEAST_OWN = 2
#: What parts a name from what joins it to a name before: 农业和|农村委员会, 中国—|东盟信息港股份有限公司.
_JOINS = "和与及或对—–－-·的"
#: Too general for a name of its own without a legal form.
_GENERAL = ("公司", "人寿", "理财", "资产管理", "基金管理", "保险", "期货", "证券", "信托")
#: Heads that tell of a body by themselves; a Risk Committee and an Information Centre are everybody's.
_STRONG_EN = "Bank|Securities|Futures|Insurance|Assurance|Reinsurance|Trust|Leasing|Asset Management|Exchange|University|Foundation|Association|News Agency"
_BARE_EN = re.compile(
    rf"(?<![A-Za-z’'&.-])(?<![A-Z][a-z] )((?:[A-Z][A-Za-z’'&-]+\s(?:(?:of|for|and|&)\s)?){{1,6}}(?:{_STRONG_EN}))(?![A-Za-z’'-]| (?:of|for|and|&) | [A-Z])")
_LEGAL_EN = ("Ltd.", "Ltd", "Limited", "Inc.", "PLC", "Plc", "plc", "LLC", "GmbH", "S.A.")
#: Heads before what they are of: Ministry of Commerce, State Administration of Foreign Exchange.
_OF_EN = re.compile(
    r"(?<![A-Za-z’'&.-])(?<![A-Z][a-z] )((?:[A-Z][A-Za-z]+ ){0,3}(?:Ministry|Administration|Bank|University|Academy|Commission|Federation) (?:of|for) (?:the )?"
    r"[A-Z][A-Za-z-]+"
    r"(?:(?:,? and| &)? (?!Director|Chair|President|Governor|Deputy|Vice|Chief|Professor)[A-Z][A-Za-z-]+){0,4})(?<! In)(?<! The)(?! Press|[A-Za-z’'-])")
_OWNER = re.compile("(?!People).+[’']s$")
_COMMON_FIRST = frozenset(
    "The A An In On At For From And But Or As By Of To With He She It They His Her Its Their This That New Former Our Chinese Under Since While When After "
    "Before Working People's People’s"
    " Central Commercial Investment Foreign National State Private Rural City Village World Development Policy Global International Local Regional Federal "
    "Deputy Vice Senior Chief Executive Standing Special Joint Advisory Management Supervisory General Annual Public First Second".split())

_OF_STATE = frozenset({"National", "State", "Central", "Federal", "General", "Chinese", "International"})


def by_legal_form(ground: Ground) -> Iterator[Sighting]:
    """What the linker itself takes for a body by its legal form, or its head before a title."""
    for mention in ground.document.mentions:
        if mention.reason != "unknown-institution":
            continue
        start, name = ground.unknown(mention)
        name = " ".join(name.split())
        han = not name.isascii()
        kind = kind_zh(name) if han else kind_en(name)
        if han and is_general(name.removesuffix("公司").removesuffix("有限").removesuffix("有限责任").removesuffix("股份")):
            continue
        if kind and "\n" not in mention.text and not _joined(ground.text, start):
            sure = name.endswith("公司" if han else _LEGAL_EN)
            yield Sighting("legal-form" if sure else "head", "institution", kind, (("zh" if han else "en", name),), start, mention.end)


def by_head(ground: Ground) -> Iterator[Sighting]:
    """Names without a legal form: weak, so that they count only where they come again."""
    for head in _HEAD_ZH.finditer(ground.text):
        run = _RUN.search(ground.text, max(0, head.start() - _REACH), head.start())
        if run is None or not _AFTER.match(ground.text, head.end()):
            continue
        low = max((mention.end for mention in ground.within(run.start(), head.start())), default=run.start())
        start = low + phrase_start(ground.text[low : head.start()])
        name = ground.text[start : head.end()]
        stem = name[: head.start() - start]
        if len(stem) < _LEAST_OWN or name.endswith(_GENERAL) or ground.within(start, head.end()) or _joined(ground.text, start) or own_part(name) != 0:
            continue
        if names_somebody(stem):
            yield Sighting("head", "institution", kind_zh(name), (("zh", name),), start, head.end())
    for match in _OF_EN.finditer(ground.text):
        first = match[1].split()[0]
        if not ground.within(*match.span(1)) and first not in _COMMON_FIRST - _OF_STATE and not _joined(ground.text, match.start(1)):
            yield Sighting("head", "institution", kind_en(match[1]), (("en", match[1]),), *match.span(1))
    for match in _BARE_EN.finditer(ground.text):
        words = match[1].split()
        stem, of, _ = match[1].partition(" of ")
        if words[0] in _COMMON_FIRST or (of and not kind_en(stem)) or _OWNER.match(words[0]) or "\n" in match[1]:
            continue
        if _joined(ground.text, match.start(1)) or ground.within(*match.span(1)):
            continue
        if kind := kind_en(match[1]):
            yield Sighting("head", "institution", kind, (("en", match[1]),), *match.span(1))


def _joined(text: str, at: int) -> bool:
    """Whether what stands before makes it likely that the name began there: a digit, a letter, a conjunction, a dash."""
    before = text[at - 1 : at]
    if text.endswith((" and ", " & "), 0, at):
        return True
    return before != "" and (before in _JOINS or (before.isascii() and before.isalnum()))
