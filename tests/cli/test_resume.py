"""``--resume``: killed at any point, a run that goes on ends with the bytes of one that was never stopped."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cnfin_terms import Linker
from cnfin_terms.cli import batch, commands, main, pieces

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="a child is forked to be killed"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning"),
]

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _small_steps(monkeypatch: pytest.MonkeyPatch, real: Linker) -> None:
    """Many pieces, frames and records of little text; the lexicon is loaded once."""
    monkeypatch.setattr(batch, "RECORD", 0.0)
    monkeypatch.setattr(batch, "FRAME", 4000)
    monkeypatch.setattr(pieces, "WINDOW", 1500)
    monkeypatch.setattr(commands, "linker_of", lambda _: real)


@pytest.fixture
def inputs(tmp_path: Path) -> list[str]:
    """Sources of every kind, with bad lines and blank ones."""
    lines = [json.dumps({"id": n, "text": f"第{n}条：央行行长潘功胜、NFRA" if n % 3 else "nothing"}, ensure_ascii=False) for n in range(120)]
    lines[40:40] = ["", '{"text": broken}', "   "]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")  # no line feed at its end
    with gzip.open(tmp_path / "b.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(lines[50:]) + "\n")
    (tmp_path / "c.txt").write_text("上交所\n与深交所\n", "utf-8")
    (tmp_path / "d.jsonl").write_text("\n".join(["{}", *lines[:45]]), "gb18030")
    (tmp_path / "e.jsonl").write_text("\n".join(lines[:45]), "utf-16")
    (tmp_path / "f.jsonl").write_bytes(b'{"text": "a\xff"}\n' * 100 + '{"text": "央行"}\n'.encode())
    return [str(tmp_path / name) for name in ("a.jsonl", "b.jsonl.gz", "c.txt", "d.jsonl", "e.jsonl", "f.jsonl")]


class Weapon:
    """Kills its process in the middle of the n-th write to the output, or at the n-th time that something is to reach the disk."""

    def __init__(self, what: str, number: int) -> None:
        self.what, self.left = what, number

    def arm(self) -> None:
        make, sync = batch.Output.__init__, os.fsync

        def made(output: Any, file: Any, compress: Any, at: int = 0) -> None:
            make(output, self.around(file), compress, at)

        def fsync(descriptor: int) -> None:
            self.strike("sync")
            sync(descriptor)

        batch.Output.__init__ = made  # type: ignore[method-assign, assignment]
        os.fsync = fsync  # type: ignore[assignment]

    def strike(self, what: str, before: Callable[[], None] = lambda: None) -> None:
        if self.what == what:
            self.left -= 1
            if not self.left:
                before()
                os.kill(os.getpid(), signal.SIGKILL)

    def around(self, file: Any) -> Any:
        weapon = self

        class Half:
            def write(self, data: bytes) -> None:
                weapon.strike("write", lambda: (file.write(data[: len(data) // 2]), file.flush())[0])
                file.write(data)

            def flush(self) -> None:
                file.flush()

            def fileno(self) -> int:
                return int(file.fileno())

        return Half()


def run(argv: list[str], weapon: Weapon | None = None, seconds: float | None = None) -> int | None:
    """The exit code of a run in a process of its own; None if it was killed."""
    child = os.fork()
    if not child:
        code = 99
        try:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            os.dup2(null, 2)
            sys.stderr = sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
            if weapon is not None:
                weapon.arm()
            code = main(argv)
        finally:
            os._exit(code)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return None if os.WIFSIGNALED(status) else os.waitstatus_to_exitcode(status)


@pytest.mark.parametrize("name", ["out.jsonl", "out.tsv", "out.txt", "out.jsonl.gz", "out.tsv.xz"])
def test_killed_again_and_again_it_ends_as_if_never_stopped(inputs: list[str], tmp_path: Path, name: str) -> None:
    form = ["--format", "table"] if name == "out.txt" else []
    whole, broken = tmp_path / "whole" / name, tmp_path / "broken" / name
    whole.parent.mkdir()
    broken.parent.mkdir()
    argv = ["link", *inputs, *form, "--errors", "replace"]
    assert run([*argv, "--output", str(whole)]) == 1  # bad lines
    assert not list(whole.parent.glob("*.progress*"))
    number = kills = 0
    code = None
    while code is None:
        number += 1
        assert number < 60
        weapon = Weapon("sync" if number % 3 == 2 else "write", 1 + number % 7)
        code = run([*argv, "--output", str(broken), "--resume", "--workers", "12"[number % 2]], weapon)
        kills += code is None
    assert (code, kills > 3) == (1, True)
    assert broken.read_bytes() == whole.read_bytes()
    assert len(whole.read_bytes()) > 500


def test_killed_at_any_moment(inputs: list[str], tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole.jsonl", tmp_path / "broken.jsonl"
    argv = ["link", *inputs, "--output"]
    assert run([*argv, str(whole)]) == 1
    for seconds in (0.02, 0.05, 0.1, 0.2, 0.15):
        run([*argv, str(broken), "--resume", "--workers", "2"], seconds=seconds)
    assert run([*argv, str(broken), "--resume"]) == 1
    assert broken.read_bytes() == whole.read_bytes()


def test_a_complete_one_is_left_alone_and_remembers_how_it_ended(inputs: list[str], tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "out.jsonl"
    argv = ["link", *inputs, "--output", str(out), "--resume"]
    assert main(argv) == 1
    before = out.stat().st_mtime_ns
    capsys.readouterr()
    assert main(argv) == 1
    assert capsys.readouterr().err == f"{out}: is complete; nothing is left to do\n"
    assert out.stat().st_mtime_ns == before


def test_without_it_all_is_done_anew_and_no_record_stays(inputs: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    argv = ["link", inputs[0], "--output", str(out)]
    assert run(argv, Weapon("write", 3)) is None
    assert (tmp_path / "out.jsonl.progress").exists()
    assert main(argv) == 1
    first = out.read_bytes()
    assert main(argv) == 1
    assert out.read_bytes() == first
    assert not (tmp_path / "out.jsonl.progress").exists()


def test_an_interrupted_run_says_how_to_go_on(inputs: list[str], tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.jsonl"
    with monkeypatch.context() as patch:
        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt
        patch.setattr(batch, "rendered", interrupt)
        assert main(["link", inputs[2], "--format", "jsonl", "--output", str(out)]) == 130
    assert "the same command with --resume goes on with it" in capsys.readouterr().err
    assert main(["link", inputs[2], "--format", "jsonl", "--output", str(out), "--resume"]) == 0
    assert len(out.read_text("utf-8").splitlines()) == 1


@pytest.mark.parametrize(("change", "message"), [
    (["--types", "person"], "was begun with other options of linking; give those again"),
    (["--format", "tsv"], "was begun with other --format"),
    (["--field", "body"], "was begun with other options of reading"),
])
def test_another_job_does_not_go_on_with_it(inputs: list[str], tmp_path: Path, change: list[str], message: str, capsys: Captured,
                                            monkeypatch: pytest.MonkeyPatch, real: Linker) -> None:
    monkeypatch.setattr(commands, "linker_of", lambda args: Linker(real.lexicon, types=args.types))
    out = tmp_path / "out"
    argv = ["link", inputs[0], "--format", "jsonl", "--output", str(out)]
    assert run(argv, Weapon("write", 3)) is None
    assert main([*argv, "--resume", *change]) == 2
    assert message in capsys.readouterr().err


def test_inputs_that_changed_are_not_gone_on_with(inputs: list[str], tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "out.jsonl"
    argv = ["link", inputs[0], "--output", str(out)]
    assert run(argv, Weapon("write", 3)) is None
    with Path(inputs[0]).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert main([*argv, "--resume"]) == 2
    assert "was begun with other inputs" in capsys.readouterr().err


def test_nothing_to_go_on_with_is_told(inputs: list[str], tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "out.jsonl"
    for argv, message in ((["--resume"], "name it with --output"), (["--resume", "--format", "html", "--output", f"{tmp_path}/x/"], "not with HTML")):
        assert main(["link", inputs[0], *argv]) == 2
        assert message in capsys.readouterr().err
    out.write_text("of another program\n", "utf-8")
    assert main(["link", inputs[0], "--output", str(out), "--resume"]) == 2
    assert "nothing says how far it came" in capsys.readouterr().err
    assert out.read_text("utf-8") == "of another program\n"
    assert run(["link", inputs[0], "--output", str(out)], Weapon("write", 5)) is None
    record = tmp_path / "out.jsonl.progress"
    shutil.copy(record, tmp_path / "kept")
    out.write_bytes(out.read_bytes()[:10])
    assert main(["link", inputs[0], "--output", str(out), "--resume"]) == 2
    assert "is shorter than out.jsonl.progress says" in capsys.readouterr().err
    record.write_text("{", "utf-8")
    assert main(["link", inputs[0], "--output", str(out), "--resume"]) == 2
    assert "damaged" in capsys.readouterr().err


def test_two_runs_do_not_write_one_output(inputs: list[str], tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl", reason="locks of POSIX")
    out = tmp_path / "out.jsonl"
    out.write_text("another run's\n", "utf-8")
    ticks = iter(range(1000))
    monkeypatch.setattr("cnfin_terms.cli.batch.time.monotonic", lambda: next(ticks) * 3.0)
    monkeypatch.setattr("cnfin_terms.cli.batch.time.sleep", lambda _: None)
    with out.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert main(["link", inputs[2], "--output", str(out)]) == 2
    assert "another run is writing it" in capsys.readouterr().err
    assert out.read_text("utf-8") == "another run's\n"
