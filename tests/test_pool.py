"""The pool under many texts: order, bounds, deaths, and nothing left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest

from cnfin_terms import pool
from cnfin_terms.errors import WorkerError
from cnfin_terms.pool import Fault, run

METHODS = multiprocessing.get_all_start_methods()
#: A process that pytest or a test before left threads in may be forked: the children here take none of their locks.
FORKS = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
pytestmark = FORKS


class Upper:
    """Upper case; some words are poison."""

    def open(self) -> Callable[[str], Any]:
        return _work

    def size(self, item: str) -> int:
        return len(item)

    def split(self, item: str) -> list[str]:
        return item.split("|") if "|" in item else []


def _work(item: str) -> Any:
    if "exit" in item:
        os._exit(3)
    if "kill" in item:
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "raise":
        raise ValueError("no")
    if item == "memory":
        raise MemoryError
    if item == "unpicklable":
        return lambda: item
    if item.startswith("sleep"):
        time.sleep(float(item[5:]))
    return item.upper()


class NeverReady(Upper):
    def open(self) -> Callable[[str], Any]:
        raise ValueError("no lexicon here")


class DiesAtOnce(Upper):
    def open(self) -> Callable[[str], Any]:
        os._exit(9)


def words(number: int, **poison: str) -> list[str]:
    found = [f"w{n}" for n in range(number)]
    for place, word in poison.items():
        found[int(place[1:])] = word
    return found


@pytest.mark.parametrize("method", METHODS)
def test_order_is_kept_and_each_poisoned_item_is_alone_told_of(method: str) -> None:
    items = words(300, _70="exit", _150="raise", _151="memory", _152="unpicklable", _299="kill")
    found = list(run(Upper(), iter(items), 2, method))
    assert [item for item, _ in found] == items
    faults = {place: answer for place, (_, answer) in enumerate(found) if isinstance(answer, Fault)}
    assert {place: fault.kind for place, fault in faults.items()} == {70: "died", 150: "raised", 151: "raised", 152: "raised", 299: "died"}
    assert "exit code 3" in faults[70].message
    assert faults[150].message == "ValueError: no"
    assert faults[151].message == "MemoryError"
    if sys.platform != "win32":
        assert "SIGKILL" in faults[299].message
    assert all(answer == item.upper() for place, (item, answer) in enumerate(found) if place not in faults)


def test_an_item_with_parts_loses_only_the_part_that_kills() -> None:
    found = list(run(Upper(), ["a", "b|exit|c", "d"], 2))
    assert [item for item, _ in found] == ["a", "b", "exit", "c", "d"]
    assert [answer if isinstance(answer, str) else answer.kind for _, answer in found] == ["A", "B", "died", "C", "D"]


def test_all_poison_is_all_told_of() -> None:
    found = list(run(Upper(), ["exit"] * 5, 2))
    assert [answer.kind for _, answer in found] == ["died"] * 5


def test_no_further_is_read_than_a_few_blocks_ahead_of_a_slow_consumer() -> None:
    read = 0

    def endless() -> Iterator[str]:
        nonlocal read
        for number in count():
            read += 1
            yield f"w{number}"

    answers = run(Upper(), endless(), 2)
    assert [item for item, _ in islice(answers, 70)] == [f"w{n}" for n in range(70)]
    time.sleep(0.2)
    assert read <= 64 * (2 * 3 + 2)
    answers.close()


def test_large_items_are_few_at_a_time() -> None:
    read = 0

    def large() -> Iterator[str]:
        nonlocal read
        while True:
            read += 1
            yield "x" * 200_000

    answers = run(Upper(), large(), 2)
    assert next(answers)[1] == "X" * 200_000
    answers.close()
    assert read <= 2 * 3 + 2


@pytest.mark.parametrize("method", METHODS)
def test_an_iterator_left_early_leaves_no_process(method: str) -> None:
    before = set(multiprocessing.active_children())
    answers = run(Upper(), (f"w{n}" for n in count()), 2, method)
    next(answers)
    children = set(multiprocessing.active_children()) - before
    assert children
    del answers  # dropped, not closed
    assert not set(multiprocessing.active_children()) - before


def test_workers_in_the_middle_of_something_long_are_ended_too() -> None:
    answers = run(Upper(), ["w", *["w"] * 63, "sleep600", "sleep600"], 2)
    next(answers)
    began = time.monotonic()
    answers.close()
    assert time.monotonic() - began < 5
    assert not multiprocessing.active_children()


def test_what_the_source_raises_comes_after_the_answers_to_what_it_gave() -> None:
    def broken() -> Iterator[str]:
        yield "a"
        yield "b"
        raise OSError("the disk is gone")

    found: list[tuple[str, object]] = []
    with pytest.raises(OSError, match="the disk is gone"):
        found.extend(run(Upper(), broken(), 2))
    assert found == [("a", "A"), ("b", "B")]


def test_nothing_in_starts_nothing() -> None:
    assert list(run(DiesAtOnce(), [], 2)) == []


@pytest.mark.parametrize("method", METHODS)
def test_workers_that_cannot_begin_are_no_items_fault(method: str) -> None:
    with pytest.raises(WorkerError, match="a worker could not begin: ValueError: no lexicon here"):
        list(run(NeverReady(), ["a"], 2, method))
    with pytest.raises(WorkerError, match=r"workers die before they begin \(exit code 9\)"):
        list(run(DiesAtOnce(), ["a"], 2, method))
    assert not multiprocessing.active_children()


def test_a_worker_killed_by_chance_costs_nothing() -> None:
    answers = run(Upper(), (f"w{n}" for n in range(2000)), 2)
    found = [next(answers)]
    for victim in multiprocessing.active_children():
        victim.kill()
    found += answers
    assert [answer for _, answer in found] == [f"W{n}" for n in range(2000)]


def test_a_process_with_threads_is_not_forked_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_threads", lambda: 1)
    alone = pool._method(None)
    monkeypatch.setattr(pool, "_threads", lambda: 2)
    assert pool._method(None) == ("forkserver" if alone == "fork" else alone)
    assert pool._method("fork") == "fork"
    monkeypatch.undo()
    gate = threading.Event()
    other = threading.Thread(target=gate.wait)
    other.start()
    assert pool._threads() >= 2
    gate.set()
    other.join()


SCRIPT = """
import multiprocessing, signal, sys
from test_pool import Upper
from cnfin_terms.pool import run
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts what runs in the background without it
    answers = run(Upper(), ["w"] * 64 + ["sleep600"] * 128, 2, sys.argv[1])
    next(answers)
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    list(answers)
"""


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits for its parent to look does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks processes up in /proc")
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_interrupted_or_killed_the_parent_leaves_no_orphan_and_no_worker_says_a_word(tmp_path: Path, method: str, sign: signal.Signals) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, "utf-8")
    path = os.pathsep.join([str(Path(__file__).parent), str(Path(pool.__file__).parent.parent)])
    process = subprocess.Popen(  # noqa: S603  (our own script)
        [sys.executable, str(script), method], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "PYTHONPATH": path, "PYTHONWARNINGS": "ignore"})
    assert process.stdout is not None
    pids = [int(word) for word in process.stdout.readline().split()]
    assert len(pids) == 2
    if sign == signal.SIGINT:
        os.killpg(process.pid, sign)  # as a terminal does: to all at once
    else:
        process.kill()
    _, said = process.communicate(timeout=20)
    assert said.count("Traceback") == (sign == signal.SIGINT), said  # the parent's own KeyboardInterrupt
    until = time.monotonic() + 10
    while any(map(alive, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(alive, pids))
