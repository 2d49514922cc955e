"""Volumes of cement as stated for the index procedure."""

import pytest

from pipeline.resolve.volume import find_amounts
from tests.unit.resolve.telling import cases, listed, report, told


@pytest.mark.parametrize(
    ("text", "volumes"),
    [
        ("A total of 4 ml of PMMA was injected.", "4"),
        ("Cement was injected, 2 ml per pedicle, 4 ml in all.", "2 4"),
        ("We injected 4 cc of cement.", "4"),
        ("Cement was injected, 3.5 mL on the left and 2.5 mL on the right.", "3.5 2.5"),
        ("Two ml of cement were injected.", "2"),
        ("Altogether, 6 ml of cement were injected at T12 and 5 ml at L1.", "6 5"),
        ("Approximately 2.0 cm3 of PMMA was introduced.", "2"),
        ("At each level 1.5 ml of cement was injected.", "1.5"),
        ("The volume injected was 3 ml.", "3"),
        ("The amount of cement was 2,5 ml.", "2.5"),
        ("Four milliliters of PMMA were injected.", "4"),
        ("Cement (5.5 mL) was injected under fluoroscopy.", "5.5"),
        ("The left side took 2 mL and the right side 3 mL of cement.", "2 3"),
        ("Each screw was augmented with 1.8 ml of PMMA.", "1.8"),
    ],
)
def test_stated_volumes(text: str, volumes: str) -> None:
    assert set(told("cement_volume_ml", text)) == set(volumes.split())


@pytest.mark.parametrize(
    "text",
    [
        "Blood loss was 300 ml.",
        "Myelography with 10 ml of contrast medium was performed.",
        "The skin was infiltrated with 20 ml of lidocaine.",
        "Not more than 3 ml should be injected per level.",
        "She was transfused with 500 ml of packed cells.",
        "The haematoma measured 40 ml.",
        "About 1 ml of cement had leaked into the canal.",
        "The pericardial effusion of 350 ml was drained.",
        "The balloon was inflated with 4 ml of contrast medium.",
        "The haemoglobin was 9 g per 100 ml.",
        "She received 100 ml/h of saline.",
        "A cement fragment of 12 mm was removed.",
    ],
)
def test_other_volumes(text: str) -> None:
    assert told("cement_volume_ml", text) == []


def test_a_test_injection_beside_the_cement() -> None:
    text = "After a test injection of 1 ml of contrast, 3 ml of cement were injected."
    assert told("cement_volume_ml", text) == ["3"]


def test_other_authors_volumes() -> None:
    document = report(
        "A 70-year-old man underwent vertebroplasty of L1. Cement leaked into the canal.",
        discussion="Smith et al. injected 9 ml of cement [3]. Most authors inject 2 to 3 ml. "
        "A volume of 4 ml per level is recommended.",
    )
    (case,) = cases(document)
    assert listed(case, "cement_volume_ml") == []


def test_the_volume_of_a_later_procedure() -> None:
    text = (
        "Cement, 3 ml, was injected. One year later a second vertebroplasty of T12 was done with "
        "6 ml of cement."
    )
    assert told("cement_volume_ml", text) == ["3"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("4 ml", [(4.0,)]),
        ("4ml", [(4.0,)]),
        ("3.5-mL", [(3.5,)]),
        ("2 and 3 ml", [(2.0, 3.0)]),
        ("2, 3 and 4 ml", [(2.0, 3.0, 4.0)]),
        ("2 ml and 3 ml", [(2.0, 3.0)]),
        ("three and a patient", []),
        ("12 mm", []),
        ("20 ml/h", []),
    ],
)
def test_amounts(text: str, values: list[tuple[float, ...]]) -> None:
    found = [amount[0] for amount in find_amounts(text)]
    assert [v for group in found for v in group] == [v for group in values for v in group]
