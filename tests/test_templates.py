"""The template of a company's lexicon: it installs, its records are found, its own tests and the check pass."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "templates" / "company-lexicon"
TOOLS = ("pip", "hatchling")

pytestmark = [
    pytest.mark.skipif(not TEMPLATE.is_dir(), reason="no checkout: the template is not here"),
    pytest.mark.skipif(any(importlib.util.find_spec(tool) is None for tool in TOOLS), reason=f"installing the template needs {' and '.join(TOOLS)}"),
]


def run(*command: str, path: Path, cwd: Path) -> str:
    """What a command of this interpreter prints, with the template installed."""
    import cnfin_terms

    known = [str(path), str(Path(cnfin_terms.__file__).parent.parent)]
    done = subprocess.run(  # noqa: S603  (our own programs)
        [sys.executable, *command], capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False, timeout=300,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(known), "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"})
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


def test_the_template_installs_and_its_names_link(tmp_path: Path) -> None:
    source, installed = shutil.copytree(TEMPLATE, tmp_path / "company-lexicon"), tmp_path / "installed"
    offline = ("--quiet", "--no-index", "--no-deps", "--no-build-isolation")
    run("-m", "pip", "install", *offline, "--target", str(installed), str(source), path=source, cwd=tmp_path)
    assert sorted(path.name for path in (installed / "example_lexicon").glob("*.toml")) == ["records.toml", "traps.toml"]
    run("-m", "pytest", "-q", "-p", "no:cacheprovider", str(source / "tests"), path=installed, cwd=source)
    assert run("-m", "cnfin_terms", "lexicon", "check", "--packs", "example", path=installed, cwd=tmp_path) == ""
    assert "example-green-fund" in run("-m", "cnfin_terms", "get", "--packs", "all", "example-green-fund", path=installed, cwd=tmp_path)
