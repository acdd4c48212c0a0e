"""The command line from end to end, on the shipped lexicon."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cnfin_terms.cli import main

TEXT = "中国人民银行行长潘功胜 met Li Yunze (李云泽) of the National Financial Regulatory Administration (NFRA).\n"

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "rows.jsonl"
    lines = [{"id": 1, "text": "央行行长潘功胜"}, {"id": 2, "text": "nothing"}, {"id": 3, "text": "NFRA\t国家金融监督管理总局\n"}]
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    return path


def ids(record: dict[str, dict[str, list[dict[str, object]]]], field: str = "linked") -> set[object]:
    return {mention["id"] for mention in record[field]["mentions"]}


def test_link_prints_a_table(article: Path, capsys: Captured) -> None:
    assert main(["link", str(article)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith(f"{article}\n")
    for part in ("pboc", "中国人民银行", "National Financial Regulatory Administration", "li-yunze", "潘功胜"):
        assert part in out


def test_jsonl_in_gives_jsonl_out_with_the_other_fields(rows: Path, capsys: Captured) -> None:
    assert main(["link", str(rows)]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(record["id"], record["text"]) for record in records] == [(1, "央行行长潘功胜"), (2, "nothing"), (3, "NFRA\t国家金融监督管理总局\n")]
    assert "pan-gongsheng" in ids(records[0])
    assert ids(records[1]) == set()
    assert set(records[0]) == {"id", "text", "linked"}
    for record in records:
        for mention in record["linked"]["mentions"]:
            assert record["text"][mention["start"]:mention["end"]] == mention["text"]


def test_workers_change_nothing(rows: Path, capsys: Captured) -> None:
    assert main(["link", str(rows)]) == 0
    alone = capsys.readouterr().out
    assert main(["link", "--workers", "2", str(rows)]) == 0
    assert capsys.readouterr().out == alone


def test_the_result_goes_under_the_field_named(rows: Path, capsys: Captured) -> None:
    assert main(["link", "--result-field", "found", str(rows)]) == 0
    assert "pan-gongsheng" in ids(json.loads(capsys.readouterr().out.splitlines()[0]), "found")


def test_tsv_has_a_line_a_mention(rows: Path, capsys: Captured) -> None:
    assert main(["link", "--format", "tsv", "--key-field", "id", str(rows)]) == 0
    header, *lines = capsys.readouterr().out.splitlines()
    names = header.split("\t")
    records = [dict(zip(names, line.split("\t"), strict=True)) for line in lines]
    assert {record["source"] for record in records} == {"1", "3"}
    assert "nfra" in {record["id"] for record in records}


def test_html_to_a_file_by_its_suffix(article: Path, tmp_path: Path, capsys: Captured) -> None:
    page = tmp_path / "page.html"
    assert main(["link", str(article), "-o", str(page)]) == 0
    assert capsys.readouterr().out == ""
    assert "<mark" in page.read_text("utf-8")


def test_html_of_several_texts_needs_a_folder(rows: Path, tmp_path: Path, capsys: Captured) -> None:
    assert main(["link", str(rows), "--format", "html"]) == 2
    assert "write --output FOLDER/" in capsys.readouterr().err
    assert main(["link", str(rows), "--format", "html", "--key-field", "id", "--output", f"{tmp_path}/pages/"]) == 0
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == ["1.html", "2.html", "3.html"]


def test_bad_input_ends_with_one_and_the_rest_is_done(rows: Path, capsys: Captured) -> None:
    with rows.open("a", encoding="utf-8") as file:
        file.write('{"text": broken}\n{"id": 5, "text": "证监会"}\n')
    assert main(["link", str(rows), "/no/such/file"]) == 1
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 4
    assert [line.split(": ")[0] for line in err.splitlines()] == ["/no/such/file", f"{rows}:4"]


@pytest.mark.parametrize(("argv", "message"), [
    ([], "usage"),
    (["unlink"], "invalid choice"),
    (["link", "--as-of", "2025-13"], "write YYYY, YYYY-MM or YYYY-MM-DD"),
    (["link", "--types", "banks"], "institution, market, person, title, term, event"),
    (["link", "--min-score", "2"], "from 0 to 1"),
    (["link", "--workers", "0"], "from 1 to 1024"),
    (["link", "--region", "mars"], "mainland"),
    (["link", "--format", "xml"], "table"),
    (["link", "--encoding", "klingon", "-"], "gb18030"),
    (["link", "--overlay", "/no/such/overlay.toml", "-"], "overlay"),
    (["link", "--output", "/no/such/folder/a.jsonl", "-"], "choose another --output"),
    (["search", "x", "--limit", "-1"], "whole number"),
])
def test_usage_errors_end_with_two_and_say_what_would_be_right(argv: list[str], message: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("央行".encode())))
    assert main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert "Traceback" not in err


def test_the_output_is_never_an_input(article: Path, capsys: Captured) -> None:
    assert main(["link", str(article), "-o", str(article)]) == 2
    assert article.read_text("utf-8") == TEXT
    assert "one of the inputs" in capsys.readouterr().err


def test_overlays_add_records(article: Path, tmp_path: Path, capsys: Captured) -> None:
    overlay = tmp_path / "mine.toml"
    record = ('type = "institution"', 'kind = "fund-manager"', 'zh = "甲乙丙基金管理有限公司"', 'en = "Jia Yi Bing Fund"', 'sources = ["https://example.org"]')
    overlay.write_text("\n".join(("[my-fund]", *record, "")), "utf-8")
    article.write_text("甲乙丙基金管理有限公司", "utf-8")
    assert main(["link", "--format", "jsonl", "--overlay", str(overlay), str(article)]) == 0
    assert ids(json.loads(capsys.readouterr().out)) == {"my-fund"}
    overlay.write_text('[my-fund]\ntype = "nonsense"\n', "utf-8")
    assert main(["link", "--overlay", str(overlay), str(article)]) == 2
    err = capsys.readouterr().err
    assert f"{overlay.name}:" in err
    assert len(err.splitlines()) == 1


def test_types_and_dates_and_regions_pass_to_the_linker(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "中国人民银行行长潘功胜", "day": "2024-05", "where": "mainland"}\n', "utf-8")
    assert main(["link", "--types", "person", "--as-of-field", "day", "--region-field", "where", str(path)]) == 0
    assert ids(json.loads(capsys.readouterr().out)) == {"pan-gongsheng"}


def test_follow_goes_to_the_successor(article: Path, capsys: Captured) -> None:
    article.write_text("中国银行保险监督管理委员会", "utf-8")
    for follow, wanted in (("as-written", "cbirc"), ("successor", "nfra")):
        assert main(["link", "--format", "jsonl", "--follow", follow, str(article)]) == 0
        assert ids(json.loads(capsys.readouterr().out)) == {wanted}


def test_lone_surrogates_go_through(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "央\\ud800行 PBOC"}\n', "utf-8")
    for form in ("jsonl", "tsv", "table", "html"):
        assert main(["link", "--format", form, str(path)]) == 0
        out = capsys.readouterr().out
        out.encode()
        if form == "jsonl":
            assert json.loads(out)["text"] == "央\ud800行 PBOC"


def test_gb18030_files_are_linked_and_the_guess_is_told(article: Path, capsys: Captured) -> None:
    article.write_bytes(TEXT.encode("gb18030"))
    assert main(["link", "--format", "jsonl", str(article)]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["text"] == TEXT
    assert "read as GB18030, a guess" in err


def test_resolve(capsys: Captured) -> None:
    assert main(["resolve", "中国人民银行", "没有这个机构", "--format", "jsonl"]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["status"], first["id"]) == ("resolved", "pboc")
    assert (second["status"], second["id"]) == ("unresolved", None)
    for form in ("table", "tsv"):
        assert main(["resolve", "中国人民银行", "没有这个机构", "--format", form]) == 0
        assert "People's Bank of China" in capsys.readouterr().out


def test_resolve_reads_lines(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("证监会\n\nNFRA\n".encode())))
    assert main(["resolve", "-", "--format", "tsv"]) == 0
    assert [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()] == ["query", "证监会", "NFRA"]


def test_get(capsys: Captured) -> None:
    assert main(["get", "nfra", "pbocc", "pan-gongsheng"]) == 1
    out, err = capsys.readouterr()
    assert "国家金融监督管理总局 · National Financial Regulatory Administration" in out
    assert "post: " in out
    assert "'pbocc'" in err
    assert "pboc" in err
    assert main(["get", "nfra", "--format", "jsonl"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["id"] == "nfra"
    assert {"text", "lang", "type", "since", "until", "region"} == set(record["names"][0])


def test_search(capsys: Captured) -> None:
    assert main(["search", "people's", "bank", "of", "chin"]) == 0
    assert "pboc" in capsys.readouterr().out
    assert main(["search", "中国人民银行", "--format", "tsv", "--limit", "1"]) == 0
    assert capsys.readouterr().out.splitlines()[1].split("\t")[0] == "pboc"
    assert main(["search", "中国人民银行", "--format", "jsonl", "--limit", "1"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "pboc"
    assert main(["search", "\u3105\u3106"]) == 0
    assert capsys.readouterr().out == "Nothing found.\n"


def test_normalize(article: Path, rows: Path, capsys: Captured) -> None:
    article.write_text("央行行长潘功胜。", "utf-8")
    assert main(["normalize", str(article)]) == 0
    assert capsys.readouterr().out.startswith("People's Bank of China Governor Pan Gongsheng")
    assert main(["normalize", "--to", "zh", str(rows)]) == 0
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert first["text"] == "央行行长潘功胜"
    assert first["normalized"]["text"] == "中国人民银行行长潘功胜"


def test_glossary(article: Path, capsys: Captured) -> None:
    assert main(["glossary", str(article)]) == 0
    assert "国家金融监督管理总局  National Financial Regulatory Administration" in capsys.readouterr().out
    assert main(["glossary", str(article), "--format", "tsv"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == ["source", "id", "type", "zh", "en"]
    assert [str(article), "li-yunze", "person", "李云泽", "Li Yunze"] in lines
    assert main(["glossary", str(article), "--format", "jsonl"]) == 0
    assert {term["id"] for term in json.loads(capsys.readouterr().out)["glossary"]} >= {"pboc", "nfra", "li-yunze", "pan-gongsheng"}


def test_explain(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["explain", "证监会主席吴清"]) == 0
    out = capsys.readouterr().out
    assert "csrc" in out
    assert "wu-qing" in out
    assert "score" in out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"nothing here")))
    assert main(["explain", "-"]) == 0
    assert capsys.readouterr().out == "No mentions.\n"


def test_version_and_help(capsys: Captured) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("cnfin-terms ")
    for argv in (["--help"], ["link", "--help"], ["resolve", "--help"]):
        assert main(argv) == 0
        assert "usage: cnfin-terms" in capsys.readouterr().out


def test_an_interrupt_ends_with_130(article: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cnfin_terms.cli.write.mentions_table", interrupt)
    assert main(["link", str(article)]) == 130
    assert capsys.readouterr().err == ""


def run_process(*argv: str) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONWARNINGS": "error"}
    # a shell that runs the tests in the background has SIGINT ignored, which a child inherits
    code = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); from cnfin_terms.cli import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.Popen([sys.executable, "-c", code, *argv], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)  # noqa: S603  (our own command)


def test_a_process_in_a_plain_locale_writes_utf8() -> None:
    process = run_process("link", "--format", "tsv", "-")
    out, err = process.communicate(TEXT.encode())
    assert (process.returncode, err) == (0, b"")
    assert "中国人民银行" in out.decode()


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text('{"text": "中国人民银行"}\n' * 5000, "utf-8")
    process = run_process("link", str(path))
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline().startswith(b'{"text"')
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 141
    process.stderr.close()
    assert process.stdin is not None
    process.stdin.close()


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_ends_quietly() -> None:
    process = run_process("link", "--input", "lines", "--format", "tsv", "-")
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdin.write("中国人民银行\n".encode())
    process.stdin.flush()
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert process.returncode == 130
    assert b"Traceback" not in out + err
