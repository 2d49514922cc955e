"""Whose a statement is in reports of two or three patients told together."""

import pytest

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Meta
from pipeline.resolve.trailing import gapped, trailing
from tests.unit.resolve.telling import cases, listed, plain, report

TITLE = "Two patients with leaks after vertebroplasty"
COUPLE = (
    "A woman of 71 and a man of 64 were treated by vertebroplasty of T12 and L2, respectively. "
)
LADIES = (
    "Two ladies, 72 and 68 years old, were treated by vertebroplasty of L1 and T11, respectively. "
)


def sites(text: str, title: str = TITLE) -> list[list[str]]:
    """The leak sites of each patient of a document without headings."""
    return [listed(case, "leakage_site") for case in cases(plain(text, title))]


def told(column: str, text: str, title: str = TITLE) -> list[list[str]]:
    """The values of a column of each patient likewise."""
    return [listed(case, column) for case in cases(plain(text, title))]


@pytest.mark.parametrize(
    "text",
    [
        "CT showed cement in the epidural space in the first and in the foramen in the second.",
        "CT showed epidural cement in the former and foraminal cement in the latter.",
        "CT showed epidural cement in the woman and foraminal cement in the man.",
        "In the older CT showed epidural cement. In the younger there was foraminal cement.",
        "The woman had epidural cement on CT, the man foraminal cement.",
        "There was a leak in both, into the epidural space in the first and into the foramen in "
        "the second.",
    ],
)
def test_one_sentence_tells_each_a_site(text: str) -> None:
    assert sites(COUPLE + text) == [["epidural"], ["foraminal"]]


def test_who_is_named_behind_shares_the_opening() -> None:
    text = "CT showed cement in the disc in the first and in the foramen in the second."
    assert told("imaging", COUPLE + text) == [["ct"], ["ct"]]


@pytest.mark.parametrize(
    ("text", "volumes"),
    [
        ("The volumes of cement were 4 ml and 6 ml, in that order.", [["4"], ["6"]]),
        ("They had received 4 ml and 6 ml of cement respectively.", [["4"], ["6"]]),
        ("Of cement, 4 ml were used in the first and 6 ml in the second.", [["4"], ["6"]]),
        ("The man had received 3 ml of cement on the left and 5 ml on the right, respectively.",
         [[], ["3", "5"]]),
    ],
)  # fmt: skip
def test_volumes_of_each(text: str, volumes: list[list[str]]) -> None:
    assert told("cement_volume_ml", COUPLE + text + " Cement leaked in both.") == volumes


@pytest.mark.parametrize(
    "text",
    [
        "One man had dyspnoea.",
        "One of them had dyspnoea.",
        "One had dyspnoea and the other had none.",
    ],
)
def test_some_of_them_are_nobody_known(text: str) -> None:
    men = "Two men, 72 and 68 years old, had vertebroplasty of L1 and T11, respectively. "
    text = men + "Cement leaked in both of them. " + text
    assert told("complication", text) == [[], []]


@pytest.mark.parametrize(
    ("opening", "first", "second"),
    [
        ("A 45-year-old roofer fell and broke L1, a 79-year-old nun had a fracture of T8. In both "
         "of them kyphoplasty was done.", "The roofer", "The nun"),
        ("The wife, 69 years old, had kyphoplasty of L1 and the husband, 72 years old, of T8.",
         "The wife", "The husband"),
        ("Mrs. K., 74 years old, had kyphoplasty of L1. Mr. T., 66, had kyphoplasty of T8.",
         "Mrs. K.", "Mr. T."),
        ("Mrs. A. and Mrs. B. were 75 and 81 years old. Mrs. A. had kyphoplasty of L1 and Mrs. B. "
         "of T8.", "Mrs. A.", "Mrs. B."),
        ("A baker of 70 and a smith of 63 had kyphoplasty of L1 and T8, respectively.",
         "The baker", "The smith"),
    ],
)  # fmt: skip
def test_patients_called_by_what_they_are(opening: str, first: str, second: str) -> None:
    text = (
        f"{opening} {second} had epidural cement on CT. {first} had pain in the leg from cement "
        "in a foramen."
    )
    assert sites(text) == [["foraminal"], ["epidural"]]


