"""Compile the lexicon into the wheel: lexicon/*.toml in, cnfin_terms/data/lexicon.bin out.

Only a standard wheel carries the compiled lexicon. An editable install has none, so that an edit of lexicon/ is seen at
the next run: there the package compiles the checkout into the user's cache. The artifact is written outside the source
tree, for one left behind in it would be taken for the shipped one.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "cnfin_terms"
ARTIFACT = f"{PACKAGE}/data/lexicon.bin"


class LexiconBuildHook(BuildHookInterface[Any]):
    """Adds the compiled lexicon to standard wheels."""

    _folder: tempfile.TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the wheel is put together.

        :param version: "standard" or "editable".
        :param build_data: what the builder is told; gains the artifact.
        """
        if version != "standard":
            return
        data = self._compile()
        self._folder = tempfile.TemporaryDirectory(prefix="cnfin-terms-build-")
        artifact = Path(self._folder.name) / "lexicon.bin"
        artifact.write_bytes(data)
        build_data["force_include"][str(artifact)] = ARTIFACT

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002  (the interface's)
        """Delete the artifact once it is in the wheel."""
        if self._folder is not None:
            self._folder.cleanup()

    def _compile(self) -> bytes:
        """Compile lexicon/ with the compiler of this very source tree, whatever release of it may be installed.

        :raises LexiconError: with file, line and remedy, if a record is wrong; there is no wheel then.
        """
        root = Path(self.root)
        source = str(root / "src")
        hidden = {name: sys.modules.pop(name) for name in list(sys.modules) if name.partition(".")[0] == PACKAGE}
        bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
        sys.path.insert(0, source)
        try:
            from cnfin_terms.lexicon.compile import compile_lexicon  # noqa: PLC0415  (found only with src/ on the path)

            return compile_lexicon(root / "lexicon")
        finally:
            sys.path.remove(source)
            sys.dont_write_bytecode = bytecode
            for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
                del sys.modules[name]
            sys.modules.update(hidden)
