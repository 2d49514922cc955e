"""Patients of other publications: who they are, what is told of them, and whom it cites."""

import pytest

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Meta
from pipeline.extract import extract
from pipeline.resolve.model import Case
from pipeline.resolve.references import References, find_citations
from pipeline.resolve.retold import is_retelling
from pipeline.terms import load

TITLE = "Epidural cement after kyphoplasty of L2: a case report"
OWN = (
    "A 72-year-old woman underwent kyphoplasty of L2. CT showed epidural cement, and she had "
    "weakness of both legs. After laminectomy she recovered completely."
)
ENTRIES = (
    "1. Kaplan D, Yoo H. Cement in the heart. J Spine. 2010;1:1-4.",
    "2. Smith J, Brown K. Paraplegia after vertebroplasty. Spine Rep. 2014;2:5-9.",
    "3. Weber L. Emboli of cement. Lung. 2016;3:7-8.",
)


def retold(
    discussion: str, rows: tuple[tuple[str, ...], ...] = (), entries: tuple[str, ...] = ENTRIES
) -> list[Case]:
    """The retold patients of a case report with a discussion."""
    builder = DocumentBuilder("text")
    builder.title(TITLE)
    builder.heading("Case report")
    builder.paragraph(OWN)
    builder.heading("Discussion")
    builder.paragraph(discussion)
    if rows:
        header = ("Author", "Age/sex", "Procedure", "Level", "Treatment", "Outcome")
        builder.table("Table 1. Published patients", header, rows)
    for entry in entries:
        builder.reference(entry)
    return list(extract(builder.build(Meta(title=TITLE))).literature)


def people(cases: list[Case]) -> list[tuple[object, object]]:
    return [(c.values().get("age_years"), c.values().get("sex")) for c in cases]


def test_a_cited_patient_with_all_that_is_told() -> None:
    (case,) = retold(
        "Smith and Brown [2] described a 66-year-old man who became paraplegic after "
        "vertebroplasty of T9 with 5 ml of cement; he died. Leaks are common."
    )
    values = case.values()
    assert (values["age_years"], values["sex"]) == ("66", "male")
    assert values["procedure"] == ["vertebroplasty"]
    assert values["treated_levels"] == ["T9"]
    assert values["cement_volume_ml"] == ["5"]
    assert "paraplegia" in values["complication"]
    assert values["outcome"] == "death"
    assert case.reference == ENTRIES[1]


def test_two_patients_of_one_sentence_share_nothing() -> None:
    first, second = retold(
        "Kyphoplasty of L1 led to a foot drop in a 60-year-old man [1], and emboli were found "
        "after vertebroplasty of T12 in a woman of 81 [3]."
    )
    assert first.values()["treated_levels"] == ["L1"]
    assert second.values()["treated_levels"] == ["T12"]
    assert (first.reference, second.reference) == (ENTRIES[0], ENTRIES[2])


def test_what_is_cited_from_elsewhere_is_not_the_patients() -> None:
    (case,) = retold(
        "Cement leaked after 9 ml at T7 [1], after vertebroplasty of L3 in a woman aged 59 [2], "
        "and after kyphoplasty of T12 in another patient, who died [3]."
    )
    values = case.values()
    assert values["treated_levels"] == ["L3"]
    assert "cement_volume_ml" not in values
    assert "outcome" not in values
    assert case.reference == ENTRIES[1]


def test_the_sentence_after_goes_on_about_the_patient() -> None:
    (case,) = retold(
        "Weber [3] reported an 80-year-old woman with emboli after vertebroplasty of L3. "
        "She recovered completely. Our patient had none."
    )
    assert case.values()["outcome"] == "complete_recovery"


@pytest.mark.parametrize(
    "discussion",
    [
        "Our patient, a 72-year-old woman, recovered after laminectomy, as others did [1].",
        "A 69-year-old man whom we declined to treat had cement at L4.",
        "A typical example would be a 75-year-old woman with pain after kyphoplasty of L3.",
        "Patients over 75 years of age had more leaks after vertebroplasty [1].",
        "In their series the mean age was 71 years, and cement leaked in 20% [1].",
        "Two women of 50 and 63 years had sciatica after vertebroplasty [1].",
    ],
)
def test_nobody_is_retold(discussion: str) -> None:
    assert people(retold(discussion)) == []


def test_what_is_said_of_the_own_patient_after_a_retold_one_is_not_theirs() -> None:
    (case,) = retold(
        "Although a 64-year-old man of Weber's recovered after kyphoplasty of L1 [3], our patient "
        "became paraplegic."
    )
    assert "complication" not in case.values()


def test_rows_of_a_table_and_the_text_about_them_are_one_patient() -> None:
    rows = (
        ("Kaplan [1]", "61/F", "Vertebroplasty", "T9", "laminectomy", "recovered"),
        ("Smith et al. 2014", "70/M", "Kyphoplasty", "L2", "none", "died"),
        ("Present case", "72/F", "Kyphoplasty", "L2", "laminectomy", "recovered"),
    )
    cases = retold("Kaplan's patient, a woman of 61, had 3 ml of cement in T9 [1].", rows)
    assert people(cases) == [("61", "female"), ("70", "male")]
    assert [c.reference for c in cases] == [ENTRIES[0], ENTRIES[1]]
    assert cases[0].values()["cement_volume_ml"] == ["3"]
    assert cases[0].label == "Kaplan [1]"


@pytest.mark.parametrize(
    ("words", "entry"),
    [
        ("[2]", ENTRIES[1]),
        ("(3)", ENTRIES[2]),
        ("Smith et al., 2014", ENTRIES[1]),
        ("Kaplan and Yoo", ENTRIES[0]),
        ("[1,2]", "[1,2]"),
        ("[9]", "[9]"),
        ("Smith et al., 2019", "Smith et al., 2019"),
    ],
)
def test_citations_resolve_or_stay_as_written(words: str, entry: str) -> None:
    assert References(ENTRIES, brackets=True).resolve(words) == entry


def test_unnumbered_entries_count_in_order() -> None:
    entries = tuple(entry[3:] for entry in ENTRIES)
    assert References(entries, brackets=True).resolve("[2]") == entries[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("died after 5 ml [2].", ["[2]"]),
        ("was described (Menon and Paul, 2011).", ["Menon and Paul, 2011"]),
        ("Lim and Kagan (2015) extracted it.", ["Lim and Kagan (2015)"]),
    ],
)
def test_citations_as_written(text: str, words: list[str]) -> None:
    assert [c.words for c in find_citations(text, References((), brackets=True))] == words


def test_raised_numbers_are_citations_where_no_brackets_are_used() -> None:
    found = find_citations("was cured by a block,2 as were others.3", References(ENTRIES, False))
    assert [c.words for c in found] == ["2", "3"]


@pytest.mark.parametrize("entry", load("literature")["sentence"], ids=lambda e: e["text"][:30])
def test_sentences_of_the_term_file(entry: dict[str, object]) -> None:
    assert is_retelling(str(entry["text"])) is entry["retold"]
