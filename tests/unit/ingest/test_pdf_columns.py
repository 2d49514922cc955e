"""Columns, tables and headings of a PDF that are hard to tell."""

from itertools import pairwise

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.document.model import SectionKind
from pipeline.ingest.pdf import read_pdf
from pipeline.ingest.superscripts import with_raised
from tests.unit.ingest.test_pdf import lines, pdf
from tests.unit.ingest.test_pdf_text import POSTER, headed, paragraphs

ENTRIES = (
    "1. Sandvik M, Abend T. Leakage into the epidural space at 57 levels of the",
    "thoracic spine: a retrospective series. Musculoskelet Imaging J. 2020;4:918.",
)
TAIL = (
    "2. Iversen K, Pelle K. Kyphoplasty against care without it in a trial of 601",
    "patients of two clinics, with a follow-up of two years. Cardiothorac J.",
    "2011;10:73-80.",
)


def spread(canvas: Canvas, y: float, text: str) -> None:
    """A line whose words are moved apart, as where a column is filled from side to side."""
    x = 60.0
    for word in text.split():
        lines(canvas, x, y, word)
        x += canvas.stringWidth(word, "Times-Roman", 10) + 9.5


@pytest.mark.parametrize("left_over", [1, 3])
def test_few_small_lines_at_the_top_of_a_second_column_come_last(left_over: int) -> None:
    def draw(canvas: Canvas) -> None:
        headed(canvas, "C Fontana, M Schlegel", "Department of Radiology, Norrvik")
        lines(canvas, 60, 700, "CASE")
        spread(canvas, 688, "A bearded man of fifty was sent")
        lines(canvas, 60, 676, *(3 * POSTER), "REFERENCES")
        lines(canvas, 60, 436, *ENTRIES, *TAIL[:-left_over], size=7.5)
        lines(canvas, 320, 702, *TAIL[-left_over:], size=7.5)

    document = read_pdf(pdf(draw))
    assert paragraphs(document)[0].startswith("A bearded man of fifty was sent Female")
    references = [
        document.quote(one)
        for one in document.sentences
        if document.section_of(one).kind is SectionKind.REFERENCES
    ]
    assert references == [" ".join(ENTRIES), " ".join(TAIL)]


def test_a_heading_opens_a_second_column_of_a_few_lines() -> None:
    def draw(canvas: Canvas) -> None:
        headed(canvas, "C Fontana, M Schlegel", "Department of Radiology, Norrvik")
        lines(canvas, 60, 700, "CASE REPORT", *(6 * POSTER))
        lines(canvas, 330, 700, "REFERENCES")
        lines(canvas, 330, 690, *ENTRIES, size=7.5)

    found = paragraphs(read_pdf(pdf(draw)))
    assert found == [" ".join(6 * POSTER), " ".join(ENTRIES)]


def test_a_sentence_that_goes_on_with_a_table_is_no_caption() -> None:
    rows = [f"{upper} {lower}" for upper, lower in pairwise(POSTER)]

    def draw(canvas: Canvas) -> None:
        headed(canvas, "C Fontana, M Schlegel")
        for x in (40, 220, 400):
            lines(canvas, x, 700, *(line[:34] for line in 6 * POSTER), size=9)
        lines(
            canvas, 40, 256, "All of them are collected in", "Table 1. We add one patient.", size=9
        )
        for x in (40, 220, 400):
            lines(canvas, x, 232, *(line[:34] for line in rows), size=9)

    assert not read_pdf(pdf(draw)).tables


def test_a_table_with_a_rule_under_each_row_needs_no_caption() -> None:
    rows = (
        ("Pt", "Age", "Level", "Cement"),
        ("I", "44", "L1", "2 mL"),
        ("II", "78", "T12", "3 mL"),
        ("III", "35", "L3", "4 mL"),
    )

    def draw(canvas: Canvas) -> None:
        headed(canvas, "C Fontana, M Schlegel")
        canvas.line(60, 815, 500, 815)
        for place, row in enumerate(rows):
            for x, cell in zip((60, 180, 300, 420), row, strict=True):
                lines(canvas, x, 700 - 20 * place, cell)
        for place in range(5):
            canvas.line(60, 714 - 20 * place, 500, 714 - 20 * place)
        lines(canvas, 60, 580, *POSTER)

    (table,) = read_pdf(pdf(draw)).tables
    assert [list(table.header), *([cell.text for cell in row] for row in table.rows)] == [
        list(row) for row in rows
    ]


