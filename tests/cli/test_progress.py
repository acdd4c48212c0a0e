"""A bar on a terminal when it takes long, nothing in a pipe, and messages never inside the bar."""

import io

from cnfin_terms.cli.progress import Report


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def run(*, bar: bool, seconds: float, total: int | None = 100) -> str:
    err, clock = io.StringIO(), Clock()
    report = Report(err, bar=bar, clock=clock)
    report.expect(total)
    for _ in range(10):
        clock.now += seconds / 10
        report.advance(5)
    report.clear()
    return err.getvalue()


def test_no_bar_for_quick_work() -> None:
    assert run(bar=True, seconds=0.9) == ""


def test_no_bar_in_a_pipe() -> None:
    assert run(bar=False, seconds=60) == ""
    assert not Report(io.StringIO())._bar


def test_a_bar_for_long_work_that_goes_away() -> None:
    shown = run(bar=True, seconds=10)
    assert "[############------------]  50%  10 texts, 0.00 MB/s, 10 s left" in shown
    assert shown.endswith("\r\x1b[K")


def test_counts_where_the_total_is_unknown() -> None:
    assert "10 texts, 0.0 MB, 0.00 MB/s, 10 s" in run(bar=True, seconds=10, total=None)


def test_messages_clear_the_bar_first_and_take_one_line() -> None:
    err, clock = io.StringIO(), Clock()
    report = Report(err, bar=True, clock=clock)
    clock.now = 2.0
    report.advance(1)
    report.problem("a\x1b.txt:3", "two\nlines\x07")
    assert err.getvalue().endswith("\r\x1b[Ka␛.txt:3: two lines␇\n")
    assert report.failed
