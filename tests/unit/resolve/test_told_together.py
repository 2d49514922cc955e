"""Series whose patients are listed, grouped, or told of together."""

import pytest

from pipeline.resolve.labels import find_groups, item_number
from pipeline.resolve.respective import find_clauses
from tests.unit.resolve.telling import cases, listed, plain, report

TITLE = "Three patients with leaks after vertebroplasty"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Patients 2 and 4 had no arrest.", (2, 4)),
        ("Paraplegia was absent in patients 2 to 5.", (2, 3, 4, 5)),
        ("Cases 1, 3, and 4 were operated on.", (1, 3, 4)),
        ("One pedicle was used in the first and third, both in the second.", (1, 3)),
        ("In the second and the fifth there was none.", (2, 5)),
        ("Patients A and C recovered.", (1, 3)),
        ("The first two were free of pain.", (1, 2)),
    ],
)
def test_patients_named_in_one_breath(text: str, numbers: tuple[int, ...]) -> None:
    assert [group[2] for group in find_groups(text)] == [numbers]


def test_levels_in_order_are_no_patients() -> None:
    assert find_groups("The first and second lumbar vertebrae were filled.") == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1. Woman, 80.", 1),
        ("(b) A man of 57 with myeloma", 2),
        ("a man", None),
        ("12 patients", None),
        ("3.5 ml were injected.", None),
    ],
)
def test_numbers_of_items(text: str, number: int | None) -> None:
    assert item_number(text) == number


def test_a_numbered_list_of_patients() -> None:
    found = cases(
        report(
            "1. Woman, 80. Vertebroplasty of T8. Cement leaked into the disc.\n\n"
            "2. A man of 59. Kyphoplasty of L1. Cement leaked into the epidural space.",
            title="Cement and stroke",
        )
    )
    assert [case.values()["age_years"] for case in found] == ["80", "59"]
    assert [listed(case, "leakage_site") for case in found] == [["intradiscal"], ["epidural"]]


def test_what_a_group_shares_is_nobody_elses() -> None:
    found = cases(
        report(
            "Case 1. A woman of 70 had vertebroplasty of L1. Cement leaked.\n\n"
            "Case 2. A man of 60 had vertebroplasty of L2. Cement leaked.\n\n"
            "Case 3. A man of 50 had vertebroplasty of L3. Cement leaked.\n\n"
            "Patients 1 and 3 developed dyspnoea.",
            title=TITLE,
        )
    )
    assert [listed(case, "complication") for case in found] == [["dyspnoea"], [], ["dyspnoea"]]


def test_patients_side_by_side_in_one_sentence() -> None:
    found = cases(
        plain(
            "A woman of thirty-one and a man of forty-nine had vertebroplasty of T7 and T12. "
            "In the woman a leak into the disc was seen. The man had none.",
            title="Filling of haemangiomas",
        )
    )
    assert [case.values()["age_years"] for case in found] == ["31", "49"]


def test_what_is_said_before_any_patient_is_named_befell_nobody() -> None:
    found = cases(
        report(
            "Presentation ranged from no symptoms to weakness of both legs. All had CT.\n\n"
            "Case 1. A woman of 70 had vertebroplasty of L1. Cement leaked into the disc.\n\n"
            "Case 2. A man of 60 had vertebroplasty of L2. Cement leaked into a vein.",
            title="Two patients with leaks after vertebroplasty",
        )
    )
    assert [listed(case, "complication") for case in found] == [[], []]
    assert [listed(case, "imaging") for case in found] == [["ct"], ["ct"]]


def test_among_augmented_patients_levels_are_enough() -> None:
    found = cases(
        report(
            "Case 1. A woman of 70 had vertebroplasty of L1. Cement leaked into the disc.\n\n"
            "Case 2. A man of 60 had fractures of L2 and L3. Cement was seen in a vein.",
            title="Two patients with leaks after vertebroplasty",
        )
    )
    assert [listed(case, "leakage_site") for case in found] == [["intradiscal"], ["venous"]]


