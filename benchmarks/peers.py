"""The library and its peers side by side: same forms, same texts, one interleaved run; hits compared too.

    python benchmarks/peers.py                  everything, into docs/benchmarks.md and docs/benchmarks/*.svg; about a quarter of an hour
    python benchmarks/peers.py --quick          articles and the library's own lexicon, without spaCy, printed only; under a minute
    python benchmarks/peers.py --quick --peers link,flashtext,spacy-ruler --languages zh

The peers are installed from ``benchmarks/requirements.txt`` (``make bench-env``); one that is not is left out, and said so. ``workload.py`` makes
the texts. Every figure is a ratio: in each round each engine reads all texts of a kind once, in an order that turns from round to round;
the ratio is formed within the round, and the median over the rounds is given. Times are of the processor. The garbage collector is on, as it
is in most programs; it runs before each reading, and what was built beforehand is frozen, so that nobody pays for another's objects. Results
are dropped after each text, as a pipeline does once it has written them.
"""

from __future__ import annotations

import argparse
import gc
import platform
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from importlib import metadata
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from workload import LANGUAGES, SIZES, Pool, Text, corpus, sized

from cnfin_terms import Lexicon, Linker

Span = tuple[int, int]
DOCS = Path(__file__).resolve().parent.parent / "docs"
DENSITIES = (0.3, 2.0)
#: Against what ratios are formed.
BASE = "daachorse"


class Engine(NamedTuple):
    """One way to find names.

    :ivar prepare: what is done to a text beforehand, outside the time.
    :ivar run: the work that is timed, on what ``prepare`` gave.
    :ivar spans: where it finds names, of overlapping ones the leftmost longest.
    """

    prepare: Callable[[str], Any]
    run: Callable[[Any], object]
    spans: Callable[[str], list[Span]]


def same(text: str) -> str:
    """The text as it is."""
    return text


def longest(hits: Iterable[Span]) -> list[Span]:
    """Of overlapping hits the leftmost, and of those that begin together the longest."""
    found: list[Span] = []
    for start, end in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def link(lexicon: Lexicon, forms: Sequence[str], lang: str) -> Engine:
    """The library, the whole of it."""
    linker = Linker(lexicon)
    return Engine(same, linker.link, lambda text: [(m.start, m.end) for m in linker.link(text).mentions])


def scan(lexicon: Lexicon, forms: Sequence[str], lang: str) -> Engine:
    """The library's first two steps: fold, and the automaton's pass. No hit is judged."""
    fold, find, first = lexicon.store.folder.fold, lexicon.store.automaton.find_overlapping, lexicon.store.pattern_first

    def spans(text: str) -> list[Span]:  # without the patterns that are no form, but traps
        folded = fold(text)
        return longest(folded.span(start, end) for start, end, pattern in find(folded.text) if first[pattern] < first[pattern + 1])

    return Engine(same, lambda text: find(fold(text).text), spans)


def daachorse(lexicon: Lexicon, forms: Sequence[str], lang: str) -> Engine:
    """The automaton that this library uses, alone: forms as written, text as it is."""
    from daachorse import CharwiseDoubleArrayAhoCorasick  # noqa: PLC0415

    find = CharwiseDoubleArrayAhoCorasick(list(forms)).find_overlapping
    return Engine(same, find, lambda text: longest((start, end) for start, end, _ in find(text)))


def daachorse_folded(lexicon: Lexicon, forms: Sequence[str], lang: str) -> Engine:
    """The same with folded forms, on text that somebody folded beforehand."""
    fold, find = lexicon.store.folder.fold, lexicon.store.automaton.find_overlapping
    return Engine(lambda text: fold(text).text, find, scan(lexicon, forms, lang).spans)


def ahocorasick_rs(lexicon: Lexicon, forms: Sequence[str], lang: str) -> Engine:
    """ahocorasick_rs, leftmost longest."""
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind  # noqa: PLC0415

    find = AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA).find_matches_as_indexes
    return Engine(same, find, lambda text: [(start, end) for _, start, end in find(text)])


def pyahocorasick(lexicon: Lexicon, forms: Sequence[str], lang: str) -> Engine:
    """pyahocorasick, the longest at each place."""
    from ahocorasick import Automaton  # noqa: PLC0415

    automaton = Automaton()
    for form in forms:
        automaton.add_word(form, len(form))
    automaton.make_automaton()
    return Engine(same, lambda text: list(automaton.iter_long(text)), lambda text: [(end + 1 - size, end + 1) for end, size in automaton.iter_long(text)])


