"""One direction: no module imports from a layer above its own, and no import runs in a circle."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import cnfin_terms
from cnfin_terms import resolution

ROOT = Path(cnfin_terms.__file__).parent

#: Low to high. A name takes in all below it, but the longest name that fits decides. Neighbours in one layer may import each other, in no circle.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("errors", "lazy"),
    ("pool",),
    ("dates", "reasons", "html_assets", "markup"),
    ("text",),
    ("lexicon.vocabulary", "lexicon.artifact", "lexicon.segments", "lexicon.spelling"),
    ("match.engine", "match.segment", "match"),
    ("lexicon",),
    ("match.bound", "match.traps", "match.sides"),
    ("result",),
    ("resolution",),
    ("relate",),
    ("linker",),
    ("lookup", "searching", "rewriting", "glossaries", "parallel", "evaluation"),
    ("explain", "html", "table", "models"),
    ("arrow",),
    ("curate", "adapters", "site"),
    ("cli", "__main__"),
    ("",),  # the package's own __init__, the face
)

#: Upward imports that are meant: made inside a function, so that nothing runs when the module is read.
ALLOWED: dict[tuple[str, str], str] = {
    ("result", "explain"): "Mention.explain() is a view of a result; views sit above the data",
    ("result", "html"): "Document.to_html() is a view of a result",
    ("linker", "lookup"): "Linker.resolve() hands over to the module for whole strings, which takes the linker as an argument",
    ("linker", "parallel"): "Linker.link_many() hands over to the module for many texts, which takes the linker as an argument",
    ("lexicon.lexicon", "linker"): "an unpickled handle finds the default lexicon again through the default linker",
    ("cli", ""): "the command line asks the face for its version and classes",
    ("cli.batch", ""): "the record of a run names the version that began it",
    ("cli.commands", ""): "the commands use the face as any caller does",
    ("cli.curating", ""): "the tools for the lexicon use the face as any caller does",
}


class Import(NamedTuple):
    importer: str
    imported: str
    line: int
    #: "module", "function" or "typing"
    place: str


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {_name(path): path for path in sorted(ROOT.rglob("*.py"))}


def _targets(node: ast.stmt) -> list[str]:
    """Modules of the package that a statement imports, without the package's name."""
    if isinstance(node, ast.Import):
        return [alias.name.partition(".")[2] for alias in node.names if alias.name.split(".")[0] == "cnfin_terms"]
    if not isinstance(node, ast.ImportFrom) or (node.module or "").split(".")[0] != "cnfin_terms":
        return []
    base = (node.module or "").partition(".")[2]
    below = [f"{base}.{alias.name}".lstrip(".") for alias in node.names]
    return [name if name in MODULES else base for name in below]


def _walk(node: ast.AST, importer: str, place: str) -> list[Import]:
    found = []
    for child in ast.iter_child_nodes(node):
        here = place
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            here = "function"
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            here = "typing"
        if isinstance(child, ast.stmt):
            found += [Import(importer, target, child.lineno, here) for target in _targets(child)]
        found += _walk(child, importer, here)
    return found


@cache
def imports() -> list[Import]:
    return [found for name, path in MODULES.items() for found in _walk(ast.parse(path.read_text("utf-8")), name, "module")]


def layer(module: str) -> int:
    fits = [
        (len(prefix), number) for number, names in enumerate(LAYERS) for prefix in names if module == prefix or (prefix and module.startswith(f"{prefix}."))
    ]
    if not fits:
        pytest.fail(f"{module} has no layer: add it to LAYERS")
    return max(fits)[1]


@pytest.mark.parametrize("module", sorted(MODULES))
def test_every_module_has_a_layer(module: str) -> None:
    assert layer(module) >= 0


def test_no_module_imports_upward() -> None:
    """Types may look up (nothing runs); a function may where ALLOWED says why."""
    upward = [found for found in imports() if found.place != "typing" and layer(found.imported) > layer(found.importer)]
    wrong = [
        f"{found.importer}:{found.line} imports {found.imported}"
        for found in upward
        if found.place == "module" or (found.importer, found.imported) not in ALLOWED
    ]
    assert not wrong


def test_no_exception_outlives_its_import() -> None:
    used = {(found.importer, found.imported) for found in imports() if found.place == "function" and layer(found.imported) > layer(found.importer)}
    assert set(ALLOWED) == used


def test_no_import_runs_in_a_circle() -> None:
    """Imports that run when a module is read; a package's __init__ and its own parts aside."""
    graph: dict[str, set[str]] = {name: set() for name in MODULES}
    for found in imports():
        if found.place == "module" and not found.importer.startswith(f"{found.imported}."):
            graph[found.importer].add(found.imported)
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join([*path, name])
        if name not in done:
            for other in sorted(graph[name]):
                visit(other, (*path, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())


def test_resolution_names_each_of_its_rooms_once() -> None:
    """The largest package has a map in its docstring, for whoever comes in for the first time."""
    named = Counter(re.findall(r"``(\w+)``", resolution.__doc__ or ""))
    assert named == Counter(name.removeprefix("resolution.") for name in MODULES if name.startswith("resolution."))


def test_the_face_imports_nothing_but_errors_when_read() -> None:
    assert {found.imported for found in imports() if found.importer == "" and found.place == "module"} == {"errors"}


def test_the_check_itself_sees_an_upward_import() -> None:
    tree = ast.parse("def f():\n    from cnfin_terms.linker import Linker\nfrom cnfin_terms import errors\nimport cnfin_terms.text.fold\n")
    assert _walk(tree, "text.fold", "module") == [
        Import("text.fold", "linker", 2, "function"),
        Import("text.fold", "errors", 3, "module"),
        Import("text.fold", "text.fold", 4, "module"),
    ]
    assert layer("linker") > layer("text.fold")
    assert layer("match.bound") > layer("lexicon.store") > layer("match.engine")
