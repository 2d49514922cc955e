"""What holds of every extraction, whatever the text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, Meta
from pipeline.evidence import State
from pipeline.extract import extract
from pipeline.fields import FIELDS, LEVELS, Kind

SENTENCES = st.sampled_from(
    [
        "A 72-year-old woman was admitted with back pain.",
        "A 64-year-old man was referred to us.",
        "Case 1. A 70-year-old woman was seen.",
        "Case 2. A 71-year-old man was seen.",
        "The first patient recovered; the second died.",
        "Both patients underwent kyphoplasty of T12 and L1, respectively.",
        "She underwent vertebroplasty of L1.",
        "Cement-augmented screws were placed two levels above and below T10.",
        "He had undergone kyphoplasty of L4 two years earlier.",
        "PMMA, 2 ml per pedicle, 4 ml in all, was injected.",
        "Cement leaked into the epidural veins, but not into the canal.",
        "There was no leakage.",
        "Paraplegia developed 48 hours later.",
        "No motor or sensory deficit was found.",
        "CT showed cement emboli in both lungs.",
        "A laminectomy was performed and the cement was removed.",
        "The VAS fell from 8 to 2.",
        "At 6 months he had recovered completely.",
        "She died on day 3.",
        "Smith et al. reported a 66-year-old man with paraplegia [3].",
        "Ninety-eight consecutive patients with 149 levels were included.",
        "Leakage occurred in 41 patients (42%).",
        "(",
        "L1–",
        "İ ﬁ ² ½ – T12",
        "Patient",
    ]
)
HEADINGS = st.sampled_from(["Introduction", "Case report", "Results", "Discussion", "Case 1", "X"])
SECTIONS = st.lists(st.tuples(HEADINGS, st.lists(SENTENCES, max_size=6)), max_size=4)


def written(sections: list[tuple[str, list[str]]], title: str) -> Document:
    builder = DocumentBuilder("text")
    builder.title(title)
    for heading, sentences in sections:
        builder.heading(heading)
        builder.paragraph(" ".join(sentences))
    return builder.build(Meta(title=title))


TITLES = st.sampled_from(["", "Cement leakage: a case report", "Two cases", "A systematic review"])


@settings(max_examples=120, deadline=None)
@given(SECTIONS, TITLES)
def test_every_value_has_its_sentence_and_its_form(
    sections: list[tuple[str, list[str]]], title: str
) -> None:
    document = written(sections, title)
    for case in extract(document).cases:
        for one in case.evidence:
            assert document.text[one.start : one.end] == one.quote
            assert one.original_text in one.quote
            assert 0 < one.confidence <= 1
            spec = FIELDS[one.field]
            if spec.kind is Kind.CODE:
                assert one.value in spec.codes
            elif spec.kind is Kind.LEVEL:
                assert one.value in LEVELS
            else:
                assert float(one.value) >= 0
            assert one.state is not State.ABSENT or spec.findable or one.value == "absent"


@settings(max_examples=60, deadline=None)
@given(SECTIONS, TITLES)
def test_single_values_and_states_agree(sections: list[tuple[str, list[str]]], title: str) -> None:
    for case in extract(written(sections, title)).cases:
        for spec in FIELDS.values():
            found = [e for e in case.evidence if e.field == spec.name]
            stated = {e.value for e in found if e.state is State.PRESENT}
            denied = {e.value for e in found if e.state is State.ABSENT}
            assert spec.many or len(stated) <= 1
            assert not stated & denied


@settings(max_examples=40, deadline=None)
@given(SECTIONS, TITLES)
def test_patients_are_numbered_and_documents_judged(
    sections: list[tuple[str, list[str]]], title: str
) -> None:
    document = written(sections, title)
    found = extract(document)
    assert [case.number for case in found.cases] == list(range(1, len(found.cases) + 1))
    assert found.relevant is bool(found.cases or found.study_type == "cohort")
    assert extract(document) == found
