"""A text with each resolved mention by its preferred name, and the way back."""

from __future__ import annotations

from cnfin_terms.errors import OptionError
from cnfin_terms.lexicon.entity import LABELS
from cnfin_terms.lexicon.segments import is_han
from cnfin_terms.result import Document, Edit, Mention, Normalized

__all__ = ["normalize"]


def _latin(char: str) -> bool:
    """Whether a word that begins or ends with it needs a blank between itself and another word."""
    return char.isalnum() and not is_han(char)


def normalize(doc: Document, to: str = "en") -> Normalized:
    """Write every resolved mention by its preferred name in ``to``; blanks are set where a Latin word would touch another word.

    :param to: a label language: zh, zh-Hant, zh-HK, zh-TW, en or pinyin.
    :raises OptionError: for another.
    """
    if to not in LABELS:
        raise OptionError(f"{to!r} is no label language; one of {', '.join(LABELS)}")
    pieces: list[str] = []
    edits: list[Edit] = []
    size = at = 0
    last = ""
    for mention in doc.mentions:
        if mention.id is None:
            continue
        label = _label(mention, to)
        between = doc.text[at : mention.start]
        old = mention.text
        if between == " " and last and is_han(last) and is_han(label[0]):  # two Chinese names want no blank between them
            between, old = "", f" {old}"
        before = between[-1:] or last
        if _touch(before, label[:1]):
            label = f" {label}"
        following = doc.text[mention.end : mention.end + 1]
        if following and _touch(label[-1:], following) and not _starts_mention(doc, mention.end):
            label = f"{label} "
        pieces += [between, label]
        start = size + len(between)
        size = start + len(label)
        at = mention.end
        last = label[-1:]
        if label != old:
            edits.append(Edit(start, size, old, label, mention.id))
    pieces.append(doc.text[at:])
    return Normalized("".join(pieces), tuple(edits))


def _label(mention: Mention, to: str) -> str:
    """What takes a mention's place: of a title, no modifier that stands outside the span, since it stays there (former PBOC *governor*)."""
    if mention.type == "title" and mention.id is not None and mention.form_number >= 0:
        return mention.names.label_of(mention.id, mention.names.modifiers_of(mention.form_number), to)
    if mention.branch:  # the place stays as written
        return f"{mention.label(to)}{'' if to.startswith('zh') and is_han(mention.branch[0]) else ' '}{mention.branch}"
    return mention.label(to)


def _touch(left: str, right: str) -> bool:
    """Whether two neighbouring characters want a blank between them: letter to letter, where one is Latin."""
    if not left or not right:
        return False
    return (_latin(left) and (_latin(right) or is_han(right))) or (is_han(left) and _latin(right))


def _starts_mention(doc: Document, offset: int) -> bool:
    return any(m.start == offset and m.id is not None for m in doc.mentions)
