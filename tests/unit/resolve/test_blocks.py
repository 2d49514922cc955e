"""Patients told one after the other in sections or paragraphs of their own."""

import pytest

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, Meta
from tests.unit.resolve.telling import cases, listed, plain


def headed(*sections: tuple[str, str], title: str = "Cement gone astray") -> Document:
    builder = DocumentBuilder("text")
    builder.title(title)
    for heading, text in sections:
        builder.heading(heading)
        for paragraph in text.split("\n\n"):
            builder.paragraph(paragraph)
    return builder.build(Meta(title=title))


_FIRST = "Vertebroplasty of L1 was done. She had pain in the leg. CT showed an epidural leak."
_SECOND = "Kyphoplasty of T9 was done. CT showed cement in the lungs. There were no symptoms."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Story 1: the night", "Story 2: the day"),
        ("Lesson 1", "Lesson 2"),
        ("Vignette A", "Vignette B"),
        ("3.1 Exhibit one", "3.2 Exhibit two"),
        ("Sketch I. At sea", "Sketch II. On land"),
    ],
)
def test_headings_that_count(first: str, second: str) -> None:
    found = cases(headed((first, _FIRST), (second, _SECOND)))
    assert [listed(case, "treated_levels") for case in found] == [["L1"], ["T9"]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The first was a woman of 79.", "The second, a man whose age was not noted, fell."),
        ("A 66-year-old woman came.", "Another patient (fractures of T9 and T10) came later."),
        ("A retired actress, 66, had pain.", "The last patient was a man, 69, with metastases."),
        ("Our first patient fell at home.", "The other patient was a roofer."),
        ("A dancer fell. She was 40 and in good health.", "The second patient fell off a horse."),
        ("Lady of 88 years.", "Monsignor of 91 years."),
    ],
)
def test_paragraphs_that_introduce_somebody(first: str, second: str) -> None:
    text = f"We tell of two.\n\n{first} {_FIRST}\n\n{second} {_SECOND}"
    found = cases(plain(text, title="Two leaks after cement"))
    assert [listed(case, "treated_levels") for case in found] == [["L1"], ["T9"]]


def test_a_paragraph_about_the_same_patient_opens_no_story() -> None:
    text = (
        f"A 66-year-old woman was seen. {_FIRST}\n\n"
        "The woman came again. Kyphoplasty of L2 was done two months later."
    )
    assert len(cases(plain(text, title="A leak after vertebroplasty"))) == 1


def test_inside_a_story_only_outright_words_mean_others() -> None:
    found = cases(
        headed(
            ("The roofer", "A man of 50 had cement-augmented screws at L4 and L5; all four held."),
            ("The cook", "A woman of 60 had vertebroplasty of L1. Both lungs held cement."),
            ("What was common", "Neither patient had dyspnoea."),
            title="Two patients with leaked cement",
        )
    )
    assert [listed(case, "treated_levels") for case in found] == [["L4", "L5"], ["L1"]]
    assert [listed(case, "complication_absent") for case in found] == [["dyspnoea"]] * 2


def test_a_retold_patient_is_not_one_of_the_own() -> None:
    text = (
        f"The first was a woman of 79. {_FIRST}\n\n"
        f"The second was a man whose age I have not at hand. {_SECOND}\n\n"
        "His own illustrative case, a man aged 60 with 9 ml at L2, would not have been seen."
    )
    found = cases(plain(text, title="Two unexplained events after kyphoplasty"))
    assert [case.values().get("age_years") for case in found] == ["79", None]
    assert not any("cement_volume_ml" in case.values() for case in found)


@pytest.mark.parametrize(
    "text",
    [
        "Kyphoplasty of T12 was on the list for Monday. There had been no vertebroplasty before.",
        "Cementoplasty of the proximal femur with 7 ml of PMMA was done. Cement leaked.",
    ],
)
def test_no_patient_without_cement_in_the_spine(text: str) -> None:
    assert not cases(plain(f"A 66-year-old woman was seen. {text} She recovered."))


def test_ages_that_only_the_abstract_tells() -> None:
    builder = DocumentBuilder("text")
    builder.title("Cement in the heart in two patients")
    builder.abstract()
    builder.paragraph("A 57-year-old woman was operated on. A 73-year-old man had a snare.")
    builder.body()
    for heading, text in (("Patient 1", _FIRST), ("Patient 2", _SECOND.replace("There", "He"))):
        builder.heading(heading)
        builder.paragraph(text)
    found = cases(builder.build(Meta(title="Cement in the heart in two patients")))
    assert [case.values()["age_years"] for case in found] == ["57", "73"]
