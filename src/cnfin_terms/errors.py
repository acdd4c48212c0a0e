"""Every exception that the library raises on purpose: one base, few leaves, each saying what to do.

Text never raises: any ``str`` gives a Document. These are for a caller's or a contributor's mistake.
"""

from __future__ import annotations

__all__ = ["ArtifactError", "CnfinError", "InputError", "LexiconError", "OptionError", "TextError", "UnknownId", "WorkerError"]


class CnfinError(Exception):
    """Base of all errors of this library."""


class UnknownId(CnfinError, LookupError):  # noqa: N818  (the contract's name)
    """No record has this ID, and none replaces it; the message names near matches, or says why the record was withdrawn.

    :ivar id: the ID asked for.
    :ivar near: IDs that resemble it, best first.
    :ivar withdrawn: when and why the record was withdrawn; empty if there never was one.
    """

    def __init__(self, id: str, near: tuple[str, ...] = (), withdrawn: str = "") -> None:  # noqa: A002
        super().__init__(id, near, withdrawn)
        self.id = id
        self.near = near
        self.withdrawn = withdrawn

    def __str__(self) -> str:
        if self.withdrawn:
            return f"the record {self.id!r} was withdrawn, {self.withdrawn}"
        hint = f"; did you mean {', '.join(self.near)}?" if self.near else "; search() looks records up by name"
        return f"no record has the ID {self.id!r}{hint}"


class OptionError(CnfinError, ValueError):
    """An argument is not one of the values allowed (a date, type, region, language ...); the message lists them."""


class LexiconError(CnfinError, ValueError):
    """A lexicon file breaks a rule: file, line, record, what is wrong, and how to mend it.

    :ivar file: path of the file, as it was given.
    :ivar line: 1-based line, or 0 where the whole file is meant.
    :ivar id: the record's ID, or None outside a record.
    """

    def __init__(self, message: str, *, file: str = "", line: int = 0, id: str | None = None, remedy: str = "") -> None:  # noqa: A002
        super().__init__(message)
        self.message, self.file, self.line, self.id, self.remedy = message, file, line, id, remedy

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: " if self.file else ""
        record = f"[{self.id}] " if self.id else ""
        return f"{where}{record}{self.message}" + (f"; {self.remedy}" if self.remedy else "")

    def __reduce__(self) -> tuple[object, ...]:
        return (_lexicon_error, (self.message, self.file, self.line, self.id, self.remedy))


def _lexicon_error(message: str, file: str, line: int, record: str | None, remedy: str) -> LexiconError:
    """Rebuild a LexiconError from its pickle."""
    return LexiconError(message, file=file, line=line, id=record, remedy=remedy)


class ArtifactError(CnfinError):
    """The compiled lexicon is damaged or of another format; the message says how to rebuild it."""


class InputError(CnfinError, ValueError):
    """Input that cannot be read (bytes in no known encoding, a broken JSONL line), with the place."""


class TextError(CnfinError):
    """A text among many could not be linked: which, and why. The others are answered where ``on_error="report"`` asks for that.

    :ivar number: its place among the items, from 0.
    :ivar key: the caller's own, of its ``Text``.
    :ivar message: the exception that was raised, or how the worker process died.
    """

    def __init__(self, number: int, key: object, message: str) -> None:
        super().__init__(number, key, message)
        self.number, self.key, self.message = number, key, message

    def __str__(self) -> str:
        named = f" (key {self.key!r})" if self.key is not None else ""
        return f'item {self.number}{named} could not be linked: {self.message}; on_error="report" tells of it in its place and goes on'


class WorkerError(CnfinError, RuntimeError):
    """The workers cannot be started, or the executor is broken: no text's fault; the message says what to do."""
