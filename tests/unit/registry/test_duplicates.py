from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document.model import Mark, Meta, Notice, Traits
from pipeline.registry.assemble import assemble
from pipeline.registry.duplicates import completed_meta, connected, group_documents
from pipeline.registry.identity import document_id, file_id, title_key
from pipeline.registry.model import Entry, natural_key
from pipeline.resolve.model import Extraction
from tests.unit.samples import case, value

TITLE = "Cement in the heart after kyphoplasty"


def entry(name: str, words: int = 100, text: str = "", **meta: object) -> Entry:
    sha256 = (name * 64)[:64]
    data = Meta(**meta)  # type: ignore[arg-type]
    return Entry(f"{name}.txt", sha256, 0, f"c{name}", text or name, "text", data, words, None)


def names(groups: list[list[Entry]]) -> list[str]:
    return ["".join(one.source_path[0] for one in group) for group in groups]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"doi": "10.1/ABC"}, {"doi": "10.1/abc"}),
        ({"pmid": "7"}, {"pmid": "7", "doi": "10.1/x"}),
        ({"pmcid": "PMC12"}, {"pmcid": "pmc12"}),
        (
            {"title": TITLE, "authors": ("Müller",)},
            {"title": TITLE.upper(), "authors": ("MULLER",)},
        ),
        ({"title": TITLE + "."}, {"title": TITLE, "pmid": "7"}),
        ({"text": "same words"}, {"text": "same words"}),
        (
            {"title": TITLE, "authors": ("van der Berg",)},
            {"title": TITLE, "authors": ("Berg",)},
        ),
        (
            {"title": f"RETRACTED: {TITLE}", "authors": ("Mao",)},
            {"title": TITLE, "authors": ("Mao",)},
        ),
        (
            {"title": f"{TITLE} of two vertebrae", "authors": ("Mao",)},
            {"title": f"{TITLE} of two vertebrae"},
        ),
    ],
)
def test_the_same_document(one: dict[str, Any], other: dict[str, Any]) -> None:
    groups = group_documents([entry("a", 50, **one), entry("b", 60, **other)])
    assert names(groups) == ["ba"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({"doi": "10.1/x"}, {"doi": "10.1/y"}),
        ({"title": TITLE, "authors": ("Li",)}, {"title": TITLE, "authors": ("Mao",)}),
        ({"title": TITLE, "pmid": "7"}, {"title": TITLE, "pmid": "8"}),
        ({"title": "In reply", "authors": ("Li",)}, {"title": "In reply", "authors": ("Li",)}),
        ({"title": TITLE, "authors": ("Mao",)}, {"title": TITLE}),
        ({"title": TITLE, "notices": (Notice(Mark.RETRACTED),)}, {"title": TITLE}),
        ({"doi": "10.1/x", "notices": (Notice(Mark.CORRECTED),)}, {"doi": "10.1/x"}),
    ],
)
def test_different_documents(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert len(group_documents([entry("a", **one), entry("b", **other)])) == 2


def test_short_texts_may_be_equal_by_chance() -> None:
    entries = [entry("a", 5, "reply", pmid="7"), entry("b", 5, "reply", pmid="8")]
    assert len(group_documents(entries)) == 2


def test_two_authors_of_one_title_keep_their_copies() -> None:
    title = f"{TITLE} of two vertebrae"
    groups = group_documents(
        [
            entry("a", 90, title=title, authors=("Mao",)),
            entry("b", 80, title=title, authors=("Li",)),
            entry("c", 70, title=title, authors=("Mao",)),
        ]
    )
    assert sorted(names(groups)) == ["ac", "b"]


def test_the_richest_text_that_can_be_read_is_used() -> None:
    foreign = replace(entry("a", 5000, pmid="7"), traits=Traits("fr", english=False))
    scan = replace(entry("b", 1100, pmid="7"), traits=Traits("en", ocr=True))
    clean, abstract = entry("c", 1000, pmid="7"), entry("d", 200, pmid="7")
    assert names(group_documents([foreign, scan, clean, abstract])) == ["cbda"]
    assert names(group_documents([scan, abstract])) == ["bd"]


def test_equality_reaches_over_a_third_document() -> None:
    chain = [
        entry("a", 9, pmid="7"),
        entry("b", 8, doi="10.1/x"),
        entry("c", 7, pmid="7", doi="10.1/x"),
    ]
    assert names(group_documents(chain)) == ["abc"]


def test_a_nameless_copy_of_two_namesakes_stays_apart() -> None:
    groups = group_documents(
        [
            entry("a", 90, title=TITLE, pmid="7"),
            entry("b", 80, title=TITLE, pmid="8"),
            entry("c", 70, title=TITLE),
            entry("d", 60, title=TITLE),
        ]
    )
    assert sorted(names(groups)) == ["a", "b", "cd"]


def test_gaps_are_filled_from_the_duplicates() -> None:
    group = [entry("a", doi="10.1/x", year=2020), entry("b", doi="10.1/X", pmid="7", year=2019)]
    assert completed_meta(group) == Meta(doi="10.1/x", pmid="7", year=2020)


def test_the_best_identifier_names_the_document() -> None:
    plain, with_doi = entry("a"), entry("b", doi="10.1/X")
    with_pmid = entry("c", pmid="24366801")
    assert document_id(plain, [plain]) == "a" * 12
    assert document_id(plain, [plain, with_doi]) == "10.1/x"
    assert document_id(plain, [plain, with_doi, with_pmid]) == "24366801"


def test_documents_of_one_file_have_different_names() -> None:
    first = entry("a")
    second = replace(first, position=1)
    assert document_id(first, [first]) != document_id(second, [second])
    assert len(file_id("a" * 64, 1)) == 12


def test_titles_are_compared_without_accents_case_and_punctuation() -> None:
    assert title_key(Meta(title="Émbolie: a case\u2013report (1)", authors=("Ñ",))) == (
        "embolie a case report 1|n"
    )


def test_numbers_sort_by_value() -> None:
    assert sorted(["9-10", "9-2", "10.1/x", "a"], key=natural_key) == ["9-2", "9-10", "10.1/x", "a"]


KEYS = st.lists(st.sets(st.sampled_from("pqrs"), max_size=2), max_size=8)


@given(KEYS)
def test_connected_splits_without_loss(keys: list[set[str]]) -> None:
    parts = connected(range(len(keys)), lambda place: keys[place])
    assert sorted(place for part in parts for place in part) == list(range(len(keys)))
    for part in parts:
        outside = [keys[place] for place in range(len(keys)) if place not in part]
        assert not set().union(*(keys[place] for place in part)) & set().union(*outside)


ENTRIES = st.lists(
    st.builds(
        lambda words, **meta: (words, meta),
        st.integers(1, 3),
        pmid=st.sampled_from(["", "", "7", "8"]),
        doi=st.sampled_from(["", "", "10.1/x", "10.1/y"]),
        title=st.sampled_from(["", TITLE, f"{TITLE} of two vertebrae", f"Retracted: {TITLE}"]),
        authors=st.sampled_from([(), ("Mao",), ("Li",)]),
        notices=st.sampled_from([(), (), (Notice(Mark.RETRACTED, pmid="7"),)]),
    ),
    max_size=6,
)


@given(ENTRIES, st.randoms())
def test_groups_do_not_depend_on_the_order(rows: list[tuple[int, dict[str, str]]], random) -> None:  # type: ignore[no-untyped-def]
    entries = [entry("abcdef"[n], words, **meta) for n, (words, meta) in enumerate(rows)]
    shuffled = random.sample(entries, len(entries))
    expected = group_documents(entries)
    assert sorted(group_documents(shuffled), key=names_of) == sorted(expected, key=names_of)


@given(ENTRIES, st.randoms())
def test_the_registry_does_not_depend_on_the_order(rows, random) -> None:  # type: ignore[no-untyped-def]
    entries = [entry("abcdef"[n], words, **meta) for n, (words, meta) in enumerate(rows)]
    found = Extraction("case_report", True, "", (case(1, value("age_years", "72")),))
    registry = assemble(entries, [], lambda _: found)
    assert assemble(random.sample(entries, len(entries)), [], lambda _: found) == registry
    assert sorted(row.source_path for row in registry.inputs) == [e.source_path for e in entries]


def names_of(group: list[Entry]) -> list[str]:
    return [one.source_path for one in group]