def flashtext(lexicon: Lexicon, forms: Sequence[str], lang: str) -> Engine:
    """FlashText, which ignores case."""
    from flashtext import KeywordProcessor  # noqa: PLC0415

    processor = KeywordProcessor()
    for form in forms:
        processor.add_keyword(form)
    return Engine(same, lambda text: processor.extract_keywords(text, span_info=True),
                  lambda text: [(start, end) for _, start, end in processor.extract_keywords(text, span_info=True)])


def _blank(lang: str) -> Any:  # noqa: ANN401  (spaCy is not always there)
    """A tokenizer of spaCy for the language: Chinese, and what is mixed with it, by the character."""
    import spacy  # noqa: PLC0415

    nlp = spacy.blank("en" if lang == "en" else "zh")
    nlp.max_length = 20_000_000
    return nlp


def spacy_phrases(lexicon: Lexicon, forms: Sequence[str], lang: str) -> Engine:
    """The PhraseMatcher of spaCy behind its tokenizer."""
    from spacy.matcher import PhraseMatcher  # noqa: PLC0415

    nlp = _blank(lang)
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("name", [nlp.make_doc(form) for form in forms])

    def spans(text: str) -> list[Span]:
        doc = nlp.make_doc(text)
        return longest((doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) for _, start, end in matcher(doc))

    return Engine(same, lambda text: matcher(nlp.make_doc(text)), spans)


def spacy_ruler(lexicon: Lexicon, forms: Sequence[str], lang: str) -> Engine:
    """The EntityRuler of spaCy as the only component."""
    nlp = _blank(lang)
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "name", "pattern": form, "id": str(number)} for number, form in enumerate(forms)])
    return Engine(same, nlp, lambda text: [(ent.start_char, ent.end_char) for ent in nlp(text).ents])


#: Engines by name: what makes one, which distribution it needs, and what tables call it.
ENGINES: dict[str, tuple[Callable[[Lexicon, Sequence[str], str], Engine], str, str]] = {
    "daachorse": (daachorse, "daachorse", "daachorse alone, text as it is"),
    "daachorse-folded": (daachorse_folded, "daachorse", "daachorse alone, text folded beforehand"),
    "scan": (scan, "cnfin-terms", "**this library, fold and scan**"),
    "link": (link, "cnfin-terms", "**this library, full link**"),
    "ahocorasick_rs": (ahocorasick_rs, "ahocorasick_rs", "ahocorasick_rs"),
    "pyahocorasick": (pyahocorasick, "pyahocorasick", "pyahocorasick"),
    "flashtext": (flashtext, "flashtext", "FlashText"),
    "spacy-phrases": (spacy_phrases, "spacy", "spaCy PhraseMatcher"),
    "spacy-ruler": (spacy_ruler, "spacy", "spaCy EntityRuler"),
}
#: At this many forms and more spaCy is left out: it takes minutes and gigabytes to build. It is of books too: the time of its Chinese tokenizer
#: grows with the square of a text's length.
SPACY_LIMIT = 300_000


class Kind(NamedTuple):
    """Texts of one kind."""

    lang: str
    density: float
    length: str
    characters: int


@dataclass
class Hits:
    """What an engine finds in texts whose names are known."""

    inserted: int = 0
    found: int = 0
    other: int = 0
    ours: int = 0
    of_ours: int = 0
    characters: int = 0

    def add(self, text: Text, spans: Sequence[Span], ours: Sequence[Span]) -> None:
        """Count one text."""
        mine = set(spans)
        known = [(name.start, name.end) for name in text.inserted if not name.surname]
        self.inserted += len(known)
        self.found += len(mine & set(known))
        covered = bytearray(len(text.text) + 1)
        for name in text.inserted:
            covered[name.start : name.end] = b"\1" * (name.end - name.start)
        self.other += sum(not any(covered[start:end]) for start, end in mine)
        self.ours += len(ours)
        self.of_ours += len(mine & set(ours))
        self.characters += len(text.text)


@dataclass
class Measured:
    """A run over texts of one kind: seconds by engine and round, the characters read, and hits by engine."""

    forms: int
    characters: int
    seconds: dict[str, list[float]] = field(default_factory=dict)
    hits: dict[str, Hits] = field(default_factory=dict)

    def ratio(self, engine: str, to: str) -> float | None:
        """How many times the throughput of ``to`` an engine has; the median of the rounds."""
        if engine not in self.seconds or to not in self.seconds:
            return None
        return median(other / own for own, other in zip(self.seconds[engine], self.seconds[to], strict=True))

    def rate(self, engine: str) -> float:
        """Millions of characters a second."""
        return self.characters / median(self.seconds[engine]) / 1e6


