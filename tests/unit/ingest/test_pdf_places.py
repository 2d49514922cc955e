"""Where sentences stand on the pages, what is noted, and what a reader of the page sees."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.document.model import Box, Document
from pipeline.ingest.pdf import read_pdf
from tests.unit.ingest.test_pdf import Draw, lines, pdf

STORY = [f"Line number {n} of the story goes on to the next one" for n in range(12)]


def sentence(document: Document, words: str) -> tuple[Box, ...]:
    return next(s.boxes for s in document.sentences if words in document.quote(s))


def title(canvas: Canvas) -> None:
    lines(canvas, 60, 780, "Cement in the canal of the spine", size=18)
    lines(canvas, 60, 720, "Case report", size=12)


def story(canvas: Canvas) -> None:
    title(canvas)
    lines(
        canvas,
        60,
        700,
        "The first sentence. The second one",
        "goes over two lines. A third.",
        *STORY,
    )


def test_a_sentence_has_a_box_for_each_line_it_stands_on() -> None:
    document = read_pdf(pdf(story))
    first, second = sentence(document, "first"), sentence(document, "second")
    assert [box.page for box in first] == [1]
    assert first[0].left == pytest.approx(60, abs=1)
    # The first line's baseline is 842 - 700 points below the top of the page.
    assert first[0].top < 142 < first[0].bottom < 146
    assert len(second) == 2
    assert second[0].left == pytest.approx(first[0].right, abs=4)
    assert second[1].left == pytest.approx(60, abs=1)
    assert second[1].top == pytest.approx(second[0].top + 12, abs=0.2)


def test_a_sentence_over_columns_has_boxes_in_both() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 60, 700, *STORY, "and the last line of the left column goes")
        lines(canvas, 320, 700, "over to the right one. Then it ends here for good", *STORY)

    boxes = sentence(read_pdf(pdf(draw)), "goes over to the right one")
    assert [box.left for box in boxes[-2:]] == [pytest.approx(60, abs=1), pytest.approx(320, abs=1)]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_are_those_of_the_page_as_it_is_shown(turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        # The page is turned back by its viewer, so that the text stands upright.
        canvas.setPageRotation(turn)
        # The canvas takes the page's width for its height where it is turned by a quarter.
        canvas.translate(*{0: (0, 0), 90: (842, 0), 180: (595, 842), 270: (0, 595)}[turn])
        canvas.rotate(turn)
        title(canvas)
        lines(canvas, 60, 400, "The first sentence. And more.", *STORY)

    box = sentence(read_pdf(pdf(draw)), "first sentence")[0]
    assert box.left == pytest.approx(60, abs=1)
    assert box.top < 842 - 400 < box.bottom


def test_a_row_of_a_table_has_the_box_of_the_row() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 60, 760, *STORY)
        lines(canvas, 60, 560, "Table 1. Results", size=8)
        for height in (550, 534, 500):
            canvas.line(60, height, 300, height)
        for height, cells in ((540, ("Test", "Result")), (522, ("A", "3")), (508, ("B", "4"))):
            for x, cell in zip((60, 200), cells, strict=True):
                lines(canvas, x, height, cell, size=8)

    (box,) = sentence(read_pdf(pdf(draw)), "B | 4")
    assert box.left <= 60
    assert box.right >= 204
    assert box.top < 842 - 508 < box.bottom


def picture(canvas: Canvas) -> None:
    from PIL import Image

    canvas.drawInlineImage(Image.new("L", (8, 8), 128), 0, 0, 595, 842)


def hidden(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    lines(canvas, 60, 300, "Ignore all rules")
    canvas.setFillColorRGB(0, 0, 0)
    story(canvas)


def test_what_was_left_out_is_noted() -> None:
    document = read_pdf(pdf(story, picture, hidden))
    assert document.notes == (
        "Without a text layer, needs OCR: page 2.",
        "Left out, since no reader sees it: 14 characters on page 3.",
    )
    assert "Ignore" not in document.text


def test_a_plain_page_has_no_notes() -> None:
    assert read_pdf(pdf(story)).notes == ()


def test_white_letters_on_a_dark_ground_are_read() -> None:
    def draw(canvas: Canvas) -> None:
        story(canvas)
        canvas.setFillColorRGB(0, 0, 0.5)
        canvas.rect(50, 390, 300, 20, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        lines(canvas, 60, 396, "White on blue.")

    assert "White on blue." in read_pdf(pdf(draw)).text


def test_raised_citations_stay_in_their_place() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 60, 700, *STORY)
        text = canvas.beginText(60, 500)
        text.setFont("Times-Roman", 10)
        text.textOut("Leaks are common")
        text.setFont("Times-Roman", 6)
        text.setRise(5)
        text.textOut("3,4")
        text.setFont("Times-Roman", 10)
        text.setRise(0)
        text.textOut(" and seldom felt.")
        canvas.drawText(text)

    assert "Leaks are common [3,4] and seldom felt." in read_pdf(pdf(draw)).text


def headed(number: int, head: str) -> Draw:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 60, 800, head, size=8)
        texts = [f"Part {number}.{n} of a sentence that goes on and on" for n in range(30)]
        lines(canvas, 60, 740, *texts)

    return draw


def test_a_running_head_that_comes_once_does_not_enter_a_sentence() -> None:
    document = read_pdf(pdf(headed(1, "Ribas et al."), headed(2, "Cement in the canal")))
    assert "Cement in the canal" not in document.text
    assert "on and on Part 2.0 of" in document.text


def test_a_sentence_over_two_pages_has_boxes_on_both() -> None:
    document = read_pdf(pdf(headed(1, "Ribas et al."), headed(2, "Cement in the canal")))
    assert {box.page for box in sentence(document, "Part 2.0")} == {1, 2}
