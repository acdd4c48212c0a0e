"""pydantic models of what ``to_dict`` gives, for those who validate or publish results, and their JSON Schema."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["CandidateModel", "DocumentModel", "FormModel", "LexiconModel", "MentionModel", "PostModel", "ResolutionModel", "RoleModel", "document_schema"]

MentionType = Literal["institution", "market", "person", "title", "term", "event"]
Status = Literal["resolved", "ambiguous", "unresolved"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CandidateModel(_Model):
    """A possible answer and its probability."""

    id: str
    score: float = Field(ge=0, le=1)


class FormModel(_Model):
    """The lexicon form that matched."""

    text: str
    lang: str
    type: str


class MentionModel(_Model):
    """One mention; offsets are code points of the text, half-open."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str
    type: MentionType
    status: Status
    id: str | None
    modifiers: list[str]
    branch: str
    candidates: list[CandidateModel]
    score: float = Field(ge=0, le=1)
    form: FormModel | None
    trace: list[str]
    reason: str
    zh: str
    en: str


class RoleModel(_Model):
    """A person in a post; the fields are numbers of mentions."""

    person: int
    title: int
    institution: int | None
    known: Literal["yes", "no", "unknown"]


class PostModel(_Model):
    """A title beside an institution; the fields are numbers of mentions."""

    title: int
    institution: int


class LexiconModel(_Model):
    """Which lexicon answered."""

    version: str
    fingerprint: str


class DocumentModel(_Model):
    """A linked text."""

    text: str
    key: Any = None
    mentions: list[MentionModel]
    roles: list[RoleModel]
    posts: list[PostModel]
    lexicon: LexiconModel


class ResolutionModel(_Model):
    """The answer to one string."""

    query: str
    status: Status
    id: str | None
    type: MentionType | None
    modifiers: list[str]
    score: float = Field(ge=0, le=1)
    candidates: list[CandidateModel]
    form: FormModel | None
    reason: str
    zh: str
    en: str


def document_schema() -> dict[str, Any]:
    """JSON Schema of ``Document.to_dict()``."""
    return DocumentModel.model_json_schema()
