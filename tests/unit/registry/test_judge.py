"""What becomes of a document by its language, its extent and how it was read."""

import pytest

from pipeline.document.model import Extent, Meta, Traits
from pipeline.registry.assemble import assemble
from pipeline.registry.codes import Status
from pipeline.registry.model import Entry, InputRow
from pipeline.resolve.model import Extraction
from tests.unit.samples import case, value

FOUND = Extraction("case_report", True, "", (case(1, value("sex", "male")),))
NOTHING = Extraction("other", False, "No own patient was found.")
GERMAN = Traits("de", english=False)
MIXED = Traits("de", english=True)
ABSTRACT = Traits("en", extent=Extent.ABSTRACT)
TITLE = Traits("en", extent=Extent.TITLE)


def judged(traits: Traits, extraction: Extraction = FOUND) -> InputRow:
    entry = Entry("a.txt", "a" * 64, 0, "a", "a", "text", Meta(), 10, None, traits)
    (row,) = assemble([entry], [], lambda _: extraction).inputs
    return row


@pytest.mark.parametrize(
    ("traits", "extraction", "status", "code", "said"),
    [
        (Traits("en"), FOUND, Status.INCLUDED, "", ""),
        (Traits(""), FOUND, Status.INCLUDED, "", ""),
        (GERMAN, FOUND, Status.EXCLUDED, "language", "in German, which is not read."),
        (MIXED, NOTHING, Status.EXCLUDED, "language", "found in its English parts."),
        (MIXED, FOUND, Status.INCLUDED, "english_parts", "the text is in German."),
        (ABSTRACT, FOUND, Status.INCLUDED, "abstract_only", "Only the abstract was there."),
        (ABSTRACT, NOTHING, Status.EXCLUDED, "not_relevant", "No own patient was found."),
        (TITLE, NOTHING, Status.EXCLUDED, "title_only", "no abstract and no text."),
        (Traits("en", ocr=True), FOUND, Status.INCLUDED, "ocr", "recognised from pictures"),
    ],
)
def test_what_becomes_of_a_document(
    traits: Traits, extraction: Extraction, status: Status, code: str, said: str
) -> None:
    row = judged(traits, extraction)
    assert (row.status, row.reason_code) == (status, code)
    assert said in row.reason
    assert (row.n_cases == 1) == (status is Status.INCLUDED)


def test_recognised_text_is_flagged() -> None:
    entry = Entry("a.pdf", "a" * 64, 0, "a", "a", "pdf", Meta(), 10, 1, Traits("en", ocr=True))
    (study,) = assemble([entry], [], lambda _: FOUND).studies
    assert study.extraction.cases[0].flags == ("text_recognised",)


def test_a_file_without_a_hash_has_a_name_of_its_own() -> None:
    from pipeline.ingest.outcome import Failure, FailureCode
    from pipeline.registry.model import Input

    failure = Failure(FailureCode.HOSTILE, "A link.")
    rows = assemble([], [(Input("a", "", failure), failure), (Input("b", "", failure), failure)],
                    lambda _: None).inputs  # fmt: skip
    assert len({row.document_id for row in rows}) == 2
    assert all(len(row.document_id) == 12 for row in rows)
