"""Whose a sentence is."""

import pytest

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Meta
from pipeline.resolve.subject import Subject
from tests.unit.resolve.telling import subjects

OWN, OTHER, COHORT, NONE = Subject.OWN, Subject.OTHER, Subject.COHORT, Subject.NONE


def labels(heading: str, text: str) -> list[Subject]:
    builder = DocumentBuilder("text")
    builder.heading(heading)
    builder.paragraph(text)
    return subjects(builder.build(Meta()))


@pytest.mark.parametrize(
    "text",
    [
        "A 72-year-old woman was admitted with back pain.",
        "MRI showed a fracture of L1.",
        "The dura was opened and the cement was removed.",
        "At the last follow-up she walked without aid.",
        "Heparin was started.",
        "Case 2. A man with myeloma was treated by kyphoplasty.",
        "Our patient recovered completely.",
    ],
)
def test_the_case_section_tells_the_own_patient(text: str) -> None:
    assert set(labels("Case report", text)) == {OWN}


@pytest.mark.parametrize(
    "text",
    [
        "Hulme et al. reported leakage in 41% of the levels.",
        "Smith and colleagues described a 66-year-old man with paraplegia.",
        "In the literature, seven documented cases of intradural leakage were found.",
        "A 70-year-old woman who died of cement embolism has been described previously [12].",
        "Chen reported a 63-year-old woman whose paraplegia resolved after laminectomy [7].",
        "The incidence of leakage ranges from 5% to 80%.",
        "Leaks may cause compression of the spinal cord.",
        "Surgeons should inject cement of high viscosity.",
        "We recommend a routine CT after every procedure.",
        "Lee's patient died on the second day.",
        "Seven cases of intracardiac cement have been published so far.",
        "According to a recent review, most emboli are asymptomatic.",
        "Vertebroplasty is a minimally invasive treatment for osteoporotic fractures.",
    ],
)
@pytest.mark.parametrize("heading", ["Introduction", "Discussion"])
def test_literature_and_general_talk(heading: str, text: str) -> None:
    assert OWN not in labels(heading, text)


@pytest.mark.parametrize(
    "text",
    [
        "In our patient the cement had entered the azygos vein.",
        "In the present case, decompression was performed within six hours.",
        "Our patient, a 58-year-old man, was paraplegic after kyphoplasty.",
        "We report a 72-year-old woman with intradural cement leakage.",
        "The patient presented here recovered completely.",
    ],
)
@pytest.mark.parametrize("heading", ["Introduction", "Discussion"])
def test_the_own_patient_is_named_in_the_discussion(heading: str, text: str) -> None:
    assert labels(heading, text) == [OWN]


@pytest.mark.parametrize(
    "text",
    [
        "Ninety-eight consecutive patients were included.",
        "We retrospectively reviewed 120 patients who underwent kyphoplasty.",
        "Between January 2005 and May 2010, 75 patients were treated; the mean age was 71 years.",
    ],
)
@pytest.mark.parametrize("heading", ["Methods", "Abstract"])
def test_a_series_is_a_cohort(heading: str, text: str) -> None:
    assert labels(heading, text) == [COHORT]


def test_what_an_examination_says_is_no_authority() -> None:
    told = labels(
        "Case report",
        "A 72-year-old woman had chest pain after vertebroplasty. According to computed "
        "tomography cement was stuck in the septum.",
    )
    assert told == [OWN, OWN]


def test_pronouns_follow_who_was_spoken_of() -> None:
    own = labels("Discussion", "Our patient was operated at once. She recovered completely.")
    assert own == [OWN, OWN]
    cited = labels(
        "Discussion",
        "Kim et al. described a 65-year-old woman with cardiac tamponade. "
        "She died before she reached the operating room.",
    )
    assert OWN not in cited


def test_a_paragraph_may_turn_to_the_literature_and_back() -> None:
    found = labels(
        "Discussion",
        "Cement embolism is rare. Yoo et al. reported a fatal case in a 65-year-old woman [3]. "
        "In our case the emboli were found on the first postoperative day.",
    )
    assert [label is OWN for label in found] == [False, False, True]


def test_a_letter_without_headings() -> None:
    builder = DocumentBuilder("text")
    builder.paragraph(
        "Cement leakage is reported in up to 70% of cases. We treated a 68-year-old woman by "
        "vertebroplasty of L2. CT showed cement in the canal. She had no complaints."
    )
    found = subjects(builder.build(Meta()))
    assert [label is OWN for label in found] == [False, True, True, True]


@pytest.mark.parametrize("heading", ["References", "Acknowledgements"])
def test_back_matter_is_nobodys(heading: str) -> None:
    assert labels(heading, "A 70-year-old woman was admitted to our hospital.") == [NONE]
