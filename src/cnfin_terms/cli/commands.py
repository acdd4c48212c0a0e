"""What each sub-command does: options in, exit code by the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnfin_terms.cli.batch import link_stream
from cnfin_terms.cli.linking import linked
from cnfin_terms.cli.parquet import link_parquet
from cnfin_terms.cli.read import Item, Reading, read_items
from cnfin_terms.cli.sources import Source, find_sources, total_size
from cnfin_terms.cli.write import choose_format, dump, line_of, open_output, plain, terminal_width, tsv_line, write_pages
from cnfin_terms.errors import OptionError, UnknownId
from cnfin_terms.table import Column, layout, printable

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from cnfin_terms.cli.progress import Report
    from cnfin_terms.lexicon.entity import Entity
    from cnfin_terms.lexicon.lexicon import Lexicon
    from cnfin_terms.linker import Linker

__all__ = ["explain", "get", "glossary", "link", "linker_of", "normalize", "resolve", "search"]


def _lexicon(args: Namespace) -> Lexicon:
    """The shipped lexicon with the packs and the overlays asked for, in their order."""
    from cnfin_terms import Lexicon

    lexicon = Lexicon.default()
    if args.packs is not None:
        lexicon = lexicon.with_packs(*args.packs)
    for path in args.overlay:
        lexicon = lexicon.overlay(path)
    return lexicon


def linker_of(args: Namespace) -> Linker:
    """A linker as the options describe it."""
    from cnfin_terms import Linker

    return Linker(_lexicon(args), follow=args.follow, min_score=args.min_score, types=args.types, as_of=args.as_of, region=args.region)


def _reading(args: Namespace) -> Reading:
    """How to read the inputs."""
    return Reading(args.encoding, args.errors, args.field or "text", args.as_of_field, args.region_field, args.key_field,
                   args.as_of, args.region, args.result_field)


def _sources(args: Namespace, report: Report) -> list[Source]:
    """The sources, their size told to the bar."""
    named = any(name is not None for name in (args.field, args.as_of_field, args.region_field, args.key_field))
    sources = find_sources(args.inputs, args.layout, report, fields_named=named)
    report.expect(total_size(sources))
    return sources


def _inputs(args: Namespace, report: Report) -> tuple[list[Source], Iterator[Item]]:
    """The sources, and the texts of them."""
    sources = _sources(args, report)
    return sources, read_items(sources, _reading(args), report)


def link(args: Namespace, report: Report) -> None:
    """Link texts and write what was found."""
    linker = linker_of(args)
    sources = _sources(args, report)
    form = choose_format(args.format, args.output, sources, ("table", "jsonl", "tsv", "html", "parquet"))
    reading = _reading(args)
    if form == "parquet":
        if args.resume or args.output is None:
            raise OptionError("Parquet goes to a new file: name it with --output, and leave out --resume")
        link_parquet(linker, sources, reading, args.output, [args.key_field] if args.key_field else [], report, workers=args.workers)
    elif form == "html":
        if args.resume:
            raise OptionError("--resume goes on with JSON lines, TSV and tables, not with HTML")
        write_pages(linked(linker, read_items(sources, reading, report), args.workers, report), args.output, args.title, sources)
    else:
        link_stream(linker, sources, reading, form, args.output, report, workers=args.workers, resume=args.resume)


def normalize(args: Namespace, report: Report) -> None:
    """Write texts with their mentions by preferred names."""
    from cnfin_terms.rewriting import normalize as rewrite

    linker = linker_of(args)
    sources, items = _inputs(args, report)
    form = choose_format(args.format, args.output, sources, ("text", "jsonl"))
    with open_output(args.output, sources) as stream:
        for item in items:
            done = rewrite(linker.link(item.text, item.as_of, item.region), args.to)
            if form == "jsonl":
                stream.write(line_of(item, args.result_field, plain(done)) + "\n")
            else:
                # a file comes out as it went in; a text that was a line is a line again
                whole = item.row is None and item.key == item.place and args.layout != "lines"
                stream.write(done.text + ("" if whole else "\n"))
            report.advance(item.size)


def glossary(args: Namespace, report: Report) -> None:
    """Write the term pairs of texts."""
    from cnfin_terms.glossaries import glossary as collect

    linker = linker_of(args)
    sources, items = _inputs(args, report)
    form = choose_format(args.format, args.output, sources, ("table", "jsonl", "tsv"))
    with open_output(args.output, sources) as stream:
        if form == "tsv":
            stream.write(tsv_line(("source", "id", "type", "zh", "en")) + "\n")
        for number, item in enumerate(items):
            terms = collect(linker.link(item.text, item.as_of, item.region))
            rows = [(term.id, term.type, term.zh, term.en) for term in terms]
            if form == "jsonl":
                stream.write(line_of(item, args.result_field, [plain(term) for term in terms]) + "\n")
            elif form == "tsv":
                stream.writelines(tsv_line((item.key, *row)) + "\n" for row in rows)
            else:
                columns = (Column("ID", 10), Column("type", 6, 1), Column("Chinese", 8), Column("English", 8))
                body = layout(columns, rows, terminal_width(stream)) if rows else "No terms."
                stream.write("\n" * (number > 0) + f"{printable(str(item.key))}\n{body}\n")
            report.advance(item.size)


def _strings(args: Namespace, report: Report, names: Sequence[str], layout_: Any = "lines") -> Iterator[str]:  # noqa: ANN401
    """Strings of the command line; - stands for those of standard input."""
    for name in names:
        if name == "-":
            reading = Reading(encoding=args.encoding)
            yield from (item.text for item in read_items([Source(None, "<stdin>", layout_)], reading, report))
        else:
            yield name


def explain(args: Namespace, report: Report) -> None:
    """Link one text and say of each mention why."""
    linker = linker_of(args)
    with open_output(None) as stream:
        for text in _strings(args, report, [args.text], "text"):
            doc = linker.link(text)
            if not doc.mentions:
                stream.write("No mentions.\n")
            for number, mention in enumerate(doc.mentions):
                told = "\n".join(printable(line) for line in mention.explain().splitlines())
                stream.write("\n" * (number > 0) + f"{mention.start}-{mention.end}: {told}\n")


def resolve(args: Namespace, report: Report) -> None:
    """Give the ID of each string."""
    linker = linker_of(args)
    columns = (Column("query", 8), Column("status", 8, 2), Column("ID", 10), Column("type", 5, 3), Column("Chinese", 8, 1),
               Column("English", 8, 1), Column("score", 5, 2, right=True), Column("reason", 8, 4))
    form = choose_format(args.format, args.output, (), ("table", "jsonl", "tsv"))
    rows: list[tuple[str, ...]] = []
    with open_output(args.output) as stream:
        if form == "tsv":
            stream.write(tsv_line(("query", "status", "id", "type", "zh", "en", "score", "reason", "candidates")) + "\n")
        for string in _strings(args, report, args.strings):
            found = linker.resolve(string, context=args.context, fuzzy=args.fuzzy)
            resolved = found.status == "resolved"
            names = (found.label("zh"), found.label("en")) if resolved else ("", "")
            candidates = [f"{one.id}:{one.score:.4f}" for one in found.candidates]
            if form == "jsonl":
                stream.write(dump(found.to_dict()) + "\n")
            elif form == "tsv":
                cells = (string, found.status, found.id, found.type, *names, f"{found.score:.4f}", found.reason, " ".join(candidates))
                stream.write(tsv_line(cells) + "\n")
            else:
                identity = found.id or ("? " + " | ".join(one.id for one in found.candidates) if found.candidates else "—")
                rows.append((string, found.status, identity, found.type or "", *names, f"{found.score:.2f}", found.reason))
        if form == "table":
            stream.write(layout(columns, rows, terminal_width(stream)) + "\n")


def _record(entity: Entity) -> str:
    """A record for people."""
    head = f"{entity.id}\n  {entity.label('zh')} · {entity.label('en')}"
    facts = [("type", entity.type + (f", {entity.kind}" if entity.kind else "")), ("since", entity.since), ("until", entity.until),
             ("of", entity.of), ("origin", entity.origin)]
    lines = [head, *(f"  {name}: {value}" for name, value in facts if value)]
    written = [name for name in entity.names if name.type not in ("generated", "romanised")]
    lines += [f"  {name.type} ({name.lang}): {name.text}{_span(name.since, name.until)}" for name in written]
    lines += [f"  post: {' '.join((*post.modifiers, post.title))} at {post.at}{_span(post.since, post.until)}" for post in entity.posts]
    lines += [f"  {relation.how}: {relation.id}{_span(relation.on, relation.on)}" for relation in entity.relations]
    lines += [f"  member: {member.id}{_span(member.since, member.until)}" for member in entity.members]
    for name, values in entity.ids.items():
        lines += [f"  {name}: {value}" for value in ([values] if isinstance(values, str) else values)]
    lines += [f"  source: {source}" for source in entity.sources]
    return "\n".join(lines)


def _span(since: str | None, until: str | None) -> str:
    """A time in brackets."""
    if since is None and until is None:
        return ""
    return f" ({since})" if since == until else f" ({since or ''}–{until or ''})"


def get(args: Namespace, report: Report) -> None:
    """Show the records of IDs; an unknown one is a problem, with its near matches."""
    lexicon = _lexicon(args)
    form = choose_format(args.format, args.output, (), ("text", "jsonl"))
    shown = 0
    with open_output(args.output) as stream:
        for id_ in args.ids:
            try:
                entity = lexicon.get(id_)
            except UnknownId as error:
                report.problem("", str(error))
                continue
            if (gone := lexicon.redirect(id_)) is not None:
                others = f"; part of it went to {', '.join(gone.to[1:])}" if gone.to[1:] else ""
                report.note(id_, f"retired {gone.on or 'in ' + gone.version}: {gone.reason}; now {entity.id}{others}")
            if form == "jsonl":
                stream.write(dump(plain(entity)) + "\n")
            else:
                stream.write("\n" * (shown > 0) + _record(entity) + "\n")
            shown += 1


def search(args: Namespace, report: Report) -> None:
    """Show the records whose names are like the query; none found is no error."""
    from cnfin_terms.searching import search as find_all

    del report
    lexicon = _lexicon(args)
    form = choose_format(args.format, args.output, (), ("table", "jsonl", "tsv"))
    found = find_all(lexicon, " ".join(args.query), args.limit)
    rows = [(one.entity.id, one.entity.type, one.entity.label("zh"), one.entity.label("en")) for one in found]
    with open_output(args.output) as stream:
        if form == "jsonl":
            stream.writelines(dump(plain(one.entity)) + "\n" for one in found)
        elif form == "tsv":
            stream.writelines(tsv_line(row) + "\n" for row in (("id", "type", "zh", "en"), *rows))
        else:
            columns = (Column("ID", 10), Column("type", 6, 1), Column("Chinese", 8), Column("English", 8))
            stream.write((layout(columns, rows, terminal_width(stream)) if rows else "Nothing found.") + "\n")
