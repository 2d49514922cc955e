"""How many own patients a document tells, and which facts are whose."""

import pytest

from pipeline.resolve.model import Case
from tests.unit.resolve.telling import cases, listed, only_case, plain, report


def people(found: list[Case]) -> list[tuple[str, str]]:
    values = [case.values() for case in found]
    return [(str(v.get("age_years", "")), str(v.get("sex", ""))) for v in values]


def test_one_patient_told_twice_is_one() -> None:
    document = report(
        "A 58-year-old man was admitted with pain. He underwent kyphoplasty of T7.",
        abstract="We report a 58-year-old man who became paraplegic after kyphoplasty of T7.",
        discussion="Our patient was paraplegic. Lim et al. reported a 70-year-old woman [4].",
    )
    assert people(cases(document)) == [("58", "male")]


def test_an_abstract_tells_the_age_that_one_of_two_stories_leaves_out() -> None:
    document = report(
        "Patient 1. A schoolteacher had vertebroplasty of T12. Twenty minutes later she was short "
        "of breath. CT showed cement in the pulmonary arteries.\n\n"
        "Patient 2. A retired baker of eighty had cemented screws at L1 and L2. On the third day "
        "he fainted. Cement was seen in the right atrium.",
        title="Cement emboli in two patients",
        abstract="We report two patients. A 57-year-old woman became dyspnoeic after "
        "vertebroplasty. A man of eighty with cemented screws had cement in the right atrium.",
    )
    found = cases(document)
    assert people(found) == [("57", "female"), ("80", "male")]
    assert [listed(case, "procedure") for case in found] == [
        ["vertebroplasty"],
        ["screw_augmentation"],
    ]


def test_cited_patients_are_nobodys_own() -> None:
    document = report(
        "A 58-year-old man underwent kyphoplasty of T7. Cement leaked into the canal.",
        discussion="Kim et al. described a 65-year-old woman who died [3]. "
        "Another case was a 71-year-old man with paraplegia [5].",
    )
    case = only_case(document)
    assert people([case]) == [("58", "male")]
    assert "outcome" not in case.values()


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("A patient with myeloma had vertebroplasty of L2. She had pain afterwards.", "female"),
        ("An 80-year-old patient underwent kyphoplasty of L2. His legs were weak.", "male"),
        ("An 80-year-old patient underwent kyphoplasty of L2. The canal was filled.", ""),
    ],
)  # fmt: skip
def test_sex_from_pronouns(text: str, sex: str) -> None:
    assert str(only_case(report(text)).values().get("sex", "")) == sex


def test_a_relative_is_no_patient() -> None:
    text = "A 58-year-old man underwent kyphoplasty of T7. His mother had died of a stroke at 80."
    assert people(cases(report(text))) == [("58", "male")]


def test_a_child_that_is_born_is_no_patient() -> None:
    text = "She underwent vertebroplasty of C7. A healthy boy was delivered at 38 weeks."
    abstract = "We report on a 29-year-old expectant mother with a haemangioma of C7."
    assert people(cases(report(text, abstract=abstract))) == [("29", "female")]


LABELLED = [
    "Case 1. A 76-year-old woman underwent vertebroplasty of L1. Cement leaked into the disc.\n\n"
    "Case 2. A 64-year-old man underwent kyphoplasty of T8. Cement leaked into the azygos vein.",
    "Patient 1: A 76-year-old woman underwent vertebroplasty of L1. Cement leaked into the disc."
    "\n\nPatient 2: A 64-year-old man underwent kyphoplasty of T8. Cement leaked into the azygos "
    "vein.",
    "Patient A was a 76-year-old woman who underwent vertebroplasty of L1. Cement leaked into the "
    "disc.\n\nPatient B was a 64-year-old man who underwent kyphoplasty of T8. Cement leaked into "
    "the azygos vein.",
    "Case 1- A 76 years old female underwent vertebroplasty of L1. Cement leaked into the disc. "
    "Case 2- A 64 years old male underwent kyphoplasty of T8. Cement leaked into the azygos vein.",
    "The first patient, a 76-year-old woman, underwent vertebroplasty of L1. Cement leaked into "
    "the disc. The second patient, a 64-year-old man, underwent kyphoplasty of T8. Cement leaked "
    "into the azygos vein.",
    "A 76-year-old woman underwent vertebroplasty of L1. Cement leaked into the disc.\n\n"
    "A 64-year-old man underwent kyphoplasty of T8. Cement leaked into the azygos vein.",
    "We treated a 76-year-old woman and a 64-year-old man. The woman underwent vertebroplasty of "
    "L1, and cement leaked into the disc. The man underwent kyphoplasty of T8, and cement leaked "
    "into the azygos vein.",
]


