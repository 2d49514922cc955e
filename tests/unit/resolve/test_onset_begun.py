"""Which of the times told with a symptom is that of its beginning."""

import pytest

from tests.unit.resolve.telling import cell

OPENING = (
    "A 72-year-old woman presented with severe back pain. Percutaneous vertebroplasty was "
    "performed at L1 under local anaesthesia. "
)


# A visit is told with a symptom that had begun before, in the sentence or behind it.
BEGUN = [
    (
        "She came to the emergency department on the ninth day because of weakness of the left "
        "leg, which had begun two days after the procedure. CT showed epidural cement.",
        "2",
    ),
    (
        "When seen in clinic at six weeks she reported that numbness of the thigh had set in on"
        " the fifth day. CT showed cement in the foramen.",
        "5",
    ),
    (
        "She was readmitted on day 10 with a one-week history of shortness of breath. CT showed"
        " cement in the pulmonary arteries.",
        "3",
    ),
    (
        "Six weeks later she was referred to us for sciatica that had been present ever since "
        "the vertebroplasty. CT showed foraminal cement.",
        "0",
    ),
    (
        "On day 20 she consulted her doctor for breathlessness, which had come on on the sixth "
        "day. CT showed cement in the pulmonary arteries.",
        "6",
    ),
    (
        "She presented to the outpatient clinic three weeks after the procedure. The numbness, "
        "she said, had been there since the day after it. CT showed foraminal cement.",
        "1",
    ),
    (
        "She was readmitted on day 5 with urinary retention. It had begun on the second day. CT"
        " showed epidural cement.",
        "2",
    ),
    (
        "Ten days after the procedure she was brought back by ambulance. For two days she had "
        "been short of breath. CT showed cement in the lungs.",
        "8",
    ),
    (
        "At the first review, four weeks after the procedure, she mentioned a numb toe first "
        "noticed on day 3. CT showed foraminal cement.",
        "3",
    ),
    (
        "The patient reported that the leg pain had been present since the tenth day after the "
        "procedure when we saw her at two months. CT showed foraminal cement.",
        "10",
    ),
    (
        "At review after one month she had leg pain, which dated from the procedure. CT showed "
        "foraminal cement.",
        "0",
    ),
]

# For how long all was well, up to the first symptom.
FREE = [
    (
        "She remained well for nine days. Then a dry cough and shortness of breath appeared. CT"
        " showed cement in the lungs.",
        "9",
    ),
    (
        "For two months the leak was silent. Then she began to have pain along the rib. CT "
        "showed cement in the foramen.",
        "60.88",
    ),
    (
        "Ten days passed without any complaint, and then palpitations began. CT showed cement "
        "in the heart.",
        "10",
    ),
    (
        "Her leg was free of pain for five days; then it began to burn. CT showed foraminal "
        "cement.",
        "5",
    ),
    (
        "She was free of pain for two months, then pain in the groin came on. CT showed "
        "foraminal cement.",
        "60.88",
    ),
    (
        "Her recovery was smooth for two days, after which she began to notice numbness around "
        "the anus. CT showed cement in the canal.",
        "2",
    ),
    (
        "She spent a quiet night; in the morning both legs were numb. CT showed epidural cement.",
        "1",
    ),
]

# A pain that went is none that began.
PASSED = [
    (
        "She stood up four hours later with little pain. On the third day she had shooting pain"
        " in the left leg. CT showed foraminal cement.",
        "3",
    ),
    (
        "The old pain disappeared overnight. On the second day sciatica began. CT showed "
        "foraminal cement.",
        "2",
    ),
    (
        "Her fracture pain was gone by the next morning. Two days after the procedure she "
        "became breathless. CT showed cement in the lungs.",
        "2",
    ),
    (
        "Back pain was far less when she woke. On the third day her thigh was numb. CT showed "
        "foraminal cement.",
        "3",
    ),
    (
        "The leg pain began on the second day and disappeared after three weeks. CT showed "
        "foraminal cement.",
        "2",
    ),
    (
        "Sciatica started two hours after the procedure, was worst on day 3, and was gone by "
        "day 20. CT showed foraminal cement.",
        "0.08",
    ),
    (
        "Twelve hours after the procedure the feeling in both legs disappeared. CT showed "
        "epidural cement.",
        "0.5",
    ),
    (
        "Her usual back pain had eased by the evening. On day 2 the left knee gave way. CT "
        "showed foraminal cement.",
        "2",
    ),
]

