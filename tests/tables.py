"""What the tables of every engine must hold, told a second way: from the documents, row by row."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from cnfin_terms import Document, Linker

#: Every kind of answer: roles, posts, a branch, ambiguous, unresolved, modifiers, beyond the basic plane, nothing, empty, null.
TEXTS: tuple[str | None, ...] = (
    "中行行长高峰发言。高行长补充说，QFRA已经同意。",
    None, "",
    "😀😀 青屿人民银行上海市分行 and the Governor of the QPB", "行长与副行长",
    "QFRA主席张三丰、高峰局长",
    "no name at all", "青嶼金融監督管理總局", "ＱＦＲＡ", "中行常务副行长",
)


def mention_of(mention: Any, span: tuple[int, int]) -> dict[str, Any]:
    """A mention as Arrow gives it back to Python."""
    form = mention.form
    return {
        "start": span[0], "end": span[1], "text": mention.text, "type": mention.type, "status": mention.status, "id": mention.id,
        "modifiers": list(mention.modifiers), "branch": mention.branch, "candidates": [{"id": one.id, "score": one.score} for one in mention.candidates],
        "score": mention.score, "form": {"text": form.text, "lang": form.lang, "type": form.type} if form else None, "reason": mention.reason,
    }


def mentions_of(document: Document, offsets: Any = "code-point") -> list[dict[str, Any]]:
    return [mention_of(mention, span) for mention, span in zip(document.mentions, document.spans(offsets), strict=True)]


def lists_of(linker: Linker, texts: Any = TEXTS, **options: Any) -> list[list[dict[str, Any]] | None]:
    """The column of lists."""
    return [None if text is None else mentions_of(linker.link(text, **options)) for text in texts]


def rows_of(linker: Linker, texts: Any = TEXTS) -> list[dict[str, Any]]:
    """One row for each mention, with its text's number."""
    return [{"row": row, **mention} for row, mentions in enumerate(lists_of(linker, texts)) for mention in mentions or ()]


#: What the documentation's examples read: pages with their address, day and text.
PAGES: dict[str, list[Any]] = {
    "url": ["https://a.example/1", "https://a.example/2", "https://b.example/1", "https://b.example/2", "https://b.example/3"],
    "day": [date(2024, 5, 1), date(2024, 5, 1), date(2024, 5, 2), date(2024, 5, 2), None],
    "body": ["中国人民银行行长潘功胜谈QFII与沪港通。", None, "", "Wu Qing, Chairman of the CSRC, met the governor of the PBOC. 😀 证监会", "no name at all"],
}


def example(heading: str) -> str:
    """The program under a heading of docs/tables.md."""
    page = (Path(__file__).parent.parent / "docs" / "tables.md").read_text("utf-8")
    section = page.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    (program,) = re.findall(r"^```python\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
    return str(program)


def run_example(heading: str, folder: Path) -> set[str]:
    """Run it on pages in a folder, and give the IDs of the table that it leaves there."""
    import pyarrow as pa
    import pyarrow.dataset as ds
    import pyarrow.parquet as pq

    pq.write_table(pa.table(PAGES), folder / "pages.parquet")
    program = example(heading)
    for name in ("pages.parquet", "mentions.parquet"):
        program = program.replace(name, (folder / name).as_posix())
    exec(program, {"__name__": "example"})  # noqa: S102  (our own page)
    return set(ds.dataset(folder / "mentions.parquet").to_table(columns=["id"])["id"].to_pylist())
