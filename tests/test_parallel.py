"""Many texts through one linker, by every way: the same answers, and what cannot be linked told in its place."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import tiny as tiny_lexicon

from cnfin_terms import Document, Failure, Lexicon, Linker, Text, TextError, WorkerError
from cnfin_terms.errors import OptionError

METHODS = multiprocessing.get_all_start_methods()
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")


class Fragile(Linker):
    """A linker on the shipped lexicon that some texts are too much for."""

    def link(self, text: str, as_of: str | None = None, region: str | None = None, *, key: Any = None) -> Document:
        if text == "raise":
            raise RecursionError("too deep")
        if text == "exit":
            os._exit(7)
        return super().link(text, as_of, region, key=key)

    def __reduce__(self) -> tuple[Any, ...]:
        return (Fragile, ())


class Loud(str):
    """A text of the caller's own class, as numpy and others have."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        raise TypeError("not to be pickled")


LOCK = threading.Lock()
ITEMS: list[str | Text] = [
    "央行行长潘功胜 met 李云泽 of the NFRA", "", Text("证监会", region="hk", key=LOCK), Text("Governor Zhou Xiaochuan of the PBOC", as_of="2010", key=("a", 1)),
    Loud("上交所"), "\ud800央行\U00020000", *(f"第{n}条：深交所" for n in range(150)),
]


@pytest.mark.parametrize("by", ["processes", "threads", *METHODS])
def test_every_way_answers_as_one_by_one(real: Linker, by: Any) -> None:
    expected = [real.link(*item[:3]) if isinstance(item, Text) else real.link(item) for item in ITEMS]
    found = list(real.link_many(ITEMS, 2, by=by))
    assert [doc.to_dict() | {"key": None} for doc in found] == [doc.to_dict() for doc in expected]
    assert [doc.key for doc in found[:5]] == [None, None, LOCK, ("a", 1), None]
    assert found[0].mentions[0].label("en") == "People's Bank of China"


@pytest.mark.parametrize(("by", "workers"), [("processes", None), ("processes", 1), ("threads", 2), (METHODS[0], 1)])
def test_what_cannot_be_linked_is_reported_in_its_place(real: Linker, by: Any, workers: int | None) -> None:
    apart = by in METHODS
    bad: list[Any] = [None, Text(b"x", key="b"), Text("x", as_of="soon", key="c"), Text("x", as_of=LOCK, key="d"), Text("x", region="mars", key="e"),  # type: ignore[arg-type]
                      Text("x", region=LOCK, key="f"), Text("raise", key="g"), *([Text("exit", key="h")] if apart else [])]  # type: ignore[arg-type]
    items = [part for one in bad for part in (one, "央行")]
    found = list(Fragile(real.lexicon).link_many(items, workers, by=by, on_error="report"))
    assert all(isinstance(doc, Document) and [m.id for m in doc] == ["pboc"] for doc in found[1::2])
    failures = [one for one in found[::2] if isinstance(one, Failure)]
    assert [one.number for one in failures] == list(range(0, len(items), 2))
    assert [one.key for one in failures] == [None, "b", "c", "d", "e", "f", "g", "h"][:len(bad)]
    assert [one.kind for one in failures] == [*["option"] * 6, "raised", "died"][:len(bad)]
    assert failures[0].message == "an item to link is a str or a Text, not NoneType"
    assert failures[6].message == "RecursionError: too deep"
    if apart:
        assert "exit code 7" in failures[7].message


def test_or_raised_with_place_and_key(real: Linker) -> None:
    fragile = Fragile(real.lexicon)
    for by, text, cause in (("processes", "raise", RecursionError), ("threads", "raise", RecursionError), (METHODS[0], "raise", type(None)),
                            (METHODS[0], "exit", type(None))):
        answers: Iterator[Document] = fragile.link_many(["央行", Text(text, key="k")], 1 if by == "processes" else 2, by=by)  # type: ignore[call-overload]
        assert next(answers).mentions[0].id == "pboc"
        with pytest.raises(TextError, match=r"item 1 \(key 'k'\) could not be linked: ") as caught:
            next(answers)
        assert (caught.value.number, caught.value.key) == (1, "k")
        assert isinstance(caught.value.__cause__, cause)
    with pytest.raises(OptionError, match=r"item 0: .*write YYYY"):
        list(real.link_many([Text("x", as_of="soon")], 2))


@pytest.mark.parametrize("make", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_an_executor_of_the_callers_stays_open(real: Linker, make: Callable[[int], Any]) -> None:
    with make(2) as executor:
        for _ in range(2):
            found = list(Fragile(real.lexicon).link_many([*ITEMS, "raise"], by=executor, on_error="report"))
            assert isinstance(found[-1], Failure)
            assert [doc.text for doc in found[:-1] if isinstance(doc, Document)] == [item.text if isinstance(item, Text) else item for item in ITEMS]
        answers = real.link_many((f"央行{n}" for n in count()), 2, by=executor)
        next(answers)
        del answers
        assert executor.submit(max, 1, 2).result(30) == 2


def test_an_executor_that_breaks_is_told_of(real: Linker) -> None:
    with ProcessPoolExecutor(1) as executor, pytest.raises(WorkerError, match='by="processes" survives'):
        list(Fragile(real.lexicon).link_many(["exit"], 1, by=executor))


def test_the_callers_own_error_comes_after_the_answers_before_it(real: Linker) -> None:
    def broken() -> Iterator[str]:
        yield "央行"
        raise RuntimeError("the file ended")

    for by in ("processes", "threads"):
        answers = real.link_many(broken(), 2, by=by)
        assert [m.id for m in next(answers)] == ["pboc"]
        with pytest.raises(RuntimeError, match="the file ended"):
            next(answers)


def test_threads_left_early_end(real: Linker) -> None:
    answers = real.link_many((f"央行{n}" for n in count()), 2, by="threads")
    next(answers)
    del answers
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("cnfin_terms")]


@pytest.mark.parametrize(("options", "words"), [({"by": "magic"}, "one of processes, threads"), ({"on_error": "ignore"}, "one of raise, report")])
def test_an_option_that_is_none(real: Linker, options: Any, words: str) -> None:
    with pytest.raises(OptionError, match=words):
        real.link_many(["x"], **options)


@pytest.mark.parametrize("method", METHODS)
def test_a_lexicon_of_ones_own_reaches_every_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: Any) -> None:
    """Neither the shipped lexicon nor one laid over that: it cannot be found again by its fingerprint."""
    monkeypatch.setenv("CNFIN_TERMS_CACHE", str(tmp_path))
    (tmp_path / "own.bin").write_bytes(tiny_lexicon.data())
    (tmp_path / "mine.toml").write_text('[qpb]\noverlay = "patch"\nshort = ["屿行"]\n', "utf-8")
    own = Lexicon.from_artifact(tmp_path / "own.bin").overlay(tmp_path / "mine.toml")
    (doc,) = Linker(own).link_many(["QPB、屿行"], 1, by=method)
    assert [(m.id, m.label("en")) for m in doc] == [("qpb", own.get("qpb").label("en"))] * 2
