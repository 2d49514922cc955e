"""Care of the complication."""

import pytest

from tests.unit.resolve.telling import OPENING, listed, only_case, report, told

TROUBLE = "Cement leaked into the spinal canal and paraparesis developed. "
EMBOLUS = "A cement fragment was found in the right atrium. "


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("A laminectomy of L1 was performed.", "decompression"),
        ("Emergency decompression was performed.", "decompression"),
        ("Corpectomy of L1 was done to relieve the compression.", "decompression"),
        ("Laminectomy was performed and the cement was removed.", "cement_removal decompression"),
        (
            "The dura was opened and the intradural cement was excised.",
            "cement_removal durotomy",
        ),
        ("Decompression and posterior fusion were performed.", "decompression fusion"),
        ("The spine was stabilised with pedicle screws.", "fusion"),
        ("A vertebrectomy of L1 was performed.", "vertebrectomy"),
        ("High-dose methylprednisolone was given.", "steroids"),
        ("Vancomycin was given for six weeks.", "antibiotics"),
        ("She was treated conservatively.", "conservative"),
        (
            "She was first treated conservatively; a month later laminectomy was performed.",
            "conservative decompression",
        ),
        ("She was treated with physiotherapy and analgesics.", "conservative"),
        ("Dexamethasone was started.", "steroids"),
        ("A selective nerve root block was given.", "other"),
        ("Surgery was refused by the patient.", ""),
        ("Decompression was recommended but she declined.", ""),
        ("Heparin was not given.", ""),
        ("Laminectomy, steroids and bracing were all suggested.", ""),
        ("The surgeons weighed laminectomy and wanted neither that nor a fusion.", ""),
        ("Dexamethasone had been drawn up when her legs moved again.", ""),
        ("Steroids were ordered but never begun.", ""),
        ("Decompression was not envisaged.", ""),
        ("In the end nothing was done except to watch.", "conservative"),
        ("She was left untreated.", "conservative"),
        ("She spent two months in a rehabilitation clinic.", "other"),
        ("Laminectomy was done. Physiotherapy followed for six weeks.", "decompression other"),
        ("Laminectomy was done. She declined physiotherapy.", "decompression"),
        ("Gabapentin and physiotherapy were prescribed.", "conservative"),
        ("The drop was followed by radiographs only.", "conservative"),
        ("The haematoma was evacuated through a laminectomy.", "decompression"),
        ("Three options were named to her: observation, laminectomy and a block.", ""),
        (
            "A block of the L3 root with 3 ml of ropivacaine and triamcinolone was given.",
            "steroids",
        ),
        ("A block of the L3 root with 3 ml of ropivacaine was given.", "other"),
        ("Laminectomy: loss 1,400 ml, three units of blood were transfused.", "decompression"),
        ("She discontinued the analgesics.", ""),
        ("On 9th May we resected the body of L1.", "vertebrectomy"),
        (
            "The canal was opened, and the cement, a plug of 7 mm, extracted.",
            "cement_removal decompression",
        ),
    ],
)
def test_spinal_complications(text: str, codes: str) -> None:
    assert told("management", TROUBLE + text) == codes.split()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Heparin was started.", "anticoagulation"),
        ("She received warfarin for six months.", "anticoagulation"),
        ("Oxygen was given by mask.", "oxygen"),
        (
            "The fragment was retrieved with a snare through the femoral vein.",
            "endovascular_retrieval",
        ),
        ("Median sternotomy was performed and the cement was removed.", "cardiac_surgery"),
        ("Open embolectomy was performed on cardiopulmonary bypass.", "cardiac_surgery"),
        ("The pericardial effusion was drained.", "other"),
        ("Noradrenaline was given.", "other"),
        ("Anticoagulation was refused; she was observed closely.", "conservative"),
    ],
)
def test_emboli(text: str, codes: str) -> None:
    assert told("management", EMBOLUS + text) == codes.split()


def test_care_before_the_procedure_is_not_coded() -> None:
    opening = (
        "A 72-year-old woman with a fracture of L1 had been treated conservatively with a brace "
        "and analgesics. Vertebroplasty of L1 was performed. "
    )
    text = "Cement leaked into the canal, and a laminectomy was performed."
    assert told("management", text, opening) == ["decompression"]


