"""What a record may say: the pydantic models of the lexicon's TOML, and the JSON Schema made from them.

Imported only where records are read (compiling, checking): the run time knows the compiled artifact alone.
"""

from __future__ import annotations

import functools
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, TypeAdapter, model_validator

from cnfin_terms import dates
from cnfin_terms.errors import OptionError
from cnfin_terms.lexicon import vocabulary as v

__all__ = ["ID", "Form", "Group", "Institution", "Member", "Person", "Post", "Record", "Relation", "Thing", "Title", "adapter", "json_schema"]

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def _one_of(allowed: tuple[str, ...], what: str) -> AfterValidator:
    def check(value: str) -> str:
        if value not in allowed:
            msg = f"{value!r} is no {what}; one of {', '.join(allowed)}"
            raise ValueError(msg)
        return value

    return AfterValidator(check)


def _date(value: str) -> str:
    try:
        dates.bounds(value)
    except OptionError as error:
        raise ValueError(str(error)) from None
    return value


def _id(value: str) -> str:
    if not ID.fullmatch(value):
        msg = f"{value!r} is no ID; small letters and digits in groups joined by single hyphens, a letter first"
        raise ValueError(msg)
    return value


def _text(value: str) -> str:
    if value != value.strip() or not value:
        msg = f"{value!r} is empty or has blanks at its ends"
        raise ValueError(msg)
    return value


Date = Annotated[str, AfterValidator(_date)]
Id = Annotated[str, AfterValidator(_id)]
Text = Annotated[str, AfterValidator(_text)]
Language = Annotated[str, _one_of(v.LANGUAGES, "language")]
Region = Annotated[str, _one_of(v.REGIONS, "region")]
Modifier = Annotated[str, _one_of(v.MODIFIERS, "modifier")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)


class Form(_Model):
    """A name as it is written, and the rules for finding it in text."""

    text: Text
    lang: Language | None = Field(None, description="BCP 47; absent: zh if there is a Han character in it, else en")
    case: Literal["fold", "exact"] = Field("fold", description="exact: the text must show these very letters (SAFE, not safe)")
    use: Literal["anywhere", "with-context", "lookup-only"] = Field(
        "anywhere", description="with-context: links only beside other evidence; lookup-only: resolve() knows it, link() never fires on it")
    not_in: tuple[Text, ...] = Field((), description="longer strings within which this form does not count")
    since: Date | None = None
    until: Date | None = None
    region: Region | None = Field(None, description="where this name is in use")


def _as_form(value: Any) -> Any:  # noqa: ANN401
    return {"text": value} if isinstance(value, str) else value


FormField = Annotated[Form, BeforeValidator(_as_form)]
Forms = tuple[FormField, ...]


class Relation(_Model):
    """A dated tie to the body that this one came from."""

    how: Annotated[str, _one_of(v.RELATIONS, "relation")]
    id: Id
    on: Date | None = None


class Member(_Model):
    """One member of a group, with the time of its membership."""

    id: Id
    since: Date | None = None
    until: Date | None = None


class Post(_Model):
    """A post held: a title's sense, its modifiers, the institution, the dates, and where it was seen and when checked.

    ``seen`` is a day on which the source shows the post held, for a source that does not say since or until when.
    """

    title: Id
    modifiers: tuple[Modifier, ...] = ()
    at: Id
    since: Date | None = None
    until: Date | None = None
    seen: Date | None = None
    source: Text
    checked: Date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Post:
        if list(self.modifiers) != sorted(self.modifiers, key=v.MODIFIERS.index):
            msg = f"modifiers are written in the order {', '.join(v.MODIFIERS)}"
            raise ValueError(msg)
        if self.since and self.until and dates.bounds(self.since)[0] > dates.bounds(self.until)[1]:
            msg = f"a post cannot end ({self.until}) before it begins ({self.since})"
            raise ValueError(msg)
        if self.seen and dates.covers(self.since, self.until, self.seen) is False:
            msg = f"a post cannot be seen ({self.seen}) when it was not held"
            raise ValueError(msg)
        return self


