"""What befell the patient, and what was looked for and not found."""

import pytest

from tests.unit.resolve.telling import OPENING, listed, only_case, report, told

FELL = [
    ("She became paraplegic.", "paraplegia"),
    ("Paralysis of both legs was noted.", "paraplegia"),
    ("She had an incomplete paraplegia.", "motor_deficit"),
    ("A foot drop was noted.", "motor_deficit"),
    ("Paraparesis developed.", "motor_deficit"),
    ("She noticed weakness of the left leg.", "motor_deficit"),
    ("Dorsiflexion strength was 3/5.", "motor_deficit"),
    ("She felt numbness of the right thigh.", "sensory_deficit"),
    ("Sensation was lost below T10.", "sensory_deficit"),
    ("Saddle anaesthesia was found.", "sensory_deficit"),
    ("She complained of sciatica.", "radicular_pain"),
    ("Severe pain in the left leg set in.", "radicular_pain"),
    ("She had an L4 radiculopathy.", "radicular_pain"),
    ("Urinary retention developed.", "bladder_bowel_dysfunction"),
    ("She was incontinent of urine and stool.", "bladder_bowel_dysfunction"),
    ("A cauda equina syndrome developed.", "cauda_equina_syndrome"),
    ("MRI showed compression of the spinal cord.", "spinal_cord_compression"),
    ("A CSF leak was noted.", "csf_leak"),
    ("A pulmonary embolism was diagnosed.", "pulmonary_embolism"),
    ("The right ventricle was perforated by a fragment.", "cardiac_injury"),
    ("Cardiac tamponade developed.", "cardiac_injury"),
    ("Deep vein thrombosis of the left leg was found.", "thrombosis"),
    ("She suffered an ischaemic stroke.", "stroke"),
    ("She became short of breath.", "dyspnoea"),
    ("Dyspnea and chest pain developed.", "chest_pain dyspnoea"),
    ("Her blood pressure fell to 60/40 mmHg.", "hypotension_shock"),
    ("Cardiac arrest occurred.", "cardiac_arrest"),
    ("Spondylodiscitis of L1 developed.", "infection"),
    ("An epidural haematoma was found.", "haematoma"),
    ("An adjacent vertebral fracture occurred.", "adjacent_fracture"),
    ("She had no symptoms at all and remained asymptomatic.", "asymptomatic"),
    ("She died the next day.", "death"),
    ("She developed motor and sensory deficits of the legs.", "motor_deficit sensory_deficit"),
]


@pytest.mark.parametrize(("text", "codes"), FELL)
def test_present(text: str, codes: str) -> None:
    assert told("complication", "Cement leaked. " + text) == codes.split()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("There was no motor or sensory deficit.", "motor_deficit sensory_deficit"),
        ("She denied dyspnoea and chest pain.", "chest_pain dyspnoea"),
        ("Pulmonary embolism was ruled out by CT.", "pulmonary_embolism"),
        ("There was no evidence of infection.", "infection"),
        ("She had no radicular pain.", "radicular_pain"),
        ("Strength and sensation were normal.", "motor_deficit sensory_deficit"),
        ("Bladder and bowel function were normal.", "bladder_bowel_dysfunction"),
        ("A haematoma was excluded.", "haematoma"),
    ],
)
def test_absent(text: str, codes: str) -> None:
    case = only_case(report(OPENING + "Cement leaked into the disc. " + text))
    assert listed(case, "complication_absent") == codes.split()
    assert listed(case, "complication") == []


@pytest.mark.parametrize(
    "text",
    [
        "She developed a neurological deficit.",
        "There was no neurological deficit.",
        "She was neurologically intact.",
        "The risk of paraplegia and pulmonary embolism had been explained to her.",
        "Leakage is a potentially fatal complication and may cause paraplegia.",
        "To exclude a stroke, MRI was planned.",
        "Her mother had died of a stroke.",
        "She had a history of deep vein thrombosis.",
        "Heparin was given to prevent thrombosis.",
        "Compression stockings were worn.",
    ],
)
def test_nothing_coded(text: str) -> None:
    case = only_case(report(OPENING + "Cement leaked into the disc. " + text))
    assert listed(case, "complication") == []
    assert listed(case, "complication_absent") == []


def test_a_deficit_before_the_procedure_is_no_complication() -> None:
    opening = (
        "A 72-year-old woman was admitted with weakness of the left leg. MRI showed a fracture of "
        "L1. Vertebroplasty of L1 was performed. "
    )
    assert told("complication", "Cement leaked into the azygos vein.", opening) == []
    text = "Cement leaked. Before the procedure she had had numbness of both feet."
    assert told("complication", text) == []


def test_change_over_time() -> None:
    text = "Cement leaked. She was neurologically intact, but developed paraplegia 48 hours later."
    assert told("complication", text) == ["paraplegia"]


def test_what_is_denied_first_and_found_later_is_present_only() -> None:
    text = "Cement leaked. She had no dyspnoea. Two days later she developed dyspnoea."
    case = only_case(report(OPENING + text))
    assert listed(case, "complication") == ["dyspnoea"]
    assert listed(case, "complication_absent") == []


def test_a_fatal_complication_where_nobody_died() -> None:
    document = report(
        OPENING + "Cement leaked into the lung. She recovered.",
        title="Pulmonary cement embolism, a fatal complication of vertebroplasty: a case report",
        discussion="Cement embolism can be fatal. Yoo et al. described a patient who died [2].",
    )
    case = only_case(document)
    assert "death" not in listed(case, "complication")
    assert listed(case, "outcome") != ["death"]


def test_asymptomatic_gives_way_to_symptoms() -> None:
    text = "Cement leaked. She was asymptomatic at first. After a week sciatica developed."
    assert told("complication", text) == ["radicular_pain"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("A chest radiograph was taken.", "xray"),
        ("Plain films showed the cement.", "xray"),
        ("CT of the spine was obtained.", "ct"),
        ("Computed tomography showed the cement.", "ct"),
        ("CT angiography of the chest was performed.", "ct"),
        ("CT and MRI of the spine were normal.", "ct mri"),
        ("Magnetic resonance imaging was unremarkable.", "mri"),
        ("T2-weighted images showed oedema.", "mri"),
        ("Transoesophageal echocardiography showed a mass.", "echocardiography"),
        ("Myelography showed a block.", "myelography"),
        ("Venography showed a filling defect.", "angiography"),
        ("Coronary angiography was normal.", "angiography"),
        ("A bone scan was performed.", "scintigraphy"),
        ("A V/Q scan showed a mismatch.", "scintigraphy"),
        ("FDG-PET showed no tumour.", "pet"),
        ("Doppler ultrasound of the legs was normal.", "ultrasound"),
        ("The needle was advanced under fluoroscopic guidance.", ""),
        ("CT-guided injection was performed.", ""),
        ("An MRI was not performed.", ""),
        ("Radiographic guidance was used.", ""),
        ("MRI was refused by the patient.", ""),
        ("An MRI was recommended.", ""),
        ("An MRI had been requested, but was cancelled for technical reasons.", ""),
        ("Cleft venography with 5 ml of iohexol showed no flow.", ""),
        ("MRI was planned for the next day.", ""),
    ],
)
def test_imaging(text: str, codes: str) -> None:
    assert told("imaging", text) == codes.split()


def test_imaging_before_the_procedure_counts() -> None:
    opening = "A 72-year-old woman had pain. MRI showed a fracture of L1. "
    text = "Vertebroplasty of L1 was performed. CT showed a leak."
    assert told("imaging", text, opening) == ["ct", "mri"]