def installed(name: str) -> str | None:
    """The version of what an engine needs, or None."""
    try:
        return metadata.version(ENGINES[name][1])
    except metadata.PackageNotFoundError:
        return None


def measure(size: str, kinds: Sequence[Kind], names: Sequence[str], rounds: int) -> list[Measured]:
    """Build the engines for a lexicon of a size, and time them on each kind of text. Runs in a process of its own."""
    own = Lexicon.default()
    pool = Pool(own)
    lexicon = sized(own, pool, size)
    store = lexicon.store
    forms = sorted({text for text in store.form_text.all() if text.strip()})
    names = [name for name in names if not (name.startswith("spacy") and len(forms) > SPACY_LIMIT)]
    measured = []
    built: dict[tuple[str, str], Engine] = {}
    for kind in kinds:
        texts = corpus(pool, kind.lang, kind.density, kind.length, kind.characters)
        engines = {}
        for name in names:
            if name.startswith("spacy") and kind.length == "book":
                continue
            tongue = ("en" if kind.lang == "en" else "zh") if name.startswith("spacy") else ""
            if (name, tongue) not in built:
                built[name, tongue] = ENGINES[name][0](lexicon, forms, tongue)
            engines[name] = built[name, tongue]
        gc.collect()
        gc.freeze()
        result = Measured(len(forms), sum(len(text.text) for text in texts), {name: [] for name in engines})
        prepared = {name: [engine.prepare(text.text) for text in texts] for name, engine in engines.items()}
        linker = Linker(lexicon)
        ours = [[(m.start, m.end) for m in linker.link(text.text).mentions] for text in texts]
        for name, engine in engines.items():  # hits; and what is made at first use is made now
            hits = result.hits[name] = Hits()
            for text, mentions in zip(texts, ours, strict=True):
                hits.add(text, engine.spans(text.text), mentions)
            engine.run(prepared[name][0])
        turn = list(engines)
        for _ in range(rounds):
            for name in turn:
                gc.collect()
                result.seconds[name].append(_timed(engines[name].run, prepared[name]))
            turn = turn[1:] + turn[:1]
        measured.append(result)
        print(f"  {size}: {kind.lang}, {kind.density} per 100, {kind.length}", file=sys.stderr, flush=True)
    return measured


def grow(kinds: Sequence[Kind], sizes: Sequence[str], names: Sequence[str], rounds: int) -> dict[tuple[str, Kind], Measured]:
    """Engines of few steps with lexicons of all sizes in one run, so that sizes compare; keys are size and kind."""
    own = Lexicon.default()
    pool = Pool(own)
    engines = {}
    for size in sizes:
        lexicon = sized(own, pool, size)
        forms = sorted({text for text in lexicon.store.form_text.all() if text.strip()})
        engines |= {(size, name): (len(forms), ENGINES[name][0](lexicon, forms, "")) for name in names}
    found: dict[tuple[str, Kind], Measured] = {}
    for kind in kinds:
        texts = [text.text for text in corpus(pool, kind.lang, kind.density, kind.length, kind.characters)]
        for (size, _), (forms_of, engine) in engines.items():
            engine.run(texts[0])
            found.setdefault((size, kind), Measured(forms_of, sum(map(len, texts))))
        gc.collect()
        gc.freeze()
        turn = list(engines)
        for _ in range(rounds):
            for size, name in turn:
                gc.collect()
                found[size, kind].seconds.setdefault(name, []).append(_timed(engines[size, name][1].run, texts))
            turn = turn[1:] + turn[:1]
    return found


def _timed(run: Callable[[Any], object], texts: Sequence[Any]) -> float:
    began = time.process_time()
    for text in texts:
        run(text)
    return time.process_time() - began


def shown(ratio: float | None) -> str:
    """A ratio to two figures that matter."""
    return "" if ratio is None else f"{ratio:.3f}" if ratio < 0.0995 else f"{ratio:.2f}" if ratio < 9.95 else f"{ratio:.0f}"  # noqa: PLR2004


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    head = "| " + " | ".join(columns) + " |\n|---|" + "---:|" * (len(columns) - 1)
    return "\n".join([head, *("| " + " | ".join(row) + " |" for row in rows)])


Results = dict[tuple[str, Kind], Measured]


