"""Reads DOCX by way of mammoth, which keeps text boxes and tracked insertions."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace

import mammoth
from lxml import html as lxml_html

from pipeline.document.model import Document, Meta, SectionKind
from pipeline.document.sections import heading_kind
from pipeline.ingest.blocks import Block, Part, captioned, is_finished
from pipeline.ingest.compose import composed
from pipeline.ingest.headings import is_capitals, is_known, level
from pipeline.ingest.html_blocks import blocks
from pipeline.ingest.markup import parse_xml
from pipeline.ingest.outcome import FailureCode, ReadError

_LARGEST_PART = 100_000_000
_LARGEST_TOTAL = 300_000_000
_MOST_PARTS = 5_000
_HIGHEST_RATIO = 200
_MAIN = "word/document.xml"


def read_docx(data: bytes) -> Document:
    """Reads a Word document.

    Raises:
        ReadError: HOSTILE for archives that unpack without end, CORRUPT for broken ones.
    """
    _check_archive(data)
    html = _html(data)
    if not html.strip():
        raise ReadError(FailureCode.EMPTY, "The document holds no text.")
    parts = captioned(list(blocks(lxml_html.document_fromstring(html))))
    marked = list(_marked(part for part in parts if part.text or part.rows))
    return composed("docx", marked, Meta())


def _html(data: bytes) -> str:
    try:
        converted = mammoth.convert_to_html(
            io.BytesIO(data),
            convert_image=mammoth.images.img_element(lambda image: {"src": ""}),
            style_map="p[style-name='Title'] => h1:fresh",
        )
    except (KeyError, ValueError) as error:
        # Mammoth has no errors of its own for lacking parts (KeyError) and bodies (ValueError).
        raise ReadError(FailureCode.CORRUPT, "Parts of the Word document are missing.") from error
    return str(converted.value)


def _check_archive(data: bytes) -> None:
    """Looks at sizes before anything is unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        total = sum(part.file_size for part in parts)
        packed = sum(part.compress_size for part in parts) or 1
        if len(parts) > _MOST_PARTS or total > _LARGEST_TOTAL:
            raise ReadError(FailureCode.HOSTILE, "The archive unpacks to an absurd size.")
        if total > 1_000_000 and total / packed > _HIGHEST_RATIO:
            raise ReadError(FailureCode.HOSTILE, "The archive is a zip bomb by its ratio.")
        if any(part.flag_bits & 1 for part in parts):
            raise ReadError(FailureCode.ENCRYPTED, "The archive is locked with a password.")
        if any(part.file_size > _LARGEST_PART for part in parts):
            raise ReadError(FailureCode.TOO_LARGE, "A part of the document is too large.")
        for part in parts:
            if part.filename.endswith((".xml", ".rels")) and part.filename.startswith("word/"):
                parse_xml(archive.read(part))


def _marked(parts: Iterable[Block]) -> Iterator[Block]:
    """Blocks with headings and references told from paragraphs."""
    in_references = False
    for part in parts:
        block = _heading_or_block(part)
        if block.part is Part.HEADING:
            in_references = heading_kind(block.text) is SectionKind.REFERENCES
        if in_references and block.part is Part.PARAGRAPH:
            block = replace(block, part=Part.REFERENCE)
        yield block


def _heading_or_block(block: Block) -> Block:
    """A paragraph that is a heading by its words alone becomes one."""
    text = block.text
    short = len(text) < 90 and not is_finished(text)
    if (
        block.part is Part.PARAGRAPH
        and short
        and (
            is_known(text)
            or (is_capitals(text) and heading_kind(text))
            or (re.match(r"\d+(\.\d+)*\.? ", text) and heading_kind(text))
        )
    ):
        return replace(block, part=Part.HEADING, level=level(text))
    return block
