from dataclasses import replace

from pipeline.document.model import Meta
from pipeline.ingest.outcome import Failure, FailureCode
from pipeline.registry.assemble import assemble
from pipeline.registry.codes import Status
from pipeline.registry.model import Entry, Input
from pipeline.resolve.model import Cohort, Extraction
from tests.unit.samples import case, value

MAN = case(1, value("sex", "male"))
FOUND = Extraction("case_report", True, "", (MAN,))
RETOLD = Extraction("review", False, "No own patient.", (MAN,), Cohort(patients=3), (MAN,))
NOTHING = Extraction("other", False, "No augmentation of the spine.")


def entry(path: str, words: int = 10, pmid: str = "") -> Entry:
    return Entry(path, path * 64, 0, path, path, "text", Meta(pmid=pmid), words, None)


def test_an_included_document() -> None:
    registry = assemble([entry("a", pmid="7")], [], lambda _: FOUND)
    (row,) = registry.inputs
    assert (row.status, row.document_id, row.n_cases, row.study_type) == (
        Status.INCLUDED,
        "7",
        1,
        "case_report",
    )
    assert registry.find("7-1") == (registry.studies[0], MAN)
    assert registry.find("7-2") is None


def test_a_document_that_is_not_relevant() -> None:
    registry = assemble([entry("a")], [], lambda _: NOTHING)
    (row,) = registry.inputs
    assert (row.status, row.relevant, row.n_cases) == (Status.EXCLUDED, False, 0)
    assert row.reason.startswith("No augmentation of the spine. If that is wrong")
    assert registry.studies == ()


def test_a_review_counts_for_what_it_retells_alone() -> None:
    (study,) = assemble([entry("a")], [], lambda _: RETOLD).studies
    assert (study.extraction.cases, study.extraction.cohort) == ((), None)
    assert study.extraction.literature == (MAN,)


def test_a_duplicate_names_the_richest_document() -> None:
    registry = assemble([entry("b", 20, "7"), entry("a", 10, "7")], [], lambda _: FOUND)
    short, rich = registry.inputs
    assert (short.source_path, short.status, short.document_id) == ("a", Status.DUPLICATE, "7")
    assert short.reason == "The same document as b (7), whose text is used."
    assert short.n_cases == 0
    assert rich.status is Status.INCLUDED
    assert len(registry.studies) == 1


def test_a_failed_file_and_an_unfinished_document() -> None:
    failure = Failure(FailureCode.EMPTY, "The file is empty.")
    registry = assemble([entry("b")], [(Input("a", "f" * 64), failure)], lambda _: None)
    empty, unfinished = registry.inputs
    assert (empty.status, empty.reason_code, empty.reason) == (
        Status.FAILED,
        "empty",
        "The file is empty.",
    )
    assert (empty.document_id, empty.relevant, empty.words) == ("f" * 12, None, None)
    assert (unfinished.status, unfinished.reason_code) == (Status.FAILED, "not_extracted")


def test_the_order_of_the_inputs_does_not_matter() -> None:
    entries = [entry("a", pmid="10"), entry("b", pmid="9"), entry("c", pmid="10")]
    entries.append(replace(entries[0], source_path="d"))
    assert assemble(entries, [], lambda _: FOUND) == assemble(entries[::-1], [], lambda _: FOUND)
    assert [study.document_id for study in assemble(entries, [], lambda _: FOUND).studies] == [
        "9",
        "10",
    ]
