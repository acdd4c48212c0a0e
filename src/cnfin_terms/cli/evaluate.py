"""``eval``: how well labelled texts are linked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from cnfin_terms.cli.commands import linker_of
from cnfin_terms.cli.write import choose_format, open_output, terminal_width
from cnfin_terms.errors import InputError
from cnfin_terms.evaluation import Report, Tally, evaluate, read_gold, read_marked
from cnfin_terms.table import Column, layout, printable

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from cnfin_terms.cli.progress import Report as Problems
    from cnfin_terms.evaluation import Gold

__all__ = ["run"]


def _golds(args: Namespace, problems: Problems) -> Iterator[Gold]:
    """The labelled texts of every file: marked text by its suffix, else JSON lines."""
    for name in args.files:
        read = read_marked if Path(name).suffix == ".txt" else read_gold
        try:
            with Path(name).open(encoding="utf-8") as lines:
                yield from read(lines, name, lambda message: problems.problem("", message))
        except UnicodeDecodeError as error:
            raise InputError(f"{name}: byte {error.start} is no UTF-8; a labelled file is UTF-8") from None


def run(args: Namespace, problems: Problems) -> None:
    """Evaluate, and write the report."""
    report = evaluate(linker_of(args), _golds(args, problems))
    form = choose_format(args.format, args.output, (), ("text", "json"))
    with open_output(args.output) as stream:
        if form == "json":
            data = report.to_dict()
            data["faults"] = data["faults"][: args.worst]
            stream.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
        else:
            stream.write("\n\n".join(_parts(report, args.worst, terminal_width(stream))) + "\n")


def _parts(report: Report, worst: int, width: int | None) -> Iterator[str]:
    """The tables of a report."""
    columns = (Column("slice", 8), *(Column(name, 5, rank, right=True) for name, rank in (("labels", 2), ("links", 2), ("right", 2))),
               *(Column(name, 5, right=True) for name in ("P", "R", "F1")))
    slices = [("all", report.types.get("all", Tally())), *((n, t) for n, t in sorted(report.types.items()) if n != "all"), *sorted(report.langs.items())]
    yield layout(columns, [(name, str(t.gold), str(t.said), str(t.right), _share(t.precision), _share(t.recall), _share(t.f1)) for name, t in slices], width)
    bins = [(_share(mean), _share(share), str(number)) for mean, share, number in report.reliability()]
    if bins:
        yield layout((Column("score", right=True), Column("right", right=True), Column("candidates", right=True)), bins, width)
    yield f"ECE {_share(report.ece)}, Brier skill {_share(report.brier_skill)} over {len(report.forecasts)} candidates"
    rows = [("wrong" if fault.said else "missed", f"{fault.score:.2f}" if fault.said else "", fault.said or "", " ".join(fault.ids) or "—",
             printable(fault.key), printable(fault.context)) for fault in report.faults[:worst]]
    if rows:
        errors = (Column("error"), Column("score", right=True), Column("said", 8), Column("right", 8), Column("where", 8, 1), Column("context", 16))
        yield layout(errors, rows, width)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
