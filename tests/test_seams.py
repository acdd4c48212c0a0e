"""Where a name may go on into a longer one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cnfin_terms.match.bound import bound
from cnfin_terms.resolution.marks import Senses, choose
from cnfin_terms.resolution.seams import SEAMS, seams

if TYPE_CHECKING:
    from cnfin_terms import Linker


def found(linker: Linker, text: str, words: str) -> tuple[str, ...]:
    store = linker.lexicon.store
    folded = store.folder.fold(text)
    marks = choose(Senses(store), bound(store, folded))
    starts = [mark.start for mark in marks]
    [mark] = [mark for mark in marks if text[slice(*folded.span(mark.start, mark.end))] == words]
    return seams(folded, marks, starts, mark)


@pytest.mark.parametrize(("text", "words", "seam"), [
    ("It joined the PBOC Alumni Society.", "PBOC", "capital-after"),
    ("under the Revised Rules on the CSRC adopted here", "CSRC", "capital-before"),
    ("万得K90跌。", "万得", "glued"),
    ("中石化炼化工程公布业绩。", "中石化", "trade-after"),
    ("印发《关于中国证监会有关事项的函》。", "中国证监会", "in-title"),
])
def test_a_seam(real: Linker, text: str, words: str, seam: str) -> None:
    assert seam in SEAMS
    assert seam in found(real, text, words)


@pytest.mark.parametrize(("text", "words"), [
    ("It joined the PBOC. Alumni came.", "PBOC"),
    ("the PBOC Governor Pan Gongsheng", "PBOC"),
    ("said the CSRC", "CSRC"),
    ("Yesterday. On the CSRC", "CSRC"),
    ("万得跌。", "万得"),
    ("中石化化工产品涨价。", "中石化"),
    ("中国移动通信网络业务增长。", "中国移动"),
    ("读《中国证监会》一书", "中国证监会"),
    ("见《年报》，中国证监会称《公告》", "中国证监会"),
])
def test_no_seam(real: Linker, text: str, words: str) -> None:
    assert found(real, text, words) == ()
