"""One hand-written document a flag, and its sound neighbour that must not carry it."""

import pytest

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Meta
from pipeline.extract import extract
from pipeline.resolve.flags import descriptions
from pipeline.values.outside import find_outside

TITLE = "Cement leakage after kyphoplasty of L2: a case report"
SOUND = (
    "A 72-year-old woman underwent kyphoplasty of L2 for an osteoporotic fracture.",
    "Five millilitres (5 ml) of cement were injected into L2.",
    "CT showed epidural cement leakage, and she had weakness of both legs two days after it.",
    "After laminectomy she recovered completely, and at six months she was walking.",
)


def flags_of(
    *body: str, title: str = TITLE, abstract: tuple[str, ...] = ()
) -> tuple[tuple[str, ...], ...]:
    """The flags of each case of a case report."""
    builder = DocumentBuilder("text")
    builder.title(title)
    if abstract:
        builder.abstract()
        builder.paragraph(" ".join(abstract))
        builder.body()
    builder.heading("Case report")
    builder.paragraph(" ".join(body))
    return tuple(case.flags for case in extract(builder.build(Meta(title=title))).cases)


def changed(place: int, sentence: str) -> tuple[str, ...]:
    """The sound case with one sentence exchanged."""
    return (*SOUND[:place], sentence, *SOUND[place + 1 :])


def test_a_sound_case_has_no_flags() -> None:
    assert flags_of(*SOUND, abstract=SOUND) == ((),)


@pytest.mark.parametrize(
    ("flag", "body"),
    [
        ("level_outside_spine", changed(0, SOUND[0].replace("L2", "L2 and L7"))),
        ("volume_implausible", changed(1, "Sixteen millilitres (16 ml) of cement were injected.")),
        (
            "follow_up_before_onset",
            (
                *SOUND[:2],
                "CT showed epidural cement leakage, and she had weakness of both legs two months "
                "after the procedure.",
                "After laminectomy she recovered and was walking at a follow-up of 3 weeks.",
            ),
        ),
        (
            "age_out_of_range",
            changed(0, SOUND[0].replace("72", "107")),
        ),
        (
            "sex_and_pronoun_disagree",
            (
                *SOUND[:2],
                "He had weakness of both legs two days later, and CT showed epidural cement.",
                "After laminectomy he recovered, and at six months he was walking.",
            ),
        ),
        (
            "leak_claimed_and_denied",
            (*SOUND, "A second reader of the same CT found no cement leakage."),
        ),
    ],
)
def test_body(flag: str, body: tuple[str, ...]) -> None:
    assert flags_of(*body) == ((flag,),)


@pytest.mark.parametrize(
    "title",
    [
        "Cement leakage after kyphoplasty in a 70-year-old woman: a case report",
        "Cement leakage after kyphoplasty in a 72-year-old man: a case report",
        "Cement leakage after vertebroplasty of L2: a case report",
        "Cement leakage after kyphoplasty of L3: a case report",
    ],
)
def test_title_and_body_disagree(title: str) -> None:
    assert flags_of(*SOUND, title=title) == (("title_and_body_disagree",),)


def test_two_outcomes() -> None:
    abstract = (*SOUND[:3], "After laminectomy she remained paraplegic.")
    assert flags_of(*SOUND, abstract=abstract) == (("two_outcomes",),)


def test_age_disagrees() -> None:
    abstract = (SOUND[0].replace("72", "75"), *SOUND[1:])
    assert "age_disagrees" in flags_of(*SOUND, abstract=abstract)[0]


def test_shared_statement() -> None:
    body = (
        "Case 1 was a 72-year-old woman who underwent kyphoplasty of L2.",
        "CT showed epidural cement, and she had a foot drop.",
        "Case 2 was an 80-year-old man who underwent kyphoplasty of L4.",
        "CT showed cement in the disc, and he had no symptoms.",
        "Both patients were treated conservatively and recovered completely.",
    )
    found = flags_of(*body, title="Two cases of cement leakage after kyphoplasty")
    assert found == (("shared_statement",), ("shared_statement",))


@pytest.mark.parametrize(
    "words",
    [
        "No further leakage was seen on the control CT.",
        "There was no leakage of cerebrospinal fluid.",
        "None of this was a symptom of the leakage.",
    ],
)
def test_these_words_deny_no_leak(words: str) -> None:
    assert flags_of(*SOUND, words) == ((),)


def test_every_flag_has_a_sentence() -> None:
    assert len(descriptions()) == 16
    assert all(text.endswith(".") for text in descriptions().values())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("kyphoplasty of T14", ["T14"]),
        ("augmentation of L7 and Th13", ["L7", "T13"]),
        ("the seventh lumbar vertebra", ["L7"]),
        ("kyphoplasty of T12 and L6", []),
        ("T1-weighted and T2 images", []),
        ("S100 was positive", []),
    ],
)
def test_levels_outside_the_spine(text: str, names: list[str]) -> None:
    assert [name for name, _, _ in find_outside(text)] == names
