"""The commands on releases and decisions, over a registry that was made without a run."""

import csv
import io
import json
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.document.model import Meta
from pipeline.registry.store import FILE_NAME, open_store
from tests.unit.registry.living import Article, release

AGE = "A 58-year-old man was treated."
FREE = "There was no infection."
MAN = {"age_years=58": AGE, "sex=male": AGE}
ARTICLE = Article("a.txt", (AGE, FREE), (MAN,), Meta(title="One man", pmid="7"))


@pytest.fixture(autouse=True)
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store(Path("outputs") / FILE_NAME) as store:
        release(store, Path("tables"), ARTICLE)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(arguments) == 0
    return capsys.readouterr().out


def test_a_person_decides_and_the_tables_show_it(capsys: pytest.CaptureFixture[str]) -> None:
    why = ["--why", "the table has a slip", "--by", "Ada", "--at", "2026-01-02"]
    said = printed(capsys, "decide", "7-1", "age_years", "--correct", "63", *why)
    assert said == "7-1 age_years: correct to 63, by Ada (the table has a slip)\n"
    add = ["complication_absent=infection", "--add", "--quote", FREE]
    printed(capsys, "decide", "7-1", *add, *why)
    assert "That is recorded already." in printed(capsys, "decide", "7-1", *add, *why)
    shown = printed(capsys, "show", "7-1")
    assert "58 [rejected]" in shown
    assert "63 [corrected]" in shown
    assert "infection (absent) [corrected]" in shown
    assert "age_years: correct -> 63 [stands] Ada, 2026-01-02: the table has a slip" in shown
    assert printed(capsys, "verify") == ""
    printed(capsys, "export", "--out", "again")
    with Path("again/registry.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["age_years"], row["complication_absent"], row["review_status"]) == (
        "63", "infection", "corrected"
    )  # fmt: skip
    with Path("again/evidence.csv").open(encoding="utf-8", newline="") as file:
        found = [
            (one["value"], one["method"], one["review_status"]) for one in csv.DictReader(file)
        ]
    assert sorted(found) == [
        ("58", "rule", "rejected"),
        ("63", "reviewer", "corrected"),
        ("infection", "reviewer", "corrected"),
        ("male", "rule", "machine"),
    ]


def test_who_decides_is_the_login_name(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "grace")
    assert "by grace" in printed(capsys, "decide", "7-1", "--accept", "--why", "read")


def test_decisions_are_listed_and_imported(capsys: pytest.CaptureFixture[str]) -> None:
    Path("sheet.csv").write_text("case_id,field,action,why\n7-1,sex,accept,read\n")
    by = ["--by", "Ada", "--at", "2026-01-02"]
    said = printed(capsys, "decisions", "--import", "sheet.csv", *by)
    assert said == "decisions recorded: 1; known before: 0\n"
    assert printed(capsys, "decisions").splitlines() == [
        "7-1 sex: accept [stands]",
        "  Ada, 2026-01-02: read",
        "  the machine said: male",
        f'  "{AGE}"',
    ]
    assert printed(capsys, "decisions", "--queue") == ""
    (row,) = csv.DictReader(io.StringIO(printed(capsys, "decisions", "--format", "csv")))
    assert (row["standing"], row["decided_by"], row["machine_value"]) == ("stands", "Ada", "male")


def test_a_mistake_is_said_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", "7-1", "sex", "--correct", "woman", "--why", "x", "--by", "Ada"]) == 2
    assert capsys.readouterr().err == (
        "leakreg: 'woman' is no value of sex: it takes female, male.\n"
    )
    assert main(["diff"]) == 2
    assert "fewer than two" in capsys.readouterr().err
    assert main(["export", "--release", "5", "--out", "x", "--registry", "outputs"]) == 2
    assert "There is no release 5: there are 1 to 1." in capsys.readouterr().err


def test_releases_and_what_changed(capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "decide", "7-1", "sex", "--reject", "--why", "x", "--by", "Ada")
    with open_store(Path("outputs") / FILE_NAME) as store:
        release(store, Path("tables"), ARTICLE, made_at="2026-02-02")
    listed = printed(capsys, "releases")
    assert "2  2026-02-02  1 patients with 1 values" in listed
    assert "registry: 1 changed (2 values): decision" in listed
    text = printed(capsys, "diff")
    assert "release 1 (2026-01-01T00:00:00+00:00) -> 2 (2026-02-02)" in text
    assert "    sex: - male  (decision)" in text
    assert text == printed(capsys, "diff", "1") == printed(capsys, "diff", "1", "2")
    data = json.loads(printed(capsys, "diff", "--format", "json"))
    assert data["changes"][0] == {
        "table": "registry", "key": "7-1", "document_id": "7", "field": "sex",
        "change": "withdrawn", "old": "male", "new": "", "cause": "decision",
    }  # fmt: skip
    assert printed(capsys, "diff", "2", "2").splitlines()[-1] == "no value of a case changed"
    rows = list(csv.DictReader(io.StringIO(printed(capsys, "releases", "--format", "csv"))))
    assert [row["patients"] for row in rows] == ["1", "1"]
