import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.document.model import Mark, Traits
from pipeline.errors import UserError
from pipeline.ingest.outcome import Failure, FailureCode, Outcome
from pipeline.registry.codes import Status
from pipeline.registry.identity import content_key
from pipeline.registry.model import Input, Registry
from pipeline.registry.store import Store, ocr_version, open_store
from pipeline.resolve.model import Extraction
from tests.unit.samples import case, document, value

FIRST = document("A man of 58 years.", pmid="7", title="One")
SECOND = document("A woman of 71 years.", pmid="8", title="Two")
MAN = Extraction("case_report", True, "", (case(1, value("age_years", "58")),))
WOMAN = Extraction("case_report", True, "", (case(1, value("age_years", "71")),))
EMPTY = Outcome(failure=Failure(FailureCode.EMPTY, "The file is empty."))
SLOW = Outcome(failure=Failure(FailureCode.TIMEOUT, "Reading took too long."))


def fill(store: Store) -> Registry:
    store.save_outcomes([("aa", Outcome((FIRST, SECOND))), ("bb", EMPTY)], "r1")
    store.save_extractions([(content_key(FIRST), MAN), (content_key(SECOND), WOMAN)], "e1")
    return store.record_run([Input("in/b.pdf", "bb"), Input("in/a.xml", "aa")], "r1", "e1")


def test_an_outcome_is_known_to_its_reader_version(store: Store) -> None:
    fill(store)
    assert store.known_outcome("aa", "r1") == Outcome((FIRST, SECOND))
    assert store.known_outcome("bb", "r1") == EMPTY
    assert store.known_outcome("aa", "r2") is None
    assert store.known_outcome("cc", "r1") is None


def test_an_extraction_is_known_to_its_extractor_version(store: Store) -> None:
    fill(store)
    assert store.known_extraction(content_key(FIRST), "e1") == MAN
    assert store.known_extraction(content_key(FIRST), "e2") is None
    assert store.known_extraction("nothing", "e1") is None


def test_what_a_reader_left_out_is_told_with_the_document(store: Store) -> None:
    noted = replace(FIRST, notes=("Hidden text was left out.", "Page 2 cannot be read."))
    store.save_outcomes([("aa", Outcome((noted, SECOND)))], "r1")
    registry = store.record_run([Input("in/a.xml", "aa")], "r1", "e1")
    told = [row.notes for row in registry.inputs]
    assert told == ["Hidden text was left out. Page 2 cannot be read.", ""]


def test_done_is_what_both_layers_know(store: Store) -> None:
    store.save_outcomes([("aa", Outcome((FIRST, SECOND))), ("bb", EMPTY)], "r1")
    assert "bb" in store.done("r1", "e1")
    assert "aa" not in store.done("r1", "e1")
    store.save_extractions([(content_key(FIRST), MAN)], "e1")
    assert "aa" not in store.done("r1", "e1")
    store.save_extractions([(content_key(SECOND), WOMAN)], "e1")
    assert "aa" in store.done("r1", "e1")
    assert "aa" not in store.done("r1", "e2")
    assert "aa" not in store.done("r2", "e1")


def test_a_timeout_is_tried_again(store: Store) -> None:
    store.save_outcomes([("aa", SLOW)], "r1")
    assert store.known_outcome("aa", "r1") is None
    (row,) = store.record_run([Input("a.pdf", "aa")], "r1", "e1").inputs
    assert (row.status, row.reason_code) == (Status.FAILED, "timeout")
    store.save_outcomes([("aa", Outcome((FIRST,)))], "r1")
    assert store.known_outcome("aa", "r1") == Outcome((FIRST,))


def test_a_timeout_does_not_replace_what_another_run_read(store: Store) -> None:
    store.save_outcomes([("aa", Outcome((FIRST,)))], "r1")
    store.save_outcomes([("aa", SLOW), ("bb", SLOW)], "r1")
    assert store.known_outcome("aa", "r1") == Outcome((FIRST,))
    assert store.known_failures(["aa"], "r1").get("aa") is None
    assert store.known_failures(["bb"], "r1").get("bb") == SLOW.failure


def test_a_batch_is_written_whole_or_not_at_all(store: Store) -> None:
    broken = replace(FIRST, format=None)  # type: ignore[arg-type]
    with pytest.raises(Exception, match=r"(?i)not.null"):
        store.save_outcomes([("aa", Outcome((SECOND,))), ("bb", Outcome((broken,)))], "r1")
    assert store.known_outcome("aa", "r1") is None


