"""The knowledge base: its names agree with the patterns, and linking finds what it should."""

import pytest

from pipeline.annotate.knowledge import concept_ids, entity_linker, knowledge_base
from pipeline.annotate.linker import known, meaning, slip
from pipeline.terms import load

ENTRIES = load("names")["entry"]
NAMES = [(name, (e["field"], e["code"])) for e in ENTRIES for name in e["names"]]


@pytest.mark.parametrize(("name", "key"), NAMES, ids=lambda value: str(value))
def test_every_name_is_found_by_the_patterns_of_its_term(name: str, key: tuple[str, str]) -> None:
    assert key in known(name)


def test_no_concept_stands_for_two_terms() -> None:
    keys = {(entry["field"], entry["code"]) for entry in ENTRIES}
    assert len(keys) == len(ENTRIES)
    assert set(concept_ids().values()) == keys


def test_concepts_are_of_mesh_where_mesh_has_them() -> None:
    base = knowledge_base()
    assert base.alias_to_cuis["balloon kyphoplasty"] == {"D059151"}
    assert base.alias_to_cuis["vertebrectomy"] == {"management:vertebrectomy"}
    assert base.cui_to_entity["D059151"].types == ["procedure"]


def test_candidates_come_with_their_similarity() -> None:
    candidates = entity_linker(0.5).candidate_generator(["kyphoplasty", "zzz"], 3)
    best = max(candidates[0], key=lambda one: max(one.similarities))
    assert best.concept_id == "D059151"
    assert max(best.similarities) == pytest.approx(1)
    assert candidates[1] == []


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("percutaneous vertebral-plastic", "vertebroplasty"),
        ("avascular necroses", "osteonecrosis"),
        ("percutaneous kyphopasty", "kyphoplasty"),
    ],
)
def test_a_phrase_like_a_name_is_linked(phrase: str, code: str) -> None:
    assert known(phrase) == frozenset()
    assert {code for _, code in meaning(phrase)} == {code}


@pytest.mark.parametrize(
    "phrase",
    [
        "vertebral body",
        "vertebral compression fracture",
        "bone mineral density",
        "spinal cord injury",
        "open surgery",
        "pulmonary hypertension",
        "percutaneous nephrostomy",
        "positron emission mammography",
        "resonance imaging",
        "embolism",
        "",
        "αβγ",
    ],
)
def test_a_phrase_that_lacks_a_word_of_the_name_is_not_linked(phrase: str) -> None:
    assert meaning(phrase) == frozenset()


@pytest.mark.parametrize("word", load("names")["not_misspelt"])
def test_a_listed_word_is_no_misspelling(word: str) -> None:
    assert slip(word) == frozenset()


@pytest.mark.parametrize(
    "word",
    ["kyphopasty", "kyphhoplasty", "kyphaplasty", "kyhpoplasty"],
    ids=["missing", "too many", "wrong", "out of place"],
)
def test_one_slip_is_forgiven(word: str) -> None:
    assert slip(word) == {("procedure", "kyphoplasty")}


@pytest.mark.parametrize("word", ["kypholasy", "plasty", "hypertension", "a" * 100_000])
def test_two_slips_are_not(word: str) -> None:
    assert slip(word) == frozenset()