@pytest.mark.parametrize("text", LABELLED)
def test_two_patients(text: str) -> None:
    found = cases(report(text, title="Cement leakage: report of two cases"))
    assert people(found) == [("76", "female"), ("64", "male")]
    assert [listed(c, "procedure") for c in found] == [["vertebroplasty"], ["kyphoplasty"]]
    assert [listed(c, "treated_levels") for c in found] == [["L1"], ["T8"]]
    assert [listed(c, "leakage_site") for c in found] == [["intradiscal"], ["venous"]]


def test_both_patients_share_a_statement() -> None:
    found = cases(report(LABELLED[0] + "\n\nBoth patients recovered completely."))
    assert [listed(c, "outcome") for c in found] == [["complete_recovery"]] * 2


def test_respectively() -> None:
    text = (
        "Two women, aged 71 and 78 years, underwent vertebroplasty of L1 and T12, respectively. "
        "Cement leaked into the spinal canal in both patients."
    )
    found = cases(report(text, title="Cement in the canal: two cases"))
    assert people(found) == [("71", "female"), ("78", "female")]
    assert [listed(c, "treated_levels") for c in found] == [["L1"], ["T12"]]
    assert [listed(c, "leakage_site") for c in found] == [["spinal_canal"]] * 2


def test_respectively_with_volumes() -> None:
    text = (
        "Case 1 was a 70-year-old man and case 2 was a 66-year-old woman. Kyphoplasty of L2 was "
        "performed in both patients with 4 ml and 6 ml of PMMA, respectively."
    )
    found = cases(report(text, title="Two cases of cement leakage"))
    assert [listed(c, "cement_volume_ml") for c in found] == [["4"], ["6"]]


def test_three_patients() -> None:
    text = "\n\n".join(
        f"Case {n}. A {age}-year-old {who} underwent kyphoplasty of {level}. Cement leaked."
        for n, age, who, level in (
            (1, 70, "man", "L1"),
            (2, 70, "woman", "L2"),
            (3, 81, "man", "L3"),
        )
    )
    found = cases(report(text, title="Three cases of cement leakage"))
    assert people(found) == [("70", "male"), ("70", "female"), ("81", "male")]
    assert [listed(c, "treated_levels") for c in found] == [["L1"], ["L2"], ["L3"]]


def test_patients_without_age_or_sex() -> None:
    text = (
        "Case 1. Vertebroplasty of L1 was performed in a patient with an osteoporotic fracture. "
        "Cement leaked into the disc.\n\n"
        "Case 2. Kyphoplasty of L3 was performed in a patient with metastases. Cement leaked into "
        "the psoas muscle."
    )
    found = cases(report(text, title="Two cases of cement leakage"))
    assert [listed(c, "leakage_site") for c in found] == [["intradiscal"], ["paravertebral"]]
    assert [listed(c, "indication") for c in found] == [["osteoporotic_fracture"], ["metastasis"]]


def test_a_letter_without_headings() -> None:
    text = (
        "To the Editor: Leakage is reported in up to 70% of vertebroplasties. We saw a 68-year-old "
        "woman who became paraplegic after vertebroplasty of T10. MRI showed cement in the canal."
    )
    case = only_case(plain(text))
    assert people([case]) == [("68", "female")]
    assert listed(case, "complication") == ["paraplegia"]


@pytest.mark.parametrize(
    "text",
    [
        "Leaks are common. They range from 5% to 80%. Surgeons should use viscous cement.",
        "Yoo et al. reported a 65-year-old woman who died after vertebroplasty of L1 [3].",
        "A 70-year-old woman underwent laparoscopic cholecystectomy. She recovered.",
    ],
)
def test_nobody(text: str) -> None:
    assert cases(plain(text)) == []


def test_a_letter_adds_a_patient_without_age_or_sex() -> None:
    found = cases(
        plain(
            "To the Editor,\n\nWe read with interest the series of Bonnet and colleagues [1], who "
            "retrieved a fragment from a 70-year-old woman after kyphoplasty of L1. We would like "
            "to add a patient whose symptoms appeared later.\n\n"
            "The patient had undergone vertebroplasty of T12. Three weeks later dyspnoea "
            "occurred. CT showed cement in the pulmonary arteries. Enoxaparin was given.",
            title="Cement in the right atrium after vertebroplasty",
        )
    )
    assert [case.values().get("treated_levels") for case in found] == [["T12"]]


def test_a_letter_that_comments_on_a_case_has_none() -> None:
    assert not cases(
        plain(
            "Dear Editor,\n\nWe read the report by Miller et al. with interest. Their patient, a "
            "66-year-old man, underwent vertebroplasty of L2 and developed dyspnoea. We believe "
            "that anticoagulation should be given.",
            title="Comment on: Cement embolism after vertebroplasty",
        )
    )
