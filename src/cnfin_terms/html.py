"""A Document as one HTML page: the text with its mentions highlighted, and tables of what was found.

The page stands alone: style and script are in it, its content policy forbids every request, and without script everything
but the placing of the cards works. It follows the reader's light or dark setting, prints, and can be used by keyboard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnfin_terms.html_assets import SCRIPT, STYLE
from cnfin_terms.lexicon.vocabulary import TYPES
from cnfin_terms.markup import phrase as _phrase
from cnfin_terms.markup import text as _text
from cnfin_terms.reasons import REASONS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cnfin_terms.result import Document, Mention, Role

__all__ = ["to_html"]

#: What the lexicon says of a role.
KNOWN = {"yes": "it holds", "no": "it does not hold", "unknown": "nothing"}


def _names(mention: Mention) -> str:
    """Both names of what is resolved, once where they are the same."""
    if mention.status != "resolved":
        return ""
    return " · ".join(_phrase(name) for name in dict.fromkeys((mention.label("zh"), mention.label("en"))) if name)


def _candidates(mention: Mention) -> str:
    """The candidates of a mention in doubt, with their scores."""
    return ", ".join(f"<code>{_text(one.id)}</code>&nbsp;{one.score:.2f}" for one in mention.candidates)


def _identity(mention: Mention) -> str:
    """The ID, or what stands for it."""
    if mention.status == "resolved":
        return f"<code>{_text(mention.id or '')}</code>"
    return _candidates(mention) or "—"


def _card(mention: Mention, number: int) -> str:
    """What is shown beside a mention on hover and focus."""
    title = _names(mention) or {"ambiguous": "ambiguous", "unresolved": "not resolved"}.get(mention.status, "")
    rows = (
        ("ID" if mention.status == "resolved" else "candidates", _identity(mention)),
        ("type", _text(mention.type)),
        ("status", f"{_text(mention.status)}, score {mention.score:.2f}"),
        ("reason", f"{_text(mention.reason)}: {_text(REASONS.get(mention.reason, ''))}"),
    )
    facts = "".join(f'<span class="k">{key}</span><span class="v">{value}</span>' for key, value in rows)
    return f'<span class="card" role="tooltip" id="c{number}"><span class="names">{title}</span><span class="facts">{facts}</span></span>'


def _marked(doc: Document) -> Iterator[str]:
    """The text with its mentions marked."""
    at = 0
    for number, mention in enumerate(doc.mentions, 1):
        yield _text(doc.text[at:mention.start])
        yield (f'<mark class="t-{_text(mention.type)} s-{_text(mention.status)}" id="m{number}" tabindex="0" aria-describedby="c{number}">'
               f"{_text(mention.text)}{_card(mention, number)}</mark>")
        at = mention.end
    yield _text(doc.text[at:])


def _table(caption: str, headings: Iterable[str], rows: Iterable[str]) -> str:
    """A table with a caption; the rows come as HTML."""
    heads = "".join(f'<th scope="col">{heading}</th>' for heading in headings)
    return (f'<section><h2>{caption}</h2><div class="scroll" tabindex="0" role="region" aria-label="{caption}">'
            f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div></section>")


def _mention_row(mention: Mention, number: int) -> str:
    resolved = mention.status == "resolved"
    chinese, english = (mention.label("zh"), mention.label("en")) if resolved else ("", "")
    cells = (
        ("n", f"{mention.start}–{mention.end}"),
        ("name", f'<a href="#m{number}">{_phrase(mention.text)}</a>'),
        ("w", f'<span class="dot t-{_text(mention.type)}"></span>{_text(mention.type)}'),
        ("w" if resolved else "name", _identity(mention)),
        ("name", _phrase(chinese)),
        ("name", _phrase(english)),
        ("w", _text(mention.status)),
        ("n", f"{mention.score:.2f}"),
        ("w", _text(mention.reason)),
    )
    row = "".join(f'<td class="{kind}">{cell}</td>' for kind, cell in cells)
    return f"<tr>{row}</tr>"


def _role_row(role: Role, numbers: dict[tuple[int, int], int]) -> str:
    def cell(mention: Mention | None) -> str:
        if mention is None:
            return "<td>—</td>"
        number = numbers.get((mention.start, mention.end))
        shown = _phrase(mention.text)
        link = f'<a href="#m{number}">{shown}</a>' if number else shown
        identity = f" <code>{_text(mention.id)}</code>" if mention.id else ""
        return f"<td>{link}{identity}</td>"

    return f"<tr>{cell(role.person)}{cell(role.title)}{cell(role.institution)}<td>{_text(KNOWN.get(role.known, role.known))}</td></tr>"


def _legend(doc: Document) -> str:
    """The types and statuses that occur, with their counts."""
    types = [(name, sum(mention.type == name for mention in doc.mentions)) for name in TYPES]
    statuses = [(name, sum(mention.status == name for mention in doc.mentions)) for name in STATUSES]
    items = [f'<li><span class="swatch t-{name} s-resolved">{name}</span> {count}</li>' for name, count in types if count]
    items += [f'<li><span class="swatch s-{name}">{name}</span> {count}</li>' for name, count in statuses if count]
    return f'<ul class="legend" aria-label="Legend: mentions by type and status">{"".join(items)}</ul>' if items else ""


def to_html(doc: Document, title: str | None = None) -> str:
    """The document as one self-contained HTML page.

    For reading and for showing a result to others; not for parsing: :meth:`Document.to_dict` is for that. Characters that HTML
    cannot hold (NUL, lone surrogates) are shown as pictures or U+FFFD; everything else of the text is kept, its line
    breaks and spaces too.

    :param doc: what :func:`cnfin_terms.link` gave.
    :param title: title and heading of the page; by default "Linked mentions".
    :returns: HTML that encodes as UTF-8.
    """
    heading = _text(title or "Linked mentions")
    many = len(doc.mentions)
    entities = len({mention.id for mention in doc.mentions if mention.id})
    version, fingerprint = doc.lexicon
    told = f"{len(doc.text):,} characters, {many:,} mention{'s' * (many != 1)} of {entities:,} entit{'y' if entities == 1 else 'ies'}"
    numbers = {(mention.start, mention.end): number for number, mention in enumerate(doc.mentions, 1)}
    tables = ""
    if doc.mentions:
        heads = ("Place", "Text", "Type", "ID", "Chinese", "English", "Status", "Score", "Reason")
        tables += _table("Mentions", heads, (_mention_row(mention, number) for number, mention in enumerate(doc.mentions, 1)))
    if doc.roles:
        tables += _table("Roles", ("Person", "Title", "Institution", "The lexicon says"), (_role_row(role, numbers) for role in doc.roles))
    text = "".join(_marked(doc)) or '<span class="empty">The text is empty.</span>'
    language = "zh" if 4 * sum("\u3400" <= character <= "\u9fff" for character in doc.text) > len(doc.text) else "en"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>{heading}</title>
<style>{STYLE}</style>
</head>
<body>
<header><h1>{heading}</h1><p>{told}</p>{_legend(doc)}</header>
<main>
<div class="text" lang="{language}">{text}</div>
{tables}
</main>
<footer>Lexicon {_text(str(version))} <code>{_text(str(fingerprint))}</code></footer>
<script>{SCRIPT}</script>
</body>
</html>
"""
