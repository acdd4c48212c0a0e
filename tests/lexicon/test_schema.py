"""The JSON Schemas that are kept as files are those of the models."""

import json
import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cnfin_terms.lexicon.load import record_files

ROOT = Path(__file__).resolve().parent.parent.parent
SCHEMAS: dict[Path, str] = runpy.run_path(str(ROOT / "docs" / "schemas.py"))["schemas"]()


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_a_schema_agrees_with_its_model(path: Path) -> None:
    """python docs/schemas.py writes both again."""
    assert json.loads(path.read_text("utf-8")) == json.loads(SCHEMAS[path]), "run python docs/schemas.py"


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_every_reference_of_a_schema_is_defined(path: Path) -> None:
    """An editor cannot follow one that is not."""
    schema = json.loads(SCHEMAS[path])

    def references(node: Any) -> set[str]:
        if isinstance(node, dict):
            own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
            return own.union(*map(references, node.values()))
        return set().union(*map(references, node)) if isinstance(node, list) else set()

    assert references(schema) <= {f"#/$defs/{key}" for key in schema["$defs"]}


def test_editors_find_the_schema_for_every_file_of_records() -> None:
    """Taplo reads .taplo.toml: its patterns are the folders of records, its schema is the file."""
    (rule,) = tomllib.loads((ROOT / ".taplo.toml").read_text("utf-8"))["rule"]
    assert (ROOT / rule["schema"]["path"]).resolve() in SCHEMAS
    matched = sorted(path for pattern in rule["include"] for path in ROOT.glob(pattern))
    assert matched == sorted(record_files(ROOT / "lexicon"))
