"""``link`` on any amount of text: pieces of the inputs to workers, finished bytes back, in order, to an output that can be gone on with.

The parent reads and writes bytes; what costs time is all done in the workers: decoding, parsing, linking, rendering.
"""

from __future__ import annotations

import io
import sys
import time
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple, TypeVar

from cnfin_terms.cli.compressed import FRAME, compressor
from cnfin_terms.cli.pieces import Piece, pieces, split
from cnfin_terms.cli.progress import Notes
from cnfin_terms.cli.read import Reading, Replaced, items_of
from cnfin_terms.cli.resume import Journal, State, settle
from cnfin_terms.cli.write import heading, rendered, terminal_width
from cnfin_terms.errors import OptionError
from cnfin_terms.pool import Fault, Job, run

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from cnfin_terms.cli.progress import Report
    from cnfin_terms.cli.sources import Source
    from cnfin_terms.linker import Linker

__all__ = ["Output", "answers_of", "link_stream"]

T = TypeVar("T")
A = TypeVar("A")

#: Seconds between two records of how far it has come.
RECORD = 1.0


class Done(NamedTuple):
    """What came of a piece."""

    body: bytes
    texts: int
    notes: Notes


@dataclass(frozen=True)
class Rendering:
    """How results are written.

    :ivar width: cells of the terminal, None for no limit.
    """

    form: str
    field: str
    width: int | None


@dataclass(frozen=True)
class LinkPieces:
    """Reading, linking and rendering, as work for a pool."""

    linker: Linker
    reading: Reading
    rendering: Rendering

    def open(self) -> Callable[[Piece], Done]:
        """The work itself."""
        return self._done

    def size(self, piece: Piece) -> int:
        """Bytes; a small file costs something too."""
        return (piece.size if piece.data is None else len(piece.data)) + 256

    def split(self, piece: Piece) -> tuple[Piece, ...]:
        """Halves between lines."""
        return split(piece)

    def _done(self, piece: Piece) -> Done:
        notes = Notes()
        lines: list[str] = []
        texts = 0
        for item in items_of(piece, self.reading, notes):
            texts += 1
            try:
                lines.append(rendered(item, self.linker.link(item.text, item.as_of, item.region), self.rendering.form, self.rendering.field,
                                      self.rendering.width))
            except Exception as error:  # noqa: BLE001  (a text that linking fails on costs no other)
                notes.problem(item.place, f"{type(error).__name__}: {error}; text skipped")
        return Done("".join(lines).encode("utf-8", "backslashreplace"), texts, notes)


class Output:
    """Where the bytes go: a file, plain or compressed, or standard output.

    :ivar at: bytes of the file up to which it is whole, and could be gone on with.
    """

    def __init__(self, file: IO[bytes], compress: Callable[[bytes], bytes] | None, at: int = 0) -> None:
        self._file, self._compress = file, compress
        self._frame: list[bytes] = []
        self._held = 0
        self.at = at

    def write(self, body: bytes) -> None:
        """Take bytes; compressed ones are written when they fill a frame."""
        if self._compress is None:
            self._file.write(body)
            self.at += len(body)
            return
        self._frame.append(body)
        self._held += len(body)
        if self._held >= FRAME:
            self.close_frame()

    @property
    def empty(self) -> bool:
        """Whether nothing was written yet."""
        return not self.at and not self._held

    @property
    def whole(self) -> bool:
        """Whether all that was taken is in the file."""
        return not self._held

    def close_frame(self) -> None:
        """Write what is held."""
        if self._held and self._compress is not None:
            frame = self._compress(b"".join(self._frame))
            self._file.write(frame)
            self.at += len(frame)
            self._frame, self._held = [], 0

    def settle(self) -> None:
        """See it on the disk."""
        settle(self._file)


def _lock(file: IO[bytes], path: Path) -> None:
    """Hold an output against a second run that would write it too; where the system has such locks."""
    try:
        import fcntl
    except ImportError:  # Windows keeps a file that is open for writing from being replaced, if not from being written
        return
    until = time.monotonic() + 5  # workers of a run that was killed hold it until they notice
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise OptionError(f"{path}: another run is writing it; wait for that, or choose another --output") from None
            time.sleep(0.1)
        except OSError:  # a file system without locks
            return
        else:
            return


