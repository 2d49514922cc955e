"""What is told before, at and after the index procedure, and which procedure that is."""

import pytest

from pipeline.resolve.passage import Phase
from tests.unit.resolve.telling import course_of, listed, only_case, report

BEFORE, INDEX, AFTER = Phase.BEFORE, Phase.INDEX, Phase.AFTER


def phase_of(text: str, words: str) -> Phase:
    """The phase of the passage of a case in which the words stand."""
    for passage in course_of(report(text)).passages:
        if words in passage.words and passage.section.heading:
            return passage.phase
    raise AssertionError(f"nobody tells {words!r}")


STORY = (
    "A 72-year-old woman was admitted with weakness of the left leg. MRI showed a fracture of L1. "
    "Vertebroplasty of L1 was performed with 4 ml of cement. Two days later she felt chest pain. "
    "CT showed cement in the lungs. Heparin was started."
)


@pytest.mark.parametrize(
    ("words", "phase"),
    [
        ("weakness of the left leg", BEFORE),
        ("MRI showed", BEFORE),
        ("4 ml", INDEX),
        ("chest pain", AFTER),
        ("cement in the lungs", AFTER),
        ("Heparin", AFTER),
    ],
)
def test_a_story_told_in_order(words: str, phase: Phase) -> None:
    assert phase_of(STORY, words) is phase


RETURNED = (
    "A 72-year-old woman, who had undergone vertebroplasty of L1 two weeks earlier, was admitted "
    "with weakness of the left leg. MRI showed cement in the canal. Before the procedure she had "
    "had severe back pain."
)


@pytest.mark.parametrize(
    ("words", "phase"),
    [("weakness of the left leg", AFTER), ("MRI showed", AFTER), ("severe back pain", BEFORE)],
)
def test_a_story_told_from_behind(words: str, phase: Phase) -> None:
    assert phase_of(RETURNED, words) is phase


@pytest.mark.parametrize(
    "text",
    [
        "A 58-year-old man presented with paraplegia after kyphoplasty of T7.",
        "A 58-year-old man presented with paraplegia three days after kyphoplasty of T7.",
        "Following kyphoplasty of T7, a 58-year-old man developed paraplegia.",
        "A 58-year-old man who underwent kyphoplasty of T7 developed paraplegia.",
        "A 58-year-old man was referred to us with paraplegia. One week before, he had undergone "
        "kyphoplasty of T7.",
        "A 58-year-old man with a history of kyphoplasty of T7 was seen with paraplegia, which had "
        "set in on the day of the procedure.",
    ],
)
def test_the_complication_may_be_told_before_the_procedure(text: str) -> None:
    case = only_case(report(text))
    assert listed(case, "complication") == ["paraplegia"]
    assert listed(case, "treated_levels") == ["T7"]


@pytest.mark.parametrize(
    ("text", "procedure", "levels"),
    [
        (
            "A 75-year-old woman, who had undergone kyphoplasty of L4 two years earlier, presented "
            "with a fracture of T12. Vertebroplasty of T12 was performed. Cement leaked.",
            ["vertebroplasty"],
            ["T12"],
        ),
        (
            "A 70-year-old man had a history of vertebroplasty of L3. He now had a new fracture of "
            "L1, and kyphoplasty of L1 was performed. Cement leaked into the disc.",
            ["kyphoplasty"],
            ["L1"],
        ),
        (
            "A 70-year-old man underwent kyphoplasty of L1. Cement leaked into the disc. Three "
            "months later a second kyphoplasty of L2 was done for an adjacent fracture.",
            ["kyphoplasty"],
            ["L1"],
        ),
        (
            "A 70-year-old man was a candidate for kyphoplasty but refused it. Vertebroplasty of "
            "L1 was performed, and cement leaked.",
            ["vertebroplasty"],
            ["L1"],
        ),
        (
            "A 70-year-old man underwent vertebroplasty of L1 and kyphoplasty of L3 in one "
            "session. Cement leaked at L3.",
            ["kyphoplasty", "vertebroplasty"],
            ["L1", "L3"],
        ),
    ],
)
def test_which_procedure_is_the_index_one(
    text: str, procedure: list[str], levels: list[str]
) -> None:
    case = only_case(report(text))
    assert listed(case, "procedure") == procedure
    assert listed(case, "treated_levels") == levels


def test_a_procedure_remembered_lies_before_the_whole_story() -> None:
    text = (
        "An 82-year-old man was sent for echocardiography. The atrial wall was not breached. He "
        "remembered a kyphoplasty of L2 thirty months before, done in another town."
    )
    assert phase_of(text, "not breached") is AFTER


UNNAMED = (
    "A 72-year-old woman was admitted with numbness of the left foot. MRI showed a fracture of L1. "
    "{} Two days later she felt chest pain. CT on the sixth day after the vertebroplasty showed "
    "cement in the lungs. {}"
)


@pytest.mark.parametrize(
    "operated",
    [
        "The procedure was carried out on 18 April in local anaesthesia.",
        "Surgery was done under general anesthesia in the prone position.",
        "Five ml of polymethylmethacrylate were given.",
        "Through both pedicles 4 ml of cement was slowly injected.",
        "The cement was then introduced by bone fillers.",
    ],
)
def test_an_operation_told_without_its_name_parts_the_story(operated: str) -> None:
    story = UNNAMED.format(operated, "")
    assert phase_of(story, "numbness") is BEFORE
    assert phase_of(story, "chest pain") is AFTER


@pytest.mark.parametrize(
    "operated",
    [
        "She had no other illness.",
        "The procedure had been carried out in another hospital.",
        "The blood pressure fell while cement was being injected.",
    ],
)
def test_a_story_that_begins_after_the_procedure_has_nothing_before_it(operated: str) -> None:
    assert phase_of(UNNAMED.format(operated, ""), "numbness") is AFTER


def test_an_operation_told_after_the_leak_is_another_one() -> None:
    story = UNNAMED.format("", "Surgery was done under general anaesthesia.")
    assert phase_of(story, "numbness") is AFTER
