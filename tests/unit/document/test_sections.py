"""What a heading says of its section."""

import pytest

from pipeline.document.model import SectionKind
from pipeline.document.sections import heading_kind, heading_within
from pipeline.terms import load

K = SectionKind
EXAMPLES = [
    (entry["kind"], example)
    for entry in load("headings")["heading"]
    for example in entry["examples"]
]


@pytest.mark.parametrize(("kind", "heading"), EXAMPLES)
def test_examples_of_the_term_file(kind: str, heading: str) -> None:
    assert heading_kind(heading) == kind


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("INTRODUCTION", K.INTRODUCTION),
        ("1. Introduction", K.INTRODUCTION),
        ("I. INTRODUCTION", K.INTRODUCTION),
        ("Background:", K.INTRODUCTION),
        ("Purpose", K.INTRODUCTION),
        ("Study Design", K.METHODS),
        ("Materials and Methods", K.METHODS),
        ("2.1 Patients and methods", K.METHODS),
        ("RESULTS", K.RESULTS),
        ("Results –", K.RESULTS),
        ("Case Report", K.CASE),
        ("Case reports", K.CASE),
        ("CASE PRESENTATION", K.CASE),
        ("Case 1", K.CASE),
        ("Patient 2", K.CASE),
        ("Illustrative cases", K.CASE),
        ("Clinical course", K.CASE),
        ("Outcome", K.CASE),
        ("Discussion", K.DISCUSSION),
        ("IV) Discussion", K.DISCUSSION),
        ("Discussion and conclusions", K.DISCUSSION),
        ("Conclusion", K.CONCLUSION),
        ("Concluding remarks", K.CONCLUSION),
        ("Summary", K.ABSTRACT),
        ("A B S T R A C T", None),
        ("References", K.REFERENCES),
        ("Literature", K.REFERENCES),
        ("Literature review", K.DISCUSSION),
        ("Acknowledgments", K.BACK),
        ("Conflict of interest", K.BACK),
        ("Funding", K.BACK),
        ("Cement viscosity", None),
        ("Vertebroplasty at our hospital", None),
        ("", None),
        ("...", None),
    ],
)
def test_heading_kind(heading: str, kind: SectionKind | None) -> None:
    assert heading_kind(heading) is kind


def test_a_long_line_is_no_heading() -> None:
    line = "The case report that we describe here shows what the results of leakage can be"
    assert heading_kind(line) is None


@pytest.mark.parametrize(
    "heading",
    [
        "Why this patient?",
        "Why did our patient deteriorate?",
        "Comparison with other cases",
        "4.2 What the present case adds",
        "Choice of technique",
        "Mechanism in our patient",
        "Treatment of comparable cases",
        "Patient perspective",
        "Could the procedure have been safer?",
        "Interpretation of imaging findings",
    ],
)
def test_a_heading_that_goes_on_with_the_discussion(heading: str) -> None:
    assert heading_within(heading, K.DISCUSSION) is K.DISCUSSION
    assert heading_within(heading, K.INTRODUCTION) is heading_kind(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "Case 2",
        "Second patient",
        "2. Case report",
        "Patient III",
        "Our case",
        "Case 2: cauda equina syndrome",
        "Methods",
        "Patients and Methods",
        "5. Treatment",
        "Treatment and result",
        "Diagnosis",
        "Follow-up",
    ],
)
def test_a_heading_that_ends_the_discussion(heading: str) -> None:
    assert heading_within(heading, K.DISCUSSION) is heading_kind(heading)