@contextmanager
def _opened(path: str | None, sources: Sequence[Source], state: State, journal: Journal | None) -> Iterator[Output]:
    """The output, cut to what stands of it once that is recorded.

    :raises OptionError: if the file cannot be written, or is one of the inputs.
    """
    if path is None or path == "-":
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.flush()
            yield Output(sys.stdout.buffer, None)
            sys.stdout.buffer.flush()
        else:  # a stream of text that some program put in its place
            held = io.BytesIO()
            yield Output(held, None)
            sys.stdout.write(held.getvalue().decode("utf-8"))
        return
    target = Path(path)
    if any(source.path is not None and target.exists() and target.samefile(source.path) for source in sources):
        raise OptionError(f"{path}: the output is one of the inputs; write to another file")
    compress = compressor(target)
    try:
        file = target.open("r+b" if target.is_file() else "wb")
    except OSError as error:
        raise OptionError(f"{path}: {error.strerror}; choose another --output") from None
    with file:
        _lock(file, target)
        if journal is not None:
            journal.write(state)
            file.truncate(state.output)
            file.seek(state.output)
        output = Output(file, compress, state.output)
        yield output
        output.close_frame()


def link_stream(
    linker: Linker, sources: Sequence[Source], reading: Reading, form: str, output: str | None, report: Report, *, workers: int = 1, resume: bool = False,
) -> None:
    """Link all sources and write what was found, in every format but HTML.

    :param resume: go on from the record beside the output, and keep one when done.
    :raises OptionError: where there is nothing that can be gone on with.
    """
    to_file = output is not None and output != "-" and (Path(output).is_file() or not Path(output).exists())
    if resume and not to_file:
        raise OptionError("--resume goes on with a file; name it with --output")
    width = None if output is not None and output != "-" else terminal_width(sys.stdout)
    job = LinkPieces(linker, reading, Rendering(form, reading.reserved or "linked", width))
    journal = Journal(Path(output), _told(job, sources), kept=resume) if to_file and output is not None else None
    state = journal.read() if journal is not None and resume else State()
    if state.complete:
        report.note(output or "", "is complete; nothing is left to do")
        report.failed |= state.failed
        return
    report.failed |= state.failed
    report.skip(state.done)
    with _opened(output, sources, state, journal) as out:
        if out.empty:
            out.write(heading(form))
        try:
            state = _write(job, sources, state, out, journal, report, workers)
        except KeyboardInterrupt:
            if journal is not None:
                report.note(str(output), "interrupted; the same command with --resume goes on with it")
            raise
        out.close_frame()
        if journal is not None:
            out.settle()
            journal.end(replace(state, output=out.at, failed=report.failed, complete=True))


def _write(
    job: LinkPieces, sources: Sequence[Source], state: State, out: Output, journal: Journal | None, report: Report, workers: int,
) -> State:
    """Write what comes of each piece, and record from time to time how far that is."""
    parts = pieces(sources, job.reading.encoding, job.reading.errors, report, state.at)
    replaced, recorded = Replaced(*state.replaced), time.monotonic()
    with closing(answers_of(job, parts, workers)) as answers:
        for piece, answer in answers:
            report.clear()
            if isinstance(answer, Fault):
                report.problem(piece.place, f"{answer.message}; text skipped")
            else:
                answer.notes.tell(report)
                out.write(answer.body.removeprefix(b"\n") if out.empty else answer.body)  # a blank line between two tables alone
                replaced = replaced.counted(piece, answer.notes.replaced, report)
            report.advance(piece.size, 0 if isinstance(answer, Fault) else answer.texts)
            state = replace(state, at=piece.end, done=state.done + piece.size)
            if journal is not None and out.whole and time.monotonic() - recorded >= RECORD:
                out.settle()
                state = replace(state, output=out.at, failed=report.failed, replaced=replaced)
                journal.write(state)
                recorded = time.monotonic()
    replaced.tell(report)
    return state


def answers_of(job: Job[T, A], parts: Iterator[T], workers: int) -> Generator[tuple[T, A | Fault], None, None]:
    """Each part with what came of it, in order: in this process where there is one worker."""
    if workers > 1:
        yield from run(job, parts, workers)
        return
    work = job.open()
    for piece in parts:
        yield piece, work(piece)


def _told(job: LinkPieces, sources: Sequence[Source]) -> dict[str, Any]:
    """All that the output depends on."""
    from cnfin_terms import __version__

    linker = job.linker
    inputs = [(source.name, source.layout, source.path.stat().st_size if source.path is not None else None) for source in sources]
    return {
        "version of cnfin-terms": __version__, "lexicon or --overlay": linker.lexicon.fingerprint, "inputs": inputs, "--format": job.rendering.form,
        "options of linking": [linker.follow, linker.min_score, sorted(linker.types or ()), linker.as_of, linker.region],
        "options of reading": asdict(job.reading),
    }
