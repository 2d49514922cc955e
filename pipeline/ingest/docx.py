"""Reads DOCX from its parts: headings, paragraphs, tables, text boxes and notes, as accepted."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from pipeline.document.model import Document, Meta
from pipeline.ingest.blocks import Block, Part, captioned, told
from pipeline.ingest.compose import composed
from pipeline.ingest.docx_numbers import Numbers
from pipeline.ingest.docx_package import Package, attribute, properties
from pipeline.ingest.docx_styles import Styles
from pipeline.ingest.docx_tables import is_layout, read_table
from pipeline.ingest.docx_text import TextReader, Words, is_deleted, is_filled
from pipeline.ingest.marked import marked
from pipeline.ingest.markup import local
from pipeline.ingest.outcome import FailureCode, ReadError

_LEFT_OUT = frozenset(["del", "moveFrom", "sectPr", "pPr", "rPr", "tcPr", "sdtPr", "sdtEndPr"])


def read_docx(data: bytes) -> Document:
    """Reads a Word document: tracked insertions are in its text and deletions are not.

    Raises:
        ReadError: HOSTILE for archives that unpack without end, CORRUPT for broken ones, EMPTY.
    """
    package = Package(data)
    body = package.body()
    parts = captioned(_Walker(package).blocks(body))
    if not parts:
        raise ReadError(FailureCode.EMPTY, "The document holds no text.")
    return composed("docx", list(marked(parts)), Meta())


class _Walker:
    """Walks the body and what hangs on it."""

    def __init__(self, package: Package) -> None:
        self._styles = Styles(package.part("styles"))
        numbers = Numbers(package.part("numbering"), self._styles)
        self._text = TextReader(self._styles, numbers)
        self._notes = {
            (kind, attribute(note, "id")): note
            for kind in ("footnotes", "endnotes")
            for note in _children(package.part(kind))
        }
        self._last: list[etree._Element] = []

    def blocks(self, body: etree._Element) -> list[Block]:
        """The blocks of the body, then the endnotes, which mostly are its references."""
        parts = list(self._walk(body, dark=False))
        endnotes = [block for note in self._last for block in self._walk(note, dark=False)]
        return parts + [replace(block, part=Part.REFERENCE) for block in endnotes]

    def _walk(self, element: etree._Element, dark: bool) -> Iterator[Block]:
        held = Words()
        for below in element:
            name = local(below)
            if name == "p":
                words = self._text.words(below, dark)
                held = _together(held, words)
                if not is_deleted(below):
                    yield from self._paragraph(below, held, dark)
                    held = Words()
            elif name == "tbl":
                yield from self._table(below, dark)
            elif name not in _LEFT_OUT:
                yield from self._walk(below, dark)
        yield from self._paragraph(element, held, dark)

    def _paragraph(self, paragraph: etree._Element, words: Words, dark: bool) -> Iterator[Block]:
        """A paragraph, what stands in boxes beside it and below it in notes."""
        known = properties(paragraph)
        text = words.shown if words.text.strip() else ""
        depth = self._styles.level(known)
        if text and not self._styles.is_contents(known):
            block = told(text)
            is_heading = depth and block.part is Part.PARAGRAPH
            yield replace(block, part=Part.HEADING, level=depth) if is_heading else block
        for box in words.boxes:
            yield from self._walk(box, dark or is_filled(box))
        for note in self._noted(words):
            yield from self._walk(note, dark)

    def _noted(self, words: Words) -> list[etree._Element]:
        """The footnotes that words refer to; endnotes are kept for the end."""
        found = [(kind, self._notes.pop((kind, number), None)) for kind, number in words.notes]
        self._last += [note for kind, note in found if note is not None and kind == "endnotes"]
        return [note for kind, note in found if note is not None and kind == "footnotes"]

    def _table(self, table: etree._Element, dark: bool) -> Iterator[Block]:
        dark = dark or self._styles.shades(properties(table))
        if is_layout(table):
            for below in table:
                yield from self._walk(below, dark)
            return
        aside = Words()
        grid = read_table(table, self._text, dark, aside)
        notes = [block.text for note in self._noted(aside) for block in self._walk(note, dark)]
        yield Block(Part.TABLE, "", header=grid.header, rows=grid.rows, footnote=" ".join(notes))
        for box in aside.boxes:
            yield from self._walk(box, dark or is_filled(box))


def _children(root: etree._Element | None) -> Iterable[etree._Element]:
    return () if root is None else root


def _together(first: Words, second: Words) -> Words:
    return Words(
        first.text + second.text,
        first.boxes + second.boxes,
        first.notes + second.notes,
        second.label,
    )
