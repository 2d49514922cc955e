"""Reads plain text: hard-wrapped or a paragraph a line, with or without headings."""

import re
from collections.abc import Iterator, Sequence

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, SectionKind
from pipeline.document.sections import heading_kind
from pipeline.ingest.blocks import (
    NUMBER,
    Block,
    Part,
    is_caption,
    is_finished,
    is_table_caption,
    opens_item,
    rejoined,
)
from pipeline.ingest.chrome import is_chrome, plain
from pipeline.ingest.compose import Composer, unfolded
from pipeline.ingest.frontmatter import read_head
from pipeline.ingest.headings import (
    is_capitals,
    is_known,
    is_numbered,
    kind_of,
    level,
    opens_paragraph,
)
from pipeline.ingest.hyphens import Mender
from pipeline.ingest.json_text import OBJECT, json_text
from pipeline.ingest.lines import Line, lines_of, running_heads
from pipeline.ingest.outcome import FailureCode, ReadError
from pipeline.ingest.text_check import check
from pipeline.ingest.text_front import HEADING_WIDTH, take_labelled, take_notes
from pipeline.ingest.text_shape import WRAP_WIDTH, Shape, is_row, shape_of
from pipeline.ingest.text_tables import bare_rows, column_rows, loose_rows, tab_list

_PROSE_WIDTH = 100
# What a word processor leaves where it drops a picture or a link's target.
_PLACEHOLDER = re.compile(r"\[(?:image|bookmark):[^\]\n]{0,80}\]")
_HEADING_WORDS = 5
_SECTION = re.compile(r"\s*(\d{1,2})(?:\.\d+)*[.)]?\s+[A-Z]")
_REMAINS = re.compile(r"^\W+$|^[A-H](?: [A-H])*$")


def read_text(text: str) -> Document:
    """Reads an article from plain text.

    Raises:
        ReadError: EMPTY, NOT_A_DOCUMENT where there is no prose, TOO_LARGE for endless lines.
    """
    if not text.strip():
        raise ReadError(FailureCode.EMPTY, "The file holds no text.")
    text = _without_json(text)
    lines = lines_of(plain(_PLACEHOLDER.sub("", text)))
    check(lines)
    shape = shape_of(lines)
    head = read_head([line.text for line in lines], [line.gap for line in lines], shape.wrapped)
    rest = lines[head.used :]
    reader = _BodyReader([line for line in rest if not _is_aside(line.text)], shape)
    blocks = list(reader.blocks())
    take_notes(head, blocks, running_heads(text))
    take_labelled(head, [line.text for line in rest])
    builder = DocumentBuilder("text")
    composer = Composer(builder)
    composer.front(head.title, head.notes)
    composer.add(blocks)
    return builder.build(head.meta)


def _without_json(text: str) -> str:
    """The text with the prose of any line of JSON in its place."""
    if '{"' not in text:
        return text
    return "\n".join(
        json_text(line) if OBJECT.match(line) and len(line) > WRAP_WIDTH else line
        for line in text.split("\n")
    )


def _number(text: str) -> int:
    """The number of a heading's section, 3 of "3.1 Approach"; 0 without one."""
    match = _SECTION.match(text)
    return int(match[1]) if match else 0


def _is_aside(line: str) -> bool:
    return is_chrome(line) and not is_known(line) and not line.startswith("\t")


