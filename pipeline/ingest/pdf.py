"""Reads PDF: text with its places from pdfium, put into reading order."""

import io

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document
from pipeline.ingest.blocks import captioned, rejoined
from pipeline.ingest.compose import Composer, unfolded
from pipeline.ingest.outcome import FailureCode, ReadError
from pipeline.ingest.pdf_blocks import PdfBlocks, body_size, running_heads
from pipeline.ingest.pdf_chars import page_chars
from pipeline.ingest.pdf_front import split_front
from pipeline.ingest.pdf_lines import Line, page_lines
from pipeline.ingest.pdf_runs import page_runs
from pipeline.ingest.pdf_tables import with_tables

_MOST_PAGES = 500
_MOST_CHARS = 60_000
_LEAST_CHARS = 40


def read_pdf(data: bytes) -> Document:
    """Reads an article from a PDF.

    Raises:
        ReadError: ENCRYPTED, CORRUPT, NEEDS_OCR, TOO_LARGE.
    """
    with _opened(data) as pdf:
        if len(pdf) > _MOST_PAGES:
            raise ReadError(FailureCode.TOO_LARGE, f"The PDF has {len(pdf)} pages.")
        pages = [_lines(pdf, number) for number in range(len(pdf))]
    shown = sum(len(line.text) for page in pages for line in page)
    if shown < _LEAST_CHARS:
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


def _lines(pdf: pdfium.PdfDocument, number: int) -> list[Line]:
    try:
        page = pdf[number]
    except pdfium.PdfiumError as error:
        raise ReadError(FailureCode.CORRUPT, f"Page {number + 1} is damaged.") from error
    chars = page_chars(page)
    if len(chars) > _MOST_CHARS:
        raise ReadError(FailureCode.TOO_LARGE, f"Page {number + 1} holds {len(chars)} characters.")
    return page_lines(with_tables(page, page_runs(chars)), number + 1)


def _composed(pages: list[list[Line]]) -> Document:
    heads = running_heads(pages)
    dropped = set(map(id, heads))
    lines = [line for page in pages for line in page if id(line) not in dropped]
    size = body_size(lines)
    head, rest = split_front(lines, size)
    for line in heads:
        head.take_line(line.text)
    reader = PdfBlocks(rest, size)
    builder = DocumentBuilder("pdf")
    composer = Composer(builder)
    composer.front(head.title, head.notes)
    for block in rejoined(captioned(reader.blocks()), reader.mender):
        composer.add(unfolded(block))
    return builder.build(head.meta, len(pages))
