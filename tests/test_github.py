"""What GitHub reads: the YAML parses and is complete, and every command that workflows, forms and guides name exists in the command line."""

from __future__ import annotations

import argparse
import importlib.util
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from cnfin_terms.cli.options import build_parser
from cnfin_terms.lexicon.vocabulary import TYPES

ROOT = Path(__file__).resolve().parent.parent
GITHUB = ROOT / ".github"
YAML = sorted(GITHUB.rglob("*.yml"))
WORKFLOWS = [path for path in YAML if path.parent.name == "workflows"]
FORMS = [path for path in YAML if path.parent.name == "ISSUE_TEMPLATE" and path.name != "config.yml"]
TELLS = [*YAML, *sorted(GITHUB.rglob("*.md")), *sorted(ROOT.glob("CONTRIBUTING*.md")), *sorted((ROOT / "templates").rglob("*.md"))]

pytestmark = pytest.mark.skipif(not GITHUB.is_dir(), reason="no checkout: .github is not here")
needs_yaml = pytest.mark.skipif(importlib.util.find_spec("yaml") is None, reason="reading YAML needs pyyaml, which comes with [dev]")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def read(path: Path) -> Any:
    import yaml

    return yaml.safe_load(path.read_text("utf-8"))


def commands(text: str) -> list[str]:
    """Command lines of ours in a text: to the end of the line, or of the code that it stands in."""
    found = re.findall(r"`(cnfin-terms [^`\n]*)`", text)
    return found + [line.strip().removeprefix("- run: ") for line in text.splitlines() if re.match(r"\s*(- run: )?cnfin-terms ", line)]


def parsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The sub-commands of a parser."""
    return {key: sub for action in parser._actions if isinstance(action, argparse._SubParsersAction) for key, sub in action.choices.items()}


def unknown(command: str) -> list[str]:
    """The words of a command that the command line does not have."""
    words = shlex.split(command.partition(" >> ")[0].partition(" > ")[0], comments=True)[1:]
    parser = build_parser()
    while words and words[0] in parsers(parser):
        parser = parsers(parser)[words.pop(0)]
    options = {option for action in parser._actions for option in action.option_strings}
    strange = [word for word in words if word.startswith("-") and word != "-" and word.partition("=")[0] not in options]
    return strange + ([words[0]] if parsers(parser) and words and not words[0].startswith("-") else [])


@pytest.mark.parametrize("path", TELLS, ids=name)
def test_every_command_named_exists(path: Path) -> None:
    assert [(command, found) for command in commands(path.read_text("utf-8")) if (found := unknown(command))] == []


def test_the_guides_and_workflows_name_commands_at_all() -> None:
    told = {name(path): len(commands(path.read_text("utf-8"))) for path in TELLS}
    assert told["CONTRIBUTING.md"] == told["CONTRIBUTING.zh.md"] >= 6
    assert told[".github/workflows/lexicon.yml"] == 2
    assert told[".github/workflows/impact.yml"] == told[".github/workflows/release.yml"] - 1 == 1
    assert told[".github/PULL_REQUEST_TEMPLATE.md"] == 2


@pytest.mark.parametrize(("command", "found"), [
    ("cnfin-terms lexicon mend", ["mend"]), ("cnfin-terms lexicon fmt --chekc", ["--chekc"]), ("cnfin-terms frobnicate", ["frobnicate"]),
    ("cnfin-terms lexicon fmt --check", []), ('cnfin-terms explain "a - b" >> x.toml', []), ("cnfin-terms --version", []),
])
def test_the_check_itself_sees_what_is_not_there(command: str, found: list[str]) -> None:
    assert unknown(command) == found


@needs_yaml
@pytest.mark.parametrize("path", YAML, ids=name)
def test_the_yaml_parses(path: Path) -> None:
    assert isinstance(read(path), dict)


@needs_yaml
@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_a_workflow_is_whole(path: Path) -> None:
    """It says when it runs, what it may do, and for how long; its scripts are bash; nothing that a stranger wrote is pasted into one."""
    flow = read(path)
    assert True in flow, "on:"  # YAML 1.1 reads the key as a truth value, and GitHub does not
    assert flow["permissions"], "permissions"
    for job in flow["jobs"].values():
        assert job["timeout-minutes"] <= 40
        for step in job["steps"]:
            assert ("run" in step) != ("uses" in step)
            assert "@" in step.get("uses", "@")
            script = step.get("run", "") + str(step.get("with", {}).get("script", ""))
            assert "${{" not in script, "give it to the script in env"
            if "run" in step:
                subprocess.run(["bash", "-n"], input=step["run"], text=True, encoding="utf-8", check=True)  # noqa: S607  (any bash)


@needs_yaml
def test_the_tests_run_on_every_python_that_the_package_names() -> None:
    named = re.findall(r"Programming Language :: Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text("utf-8"))
    assert read(GITHUB / "workflows/tests.yml")["jobs"]["tests"]["strategy"]["matrix"]["python"] == named


@needs_yaml
@pytest.mark.parametrize("path", FORMS, ids=name)
def test_a_form_asks_in_both_languages(path: Path) -> None:
    form = read(path)
    assert {"name", "description", "body"} <= form.keys()
    ids = [field["id"] for field in form["body"] if field["type"] != "markdown"]
    assert len(ids) == len(set(ids))
    for text in [form["name"], form["description"], *(field["attributes"]["label"] for field in form["body"] if field["type"] != "markdown")]:
        assert re.search("[\u4e00-\u9fff]", text), text
        assert re.search("[A-Za-z]{2}", text), text


@needs_yaml
def test_the_forms_know_the_types_and_the_field_that_the_pages_fill_in() -> None:
    types = next(field for field in read(GITHUB / "ISSUE_TEMPLATE/new-record.yml")["body"] if field.get("id") == "type")
    assert tuple(option.split()[0] for option in types["attributes"]["options"]) == TYPES
    assert any(field.get("id") == "record" for field in read(GITHUB / "ISSUE_TEMPLATE/wrong-fact.yml")["body"])


def test_the_pull_request_s_form_asks_for_what_decides() -> None:
    text = (GITHUB / "PULL_REQUEST_TEMPLATE.md").read_text("utf-8")
    assert all(asked in text for asked in ("Source 来源", "Where seen 在哪里见到", "Why not ambiguous 为何不会有歧义"))


def test_both_guides_give_the_same_commands() -> None:
    """A guide in another language that lags behind is worse than none."""
    english, chinese = (re.findall(r"```\n(.*?)```", (ROOT / file).read_text("utf-8"), re.DOTALL)[:5] for file in ("CONTRIBUTING.md", "CONTRIBUTING.zh.md"))
    assert english == chinese


@pytest.mark.parametrize("file", ["CONTRIBUTING.md", "CONTRIBUTING.zh.md"])
def test_the_guide_s_record_passes_the_check(file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Step 3 as it stands there, on a copy of the lexicon; the check, which takes longest, once."""
    from cnfin_terms.cli import main

    block = re.findall(r"```\n(.*?)```", (ROOT / file).read_text("utf-8"), re.DOTALL)[2]
    new, fmt = block.splitlines()
    shutil.copytree(ROOT / "lexicon", tmp_path / "lexicon")
    monkeypatch.chdir(tmp_path)
    command, _, target = new.partition(" >> ")
    assert main(shlex.split(command)[1:]) == 0
    made = capsys.readouterr().out
    before = Path(target).read_text("utf-8")
    Path(target).write_text(before + made, "utf-8")
    assert main(shlex.split(fmt)[1:]) == 0
    after = Path(target).read_text("utf-8")
    assert made in after
    assert not after.endswith(made)  # it was moved to its place
    assert len(after) == len(before) + len(made) + 1
    if file == "CONTRIBUTING.md":
        assert main(["lexicon", "check"]) == 0, capsys.readouterr().out
