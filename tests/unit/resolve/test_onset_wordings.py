"""When the first symptom began, in many authors' wordings."""

import pytest

from tests.unit.resolve.telling import LEAK_SEEN, cell

WOMAN = "A 67-year-old woman underwent vertebroplasty of T11. "
MAN = "A 74-year-old man underwent kyphoplasty of L2 under general anaesthesia. "

STORIES = [
    (WOMAN + "As the last level was being filled her end-tidal CO2 dropped to 15 mmHg.", "0"),
    (WOMAN + "Hardly a minute after the last syringe the capnograph trace went flat.", "0"),
    (WOMAN + "Two hours after returning to the ward she complained of chest pain.", "0.08"),
    (WOMAN + "From the next morning she had burning pain from the buttock to the shin.", "1"),
    (WOMAN + "She slept well, and in the morning could not lift her right foot.", "1"),
    (WOMAN + "On the fourth day she no longer answered questions.", "4"),
    (WOMAN + "Her legs had been strong for six days when they began to give way.", "6"),
    (WOMAN + "It took three weeks until she noticed numbness of the sole.", "21"),
    (WOMAN + "In the fifth week she noticed weakness of the left leg.", "35"),
    (WOMAN + "The pain was less by the following morning.", ""),
    (WOMAN + "At the control after 30 months pain was 1.", ""),
    (WOMAN + "Pain was 3/10 on the next day.", ""),
    (WOMAN + "He walked after three hours. Two days later she was out of breath.", "2"),
    (WOMAN + "On the fifth day her boot would no longer go on.", "5"),
    (WOMAN + "As the cement was being injected she cried out because of pain in both legs.", "0"),
    (MAN + "On emergence from anaesthesia he was unable to move his legs.", "0"),
    (MAN + "Within minutes of cement injection his blood pressure fell and he went into shock.", "0"),
    (WOMAN + "At the end of the injection she became hypotensive.", "0"),
    (MAN + "When he was turned supine, cardiac arrest occurred.", "0"),
    (MAN + "He woke up paraplegic.", "0"),
    (MAN + "Later that day he became short of breath.", "0"),
    (MAN + "That night he woke with severe dyspnoea.", "0"),
    (WOMAN + "On the evening of the procedure numbness of the left foot set in.", "0"),
    (WOMAN + "On the day of surgery she developed urinary retention.", "0"),
    (WOMAN + "In the PACU weakness of the right leg was noticed.", "0"),
    (WOMAN + "On arrival in the recovery area she complained of chest pain.", "0"),
    (WOMAN + "While still on the operating table she complained of dyspnoea.", "0"),
    (WOMAN + "On getting off the table she felt pain shooting into her left leg.", "0"),
    (WOMAN + "Intraoperatively, profound hypotension was noted.", "0"),
    (WOMAN + "Ever since the procedure she had had severe pain in the right thigh with numbness.", "0"),
    (WOMAN + "Shortly after the cement had been delivered, she developed chest pain.", "0"),
    (WOMAN + "Shortly after the second side had been filled, cardiac arrest occurred.", "0"),
    (WOMAN + "A few hours after the intervention dyspnoea developed.", "0"),
    (WOMAN + "The patient developed foot drop immediately postoperatively.", "0"),
    (WOMAN + "Postoperatively she immediately noticed weakness of both legs.", "0"),
    (WOMAN + "As soon as the anaesthesia wore off, leg weakness was evident.", "0"),
    (WOMAN + "Upon withdrawal of the needle she developed hypotension.", "0"),
    (WOMAN + "In the immediate postoperative period she developed paraparesis.", "0"),
    (WOMAN + "Half an hour after the procedure dyspnoea set in.", "0.02"),
    (WOMAN + "Two hours after the intervention numbness of both feet set in.", "0.08"),
    (WOMAN + "On the ward, four hours post-procedure, she complained of weakness of the legs.", "0.17"),
    (WOMAN + "Approximately 5 hours after cement injection she developed chest pain.", "0.21"),
    (WOMAN + "Eight hours postoperatively she could not move her legs and was found paraplegic.", "0.33"),
    (WOMAN + "Twelve hours following surgery paraparesis was noted.", "0.5"),
    (MAN + "The morning after, he was unable to lift his left foot; foot drop was diagnosed.", "1"),
    (MAN + "By the following morning weakness of both legs had developed.", "1"),
    (MAN + "One day after the operation, dyspnoea developed.", "1"),
    (MAN + "24 h after surgery he developed dyspnoea.", "1"),
    (MAN + "On postoperative day one, chest pain was reported.", "1"),
    (MAN + "On postoperative day (POD) 1 he developed dyspnoea.", "1"),
    (MAN + "A day and a half later he developed sciatica.", "1.5"),
    (MAN + "Paraparesis developed 36 h postoperatively.", "1.5"),
    (MAN + "On the second postprocedural day he noticed numbness in the groin.", "2"),
    (MAN + "Two days post-kyphoplasty dyspnoea developed.", "2"),
    (MAN + "He was well until the second day after surgery, when chest pain set in.", "2"),
    (MAN + "After an interval of three days he developed sciatica.", "3"),
    (MAN + "After 72 hours, leg weakness appeared.", "3"),
    (MAN + "Dyspnoea began on day 3 after kyphoplasty.", "3"),
    (MAN + "Immediately after the procedure he was well. On the third day dyspnoea set in.", "3"),
    (MAN + "After a symptom-free interval of four days he developed paraparesis.", "4"),
    (MAN + "He was free of complaints for three days; on the fourth day dyspnoea developed.", "4"),
    (MAN + "Five days following the kyphoplasty chest pain developed.", "5"),
    (MAN + "POD#5 he developed dyspnoea.", "5"),
    (MAN + "It was only on the sixth day that weakness of the left leg appeared.", "6"),
    (MAN + "One week postoperatively he developed radicular pain.", "7"),
    (MAN + "He did well for a week; then dyspnoea developed.", "7"),
    (MAN + "Eight days had passed when sciatica set in.", "8"),
    (MAN + "He left hospital on day 2 without complaints. On day 9 he developed chest pain.", "9"),
    (MAN + "On the 12th postoperative day weakness of the right leg set in.", "12"),
    (MAN + "Sciatica started a fortnight after the procedure.", "14"),
    (MAN + "3 weeks later he developed progressive dyspnoea.", "21"),
    (MAN + "Six weeks after the operation he began to suffer from chest pain.", "42"),
    (MAN + "Three months after kyphoplasty he developed radicular pain.", "91.31"),
    (MAN + "Half a year later he developed dyspnoea.", "182.63"),
    (MAN + "One and a half years after the operation dyspnoea developed.", "547.88"),
    (MAN + "He presented two years post kyphoplasty with new-onset dyspnoea.", "730.5"),
    (WOMAN + "No sooner had the cement been injected than both legs became paralysed.", "0"),
    (WOMAN + "She became paraplegic while still in the operating theatre.", "0"),
    (WOMAN + "On transfer to the ward she was noted to be paraparetic.", "0"),
    (WOMAN + "The moment the cement was injected she felt numbness in her feet.", "0"),
    (WOMAN + "At the conclusion of the procedure the patient was unable to move her legs; she was paraplegic.", "0"),
    (WOMAN + "Soon after the procedure, she had trouble breathing and dyspnoea worsened.", "0"),
    (WOMAN + "Towards the end of the operation her blood pressure dropped to 70/40 mmHg with shock.", "0"),
    (WOMAN + "Immediately upon completion of the injection, foot drop was evident.", "0"),
    (WOMAN + "Minutes after the last injection she developed dyspnoea.", "0"),
    (WOMAN + "A couple of hours after the intervention she had dyspnoea.", "0.08"),
    (WOMAN + "Three hours into recovery she developed paraparesis.", "0.13"),
    (WOMAN + "At 6 h post-op, dyspnoea developed.", "0.25"),
    (WOMAN + "Approximately twelve hours post-vertebroplasty, urinary retention developed.", "0.5"),
    (WOMAN + "18 hrs after vertebroplasty she became paraplegic.", "0.75"),
    (WOMAN + "On the day following the procedure, chest pain appeared.", "1"),
    (WOMAN + "On the morning of the first postoperative day she had weakness in the legs.", "1"),
    (WOMAN + "One day post-procedure, numbness of the perineum was noted.", "1"),
    (WOMAN + "Post-operative day 2: new foot drop.", "2"),
    (WOMAN + "On the 2nd POD she complained of dyspnoea.", "2"),
    (WOMAN + "Within 48 hours paraparesis had developed.", "2"),
    (WOMAN + "Two days afterwards she was seized by chest pain.", "2"),
    (WOMAN + "She remained well for three days, after which dyspnoea set in.", "3"),
    (WOMAN + "After five uneventful days, she suddenly had dyspnoea.", "5"),
    (WOMAN + "At one week, she reported new pain radiating down the left leg.", "7"),
    (WOMAN + "Ten days out from surgery, she developed chest pain.", "10"),
    (WOMAN + "Two weeks following the intervention the patient presented with progressive weakness of both legs.", "14"),
    (WOMAN + "A month after the procedure sciatica began.", "30.44"),
    (WOMAN + "Some four weeks later dyspnoea developed.", "28"),
    (WOMAN + "Five months post-vertebroplasty, she developed progressive dyspnoea.", "152.19"),
    (WOMAN + "Four years later she developed dyspnoea on exertion.", "1461"),
]  # fmt: skip

