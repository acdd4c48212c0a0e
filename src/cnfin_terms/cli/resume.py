"""How far a run has come, kept beside its output: what ``--resume`` goes on from after an interruption, whatever it was.

A record says: up to this place the inputs are read, and up to this byte the output holds all that came of them. What the
output has beyond that byte is cut off before the run goes on, so that nothing is there twice; and since the output reaches the
disk before the record does, nothing is missing.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from cnfin_terms.cli.pieces import START, Position
from cnfin_terms.errors import OptionError

__all__ = ["Journal", "State", "settle"]

#: Added to the output's name.
SUFFIX = ".progress"


@dataclass(frozen=True)
class State:
    """One record.

    :ivar at: where the inputs go on.
    :ivar output: bytes of the output that stand.
    :ivar done: bytes of the inputs as they lie on disk, for the progress bar.
    :ivar failed: whether some input was bad so far.
    :ivar replaced: undecodable places replaced so far in the source that is being read, with its name and encoding.
    :ivar complete: whether nothing is left to do.
    """

    at: Position = START
    output: int = 0
    done: int = 0
    failed: bool = False
    replaced: tuple[str, str, int] = ("", "", 0)
    complete: bool = False


@dataclass
class Journal:
    """The record of one output.

    :ivar job: all that the output depends on, by the name of the option that it comes from.
    """

    output: Path
    job: dict[str, Any]
    kept: bool = False
    path: Path = field(init=False)

    def __post_init__(self) -> None:
        self.path = self.output.with_name(self.output.name + SUFFIX)

    def read(self) -> State:
        """The last record.

        :raises OptionError: if there is none beside an output, or it is not of this job.
        """
        anew = "to do all of it anew, leave out --resume"
        try:
            held = json.loads(self.path.read_text("utf-8"))
            at, replaced = Position(*held["state"].pop("at")), tuple(held["state"].pop("replaced"))
            state, job = State(at=at, replaced=replaced, **held["state"]), dict(held["job"])
        except FileNotFoundError:
            if self.output.exists() and self.output.stat().st_size:  # an empty one was killed before its first record
                raise OptionError(f"{self.output}: nothing says how far it came, {self.path.name} not being there; {anew}") from None
            return State()
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise OptionError(f"{self.path}: damaged ({error}); {anew}") from None
        wanted = json.loads(json.dumps(self.job))
        others = [name for name in {**wanted, **job} if wanted.get(name) != job.get(name)]
        if others:
            raise OptionError(f"{self.output} was begun with other {', '.join(others)}; give those again, or, {anew}")
        if (self.output.stat().st_size if self.output.exists() else 0) < state.output:
            raise OptionError(f"{self.output} is shorter than {self.path.name} says; {anew}")
        return state

    def write(self, state: State) -> None:
        """Put a record in the place of the last, whole or not at all."""
        new = self.path.with_name(self.path.name + ".new")
        with new.open("w", encoding="utf-8") as file:
            json.dump({"job": self.job, "state": asdict(state)}, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.path)

    def end(self, state: State) -> None:
        """The work is complete: remember that where a later run may ask, else leave nothing behind."""
        if self.kept:
            self.write(state)
        else:
            self.path.unlink(missing_ok=True)


def settle(file: IO[bytes]) -> None:
    """See that what was written has reached the disk; a device that cannot tell is none to wait for."""
    file.flush()
    with suppress(OSError):
        os.fsync(file.fileno())
