"""Care that is named and was not given: judged, discouraged, left out or only thought of."""

import pytest

from tests.unit.resolve.telling import told

TROUBLE = "Cement leaked into the spinal canal and paraparesis developed. "
EMBOLUS = "A cement fragment was found in the right atrium. "


@pytest.mark.parametrize(
    "text",
    [
        "Sternotomy was judged to be of high risk.",
        "Snare retrieval was judged by the radiologists to be of doubtful value.",
        "Open embolectomy carried, in the surgeons' opinion, a mortality of 30%.",
        "The cardiac surgeons estimated that a sternotomy would kill her.",
        "Low-molecular-weight heparin was deliberately not ordered.",
        "Warfarin for six months was also not thought of.",
        "Anticoagulation did not seem justified.",
        "The haematologist discouraged heparin.",
        "A filter had not been inserted.",
    ],
)
def test_care_of_an_embolus_that_was_not_given(text: str) -> None:
    assert told("management", EMBOLUS + text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Rods and screws were not added.",
        "Laminectomy, although indicated, could not be done because of sepsis.",
        "Surgeons hesitated to perform a laminectomy.",
        "The wish of the family for laminectomy was not followed.",
        "The fixation was not extended.",
    ],
)
def test_operations_that_were_not_done(text: str) -> None:
    assert told("management", TROUBLE + text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Laminectomy was judged to be urgent and done at once.", "decompression"),
        ("Laminectomy was not followed by any improvement.", "decompression"),
        ("Laminectomy was not delayed.", "decompression"),
        ("Decompression was done without delay; removal was too dangerous.", "decompression"),
        ("Dexamethasone was not tolerated and was stopped after two days.", "steroids"),
        ("Laminectomy was done; the fusion was not extended.", "decompression"),
    ],
)
def test_care_that_was_given_with_a_denial_beside_it(text: str, codes: str) -> None:
    assert told("management", TROUBLE + text) == codes.split()
