"""What somebody is by trade, right before the name: 村民余伟文 is not the head of a monetary authority."""

from __future__ import annotations

from collections.abc import Sequence

from cnfin_terms.lazy import regex
from cnfin_terms.resolution.context import Context
from cnfin_terms.resolution.facts import Facts
from cnfin_terms.resolution.marks import Mark, Reading
from cnfin_terms.resolution.surroundings import SILENT, Heard

__all__ = ["other_trade"]

_TRADES = (
    "村民|居民|市民|网民|农民|牧民|渔民|菜农|果农|[养殖种植贫困]{2}户|教师|律师|厨师|摄影师|设计师|理发师|演员|球员|队员|运动员|售货员|服务员|驾驶员|快递员|外卖员|保洁员|饲养员|列车员|"
    "审判员|书记员|教练|裁判|司机|歌手|选手|学生|同学|医生|护士|民警|交警|法官|检察官|审判长|战士|店主|车主|业主|房东|邻居|作家|诗人|画家|导演|编剧|主持人|工人|民工|小贩|商贩|"
    "志愿者|患者|旅客|乘客|游客|女童|男童|棋手|船长|班长"
)
_BEFORE = regex(rf"(?:{_TRADES})$")
#: The cheap question first: nearly no name stands after one of these.
_LAST = frozenset(word[-1] for word in _TRADES.split("|"))
_LONGEST = 4


def other_trade(context: Context, mark: Mark, _reading: Reading, facts: Facts) -> Sequence[Heard]:
    """A trade that no person of the lexicon is known by stands right before the name."""
    if not mark.han or not mark.start or context.text[mark.start - 1] not in _LAST or facts.type != "person":
        return SILENT
    before = _BEFORE.search(context.text, max(0, mark.start - _LONGEST), mark.start)
    return (("other-trade", 1.0, before[0]),) if before is not None else SILENT
