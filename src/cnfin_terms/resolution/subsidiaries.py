"""Companies called after their parent, a place and a trade, or after their parent and two trades: 国家电网|浙江电力, 中石化|炼化工程."""

from __future__ import annotations

from cnfin_terms.lazy import regex
from cnfin_terms.text.cities import CITIES
from cnfin_terms.text.trades import TRADES

__all__ = ["trades_after"]

#: After a trade these make a part of the parent's own business of it.
_OWN = "(?!业务|市场|中心|基地|项目|产品|产业|产量|产能|销量|行业|园|客户|事业|板块|领域|价格|需求|部|站|板|股|指数|危机|安全|建设|革命|革新|改革|的)"
#: After a place and a trade these tell that somebody acts, or that the name ends: another company. A noun tells of the parent's own business there.
_ACTS = (
    "$|[^\u3400-\u9fff]|公司|有限|股份|集团|[称说将已与和及就向对在为于以被拟正曾并也又还均即则因由据把让获]|表示|介绍|指出|透露|回应|宣布|公告|发布|披露|通报|通知|提醒|承诺|强调|认为|预计|"
    "启动|加快|加强|加大|推进|推动|推出|开展|组织|投入|累计|完成|实现|全力|全面|积极|主动|紧急|迅速|持续|不断|深入|首次|日前|近日|今[日天年]|昨[日天]|去年|目前|方面|相关|有关|负责人|员工|董事|总经理|党委|"
    "中标|签约|签订|签署|举行|举办|召开|承办|参加|参与|获得|荣获|成立|注册|上市|收购|增资|减持|增持|派出|抢修|保障|保供|助力|携手|联合|从(?!业)|是|有")
_PLACED = regex(rf"(?:{CITIES})(?:[省市]|自治区)?(?:{TRADES}){_OWN}(?={_ACTS})")
_TWICE = regex(rf"(?:{TRADES})(?:{TRADES}){_OWN}")
#: With what either begins: the cheap question.
_HEADS = frozenset(word[0] for word in f"{CITIES}|{TRADES}".split("|"))
_LEGAL = "公司"


def trades_after(text: str, start: int, end: int) -> tuple[int, bool]:
    """How far a company's name goes on past its end into another's, 0 if it does not, and whether a place makes that sure.

    :param text: folded text, ``start`` and ``end`` the company's name in it.

    >>> trades_after("国家电网浙江电力称", 0, 4), trades_after("中石化炼化工程称", 0, 3)
    ((8, True), (7, False))
    >>> trades_after("中石化在浙江称", 0, 3), trades_after("华为上海汽车业务", 0, 2), trades_after("国家电网江苏电力供应紧张", 0, 4)
    ((0, False), (0, False), (0, False))
    """
    if text[end : end + 1] not in _HEADS or text.endswith(_LEGAL, start, end):
        return 0, False
    if match := _PLACED.match(text, end):
        return match.end(), True
    match = _TWICE.match(text, end)
    return (match.end(), False) if match else (0, False)
