"""Blocks of a PDF: lines joined to headings, paragraphs, captions and references."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.document.model import SectionKind
from pipeline.document.sections import heading_kind
from pipeline.ingest.blocks import (
    NUMBER,
    Block,
    Part,
    is_caption,
    is_finished,
    is_table_caption,
    opens_item,
)
from pipeline.ingest.headings import (
    is_capitals,
    is_known,
    is_numbered,
    kind_of,
    level,
    opens_paragraph,
)
from pipeline.ingest.hyphens import Mender
from pipeline.ingest.pdf_footnotes import foot_lines
from pipeline.ingest.pdf_heads import leading
from pipeline.ingest.pdf_lines import Line

_HEADING_WORDS = 8
_LABELS = re.compile(r"^[A-Ha-h](?: [A-Ha-h])*$")


class PdfBlocks:
    """Joins lines in reading order to blocks."""

    def __init__(self, lines: Sequence[Line], size: float) -> None:
        self._lines = lines
        self._size = size
        self._mender = Mender(line.text for line in lines)
        self._in_references = False
        self._look = (0.0, False, False, False)
        self._leading = leading(lines, size)
        self._foot = foot_lines(lines, size)
        self._above = {id(lower): upper for upper, lower in pairwise(lines)}

    @property
    def mender(self) -> Mender:
        """Joins lines as this document writes its words."""
        return self._mender

    def blocks(self) -> Iterator[Block]:
        """The blocks in reading order."""
        group: list[Line] = []
        for line in self._lines:
            if _LABELS.match(line.text):
                continue
            if group and self._starts(group, line):
                yield from self._block(group)
                group = []
            group.append(line)
        if group:
            yield from self._block(group)

    def _starts(self, group: Sequence[Line], line: Line) -> bool:
        """Whether a line starts a new block below those of a group."""
        last = group[-1]
        if line.grid or last.grid:
            return True
        if self._is_heading(group) != self._is_heading([line]):
            return True
        if abs(line.size - last.size) > 0.6:
            return True
        small = line.size < self._size - 0.4 or self._in_references
        if is_caption(line.text) and (is_finished(last.text) or small):
            return True
        if self._in_references and not self._is_heading([line]):
            return self._starts_reference(group, line)
        if self._is_heading([line]):
            return is_known(line.text) or is_known(last.text) or self._apart(last, line)
        ended, room = is_finished(last.text), _has_room(last, line)
        if last.page != line.page or opens_paragraph(line.text, ended, room):
            return True
        if opens_item(group[0].text, line.text):
            return True
        if line.y > last.y:
            return self._opens_column(last, line)
        return self._apart(last, line) or self._indented(group, line) or self._short(last, line)

    def _apart(self, last: Line, line: Line) -> bool:
        return last.page != line.page or not 0 <= last.y - line.y < 1.45 * max(
            self._leading, 1.15 * line.size
        )

    def _opens_column(self, last: Line, line: Line) -> bool:
        """Whether a paragraph ends with its column."""
        ended = is_finished(last.text) and last.x1 < last.right - line.size
        return ended or (is_finished(last.text) and line.x0 > line.left + 0.7 * line.size)

    def _indented(self, group: Sequence[Line], line: Line) -> bool:
        last = group[-1]
        first = line.x0 > line.left + 0.7 * line.size and last.x0 < line.x0 - 0.5 * line.size
        ended = is_finished(last.text) or len(group) > 1 or _has_room(last, line)
        return first and ended and not line.text[0].islower()

    def _short(self, last: Line, line: Line) -> bool:
        ended = is_finished(last.text) and _has_room(last, line)
        return ended and not line.text[0].islower()

    def _starts_reference(self, group: Sequence[Line], line: Line) -> bool:
        first, item = NUMBER.match(group[0].text), NUMBER.match(line.text)
        if first and item:
            return int(item[1]) == int(first[1]) + 1
        if first:
            return False
        return bool(item) or (line.x0 <= line.left + 1 and group[-1].x0 > line.left + 5)

    def _is_heading(self, lines: Sequence[Line]) -> bool:
        line = lines[0]
        text = line.text
        if not text:
            return False
        if is_known(text) and (
            line.bold
            or line.size > self._size + 0.4
            or is_capitals(text)
            or (len(lines) == 1 and text[0].isupper())
        ):
            return True
        if (
            self._in_references
            or len(text) > 120
            or is_caption(text)
            or text.endswith((".", ",", ";"))
            or 2 * sum(map(str.isalpha, text)) < len(text)
        ):
            return False
        large = line.size > 1.08 * self._size
        told = line.bold or is_capitals(text)
        numbered = is_numbered(text) and heading_kind(text) is not None and self._may_open(line)
        slanted = line.italic and self._is_alone(line)
        titled = large or told or numbered or slanted
        return text[0].isalnum() and not text[0].islower() and titled

    def _is_alone(self, line: Line) -> bool:
        """Whether a line in italics is no part of a paragraph."""
        few = len(line.text.split()) <= _HEADING_WORDS
        return few and line.x1 < line.right - 2 * line.size and self._may_open(line)

    def _may_open(self, line: Line) -> bool:
        """Whether the line above has ended, so that this one is not the rest of a sentence."""
        last = self._above.get(id(line))
        return last is None or is_finished(last.text) or self._apart(last, line)

    def _block(self, group: Sequence[Line]) -> Iterator[Block]:
        text = self._mender.paragraph(line.text for line in group)
        page, grid = group[0].page, group[0].grid
        places = tuple(line.place for line in group if line.place)
        if grid:
            yield Block(
                Part.TABLE,
                "",
                page=page,
                header=grid.header,
                rows=grid.rows,
                footnote=grid.footnote,
                row_places=grid.row_places,
                note_places=grid.note_places,
            )
        if not text:
            return
        if self._is_heading(group) and len(text) < 200:
            self._in_references = kind_of(text) is SectionKind.REFERENCES
            yield Block(Part.HEADING, text, self._level(group[0], text), page)
        elif self._in_references and not is_caption(text):
            yield Block(Part.REFERENCE, text, page=page, places=places)
        elif is_caption(text):
            part = Part.TABLE if is_table_caption(text) else Part.CAPTION
            yield Block(part, text, page=page, places=places)
        else:
            yield Block(
                Part.PARAGRAPH,
                text,
                page=page,
                broken=True,
                foot=all(id(line) in self._foot for line in group),
                places=places,
            )

    def _level(self, line: Line, text: str) -> int:
        """The depth of a heading: by its number, its words, or type like that of a known one."""
        if is_numbered(text):
            return level(text)
        look = (line.size, line.bold, line.italic, is_capitals(text))
        if line.italic and not line.bold and self._look[0] and not self._look[2]:
            return 2
        if kind_of(text) not in (None, SectionKind.BACK) and look[:2] >= self._look[:2]:
            self._look = look
        return 1 if is_known(text) or is_capitals(text) or look == self._look else 2


def _has_room(last: Line, line: Line) -> bool:
    """Whether the first word of a line would have fitted on the one above."""
    word = len(line.text.split()[0]) * 0.55 * line.size
    return last.right - last.x1 > word + line.size