def test_a_patient_with_whom_another_is_compared_is_not_spoken_of() -> None:
    text = (
        "Cement leaked into the disc in the woman. The man had an epidural leak. In contrast to "
        "the woman, he developed dyspnoea."
    )
    assert told("complication", COUPLE + text) == [[], ["dyspnoea"]]


def test_the_second_man_is_second_among_men() -> None:
    title = "Three patients with leaks after vertebroplasty"
    text = (
        "Three patients had vertebroplasty: a man of 61 at T8, a woman of 55 at L3 and a man of "
        "70 at L5. The second man had cement in the disc. The woman had epidural cement."
    )
    assert sites(text, title) == [[], ["epidural"], ["intradiscal"]]


def test_he_and_she_of_one_sentence() -> None:
    text = "Cement leaked in both. He developed dyspnoea at once; she had chest pain at once."
    assert told("complication", COUPLE + text) == [["chest_pain"], ["dyspnoea"]]


def test_both_ladies_are_women() -> None:
    assert told("sex", LADIES + "Cement leaked into the disc in both.") == [["female"], ["female"]]


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("A woman of 70 (case 1) and a man of 60 (case 2) had vertebroplasty of L1 and T11.", 1),
        ("The first, a woman of 70, had vertebroplasty at L1, the second, a man of 60, at T11.", 1),
    ],
)
def test_levels_of_one_sentence(text: str, shared: int) -> None:
    found = told("treated_levels", text + " Cement leaked into the disc in both.")
    assert found == [["L1"], ["T11"]]
    assert all(len(levels) == shared for levels in found)


def test_paragraphs_open_with_labels() -> None:
    title = "Cement in three patients with augmented pedicle screws"
    text = (
        "We report three patients.\n\n"
        "Patient A was a woman of 70. Cement-augmented screws were placed in the two vertebrae "
        "below T10. CT showed cement in the disc.\n\n"
        "Patient B was a man of 58. Cement-augmented screws were placed in L4. CT showed cement "
        "in the psoas muscle.\n\n"
        "Patient C was a woman of 66. Cement-augmented screws were placed in L5. CT showed cement "
        "in a foramen.\n\n"
        "No infection occurred in any."
    )
    assert sites(text, title) == [["intradiscal"], ["paravertebral"], ["foraminal"]]
    assert told("complication_absent", text, title) == [["infection"]] * 3


def test_a_small_table_completes_labelled_patients() -> None:
    builder = DocumentBuilder("text")
    builder.title(TITLE)
    builder.heading("Cases")
    builder.paragraph("Case I was a woman of 77 who had kyphoplasty of L1. Cement leaked.")
    builder.paragraph("Case II, a man of 69, had kyphoplasty of T9. Cement leaked into the disc.")
    builder.table(
        "Table 1. Cement",
        ["Case", "Cement (ml)", "Blood loss (ml)"],
        [["I", "5", "40"], ["II", "7", "50"]],
    )
    found = cases(builder.build(Meta(title=TITLE)))
    assert [listed(case, "cement_volume_ml") for case in found] == [["5"], ["7"]]


def test_names_behind_what_is_told() -> None:
    text = "4 ml were used in the first and 6 ml in the second."
    assert trailing(text, [text.index("in the f"), text.index("in the s")]) == [(0, 27), (27, 50)]
    preposed = "In the first 4 ml were used and in the second 6 ml."
    assert trailing(preposed, [0, preposed.index("in the s")]) == []


def test_a_verb_that_is_taken_over() -> None:
    assert gapped("The first was treated at L1, ", "the second at L3.") == 22
    assert gapped("The first was treated at L1, ", "the second fell at home.") == 0


def test_both_are_not_all_three() -> None:
    text = (
        "Three patients, 72, 68 and 61 years old, were treated by vertebroplasty of L1, T11 and "
        "L3, respectively. In both women cement leaked into the disc."
    )
    found = cases(plain(text, "Three patients with leaks after vertebroplasty"))
    assert [case.values().get("age_years") for case in found] == ["72", "68", "61"]
    assert [case.values().get("sex") for case in found] == [None, None, None]


def test_a_label_is_a_whole_word_or_more() -> None:
    text = (
        "The first patient, a woman of 71, had vertebroplasty of L1 and cement in the disc.\n\n"
        "The second patient, a man of 64, had vertebroplasty of L3 and cement in the foramen."
    )
    found = cases(report(text, TITLE))
    assert [case.label for case in found] == ["the first", "the second"]
