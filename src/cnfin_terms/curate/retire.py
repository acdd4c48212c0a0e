"""IDs retired, renamed, merged and split: the old one keeps answering, what named it names the new one, and users are told what changes.

Each function changes a :class:`Bench` in memory and gives an :class:`Account`; nothing is written before :func:`settle`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cnfin_terms import dates
from cnfin_terms.curate.bench import Bench, Reference
from cnfin_terms.errors import OptionError
from cnfin_terms.lexicon.entity import Redirect
from cnfin_terms.lexicon.schema import ID

__all__ = ["Account", "merge", "rename", "retire", "retired_text", "settle", "split"]

_FORMS = ("short", "abbreviation", "alias", "former", "nickname", "romanised", "regional")
_LISTS = (*_FORMS, "posts", "members", "relations", "sources", "at", "takes")
_HEADER = "id\tversion\treplaced_by\treason\ton\n"


@dataclass
class Account:
    """What a change of IDs did.

    :ivar redirects: the retired IDs.
    :ivar references: where they were named.
    :ivar look: what a person should look at.
    :ivar users: what users must know, for the changelog.
    """

    redirects: dict[str, Redirect]
    references: list[Reference] = field(default_factory=list)
    look: list[str] = field(default_factory=list)
    users: list[str] = field(default_factory=list)


def _redirect(bench: Bench, to: Sequence[str], reason: str, on: str) -> Redirect:
    if not reason.strip() or any(char in reason for char in "\t\r\n"):
        raise OptionError("a reason is one line of words without tabs; say it with --reason")
    dates.check(on)
    return Redirect(tuple(to), reason.strip(), on, bench.tables.version)


def _forms(bench: Bench, id_: str) -> list[str]:
    """The forms that a record is written with."""
    source = next(source for source in bench.tables.records if source.id == id_)
    return list(dict.fromkeys(form.text for _, form in source.record.written()))


def _of_one_type(bench: Bench, old: str, new: Iterable[str]) -> None:
    types = {id_: bench.record(id_).get("type") for id_ in (old, *new)}
    if len(set(types.values())) > 1:
        raise OptionError(f"they are not of one type: {', '.join(f'{id_} is a {type_}' for id_, type_ in types.items())}")


def _no_longer_shared(bench: Bench, account: Account) -> None:
    account.look += [f"{form!r} was shared and no longer is: taken out of ambiguous.toml" for form in bench.no_longer_shared()]


def _not_itself(bench: Bench, ids: Iterable[str], account: Account) -> None:
    """A record that names itself, once two are one, says nothing: what it says so is taken out."""
    for id_ in ids:
        record = bench.record(id_)
        if record.get("of") == id_:
            del record["of"]
            account.look.append(f"{id_} was a part of what is now itself: `of` taken out")
        for name in ("relations", "members"):
            kept = [item for item in record.get(name, ()) if item["id"] != id_]
            if len(kept) < len(record.get(name, ())):
                record[name] = kept
                account.look.append(f"{id_} named what is now itself in {name}: taken out")
            if name in record and not record[name]:
                del record[name]


def rename(bench: Bench, old: str, new: str, reason: str, on: str) -> Account:
    """Give a record another ID.

    :raises OptionError: if there is no such record, or the new ID is none, or was ever used.
    """
    if not ID.fullmatch(new):
        raise OptionError(f"{new!r} is no ID: small letters and digits in groups joined by single hyphens, a letter first")
    known = {source.id for source in bench.tables.records}
    if new in known or new in bench.tables.retired or new in bench.tables.ledger:
        raise OptionError(f"the ID {new!r} {'is in use' if new in known else 'was used before'}; an ID is given once")
    account = Account({old: _redirect(bench, (new,), reason, on)})
    bench.rename(old, new)
    account.references = bench.point({old: new})
    account.users = [f"`{old}` is `{new}` now: answers bear the new ID, and the old one still opens the record."]
    return account


def retire(bench: Bench, old: str, to: str | None, reason: str, on: str) -> Account:
    """Take a record out; its ID answers with another record, or, withdrawn, with the reason alone.

    Its forms go with it: to keep them, :func:`merge`.

    :param to: the record that it answers with; None withdraws it, which only a record that no other names can be.
    :raises OptionError: if there is no such record, they are one, or a withdrawn one is named elsewhere.
    """
    for id_ in (old, to or old):
        bench.place(id_)
    if to == old:
        raise OptionError(f"{old} cannot be replaced by itself")
    account = Account({old: _redirect(bench, () if to is None else (to,), reason, on)})
    theirs = set(_forms(bench, to)) if to is not None else set()
    mine = _forms(bench, old)
    comment = bench.take_out(old)
    if comment:
        account.look.append(f"a comment stood above {old}: {' '.join(comment)}")
    bench.hand_over(old, lambda form: [to] if to is not None and form in theirs else [])
    account.references = bench.point({old: to or ""})
    if to is None and account.references:
        places = ", ".join(sorted({f"{one.file} {one.id}" for one in account.references}))
        raise OptionError(f"{old} is named elsewhere: {places}; say what replaces it with --to, or change those first")
    if to is not None:
        _not_itself(bench, [to], account)
    _no_longer_shared(bench, account)
    gone = [form for form in mine if form not in theirs]
    account.users = [f"`{old}` was withdrawn: {reason}." if to is None else f"`{old}` is retired; the ID opens `{to}` now: {reason}."]
    if gone:
        account.users.append(f"No longer found, unless another record bears it: {', '.join(gone)}.")
    if len(gone) < len(mine):
        account.users.append(f"Answered with `{to}` now: {', '.join(form for form in mine if form in theirs)}.")
    return account


def merge(bench: Bench, old: Sequence[str], into: str, reason: str, on: str) -> Account:
    """Make several records one: their forms, posts, members, relations and sources go to the one that stays, whose own facts count where they differ.

    :raises OptionError: if one is no record or of another type, or the one that stays is among those that go.
    """
    if into in old or len(set(old)) < len(old):
        raise OptionError(f"name each record once, and {into} only with --into")
    redirect = _redirect(bench, (into,), reason, on)
    account = Account(dict.fromkeys(old, redirect))
    for id_ in old:
        _of_one_type(bench, id_, [into])
    for id_ in old:
        source = bench.record(id_)
        account.look += [f"{into}: {told}" for told in _pour(source, bench.record(into), id_)]
        account.users.append(f"`{id_}` is merged into `{into}`; the ID still opens that record, and its forms answer with it: {', '.join(_forms(bench, id_))}.")
        comment = bench.take_out(id_)
        if comment:
            account.look.append(f"a comment stood above {id_}: {' '.join(comment)}")
    account.references = bench.point(dict.fromkeys(old, into))
    _not_itself(bench, [into], account)
    _no_longer_shared(bench, account)
    return account


def _text(form: Any) -> str:  # noqa: ANN401
    return str(form["text"] if isinstance(form, dict) else form)


def _pour(source: Mapping[str, Any], target: dict[str, Any], id_: str) -> list[str]:
    """Put what one record says into another; gives what was not taken over."""
    left = []
    borne = {_text(form) for name in _FORMS for form in target.get(name, ())} | {_text(target[name]) for name in ("zh", "en") if name in target}
    for name in ("zh", "en"):
        if name in source and _text(source[name]) not in borne:
            borne.add(_text(source[name]))
            target.setdefault("alias", []).append(source[name])
    for name in _LISTS:
        for item in source.get(name, ()):
            if name in _FORMS and _text(item) in borne:
                continue
            if item not in target.get(name, ()):
                target.setdefault(name, []).append(item)
                borne.add(_text(item)) if name in _FORMS else None
    for kind, value in source.get("ids", {}).items():
        ids = target.setdefault("ids", {})
        found = list(dict.fromkeys(one for held in (ids.get(kind, ()), value) for one in ((held,) if isinstance(held, str) else held)))
        if kind not in ids:
            ids[kind] = value
        elif len(found) > 1:
            ids[kind] = found
            left.append(f"two of {kind}: {', '.join(found)}")
    for name, value in source.items():
        if name not in (*_LISTS, "zh", "en", "ids", "type") and target.get(name) != value:
            left.append(f"{name} of {id_} was {value!r}, here it is {target.get(name, 'not given')!r}")
    return left


def split(bench: Bench, old: str, into: Sequence[str], reason: str, on: str) -> Account:
    """Take out a record that was several things. They are records already; the old ID answers with the first of them, and says that there are others.

    :raises OptionError: if there are not two, or one is no record, of another type or the old one.
    """
    if len(set(into)) < 2 or len(set(into)) < len(into) or old in into:  # noqa: PLR2004
        raise OptionError("a record is split into two others or more, each named once; write them first: cnfin-terms lexicon new")
    for id_ in into:
        bench.place(id_)
    _of_one_type(bench, old, into)
    account = Account({old: _redirect(bench, into, reason, on)})
    borne = {id_: set(_forms(bench, id_)) for id_ in into}
    mine = _forms(bench, old)
    comment = bench.take_out(old)
    if comment:
        account.look.append(f"a comment stood above {old}: {' '.join(comment)}")
    bench.hand_over(old, lambda form: [id_ for id_ in into if form in borne[id_]])
    account.references = bench.point({old: into[0]})
    account.look += [f"{one.file} {one.id}: {one.field} names {into[0]} now; is it {' or '.join(into[1:])}?" for one in account.references]
    _not_itself(bench, into, account)
    _no_longer_shared(bench, account)
    account.users = [f"`{old}` is split into {', '.join(f'`{id_}`' for id_ in into)}: {reason}. The ID opens `{into[0]}`, and says that there are others."]
    for form in mine:
        bearers = [id_ for id_ in into if form in borne[id_]]
        answer = "is no longer found" if not bearers else f"answers with `{bearers[0]}`" if len(bearers) == 1 else f"may be {' or '.join(bearers)}"
        account.users.append(f"{form} {answer}.")
    return account


def retired_text(retired: Mapping[str, Redirect]) -> str:
    r"""``retired.tsv``, sorted by ID, so that two who retire at once do not meet at its end.

    >>> retired_text({"b": Redirect(("c", "d"), "two things", "2026-11-22", "2026.1")})
    'id\tversion\treplaced_by\treason\ton\nb\t2026.1\tc d\ttwo things\t2026-11-22\n'
    """
    return _HEADER + "".join(f"{id_}\t{gone.version}\t{' '.join(gone.to)}\t{gone.reason}\t{gone.on or ''}\n" for id_, gone in sorted(retired.items()))


def settle(bench: Bench, account: Account) -> list[str]:
    """Write the bench and the redirects; gives the files written.

    :raises LexiconError: if the lexicon would break its schema; nothing is written then.
    """
    return bench.write({"retired.tsv": retired_text({**bench.tables.retired, **account.redirects})})
