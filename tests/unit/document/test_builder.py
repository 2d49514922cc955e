"""Parts in reading order become one text, and every offset leads back into it."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.document.builder import DocumentBuilder, clean
from pipeline.document.model import Document, Meta, SectionKind

K = SectionKind


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  two \t words\n", "two words"),
        ("non\u00a0breaking\u2009spaces", "non breaking spaces"),
        ("soft\u00adhyphen", "softhyphen"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("\ufb01lled with \ufb02uid", "filled with fluid"),
        ("e\u0301tude", "étude"),
        ("L1\u2011L2", "L1-L2"),
        ("bell\x07 and null\x00", "bell and null"),
        ("3.5 ml – 70 % ± 2 µg", "3.5 ml – 70 % ± 2 µg"),
        ("", ""),
    ],
)
def test_clean(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@given(st.text(max_size=60))
@example("a\u200b\u0301")  # an accent that meets its letter only when the space between is gone
def test_clean_is_idempotent(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(max_size=60))
@example("a\x80b")
def test_clean_text_is_one_line_without_controls(text: str) -> None:
    cleaned = clean(text)
    assert not [c for c in cleaned if unicodedata.category(c) == "Cc"]
    assert cleaned == cleaned.strip()
    assert "  " not in cleaned


def article() -> Document:
    builder = DocumentBuilder("text")
    builder.title("Cement in the canal")
    builder.abstract()
    builder.heading("Background")
    builder.paragraph("Leaks are common.")
    builder.body()
    builder.heading("1. Introduction")
    builder.paragraph("Leaks are common. They are seldom felt.", page=1)
    builder.heading("2. Case report")
    builder.heading("2.1 Our approach", level=2)
    builder.paragraph("A 58-year-old man had pain.", page=2)
    builder.caption("Figure 1. CT of L1.", page=2)
    builder.paragraph("He underwent vertebroplasty.", page=2)
    builder.table("Table 1. Levels", ["Patient", "Level"], [["1", "L1"], ["2", "T12"]], page=3)
    builder.heading("Unheard of", level=1)
    builder.paragraph("Something else.", page=3)
    builder.reference("1. Smith J. Cement. 2010.")
    builder.reference("2. Li F. Kyphoplasty. 2011.")
    return builder.build(Meta(title="Cement in the canal"), pages=3)


def test_sections_in_order() -> None:
    document = article()
    assert [(s.kind, s.heading, s.in_abstract) for s in document.sections if s.end > s.start] == [
        (K.TITLE, "", False),
        (K.INTRODUCTION, "Background", True),
        (K.INTRODUCTION, "1. Introduction", False),
        (K.CASE, "2. Case report", False),
        (K.CASE, "2.1 Our approach", False),
        (K.CAPTION, "", False),
        (K.CASE, "", False),
        (K.TABLE, "", False),
        (K.BODY, "Unheard of", False),
        (K.REFERENCES, "", False),
    ]


def test_sentences_with_their_pages_and_kinds() -> None:
    document = article()
    told = [(document.quote(s), document.section_of(s).kind, s.page) for s in document.sentences]
    assert told == [
        ("Cement in the canal", K.TITLE, None),
        ("Leaks are common.", K.INTRODUCTION, None),
        ("Leaks are common.", K.INTRODUCTION, 1),
        ("They are seldom felt.", K.INTRODUCTION, 1),
        ("A 58-year-old man had pain.", K.CASE, 2),
        ("Figure 1.", K.CAPTION, 2),
        ("CT of L1.", K.CAPTION, 2),
        ("He underwent vertebroplasty.", K.CASE, 2),
        ("Table 1.", K.TABLE, 3),
        ("Levels", K.TABLE, 3),
        ("1 | L1", K.TABLE, 3),
        ("2 | T12", K.TABLE, 3),
        ("Something else.", K.BODY, 3),
        ("1. Smith J. Cement. 2010.", K.REFERENCES, None),
        ("2. Li F. Kyphoplasty. 2011.", K.REFERENCES, None),
    ]


def test_paragraphs_are_counted() -> None:
    document = article()
    by_quote = {document.quote(s): s.paragraph for s in document.sentences}
    assert by_quote["They are seldom felt."] == by_quote["Leaks are common."]
    assert by_quote["He underwent vertebroplasty."] > by_quote["A 58-year-old man had pain."]


def test_table_cells_lead_back() -> None:
    document = article()
    (table,) = document.tables
    assert table.caption == "Table 1. Levels"
    assert table.header == ("Patient", "Level")
    assert [[cell.text for cell in row] for row in table.rows] == [["1", "L1"], ["2", "T12"]]
    assert document.text[table.rows[1][1].start : table.rows[1][1].end] == "T12"


def test_words_are_counted() -> None:
    builder = DocumentBuilder("text")
    builder.paragraph("Two  words.")
    assert builder.build(Meta()).words == 2


def test_empty_parts_leave_no_trace() -> None:
    builder = DocumentBuilder("text")
    builder.title(" ")
    builder.paragraph("\n")
    builder.caption("")
    assert builder.build(Meta()).text == ""


WORDS = st.text(alphabet="aAbB12 .;|\u00a0\u0301é-", max_size=25)
PARTS = st.one_of(
    st.tuples(st.just("title"), WORDS),
    st.tuples(st.just("abstract")),
    st.tuples(st.just("body")),
    st.tuples(st.just("heading"), WORDS, st.integers(1, 3)),
    st.tuples(st.just("section"), st.sampled_from([K.CASE, K.DISCUSSION]), WORDS),
    st.tuples(st.just("paragraph"), WORDS),
    st.tuples(st.just("caption"), WORDS),
    st.tuples(st.just("reference"), WORDS),
    st.tuples(
        st.just("table"),
        WORDS,
        st.lists(WORDS, min_size=2, max_size=2),
        st.lists(st.lists(WORDS, min_size=2, max_size=2), max_size=3),
        WORDS,
    ),
)


def built(parts: list[tuple[object, ...]]) -> Document:
    builder = DocumentBuilder("text")
    for name, *arguments in parts:
        getattr(builder, str(name))(*arguments)
    return builder.build(Meta())


@settings(max_examples=200)
@given(st.lists(PARTS, max_size=12))
def test_every_sentence_and_cell_leads_back(parts: list[tuple[object, ...]]) -> None:
    document = built(parts)
    end = 0
    for sentence in document.sentences:
        section = document.section_of(sentence)
        assert end <= sentence.start <= sentence.end <= len(document.text)
        assert section.start <= sentence.start
        assert sentence.end <= section.end
        end = sentence.end
    paragraphs = [s.paragraph for s in document.sentences]
    assert paragraphs == sorted(paragraphs)
    for table in document.tables:
        for row in table.rows:
            for cell in row:
                assert document.text[cell.start : cell.end] == cell.text
                assert table.start <= cell.start <= cell.end <= table.end


@settings(max_examples=200)
@given(st.lists(PARTS, max_size=12))
def test_sections_cover_the_text_in_order(parts: list[tuple[object, ...]]) -> None:
    document = built(parts)
    end = 0
    for section in document.sections:
        assert not document.text[end : section.start].strip()
        assert end <= section.start <= section.end
        end = section.end
    assert not document.text[end:].strip()


@settings(max_examples=100)
@given(st.lists(PARTS, max_size=12))
def test_every_paragraph_is_in_its_sentences(parts: list[tuple[object, ...]]) -> None:
    document = built(parts)
    quotes = [document.quote(s) for s in document.sentences]
    for name, *arguments in parts:
        if name == "paragraph" and clean(str(arguments[0])):
            wanted = clean(str(arguments[0])).replace(" ", "")
            assert wanted in "".join(quotes).replace(" ", "")


def test_what_no_table_can_hold_is_not_in_the_data() -> None:
    meta = Meta(pmid="12\x003", doi="10.5555/a\x00b", title="One\ud800", authors=("Doe\x00",))
    assert DocumentBuilder("bioc").build(meta).meta == Meta(
        pmid="123", doi="10.5555/ab", title="One", authors=("Doe",)
    )


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (("Patient", "What happened", "Outcome"), ["case", "case", "case"]),
        (("Patient", "What happened", "What we did", "Outcome"), ["case"] * 4),
        (("Patient", "Procedure", "That night", "Outcome"), ["case", "methods", "case", "case"]),
        (("Patient", "Advice", "Discussion"), ["case", "body", "discussion"]),
        (("Introduction", "What happened", "Outcome"), ["introduction", "body", "case"]),
    ],
)
def test_a_section_within_a_case_is_of_it(headings: tuple[str, ...], expected: list[str]) -> None:
    builder = DocumentBuilder("jats")
    for heading in headings:
        builder.heading(heading)
        builder.paragraph("She was seen.")
    assert [section.kind.value for section in builder.build(Meta()).sections] == expected
