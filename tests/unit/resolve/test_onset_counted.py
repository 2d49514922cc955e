"""Onsets that are sums or differences of told times, or counted by the calendar."""

import pytest

from tests.unit.resolve.telling import LEAK_SEEN, OPENING, cell

MAN = "A 74-year-old man underwent kyphoplasty of L2 under general anaesthesia. "

STORIES = [
    # counted from the discharge
    ("He was discharged on day 3. Eight days after discharge he felt pain in the left leg.", "11"),
    ("He went home on the second day. Five days after going home his left foot was numb.", "7"),
    ("He left the hospital on the fourth day. A week later he noticed weak legs.", "11"),
    ("He spent three nights in hospital. Ten days after leaving hospital he had dyspnoea.", "13"),
    ("He was sent home the same day. Two days after discharge he developed sciatica.", "2"),
    ("He was discharged the next day. One week after discharge dyspnoea set in.", "8"),
    # counted from a day on which all was well
    ("He walked on the third day without complaints. The next day both legs were weak.", "4"),
    # less what a symptom had lasted
    (
        "He was seen four weeks after the procedure with sciatica present for the last 10 days.",
        "18",
    ),
    ("Three weeks after the procedure he reported leg pain, present for six days.", "15"),
    (
        "He returned 40 days after the procedure because of sciatica that began 12 days earlier.",
        "28",
    ),
    ("Two weeks after surgery he presented with a three-day history of dyspnoea.", "11"),
    ("A month after surgery he was seen for sciatica of 2 weeks' duration.", "16.44"),
    ("He came eight days after the procedure. Since two days he had had chest pain.", "6"),
    (
        "He was seen five weeks after the procedure with sciatica, worsening for three weeks.",
        "14",
    ),
    # on the spot: the time of what was told right before
    ("Five weeks later he lifted a crate. At once both legs were weak.", "35"),
    ("On the third day he coughed. There and then pain shot into his left leg.", "3"),
    ("He walked on day 3. Immediately after the procedure his legs had been weak.", "0"),
    # minutes with a number
    ("Forty minutes later he had dyspnoea.", "0.03"),
    ("Ninety minutes after the last injection he developed chest pain.", "0.06"),
    ("Only minutes after the injection he had dyspnoea.", "0"),
    # what came before the first symptom
    ("He had enjoyed two weeks without pain before sciatica set in.", "14"),
    ("As the last cubic centimetre went in, he cried out with pain in the leg.", "0"),
    # by the calendar
    ("The operation was done on 2 May. On 14 May he felt pressure in the chest.", "12"),
    ("He was operated on Monday. On Thursday his left leg gave way.", "3"),
    ("The operation was done on Wednesday, 2 September. On Monday the 14th he vomited.", "12"),
    # without a code
    ("When he came round from anaesthesia his seat felt like cotton wool.", "0"),
    ("When the sedation had worn off he could not find his words.", "0"),
    ("That same evening swallowing was painful.", "0"),
    ("In the evening of that day his toes were cold and blue.", "0"),
    ("Before he left the table he complained of burning in the thigh.", "0"),
    ("Two days later he noticed a pricking in the throat on swallowing.", "2"),
    ("Five weeks to the day after the operation his back began to hurt.", "35"),
    ("On the twenty-first day his left foot was numb.", "21"),
    # what turns within a sentence
    ("Soon after, back pain was better; 12 hours later he felt pain in the right leg.", "0.5"),
    ("Eight hours after the procedure, however, he began to vomit.", "0.33"),
    ("Two days later dyspnoea set in, and four days later he was brought to hospital.", "2"),
]


@pytest.mark.parametrize(("story", "days"), STORIES)
def test_onset(story: str, days: str) -> None:
    assert cell("onset_days", f"{story} {LEAK_SEEN}", MAN) == days


NO_ONSET = [
    "CT showed cement in the psoas. Five weeks later fever and back pain set in. "
    "MRI showed spondylodiscitis.",
    "CT showed cement in the psoas. On the 19th day he could not rise from a chair. "
    "Radiographs showed a new fracture of T12.",
    "He was discharged on day 3. CT showed cement in the spinal canal.",
]


@pytest.mark.parametrize("story", NO_ONSET)
def test_no_onset(story: str) -> None:
    assert cell("onset_days", story, OPENING) == ""
