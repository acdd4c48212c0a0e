"""The small segmenter against jieba itself, from whose dictionary its words were compiled."""

from __future__ import annotations

import logging
import math
import random
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import jieba
import pytest

from cnfin_terms.lexicon.store import HAN, RISKY
from cnfin_terms.match.segment import FLOOR, cut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cnfin_terms import Linker

PROSE = Path(__file__).parent.parent / "data" / "not-finance"
#: What may stand around a name in news, with words that begin and end in characters of short forms.
FRAMES = (
    *(
        "昨日{}表示将继续降低成本",
        "据{}介绍，今年情况好转",
        "他在{}工作了十年",
        "向{}提出申请",
        "由{}负责解释",
        "与{}签署协议",
        "包括{}等机构",
        "其中{}使用最多",
    ),
    *("多家{}家属到场", "请到{}动手办理", "{}长期关注此事", "对{}业务进行检查", "从{}出发", "我国{}人数增长", "该{}会员众多", "去年{}报告显示"),
)
#: A form weighs at least this much of jieba's sixty million words, as in ``cut``.
LEAST = round(math.exp(FLOOR) * 6e7)
AGREEMENT = 0.95


class Window(NamedTuple):
    """A short form in a run of Han, and the longer forms around it."""

    text: str
    start: int
    end: int
    names: tuple[tuple[int, int], ...]

    @property
    def form(self) -> str:
        return self.text[self.start : self.end]


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> jieba.Tokenizer:
    """A private tokenizer, whose cache nobody else reads or writes."""
    jieba.setLogLevel(logging.WARNING)
    private = jieba.Tokenizer()
    private.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    private.initialize()
    return private


def windows_of(linker: Linker, text: str) -> Iterator[Window]:
    """Every hit in these runs of Han that ordinary words may cut; one within a longer name yields to that name, whatever words do."""
    store = linker.lexicon.store
    for run in re.findall(r"[\u4e00-\u9fff]{3,}", text):
        hits = [hit for hit in store.automaton.find_overlapping(run) if store.pattern_first[hit[2]] < store.pattern_first[hit[2] + 1]]
        names = tuple((start, end) for start, end, _ in hits if end - start > 2)
        for start, end, pattern in hits:
            if store.pattern_flags[pattern] & RISKY and store.pattern_flags[pattern] & HAN and end - start < len(run):
                if any(a <= start and end <= b and b - a > end - start for a, b in names):
                    continue
                yield Window(run, start, end, names)


def windows(linker: Linker) -> list[Window]:
    """All of the prose, and short forms of the lexicon in frames, drawn by a fixed seed."""
    store = linker.lexicon.store
    prose = [window for path in sorted(PROSE.glob("*.txt")) for window in windows_of(linker, path.read_text("utf-8"))]
    risky = [text for text, flags in zip(store.patterns(), store.pattern_flags, strict=True) if flags & RISKY and flags & HAN and len(text) <= 4]
    random_ = random.Random(1949)  # noqa: S311
    framed = [frame.format(form) for form in random_.sample(sorted(risky), 90) for frame in random_.sample(FRAMES, 6)]
    return prose + [window for text in framed for window in windows_of(linker, text)]


def broken(tokenizer: jieba.Tokenizer, window: Window) -> bool:
    """Whether jieba, knowing the names, breaks the form or swallows it in a longer word."""
    known = {window.text[start:end] for start, end in window.names} | {window.form}
    prefixes = {name[:size]: tokenizer.FREQ.get(name[:size]) for name in known for size in range(1, len(name) + 1)}
    try:
        for name in known:
            for size in range(1, len(name)):
                tokenizer.FREQ.setdefault(name[:size], 0)
            tokenizer.FREQ[name] = max(prefixes[name] or 0, LEAST)
        edges = {0}
        at = 0
        longer = False
        for word in tokenizer.cut(window.text, HMM=False):
            longer |= at <= window.start and window.end <= at + len(word) and len(word) > len(window.form)
            at += len(word)
            edges.add(at)
    finally:
        for word, count in prefixes.items():
            if count is None:
                tokenizer.FREQ.pop(word, None)
            else:
                tokenizer.FREQ[word] = count
    return longer or not {window.start, window.end} <= edges


def test_both_judge_alike(real: Linker, tokenizer: jieba.Tokenizer) -> None:
    """In nineteen of twenty windows; where not, the two readings are nearly of one weight."""
    words = real.lexicon.store.words
    all_windows = windows(real)
    assert len(all_windows) > 300
    unlike = []
    verdicts = set()
    for window in all_windows:
        names: dict[int, list[int]] = {}
        for start, end in window.names:
            names.setdefault(start, []).append(end)
        ours, theirs = cut(window.text, window.start, window.end, words, partial(dict, names)), broken(tokenizer, window)
        verdicts.add(theirs)
        if ours != theirs:
            unlike.append(f"{window.form} in {window.text}: {'cut' if ours else 'whole'} here, {'cut' if theirs else 'whole'} by jieba")
    assert verdicts == {True, False}
    assert len(unlike) <= (1 - AGREEMENT) * len(all_windows), "\n".join([f"{len(unlike)} of {len(all_windows)}", *unlike])
