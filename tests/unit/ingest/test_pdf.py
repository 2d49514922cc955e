import io
from collections.abc import Callable

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pipeline.document.model import SectionKind
from pipeline.ingest.outcome import FailureCode, ReadError
from pipeline.ingest.pdf import read_pdf

Draw = Callable[[Canvas], None]


def pdf(*pages: Draw, encrypt: StandardEncryption | None = None) -> bytes:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(595, 842), encrypt=encrypt)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def lines(canvas: Canvas, x: float, y: float, *texts: str, size: float = 10) -> None:
    canvas.setFont("Times-Roman", size)
    for place, text in enumerate(texts):
        canvas.drawString(x, y - 12 * place, text)


LEFT = [f"left column line number {n} tells of the patient" for n in range(1, 21)]
RIGHT = [f"right column line number {n} tells of the cement" for n in range(1, 21)]


def two_columns(canvas: Canvas) -> None:
    canvas.setFont("Times-Bold", 18)
    canvas.drawString(60, 780, "Cement in the canal after kyphoplasty of the spine")
    lines(canvas, 60, 755, "Luis Ribas, Anna Novak", size=9)
    canvas.setFont("Times-Bold", 10)
    canvas.drawString(60, 700, "Case report")
    # Drawn line by line across the columns, as some programs do.
    for place, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        lines(canvas, 60, 680 - 12 * place, left)
        lines(canvas, 310, 680 - 12 * place, right)


def test_columns_are_read_one_after_the_other() -> None:
    document = read_pdf(pdf(two_columns))
    assert document.meta.title == "Cement in the canal after kyphoplasty of the spine"
    assert document.meta.authors == ("Ribas", "Novak")
    case = " ".join(
        document.quote(s)
        for s in document.sentences
        if document.section_of(s).kind is SectionKind.CASE
    )
    assert case == " ".join(LEFT + RIGHT)


def test_a_kind_of_article_is_of_the_title_behind_a_colon_only() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 60, 800, "Case report", size=18)
        lines(canvas, 60, 770, "Drilling of a foraminal cement spur:", size=18)
        lines(canvas, 60, 745, "technical note", size=18)
        lines(canvas, 60, 700, "Case report", *LEFT)

    title = read_pdf(pdf(draw)).meta.title
    assert title == "Drilling of a foraminal cement spur: technical note"


def with_heads(number: int) -> Draw:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 60, 810, "Ribas et al. Spine Cases (2022) 10:88")
        lines(canvas, 60, 30, f"Page {number} of 3")
        story = [f"Sentence {number}.{n} of the story stands here and goes on." for n in range(9)]
        lines(canvas, 60, 700, *story)

    return draw


def test_running_heads_are_dropped_but_tell_the_journal() -> None:
    document = read_pdf(pdf(with_heads(1), with_heads(2), with_heads(3)))
    assert "Ribas et al" not in document.text
    assert "Page 2" not in document.text
    assert (document.meta.journal, document.meta.year) == ("Spine Cases", 2022)
    assert document.pages == 3
    pages = {s.page for s in document.sentences if "Sentence 3." in document.quote(s)}
    assert pages == {3}


def with_table(canvas: Canvas) -> None:
    lines(canvas, 60, 760, *[f"The story of the patient, line {n}, is told." for n in range(12)])
    lines(canvas, 60, 560, "Table 1 Laboratory results", size=8)
    for height in (550, 534, 500):
        canvas.line(60, height, 300, height)
    for height, cells in (
        (540, ("Test", "Result")),
        (522, ("Albumin", "34 g/L")),
        (508, ("Lactate", "4.2 mmol/L")),
    ):
        for x, cell in zip((60, 200), cells, strict=True):
            lines(canvas, x, height, cell, size=8)


def test_table_of_three_rules_becomes_a_grid() -> None:
    (table,) = read_pdf(pdf(with_table)).tables
    assert table.caption == "Table 1 Laboratory results"
    assert table.header == ("Test", "Result")
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Albumin", "34 g/L"],
        ["Lactate", "4.2 mmol/L"],
    ]


def hidden(canvas: Canvas) -> None:
    lines(
        canvas, 60, 700, *[f"Visible sentence number {n} stands in the report." for n in range(9)]
    )
    canvas.setFillColorRGB(1, 1, 1)
    lines(canvas, 60, 400, "White words")
    canvas.setFillColorRGB(0, 0, 0)
    lines(canvas, 60, 380, "Tiny words", size=1)
    text = canvas.beginText(60, 360)
    text.setTextRenderMode(3)
    text.textLine("Unpainted words")
    canvas.drawText(text)


def test_what_is_not_seen_is_not_read() -> None:
    text = read_pdf(pdf(hidden)).text
    assert "Visible sentence number 8" in text
    for words in ("White", "Tiny", "Unpainted"):
        assert words not in text


def test_owner_protection_does_not_stop_the_reader() -> None:
    locked = StandardEncryption("", ownerPassword="o", canCopy=0)
    assert "left column line number 1" in read_pdf(pdf(two_columns, encrypt=locked)).text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pdf(two_columns, encrypt=StandardEncryption("secret")), FailureCode.ENCRYPTED),
        (pdf(lambda canvas: None), FailureCode.NEEDS_OCR),
        (pdf(two_columns)[:900], FailureCode.CORRUPT),
        (pdf(*[lambda canvas: None] * 501), FailureCode.TOO_LARGE),
    ],
    ids=["password", "no text", "cut off", "pages"],
)
def test_pdf_without_text(data: bytes, code: FailureCode) -> None:
    with pytest.raises(ReadError) as caught:
        read_pdf(data)
    assert caught.value.code is code
