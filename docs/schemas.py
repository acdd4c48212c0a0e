"""Write the JSON Schemas that are kept beside their users: of a lexicon file, for editors, and of a document's ``to_dict``.

    python docs/schemas.py

A test holds that the files are what this would write.
"""

from __future__ import annotations

import json
from pathlib import Path

from cnfin_terms.lexicon.schema import json_schema
from cnfin_terms.models import document_schema

ROOT = Path(__file__).resolve().parent.parent


def schemas() -> dict[Path, str]:
    """The text of every schema, by the file that it belongs in."""
    found = {ROOT / "lexicon" / "schema" / "record.schema.json": json_schema(), ROOT / "docs" / "schema" / "document.schema.json": document_schema()}
    return {path: json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for path, schema in found.items()}


if __name__ == "__main__":
    for file, text in schemas().items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
