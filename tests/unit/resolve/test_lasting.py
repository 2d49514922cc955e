"""What the patient had before is no complication, nor is what remains of a graver one."""

import pytest

from tests.unit.resolve.telling import listed, only_case, report

TREATED = "Kyphoplasty of L2 was carried out. Cement was seen in the canal."


def story(before: str, after: str) -> list[str]:
    """The complications of a patient with what is told before and after the procedure."""
    return listed(
        only_case(report(f"A 66-year-old woman {before} {TREATED} {after}")), "complication"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("with a foot drop from polio had a fracture.", "The foot drop is as it was."),
        ("had been incontinent of urine for many years.", "Her incontinence was unaltered."),
        ("had had tingling in both feet since bortezomib.", "Her tingling continues."),
        ("suffered from sciatica on the left.", "Sciatica had gone on the following day."),
        ("had numb toes.", "She was discharged with unchanged numbness."),
        ("could not lift her left foot.", "At six weeks the foot drop had resolved."),
        ("had a urinary infection.", "The infection was still being treated."),
        ("whose hand had been paretic since a stroke fell.", "The paresis showed no change."),
    ],
)
def test_what_was_there_before_and_stays_or_goes(before: str, after: str) -> None:
    assert story(before, after) == []


@pytest.mark.parametrize(
    ("before", "after", "codes"),
    [
        ("fell.", "Retention of urine set in and remained.", ["bladder_bowel_dysfunction"]),
        ("had weak legs.", "The weakness became worse.", ["motor_deficit"]),
        ("had numb toes.", "The thigh went numb. The numbness persisted.", ["sensory_deficit"]),
        ("had numb toes.", "Sensation of the thigh was decreased.", ["sensory_deficit"]),
        ("had numb toes.", "Two minutes later her legs had gone to sleep.", ["sensory_deficit"]),
    ],
)
def test_what_is_new_or_worse(before: str, after: str, codes: list[str]) -> None:
    assert story(before, after) == codes


@pytest.mark.parametrize(
    ("after", "codes"),
    [
        ("She woke paraplegic. At one year strength was 3/5.", ["paraplegia"]),
        ("Strength was normal at first. In the evening she was paraplegic.", ["paraplegia"]),
        (
            "In the evening the left leg was weak. By the morning she was paraplegic.",
            ["motor_deficit", "paraplegia"],
        ),
    ],
)
def test_a_graver_deficit_and_a_lighter_one(after: str, codes: list[str]) -> None:
    case = only_case(report(f"A 66-year-old woman fell. {TREATED} {after}"))
    assert listed(case, "complication") == codes
    assert listed(case, "complication_absent") == []


@pytest.mark.parametrize(
    ("after", "codes"),
    [
        ("Strength of the legs was normal.", ["motor_deficit"]),
        ("Strength of the big toe improved to normal.", []),
        ("Power had returned to full.", []),
    ],
)
def test_sound_and_sound_again(after: str, codes: list[str]) -> None:
    case = only_case(report(f"A 66-year-old woman had a weak toe. {TREATED} {after}"))
    assert listed(case, "complication_absent") == codes


@pytest.mark.parametrize(
    ("after", "present", "absent"),
    [
        ("She could not stand any more. Power of both legs was full.", [], ["motor_deficit"]),
        ("She was unable to climb stairs. Strength was normal.", [], ["motor_deficit"]),
        ("Her gait was unsteady. There was no paresis.", [], ["motor_deficit"]),
        ("She could not stand any more.", ["motor_deficit"], []),
        ("Strength was normal. Later she could not lift the left leg.", ["motor_deficit"], []),
        ("She could not walk; the legs were weak. The arms had full power.", ["motor_deficit"], []),
    ],
)
def test_who_cannot_stand_may_be_strong(after: str, present: list[str], absent: list[str]) -> None:
    case = only_case(report(f"A 66-year-old woman fell. {TREATED} {after}"))
    assert listed(case, "complication") == present
    assert listed(case, "complication_absent") == absent


def test_what_the_discussion_denies_of_the_own_patient() -> None:
    told = f"A 66-year-old woman fell. {TREATED} Her legs were weak."
    denied = "In our patient no haematoma occurred under heparin."
    case = only_case(report(told, discussion=denied))
    assert listed(case, "complication_absent") == ["haematoma"]
