"""What the tables of every engine must hold, told a second way: from the documents, row by row."""

from __future__ import annotations

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