def test_a_list_for_some_of_the_patients_is_nobody_elses() -> None:
    found = cases(
        report(
            "Case 1. A woman of 70 had vertebroplasty of L1. Cement leaked into the disc.\n\n"
            "Case 2. A man of 60 had vertebroplasty of L2. Cement leaked into the disc.\n\n"
            "Case 3. A man of 50 had vertebroplasty of L3. Cement leaked into the disc.\n\n"
            "The volumes of cement were 5 mL and 6.5 mL in patients 1 and 3, respectively, and "
            "3 mL per level in patient 2.",
            title=TITLE,
        )
    )
    assert [listed(case, "cement_volume_ml") for case in found] == [["5"], ["3"], ["6.5"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The volumes were 5 mL and 6 mL in cases 1 and 3, respectively, and 3 mL in case 2.",
            [("The volumes were 5 mL and 6 mL in cases 1 and 3, respectively", (1, 3))],
        ),
        (
            "Cases 2 and 3 received 4 ml and 5 ml, respectively, while 3 ml was used in case 1.",
            [("Cases 2 and 3 received 4 ml and 5 ml, respectively", (2, 3))],
        ),
        ("They had L1, T12 and T9 filled, respectively.", [
            ("They had L1, T12 and T9 filled, respectively", (1, 2, 3)),
        ]),
    ],
)  # fmt: skip
def test_whom_a_list_is_of(text: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    found = find_clauses(text, (1, 2, 3))
    assert [(text[c.start : c.end], c.who) for c in found] == expected


def test_levels_of_several_patients_between_semicolons() -> None:
    found = cases(
        plain(
            "We treated two women, 67 and 81 years old. Vertebroplasty was done at T11 and T12; "
            "and L1 to L3, respectively. Cement leaked into the disc in both.",
            title="Cement leakage in two patients",
        )
    )
    assert [listed(case, "treated_levels") for case in found] == [
        ["T11", "T12"],
        ["L1", "L2", "L3"],
    ]


def test_patients_called_by_what_they_are() -> None:
    found = cases(
        plain(
            "We treated a 41-year-old dancer and a 67-year-old pianist by kyphoplasty. In the "
            "dancer L1 was filled, in the pianist T12. Cement leaked into the disc. The dancer "
            "had dyspnoea. The pianist had leg pain.",
            title="Leaks after kyphoplasty in two patients",
        )
    )
    assert [listed(case, "complication") for case in found] == [["dyspnoea"], ["radicular_pain"]]


_THREE = (
    "Case 1. A woman of 70 had vertebroplasty of L1. Cement leaked into the canal.\n\n"
    "Case 2. A man of 60 had vertebroplasty of L2. Cement leaked into the disc.\n\n"
    "Case 3. A man of 50 had vertebroplasty of L4. Cement leaked into a vein. "
)


@pytest.mark.parametrize(
    ("text", "code", "whose"),
    [
        ("None of the three had paraplegia.", "paraplegia", [1, 2, 3]),
        ("Nobody developed a haematoma.", "haematoma", [1, 2, 3]),
        ("Infection was not found in any of them.", "infection", [1, 2, 3]),
        ("Hypotension did not occur, and neither did arrest.", "hypotension_shock", [3]),
        ("The third was weak, whereas pain was felt by no patient.", "paraplegia", []),
        (
            "The second patient was weak, but there was no stroke in the other two.",
            "stroke",
            [1, 3],
        ),
        ("He was weak; no dyspnoea was reported by the others.", "dyspnoea", [1, 2]),
    ],
)
def test_a_denial_is_that_of_those_whom_it_names(text: str, code: str, whose: list[int]) -> None:
    found = cases(report(_THREE + text, title=TITLE))
    denied = [c.number for c in found if code in listed(c, "complication_absent")]
    assert denied == whose


def test_patients_called_by_their_number_alone() -> None:
    found = cases(
        report(
            _THREE
            + "\n\nThe reasons were myeloma in No. 1, osteoporotic fractures in Nos. 2 and 3. "
            "No. 2 had dyspnoea, and in No. 3 there was no chest pain.",
            title=TITLE,
        )
    )
    assert [listed(case, "indication") for case in found] == [
        ["multiple_myeloma"],
        ["osteoporotic_fracture"],
        ["osteoporotic_fracture"],
    ]
    assert [listed(case, "complication") for case in found] == [[], ["dyspnoea"], []]
    assert listed(found[2], "complication_absent") == ["chest_pain"]


SERIES = (
    "Patients 1 and 2 had vertebroplasty and patients 3 and 4 balloon kyphoplasty, each at one "
    "level (T8, T12, L1, and L2, respectively). The first, an 81-year-old woman, was paraplegic at "
    "once; CT showed intradural cement. In the second (66 years, male), foot drop developed; CT "
    "showed foraminal cement. The third, a woman of 75, had thigh pain and the fourth, a man of "
    "70, cauda equina syndrome; cement was epidural in both of them. Fusion was added in the last. "
    "At one year, patient 1 had not improved, patient 2 had recovered completely, patient 3 had "
    "recovered completely, and patient 4 had improved."
)


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("age_years", ["81", "66", "75", "70"]),
        ("procedure", ["vertebroplasty", "vertebroplasty", "kyphoplasty", "kyphoplasty"]),
        ("treated_levels", ["T8", "T12", "L1", "L2"]),
        ("leakage_site", ["intradural", "foraminal", "epidural", "epidural"]),
        ("management", ["", "", "", "fusion"]),
        ("follow_up_months", ["12", "12", "12", "12"]),
    ],
)
def test_four_patients_side_by_side(column: str, values: list[str]) -> None:
    found = cases(plain(SERIES, "Four patients with leaks after augmentation"))
    assert ["; ".join(listed(case, column)) for case in found] == values
