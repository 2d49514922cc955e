"""Reads PDF: text with its places from pdfium, put into reading order."""

import io

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document
from pipeline.ingest.blocks import captioned, rejoined
from pipeline.ingest.compose import Composer, unfolded
from pipeline.ingest.outcome import FailureCode, ReadError
from pipeline.ingest.pdf_blocks import PdfBlocks
from pipeline.ingest.pdf_chars import is_scan, page_text
from pipeline.ingest.pdf_footnotes import footnotes_apart
from pipeline.ingest.pdf_front import front_places, split_front
from pipeline.ingest.pdf_heads import body_size, running_heads
from pipeline.ingest.pdf_lines import Line, page_lines
from pipeline.ingest.pdf_notes import Page, State, notes_of
from pipeline.ingest.pdf_pictures import labels, lettering
from pipeline.ingest.pdf_runs import page_runs
from pipeline.ingest.pdf_tables import with_tables
from pipeline.uncollected import uncollected

_MOST_PAGES = 500
_LEAST_CHARS = 40


def read_pdf(data: bytes) -> Document:
    """Reads an article from a PDF.

    Raises:
        ReadError: ENCRYPTED, CORRUPT, NEEDS_OCR, TOO_LARGE.
    """
    with _opened(data) as pdf, uncollected():
        if len(pdf) > _MOST_PAGES:
            raise ReadError(FailureCode.TOO_LARGE, f"The PDF has {len(pdf)} pages.")
        headers: set[str] = set()
        pages = [_read_page(pdf, number, headers) for number in range(len(pdf))]
    shown = sum(len(line.text) for page in pages for line in page.lines)
    if shown < _LEAST_CHARS:
        if all(page.state is State.DAMAGED for page in pages):
            raise ReadError(FailureCode.CORRUPT, "The pages of the PDF are damaged.")
        raise ReadError(FailureCode.NEEDS_OCR, "The pages are pictures without a text layer.")
    return _composed(pages)


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(io.BytesIO(data))
    except pdfium.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise ReadError(
                FailureCode.ENCRYPTED, "The PDF asks for a password before it opens."
            ) from error
        raise ReadError(FailureCode.CORRUPT, "The PDF is cut off or damaged.") from error


def _read_page(pdf: pdfium.PdfDocument, number: int, headers: set[str]) -> Page:
    try:
        return _lines(pdf[number], number + 1, headers)
    except pdfium.PdfiumError:
        return Page(State.DAMAGED)


def _lines(page: pdfium.PdfPage, number: int, headers: set[str]) -> Page:
    text = page_text(page, number)
    lines: list[Line] = []
    for layer in text.layers:
        runs = with_tables(page, page_runs(layer.chars), layer, headers)
        lines += page_lines(runs, layer.sheet)
    state = State.PICTURE if not lines and is_scan(page) else State.READ
    return Page(state, lines, text.hidden)


def _composed(pages: list[Page]) -> Document:
    heads = running_heads([page.lines for page in pages])
    dropped = set(map(id, heads))
    lines = [line for page in pages for line in page.lines if id(line) not in dropped]
    size = body_size(lines)
    drawn = lettering(lines, size)
    head, rest = split_front([line for line in lines if id(line) not in drawn], size)
    for line in heads:
        head.take_line(line.text)
    reader = PdfBlocks(rest, size)
    builder = DocumentBuilder("pdf")
    composer = Composer(builder)
    composer.front(head.title, head.notes, front_places(head, lines))
    text, footnotes = footnotes_apart(captioned(reader.blocks()))
    for block in rejoined(text, reader.mender):
        composer.add(unfolded(block))
    composer.add(footnotes)
    composer.add(labels(line for line in lines if id(line) in drawn))
    return builder.build(head.meta, len(pages), notes_of(pages))