def ratios(results: Results, keys: Sequence[tuple[str, Kind]], titles: Sequence[str], names: Sequence[str], *, per: str | None = None) -> str:
    """Throughput of every engine against the base, or of ``per`` against every engine."""
    rows = []
    for name in names:
        if per == name:
            continue
        cells = [results[key].ratio(name, BASE) if per is None else results[key].ratio(per, name) for key in keys]
        rows.append([ENGINES[name][2], *map(shown, cells)])
    return table(["", *titles], rows)


def hits_table(results: Results, keys: Sequence[tuple[str, Kind]], names: Sequence[str]) -> str:
    """What each engine finds, over several kinds of text."""
    rows = []
    for name in names:
        all_ = [results[key].hits[name] for key in keys if name in results[key].hits]
        inserted, found, of_ours, ours = (sum(getattr(hits, what) for hits in all_) for what in ("inserted", "found", "of_ours", "ours"))
        other, characters = sum(hits.other for hits in all_), sum(hits.characters for hits in all_)
        rows.append([ENGINES[name][2], f"{found / inserted:.1%}", f"{of_ours / ours:.1%}", f"{other / characters * 1e5:.1f}"])
    return table(["", "names put in, found exactly", "this library's mentions, found", "hits that touch no name, per 100,000 characters"], rows)


def versions(names: Sequence[str]) -> str:
    """What was measured, with versions."""
    found = {ENGINES[name][1]: installed(name) for name in names}
    return ", ".join(f"{name} {version}" for name, version in sorted(found.items())) + f"; {platform.python_implementation()} {platform.python_version()}"


def main() -> int:
    """Measure, and print or write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="articles and the library's own lexicon only; print, write nothing")
    parser.add_argument("--peers", default=None, help=f"which, parted by commas: {', '.join(ENGINES)}")
    parser.add_argument("--languages", default=",".join(LANGUAGES), help="zh,en,mixed")
    parser.add_argument("--characters", type=int, default=None, help="characters of each kind of text (20000 with --quick, else 60000)")
    parser.add_argument("--rounds", type=int, default=None, help="rounds (7 with --quick, else 11; 3 for books)")
    parser.add_argument("--output", type=Path, default=DOCS, help="folder for benchmarks.md and benchmarks/*.svg (docs)")
    options = parser.parse_args()
    chosen = options.peers.split(",") if options.peers else [name for name in ENGINES if not (options.quick and name.startswith("spacy"))]
    chosen = [name for name in ENGINES if name in chosen or name == BASE]
    names = [name for name in chosen if installed(name)]
    for name in set(chosen) - set(names):
        print(f"{name} is left out: {ENGINES[name][1]} is not installed (make bench-env)", file=sys.stderr)
    languages = options.languages.split(",")
    characters = options.characters or (20_000 if options.quick else 60_000)
    rounds = options.rounds or (7 if options.quick else 11)
    articles = [Kind(lang, density, "article", characters) for density in DENSITIES for lang in languages]
    if options.quick:
        results = {("own", kind): found for kind, found in zip(articles, measure("own", articles, names, rounds), strict=True)}
        keys = list(results)
        titles = [f"{kind.lang} {kind.density:g}" for kind in articles]
        print(ratios(results, keys, titles, names), "\n\nlink against:\n" + ratios(results, keys, titles, names, per="link") if "link" in names else "")
        print("\n" + hits_table(results, keys, names))
        print("\nmillions of characters a second, daachorse alone: " + ", ".join(f"{results[key].rate(BASE):.1f}" for key in keys))
        return 0
    from report import write  # noqa: PLC0415  (it reads this module)

    lengths = [Kind("mixed", density, length, characters) for density in DENSITIES for length in ("tweet",)]
    books = [Kind("mixed", density, "book", 1_000_000) for density in DENSITIES]
    some = [kind for kind in articles if kind.lang == "mixed"] or articles[:2]
    plan = [("own", articles + lengths, rounds), ("own", books, 3), *((size, some, rounds) for size in SIZES if size != "own")]
    results = {}
    for size, kinds, count in plan:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            found = pool.submit(measure, size, kinds, names, count).result()
        results |= {(size, kind): measured for kind, measured in zip(kinds, found, strict=True)}
    growing = [name for name in ("daachorse", "scan", "link") if name in names]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        growth = pool.submit(grow, some, list(SIZES), growing, rounds).result()
    write(options.output, results, growth, names, versions(names))
    return 0


if __name__ == "__main__":
    sys.exit(main())
