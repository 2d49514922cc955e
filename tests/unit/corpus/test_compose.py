from corpus.compose import compose
from corpus.markup import parse
from corpus.paper import Figure, Paragraph, Part, Table
from tests.unit.corpus.examples import BARE, example

OWN_LIST = """title: T
study_type: review
relevant: false
---
Text [1].

## References
[1] Miller T. One. J Inv. 2001;1:1-2.
2. Sanders U. Two. J Inv. 2002;2:3-4.
"""


def test_front_matter() -> None:
    _, article = example()
    assert article.authors == (("Ødegård-Şen", "K"), ("Miller", "TJ"))
    assert article.abstract == (
        Part("Background", "Leaks are common."),
        Part("Case report", "A 58-year-old man was treated."),
    )
    assert article.keywords == "cement; leak"


def test_sections_nest() -> None:
    _, article = example()
    assert [section.title for section in article.sections] == [
        "Introduction",
        "Case report",
        "Discussion",
    ]
    assert [inner.title for inner in article.sections[1].inner] == ["Admission", "Procedure"]


def test_tables_and_figures() -> None:
    _, article = example()
    _, figure, course, _ = article.sections[1].inner[1].blocks
    assert figure == Figure("Figure 1. Cement in the epidural space.")
    assert course == Table(
        "Table 1. Course of the patient",
        ("Day", "Finding"),
        (("1", "weak legs"), ("90", "full strength")),
    )


def test_a_text_without_headings_stays_without() -> None:
    _, article = example(BARE)
    assert [(section.title, len(section.blocks)) for section in article.sections] == [("", 2)]
    assert article.abstract == ()


def test_references_are_invented_up_to_the_highest_number_cited() -> None:
    _, article = example()
    assert [reference.number for reference in article.references] == [1, 2, 3, 4, 5, 6]
    assert all(reference.parts for reference in article.references)
    years = {reference.parts.year for reference in article.references if reference.parts}
    assert max(years) < 2015


def test_a_text_without_citations_gets_no_references() -> None:
    _, article = example(BARE)
    assert article.references == ()
    assert not article.references_invented


def test_own_references_are_kept() -> None:
    references = compose(parse(OWN_LIST), "x02").references
    assert [(entry.number, entry.text) for entry in references] == [
        (1, "Miller T. One. J Inv. 2001;1:1-2."),
        (2, "Sanders U. Two. J Inv. 2002;2:3-4."),
    ]


def test_a_title_in_the_text_is_not_printed_twice() -> None:
    header = "title: Cement in the lung\nstudy_type: other\nrelevant: false\n---\n"
    article = compose(parse(f"{header}Cement in the lung.\n\nWords."), "x03")
    assert article.sections[0].blocks == [Paragraph("Words.")]
