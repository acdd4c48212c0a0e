"""The front page with its search, and lists of records by type and kind, which need no script."""

from __future__ import annotations

from collections.abc import Mapping

from cnfin_terms.lexicon.entity import Entity
from cnfin_terms.lexicon.vocabulary import TYPES
from cnfin_terms.markup import text
from cnfin_terms.site.facts import Facts
from cnfin_terms.site.record import TYPE_NAMES
from cnfin_terms.site.shell import Shell, heading

__all__ = ["front", "kinds", "listing"]


def kinds(facts: Facts) -> Mapping[tuple[str, str], list[Entity]]:
    """Records by type and kind, in the order of the vocabulary's types."""
    found: dict[tuple[str, str], list[Entity]] = {}
    for entity in facts.entities.values():
        found.setdefault((entity.type, entity.kind), []).append(entity)
    return {key: found[key] for key in sorted(found, key=lambda key: (TYPES.index(key[0]), key[1]))}


def file_of(type_: str, kind: str) -> str:
    """The file of a list."""
    return f"lists/{type_}-{kind}.html" if kind else f"lists/{type_}.html"


def listing(shell: Shell, type_: str, kind: str, entities: list[Entity]) -> str:
    """The list of a kind's records."""
    name = kind or type_
    items = "".join(f"<li>{shell.link(entity.id)} <code>{text(entity.id)}</code></li>" for entity in entities)
    return shell.page(f"{name} ({len(entities):,})", f'<header class="t-{type_}"><p class="kind"><span class="dot"></span>{type_} '
                      f'<span lang="zh">{TYPE_NAMES[type_]}</span></p><h1>{text(name)}</h1><p>{len(entities):,} records</p></header>'
                      f'<ul class="all">{items}</ul>')


def front(shell: Shell) -> str:
    """The front page."""
    groups = kinds(shell.facts)
    tables = []
    for type_ in TYPES:
        own = {kind: entities for (of, kind), entities in groups.items() if of == type_}
        if own:
            links = " ".join(f'<li><a href="{file_of(type_, kind)}">{text(kind or "all")}</a> <span class="dim">{len(entities):,}</span></li>'
                             for kind, entities in own.items())
            total = sum(map(len, own.values()))
            tables.append(f'<div class="t-{type_}"><h3><span class="dot"></span>{type_} <span lang="zh">{TYPE_NAMES[type_]}</span> '
                          f'<span class="dim">{total:,}</span></h3><ul class="kinds">{links}</ul></div>')
    options = "".join(f'<option value="{type_}">{type_} {TYPE_NAMES[type_]}</option>' for type_ in TYPES if any(of == type_ for of, _ in groups))
    body = f"""<header><h1>The lexicon <span class="site" lang="zh">中国金融词表</span></h1>
<p>{len(shell.facts.entities):,} institutions, markets, people, titles, terms and events of Chinese finance, and their names.</p></header>
<search><form id="search" role="search"><input id="q" type="search" name="q" autofocus autocomplete="off" autocapitalize="off" spellcheck="false"
aria-label="Search 搜索" aria-controls="results" aria-describedby="hint" placeholder="央行 · pan gongsheng · NFRA · 601398">
<select id="type" name="type" aria-label="Type 类型"><option value="">all types 全部</option>{options}</select></form></search>
<p id="hint" class="dim">Han of either script, pinyin with or without tones, English, abbreviation, ID, ticker.
<span lang="zh">简繁汉字、拼音（带不带声调皆可）、拼音首字母、英文、缩写、ID、证券代码。</span> <kbd>↑</kbd> <kbd>↓</kbd> <kbd>Enter</kbd> <kbd>/</kbd></p>
<p id="told" role="status" aria-live="polite"></p>
<ol id="results"></ol>
<noscript><p>The search needs the script beside this page; the lists below do not.</p></noscript>
<section id="browse">{heading("Browse", "浏览")}{''.join(tables)}</section>"""
    return shell.page("cnfin_terms: the lexicon 中国金融词表", body, script=True)
