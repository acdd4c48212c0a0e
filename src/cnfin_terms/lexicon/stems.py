"""Bare stems of financial companies: 嘉实 of 嘉实基金, 兴业 of 兴业银行, as lists of their kind write them (嘉实、富国等基金公司).

A stem means a company in such a list alone; elsewhere it is an ordinary word (招商引资) or one of many companies. Places and common words give none.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping

from cnfin_terms.lexicon import vocabulary as v
from cnfin_terms.lexicon.forms import FormRow

__all__ = ["COMMON", "VIA", "with_stems"]

VIA = "stem"
#: A word that jieba's dictionary counts this often is no company's stem.
COMMON = 4000
_KINDS = frozenset({
    "fund-manager", "broker", "joint-stock-bank", "city-bank", "private-bank", "insurer", "trust-company", "futures-company", "wealth-manager"})
_NAME = re.compile(r"([\u4e00-\u9fff]{2,4}?)(?:基金|证券|银行|人寿|财险|保险|信托|期货|理财)")


def with_stems(
    rows: Mapping[str, list[FormRow]], kinds: Mapping[str, str], counts: Mapping[str, int], places: Container[str],
) -> dict[str, list[FormRow]]:
    """The rows of every record, those of financial companies with their stems.

    :param kinds: kind of each record.
    :param counts: how often jieba's dictionary counts a word.
    :param places: names of places.
    """
    return {id_: [*some, *_stems(some, counts, places)] if kinds.get(id_) in _KINDS else list(some) for id_, some in rows.items()}


def _stems(rows: Iterable[FormRow], counts: Mapping[str, int], places: Container[str]) -> list[FormRow]:
    own = {row.text for row in rows if row.use != "lookup-only"}
    found: dict[str, FormRow] = {}
    for row in rows:
        match = _NAME.fullmatch(row.text) if row.via == "written" and row.type in v.NAME_TYPES[:2] and row.lang == "zh" and row.region is None else None
        if match and match[1] not in own and not match[1].startswith("中国") and match[1] not in places and counts.get(match[1], 0) < COMMON:
            found[match[1]] = row._replace(
                text=match[1], type="generated", via=VIA, use="with-context", case="fold", not_in=(), since=row.since, until=row.until)
    return list(found.values())
