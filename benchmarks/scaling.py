"""Whether the cost of a character stays the same from 10 kB to 10 MB, and memory grows with the text alone.

    python benchmarks/scaling.py                          10 kB to 1 MB, a few minutes
    python benchmarks/scaling.py --largest 10000000       to 10 MB, and memory with it
    python benchmarks/scaling.py --cases titles,traps     some of the cases

Every text is one line. Prose is made from templates by a fixed seed, so that two runs read the same; the hard cases repeat
one thing that a quadratic step would stumble over. Each measurement has a process of its own, so that its peak of memory is
its own. Ends non-zero if a case's cost per character grows more than ``--limit`` times: a quadratic step makes it grow a
hundred times over the two powers of ten between the smallest text and 1 MB, while caches and the garbage collector, which has more to
look through, cost some of a factor of two.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import NamedTuple

FILL_ZH = (
    "今年以来市场总体平稳，各方对下一阶段的走势看法不一。", "会议认为，要着眼全年目标，把握好节奏和力度。", "上述人士说，具体安排还要看后续的细则。",
    "数据显示，上半年增速有所加快，结构继续改善。", "有记者问到这一变化的原因，他没有直接回答。", "业内普遍预计年底前还会有新的举措。",
)
NAMES_ZH = (
    "中国人民银行行长潘功胜在会上表示，将继续支持科创板。", "证监会主席吴清说，沪港通的额度足够。", "国家金融监督管理总局局长李云泽回应了关于LPR的提问。",
    "上交所和深交所已经完成测试。", "工商银行副行长与国家外汇管理局有关负责人参加了座谈。", "香港金融管理局與中國證監會簽署了備忘錄。",
)
FILL_EN = (
    "Markets were broadly steady this year and views on the next stage differ. ", "The people familiar with the matter said that details would follow. ",
    "Growth picked up in the first half, and its structure improved further. ", "Asked about the reasons for the change, he gave no direct answer. ",
    "Most analysts expect further steps before the end of the year. ", "Nothing in the statement suggests a change of course, they wrote. ",
)
NAMES_EN = (
    "Pan Gongsheng, Governor of the People's Bank of China, spoke on Stock Connect. ", "Wu Qing, Chairman of the CSRC, said that the STAR Market was open. ",
    "The NFRA and the State Administration of Foreign Exchange answered questions on QFII. ", "The Shanghai Stock Exchange finished its tests, Pan said. ",
    "A vice president of ICBC met officials of the Hong Kong Monetary Authority. ", "Li Yunze, who heads the regulator, was at the Lujiazui Forum. ",
)
#: Mentions: of how many sentences one names somebody.
DENSITY = {"none": 0, "sparse": 20, "usual": 4, "dense": 1}
PROSE = {"zh": (FILL_ZH, NAMES_ZH), "en": (FILL_EN, NAMES_EN), "mixed": (FILL_ZH + FILL_EN, NAMES_ZH + NAMES_EN)}

#: One thing over and over: what a step that looks back, or around, or at everything before would pay for.
HARD = {
    "surnames": "潘功胜说。潘行长说。", "surnames-en": "Pan Gongsheng said. Pan emphasised. ", "surnames-only": "Pan emphasised that Li agreed. ",
    "titles": "行长", "titles-list": "行长、主席、", "titles-en": "Vice Chairman and Deputy Governor of the ", "people-list": "潘功胜、吴清、李云泽、",
    "traps": "人行道", "traps-risky": "其中行使央行上海银行家", "rivals": "证监会", "weak": "王江", "apposition": "吴清（Wu Qing）", "nested": "上海银行上海银",
    "brackets": "（(", "spaced": "中 国 人 民 银 行 ", "traditional": "中國證監會主席吳清表示", "html": "&amp;<b>中国</b>人民银行 ", "marks": "e\u0301\u0302",
    "only-marks": "\u0301", "surrogates": "\ud800央行", "strangers": "证监会主席张三丰、", "strangers-en": "Zed Smith, Governor of the PBOC. ",
}


class Measured(NamedTuple):
    """One run: seconds of processor time, mentions found, and the peak of memory above what the library itself takes, in MB (nan: unknown)."""

    seconds: float
    mentions: int
    memory: float


def text_of(case: str, size: int) -> str:
    """The text of a case, of exactly ``size`` characters, without a line break."""
    if case in HARD:
        return (HARD[case] * (size // len(HARD[case]) + 1))[:size]
    lang, _, density = case.partition("-")
    fill, names = PROSE[lang]
    every = DENSITY[density]
    rng = random.Random(case)  # noqa: S311  (no secret)
    parts, length = [], 0
    while length < size:
        part = rng.choice(names if every and rng.randrange(every) == 0 else fill)
        parts.append(part)
        length += len(part)
    return "".join(parts)[:size]


def peak() -> float:
    """The highest memory of this process so far, in MB; nan where the system does not tell."""
    try:
        import resource  # noqa: PLC0415  (not on every system)
    except ImportError:
        return float("nan")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


def measure(case: str, size: int) -> Measured:
    """Link one text; the shortest of three runs where it is short."""
    import cnfin_terms  # noqa: PLC0415  (in the worker)

    linker = cnfin_terms.Linker()
    for warm in ("zh-dense", "en-dense", "traps-risky", "traditional"):
        linker.link(text_of(warm, 2_000))
    text = text_of(case, size)
    before = peak()
    seconds = float("inf")
    mentions = 0
    for _ in range(3 if size <= 100_000 else 1):  # noqa: PLR2004
        began = time.process_time()
        mentions = len(linker.link(text).mentions)
        seconds = min(seconds, time.process_time() - began)
    return Measured(seconds, mentions, peak() - before)


def main() -> int:
    """Measure, print a table in Markdown, and say whether every case is flat."""
    prose = [f"{lang}-{density}" for lang in PROSE for density in DENSITY]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=1_000_000, help="characters of the largest text (1000000)")
    parser.add_argument("--cases", default=",".join([*prose, *HARD]), help="which, parted by commas; by default all")
    parser.add_argument("--limit", type=float, default=3.0, help="how much the cost of a character may grow from 10 000 characters to the largest (3.0)")
    options = parser.parse_args()
    sizes = [size for size in (10_000, 100_000, 1_000_000, 10_000_000) if size <= options.largest]
    print("| case | " + " | ".join(f"{size:,}" for size in sizes) + " | growth | mentions per 1,000 | bytes per character |")
    print("|---|" + "---:|" * (len(sizes) + 3))
    steep = []
    for case in options.cases.split(","):
        costs = []
        last = Measured(0.0, 0, 0.0)
        for size in sizes:
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                last = pool.submit(measure, case, size).result()
            costs.append(last.seconds / size * 1e6)
            if len(costs) > 1 and costs[-1] > 20 * costs[0]:  # no need to wait for the rest
                break
        growth = costs[-1] / costs[0]
        steep += [case] if growth > options.limit else []
        cells = [f"{cost:.2f}" for cost in costs] + [""] * (len(sizes) - len(costs))
        print(f"| {case} | {' | '.join(cells)} | {growth:.2f} | {last.mentions / size * 1000:.1f} | {last.memory * 2**20 / size:.0f} |", flush=True)
    print(f"\nMicroseconds of processor time per character, by the length of the text. {'Not flat: ' + ', '.join(steep) if steep else 'All flat.'}")
    return bool(steep)


if __name__ == "__main__":
    sys.exit(main())
