"""What is told before, at and after the index procedure, and which procedure that is."""

import pytest

from pipeline.resolve.passage import Phase
from tests.unit.resolve.telling import cases, course_of, listed, only_case, report

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


@pytest.mark.parametrize(
    ("text", "words", "phase"),
    [
        # The operation is told without its name, which follows later or never.
        (
            "A 72-year-old woman fell in her garden. Her legs were numb below the knee. The "
            "operation was carried out under general anaesthesia with the patient prone. Six hours "
            "after the vertebroplasty she could not move her feet.",
            "legs were numb",
            BEFORE,
        ),
        (
            "A 77-year-old woman had had chest pain in the spring. Anaesthesia was induced with "
            "propofol. Both pedicles were entered and balloons were inflated. Cement appeared in a "
            "vein.",
            "chest pain",
            BEFORE,
        ),
        (
            "A 63-year-old man had a metastasis of T10. Sensation was normal. Using two "
            "needles the radiologist injected 4 ml of acrylic cement into T10. His foot burned.",
            "Sensation was normal",
            BEFORE,
        ),
        (
            "A 38-year-old pilot crashed. His fingers were numb. On the second day after the "
            "accident, L2 was treated by kyphoplasty. A drop of cement was seen in the disc.",
            "fingers were numb",
            BEFORE,
        ),
        (
            "Four years earlier, vertebroplasty of L3 had been carried out elsewhere. She was "
            "numb in both feet. Vertebroplasty of T12 was done. The canal contained cement.",
            "numb in both feet",
            BEFORE,
        ),
        # What cement did is told first: the operation is a revision.
        (
            "A 72-year-old woman came to us with weakness of both legs. CT showed cement "
            "in the spinal canal at L1. Under general anaesthesia a laminectomy was done.",
            "weakness of both legs",
            AFTER,
        ),
        (
            "The 74-year-old woman had a numb foot since the procedure. On 4 March she had surgery "
            "under general anaesthesia; the cement was removed.",
            "numb foot",
            AFTER,
        ),
        (
            "An 80-year-old woman had retention of urine on the evening of the day of "
            "vertebroplasty. MRI showed a cord pressed by cement. Surgery was done in prone "
            "position.",
            "retention of urine",
            AFTER,
        ),
    ],
)
def test_an_operation_without_its_name(text: str, words: str, phase: Phase) -> None:
    assert phase_of(text, words) is phase


SEVERAL = (
    "In all three patients fenestrated titanium screws were inserted and augmented with cement.\n\n"
    "Patient 1\n\nA 68-year-old man had a numb toe. The screws were exchanged for thicker ones. On "
    "the evening the quadriceps was weak.\n\n"
    "Patient 2\n\nA 73-year-old woman had a metastasis of L2. The screws were augmented. CT "
    "showed cement in the canal.\n\n"
    "Patient 3\n\nA 79-year-old woman had a fracture of T12. She became dyspnoeic. CT showed "
    "cement in the lungs."
)


def test_each_story_begins_before_the_procedure_that_was_told_of_all() -> None:
    found = [listed(case, "complication") for case in cases(report(SEVERAL))]
    assert found == [["motor_deficit"], [], ["dyspnoea", "pulmonary_embolism"]]
