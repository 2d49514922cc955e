"""Pain scores before and after."""

import pytest

from pipeline.resolve.pain import find_scores
from tests.unit.resolve.telling import OPENING, cell, listed, only_case, report


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("The VAS fell from 8 to 2.", [8, 2]),
        ("The visual analogue scale (VAS) was 84 mm on turning in bed.", [8.4]),
        ("The pain score decreased from 78/100 to 20/100.", [7.8, 2]),
        ("Back pain was 15 mm on the VAS.", [1.5]),
        ("Sensation below the groin was reduced to 3/10.", []),
        ("Sensation was normal and pain 2/10.", [2]),
        ("The pain when sitting descended to 3.", [3]),
        ("Pain, 8 on a scale from 0 to 10, kept her awake; at one year it was 2.", [8, 2]),
        ("Tablets took the pain from 9 to a 6.", [9, 6]),
        ("She put the pain at seven, and a month later at four.", [7, 4]),
        ("She had pain behind the breastbone on day 4.", []),
        ("The VAS score decreased from 8.5 to 2.5.", [8.5, 2.5]),
        ("The visual analogue scale was 9 before and 3 after the procedure.", [9, 3]),
        ("Pain was 8/10.", [8]),
        ("The pain was 9 from 10 on visual analogue scale.", [9]),
        ("Pain decreased to VAS 2 from 8.", [2, 8]),
        ("Back pain after long rides was 2.", [2]),
        ("She rated her pain at 8 out of 10 on the VAS.", [8]),
        ("The pain score (VAS) was 7.", [7]),
        ("The NRS was nine.", [9]),
        ("Pain dropped from 8/10 to 1/10.", [8, 1]),
        ("The VAS improved from 8 to 0.", [8, 0]),
        ("The VAS was reduced by 60%.", []),
        ("Pain lasted for 8 months.", []),
        ("Strength was 4/5.", []),
        ("The pain decreased (VAS 2) and strength increased to 4/5.", [2]),
        ("Vertebroplasty of L1 took 8 minutes.", []),
        ("The VAS was recorded at 6 months.", []),
        ("The ODI fell from 60 to 20.", []),
    ],
)
def test_scores(text: str, scores: list[float]) -> None:
    assert [value for value, _ in find_scores(text)] == scores


@pytest.mark.parametrize(
    ("before", "after", "pain"),
    [
        ("", "The VAS fell from 8 to 2.", ("8", "2")),
        ("Her VAS was 9. ", "At one year the VAS was 1.", ("9", "1")),
        ("Her pain was 8/10. ", "At discharge it had improved to 3/10.", ("8", "3")),
        ("Her VAS was 8. ", "", ("8", "")),
        ("", "At the last follow-up the VAS was 2.", ("", "2")),
        (
            "The VAS was 8. ",
            "The VAS fell to 4 on the next day and to 1 at six months.",
            ("8", "1"),
        ),
    ],
)
def test_before_and_after(before: str, after: str, pain: tuple[str, str]) -> None:
    text = (
        f"A 72-year-old woman was admitted with back pain. {before}MRI showed a fracture of L1. "
        f"Vertebroplasty of L1 was performed. Cement leaked into the disc. {after}"
    )
    values = only_case(report(text)).values()
    assert (values.get("vas_before", ""), values.get("vas_after", "")) == pain


def test_other_patients_scores() -> None:
    document = report(
        OPENING + "Cement leaked into the disc.",
        discussion="In the series of Lee et al. the mean VAS fell from 8.2 to 2.4 [6].",
    )
    case = only_case(document)
    assert listed(case, "vas_before") == listed(case, "vas_after") == []


TREATED = "A 72-year-old woman with an osteoporotic fracture of L1 underwent vertebroplasty of L1. "
SCORED = (
    "A 72-year-old woman with an osteoporotic fracture of L1 had pain of 8 on the VAS. "
    "She underwent percutaneous vertebroplasty of L1. "
)

COURSES = [
    (TREATED, "VAS 8 → 1 at 3 months.", "8", "1"),
    (TREATED, "The VAS was 9 preoperatively, 4 at 3 months and 1 at 12 months.", "9", "1"),
    (TREATED, "VAS before surgery 9, at six weeks 4, at one year 2.", "9", "2"),
    (TREATED, "The pain score improved to 2 from 9.", "9", "2"),
    (TREATED, "She gave the pain a value of 8 on the numerical scale. Later it was 1.", "8", "1"),
    (TREATED, "Her pain, rated 9 before the procedure, was then 1.", "9", "1"),
    (SCORED, "At one year it was 1.", "8", "1"),
    (SCORED, "At the last visit she had less pain (2).", "8", "2"),
    (SCORED, "Her pain had fallen to three out of ten.", "8", "3"),
    (
        SCORED,
        "A week later she had VAS 2. Then leg pain of 9/10 set in. At last it was 1.",
        "9",
        "1",
    ),
    (
        SCORED,
        "On the fourth day pain in the right leg set in (NRS 6), which was gone at rest. CT showed "
        "cement in the foramen. Six months later she scored 2.",
        "6",
        "2",
    ),
    (TREATED, "Leg pain was 7 on the scale. The score at discharge was 2.", "7", "2"),
    (TREATED, "The sciatica was scored 8. Thereafter the sciatica scored 3.", "8", "3"),
    (TREATED, "The mean VAS fell from 8.1 to 3.0.", "", ""),
]


@pytest.mark.parametrize(("opening", "text", "before", "after"), COURSES)
def test_scores_of_a_course(opening: str, text: str, before: str, after: str) -> None:
    assert cell("vas_before", text, opening) == before
    assert cell("vas_after", text, opening) == after
