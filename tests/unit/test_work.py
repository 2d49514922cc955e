import hashlib
import os
from pathlib import Path

import pytest

from pipeline.ingest.outcome import FailureCode
from pipeline.registry.identity import content_key
from pipeline.work import Job, Pool, extractor_version, fingerprint, work_on
from tests.unit.samples import document

REPORT = """\
Cement leakage after vertebroplasty: a case report

Case report
A 70-year-old woman underwent vertebroplasty of L2 for a painful compression fracture. Computed
tomography on the next day showed leakage of cement into the paravertebral veins.
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_a_file_is_known_by_its_bytes(report: Path) -> None:
    found = fingerprint(report)
    assert found.source_path == report.as_posix()
    assert found.sha256 == hashlib.sha256(REPORT.encode()).hexdigest()
    assert found.failure is None


def test_what_is_no_file_fails_without_being_opened(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    failure = fingerprint(pipe).failure
    assert failure is not None
    assert failure.code is FailureCode.NOT_A_DOCUMENT


def test_a_missing_file_fails(tmp_path: Path) -> None:
    failure = fingerprint(tmp_path / "none").failure
    assert failure is not None
    assert failure.code is FailureCode.UNREADABLE


def test_a_file_is_read_and_its_documents_extracted(report: Path) -> None:
    result = work_on(Job(report, "hash"))
    assert result.outcome is not None
    (read,) = result.outcome.documents
    ((key, extraction),) = result.extractions
    assert key == content_key(read)
    assert extraction.cases[0].values()["age_years"] == "70"
    assert result.words == read.words
    assert not result.trace


def test_what_was_read_before_is_not_read_again(tmp_path: Path) -> None:
    known = document("A 70-year-old woman underwent vertebroplasty of L2.")
    result = work_on(Job(tmp_path / "gone.txt", "hash", (known,)))
    assert result.outcome is None
    assert [key for key, _ in result.extractions] == [content_key(known)]


def test_an_extraction_that_breaks_off_costs_only_its_document(
    report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise KeyError("T13")

    monkeypatch.setattr("pipeline.work.extractor", lambda _: broken)
    result = work_on(Job(report, "hash"))
    assert result.outcome is not None
    assert result.outcome.documents
    assert result.extractions == ()
    assert "KeyError: 'T13'" in result.trace


def test_a_pool_gives_results_in_the_order_of_the_jobs(report: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    with Pool(1) as pool:
        found = pool.work([Job(empty, "0"), Job(report, "1")])
    assert [one.sha256 for one in found] == ["0", "1"]
    assert [bool(one.extractions) for one in found] == [False, True]


def test_another_model_is_another_version() -> None:
    assert extractor_version("en_core_sci_sm") != extractor_version()
