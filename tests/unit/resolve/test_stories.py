"""Whole reports in a few sentences, with every value that a careful reader finds in them."""

from functools import cache

import pytest

from pipeline.resolve.model import CellValue
from tests.unit.resolve.telling import only_case, report

INTRODUCTION = (
    "Vertebroplasty is the injection of polymethylmethacrylate into a vertebral body. Leakage is "
    "reported in up to 70% of procedures and may cause paraplegia or pulmonary embolism."
)
DISCUSSION = (
    "Hulme et al. found leaks in 41% of the levels [2]. Lee et al. described a 68-year-old woman "
    "who died of cardiac tamponade after injection of 9 ml of cement [3]. Decompression should be "
    "performed within hours."
)
CORD = (
    "A 58-year-old man with osteoporosis was admitted with a compression fracture of T7. Balloon "
    "kyphoplasty of T7 was performed through both pedicles, and 2 ml of PMMA per side were "
    "injected. On waking he could not move his legs: there was complete paraplegia. CT showed "
    "intradural cement. An emergency laminectomy from T6 to T8 was performed, the dura was opened "
    "and the cement was removed. At the 6-month follow-up the paraplegia was unchanged."
)
LUNG = (
    "An 81-yr-old lady with multiple myeloma underwent percutaneous vertebroplasty of D11, D12 and "
    "L1 with low-viscosity cement, 8 cc in all. Two days later she complained of dyspnoea and "
    "chest pain. A chest radiograph and CT angiography showed cement emboli in both pulmonary "
    "arteries. There was no thrombosis on Doppler ultrasound. Oxygen and heparin were given. She "
    "recovered completely and was well one year later."
)
HEART = (
    "A 69-year-old woman was referred to us because of chest pain ten days after vertebroplasty of "
    "L2 for a metastasis. Transthoracic echocardiography showed a cement fragment in the right "
    "ventricle and a pericardial effusion. Median sternotomy was performed and the fragment was "
    "removed. She died of multi-organ failure on the fifth postoperative day."
)
ROOT = (
    "A 74-year-old female patient had an osteoporotic fracture of L4. Her VAS was 8. PVP of L4 was "
    "performed by a unipedicular approach with 3.5 ml of high-viscosity cement. Immediately after "
    "the procedure she felt pain in the left leg. Strength and sensation were normal. CT revealed "
    "cement in the left L4-L5 foramen. She was treated conservatively with analgesics. After three "
    "months the leg pain had improved, and the VAS was 3."
)
SILENT = (
    "A 77-year-old man sustained a traumatic fracture of L1 and underwent kyphoplasty of L1. "
    "Postoperative radiographs showed a small leak into the L1-L2 disc. The spinal canal was free "
    "of cement. He remained asymptomatic and was pain-free at 24 months."
)
UNEVENTFUL = (
    "A 70-year-old woman with Kümmell's disease of T12 was treated by kyphoplasty of T12. There "
    "was no leakage of cement. Her pain fell from 9/10 to 2/10."
)

STORIES: list[tuple[str, dict[str, CellValue]]] = [
    (
        CORD,
        {
            "age_years": "58",
            "sex": "male",
            "indication": ["osteoporotic_fracture"],
            "procedure": ["kyphoplasty"],
            "treated_levels": ["T7"],
            "approach": "bipedicular",
            "cement_type": "pmma",
            "cement_volume_ml": ["2"],
            "leakage": "present",
            "leakage_site": ["intradural"],
            "complication": ["paraplegia"],
            "onset_days": "0",
            "imaging": ["ct"],
            "management": ["decompression", "cement_removal", "durotomy"],
            "outcome": "no_improvement",
            "follow_up_months": "6",
        },
    ),
    (
        LUNG,
        {
            "age_years": "81",
            "sex": "female",
            "indication": ["multiple_myeloma"],
            "procedure": ["vertebroplasty"],
            "treated_levels": ["T11", "T12", "L1"],
            "cement_viscosity": "low",
            "cement_volume_ml": ["8"],
            "leakage": "present",
            "leakage_site": ["pulmonary"],
            "complication": ["pulmonary_embolism", "dyspnoea", "chest_pain"],
            "complication_absent": ["thrombosis"],
            "onset_days": "2",
            "imaging": ["xray", "ct", "ultrasound"],
            "management": ["anticoagulation", "oxygen"],
            "outcome": "complete_recovery",
            "follow_up_months": "12",
        },
    ),
    (
        HEART,
        {
            "age_years": "69",
            "sex": "female",
            "indication": ["metastasis"],
            "procedure": ["vertebroplasty"],
            "treated_levels": ["L2"],
            "leakage": "present",
            "leakage_site": ["cardiac"],
            "complication": ["cardiac_injury", "chest_pain", "death"],
            "onset_days": "10",
            "imaging": ["echocardiography"],
            "management": ["cardiac_surgery"],
            "outcome": "death",
        },
    ),
    (
        ROOT,
        {
            "age_years": "74",
            "sex": "female",
            "indication": ["osteoporotic_fracture"],
            "procedure": ["vertebroplasty"],
            "treated_levels": ["L4"],
            "approach": "unipedicular",
            "cement_viscosity": "high",
            "cement_volume_ml": ["3.5"],
            "leakage": "present",
            "leakage_site": ["foraminal"],
            "complication": ["radicular_pain"],
            "complication_absent": ["motor_deficit", "sensory_deficit"],
            "onset_days": "0",
            "imaging": ["ct"],
            "management": ["conservative"],
            "outcome": "partial_recovery",
            "follow_up_months": "3",
            "vas_before": "8",
            "vas_after": "3",
        },
    ),
    (
        SILENT,
        {
            "age_years": "77",
            "sex": "male",
            "indication": ["traumatic_fracture"],
            "procedure": ["kyphoplasty"],
            "treated_levels": ["L1"],
            "leakage": "present",
            "leakage_site": ["intradiscal"],
            "leakage_site_absent": ["spinal_canal"],
            "complication": ["asymptomatic"],
            "imaging": ["xray"],
            "outcome": "complete_recovery",
            "follow_up_months": "24",
        },
    ),
    (
        UNEVENTFUL,
        {
            "age_years": "70",
            "sex": "female",
            "indication": ["osteonecrosis"],
            "procedure": ["kyphoplasty"],
            "treated_levels": ["T12"],
            "leakage": "absent",
            "vas_before": "9",
            "vas_after": "2",
        },
    ),
]
NAMES = ["cord", "lung", "heart", "root", "silent", "uneventful"]
TITLE = "Vertebral augmentation: a case report"
COLUMNS = sorted({column for _, values in STORIES for column in values})


@cache
def _read(text: str) -> dict[str, CellValue]:
    document = report(text, TITLE, introduction=INTRODUCTION, discussion=DISCUSSION)
    return only_case(document).values()


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize(("text", "expected"), STORIES, ids=NAMES)
def test_story(text: str, expected: dict[str, CellValue], column: str) -> None:
    assert _read(text).get(column) == expected.get(column)


@pytest.mark.parametrize("text", [text for text, _ in STORIES], ids=NAMES)
def test_the_literature_around_it_changes_nothing(text: str) -> None:
    assert only_case(report(text, TITLE)).values() == _read(text)
