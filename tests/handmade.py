"""Documents made by hand, for tests of what shows them."""

from __future__ import annotations

from typing import Any

from cnfin_terms.result import Candidate, Document, LexiconStamp, Mention, MentionType, Role, Status

LABELS = {
    "pboc": ("中国人民银行", "People's Bank of China"),
    "pan-gongsheng": ("潘功胜", "Pan Gongsheng"),
    "governor-central-bank": ("行长", "Governor"),
    "odd": ("<b>&", "\"quoted'"),
}

SCORES: dict[Status, tuple[float, str]] = {"resolved": (0.97, "unique-form"), "ambiguous": (0.4, "rivals"), "unresolved": (0.0, "unknown-person")}


class FakeNames:
    """Answers what a page or a table asks of a lexicon: labels."""

    def label_of(self, id: str, _modifiers: tuple[str, ...], lang: str) -> str:  # noqa: A002
        return LABELS[id][lang == "en"]


def mention(text: str, words: str, type_: MentionType, *ids: str) -> Mention:
    """A mention of the first such words: with one ID resolved, with several ambiguous, with none unresolved."""
    start = text.index(words)
    status: Status = "resolved" if len(ids) == 1 else "ambiguous" if ids else "unresolved"
    score, reason = SCORES[status]
    names: Any = FakeNames()
    candidates = tuple(Candidate(one, 0.97 if len(ids) == 1 else 0.4) for one in ids)
    return Mention(start, start + len(words), words, type_, status, ids[0] if len(ids) == 1 else None, (), candidates, score, reason, -1, (), names)


def document(text: str = "中国人民银行行长潘功胜 <met> 证监会 & 王某\n") -> Document:
    """A document with a mention of every status and a role."""
    mentions = (
        mention(text, "中国人民银行", "institution", "pboc"),
        mention(text, "行长", "title", "governor-central-bank"),
        mention(text, "潘功胜", "person", "pan-gongsheng"),
        mention(text, "证监会", "institution", "csrc", "pboc"),
        mention(text, "王某", "person"),
    )
    return Document(text, mentions, (Role(mentions[2], mentions[1], mentions[0], "yes"),), (), LexiconStamp("2026.1", "abcdef"))


def empty(text: str = "") -> Document:
    return Document(text, (), (), (), LexiconStamp("2026.1", "abcdef"))
