"""One record's page: what it is, its names, its posts and members in time, what became of it, its identifiers and sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote, urlencode

from cnfin_terms.lexicon.entity import Entity, Post
from cnfin_terms.markup import phrase, text
from cnfin_terms.site.drawings import Box, Span, axis, bar, graph
from cnfin_terms.site.facts import Held
from cnfin_terms.site.forms import names
from cnfin_terms.site.shell import Shell, heading, linked

__all__ = ["TYPE_NAMES", "moved", "record"]

TYPE_NAMES = {"institution": "机构", "market": "市场", "person": "人物", "title": "职务", "term": "术语", "event": "事件"}
_TIES = {"merged-from": "merged", "split-from": "split", "reorganised-from": "reorganised", "functions-from": "functions moved"}
#: Where an identifier can be looked up.
_REGISTERS = {
    "wikidata": "https://www.wikidata.org/wiki/{}", "lei": "https://search.gleif.org/#/record/{}", "website": "{}",
}
#: Entries that a list shows before it folds the rest away.
_SHOWN = 24


def _section(name: str, english: str, chinese: str, body: str) -> str:
    return f'<section id="{name}">{heading(english, chinese)}{body}</section>' if body else ""


def _dates(since: str | None, until: str | None, seen: str | None = None) -> str:
    if since or until:
        return f"{since or '…'} – {until or '…'}"
    return f"seen {seen}" if seen else ""


def _folded(items: Sequence[str], tag: str = "ul") -> str:
    """A list, what is beyond a screenful folded away."""
    first, rest = "".join(items[:_SHOWN]), "".join(items[_SHOWN:])
    more = f"<details><summary>{len(items) - _SHOWN:,} more</summary><{tag}>{rest}</{tag}></details>" if rest else ""
    return f"<{tag}>{first}</{tag}>{more}"


def _timeline(rows: Sequence[tuple[Span, str]]) -> str:
    """Entries with their time, drawn beside them where any date is known."""
    years = axis([span for span, _ in rows])
    items = [
        f'<li><span class="when">{text(_dates(*span[:3]) or "undated")}</span>{bar(span, years) if years else ""}<span class="what">{what}</span></li>'
        for span, what in rows
    ]
    ends = f'<p class="axis" aria-hidden="true"><span>{years[0]}</span><span>{years[1]}</span></p>' if years else ""
    return f'<div class="timeline">{ends}{_folded(items, "ol")}</div>' if rows else ""


def _proof(post: Post) -> str:
    checked = f", checked {text(post.checked)}" if post.checked else ""
    first = linked(post.source)
    link = first.replace(">" + text(post.source) + "<", ">source<") if first.startswith("<a ") else first
    return f'<span class="dim">{link}{checked}</span>'


def _title(shell: Shell, post: Post) -> str:
    """A post's title with its modifiers, in both languages."""
    label = shell.facts.lexicon.handle.label_of
    known = post.title in shell.facts.labels
    chinese, english = (label(post.title, post.modifiers, lang) for lang in ("zh", "en")) if known else (post.title, "")
    also = f' <span class="en" lang="en">{text(english)}</span>' if english and english != chinese else ""
    return f'<a class="to" href="{shell.root}records/{post.title}.html">{phrase(chinese, "span")}{also}</a>' if known else shell.link(post.title)


def _span(shell: Shell, post: Post) -> Span:
    """The time of a post: one that nobody is known to have left ends at the latest with its body."""
    body = shell.facts.entities.get(post.at)
    return Span(post.since, post.until, post.seen, (body.until if body else None) or post.checked)


def _posts(shell: Shell, entity: Entity) -> str:
    return _timeline([
        (_span(shell, post), f"{shell.link(post.at)} {_title(shell, post)} {_proof(post)}") for post in entity.posts
    ])


def _holders(shell: Shell, held: Iterable[Held], entity: Entity) -> str:
    """Who held the posts of an institution, or a title; with the title's own page goes only what modifies it."""
    def what(person: str, post: Post) -> str:
        if entity.type != "title":
            return f"{shell.link(person)} {_title(shell, post)}"
        return f"{shell.link(person)} {_title(shell, post) if post.modifiers else ''} {shell.link(post.at)}"

    return _timeline([(_span(shell, post), what(person, post)) for person, post in held])


def _graph(shell: Shell, entity: Entity) -> str:
    """What a body came from and what came of it: drawn, and in words."""
    def box(id_: str, tie: str, on: str | None) -> Box:
        known = shell.facts.labels.get(id_)
        return Box(f"{shell.root}records/{id_}.html" if known else "", known[0] if known else id_, f"{_TIES.get(tie, tie)} {on or ''}".strip())

    later = shell.facts.later.get(entity.id, [])
    if not entity.relations and not later:
        return ""
    before = [box(relation.id, relation.how, relation.on) for relation in entity.relations]
    after = [box(id_, relation.how, relation.on) for id_, relation in later]
    drawn = graph(before, Box("", shell.facts.labels[entity.id][0]), after, "What it came from, and what came of it")
    said = [f"<li>{text(relation.how)} {shell.link(relation.id)} {text(relation.on or '')}</li>" for relation in entity.relations]
    said += [f"<li>{shell.link(id_)} {text(relation.how)} this {text(relation.on or '')}</li>" for id_, relation in later]
    return f'<div class="scroll drawing" tabindex="0" role="region" aria-label="Drawing">{drawn}</div><ul>{"".join(said)}</ul>'


def _identifiers(entity: Entity) -> str:
    rows = []
    for kind, value in entity.ids.items():
        for one in [value] if isinstance(value, str) else value:
            way = _REGISTERS.get(kind, "")
            address = way.format(one if kind == "website" else quote(one))
            shown = f'<a href="{text(address)}" rel="noreferrer noopener">{text(one)}</a>' if address.startswith(("https://", "http://")) else text(one)
            rows.append(f"<dt>{text(kind)}</dt><dd>{shown}</dd>")
    return f'<dl class="facts">{"".join(rows)}</dl>' if rows else ""


