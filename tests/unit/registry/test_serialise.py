import json
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document.model import Cell, Document, Meta, Section, SectionKind, Sentence, Table
from pipeline.evidence import Evidence, State
from pipeline.registry.ledger import packed, unpacked
from pipeline.registry.serialise import from_json, to_json
from pipeline.resolve.model import Case, Cohort, Extraction

CELL = Cell("T7", 10, 12)
DOCUMENT = Document(
    text="A case\nT7 | 3.5 ml\n",
    meta=Meta(title="A case", authors=("Mao", "Li"), year=2024, doi="10.1/x"),
    format="jats",
    sections=(Section(SectionKind.TABLE, "Table 1", 7, 18, in_abstract=True),),
    sentences=(Sentence(7, 18, 0, 1, None), Sentence(0, 6, 0, 0, 2)),
    tables=(Table("Table 1", 7, 18, ("level", "volume"), ((CELL, CELL), ())),),
    pages=3,
)
ITEM = Evidence("sex", "male", State.UNCLEAR, "man", 0, 3, "man", "case", None, "rule", 0.75)

TEXTS = st.text(max_size=20)
NUMBERS = st.integers(0, 10**6)
EVIDENCE = st.builds(
    Evidence,
    *[TEXTS, TEXTS, st.sampled_from(State), TEXTS, NUMBERS, NUMBERS, TEXTS, TEXTS],
    st.none() | NUMBERS,
    TEXTS,
    st.floats(0, 1),
)


def tuples(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(strategy, max_size=3).map(tuple)


CASES = st.builds(Case, NUMBERS, TEXTS, tuples(EVIDENCE), tuples(TEXTS), TEXTS)
COHORTS = st.builds(
    Cohort,
    patients=st.none() | NUMBERS,
    leak_unit=TEXTS,
    leaks_by_site=st.dictionaries(TEXTS, NUMBERS, max_size=3),
    evidence=tuples(EVIDENCE),
)
EXTRACTIONS = st.builds(
    Extraction, TEXTS, st.booleans(), TEXTS, tuples(CASES), st.none() | COHORTS, tuples(CASES)
)


def test_a_document_comes_back_the_same() -> None:
    assert from_json(Document, to_json(DOCUMENT)) == DOCUMENT
    assert unpacked(packed(DOCUMENT)) == DOCUMENT


def test_enums_and_nothing_come_back_as_such() -> None:
    again = from_json(Evidence, to_json(ITEM))
    assert isinstance(again.state, State)
    assert again.page is None


def test_the_json_has_the_names_of_the_model() -> None:
    assert json.loads(to_json(CELL)) == {"text": "T7", "start": 10, "end": 12}


@given(TEXTS, tuples(st.builds(Sentence, *[NUMBERS] * 4, st.none() | NUMBERS)))
def test_any_document_survives_the_ledger(text: str, sentences: Any) -> None:
    document = replace(DOCUMENT, text=text, sentences=sentences)
    assert unpacked(packed(document)) == document


@settings(max_examples=40)
@given(EXTRACTIONS)
def test_any_extraction_comes_back_the_same(extraction: Extraction) -> None:
    assert from_json(Extraction, to_json(extraction)) == extraction
