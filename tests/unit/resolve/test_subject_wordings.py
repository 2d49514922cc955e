"""Whose a sentence is, in many authors' wordings."""

import pytest

from pipeline.resolve.subject import Subject
from tests.unit.resolve.test_subject import labels

OWN = Subject.OWN

OWN_IN_TALK = [
    "Our patient underwent median sternotomy with extraction of the fragment.",
    "In the patient reported here, the cement had reached the right ventricle.",
    "In our report, symptoms began three weeks after vertebroplasty.",
    "As in our patient, cement may pass the foramen; here it had compressed the L3 root.",
    "The present patient had no risk factor for thrombosis.",
    "The woman we describe was operated on within six hours.",
    "We herein present a 63-year-old man with paraplegia after kyphoplasty.",
    "We wish to report an unusual complication of vertebroplasty in an 80-year-old woman.",
    "Here we describe a 59-year-old woman with cement in the heart.",
    "This report documents a case of intradural leakage after kyphoplasty.",
    "We encountered a patient with cement in the inferior vena cava.",
    "The case presented shows that the leak was missed on fluoroscopy.",
    "In this patient, the leak was recognised only on CT.",
    "Our case was treated by anticoagulation alone.",
    "Our patient's symptoms resolved after laminectomy.",
    "We chose to remove the cement from our patient's heart by open surgery.",
    "In the case described here, cement entered the azygos vein.",
    "Both of our patients recovered completely.",
    "In our second case the leak was epidural.",
    "The herein reported patient was discharged after five days.",
    "In the current case, the cement had perforated the right ventricle.",
    "The current patient died of multi-organ failure.",
    "We share our experience with a 70-year-old woman who became paraplegic after kyphoplasty.",
    "The authors report a 77-year-old woman with a cement embolus in the right atrium.",
    "The authors present the case of a man who developed paraparesis after vertebroplasty.",
    "In our own case decompression was delayed by two days.",
    "The course of our patient shows how late the symptoms may begin.",
]

OWN_IN_ABSTRACT = [
    "An 84-year-old lady presented to the emergency room with dyspnoea.",
    "The patient, an elderly woman, became paraplegic after vertebroplasty.",
    "We report on a 75-year-old man with intracardiac cement.",
    "He underwent emergency sternotomy.",
    "A 70-year-old female was referred with foot drop after kyphoplasty of L4.",
    "A case of pulmonary cement embolism after vertebroplasty is reported.",
    "The patient made a full recovery.",
    "On examination there was weakness of the left leg.",
]

NOT_OWN = [
    "Baumann and co-workers described a woman with pulmonary embolism.",
    "Shapiro et al treated a patient by laminectomy.",
    "In a study by Lee, two of 30 patients had paraplegia.",
    "A meta-analysis found leakage in 54% of vertebroplasties.",
    "Others have reported a patient who died of a paradoxical embolism.",
    "One author described a man with cement in the foramen who recovered after decompression.",
    "Several groups have removed cement from the heart by snare.",
    "In the series of Padovani, cement was removed from the pulmonary artery of a 36-year-old man.",
    "Their patient was treated with heparin.",
    "The patient of Chen had paraparesis.",
    "That patient recovered after removal of the cement [14].",
    "To our knowledge, only three such cases have been published.",
    "A similar case was described by Teng in 2006.",
    "A comparable complication has been observed in a 65-year-old man [8].",
    "Reviewing the literature, we found 11 patients with intradural leakage.",
    "Cement viscosity is the most important factor.",
    "High-viscosity cement lowers the risk of leakage.",
    "Most patients with pulmonary cement emboli remain asymptomatic.",
    "Anticoagulation is recommended for symptomatic patients.",
    "Physicians should be aware of this complication.",
    "It is advisable to stop the injection as soon as a leak is seen.",
    "Leakage into the spinal canal is usually harmless.",
    "Patients with myeloma are at higher risk.",
    "CT is more sensitive than radiography in detecting leaks.",
    "Symptomatic patients can be treated by decompression.",
    "The reported frequency of pulmonary embolism varies from 3.5 to 23%.",
    "A man of 60 years was reported by Kim to have died on the table [9].",
    "The French group observed paraplegia in one patient.",
    "In 2002 Tozzi reported on a patient with pulmonary embolism who underwent embolectomy.",
    "Early surgery may restore function.",
    "PMMA polymerises within ten minutes.",
    "The vertebral venous plexus has no valves.",
    "It has been suggested that a venogram predicts leakage.",
    "Kyphoplasty was introduced in 1998.",
    "In the past decade, kyphoplasty has been used ever more often.",
    "Operators need to watch the posterior wall closely.",
    "Every patient with dyspnoea after vertebroplasty deserves a chest CT.",
    "Had such patients been treated earlier, they would have recovered.",
    # known from hearsay, or invented
    "A leaflet reprinted a newspaper cutting on a man of 56 who became paraplegic at T9.",
    "The newspapers reported on a 62-year-old woman who died after vertebroplasty of L1.",
    "In a video a 70-year-old man tells how cement leaked into his canal after kyphoplasty.",
    "The judge had to decide on the claim of a 48-year-old woman who had become paraplegic.",
    "The vignette that was sent read: a 75-year-old woman cannot move her legs after cement.",
    "The question concerned a fictitious 80-year-old man with cement in the lungs.",
    "The actor played a 72-year-old woman who falls ill during vertebroplasty of T12.",
    "The insurer's file told of a 54-year-old man in whom cement had reached the foramen.",
]


@pytest.mark.parametrize("text", OWN_IN_TALK)
@pytest.mark.parametrize("heading", ["Introduction", "Discussion"])
def test_the_own_patient_in_the_talk(heading: str, text: str) -> None:
    assert labels(heading, text) == [OWN]


@pytest.mark.parametrize("text", OWN_IN_ABSTRACT)
def test_the_own_patient_in_the_abstract(text: str) -> None:
    assert labels("Abstract", text) == [OWN]


@pytest.mark.parametrize("text", NOT_OWN)
@pytest.mark.parametrize("heading", ["Introduction", "Discussion", "Conclusion"])
def test_others(heading: str, text: str) -> None:
    assert OWN not in labels(heading, text)
