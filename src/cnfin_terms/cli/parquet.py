"""``link`` from Parquet to Parquet: the columns as they are, and one of lists of mentions; or a row for each mention.

Workers read slices of row groups by themselves and give back finished batches. A row that cannot be linked is reported and has null in the new
column. The file has its name only when it is complete.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cnfin_terms.cli.batch import answers_of
from cnfin_terms.errors import OptionError
from cnfin_terms.pool import Fault, fault_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cnfin_terms.cli.progress import Report
    from cnfin_terms.cli.read import Reading
    from cnfin_terms.cli.sources import Source
    from cnfin_terms.linker import Linker

__all__ = ["link_parquet"]

#: Rows that a worker takes at a time.
ROWS = 1 << 12


class Slice(NamedTuple):
    """Rows of a row group.

    :ivar first: the first of them, counted in the group.
    :ivar above: rows of the file that lie in groups before.
    :ivar size: bytes of the file, for the bar.
    """

    path: str
    group: int
    first: int
    rows: int
    above: int
    size: int

    @property
    def place(self) -> str:
        """How messages call it: the file and its row, from 1."""
        return f"{self.path}: row {self.above + self.first + 1}"


class Done(NamedTuple):
    """What came of a slice: a stream of Arrow batches, and the rows that failed with what was wrong."""

    stream: bytes
    failed: list[tuple[str, str]]


@dataclass(frozen=True)
class LinkSlices:
    """Reading slices and linking them, as work for a pool.

    :ivar plan: of :mod:`cnfin_terms.arrow.plans`: what comes out.
    """

    linker: Linker
    plan: Any

    def open(self) -> Callable[[Slice], Done]:
        """The work itself; it keeps the row group that it read last, of which the next slice may be."""
        import pyarrow.parquet as pq

        held: dict[tuple[str, int], Any] = {}

        def work(slice_: Slice) -> Done:
            key = (slice_.path, slice_.group)
            if key not in held:
                held.clear()
                held[key] = pq.ParquetFile(slice_.path).read_row_group(slice_.group, use_threads=False)
            failed: list[tuple[str, str]] = []
            return Done(_stream(self._linked(held[key].slice(slice_.first, slice_.rows), slice_, failed)), failed)

        return work

    def size(self, slice_: Slice) -> int:  # noqa: ARG002  (the protocol's parameter)
        """Each slice goes alone."""
        return 1 << 16

    def split(self, slice_: Slice) -> tuple[Slice, ...]:
        """Halves."""
        half = slice_.rows // 2
        if not half:
            return ()
        return slice_._replace(rows=half, size=0), slice_._replace(first=slice_.first + half, rows=slice_.rows - half)

    def without(self, slice_: Slice) -> bytes:
        """A slice that is not linked at all."""
        import pyarrow.parquet as pq

        return _stream([self._nulled(pq.ParquetFile(slice_.path).read_row_group(slice_.group).slice(slice_.first, slice_.rows))])

    def _linked(self, table: Any, slice_: Slice, failed: list[tuple[str, str]]) -> list[Any]:  # noqa: ANN401
        """The batches of a table; where that fails, of its halves, until the bad row stands alone."""
        try:
            return list(self.plan.batches(self.linker, table.combine_chunks().to_batches()))
        except Exception as error:  # noqa: BLE001  (whatever it is, it costs one row)
            parts = self.split(slice_)
            if not parts:
                failed.append((slice_.place, fault_of(error).message))
                return [self._nulled(table)]
        return [batch for part in parts for batch in self._linked(table.slice(part.first - slice_.first, part.rows), part, failed)]

    def _nulled(self, table: Any) -> Any:  # noqa: ANN401
        """The batch that comes of a table whose texts, dates and regions nobody knows, with its own columns."""
        import pyarrow as pa

        source, blank = self.plan.source, table
        for name in {source.text, source.as_of, source.region} - {None}:
            at = table.schema.get_field_index(name)
            blank = blank.set_column(at, table.schema.field(at), pa.nulls(len(table), table.schema.field(at).type))
        batch = next(iter(self.plan.batches(self.linker, blank.combine_chunks().to_batches())))
        for at, name in enumerate(table.column_names):
            if name in batch.schema.names and batch.num_rows == len(table):
                batch = batch.set_column(at, batch.schema.field(at), table.column(name).combine_chunks())
        return batch


def _stream(batches: Sequence[Any]) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batches[0].schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
    return bytes(sink.getvalue())


def link_parquet(linker: Linker, sources: Sequence[Source], reading: Reading, output: str, keys: Sequence[str], report: Report, *, workers: int = 1) -> None:
    """Link Parquet files into one.

    :param keys: columns to repeat in a row for each mention; none: the columns as they are, and one of lists of mentions.
    :raises OptionError: for inputs that are none, or of different columns, or without pyarrow.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq

        from cnfin_terms.arrow import plans
    except ImportError:
        raise OptionError('Parquet needs: pip install "cnfin-terms[arrow]"') from None
    target = Path(output)
    if any(source.path is not None and target.exists() and target.samefile(source.path) for source in sources):
        raise OptionError(f"{output}: the output is one of the inputs; write to another file")
    where = plans.Source(reading.field, reading.as_of_field, reading.region_field)
    plan = plans.Rows(where, plans.keys_of(keys)) if keys else plans.With(where, reading.reserved or "linked")
    stamp = (linker.lexicon.version, linker.lexicon.fingerprint)
    paths = [str(source.path) for source in sources if source.layout == "parquet"]
    if not paths or len(paths) < len(sources):
        raise OptionError("Parquet output is made of Parquet files; name them, or choose another --output")
    try:
        schemas = {path: plan.schema(pq.read_schema(path), stamp) for path in paths}
    except (pa.ArrowInvalid, OSError) as error:
        raise OptionError(f"{error}; the inputs of a Parquet output are Parquet files") from None
    first = schemas[paths[0]]
    for path, schema in schemas.items():
        if not schema.equals(first):
            raise OptionError(f"{path} has other columns than {paths[0]}; link each to a file of its own")
    job = LinkSlices(linker, plan)
    unfinished = target.with_name(target.name + ".unfinished")
    with pq.ParquetWriter(unfinished, first) as writer, closing(answers_of(job, _slices(paths), workers)) as answers:
        for slice_, answer in answers:
            if isinstance(answer, Fault):
                report.problem(slice_.place, f"{answer.message}; not linked")
                answer = Done(job.without(slice_), [])  # noqa: PLW2901
            for place, message in answer.failed:
                report.problem(place, f"{message}; not linked")
            table = pa.ipc.open_stream(answer.stream).read_all()
            writer.write_table(table.replace_schema_metadata(first.metadata))
            report.advance(slice_.size, slice_.rows)
    unfinished.replace(target)


def _slices(paths: Sequence[str]) -> Iterator[Slice]:
    """Every row of every file, in order."""
    import pyarrow.parquet as pq

    for path in paths:
        with pq.ParquetFile(path) as file:
            groups = [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)]
        on_disk, above = Path(path).stat().st_size, 0
        for group, rows in enumerate(groups):
            for first in range(0, rows, ROWS):
                many = min(ROWS, rows - first)
                yield Slice(path, group, first, many, above, on_disk * many // sum(groups))
            above += rows
