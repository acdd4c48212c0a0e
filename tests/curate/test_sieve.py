"""The short cut is one: texts that the sieve spares have the same answer, so comparing all gives the same changes."""

from __future__ import annotations

import random

import pytest
from variants import CHANGES, RENAMED, base, variant

from cnfin_terms import Text
from cnfin_terms.curate.compare import compare
from cnfin_terms.curate.delta import View
from cnfin_terms.curate.sieve import Sieve, sieve
from cnfin_terms.lexicon.artifact import unpack
from cnfin_terms.lexicon.store import Store

NAMES = (
    "青屿人民银行 青屿央行 QPB 人行 潮头行 QFRA 青金监总局 青证会 QDB TIDE 沧海银行 沧行 中行 中泽银行 沧海证券 青交所 QYSE qyse 青屿一行两局 云创板 STELLAR "
    "林望舒 林望川 高峰 欧阳明月 单云泽 单云ze 陈大民 行长 副行长 主席 前主席 董事长 局长 沧海银行家 中行的 其中行使 中行道 北湾分行".split(),
    ["People's Bank of Qingyu", "Bank of Canghai", "Canghai Bank", "Lin Wangshu", "Chan Tai-man", "Governor", "Deputy Governor", "Chairman", "President"],
)
GLUE = ["，", "。", "、", "（", "）", "兼", "的", "与兼", "表示，", "出席", "其", "香港", " ", ", ", " of the ", " and ", "'s ", " (", ") ", "林", "Lin ", "\n"]
ODD = ["\u200b", "\u0301", "\0", "\ud800", "\U00020000", "&amp;", "<b>", "</b>", "\u3000", "ＱＰＢ", "青嶼", "x", "1"]

#: Changes that these texts do not show.
UNSEEN = {"a post over", "a date put right"}
#: Changes that bear on every text.
GLOBAL = {"a modifier of titles"}


def view(data: bytes) -> View:
    return View(Store(*unpack(data, "test")), len(data))


def texts(number: int, seed: int) -> list[Text]:
    """Names among the words, marks and oddities of real text; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  (texts, no secret)
    pools = (NAMES[0], NAMES[0], NAMES[1], GLUE, GLUE, GLUE, ODD)
    return [Text("".join(chance.choice(chance.choice(pools)) for _ in range(chance.randint(1, 12))), chance.choice((None, "2022")), key=str(n))
            for n in range(number)]


@pytest.mark.parametrize("name", sorted((CHANGES.keys() | RENAMED.keys()) - UNSEEN))
def test_what_it_spares_cannot_change(name: str) -> None:
    some = texts(250, seed=len(name))
    sharp = sieve(view(base()), view(variant(name)))
    short, full = compare(base(), variant(name), some, sharp), compare(base(), variant(name), some, Sieve(None))
    assert short.changes == full.changes
    assert full.changes  # or the law would be empty
    assert full.linked == full.texts == short.texts == len(some)
    assert (short.linked == full.linked) == (name in GLOBAL)
    assert (short.linked < full.linked) == (name not in GLOBAL)


def test_between_equal_lexicons_nothing_is_linked() -> None:
    assert sieve(view(base()), view(base())).strings == frozenset()
    assert compare(base(), base(), texts(50, seed=0), sieve(view(base()), view(base()))).linked == 0


def test_several_processes_give_the_same() -> None:
    some = [Text(text.text * 60, key=text.key) for text in texts(60, seed=3)]  # several blocks
    one, two = (compare(base(), variant("a short form lost"), some, Sieve(None), workers) for workers in (1, 2))
    assert one.changes
    assert one._replace(seconds=0.0) == two._replace(seconds=0.0)


def test_a_source_is_no_reason_to_look() -> None:
    """What nobody's answer depends on leaves nothing to compare."""
    before, after = view(base()), view(base())
    kind, raw = after.records["qpb"]
    after.records["qpb"] = (kind, raw.replace("https://example.org/qpb", "https://example.org/other"))
    assert after.records["qpb"] != before.records["qpb"]
    assert sieve(before, after).strings == frozenset()