FROM_BEHIND = [
    (
        "Nineteen days before the visit, a fracture of L1 was treated by kyphoplasty in a "
        "55-year-old woman. Two days prior to arrival she developed chest pain.",
        "17",
    ),
    (
        "Three weeks earlier, a 70-year-old woman had undergone vertebroplasty of T12. Three days "
        "ago she noticed weakness of the legs.",
        "18",
    ),
    (
        "A 58-year-old man had undergone vertebroplasty of L3 3 weeks before his arrival. One day "
        "prior to arrival he had collapsed with chest pain.",
        "20",
    ),
    (
        "A 70-year-old man presented with a 2-day history of chest pain. He had undergone "
        "kyphoplasty of L3 one week before.",
        "5",
    ),
    (
        "An 81-year-old man was brought to the emergency department with dyspnoea for one day. "
        "Four days earlier he had undergone kyphoplasty of L3.",
        "3",
    ),
    ("A 66-year-old woman was seen with chest pain ten days after vertebroplasty of T12.", "10"),
    (
        "A 66-year-old woman developed sudden dyspnoea. She had undergone vertebroplasty of T12 "
        "five days previously.",
        "5",
    ),
    (
        "A 66-year-old woman, on the second day after vertebroplasty of T12, developed paraparesis.",
        "2",
    ),
    (
        "A 66-year-old woman underwent vertebroplasty of L1 on 3 May 2012. On 10 May 2012 dyspnoea "
        "began.",
        "7",
    ),
    (
        "Vertebroplasty of L1 was performed in a 66-year-old woman on June 28, 2015. On July 1, "
        "2015, she developed dyspnoea.",
        "3",
    ),
    (
        "Immediately following vertebroplasty of L4, a 71-year-old woman complained of severe pain "
        "radiating down the right leg.",
        "0",
    ),
    (
        "A 66-year-old woman was admitted with chest pain. Vertebroplasty of T11 had been done 34 "
        "days before the pain started.",
        "34",
    ),
    (
        "Two months ago a 66-year-old woman had undergone vertebroplasty of L3. Her sciatica had "
        "begun two weeks ago.",
        "46.88",
    ),
    (
        "A 66-year-old woman underwent kyphoplasty of L3. Two weeks later she attended the clinic. "
        "Her left leg had been numb since the tenth day.",
        "10",
    ),
    (
        "A 66-year-old woman underwent kyphoplasty of L3. During the injection the systolic "
        "pressure fell to 62 mmHg.",
        "0",
    ),
    (
        "A 66-year-old woman underwent kyphoplasty of L3. On the third day she awoke with pain in "
        "the left calf and numbness of the sole.",
        "3",
    ),
    (
        "A 71-year-old woman developed paraplegia during vertebroplasty of T8.",
        "0",
    ),
    (
        "A 71-year-old woman was referred because of weakness of the left leg that had been "
        "present since vertebroplasty of L2 three weeks before.",
        "0",
    ),
]

