"""The package as users get it: built twice, installed in an empty environment, away from the source."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import cnfin_terms as cnfin

ROOT = Path(__file__).resolve().parent.parent
SENTENCE = "中国人民银行行长潘功胜 met Li Yunze of the NFRA."
TOOLS = ("build", "hatchling")

pytestmark = [
    pytest.mark.skipif(not (ROOT / "hatch_build.py").exists(), reason="no checkout to build from"),
    pytest.mark.skipif(any(importlib.util.find_spec(tool) is None for tool in TOOLS), reason=f"building needs them: pip install {' '.join(TOOLS)}"),
]

ASK = """
import json, pathlib, sys
import cnfin_terms as cnfin
heavy = sorted({"pydantic", "jieba", "pypinyin", "opencc"} & set(sys.modules))
doc = cnfin.link(sys.argv[1])
print(json.dumps({
    "file": cnfin.__file__, "version": cnfin.__version__, "heavy": heavy, "lexicon": list(doc.lexicon),
    "found": [[m.text, m.id] for m in doc.mentions],
}))
"""


def clean_environment(home: Path, **more: str) -> dict[str, str]:
    """An environment that knows nothing of the checkout or of this user's cache."""
    kept = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "CNFIN_TERMS_CACHE"}}
    return {**kept, "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "LOCALAPPDATA": str(home / "cache"), "PYTHONUTF8": "1", **more}


def run(home: Path, *command: str, typed: str = "", **environment: str) -> str:
    """What a program prints, in a folder and with an environment of its own."""
    done = subprocess.run(  # noqa: S603  (our own programs)
        command, input=typed, capture_output=True, text=True, encoding="utf-8", cwd=home, env=clean_environment(home, **environment), check=False, timeout=600)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


def build(folder: Path, *options: str, seed: str) -> list[Path]:
    """Run the build front end with this environment's tools."""
    run(folder, sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), *options, str(ROOT), PYTHONHASHSEED=seed)
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sdist, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    build(folder, seed="1")
    (sdist,) = folder.glob("*.tar.gz")
    (wheel,) = folder.glob("*.whl")
    return sdist, wheel


@pytest.fixture(scope="module")
def scripts(dist: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts folder of an empty environment with the wheel in it; the dependencies are this environment's."""
    home = tmp_path_factory.mktemp("away")
    folder = home / "venv"
    venv.create(folder, with_pip=False)
    scheme = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", "venv", scheme))
    packages.joinpath("dependencies.pth").write_text("\n".join(path for path in sys.path if path.endswith("-packages")) + "\n", "utf-8")
    bin_ = Path(sysconfig.get_path("scripts", "venv", scheme))
    pip = [sys.executable, "-m", "pip", "--python", str(bin_ / "python"), "--disable-pip-version-check", "--quiet"]
    if importlib.util.find_spec("pip") is None:
        pytest.skip("installing the wheel needs pip in this environment")
    run(home, *pip, "install", "--no-deps", "--no-index", "--force-reinstall", str(dist[1]))
    return bin_


def test_the_wheel_holds_the_package_and_the_compiled_lexicon_and_nothing_else(dist: tuple[Path, Path]) -> None:
    """Tests, sources of the lexicon and build tools stay out."""
    names = zipfile.ZipFile(dist[1]).namelist()
    assert "cnfin_terms/py.typed" in names
    assert "cnfin_terms/data/lexicon.bin" in names
    modules = {f"cnfin_terms/{path.relative_to(ROOT / 'src' / 'cnfin_terms').as_posix()}" for path in (ROOT / "src" / "cnfin_terms").rglob("*.py")}
    assert modules <= set(names)
    rest = [name for name in names if name not in modules and ".dist-info/" not in name]
    assert sorted(rest) == ["cnfin_terms/data/lexicon.bin", "cnfin_terms/py.typed", "cnfin_terms/site/search.js", "cnfin_terms/site/style.css"]
    assert {name.partition("licenses/")[2] for name in names if "/licenses/" in name} == {"LICENSE", "lexicon/LICENSE"}


def test_the_sdist_holds_what_a_wheel_is_built_from(dist: tuple[Path, Path]) -> None:
    """The lexicon's sources, but nothing that was compiled from them."""
    with tarfile.open(dist[0]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    lexicon = {path.relative_to(ROOT).as_posix() for path in (ROOT / "lexicon").rglob("*") if path.suffix in {".toml", ".tsv"}}
    assert lexicon <= names
    assert {"pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "lexicon/LICENSE", "CHANGELOG.md"} <= names
    assert not [name for name in names if name.endswith((".bin", ".pyc"))]


def test_building_again_gives_the_same_bytes(dist: tuple[Path, Path], tmp_path: Path) -> None:
    """From the checkout as from the sdist, and whatever the hash seed."""
    (again,) = build(tmp_path, "--wheel", seed="2")
    assert again.read_bytes() == dist[1].read_bytes()


def test_building_leaves_no_artifact_in_the_source(dist: tuple[Path, Path]) -> None:
    """One left behind would hide every later edit of the lexicon."""
    assert dist[1].exists()
    assert not (ROOT / "src" / "cnfin_terms" / "data").exists()


def test_the_installed_wheel_answers_as_the_checkout(scripts: Path, tmp_path: Path) -> None:
    """Same answers, same fingerprint; nothing compiled, nothing heavy loaded."""
    told = json.loads(run(tmp_path, str(scripts / "python"), "-c", ASK, SENTENCE))
    assert Path(told["file"]).resolve().is_relative_to(scripts.parent.resolve())
    here = cnfin.link(SENTENCE)
    assert told["lexicon"] == list(here.lexicon)
    assert told["found"] == [[m.text, m.id] for m in here.mentions]
    assert dict(told["found"])["潘功胜"] == "pan-gongsheng"
    assert told["heavy"] == []
    assert told["version"] == cnfin.__version__
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("command", [["cnfin-terms"], ["python", "-m", "cnfin_terms"]], ids=["script", "module"])
def test_the_command_line_runs(scripts: Path, tmp_path: Path, command: list[str]) -> None:
    """As a script and as a module."""
    program = shutil.which(command[0], path=str(scripts))
    assert program is not None
    full = [program, *command[1:]]
    assert run(tmp_path, *full, "--version").startswith(f"cnfin-terms {cnfin.__version__}, lexicon ")
    linked = json.loads(run(tmp_path, *full, "link", "--format", "jsonl", "-", typed=SENTENCE))
    assert "pan-gongsheng" in json.dumps(linked)