def _improve(shell: Shell, entity: Entity) -> str:
    """The way to mend the record: its file and line, and a form for who would rather tell."""
    place = shell.facts.places.get(entity.id)
    if place is None:
        return ""
    where = f"lexicon/{place.file}:{place.line}"
    if not shell.repository:
        return f'<p class="improve">Improve this record <span lang="zh">改进本条</span>: <code>{text(where)}</code></p>'
    file = f"{shell.repository}/blob/HEAD/lexicon/{quote(place.file)}#L{place.line}"
    issue = f"{shell.repository}/issues/new?{urlencode({'template': 'wrong-fact.yml', 'title': f'Wrong fact: {entity.id}', 'record': entity.id})}"
    return (f'<p class="improve"><a href="{text(file)}" rel="noreferrer noopener">Improve this record '
            f'<span lang="zh">改进本条</span></a> <code>{text(where)}</code> · <a href="{text(issue)}" rel="noreferrer noopener">Report a mistake '
            '<span lang="zh">报告错误</span></a></p>')


def _facts(shell: Shell, entity: Entity) -> str:
    """The record's own few facts."""
    rows = [("ID", f"<code>{text(entity.id)}</code>")]
    if entity.region != "mainland":
        rows.append(("region", text(entity.region)))
    if entity.of:
        rows.append(("belongs to", shell.link(entity.of)))
    if entity.since or entity.until:
        rows.append(("existed", text(_dates(entity.since, entity.until))))
    if entity.at:
        rows.append(("post of", "; ".join(shell.link(at) if at in shell.facts.labels else f"<code>{text(at)}</code>" for at in entity.at)))
    if entity.origin != "record":
        rows.append(("made by a", text(entity.origin)))
    old = [id_ for id_, new in shell.facts.retired.items() if new == entity.id]
    if old:
        rows.append(("retired IDs", ", ".join(f"<code>{text(id_)}</code>" for id_ in old)))
    return '<dl class="facts">' + "".join(f"<dt>{key}</dt><dd>{value}</dd>" for key, value in rows) + "</dl>"


def record(shell: Shell, entity: Entity) -> str:
    """The page of a record."""
    facts = shell.facts
    chinese, english = facts.labels[entity.id]
    reading = "" if entity.type == "title" else entity.label("pinyin")
    traditional = entity.label("zh-Hant")
    aliases = [phrase(traditional, "span").replace('lang="zh"', 'lang="zh-Hant"')] if traditional not in (chinese, english) else []
    aliases += [f'<span lang="zh-Latn-pinyin">{text(reading)}</span>'] if reading not in ("", chinese, english) else []
    members = _timeline([(Span(member.since, member.until), shell.link(member.id)) for member in entity.members])
    groups = _timeline([(Span(member.since, member.until), shell.link(id_)) for id_, member in facts.groups.get(entity.id, [])])
    parts = [f"<li>{shell.link(id_)}</li>" for id_ in facts.parts.get(entity.id, [])]
    kind = f' · <a href="{shell.root}lists/{entity.type}-{entity.kind}.html">{text(entity.kind)}</a>' if entity.kind else ""
    kin = f'<a href="{shell.root}lists/{entity.type}.html">{entity.type} <span lang="zh">{TYPE_NAMES[entity.type]}</span></a>' if not kind else (
        f'{entity.type} <span lang="zh">{TYPE_NAMES[entity.type]}</span>')
    body = "".join([
        f'<header class="t-{entity.type}"><p class="kind"><span class="dot"></span>{kin}{kind}</p>'
        f'<h1>{phrase(chinese, "span")}</h1>' + (f'<p class="english" lang="en">{text(english)}</p>' if english else "")
        + (f'<p class="also">{" · ".join(aliases)}</p>' if aliases else "") + "</header>",
        _facts(shell, entity),
        names(shell, entity.id),
        _section("history", "History", "沿革", _graph(shell, entity)),
        _section("posts", "Posts", "任职", _posts(shell, entity)),
        _section("people", "People", "人物", _holders(shell, facts.held.get(entity.id, []), entity)),
        _section("members", "Members", "成员", members),
        _section("groups", "Member of", "所属合称", groups),
        _section("parts", "Parts", "下属", _folded(parts) if parts else ""),
        _section("ids", "Identifiers", "代码", _identifiers(entity)),
        _section("sources", "Sources", "来源", _folded([f"<li>{linked(source)}</li>" for source in entity.sources]) if entity.sources else ""),
        _improve(shell, entity),
    ])
    return shell.page(" · ".join(name for name in (chinese, english) if name), body)


def moved(shell: Shell, old: str, new: str) -> str:
    """The page of a retired ID: why, when, and what stands in its place.

    :param new: the ID that it leads to; "" for none.
    """
    redirect = shell.facts.lexicon.redirect(old)
    told, others = "", ""
    if redirect is not None:
        told = f"<p>{phrase(redirect.reason, 'span')} {text(redirect.on or '')}</p>"
        others = "".join(f"<p>Part of it: {shell.link(id_)}</p>" for id_ in redirect.to[1:])
    now = f'<p>Now <span lang="zh">现为</span> {shell.link(new)}</p>' if new else '<p>Nothing replaces it. <span lang="zh">无替代词条。</span></p>'
    head = f'<header><h1><code>{text(old)}</code></h1><p>This ID was retired. <span lang="zh">此 ID 已停用。</span></p></header>'
    return shell.page(old, f"{head}{told}{now}{others}")
