"""The page and the plots of ``peers.py``: tables in Markdown, bars in SVG that read in light and in dark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log10
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from peers import BASE, ENGINES, Kind, hits_table, ratios, table
from workload import SIZES

if TYPE_CHECKING:
    from peers import Results

__all__ = ["bars", "write"]

_STYLE = """<style>
text { font: 12px system-ui, sans-serif; fill: #1f2328 } .small { font-size: 11px; fill: #59636e } .title { font-weight: 600 } line { stroke: #d1d9e0 }
.a { fill: #0969da } .b { fill: #bf8700 } .c { fill: #1a7f37 } .d { fill: #8250df }
@media (prefers-color-scheme: dark) { text { fill: #f0f6fc } .small { fill: #9198a1 } line { stroke: #3d444d }
.a { fill: #4493f8 } .b { fill: #d29922 } .c { fill: #3fb950 } .d { fill: #ab7df8 } }
</style>"""
_LEFT, _WIDTH, _BAR, _GAP = 250, 420, 9, 10
_LOWEST = 0.001


def bars(title: str, rows: Sequence[tuple[str, Mapping[str, float | None]]], series: Sequence[str]) -> str:
    """A plot of bars on a logarithmic scale, from a thousandth to twice the base; one group of bars per row, one bar per series.

    >>> "<svg" in bars("x", [("one", {"zh": 0.5})], ["zh"])
    True
    """
    height = 62 + sum(len(series) * _BAR + _GAP for _ in rows) + 24
    span = log10(2) - log10(_LOWEST)

    def x(value: float) -> float:
        return _LEFT + _WIDTH * (log10(max(min(value, 2.0), _LOWEST)) - log10(_LOWEST)) / span

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDTH + 60} {height}" role="img" aria-label="{title}">', _STYLE,
             f'<text class="title" x="8" y="18">{title}</text>']
    for number, name in enumerate(series):
        at = _LEFT + number * 110
        parts.append(f'<rect class="{"abcd"[number]}" x="{at}" y="28" width="10" height="10"/><text x="{at + 15}" y="37">{name}</text>')
    for tick in (0.001, 0.01, 0.1, 1.0):
        at = x(tick)
        parts += [f'<line x1="{at:.1f}" x2="{at:.1f}" y1="48" y2="{height - 20}"/>', f'<text class="small" x="{at - 10:.1f}" y="{height - 6}">{tick:g}</text>']
    y = 54
    for label, values in rows:
        parts.append(f'<text x="{_LEFT - 8}" y="{y + len(series) * _BAR / 2 + 4:.1f}" text-anchor="end">{label.replace("*", "")}</text>')
        for number, name in enumerate(series):
            value = values.get(name)
            if value is not None:
                top = y + number * _BAR
                parts.append(f'<rect class="{"abcd"[number]}" x="{_LEFT}" y="{top}" width="{x(value) - _LEFT:.1f}" height="{_BAR - 1}"/>'
                             f'<text class="small" x="{x(value) + 4:.1f}" y="{top + _BAR - 1}">{value:.3g}</text>')
        y += len(series) * _BAR + _GAP
    return "\n".join([*parts, "</svg>", ""])


def write(folder: Path, results: Results, growth: Results, names: Sequence[str], versions: str) -> None:
    """Write ``benchmarks.md`` and its plots into a folder."""
    plots = folder / "benchmarks"
    plots.mkdir(parents=True, exist_ok=True)
    kinds = [kind for size, kind in results if size == "own"]
    articles = [kind for kind in kinds if kind.length == "article"]
    languages = list(dict.fromkeys(kind.lang for kind in articles))
    for density in dict.fromkeys(kind.density for kind in articles):
        here = {kind.lang: results["own", kind] for kind in articles if kind.density == density}
        rows = [(ENGINES[name][2], {tongue: found.ratio(name, BASE) for tongue, found in here.items()}) for name in names if name != BASE]
        title = f"Throughput against daachorse alone: articles, {density:g} mentions per 100 characters"
        (plots / f"articles-{'sparse' if density < 1 else 'dense'}.svg").write_text(bars(title, rows, languages), "utf-8")
    lang = "mixed" if "mixed" in languages else languages[0]
    dense = {size: found for (size, kind), found in results.items() if (kind.lang, kind.density, kind.length) == (lang, 2.0, "article")}
    sizes = sorted(dense, key=lambda size: dense[size].forms)
    rows = [(ENGINES[name][2], {_forms(size, dense[size].forms): dense[size].ratio(name, BASE) for size in sizes}) for name in names if name != BASE]
    title = "Throughput against daachorse alone with as many forms: mixed articles, 2 per 100"
    (plots / "sizes.svg").write_text(bars(title, rows, [_forms(size, dense[size].forms) for size in sizes]), "utf-8")
    (folder / "benchmarks.md").write_text(_page(results, growth, names, versions, articles, lang), "utf-8")


def _forms(size: str, forms: int) -> str:
    return f"{forms / 1000:.0f}k, its own" if SIZES[size] is None else f"{forms / 1000:.0f}k"


def _page(results: Results, growth: Results, names: Sequence[str], versions: str, articles: Sequence[Kind], lang: str) -> str:
    own = [("own", kind) for kind in articles]
    titles = [f"{kind.lang}, {kind.density:g}" for kind in articles]
    order = {"tweet": 0, "article": 1, "book": 2}
    lengths = sorted((kind for size, kind in results if size == "own" and kind.lang == lang), key=lambda kind: (kind.density, order[kind.length]))
    mixed = ((size, kind) for size, kind in results if kind.lang == lang and kind.length == "article")
    by_size = sorted(mixed, key=lambda key: (key[1].density, results[key].forms))
    rates = table(["", *titles], [[ENGINES[name][2], *(f"{results[key].rate(name):.2f}" for key in own)] for name in names])
    columns = [f"{_forms(size, results[size, kind].forms)}, {kind.density:g}" for size, kind in by_size]
    costs = table(["", *columns], _costs(growth, by_size))
    return f"""# Benchmarks

This library and its peers on the same texts with the same forms, in one interleaved run of one thread. `python benchmarks/peers.py` makes this page; the
figures are ratios within a round, medians over the rounds, so that they hold on other machines as well as such figures do.

What is compared is not equal work. The automata report every place where some form's letters stand. FlashText and spaCy report names of the forms as they
are written. `link` folds width, case and script, drops hits inside ordinary words, tells apart bodies of one name, reads posts, and gives a probability with
each answer. The table of hits says what the rest leave undone.

Measured: {versions}.

## Throughput

Of daachorse alone on the same text (1.00); articles of 400 to 1,600 characters, by language and by mentions per 100 characters.

{ratios(results, own, titles, names)}

![Articles, few mentions](benchmarks/articles-sparse.svg)

![Articles, many mentions](benchmarks/articles-dense.svg)

How many times as fast as each of them the full link is:

{ratios(results, own, titles, names, per="link")}

## What is found

The names that the generator put into these texts are known. A hit counts where its span is exactly that of the name; of overlapping hits the leftmost longest
is taken. "Touches no name" are false alarms: letters of a form inside other words. A name that `link` refuses is mostly one that proves too little where it
stands (an acronym of several bodies, a bare short form), which it leaves out by design. Surnames alone, which no list of forms has, are not counted.

{hits_table(results, own, names)}

## Length of a text

Posts of some 100 characters, articles, and books of a million; Chinese and English mixed. Of daachorse alone.

{ratios(results, [("own", kind) for kind in lengths], [f"{kind.length}, {kind.density:g}" for kind in lengths], names)}

## Size of the lexicon

The same mentions in every lexicon: parts of the library's own, the whole of it, and all of it with made-up names besides. Mixed articles; of daachorse
alone with as many forms.

{ratios(results, by_size, columns, names)}

![Sizes of the lexicon](benchmarks/sizes.svg)

Cost of a character against that with the smallest lexicon, all sizes in one run:

{costs}

## Seconds

Millions of characters a second on the machine of this run, which had other work besides. Compare within a column.

{rates}

## How it was measured

- Texts: own prose made by `benchmarks/workload.py` from a seed. Ordinary words stand in the frequencies of jieba's dictionary; mentions follow Zipf's law
  over a few hundred records; 10 % of the documents are in Traditional characters, 5 % have fullwidth letters, the case of 15 % of the English names is changed.
- Each engine reads all texts of a kind once in every round, in an order that turns. Times are of the processor. Building an engine, and folding for the
  row that says so, are outside the time.
- The garbage collector is on; it runs before each reading, and what was built is frozen before the first, so that no engine pays for another's objects.
  Results are dropped text by text.
- Forms: every form of the lexicon as written, generated ones included. ahocorasick_rs: leftmost longest, contiguous NFA. pyahocorasick: `iter_long`.
  FlashText: case ignored. spaCy: a blank pipeline, Chinese by the character; not measured at 500,000 forms, which
  takes it minutes and gigabytes to build, nor with books, of whose length its Chinese tokenizer takes the square.

```
make bench-env
.venv-bench/bin/python benchmarks/peers.py            # this page
.venv-bench/bin/python benchmarks/peers.py --quick    # the first tables, without spaCy, under a minute
```
"""


def _costs(growth: Results, keys: Sequence[tuple[str, Kind]]) -> list[list[str]]:
    """Seconds per character against those with the smallest lexicon, by engine: medians of the rounds of one run."""
    rows = []
    for name in growth[keys[0]].seconds:
        cells = []
        for key in keys:
            smallest = next(other for other in keys if other[1] == key[1])
            rounds = zip(growth[key].seconds[name], growth[smallest].seconds[name], strict=True)
            cells.append(f"{median(own / other for own, other in rounds):.2f}")
        rows.append([ENGINES[name][2], *cells])
    return rows
