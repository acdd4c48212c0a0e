"""Documents made by hand, for tests of what shows them."""

from __future__ import annotations

from cnfin_terms.lexicon.entity import Name
from cnfin_terms.result import Candidate, Document, LexiconStamp, Mention, MentionType, Role, Status

LABELS = {
    "pboc": ("中国人民银行", "People's Bank of China"),
    "pan-gongsheng": ("潘功胜", "Pan Gongsheng"),
    "governor-central-bank": ("行长", "Governor"),
    "csrc": ("中国证券监督管理委员会", "China Securities Regulatory Commission"),
    "odd": ("<b>&", "\"quoted'"),
}


class FakeNames:
    """Answers as a lexicon would."""

    def label_of(self, id: str, modifiers: tuple[str, ...], lang: str) -> str:  # noqa: A002
        return LABELS[id][lang == "en"]

    def form_name(self, form: int) -> Name:
        return Name("央行", "zh", "short")

    def trace_of(self, source: str, form: int) -> tuple[str, ...]:
        return ()


def mention(text: str, at: int, words: str, type_: MentionType, id_: str | None, status: Status = "resolved", candidates: tuple[str, ...] = ()) -> Mention:
    start = text.index(words, at)
    score = {"resolved": 0.97, "ambiguous": 0.5, "unresolved": 0.0}[status]
    reason = {"resolved": "unique-form", "ambiguous": "rivals", "unresolved": "unknown-person"}[status]
    return Mention(start, start + len(words), words, type_, status, id_, (), tuple(Candidate(one, 0.4) for one in candidates), score, reason, -1, (), FakeNames())


def document(text: str = "中国人民银行行长潘功胜 <met> 证监会 & 王某\n", *, key: object = None) -> Document:
    """A document with a mention of every status and a role."""
    mentions = (
        mention(text, 0, "中国人民银行", "institution", "pboc"),
        mention(text, 0, "行长", "title", "governor-central-bank"),
        mention(text, 0, "潘功胜", "person", "pan-gongsheng"),
        mention(text, 0, "证监会", "institution", None, "ambiguous", ("csrc", "pboc")),
        mention(text, 0, "王某", "person", None, "unresolved"),
    )
    return Document(text, mentions, (Role(mentions[2], mentions[1], mentions[0], "yes"),), (), LexiconStamp("2026.1", "abcdef"), key)


def empty(text: str = "") -> Document:
    return Document(text, (), (), (), LexiconStamp("2026.1", "abcdef"))
