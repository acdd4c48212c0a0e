"""Expressions that are compiled when first used: they do what compiled ones do, and all of the package's can be compiled."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import cnfin_terms
from cnfin_terms import lazy


def test_it_does_what_the_compiled_one_does() -> None:
    plain, late = re.compile("([a-z])([0-9])?", re.IGNORECASE), lazy.regex("([a-z])([0-9])?", re.IGNORECASE)
    text = "a1 B c3"
    assert late.sub(r"<\1>", text) == plain.sub(r"<\1>", text)
    assert [m.span() for m in late.finditer(text, 1)] == [m.span() for m in plain.finditer(text, 1)]
    assert (late.pattern, late.flags, late.groups) == (plain.pattern, plain.flags, plain.groups)
    for method in ("search", "match", "fullmatch"):
        assert getattr(late, method)("B").groups() == getattr(plain, method)("B").groups()
    assert late.split(text) == plain.split(text)


def test_from_the_first_use_on_there_is_no_detour() -> None:
    late = lazy.regex("a+")
    assert "search" not in vars(late)
    assert late.search("baa") is not None
    assert vars(late)["search"].__self__ == re.compile("a+")


def test_a_wrong_one_fails_when_used() -> None:
    with pytest.raises(re.error):
        lazy.regex("(").search("x")


#: The parts that need nothing but what the package itself requires.
_CORE = ("text", "lexicon", "match", "resolution", "relate")


def test_every_expression_of_the_package_compiles() -> None:
    found = 0
    for module in pkgutil.walk_packages(cnfin_terms.__path__, "cnfin_terms.", onerror=lambda _: None):
        if module.name.split(".")[1] in _CORE:
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, lazy._Lazy):
                    assert value.pattern
                    found += 1
    assert found > 5