ROWS = (
    ("Pt", "Age", "Level", "Cement"),
    ("I", "44", "L1", "2 mL"),
    ("II", "78", "T12", "3 mL"),
    ("III", "35", "L3", "4 mL"),
)


def draw_rows(canvas: Canvas, y: float) -> None:
    """A table between three rules, without a caption."""
    for x, *column in zip((60, 180, 300, 420), *ROWS, strict=True):
        upper, lower = f"{column[0]} or".split()[:2]
        lines(canvas, x, y + 12, upper, lower)
        for place, cell in enumerate(column[1:], 1):
            lines(canvas, x, y - 14 * place, cell)
    for rule in (y + 24, y - 4, y - 46):
        canvas.line(60, rule, 500, rule)


def test_the_rule_under_a_running_head_is_none_of_a_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.line(60, 800, 500, 800)
        headed(canvas, "C Fontana, M Schlegel", "Department of Radiology, Norrvik")
        lines(canvas, 60, 700, "Poster 27, Thursday", "Shown are three patients.")
        draw_rows(canvas, 620)
        lines(canvas, 60, 540, *POSTER)

    document = read_pdf(pdf(draw))
    assert document.meta.title == "A late haematoma or cement after stenting of the spine"
    (table,) = document.tables
    assert table.header == tuple(f"{cell} or" for cell in ROWS[0])
    assert [tuple(cell.text for cell in row) for row in table.rows] == list(ROWS[1:])


def test_a_page_without_a_title_may_open_with_a_table() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 60, 760, "Cement in the veins of the neck")
        draw_rows(canvas, 740)
        lines(canvas, 60, 660, *POSTER)

    document = read_pdf(pdf(draw))
    assert len(document.tables) == 1
    assert "Female, 69 years" in document.text


def test_a_heading_in_italics_is_below_one_in_bold() -> None:
    def draw(canvas: Canvas) -> None:
        headed(canvas, "C Fontana, M Schlegel")
        for y, font, heading in (
            (700, "Times-Bold", "Case report"),
            (590, "Times-Italic", "Procedure"),
            (480, "Times-Italic", "The complication"),
        ):
            canvas.setFont(font, 10)
            canvas.drawString(60, y, heading)
            lines(canvas, 60, y - 14, *POSTER)

    sections = read_pdf(pdf(draw)).sections
    kinds = [(s.heading, s.kind) for s in sections if s.heading]
    assert kinds == [
        ("Case report", SectionKind.CASE),
        ("Procedure", SectionKind.METHODS),
        ("The complication", SectionKind.CASE),
    ]


def test_an_exponent_stays_with_its_unit() -> None:
    assert with_raised("It was filled with ", "5 cm ", "3") == "5 cm3"
    assert with_raised("It was filled with ", "cement ", "3") == "cement [3]"


def test_no_blank_stands_before_the_dot_behind_a_raised_citation() -> None:
    def draw(canvas: Canvas) -> None:
        headed(canvas, "C Fontana, M Schlegel")
        lines(canvas, 60, 700, *POSTER, "It is the usual comparison")
        end = 60 + canvas.stringWidth("It is the usual comparison", "Times-Roman", 10)
        lines(canvas, end + 1, 633, "1", size=8)
        lines(canvas, end + 6, 628, ".PatientA man of 79 years was referred to us.")
        lines(canvas, 60, 616, *POSTER)

    text = read_pdf(pdf(draw)).text
    assert "the usual comparison [1].\n\nPatient\n\nA man of 79" in text


def test_a_paragraph_in_capitals_begins_below_a_short_line() -> None:
    def draw(canvas: Canvas) -> None:
        headed(canvas, "C Fontana, M Schlegel")
        lines(canvas, 60, 700, *POSTER)
        lines(canvas, 70, 628, "Table. The three patients", "COMMENT. The thigh felt normal again")
        lines(canvas, 60, 604, *POSTER)

    assert "Table. The three patients" in paragraphs(read_pdf(pdf(draw)))