NO_TIME = [
    WOMAN + "One month later a routine CT showed cement in the azygos vein; she had no symptoms.",
    WOMAN + "She developed dyspnoea. CT two days later showed pulmonary cement emboli.",
    WOMAN + "She developed weakness of the legs. Three weeks later she was operated on.",
    WOMAN + "She stayed in hospital for five days and was then discharged without complaints.",
    "A 70-year-old man had suffered from back pain for six months. He underwent vertebroplasty of "
    "L1. Cement leaked into the disc.",
    "A 70-year-old man had fallen three days earlier and complained of back pain. He underwent "
    "vertebroplasty of L1. Cement leaked into the disc.",
    MAN + "He developed paraparesis and recovered within two months.",
    MAN + "He developed sciatica, which lasted three weeks.",
    MAN + "He had dyspnoea and received heparin for six months.",
    MAN + "The scan after two days was unremarkable apart from the leak.",
]


@pytest.mark.parametrize(("story", "days"), [*STORIES, *FROM_BEHIND])
def test_onset(story: str, days: str) -> None:
    assert cell("onset_days", f"{story} {LEAK_SEEN}", opening="") == days


@pytest.mark.parametrize("story", NO_TIME)
def test_no_onset(story: str) -> None:
    assert cell("onset_days", f"{story} {LEAK_SEEN}", opening="") == ""
