"""What importing and linking load, each asked of a fresh interpreter."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import tiny as tiny_lexicon

import cnfin_terms

HEAVY = ("pydantic", "jieba", "pypinyin", "opencc")
SOURCE = Path(cnfin_terms.__file__).parent.parent


def run(code: str, **environment: str) -> str:
    """What a fresh interpreter prints."""
    inherited = {**os.environ, "PYTHONPATH": os.pathsep.join([str(SOURCE), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(  # noqa: S603  (our own interpreter)
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        env={**inherited, "PYTHONIOENCODING": "utf-8", **environment},
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def artifact(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tests' own lexicon as a file, so that nothing is compiled in the other process."""
    path = tmp_path_factory.mktemp("artifact") / "lexicon.bin"
    path.write_bytes(tiny_lexicon.data())
    return path


LINKER = """
import sys
from pathlib import Path
from cnfin_terms import Lexicon, Linker
from cnfin_terms.lexicon.artifact import unpack
from cnfin_terms.lexicon.store import Store
linker = Linker(Lexicon(Store(*unpack(Path(sys.argv[1] if len(sys.argv) > 1 else {path!r}).read_bytes(), "tiny"))))
"""


def loaded(code: str) -> set[str]:
    return set(run(f"{code}\nimport sys; print(*[m for m in {HEAVY!r} if m in sys.modules])").split())


def test_import_loads_none_of_the_heavy_four() -> None:
    assert loaded("import cnfin_terms") == set()


def test_import_loads_nothing_of_the_package_but_errors() -> None:
    found = run("import sys, cnfin_terms; print(*sorted(m for m in sys.modules if m.startswith('cnfin_terms')))")
    assert found.split() == ["cnfin_terms", "cnfin_terms.errors"]


def test_import_opens_no_lexicon_and_makes_no_thread() -> None:
    """An audit hook sees every file opened: none but Python's own modules."""
    code = """
import sys, threading
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import cnfin_terms
print(*[path for path in opened if not path.endswith((".py", ".pyc")) and ".pyc." not in path], threading.active_count())
"""
    assert run(code) == "1"


def test_looking_at_a_class_of_the_face_makes_no_linker() -> None:
    assert run("import cnfin_terms as c; c.Linker, c.Lexicon; from cnfin_terms.linker import _Default; print(_Default.linker)") == "None"


@pytest.mark.parametrize("text", ["QFRA and QPB met in Beiwan.", "青屿金融监督管理总局今日发布公告。", "其中行使权利；走在人行道上；中行行长高峰发言。"])
def test_linking_loads_none_of_the_heavy_four(artifact: Path, text: str) -> None:
    """Risky forms or not: what segmentation needs is in the artifact."""
    code = LINKER.format(path=str(artifact)) + f"doc = linker.link({text!r}); assert doc.to_dict()"
    assert loaded(code) == set()


def test_labels_of_another_script_load_the_converter_and_no_more(artifact: Path) -> None:
    code = LINKER.format(path=str(artifact)) + "assert linker.link('QFRA').mentions[0].label('zh-Hant') == '青嶼金融監督管理總局'"
    assert loaded(code) == {"opencc"}


def test_models_alone_load_pydantic() -> None:
    assert loaded("import cnfin_terms.models") == {"pydantic"}


def test_no_import_writes_to_the_shared_temporary_folder(artifact: Path, tmp_path: Path) -> None:
    """The word segmenter would cache its model there, and then trust it."""
    run(LINKER.format(path=str(artifact)) + "linker.link('其中行使权利')", TMPDIR=str(tmp_path), CNFIN_TERMS_CACHE=str(tmp_path / "cache"))
    assert list(tmp_path.iterdir()) == []
