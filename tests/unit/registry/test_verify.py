import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.evidence import Evidence
from pipeline.ingest.outcome import Outcome
from pipeline.registry.identity import content_key
from pipeline.registry.model import Input
from pipeline.registry.store import Store, open_store
from pipeline.registry.verify import verify
from pipeline.resolve.model import Case, Cohort, Extraction
from tests.unit.samples import anchored, document

TEXT = "A man of 58 years. Twenty patients were treated."
DOCUMENT = document(TEXT, pmid="7")
AGE = anchored(DOCUMENT, "age_years", "58", "A man of 58 years.", "58 years")
COUNT = anchored(DOCUMENT, "patients", "20", "Twenty patients were treated.", "Twenty")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "registry.sqlite") as opened:
        yield opened


def record(store: Store, age: Evidence = AGE, count: Evidence = COUNT, path: str = "a.txt") -> None:
    case = Case(1, "", (age,))
    cohort = Cohort(patients=20, evidence=(count,))
    extraction = Extraction("case_report", True, "", (case,), cohort, (case,))
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    store.save_outcomes([(sha256, Outcome((DOCUMENT,)))], "r1")
    store.save_extractions([(content_key(DOCUMENT), extraction)], "e1")
    store.record_run([Input(path, sha256)], "r1", "e1")


def test_all_holds(store: Store, tmp_path: Path) -> None:
    record(store)
    assert verify(store, tmp_path) == []
    (tmp_path / "a.txt").write_text(TEXT)
    assert verify(store, tmp_path) == []


def test_a_moved_quote_is_named(store: Store, tmp_path: Path) -> None:
    record(store, age=replace(AGE, start=1))
    own, retold = verify(store, tmp_path)
    assert (own.case_id, own.field, own.value) == ("7-1", "age_years", "58")
    assert own.reason == "the quote does not stand at 1-18"
    assert retold.case_id == "7-literature-1"


def test_words_that_are_not_in_the_quote_are_named(store: Store, tmp_path: Path) -> None:
    record(store, count=replace(COUNT, original_text="Thirty"))
    (drift,) = verify(store, tmp_path)
    assert (drift.case_id, drift.field) == ("7", "patients")
    assert "Thirty" in drift.reason


def test_a_changed_source_is_named(store: Store, tmp_path: Path) -> None:
    record(store)
    (tmp_path / "a.txt").write_text(TEXT + " ")
    (drift,) = verify(store, tmp_path)
    assert (drift.source_path, drift.document_id, drift.field) == ("a.txt", "7", "")
    assert "changed" in drift.reason


def test_a_changed_file_in_an_archive_is_named(store: Store, tmp_path: Path) -> None:
    record(store, path="a!b.zip!in/a.txt")
    assert verify(store, tmp_path) == []
    for text, drifted in ((TEXT, []), (TEXT.upper(), ["a!b.zip!in/a.txt"])):
        with zipfile.ZipFile(tmp_path / "a!b.zip", "w") as packed:
            packed.writestr("in/a.txt", text)
        assert [drift.source_path for drift in verify(store, tmp_path)] == drifted