def test_the_snapshot_is_what_the_run_recorded(store: Store) -> None:
    assert store.snapshot() == Registry()
    registry = fill(store)
    assert store.snapshot() == registry
    assert [(row.source_path, row.position, row.document_id) for row in registry.inputs] == [
        ("in/a.xml", 0, "7"),
        ("in/a.xml", 1, "8"),
        ("in/b.pdf", 0, "bb"),
    ]
    assert [study.extraction for study in registry.studies] == [MAN, WOMAN]
    assert store.document(registry.studies[1].entry.content_key) == SECOND


def test_an_input_that_is_gone_leaves_the_registry_but_not_the_ledger(store: Store) -> None:
    fill(store)
    registry = store.record_run([Input("in/b.pdf", "bb")], "r1", "e1")
    assert registry.studies == ()
    assert store.snapshot() == registry
    assert store.known_outcome("aa", "r1") is not None


def test_the_same_path_twice_is_one_input(store: Store) -> None:
    fill(store)
    assert len(store.record_run([Input("in/b.pdf", "bb")] * 2, "r1", "e1").inputs) == 1


def test_a_failure_that_the_ledger_cannot_know_is_kept(store: Store) -> None:
    failure = Failure(FailureCode.UNREADABLE, "Permission denied: allow reading.")
    registry = store.record_run([Input("in/x.pdf", "", failure)], "r1", "e1")
    assert (registry.inputs[0].status, registry.inputs[0].reason) == (
        Status.FAILED,
        "Permission denied: allow reading.",
    )
    assert store.snapshot() == registry


def test_a_file_that_was_never_read_is_the_users_to_know(store: Store) -> None:
    with pytest.raises(UserError, match=r"a\.pdf"):
        store.record_run([Input("a.pdf", "aa")], "r1", "e1")


@pytest.mark.usefixtures("database")
def test_writers_wait_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"

    def write(worker: int) -> None:
        with open_store(path) as store:
            for number in range(10):
                store.save_outcomes([(f"{worker}-{number}", EMPTY)], "r1")

    with open_store(path) as store:
        threads = [threading.Thread(target=write, args=(worker,)) for worker in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        found = [store.known_outcome(f"{w}-{n}", "r1") for w in range(4) for n in range(10)]
    assert found == [EMPTY] * 40


def test_the_database_is_in_wal_mode(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    with open_store(path):
        pass
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


@pytest.mark.usefixtures("database")
def test_a_registry_must_exist_to_be_read(tmp_path: Path) -> None:
    with (
        pytest.raises(UserError, match="leakreg run"),
        open_store(tmp_path / "registry.sqlite", create=False),
    ):
        pass


def test_another_file_is_no_registry(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    path.write_text("not a database, but long enough to look at")
    with pytest.raises(UserError, match="cannot be used"), open_store(path):
        pass


def test_the_snapshot_leaves_out_what_the_run_left_out(store: Store) -> None:
    marked = replace(FIRST, meta=replace(FIRST.meta, marks=(Mark.RETRACTED,)))
    store.save_outcomes([("aa", Outcome((marked,)))], "r1")
    store.save_extractions([(content_key(marked), MAN)], "e1")
    for excluded, status in (((), Status.INCLUDED), ((Mark.RETRACTED,), Status.EXCLUDED)):
        registry = store.record_run([Input("a.xml", "aa")], "r1", "e1", excluded)
        assert registry.inputs[0].status is status
        assert registry.inputs[0].marks == (Mark.RETRACTED,)
        assert store.snapshot() == registry


def test_recognised_text_counts_where_the_run_asked_for_it(store: Store) -> None:
    picture = Outcome(failure=Failure(FailureCode.NEEDS_OCR, "Pictures."))
    recognised = replace(FIRST, traits=Traits("en", ocr=True))
    store.save_outcomes([("aa", picture), ("bb", Outcome((SECOND,)))], "r1")
    store.save_outcomes([("aa", Outcome((recognised,)))], ocr_version("r1"))
    store.save_extractions([(content_key(recognised), MAN), (content_key(SECOND), WOMAN)], "e1")
    inputs = [Input("a.pdf", "aa"), Input("b.pdf", "bb")]
    with_ocr = store.record_run(inputs, "r1", "e1", ocr=True)
    assert [row.status for row in with_ocr.inputs] == [Status.INCLUDED, Status.INCLUDED]
    assert with_ocr.inputs[0].reason_code == "ocr"
    assert store.snapshot() == with_ocr
    without = store.record_run(inputs, "r1", "e1")
    assert (without.inputs[0].status, without.inputs[0].reason) == (Status.FAILED, "Pictures.")
    assert store.known_failures(["aa"], "r1") == {"aa": picture.failure}