class Record(_Model):
    """What every record has."""

    type: str
    kind: str = ""
    zh: FormField = Field(description="the official Chinese name, in Simplified characters")
    en: FormField | None = Field(None, description="the body's own English name; left out where it has none")
    region: Region | None = Field(None, description="where it is at home; absent: mainland")
    of: Id | None = Field(None, description="what it belongs to: a board's exchange, a bureau's head office, a subsidiary's parent")
    short: Forms = ()
    abbreviation: Forms = ()
    alias: Forms = ()
    former: Forms = ()
    nickname: Forms = ()
    romanised: Forms = Field((), description="chosen or attested romanisations that no rule gives (Eddie Yue, Chan Mo-po)")
    regional: Forms = Field((), description="names of other regions where they differ by more than script; each with its region")
    pinyin: tuple[Text, ...] = Field((), description="readings, syllables parted by blanks (pan gong sheng); only where the generated one is wrong")
    ids: dict[str, str | tuple[str, ...]] = Field(default_factory=dict)
    since: Date | None = None
    until: Date | None = None
    relations: tuple[Relation, ...] = ()
    sources: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _closed(self) -> Record:
        kinds = v.KINDS[self.type]
        if self.kind not in kinds:
            msg = f"{self.kind!r} is no kind of {self.type}; one of {', '.join(k for k in kinds if k)}"
            raise ValueError(msg)
        for name in self.ids:
            if name not in v.IDENTIFIERS:
                msg = f"{name!r} is no identifier; one of {', '.join(v.IDENTIFIERS)}"
                raise ValueError(msg)
        if self.since and self.until and dates.bounds(self.since)[0] > dates.bounds(self.until)[1]:
            msg = f"until ({self.until}) lies before since ({self.since})"
            raise ValueError(msg)
        return self

    def written(self) -> list[tuple[str, Form]]:
        """Every form written by hand with its name type, the official Chinese name first."""
        forms = [("official", self.zh)] + ([("official", self.en)] if self.en else [])
        for field in ("short", "abbreviation", "alias", "former", "nickname", "romanised"):
            forms += [(field, form) for form in getattr(self, field)]
        return forms + [("alias", form) for form in self.regional]


class Institution(Record):
    """A body: of party or state, a market's infrastructure, a company, a multilateral."""

    type: Literal["institution"]


class Group(Institution):
    """Several bodies under one name (一行一局一会), with dated members."""

    kind: Literal["group"]
    members: tuple[Member, ...]


class Person(Record):
    """A person: names and public posts with dates, nothing else."""

    type: Literal["person"]
    posts: tuple[Post, ...] = ()
    order: Literal["surname-first", "given-first", "both"] = Field(
        "surname-first", description="the order of the Latin name in use; both: given-first is generated too")


class Title(Record):
    """One sense of a title: 行长 is governor-central-bank and president-bank."""

    type: Literal["title"]
    at: tuple[str, ...] = Field((), description="kinds of institution, or IDs, that have this post; a kind takes in all below it")
    takes: tuple[Modifier, ...] = Field((), description="modifiers that it can carry")

    @model_validator(mode="after")
    def _known(self) -> Title:
        for kind in self.at:
            if not ID.fullmatch(kind):
                msg = f"{kind!r} is neither a kind of institution nor an ID"
                raise ValueError(msg)
        return self


class Thing(Record):
    """A market, a term or an event."""

    type: Literal["market", "term", "event"]


def _which(value: Any) -> str:  # noqa: ANN401
    """Which model a record has: its type, or "group" and "thing"."""
    table = value if isinstance(value, dict) else {"type": getattr(value, "type", None), "kind": getattr(value, "kind", None)}
    if table.get("type") == "institution":
        return "group" if table.get("kind") == "group" else "institution"
    return str(table["type"]) if table.get("type") in ("person", "title") else "thing"


@functools.cache
def adapter() -> TypeAdapter[Institution | Group | Person | Title | Thing]:
    """The validator of one record, whatever its type."""
    return TypeAdapter(Annotated[
        Annotated[Institution, Tag("institution")] | Annotated[Group, Tag("group")] | Annotated[Person, Tag("person")]
        | Annotated[Title, Tag("title")] | Annotated[Thing, Tag("thing")], Discriminator(_which)])


def json_schema() -> dict[str, Any]:
    """JSON Schema of one lexicon file: a table whose every key is an ID and every value a record."""
    record = adapter().json_schema(ref_template="#/$defs/{model}")
    defs = record.pop("$defs", {})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cnfin_terms lexicon file",
        "type": "object",
        "patternProperties": {f"^{ID.pattern}$": record},
        "additionalProperties": False,
        "$defs": defs,
    }
