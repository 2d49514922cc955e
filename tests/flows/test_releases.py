"""Real documents over several runs: each change with its cause, each release as it was."""

import csv
import io
import json
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.evidence import Evidence
from pipeline.extract import EXTRACTOR_VERSION
from pipeline.ingest.read import READER_VERSION
from pipeline.registry.store import FILE_NAME, open_store
from pipeline.resolve.model import Case, Extraction
from tests.flows.test_run import RETRACTION

pytestmark = pytest.mark.usefixtures("prefect_server")

NEXT_EXTRACTOR = "next"


def tables(folder: str) -> dict[str, bytes]:
    paths = [*Path(folder).glob("*.csv"), *Path(folder).glob("*.json")]
    return {path.name: path.read_bytes() for path in paths}


def run(articles: Path) -> dict[str, bytes]:
    main(["run", str(articles), "--out", "out", "--workers", "2"])
    return tables("out")


def causes(capsys: pytest.CaptureFixture[str], *releases: str) -> dict[str, set[str]]:
    """The causes of a diff by case."""
    capsys.readouterr()
    assert main(["diff", *releases, "--out", "out", "--format", "csv"]) == 0
    found: dict[str, set[str]] = {}
    for row in csv.DictReader(io.StringIO(capsys.readouterr().out)):
        if row["table"] == "registry":
            found.setdefault(row["key"], set()).add(row["cause"])
    return found


def case_of(sex: str) -> str:
    with Path("out/registry.csv").open(encoding="utf-8", newline="") as file:
        return next(row["case_id"] for row in csv.DictReader(file) if row["sex"] == sex)


def extracted_anew(content_key: str, found: Extraction) -> tuple[str, Extraction]:
    """What another extractor finds: all but how it ended."""

    def kept(item: Evidence) -> bool:
        return item.field != "outcome"

    cases = tuple(
        Case(one.number, one.label, tuple(filter(kept, one.evidence)), one.flags)
        for one in found.cases
    )
    return content_key, Extraction(found.study_type, found.relevant, found.reason, cases)


def test_each_change_has_its_cause_and_each_release_stays(
    articles: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = {1: run(articles)}
    woman, man = case_of("female"), case_of("male")
    assert "This is release 1" in capsys.readouterr().out
    assert run(articles) == kept[1]
    assert "This is release" not in capsys.readouterr().out

    cell = ["age_years", "--correct", "73", "--why", "a slip of the pen", "--by", "Ada"]
    assert main(["decide", woman, *cell, "--at", "2026-01-01", "--out", "out"]) == 0
    kept[2] = run(articles)
    assert causes(capsys) == {woman: {"decision"}}

    text = (articles / "woman.txt").read_text(encoding="utf-8")
    (articles / "woman.txt").write_text(text.replace("3.5 ml", "4.5 ml"), encoding="utf-8")
    kept[3] = run(articles)
    found = causes(capsys)
    woman = case_of("female")
    assert found == {woman: {"changed source"}}
    assert b",73,female," in kept[3]["registry.csv"]

    (articles / "notice.ris").write_text(RETRACTION, encoding="utf-8")
    kept[4] = run(articles)
    assert causes(capsys) == {man: {"retraction"}}

    (articles / "notice.ris").unlink()
    (articles / "other.txt").write_text(
        text.replace("72-year-old woman", "44-year-old man").replace("Venous", "Paravertebral"),
        encoding="utf-8",
    )
    kept[5] = run(articles)
    found = causes(capsys)
    assert found.pop(man) == {"retraction"}
    assert set(map(frozenset, found.values())) == {frozenset({"new document"})}

    with open_store(Path("out") / FILE_NAME) as store:
        studies = store.snapshot().studies
        old = [
            (key, store.known_extraction(key, EXTRACTOR_VERSION))
            for key in (one.entry.content_key for one in studies)
        ]
        done = [extracted_anew(key, known) for key, known in old if known]
        assert len(done) == len(studies)
        store.save_extractions(done, NEXT_EXTRACTOR)
    monkeypatch.setattr("flows.run.extractor_version", lambda _model: NEXT_EXTRACTOR)
    kept[6] = run(articles)
    assert set(map(frozenset, causes(capsys).values())) == {frozenset({"extractor version"})}
    assert b",73,female," in kept[6]["registry.csv"]

    assert causes(capsys, "1", "6")[woman] == {
        "decision; changed source; extractor version",
        "changed source; extractor version",
        "changed source",
    }
    for number, expected in kept.items():
        main(["export", "--release", str(number), "--registry", "out", "--out", f"as{number}"])
        assert tables(f"as{number}") == expected
    capsys.readouterr()
    assert main(["releases", "--out", "out", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [one["number"] for one in listed] == [1, 2, 3, 4, 5, 6]
    assert listed[0]["about"]["reader"] == READER_VERSION
    assert main(["verify", "--out", "out"]) == 0
