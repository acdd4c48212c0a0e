"""Whole texts with what must, and must not, be found in them: see cases/README.md."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cnfin_terms.text.script import to_traditional

if TYPE_CHECKING:
    from cnfin_terms import Document, Linker

FOLDER = Path(__file__).parent / "cases"
FAILING = "known-failures"
HARD = ("people-and-posts", "bodies-and-terms", "edges", "blind")
FILES = ("synthetic", "in-the-wild", "must-not-match", *HARD, FAILING)
FIELDS = {"text", "link", "open", "unknown", "modifiers", "none", "not", "roles", "as_of", "region", "why"}
CLAIMS = FIELDS - {"text", "as_of", "region", "why"}


def cases(*names: str, strict: bool = False) -> list[Any]:
    """Cases of the files named; ``strict``: those of known failures must fail."""
    return [
        pytest.param(
            case, id=f"{name}: {claim}", marks=[pytest.mark.xfail(reason=case.get("why", ""), raises=AssertionError)] if strict and name == FAILING else []
        )
        for name in names
        for claim, case in tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8")).items()
    ]


def places(text: str, words: str) -> list[tuple[int, int]]:
    return [(match.start(), match.end()) for match in re.finditer(re.escape(words), text)]


def problems(doc: Document, case: dict[str, Any]) -> list[str]:
    """What of a case does not hold."""
    found = []
    at = {(m.start, m.end): m for m in doc.mentions}
    for words, id_, *nth in case.get("link", ()):
        here = places(doc.text, words)
        place = here[nth[0] - 1 if nth else 0]
        mentions = [at[place]] if nth and place in at else [at[p] for p in here if p in at and not nth]
        if not any(m.id == id_ for m in mentions):
            found.append(f"{words!r} is {[(m.status, m.id) for m in mentions] or 'no mention'}, not {id_}")
    found += [
        f"{words!r} is not open"
        for words in case.get("open", ())
        if not any(place in at and at[place].status == "ambiguous" for place in places(doc.text, words))
    ]
    found += [
        f"{words!r} is not unresolved"
        for words in case.get("unknown", ())
        if not any(place in at and at[place].status == "unresolved" for place in places(doc.text, words))
    ]
    for words, modifiers in case.get("modifiers", {}).items():
        if not any(place in at and list(at[place].modifiers) == modifiers for place in places(doc.text, words)):
            found.append(f"{words!r} has other modifiers than {modifiers}")
    for words, wrong in [*((words, None) for words in case.get("none", ())), *case.get("not", ())]:
        for start, end in places(doc.text, words):
            found += [
                f"{m.text!r} is {m.id}" for m in doc.mentions if m.id is not None and m.start < end and start < m.end and (wrong is None or m.id == wrong)
            ]
    if "roles" in case:
        roles = sorted([r.person.id or "", r.title.id or "", (r.institution.id or "") if r.institution else ""] for r in doc.roles)
        if roles != sorted(case["roles"]):
            found.append(f"the roles are {roles}")
    return found


@pytest.mark.parametrize("case", cases(*FILES, strict=True))
def test_case(real: Linker, case: dict[str, Any]) -> None:
    doc = real.link(case["text"], as_of=case.get("as_of"), region=case.get("region"))
    assert not problems(doc, case)


@pytest.mark.parametrize("case", cases(*FILES))
def test_a_case_claims_something_of_its_text(case: dict[str, Any]) -> None:
    """Known failures too: a broken case is no failure of the library."""
    assert set(case) <= FIELDS
    assert set(case) & CLAIMS
    words = [w for w, *_ in (*case.get("link", ()), *case.get("not", ()))]
    words += [w for claim in ("open", "unknown", "none", "modifiers") for w in case.get(claim, ())]
    assert all(w in case["text"] for w in words)
    assert all(len(places(case["text"], w)) >= (nth[0] if nth else 1) for w, _, *nth in case.get("link", ()))


@pytest.mark.parametrize("case", cases("synthetic", "in-the-wild", *HARD))
@pytest.mark.parametrize("lang", ["zh-Hant", "zh-HK", "zh-TW"])
def test_traditional_characters_change_no_answer(real: Linker, case: dict[str, Any], lang: str) -> None:
    text, options = case["text"], {"as_of": case.get("as_of"), "region": case.get("region")}
    assert [m.id for m in real.link(to_traditional(text, lang), **options)] == [m.id for m in real.link(text, **options)]


def test_every_id_of_a_case_is_in_the_lexicon(real: Linker) -> None:
    wanted = set()
    for param in cases(*FILES):
        case = param.values[0]
        wanted |= {id_ for _, id_, *_ in (*case.get("link", ()), *case.get("not", ()))} | {id_ for role in case.get("roles", ()) for id_ in role if id_}
    assert not {id_ for id_ in wanted if real.lexicon.find(id_) is None}


def test_every_known_failure_has_its_reason() -> None:
    for param in cases(FAILING):
        assert param.values[0].get("why")


def test_the_check_itself_sees_what_is_wrong(real: Linker) -> None:
    text = "中国人民银行行长"
    doc = real.link(text)
    assert not problems(doc, {"text": text, "link": [["中国人民银行", "pboc"], ["行长", "governor-central-bank", 1]], "roles": []})
    for wrong in (
        {"link": [["中国人民银行", "csrc"]]},
        {"link": [["人民", "pboc"]]},
        {"open": ["行长"]},
        {"unknown": ["行长"]},
        {"modifiers": {"行长": ["deputy"]}},
        {"none": ["人民"]},
        {"not": [["中国", "pboc"]]},
        {"roles": [["pan-gongsheng", "governor-central-bank", "pboc"]]},
    ):
        assert problems(doc, wrong)
