"""The last follow-up stated, in many authors' wordings."""

import pytest

from tests.unit.resolve.telling import OPENING, cell

TROUBLE = OPENING + "Cement leaked into the canal and leg weakness developed at once. "

STATED = [
    ("At nine months, before she was lost to follow-up, power had fully recovered.", "9"),
    ("At three months she walked; she had used a stick for ten years.", "3"),
    ("In the year 2004 she had lost her spleen. At six months she was well.", "6"),
    ("At the control after 30 months pain was 1.", "30"),
    ("Neither at six months nor at twelve had the deficit changed.", "12"),
    ("Controls took place at one month, six months and two years; she is well.", "24"),
    ("At the visit of the eighteenth month she could walk.", "18"),
    ("At one year she was well; nobody could foresee what would happen in five years' time.", "12"),
    ("At the half-yearly visit the leg was back to normal.", "6"),
    ("At the annual check-up she was well.", "12"),
    ("At the latest review (3 years) the examination was normal.", "36"),
    ("At the twenty-sixth month she put the pain at 2.", "26"),
    ("The interval to her last consultation is 1 year and 3 months.", "15"),
    ("Eleven months is the latest information.", "11"),
    ("She was followed for twenty months.", "20"),
    ("Two years and two months after the intervention she remains in remission.", "26"),
    ("After two months she rode again.", "2"),
    ("At 12 months follow-up, she was asymptomatic.", "12"),
    ("At the latest follow-up at 15 months she had no deficit.", "15"),
    ("At her 2-year review she was free of symptoms.", "24"),
    ("At a follow-up of 10 months she walked independently.", "10"),
    ("Follow-up was 9 months.", "9"),
    ("The follow-up period was 20 months, during which no further problem occurred.", "20"),
    ("Total follow-up: 14 months.", "14"),
    ("She has been followed for three years and is doing well.", "36"),
    ("She has now been followed up for over 18 months.", "18"),
    ("She was symptom-free at eight weeks.", "1.84"),
    ("Six weeks after the operation she had regained full strength.", "1.38"),
    ("Ten days later the weakness had resolved.", "0.33"),
    ("By three months her strength had returned to normal.", "3"),
    ("Over the next six months she improved gradually.", "6"),
    ("Within four months the weakness had disappeared.", "4"),
    ("During six months of follow-up she remained stable.", "6"),
    ("She remains well one year on.", "12"),
    ("She was seen again five months postoperatively and had recovered.", "5"),
    ("She was alive and well 30 months after the procedure.", "30"),
    ("The patient was last seen 7 months after surgery; weakness persisted.", "7"),
    ("On review at 6/12 she was pain-free. At one year she was unchanged.", "12"),
    ("At discharge she walked with a frame; half a year later she walked unaided.", "6"),
    ("At 1 month she used a cane, at 3 months she walked freely, and at 1 year she had no "
     "complaints.", "12"),
    ("CT after 24 months showed no change and she had no symptoms.", "24"),
    ("A control examination two years after surgery was normal.", "24"),
    ("Eighteen months have passed without recurrence.", "18"),
    ("One and a half years later she was asymptomatic.", "18"),
    ("At a year and three months she remained free of symptoms.", "15"),
    ("After a mean of 6 weeks in a brace she was examined; at 4 months she was well.", "4"),
    ("She was contacted by telephone after 11 months and reported no complaints.", "11"),
    ("Neurological recovery was complete at the 3rd month.", "3"),
    ("At the sixth-month visit the weakness had gone.", "6"),
    ("In the 12th postoperative month she was walking without support.", "12"),
    ("She died of pneumonia four months later.", "4"),
    ("At the 6-week, 3-month and 6-month visits she was well.", "6"),
    ("Two months on she has no pain.", "2"),
    ("Three years on, she still uses catheters.", "36"),
    ("At sixth month of evolution the weakness has disappeared.", "6"),
    ("Her score fell from 8 before the operation to 1 at 12 months.", "12"),
    ("At the one-year check-up she was better.", "12"),
    ("Sensation was intact when she attended the clinic ten months after the procedure.", "10"),
    ("Four months postoperatively the patient could walk with one stick.", "4"),
    ("The weakness had resolved by six months.", "6"),
    ("She is asymptomatic 8 months after the procedure.", "8"),
    ("After nine months of follow-up there was no recurrence.", "9"),
    ("At final follow-up (22 months) she had no pain.", "22"),
    ("Her last visit was 13 months after surgery, when she had no complaints.", "13"),
    ("One month post-discharge, she was able to walk.", "1"),
    ("At 3-month and 12-month follow-ups she was free of pain.", "12"),
    ("She was well when reviewed at 7 weeks.", "1.61"),
    ("Five years later the cement was unchanged and she had no symptoms.", "60"),
    ("The deficit persisted at the 18-month follow-up.", "18"),
    ("Recovery was complete after 2.5 months.", "2.5"),
    ("A year later, she had residual numbness only.", "12"),
    ("She continues to do well at 16 months.", "16"),
    ("She had recovered at 1.5 years.", "18"),
    ("Within three months all deficits had subsided.", "3"),
    ("Following intensive rehabilitation, at 6 months he walked with a cane.", "6"),
    ("A telephone call twenty months after the operation found her skiing.", "20"),
    ("Seven months postoperatively her gait was secure.", "7"),
    ("No change was seen during the subsequent 14 months.", "14"),
]  # fmt: skip

NOT_STATED = [
    "Warfarin was given for six months.",
    "She was advised to return after three months.",
    "She had a two-year history of hypertension.",
    "A further CT was planned in six months.",
    "Rehabilitation took three months.",
    "We recommend a control after six months.",
    "Oral anticoagulation was continued for 6 months and then stopped.",
    "She was discharged home after ten days.",
    "For the last three days her leg had been swollen.",
    "The operation was followed, after two months, by a fracture of the hip.",
    "She had undergone hip replacement five years before.",
]


@pytest.mark.parametrize(("text", "months"), STATED)
def test_follow_up(text: str, months: str) -> None:
    assert cell("follow_up_months", text, opening=TROUBLE) == months


@pytest.mark.parametrize("text", NOT_STATED)
def test_no_follow_up(text: str) -> None:
    assert cell("follow_up_months", text, opening=TROUBLE) == ""