class _BodyReader:
    """Turns lines into blocks."""

    def __init__(self, lines: Sequence[Line], shape: Shape) -> None:
        self._lines = lines
        self._shape = shape
        self._wrapped = shape.wrapped
        self._mender = Mender(line.text for line in lines)
        self._place = 0
        self._in_references = False
        self._opening = True
        self._fresh = 0
        self._number = 0

    def blocks(self) -> Iterator[Block]:
        """The blocks in reading order."""
        for block in rejoined(self._raw_blocks(), self._mender):
            yield from unfolded(block)

    def _raw_blocks(self) -> Iterator[Block]:
        while self._place < len(self._lines):
            text = self._lines[self._place].text
            if _REMAINS.match(text):
                self._place += 1
            elif self._opens_caption():
                yield self._caption()
                self._fresh = self._place
            elif self._is_heading():
                self._place += 1
                self._fresh = self._place
                self._in_references = heading_kind(text) is SectionKind.REFERENCES
                self._number = _number(text) or self._number
                yield Block(Part.HEADING, text.strip(), self._level(text))
            elif not self._in_references and (grid := bare_rows(self._lines, self._place)):
                self._place = self._fresh = self._place + len(grid)
                yield Block(Part.TABLE, "", header=grid[0], rows=grid[1:])
            elif self._in_references:
                yield from self._references()
            else:
                yield self._paragraph()

    def _level(self, text: str) -> int:
        """The depth of a heading; an introduction has no parts, so that none is below it."""
        depth = level(text)
        if depth == 1:
            self._opening = kind_of(text) is SectionKind.INTRODUCTION
        return 1 if self._opening else depth

    def _before(self) -> Line | None:
        return self._lines[self._place - 1] if self._place else None

    def _has_room(self, place: int) -> bool:
        return self._shape.has_room(self._lines, place)

    def _at_start(self) -> bool:
        """Whether a new block may start here."""
        line, before = self._lines[self._place], self._before()
        return (
            before is None
            or line.gap
            or line.cut
            or is_finished(before.text)
            or self._place == self._fresh
            or self._has_room(self._place)
            or opens_item("", before.text)
            or (
                not self._wrapped
                or before.text == ""
                or is_known(before.text)
                or is_capitals(before.text)
                or bool(_REMAINS.match(before.text))
            )
        )

    def _opens_caption(self) -> bool:
        text = self._lines[self._place].text.strip()
        return (self._at_start() and is_caption(text) and not self._in_references) or (
            self._in_references and self._lines[self._place].gap and is_caption(text)
        )

    def _caption(self) -> Block:
        words = [self._lines[self._place].text.strip()]
        self._place += 1
        if is_table_caption(words[0]):
            while self._caption_goes_on(words[-1]):
                words.append(self._lines[self._place].text)
                self._place += 1
            return self._table(self._mender.paragraph(words))
        while self._wrapped and self._goes_on() and not is_finished(words[-1]):
            words.append(self._lines[self._place].text)
            self._place += 1
        return Block(Part.CAPTION, self._mender.paragraph(words))

    def _goes_on(self) -> bool:
        return self._place < len(self._lines) and not self._lines[self._place].gap

    def _caption_goes_on(self, above: str) -> bool:
        """Whether the caption of a table takes a further line, rows being told by their gaps."""
        if not self._wrapped or is_finished(above) or not self._goes_on():
            return False
        text = self._lines[self._place].text
        return text[:1].islower() and not self._has_room(self._place) and not is_row(text)

    def _table(self, caption: str) -> Block:
        for take in (tab_list, column_rows):
            grid, end = take(self._lines, self._place)
            if grid:
                self._place = end
                return Block(Part.TABLE, caption, header=grid[0], rows=grid[1:])
        if self._wrapped:
            grid, self._place = loose_rows(self._lines, self._place, self._shape.usual)
        return Block(Part.TABLE, caption, rows=grid)

    def _is_heading(self) -> bool:
        line = self._lines[self._place]
        text = line.text.strip()
        if len(text) > HEADING_WIDTH or text.endswith((",", ";", "-")):
            return False
        if is_known(text) and (is_capitals(text) or is_numbered(text)):
            return True
        if not self._at_start() or not (text[0].isupper() or text[0].isdigit()):
            return False
        if is_known(text):
            return True
        if self._in_references or text.endswith((".", "?")):
            return False
        capitals = is_capitals(text) and len(text.split()) <= 10 and not text[0].isdigit()
        if capitals or (is_numbered(text) and heading_kind(text)):
            return True
        if is_capitals(text) and is_numbered(text) and self._goes_on_counting(text):
            return True
        return self._stands_alone(text)

    def _goes_on_counting(self, text: str) -> bool:
        """Whether the number before a line is that of the last heading or the next one."""
        return bool(self._number) and _number(text) - self._number in (0, 1)

    def _stands_alone(self, text: str) -> bool:
        """Whether a short line is a heading by its place above prose."""
        if self._place + 1 >= len(self._lines) or len(text.split()) > 10 or is_finished(text):
            return False
        below = self._lines[self._place + 1]
        if opens_item(text, text):
            return False
        if opens_item("", below.text):
            ends = not self._wrapped or below.gap or self._has_room(self._place + 1)
            return ends and len(text.split()) <= _HEADING_WORDS
        if self._wrapped and not self._shape.spaced:
            told = self._shape.is_full(below.text) or is_caption(below.text)
            return told and self._has_room(self._place + 1) and not is_row(text)
        if self._wrapped:
            return self._lines[self._place].gap and (below.gap or is_numbered(text))
        return len(below.text) >= _PROSE_WIDTH or (is_finished(below.text) and len(below.text) > 50)

    def _paragraph(self) -> Block:
        line = self._lines[self._place]
        words = [line.text]
        self._place += 1
        while self._wrapped and self._place < len(self._lines):
            if self._ends_paragraph(words):
                break
            words.append(self._lines[self._place].text)
            self._place += 1
        return Block(Part.PARAGRAPH, self._mender.paragraph(words), broken=line.cut)

    def _ends_paragraph(self, words: Sequence[str]) -> bool:
        line = self._lines[self._place]
        if line.gap or line.cut or self._is_heading() or self._opens_caption():
            return True
        ended = is_finished(words[-1])
        width = max(len(text) for text in [*words, line.text])
        room = len(line.text.split()[0]) < width - len(words[-1]) - 1
        if _REMAINS.match(line.text) or opens_item(words[0], line.text) or is_row(line.text):
            return True
        if ended and opens_paragraph(line.text, ended, room):
            return True
        return (ended and room) or (self._has_room(self._place) and not line.text[0].islower())

    def _references(self) -> Iterator[Block]:
        """The entries of the list: by their numbers where they have such, else a line each."""
        entry: list[str] = []
        number = 0
        while self._place < len(self._lines) and not self._ends_references():
            line = self._lines[self._place]
            item = NUMBER.match(line.text.lstrip())
            opens = bool(item and int(item[1]) == number + 1)
            if entry and (opens or (not number and (line.gap or not self._wrapped))):
                yield Block(Part.REFERENCE, self._mender.paragraph(entry))
                entry = []
            number += opens
            entry.append(line.text)
            self._place += 1
        if entry:
            yield Block(Part.REFERENCE, self._mender.paragraph(entry))
        self._in_references = False

    def _ends_references(self) -> bool:
        return self._opens_caption() or self._is_heading()
