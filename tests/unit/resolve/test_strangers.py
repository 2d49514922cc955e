"""Persons told beside the own patient, and documents without an own patient."""

import pytest

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, Meta
from pipeline.extract import extract

STORY = (
    "A 71-year-old man had kyphoplasty of L2 for an osteoporotic fracture. On the fourth day he "
    "was short of breath, and CT showed cement in the right lower lobe artery. He is well at one "
    "year."
)


def note(*paragraphs: str, title: str = "Cement in the lung after kyphoplasty") -> Document:
    builder = DocumentBuilder("text")
    builder.title(title)
    for paragraph in paragraphs:
        builder.paragraph(paragraph)
    return builder.build(Meta(title=title))


@pytest.mark.parametrize(
    "further",
    [
        "How bad it can be is shown by a woman of 66 years who died of an embolus from T12.",
        "Previously published lethal cases concerned two women aged 70 and 81 who died.",
        "In comparable expert reports, a woman of 69 years died during the injection of L1.",
        "Yet Marchetti reported a fatal collapse of a man of 81 years after ten screws.",
        "Only two others are known, both women, of 57 and 69 years, one of whom died of sepsis.",
        "The best known example is that of a 58-year-old man whose fragment reached the atrium.",
    ],
)
def test_somebody_else_gives_the_own_patient_nothing(further: str) -> None:
    for document in (note(f"{STORY} {further}"), note(STORY, further)):
        cases = extract(document).cases
        assert [case.values()["age_years"] for case in cases] == ["71"]
        assert "death" not in cases[0].values().get("complication", [])


def test_pronouns_go_on_with_somebody_else() -> None:
    other = "It differs from the story of a woman of 66 treated at T12. She died after three weeks."
    assert "outcome" not in extract(note(f"{STORY} {other}")).cases[0].values() or (
        extract(note(f"{STORY} {other}")).cases[0].values()["outcome"] != "death"
    )


def test_a_story_of_its_own_is_a_further_patient() -> None:
    second = (
        "A 66-year-old woman underwent vertebroplasty of T12 for an osteoporotic fracture. Cement "
        "leaked into the disc. She had no pain at two years."
    )
    cases = extract(note(STORY, second)).cases
    assert [case.values()["age_years"] for case in cases] == ["71", "66"]


@pytest.mark.parametrize(
    "text",
    [
        "We read with much interest the paper of Miller about cement emboli. Their patient, a "
        "woman of 70 who had kyphoplasty of L3, bled under warfarin. She recovered.",
        "The committee is to be congratulated. The number goes back to a 68-year-old man who "
        "became paraplegic after vertebroplasty of T7 and died.",
    ],
)
def test_a_comment_has_no_patient(text: str) -> None:
    found = extract(note(text, title="Warfarin and the danger of small numbers"))
    assert (found.study_type, found.cases) == ("other", ())


def test_a_comment_may_add_an_own_patient() -> None:
    text = (
        "We read with interest the paper of Miller about a woman of 61. Permit us to add one. A "
        "69-year-old man had vertebroplasty of L4; CT showed cement in the left foramen."
    )
    cases = extract(note(text, title="Foraminal cement")).cases
    assert [case.values()["age_years"] for case in cases] == ["69"]


@pytest.mark.parametrize(
    "told",
    [
        "No one, however, had augmented her spine; vertebroplasty had been called off.",
        "The procedure was abandoned before any cement had been mixed.",
        "Vertebroplasty was recommended to her by two surgeons, but she preferred a brace.",
    ],
)
def test_what_was_not_done_makes_no_patient(told: str) -> None:
    start = "A 62-year-old woman with a fracture of T12 was referred for vertebroplasty. "
    assert extract(note(start + told, title="A vertebra better left alone")).cases == ()


@pytest.mark.parametrize(
    "told",
    [
        "Snare retrieval, a filter and open cavotomy were weighed against each other.",
        "A stent, a filter and lifelong anticoagulation were all suggested.",
        "Surgical embolectomy, a snare and warfarin were all possible.",
        "Reviews suggest anticoagulation for six months.",
        "Most surgeons would perform an open embolectomy.",
        "Options considered: snare, open embolectomy.",
    ],
)
def test_options_are_no_management(told: str) -> None:
    document = note(STORY.replace(" He is well", f" {told} He is well"))
    assert "management" not in extract(document).cases[0].values()


@pytest.mark.parametrize(
    "told",
    [
        "A woman of 66 had an embolism after 9 mL at T12 [4]; in our patient it was smaller.",
        "In contrast to our patient, a 70-year-old woman with 9 mL at T9 died of cardiac arrest "
        "[4].",
        "The 48-year-old woman of Miller had 9 mL at T8 [4], whereas our patient had no symptoms.",
    ],
)
def test_who_is_compared_with_the_own_patient_keeps_the_values(told: str) -> None:
    builder = DocumentBuilder("text")
    builder.heading("Case report")
    builder.paragraph(STORY)
    builder.heading("Discussion")
    builder.paragraph(told)
    (case,) = extract(builder.build(Meta(title="Cement in the lung after kyphoplasty"))).cases
    values = case.values()
    assert values["treated_levels"] == ["L2"]
    assert "cement_volume_ml" not in values
    assert "cardiac_arrest" not in values["complication"]
