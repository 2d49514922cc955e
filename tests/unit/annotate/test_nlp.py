"""What the annotator adds to a document's sentences: its abbreviations, misspellings, entities."""

from pathlib import Path

import pytest
import spacy

from pipeline.annotate.nlp import Annotator
from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, Meta
from pipeline.errors import UserError
from pipeline.extract import extract


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return Annotator()


def told(text: str) -> Document:
    builder = DocumentBuilder("text")
    builder.body()
    builder.paragraph(text)
    return builder.build(Meta())


def codes(sentence: AnnotatedSentence, field: str) -> list[str]:
    return [hit.code for hit in sentence.hits(field)]


def last(annotator: Annotator, text: str) -> AnnotatedSentence:
    return annotator.annotate(told(text))[-1]


def test_each_sentence_is_annotated_in_its_place(annotator: Annotator) -> None:
    document = told("He fell. Percutaneous vertebroplasty (PV) was done. He died.")
    annotated = annotator.annotate(document)
    assert [sentence.text for sentence in annotated] == [
        "He fell.",
        "Percutaneous vertebroplasty (PV) was done.",
        "He died.",
    ]


@pytest.mark.parametrize(
    ("definition", "later", "field", "expected"),
    [
        ("Cement extravasation (CE) is common.", "CE was seen.", "leakage", ["present"]),
        ("A cement embolism (CE) is rare.", "Two CEs lay there.", "leakage", ["present"]),
        (
            "A spinal subdural haematoma (sSDH) formed.",
            "The sSDH was evacuated.",
            "complication",
            ["haematoma"],
        ),
        (
            "Pulmonary cement embolism (PCE) was found.",
            "The PCE was small.",
            "complication",
            ["pulmonary_embolism"],
        ),
        (
            "Pulmonary cement embolism (PCE) was found.",
            "The PCE was small.",
            "leakage_site",
            ["pulmonary"],
        ),
        (
            "A vertebral hemangioma (VH) was seen.",
            "The VH was large.",
            "indication",
            ["hemangioma"],
        ),
    ],
)
def test_an_abbreviation_means_what_its_long_form_means(
    annotator: Annotator, definition: str, later: str, field: str, expected: list[str]
) -> None:
    assert codes(last(annotator, f"{definition} {later}"), field) == expected


def test_an_abbreviation_is_found_before_its_definition(annotator: Annotator) -> None:
    text = "CE was seen in the canal. This cement extravasation (CE) was removed."
    first = annotator.annotate(told(text))[0]
    assert codes(first, "leakage") == ["present"]


def test_an_abbreviation_holds_as_it_is_written_only(annotator: Annotator) -> None:
    sentence = last(annotator, "Cement extravasation (CE) is common. He lived in Ce.")
    assert codes(sentence, "leakage") == []


@pytest.mark.parametrize(
    ("definition", "later", "field"),
    [
        ("A pleural effusion (PE) was drained.", "The PE was small.", "complication"),
        ("The portal vein (PV) was open.", "A PV was seen.", "procedure"),
        ("The connective tissue (CT) was torn.", "The CT was sewn.", "imaging"),
        ("He had rheumatoid arthritis (RA).", "RA was treated.", "leakage_site"),
    ],
)
def test_an_acronym_defined_as_something_else_is_not_ours(
    annotator: Annotator, definition: str, later: str, field: str
) -> None:
    assert codes(last(annotator, later), field) != []
    assert codes(last(annotator, f"{definition} {later}"), field) == []


def test_a_shadowed_acronym_can_stand_for_another_term(annotator: Annotator) -> None:
    sentence = last(annotator, "An intravertebral cleft (IVC) was seen. The IVC was filled.")
    assert codes(sentence, "leakage_site") == []
    assert codes(sentence, "indication") == ["osteonecrosis"]


def test_shadowing_leaves_other_words_of_the_sentence(annotator: Annotator) -> None:
    sentence = last(annotator, "The connective tissue (CT) was torn. MRI showed the CT and leaks.")
    assert codes(sentence, "imaging") == ["mri"]
    assert codes(sentence, "leakage") == ["present"]


def test_one_document_does_not_shadow_the_next(annotator: Annotator) -> None:
    last(annotator, "A pleural effusion (PE) was drained.")
    assert codes(last(annotator, "A PE was seen."), "complication") == ["pulmonary_embolism"]


