"""How a sentence means its mentions."""

import re

import pytest

from pipeline.annotate.context import Context, SentenceContext
from pipeline.annotate.lexicon import Hit
from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.fields import CASE_FIELDS
from pipeline.terms import load

AFF, NEG, HYP, HIST, FAM = (
    Context.AFFIRMED,
    Context.NEGATED,
    Context.HYPOTHETICAL,
    Context.HISTORICAL,
    Context.FAMILY,
)
EXAMPLES = [(e["kind"], example) for e in load("context")["trigger"] for example in e["examples"]]


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_examples_of_the_term_file(kind: str, example: str) -> None:
    context = SentenceContext(example.lower())
    assert kind in {context.of(*match.span()) for match in re.finditer(r"\w+", example)}


def mentions(sentence: AnnotatedSentence, code: str) -> list[Hit]:
    fields = [*(spec.name for spec in CASE_FIELDS)]
    return [hit for field in fields for hit in sentence.hits(field) if hit.code == code]


NEGATION = [
    ("There was no evidence of pulmonary embolism on CT.", "pulmonary_embolism", NEG),
    ("CT ruled out a haematoma.", "haematoma", NEG),
    ("She denied any chest pain.", "chest_pain", NEG),
    ("He recovered without dyspnoea.", "dyspnoea", NEG),
    ("Neither dyspnoea nor chest pain was reported.", "dyspnoea", NEG),
    ("Neither dyspnoea nor chest pain was reported.", "chest_pain", NEG),
    ("Infection was excluded by blood cultures.", "infection", NEG),
    ("There were no signs of spinal cord compression.", "spinal_cord_compression", NEG),
    ("No motor or sensory deficit was found.", "motor_deficit", NEG),
    ("No motor or sensory deficit was found.", "sensory_deficit", NEG),
    ("The patient was free of radicular pain.", "radicular_pain", NEG),
    ("Thrombosis was not found.", "thrombosis", NEG),
    ("Doppler ultrasound failed to show thrombosis.", "thrombosis", NEG),
    ("The patient was not hypotensive.", "hypotension_shock", NEG),
    ("Stroke was ruled out.", "stroke", NEG),
    ("There was no cement in the spinal canal.", "spinal_canal", NEG),
    ("Blood cultures were negative for infection.", "infection", NEG),
    ("The absence of a haematoma was confirmed on MRI.", "haematoma", NEG),
    ("No dyspnoea, chest pain or hypotension occurred.", "dyspnoea", NEG),
    ("No dyspnoea, chest pain or hypotension occurred.", "chest_pain", NEG),
    ("No dyspnoea, chest pain or hypotension occurred.", "hypotension_shock", NEG),
    ("A haematoma could not be detected.", "haematoma", NEG),
    ("Bladder dysfunction did not occur.", "bladder_bowel_dysfunction", NEG),
    ("The operation was completed without any CSF leak.", "csf_leak", NEG),
    ("MRI showed no compression of the spinal cord.", "spinal_cord_compression", NEG),
    ("The right atrium was free of cement.", "cardiac", NEG),
    ("The spinal canal contained no cement.", "spinal_canal", NEG),
    ("Cement was seen neither in the lungs nor in the right ventricle.", "cardiac", NEG),
    ("The examination showed no weakness of the legs.", "motor_deficit", NEG),
    ("There was no history of thrombosis.", "thrombosis", NEG),
    ("At no time did she suffer from dyspnoea.", "dyspnoea", NEG),
    ("Paraplegia never developed.", "paraplegia", NEG),
    ("No leakage into the disc or the foramen was visible.", "foraminal", NEG),
]
SEEMING_NEGATION = [
    ("There was no improvement in the weakness of the left leg.", "motor_deficit", AFF),
    ("The paraplegia did not improve.", "paraplegia", AFF),
    ("The foot drop has not resolved.", "motor_deficit", AFF),
    ("Not only dyspnoea but also chest pain set in.", "dyspnoea", AFF),
    ("Not only dyspnoea but also chest pain set in.", "chest_pain", AFF),
    ("Without delay a laminectomy was performed.", "decompression", AFF),
    ("Symptoms did not improve until decompression was performed.", "decompression", AFF),
    ("Apart from mild dyspnoea there were no symptoms.", "dyspnoea", AFF),
    ("There were no complaints other than sciatica.", "radicular_pain", AFF),
]
CONTRAST = [
    ("She was neurologically intact, but developed paraplegia 48 hours later.", "paraplegia", AFF),
    ("There was no leakage of cement, but the segmental artery was opacified.", "arterial", AFF),
    ("There was no leakage of cement, but the segmental artery was opacified.", "present", NEG),
    ("There was no leak into the canal; however, cement lay in the azygos vein.", "venous", AFF),
    ("No leak into the canal occurred; however, one vein was filled.", "spinal_canal", NEG),
    ("No dyspnoea was noted, but she complained of chest pain.", "chest_pain", AFF),
    ("No dyspnoea was noted, but she complained of chest pain.", "dyspnoea", NEG),
    ("Although no dyspnoea was felt, emboli were seen in both lungs.", "pulmonary_embolism", AFF),
    ("No intradiscal leak was seen, and he developed paraparesis.", "motor_deficit", AFF),
    ("Despite decompression the paraplegia remained.", "decompression", AFF),
    ("Instead of kyphoplasty, vertebroplasty was performed.", "kyphoplasty", NEG),
    ("Instead of kyphoplasty, vertebroplasty was performed.", "vertebroplasty", AFF),
    ("Surgery was refused; warfarin was started.", "anticoagulation", AFF),
    ("He had no chest pain, whereas dyspnoea was severe.", "dyspnoea", AFF),
]  # fmt: skip
HYPOTHESIS = [
    ("The risk of paraplegia was explained to the patient.", "paraplegia", HYP),
    ("If dyspnoea occurs, cement embolism should be suspected.", "dyspnoea", HYP),
    ("A pulmonary embolism was suspected.", "pulmonary_embolism", HYP),
    ("Heparin was given to prevent thrombosis.", "thrombosis", HYP),
    ("Heparin was given to prevent thrombosis.", "anticoagulation", AFF),
    ("CT was performed to rule out pulmonary embolism.", "pulmonary_embolism", HYP),
    ("CT was performed to rule out pulmonary embolism.", "ct", AFF),
    ("A laminectomy was recommended.", "decompression", HYP),
    ("The patient declined decompression.", "decompression", HYP),
    ("Decompression was offered but refused.", "decompression", HYP),
    ("Leakage may cause compression of the spinal cord.", "spinal_cord_compression", HYP),
    ("Embolectomy was considered.", "cardiac_surgery", HYP),
    ("She was warned about the possibility of stroke.", "stroke", HYP),
    ("A possible infection was discussed.", "infection", HYP),
    ("Fusion was planned for the following week.", "fusion", HYP),
    ("In case of dyspnoea she was to return.", "dyspnoea", HYP),
    ("For fear of paraplegia the operation was stopped.", "paraplegia", HYP),
    ("The risks, such as stroke and infection, were explained.", "stroke", HYP),
    ("Decompression was recommended and performed the same day.", "decompression", AFF),
    ("Laminectomy was thought unnecessary.", "decompression", HYP),
]
HISTORY = [
    ("She had a history of deep vein thrombosis.", "thrombosis", HIST),
    ("His medical history included a stroke.", "stroke", HIST),
    ("She had suffered a previous stroke.", "stroke", HIST),
    ("Pre-existing weakness of the left leg was noted.", "motor_deficit", HIST),
    ("He had long-standing sciatica.", "radicular_pain", HIST),
    ("Known chronic dyspnoea was unchanged.", "dyspnoea", HIST),
    ("A 58-year-old man had paraplegia.", "paraplegia", AFF),
    ("A 70-year-old woman was seen with dyspnoea.", "dyspnoea", AFF),
    ("Three days earlier paraplegia had developed.", "paraplegia", AFF),
    ("Prior to discharge she developed dyspnoea.", "dyspnoea", AFF),
    ("Her mother had died of a stroke.", "stroke", FAM),
    ("His brother had suffered a pulmonary embolism.", "pulmonary_embolism", FAM),
]


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [*NEGATION, *SEEMING_NEGATION, *CONTRAST, *HYPOTHESIS, *HISTORY],
)
def test_context(text: str, code: str, expected: Context) -> None:
    sentence = AnnotatedSentence(text)
    assert {sentence.context(hit) for hit in mentions(sentence, code)} == {expected}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Angiography was not performed.", "angiography"),
        ("A family history of thrombosis was recorded.", "thrombosis"),
        ("Anticoagulation was withheld.", "anticoagulation"),
        ("Decompression was never done.", "decompression"),
        ("Surgical decompression was deferred.", "decompression"),
        ("He refused any operation, decompression included.", "decompression"),
    ],
)
def test_not_affirmed(text: str, code: str) -> None:
    sentence = AnnotatedSentence(text)
    found = {sentence.context(hit) for hit in mentions(sentence, code)}
    assert found
    assert AFF not in found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Strength was full in both legs.", "motor_deficit"),
        ("Sensation remained normal.", "sensory_deficit"),
        ("Bladder and bowel function were normal.", "bladder_bowel_dysfunction"),
        ("She was continent.", "bladder_bowel_dysfunction"),
    ],
)
def test_wordings_that_deny_by_themselves(text: str, code: str) -> None:
    sentence = AnnotatedSentence(text)
    assert {sentence.context(hit) for hit in mentions(sentence, code)} == {NEG}


def test_the_document_may_define_an_acronym_otherwise() -> None:
    text = "CES was found."
    assert mentions(AnnotatedSentence(text), "cauda_equina_syndrome")
    shadowed = AnnotatedSentence(text, shadowed=frozenset({"CES"}))
    assert not mentions(shadowed, "cauda_equina_syndrome")
