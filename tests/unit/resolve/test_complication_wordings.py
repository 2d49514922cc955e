"""Complications in the words of many specialties: felt, denied, feared, or of old."""

import pytest

from tests.unit.resolve.telling import told

FELT = [
    ("Within minutes he could move neither leg.", "paraplegia"),
    ("Both lower limbs lay without motion.", "paraplegia"),
    ("Her knees folded under her when she stood up.", "motor_deficit"),
    ("The strength of the left arm and leg declined to grade 2/5.", "motor_deficit"),
    ("The next day the right hip could not be flexed against gravity.", "motor_deficit"),
    ("The right thigh had no force.", "motor_deficit"),
    ("The nurse found that she did not feel the flannel on the left buttock.", "sensory_deficit"),
    ("He could not tell hot from cold on the right leg.", "sensory_deficit"),
    ("After six hours there began burning in the right calf.", "radicular_pain"),
    ("There was a burning pain from the armpit to the little finger.", "radicular_pain"),
    ("The bladder held 900 ml, of which he was unaware.", "bladder_bowel_dysfunction"),
    ("No urine had been passed for 14 hours.", "bladder_bowel_dysfunction"),
    ("The cord was thinned and pushed aside.", "spinal_cord_compression"),
    ("Clear liquid wet the dressing and contained transferrin.", "csf_leak"),
    ("Sharp pain under the left breast had woken her.", "chest_pain"),
    ("He had to sleep sitting in a chair because he could not get air.", "dyspnoea"),
    ("A clot of 2 cm hung on the tip of the cement.", "thrombosis"),
    ("The thread had cut a cusp of the tricuspid valve.", "cardiac_injury"),
    ("Then there was electrical activity without a pulse.", "cardiac_arrest"),
    ("She bled into the psoas.", "haematoma"),
    (
        "Repeat radiographs revealed that L2 had now lost a third of its height.",
        "adjacent_fracture",
    ),
    ("It had never given her a sign of its presence.", "asymptomatic"),
    ("She had lived with it for years without knowing.", "asymptomatic"),
    ("He was without sphincter control.", "bladder_bowel_dysfunction"),
    ("Belt-like pain went round the right side of the chest.", "radicular_pain"),
    ("The syndrome of the cauda equina was complete.", "cauda_equina_syndrome"),
    ("He had to stop halfway on one flight of stairs.", "dyspnoea"),
]


@pytest.mark.parametrize(("text", "code"), FELT)
def test_what_was_felt_in_plain_words(text: str, code: str) -> None:
    assert told("complication", "Cement leaked. " + text) == [code]


DENIED = [
    ("Dyspnoea was denied, as were chest pain and haemoptysis.", "chest_pain dyspnoea"),
    ("A haematoma was not recognised.", "haematoma"),
    ("He stood up with neither leg pain nor numbness.", "radicular_pain sensory_deficit"),
    ("Dyspnoea was not complained.", "dyspnoea"),
    ("Of breathlessness she did not complain.", "dyspnoea"),
    ("Asked about shortness of breath, she said no.", "dyspnoea"),
    ("Dyspnoea: no.", "dyspnoea"),
    ("Breathlessness remained absent throughout.", "dyspnoea"),
    ("Thrombi were searched in the deep veins of the legs, with negative result.", "thrombosis"),
    ("The search for a thrombosis was in vain.", "thrombosis"),
    ("The vein was patent around the cast and there was no clot.", "thrombosis"),
    ("Abscess was feared at first, but MRI with gadolinium did not show one.", "infection"),
    ("Nothing pointed to an infection.", "infection"),
    ("The cultures of all five specimens did not grow anything.", "infection"),
    ("Scintigraphy of the lungs spoke against an embolism.", "pulmonary_embolism"),
    ("She walked from the table with full power.", "motor_deficit"),
    ("He raised each leg against resistance.", "motor_deficit"),
    ("The legs were neither weak nor numb.", "motor_deficit sensory_deficit"),
    ("Neither strength nor feeling was impaired.", "motor_deficit sensory_deficit"),
    ("She had not noticed any numbness.", "sensory_deficit"),
    ("Touch and pinprick preserved everywhere.", "sensory_deficit"),
    ("The pain did not radiate into the leg.", "radicular_pain"),
    ("She denied any change in bladder habit.", "bladder_bowel_dysfunction"),
    ("She passed urine at will and without residue.", "bladder_bowel_dysfunction"),
    ("The cord was displaced by 1 mm and it was not compressed.", "spinal_cord_compression"),
    ("The drain never contained cerebrospinal fluid.", "csf_leak"),
    ("The valve was not damaged.", "cardiac_injury"),
    ("Head CT: no bleeding, no infarct.", "stroke"),
    ("Cardiac massage was never necessary.", "cardiac_arrest"),
]


@pytest.mark.parametrize(("text", "codes"), DENIED)
def test_what_was_denied_in_plain_words(text: str, codes: str) -> None:
    text = "Cement leaked. " + text
    assert told("complication_absent", text) == codes.split()
    assert told("complication", text) == []


NEITHER = [
    "The heart was arrested with cold blood cardioplegia.",
    "The legs were weak from disuse.",
    "The numbness of the soles was as before.",
    "She had had a discectomy in 1999, after which numbness of the sole persisted.",
    "Lysis was discarded for lack of sense in a piece of plastic.",
    "Lysis was not indicated in a haemodynamically stable patient.",
    "Paraplegia was dreaded.",
    "To spare her a paresis we stopped the injection.",
    "Lenalidomide was stopped for reasons of thrombotic risk.",
    "Because of HIV infection she was seen by another team.",
    "The numbness of the foot was the old one.",
    "He had a foot drop since a hip operation in childhood.",
    "Shortness of breath on hills had troubled her for five years.",
    "In such cases death may follow within minutes.",
    "After six months the pulmonary artery pressure was normal.",
    "The bladder was catheterised for the operation.",
    "The strength of the quadriceps is unchanged.",
]


@pytest.mark.parametrize("text", NEITHER)
def test_what_was_feared_or_of_old_is_neither(text: str) -> None:
    assert told("complication", "Cement leaked. " + text) == []
    assert told("complication_absent", "Cement leaked. " + text) == []


def test_what_was_suspected_ends_where_the_findings_begin() -> None:
    text = "CT for suspected pneumonia showed cement emboli in both lungs."
    assert told("complication", "Cement leaked. " + text) == ["pulmonary_embolism"]
