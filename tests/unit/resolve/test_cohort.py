"""The counts of a document's own series."""

import pytest

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, Meta
from pipeline.extract import extract
from pipeline.resolve.model import Cohort

TITLE = "Cement leakage in percutaneous vertebroplasty: a retrospective study"


def series(methods: str, results: str, discussion: str = "") -> Document:
    builder = DocumentBuilder("text")
    builder.title(TITLE)
    for heading, text in (
        ("Materials and methods", methods),
        ("Results", results),
        ("Discussion", discussion),
    ):
        if text:
            builder.heading(heading)
            builder.paragraph(text)
    return builder.build(Meta(title=TITLE))


def counts(methods: str, results: str, discussion: str = "") -> Cohort:
    document = series(methods, results, discussion)
    cohort = extract(document).cohort
    assert cohort is not None
    for one in cohort.evidence:
        assert document.text[one.start : one.end] == one.quote
    return cohort


NINETY_EIGHT = "Ninety-eight consecutive patients underwent vertebroplasty of 149 vertebrae."


@pytest.mark.parametrize(
    ("text", "patients", "levels"),
    [
        (NINETY_EIGHT, 98, 149),
        ("We retrospectively reviewed 75 patients who underwent kyphoplasty.", 75, None),
        ("A total of 120 patients (181 levels) were treated by vertebroplasty.", 120, 181),
        ("Between 2005 and 2010, 1,150 patients with 2,310 levels were treated.", 1150, 2310),
        ("One hundred and forty-nine patients were included in this study.", 149, None),
        ("The study included 52 women and 18 men; 70 patients in all were treated.", 70, None),
        ("Of 200 patients screened, 120 patients were included.", 120, None),
    ],
)
def test_size(text: str, patients: int, levels: int | None) -> None:
    cohort = counts(text, "Vertebroplasty was technically successful. Cement leakage occurred.")
    assert (cohort.patients, cohort.levels) == (patients, levels)


@pytest.mark.parametrize(
    ("text", "leaks", "unit"),
    [
        ("Cement leakage occurred in 41 patients (42%).", 41, "patients"),
        ("Leakage was found in 62 of the 149 vertebrae.", 62, "levels"),
        ("Leakage was seen at 62 (42%) of 149 levels.", 62, "levels"),
        ("Cement leaks were detected in thirty-five patients.", 35, "patients"),
        ("Sixty-two of the 149 levels (41.6%) showed leakage of cement.", 62, "levels"),
    ],
)
def test_leaks(text: str, leaks: int, unit: str) -> None:
    cohort = counts(NINETY_EIGHT, text)
    assert (cohort.leaks, cohort.leak_unit) == (leaks, unit)


@pytest.mark.parametrize(
    ("text", "symptomatic"),
    [
        ("Leakage occurred in 41 patients. All leaks were asymptomatic.", 0),
        ("Leakage occurred in 41 patients. None of the leaks caused symptoms.", 0),
        ("Leakage occurred in 41 patients, of whom three were symptomatic.", 3),
        ("Leakage occurred in 41 patients. Two patients developed symptoms.", 2),
        ("Leakage occurred in 41 patients.", None),
    ],
)
def test_symptomatic(text: str, symptomatic: int | None) -> None:
    assert counts(NINETY_EIGHT, text).symptomatic == symptomatic


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        (
            "Leakage occurred into the veins in 17 levels and the epidural space in 6 levels.",
            {"venous": 17, "epidural": 6},
        ),
        (
            "Leaks were paravertebral in 12, intradiscal in 20 and foraminal in two.",
            {"paravertebral": 12, "intradiscal": 20, "foraminal": 2},
        ),
        (
            "There were 20 intradiscal leaks, 11 venous leaks and 4 epidural leaks.",
            {"intradiscal": 20, "venous": 11, "epidural": 4},
        ),
        (
            "Sites of leakage were the disc (n = 20), the veins (n = 11) and the canal (n = 3).",
            {"intradiscal": 20, "venous": 11, "spinal_canal": 3},
        ),
    ],
)
def test_leaks_by_site(text: str, sites: dict[str, int]) -> None:
    assert counts(NINETY_EIGHT, text).leaks_by_site == sites


def test_nothing_is_derived_from_percentages() -> None:
    cohort = counts(NINETY_EIGHT, "Cement leakage occurred in 42% of the levels.")
    assert cohort.leaks is None


def test_the_numbers_of_other_series() -> None:
    cohort = counts(
        NINETY_EIGHT,
        "Leakage occurred in 41 patients.",
        "Hulme et al. reviewed 4,456 patients and found leakage in 1,800 levels [3]. In the series "
        "of 500 patients by Lee et al., 30 leaks were symptomatic [4].",
    )
    assert (cohort.patients, cohort.leaks, cohort.symptomatic) == (98, 41, None)


def test_a_case_report_is_no_cohort() -> None:
    builder = DocumentBuilder("text")
    builder.title("Cement leakage: a case report")
    builder.heading("Case report")
    builder.paragraph(
        "A 72-year-old woman underwent vertebroplasty of L1. Leakage occurs in 41 of 100 patients."
    )
    assert extract(builder.build(Meta(title="Cement leakage: a case report"))).cohort is None
