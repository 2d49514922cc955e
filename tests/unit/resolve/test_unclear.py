"""What the text leaves open is `unclear`, with its sentence, and neither found nor denied."""

import pytest

from pipeline.evidence import State
from tests.unit.resolve.telling import OPENING, listed, only_case, report

TITLE = "Vertebroplasty of L1: a case report"
UNCLEAR = State.UNCLEAR


def states(text: str) -> set[tuple[str, str, State]]:
    case = only_case(report(OPENING + text, title=TITLE))
    wanted = ("leakage", "leakage_site", "complication")
    return {(e.field, e.value, e.state) for e in case.evidence if e.field in wanted}


@pytest.mark.parametrize(
    "text",
    [
        "It could not be decided whether cement had leaked.",
        "Whether this was leaked cement or a calcified ligament could not be decided.",
        "A small leak could not be ruled out.",
        "CT could not exclude a leak.",
        "A possible leakage was noted on the lateral view.",
        "The radiographs were equivocal for leakage.",
        "It remained unclear whether cement had extravasated.",
    ],
)
def test_a_leak_left_open(text: str) -> None:
    assert states(text) == {("leakage", "unclear", UNCLEAR)}
    assert listed(only_case(report(OPENING + text, title=TITLE)), "leakage") == ["unclear"]


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("A possible epidural leak was described on CT.", "epidural"),
        ("Cement in the foramen could not be excluded with certainty.", "foraminal"),
        ("It was uncertain whether cement had entered the spinal canal.", "spinal_canal"),
    ],
)
def test_a_site_left_open(text: str, site: str) -> None:
    assert ("leakage_site", site, UNCLEAR) in states(text)
    assert listed(only_case(report(OPENING + text, title=TITLE)), "leakage_site") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Cement leaked into a vein. A pulmonary embolism could not be ruled out.",
         "pulmonary_embolism"),
        ("Cement leaked into the disc. The MRI was suspicious for infection.", "infection"),
    ],
)  # fmt: skip
def test_a_complication_left_open(text: str, code: str) -> None:
    assert ("complication", code, UNCLEAR) in states(text)
    assert code not in listed(only_case(report(OPENING + text, title=TITLE)), "complication")


def test_what_is_settled_later_is_not_left_open() -> None:
    text = "A leak could not be excluded on radiographs. CT showed no leakage of cement."
    assert states(text) == {("leakage", "absent", State.ABSENT)}
    text = "A leak could not be excluded on radiographs. CT showed cement in the epidural space."
    assert ("leakage", "present", State.PRESENT) in states(text)


@pytest.mark.parametrize(
    "text",
    [
        "Whenever possible leakage is avoided by high viscosity.",
        "Leakage is a possible complication of vertebroplasty.",
        "The mechanism of the leak remained unclear.",
    ],
)
def test_look_alikes(text: str) -> None:
    assert UNCLEAR not in {state for *_, state in states(text)}