def test_the_index_operation_is_not_coded() -> None:
    opening = (
        "A 72-year-old woman with a metastasis of L1 underwent laminectomy of L1 and posterior "
        "fusion with cement-augmented pedicle screws from T12 to L2. "
    )
    text = "CT showed pulmonary cement emboli. Heparin was started."
    assert told("management", text, opening) == ["anticoagulation"]


def test_what_other_authors_do() -> None:
    document = report(
        OPENING + "Cement leaked into the disc. She had no complaints.",
        discussion="Decompression should be performed at once. Lin et al. gave steroids [5]. "
        "Anticoagulation is recommended for emboli.",
    )
    assert listed(only_case(document), "management") == []


def test_long_standing_medicine_is_not_care() -> None:
    opening = (
        "A 72-year-old woman on long-term oral steroids for asthma underwent vertebroplasty of L1. "
    )
    text = "Cement leaked into the lung. Oxygen was given."
    assert told("management", text, opening) == ["oxygen"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("A corset and rest were without success.", "conservative"),
        ("An attempt at decompression failed.", ""),
        ("Nothing but observation was advised.", "conservative"),
        ("She was treated with a corset, and had no more pain a year later.", "conservative"),
        ("Laminectomy was held in reserve.", ""),
        ("Anticoagulation, suggested by one consultant, was not started.", ""),
        ("Two periradicular infiltrations were given.", "other"),
        ("A periradicular injection of dexamethasone was given.", "steroids"),
        ("Morphine was blamed and was stopped.", ""),
        ("The surgeon freed three plates and lifted them out.", "cement_removal"),
        ("T8 was resected as a diseased vertebra.", "vertebrectomy"),
        (
            "An adjacent fracture of L2 followed; a month later vertebroplasty of L2 was done.",
            "other",
        ),
    ],
)
def test_care_that_was_given(text: str, codes: str) -> None:
    assert told("management", TROUBLE + text) == codes.split()


@pytest.mark.parametrize(
    "text",
    [
        "After six weeks of a brace and opioids she was proposed for vertebroplasty.",
        "Warfarin had been suspended for the procedure.",
        "Because of her asthma she took prednisolone.",
        "Apixaban for her atrial fibrillation was restarted.",
        "Blood loss was 800 ml and two units of red cells were transfused.",
        "After catheter removal she could not void.",
        "Percutaneous screws were removed after a year.",
    ],
)
def test_care_of_another_time_or_disease(text: str) -> None:
    assert told("management", TROUBLE + text) == []


def test_a_drug_of_old_that_goes_on_is_no_care() -> None:
    opening = (
        "A woman of 69 years with polymyalgia had received prednisone in a descending scheme. "
        "Vertebroplasty of T12 was performed. "
    )
    text = TROUBLE + "She increased by herself the prednisone to 20 mg."
    assert told("management", text, opening) == []
    assert told("management", TROUBLE + "Prednisone was started.", opening) == ["steroids"]


def test_the_operation_whose_screws_leaked_is_no_care_of_the_leak() -> None:
    opening = "A man of 74 years with sciatica had instability of L4-L5. "
    text = (
        "Fusion from L4 to S1 was carried out. The screws of S1 were augmented with cement. "
        "He awoke with a foot drop, and CT showed cement in the foramen. The root was decompressed."
    )
    assert told("management", text, opening) == ["decompression"]


SCREWS = (
    "A 69-year-old woman had a stenosis. Decompression of L3-L5 and posterolateral fusion of L3-S1 "
    "were done. Fenestrated pedicle screws were inserted and augmented with 2 ml of PMMA each. "
    "Two hours later she became short of breath. CT showed cement in the pulmonary arteries. "
)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("When she was last seen, nine months after the fusion, she felt well.", ""),
        ("Six days after L3-S1 fixation she was dyspnoeic.", ""),
        ("Since the laminectomy gave enough room, heparin was begun.", "anticoagulation"),
        ("The rods were connected and the wound was closed.", ""),
        ("Because of weakness a laminectomy of L2 was added.", "decompression"),
        ("On the next day the canal was decompressed again.", "decompression"),
        ("The fusion was extended to T10.", "fusion"),
        ("After revision laminectomy she improved.", "decompression"),
    ],
)
def test_what_was_done_before_the_trouble_is_not_done_anew(text: str, codes: str) -> None:
    assert listed(only_case(report(SCREWS + text)), "management") == codes.split()
