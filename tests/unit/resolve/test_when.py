"""When the first symptom began, and when the patient was last seen."""

import pytest

from tests.unit.resolve.telling import cell, told

LEAK = "CT showed cement in the spinal canal. "

AFTER = [
    ("Immediately after the procedure she developed paraplegia.", "0"),
    ("During the injection she complained of pain in the left leg.", "0"),
    ("On waking from anaesthesia she could not move her legs.", "0"),
    ("In the recovery room she complained of leg weakness.", "0"),
    ("The same day she became short of breath.", "0"),
    ("Six hours after the procedure she developed paraparesis.", "0.25"),
    ("Twelve hours later paraplegia developed.", "0.5"),
    ("The next day she noticed weakness of the legs.", "1"),
    ("On the first postoperative day dyspnoea set in.", "1"),
    ("On POD 2 she developed dyspnoea.", "2"),
    ("On postoperative day 4 she developed dyspnoea.", "4"),
    ("48 h after the procedure she developed paraparesis.", "2"),
    ("She was well, but developed paraplegia 48 hours later.", "2"),
    ("On the third postoperative day a foot drop appeared.", "3"),
    ("She returned in six days with numbness of both legs.", "6"),
    ("Two weeks later sciatica set in.", "14"),
    ("She developed sciatica one month after vertebroplasty.", "30.44"),
    ("Chest pain began ten years after the procedure.", "3652.5"),
]


@pytest.mark.parametrize(("text", "days"), AFTER)
def test_onset(text: str, days: str) -> None:
    assert cell("onset_days", text + " " + LEAK) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "A 70-year-old woman presented with a three-day history of weakness of the legs. She "
            "had undergone vertebroplasty of L1 two weeks prior to admission. " + LEAK,
            "11",
        ),
        (
            "On September 4 a 70-year-old woman underwent vertebroplasty of L1. On September 18 "
            "weakness of the left leg set in. " + LEAK,
            "14",
        ),
        (
            "On March 30 a 70-year-old man underwent kyphoplasty of L1. On April 2 he developed "
            "dyspnoea. CT showed cement emboli in both lungs.",
            "3",
        ),
        (
            "A 58-year-old man became paraplegic two days after kyphoplasty of T7. " + LEAK,
            "2",
        ),
    ],
)
def test_onset_told_otherwise(text: str, days: str) -> None:
    assert cell("onset_days", text, opening="") == days


@pytest.mark.parametrize(
    "text",
    [
        "CT three days later showed cement in the canal. She had no symptoms.",
        "Cement leaked into the canal. Two weeks later a laminectomy was performed.",
        "Cement leaked into the canal. She was discharged after two days.",
        "Cement leaked into the canal. At six months she had recovered from her sciatica.",
        "Cement leaked. Three years earlier she had had a stroke.",
    ],
)
def test_no_onset(text: str) -> None:
    assert cell("onset_days", text) == ""


TROUBLE = "Cement leaked into the canal and sciatica developed. "


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("At the 6-month follow-up she had recovered.", "6"),
        ("At 2 years she was free of pain.", "24"),
        ("At the last follow-up, 18 months after the operation, she was well.", "18"),
        ("She was followed up for two years without recurrence.", "24"),
        ("At three months she walked with a cane; at one year she walked unaided.", "12"),
        ("One year later the sciatica had resolved.", "12"),
        ("At the three-week visit she was free of pain.", "0.69"),
        ("Follow-up at 3, 6 and 12 months showed no recurrence.", "12"),
        ("After a year and a half she remained symptom-free.", "18"),
        ("She remained asymptomatic during a follow-up of 30 months.", "30"),
        ("She received heparin for six months.", ""),
        ("A follow-up CT was recommended after six months.", ""),
        ("She had had back pain for five months.", ""),
        ("She wore a brace for three months.", ""),
    ],
)
def test_follow_up(text: str, months: str) -> None:
    assert cell("follow_up_months", TROUBLE + text) == months


def test_the_onset_is_no_follow_up() -> None:
    text = "A 58-year-old man was seen because of paraplegia three days after kyphoplasty of T7."
    assert cell("follow_up_months", text, opening="") == ""
    assert cell("onset_days", text, opening="") == "3"


def test_the_times_of_the_literature() -> None:
    text = "Cement leaked. Hulme et al. followed their patients for 5 years [3]."
    assert told("follow_up_months", text) == []


def test_weekdays_in_one_sentence() -> None:
    text = "Vertebroplasty was done on Friday; on Monday she was unable to lift the foot. "
    assert cell("onset_days", text + "CT showed cement in the foramen.") == "3"
