"""Texts of the inputs linked in order, for the commands that work with documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cnfin_terms.cli.progress import Report
    from cnfin_terms.cli.read import Item
    from cnfin_terms.linker import Linker
    from cnfin_terms.result import Document

__all__ = ["linked"]


def linked(linker: Linker, items: Iterable[Item], workers: int, report: Report) -> Iterator[tuple[Item, Document]]:
    """Each text with its document, in order; one that linking fails on is reported."""
    from cnfin_terms.parallel import Failure
    from cnfin_terms.result import Text

    texts = (Text(item.text, item.as_of, item.region, item) for item in items)
    for doc in linker.link_many(texts, workers, on_error="report"):
        item: Item = doc.key
        report.clear()
        if isinstance(doc, Failure):
            report.problem(item.place, f"{doc.message}; text skipped")
        else:
            yield item, doc
        report.advance(item.size)
