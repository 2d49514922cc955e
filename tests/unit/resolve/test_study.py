"""The kind of a study, and whether it belongs into the registry."""

import pytest

from pipeline.document.model import Document
from pipeline.extract import extract
from tests.unit.resolve.telling import plain, report

CASE = "A 72-year-old woman underwent vertebroplasty of L1. Cement leaked into the disc."
OTHER_CASE = "A 64-year-old man underwent kyphoplasty of T8. Cement leaked into the azygos vein."
SERIES = (
    "Ninety-eight consecutive patients underwent vertebroplasty of 149 levels. Cement leakage "
    "occurred in 41 patients. All leaks were asymptomatic."
)
UNEVENTFUL = "A 72-year-old woman underwent vertebroplasty of L1. It was uneventful."
AND_REVIEW = "Cement leakage: a case report and review of the literature"
REVIEW = (
    "We searched PubMed and Embase. Forty articles were included. Leakage occurs in 5% to 80% of "
    "the levels. Most leaks are asymptomatic."
)


@pytest.mark.parametrize(
    ("document", "kind", "relevant", "patients"),
    [
        (report(CASE), "case_report", True, 1),
        (
            report(f"Case 1. {CASE}\n\nCase 2. {OTHER_CASE}", title="Cement leakage: two cases"),
            "case_series",
            True,
            2,
        ),
        (plain(SERIES, "Cement leakage: a retrospective study of 98 patients"), "cohort", True, 0),
        (plain(REVIEW, "Leakage in vertebroplasty: a systematic review"), "review", False, 0),
        (
            plain(
                "Vertebroplasty is widely used. Surgeons should use viscous cement.",
                "Vertebroplasty: an editorial",
            ),
            "other",
            False,
            0,
        ),
        (
            plain(
                "Twelve cadaveric vertebrae were injected with cement. Leakage was measured.",
                "Cement viscosity and leakage: a cadaver study",
            ),
            "other",
            False,
            0,
        ),
        (
            report(
                "A 70-year-old woman had a cemented hip arthroplasty. Cement embolism occurred.",
                title="Cement embolism after hip arthroplasty: a case report",
            ),
            "case_report",
            False,
            0,
        ),
        (
            plain(f"{REVIEW}\n\nWe also describe our own patient. {CASE}", AND_REVIEW),
            "case_report",
            True,
            1,
        ),
        (report(UNEVENTFUL, title="Vertebroplasty: a case report"), "case_report", True, 1),
    ],
    ids=["report", "series", "cohort", "review", "editorial", "cadavers", "hip", "and review",
         "uneventful"],
)  # fmt: skip
def test_kind(document: Document, kind: str, relevant: bool, patients: int) -> None:
    found = extract(document)
    assert (found.study_type, found.relevant, len(found.cases)) == (kind, relevant, patients)
    assert bool(found.reason) is not relevant


def test_a_report_without_the_word() -> None:
    document = plain(f"{CASE} She recovered completely.", "Cement in a lumbar disc")
    found = extract(document)
    assert (found.study_type, found.relevant) == ("case_report", True)


def test_the_same_document_gives_the_same_result() -> None:
    assert extract(report(CASE)) == extract(report(CASE))
