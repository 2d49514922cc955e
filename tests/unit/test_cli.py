"""The command line, without a run: help, one document, mistakes."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import COMMANDS, main
from pipeline.export.evidence import EVIDENCE

NAMES = (
    "run",
    "extract",
    "show",
    "decide",
    "decisions",
    "releases",
    "diff",
    "export",
    "fetch",
    "refresh",
    "schedule",
    "verify",
    "evaluate",
)
ROOT = Path(__file__).parents[2]

REPORT = """\
Venous leakage of cement after vertebroplasty: a case report

Case report
A 72-year-old woman underwent vertebroplasty of L1 for a compression fracture. A total of 3.5 ml of
cement was injected. CT showed leakage into the paravertebral veins.
"""
GOLD = {
    "document": {"study_type": "case_report", "relevant": True},
    "cases": [{"age_years": 72, "sex": "female", "treated_levels": ["L1"]}],
}


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("report.txt")
    path.write_text(REPORT, encoding="utf-8")
    return path


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Standard output of a command that does what it should."""
    assert main(arguments) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


def ended(arguments: list[str]) -> int | str | None:
    """Status of a command that argparse ends."""
    with pytest.raises(SystemExit) as end:
        main(arguments)
    return end.value.code


def test_the_commands_are_those_that_work() -> None:
    assert len(COMMANDS) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help_with_an_example(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended([name, "--help"]) == 0
    assert f"example:\n  leakreg {name}" in capsys.readouterr().out


def test_help_takes_less_than_a_third_of_a_second() -> None:
    spent = [
        float(python("import os, pipeline.cli", HELP, "print(sum(os.times()[:2]))").split()[-1])
        for _ in range(3)
    ]
    assert min(spent) < 0.3


HELP = """
try:
    pipeline.cli.main(["--help"])
except SystemExit:
    pass
"""


def python(*lines: str) -> str:
    """What a fresh interpreter prints."""
    code = "\n".join(lines)
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout


def test_extract_needs_no_flow_and_no_database(report: Path) -> None:
    loaded = python(
        "import sys, pipeline.cli",
        f"pipeline.cli.main(['extract', {str(report.resolve())!r}])",
        "print(sorted({name.partition('.')[0] for name in sys.modules}))",
    ).splitlines()[-1]
    assert "'pipeline'" in loaded
    for heavy in ("prefect", "fastapi", "sqlalchemy"):
        assert f"'{heavy}'" not in loaded


def test_extract_shows_a_sentence_for_each_value(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = printed(capsys, "extract", str(report))
    assert re.search(r'cement_volume_ml +3\.5 .*"A total of 3\.5 ml of\s+cement', text)
    assert text.startswith("Venous leakage of cement after vertebroplasty: a case report\n")


def test_extract_gives_json(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (document,) = json.loads(printed(capsys, "extract", str(report), "--format", "json"))
    (case,) = document["cases"]
    assert document["status"] == "included"
    assert case["values"]["treated_levels"] == ["L1"]
    assert {"field", "value", "quote", "start", "end"} <= case["evidence"][0].keys()


def test_extract_gives_rows_as_in_evidence_csv(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = printed(capsys, "extract", str(report), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == [column.name for column in EVIDENCE.columns]
    assert ("sex", "female") in {(row["field"], row["value"]) for row in rows}


def test_a_file_that_cannot_be_read_is_said_with_status_1(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report.write_text("", encoding="utf-8")
    assert main(["extract", str(report)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("leakreg: report.txt: The file is empty.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["extract", "none.txt"], "There is no file none.txt"),
        (["run", "none"], "There is no file or folder none"),
        (["run"], "There is no file or folder corpus"),
        (["show", "1-1"], "There is no registry at outputs/registry.sqlite"),
        (["export"], "There is no registry at outputs/registry.sqlite"),
        (["verify"], "There is no registry at outputs/registry.sqlite"),
        (["evaluate", "none"], "none holds no gold"),
    ],
)
def test_a_mistake_is_said_in_one_line(
    arguments: list[str], said: str, report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"leakreg: {said}")
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["harvest", "x"],
        ["fetch", "--from", "lately"],
        ["fetch", "x", "--source", "folder"],
        ["run", "--engine", "abacus"],
        ["run", "--workers", "0"],
        ["run", "--exclude-marked", "bad"],
        ["extract"],
    ],
)
def test_a_wrong_command_line_is_said_in_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(arguments) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "--help" in error


def test_a_traceback_is_shown_with_debug_alone(
    report: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("pipeline.single.registry_of", broken)
    assert main(["extract", str(report)]) == 2
    assert capsys.readouterr().err == (
        "leakreg: stopped by ZeroDivisionError: by zero; --debug shows where\n"
    )
    with pytest.raises(ZeroDivisionError):
        main(["extract", str(report), "--debug"])


def test_a_pipe_that_is_closed_is_no_mistake(report: Path) -> None:
    command = [sys.executable, "-m", "pipeline.cli", "extract", str(report.resolve())]
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(command, cwd=ROOT, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.fixture
def gold(report: Path) -> Path:
    folder = Path("gold")
    folder.mkdir()
    (folder / "report.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return folder


def test_evaluate_prints_figures_and_errors(
    gold: Path, report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["evaluate", str(gold), str(report), "--errors", "--json", "all.json"]
    text = printed(capsys, *arguments)
    assert re.search(r"^age_years +1 +0 +0 +1\.000 +1\.000 +1\.000$", text, re.MULTILINE)
    # Gold names no volume, so the one that was found counts as made up.
    assert re.search(r"report\t1\tcement_volume_ml\tspurious\t3\.5\t", text)
    again = printed(capsys, *arguments[:-2], "--baseline", "all.json")
    assert "won: 0" in again


def test_evaluate_names_what_was_not_read(
    gold: Path, report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (gold / "lost.json").write_text(json.dumps(GOLD), encoding="utf-8")
    assert main(["evaluate", str(gold), str(report)]) == 1
    assert "lost" in capsys.readouterr().err


def test_evaluate_without_any_document_is_a_mistake(
    gold: Path, report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report.rename("other.txt")
    assert main(["evaluate", str(gold), "other.txt"]) == 2
    assert "No document has the name of a gold file" in capsys.readouterr().err


def test_a_case_is_written_with_what_is_denied_and_to_check() -> None:
    from pipeline.commands.text import case_text
    from pipeline.resolve.model import Case
    from tests.unit.samples import denied, value

    case = Case(1, "Case 1", (denied("complication", "dyspnoea"), value("sex", "male")), ("odd",))
    assert case_text("7-1", case) == (
        "\n7-1 (Case 1)\n"
        "  to check: odd\n"
        '  sex           male               0.90  "male" [case]\n'
        '  complication  dyspnoea (absent)  0.90  "no dyspnoea" [case]'
    )