# What a time is counted from, and what happened at it.
COUNTED = [
    (
        "The pain in the leg began not immediately but after two days. CT showed foraminal cement.",
        "2",
    ),
    (
        "The deficit was not present on waking but became evident the next morning, when she "
        "could not lift the foot. CT showed foraminal cement.",
        "1",
    ),
    (
        "Three hours had elapsed since the injection when she noticed that her feet were numb. "
        "CT showed epidural cement.",
        "0.13",
    ),
    (
        "The interval between the procedure and the first symptom, numbness of the thigh, was "
        "11 days. CT showed foraminal cement.",
        "11",
    ),
    (
        "The interval from vertebroplasty to onset of weakness was 48 hours. CT showed epidural"
        " cement.",
        "2",
    ),
    (
        "She was discharged on the third day and was readmitted four days later with sudden "
        "breathlessness. CT showed cement in the lungs.",
        "7",
    ),
    (
        "She went home on day 3; three days afterwards the right leg became numb. CT showed "
        "foraminal cement.",
        "6",
    ),
    (
        "Discharge was on the fourth day. One week after discharge dyspnoea on exertion "
        "developed. CT showed cement in the lungs.",
        "11",
    ),
    (
        "From the moment she left the operating table her right leg was numb. CT showed "
        "foraminal cement.",
        "0",
    ),
    (
        "The moment we withdrew the needle, she felt a shock in her right leg. CT showed "
        "foraminal cement.",
        "0",
    ),
    (
        "Vertebroplasty had scarcely ended when her breathing became laboured. CT showed cement"
        " in the lungs.",
        "0",
    ),
    (
        "Already in the angiography suite she complained of tightness in the chest. CT showed "
        "cement in the lungs.",
        "0",
    ),
]

# A trouble of long before is told first.
OLD = [
    (
        "She had had tingling of the toes since chemotherapy. The day after the procedure her "
        "leg was weak. CT showed epidural cement.",
        "1",
    ),
    (
        "Numbness of both soles, due to diabetes, was long-standing. The day after the "
        "procedure her leg was weak. CT showed epidural cement.",
        "1",
    ),
]

# Times of care, of visits, of what went and of what is only thought of.
NONE = [
    "She was referred to us eight months after the procedure because of persisting leg pain. CT"
    " showed foraminal cement.",
    "She was transferred to our hospital two days after the procedure with paraplegia. CT "
    "showed epidural cement.",
    "Five weeks after the procedure she was examined by a neurologist, who found a foot drop. "
    "CT showed foraminal cement.",
    "Had she been seen within six hours, her weakness might have been reversible. CT showed "
    "epidural cement.",
    "She was told to return at once if weakness occurred within 24 hours. CT showed foraminal "
    "cement.",
    "The interval between the procedure and the revision was 11 days. She had weakness of the "
    "leg. CT showed epidural cement.",
    "She reported at six weeks that the leg pain had eased. CT showed foraminal cement.",
    "The leg pain, 7 on the first day, fell to 2 in the second week. CT showed foraminal cement.",
    "Dyspnoea vanished within six hours. CT showed cement in the lungs.",
    "The time from injection to removal of the cement was six hours. Paraplegia was complete. "
    "CT showed epidural cement.",
    "A diagnosis of pulmonary cement embolism was made on the eighth day. She was breathless at"
    " that time. CT had been normal before the procedure.",
]


@pytest.mark.parametrize(("told", "days"), [*BEGUN, *FREE, *PASSED, *COUNTED, *OLD])
def test_the_beginning_counts(told: str, days: str) -> None:
    assert cell("onset_days", OPENING + told, opening="") == days


@pytest.mark.parametrize("told", NONE)
def test_no_beginning_is_told(told: str) -> None:
    assert cell("onset_days", OPENING + told, opening="") == ""
