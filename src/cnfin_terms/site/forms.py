"""The names of a record as its page shows them: those written by hand in a table, those that rules made folded away."""

from __future__ import annotations

from collections.abc import Iterable

from cnfin_terms.lexicon.forms import FormRow
from cnfin_terms.markup import phrase, text
from cnfin_terms.site.facts import Rival
from cnfin_terms.site.shell import Shell, heading

__all__ = ["names"]

#: What a reader is told of the rules that make forms; others go by their own name.
_RULES = {
    "mixed": "Han and pinyin mixed", "modified-title": "with modifiers", "legal-form": "legal form added or left out", "pinyin-joined": "pinyin, joined",
    "pinyin-spaced": "pinyin, spaced", "pinyin": "pinyin", "initials": "initials", "comma": "surname, given name", "given-first": "given name first",
    "parent": "with the parent's name", "quoted-part": "in quotation marks", "stem": "stem, in lists of its kind", "spaced": "blank between Han and Latin",
    "given-hyphenated": "given name hyphenated", "given-spaced": "given name spaced", "ampersand": "& for and", "apostrophe": "without apostrophe",
}
_USES = {"with-context": "only beside other evidence", "lookup-only": "looked up, never found in text"}
_HEADS = ("Name", "Type", "Language", "Counts when", "May also mean")
#: Of one rule's forms a page shows so many: a title has hundreds.
_MOST = 120


def _tag(raw: str, language: str) -> str:
    return f'<span lang="{text(language)}">{text(raw)}</span>'


def _when(form: FormRow) -> str:
    return f"{form.since or ''}–{form.until or ''}" if form.since or form.until else ""


def _policy(form: FormRow) -> str:
    """How a form may count, in words."""
    told = [_USES[form.use]] if form.use in _USES else []
    if form.case == "exact":
        told.append("in these very letters")
    if form.not_in:
        told.append("not in " + ", ".join(phrase(longer, "q") for longer in form.not_in))
    if form.region:
        told.append(f"in {text(form.region)}")
    if form.weak:
        told.append("weak: many could bear it")
    if when := _when(form):
        told.append(text(when))
    return "; ".join(told)


def _rivals(shell: Shell, rivals: Iterable[Rival]) -> str:
    return "<br>".join(shell.link(rival.id) + (f" {rival.prior:.0%}" if rival.prior else "") for rival in rivals)


def _row(shell: Shell, id_: str, form: FormRow) -> str:
    rivals = shell.facts.rivals(id_, form)
    means = ""
    if rivals:
        item = shell.facts.ambiguities.get(shell.facts.key(form.text))
        own = f"this {item.prior[id_]:.0%}<br>" if item is not None and id_ in item.prior else ""
        means = own + _rivals(shell, rivals) + (f'<br><span class="dim">{text(item.reason)}</span>' if item is not None else "")
    return (f'<tr><th scope="row" class="form">{_tag(form.text, form.lang)}</th><td>{text(form.type)}</td><td>{text(form.lang)}</td>'
            f"<td>{_policy(form)}</td><td>{means}</td></tr>")


def _made(shell: Shell, id_: str, forms: list[FormRow]) -> str:
    """The forms that rules make, by rule."""
    if not forms:
        return ""
    rules: dict[str, list[FormRow]] = {}
    for form in forms:
        rules.setdefault(form.via, []).append(form)
    rows = []
    for via, made in rules.items():
        shown = " · ".join(_tag(form.text, form.lang) for form in made[:_MOST])
        more = f' · <span class="dim">and {len(made) - _MOST:,} more</span>' if len(made) > _MOST else ""
        rows.append(f'<dt>{text(_RULES.get(via, via))} <span class="dim">{len(made):,}</span></dt><dd>{shown}{more}</dd>')
    shared = {rival.id: None for form in forms if not form.modifiers for rival in shell.facts.rivals(id_, form)}
    also = f'<dt>Some of these are names of</dt><dd>{"; ".join(map(shell.link, shared))}</dd>' if shared else ""
    return (f'<details><summary>{len(forms):,} names made by rules <span lang="zh">规则生成的写法</span></summary>'
            f'<dl class="made">{"".join(rows)}{also}</dl></details>')


def names(shell: Shell, id_: str) -> str:
    """The section of a record's names."""
    forms = shell.facts.forms[id_]
    written = [form for form in forms if form.via == "written"]
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    rows = "".join(_row(shell, id_, form) for form in written)
    made = _made(shell, id_, [form for form in forms if form.via != "written"])
    return (f'<section id="names">{heading("Names", "名称写法")}<div class="scroll" tabindex="0" role="region" aria-label="Names">'
            f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{made}</section>")
