"""Arrow at the centre: tables and record batches of texts to mentions, in one schema that holds between minor versions.

Every engine's adapter (``cnfin_terms.adapters``) stands on this. Needs ``pip install 'cnfin-terms[arrow]'``.
"""

from importlib.util import find_spec

if find_spec("pyarrow") is None:
    raise ModuleNotFoundError("cnfin_terms.arrow needs pyarrow: pip install 'cnfin-terms[arrow]'", name="pyarrow")

from cnfin_terms.arrow.link import entities, mention_rows, mentions, with_mentions
from cnfin_terms.arrow.schema import ENTITY, MENTION, ROLE, SCHEMA_VERSION

__all__ = ["ENTITY", "MENTION", "ROLE", "SCHEMA_VERSION", "entities", "mention_rows", "mentions", "with_mentions"]