@pytest.mark.parametrize(
    "text",
    [
        "He presented with embolism (PE). The PE was small.",
        "CT (clear cement in the tract, arrow) was done. The CT was repeated.",
    ],
)
def test_letters_that_fit_by_chance_define_nothing(annotator: Annotator, text: str) -> None:
    sentence = last(annotator, text)
    assert codes(sentence, "complication") + codes(sentence, "imaging") != []


def test_the_first_definition_holds(annotator: Annotator) -> None:
    sentence = last(
        annotator,
        "A pulmonary embolism (PE) was seen. A pleural effusion (PE) followed. The PE was small.",
    )
    assert codes(sentence, "complication") == ["pulmonary_embolism"]


@pytest.mark.parametrize(
    ("text", "field", "code"),
    [
        ("Balloon kyphopasty of L1 was done.", "procedure", "kyphoplasty"),
        ("Kyphoplatsy of L1 was done.", "procedure", "kyphoplasty"),
        ("An epidural haemathoma was removed.", "complication", "haematoma"),
        ("There was extravastion into a vein.", "leakage", "present"),
        ("A laminctomy was performed.", "management", "decompression"),
    ],
)
def test_a_misspelt_name_is_understood(
    annotator: Annotator, text: str, field: str, code: str
) -> None:
    assert codes(last(annotator, text), field) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "After the injection he had hypertension.",
        "Myelopathy and renography are other things.",
        "Pyelography followed recompression.",
    ],
)
def test_a_word_one_letter_from_a_name_is_itself(annotator: Annotator, text: str) -> None:
    sentence = last(annotator, text)
    assert codes(sentence, "complication") == []
    assert codes(sentence, "imaging") == []
    assert codes(sentence, "management") == []


def test_text_without_end_costs_no_time(annotator: Annotator) -> None:
    # Each of these alone would take the tokenizer or the detector seconds to hours.
    for text in ("(" * 100_000, "a" + ")" * 50_000 + " (b", "x" * 500_000, "( a " * 25_000):
        assert len(annotator.annotate(told(text))) >= 1


def test_odd_characters_keep_their_places(annotator: Annotator) -> None:
    sentence = last(
        annotator, "İnönü’s percutaneous vertebroplasty (PV) of L1. “PV” at İ was done."
    )
    assert [sentence.text[hit.start : hit.end] for hit in sentence.hits("procedure")] == ["PV"]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    phrases = ["percutaneous vertebral-plastic", "vertebral body", "positron emission mammography"]
    ruler.add_patterns([{"label": "ENTITY", "pattern": phrase} for phrase in phrases])  # type: ignore[attr-defined]
    path = tmp_path_factory.mktemp("model") / "entities"
    nlp.to_disk(path)
    return path


def test_an_entity_of_a_model_is_linked_to_the_term_it_resembles(
    annotator: Annotator, model: Path
) -> None:
    text = "A percutaneous vertebral-plastic was done."
    assert codes(last(annotator, text), "procedure") == []
    assert codes(last(Annotator(str(model)), text), "procedure") == ["vertebroplasty"]


def test_an_entity_that_only_shares_words_with_a_name_is_not_linked(model: Path) -> None:
    sentence = last(
        Annotator(str(model)), "The vertebral body had no positron emission mammography."
    )
    assert codes(sentence, "procedure") == []
    assert codes(sentence, "imaging") == []


def test_abbreviations_are_read_with_a_model_too(model: Path) -> None:
    sentence = last(Annotator(str(model)), "Cement extravasation (CE) is common. CE was seen.")
    assert codes(sentence, "leakage") == ["present"]


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("en_core_sci_sm", r"pip install https://\S+/en_core_sci_sm-0\.5\.4\.tar\.gz"),
        ("en_core_web_none", "python -m spacy download en_core_web_none"),
    ],
)
def test_a_missing_model_is_named_with_its_remedy(name: str, remedy: str) -> None:
    with pytest.raises(UserError, match=remedy):
        Annotator(name)


def test_extraction_knows_the_abbreviations_of_the_document() -> None:
    document = told(
        "We report a 66-year-old woman who underwent vertebroplasty of L1 for an osteoporotic "
        "fracture. CT the next day showed cement extravasation (CE). The CE was epidural."
    )
    assert extract(document).cases[0].values()["leakage_site"] == ["epidural"]
