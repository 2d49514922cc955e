"""Tables whose cells rules enclose on all sides, as pdfplumber finds them.

pdfplumber reads a page of its own accord in a tenth of a second; its finder asks for no more than
the rules, which pdfium has told already, and so costs next to nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from pdfplumber.table import TableFinder

from pipeline.ingest.pdf_rules import Box, Rules

_MOST_RULES = 600
_LEAST_SIDE = 6.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A table's cells: the ends of its columns and rows, and each cell's box.

    Attributes:
        xs: left ends of the columns, and the right end of the last.
        ys: tops of the rows from the top down, and the bottom of the last.
        boxes: left, bottom, right and top of each cell in points.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]

    @property
    def box(self) -> Box:
        """What the table takes of the page."""
        return self.xs[0], self.ys[-1], self.xs[-1], self.ys[0]

    def covering(self) -> Iterator[tuple[int, int, int]]:
        """Row, column and cell of every place, a spanning cell in each that it covers."""
        for number, (left, bottom, right, top) in enumerate(self.boxes):
            for row, height in enumerate(self.ys[:-1]):
                for column, place in enumerate(self.xs[:-1]):
                    if left - 1 < place < right - 1 and bottom + 1 < height < top + 1:
                        yield row, column, number


@dataclass(frozen=True, slots=True)
class _Sheet:
    """As much of a page as pdfplumber's finder asks for."""

    edges: list[dict[str, Any]]


def framed(rules: Rules) -> list[Frame]:
    """The framed tables of a page, from its top down."""
    if len(rules.down) < 2 or len(rules.across) < 2:
        return []
    if len(rules.down) + len(rules.across) > _MOST_RULES:
        return []
    finder = TableFinder(cast(Any, _Sheet(_edges(rules))))
    frames = [_frame(table.cells) for table in finder.tables]
    return [frame for frame in frames if len(frame.xs) > 2 and len(frame.ys) > 2]


def _edges(rules: Rules) -> list[dict[str, Any]]:
    """The rules as pdfplumber writes them, heights from the top of the page."""
    across = [
        {
            "x0": rule.start,
            "x1": rule.end,
            "top": -rule.at,
            "bottom": -rule.at,
            "width": rule.length,
            "orientation": "h",
        }
        for rule in rules.across
    ]
    down = [
        {
            "x0": rule.at,
            "x1": rule.at,
            "top": -rule.end,
            "bottom": -rule.start,
            "height": rule.length,
            "orientation": "v",
        }
        for rule in rules.down
    ]
    return across + down


def _frame(cells: list[tuple[float, float, float, float]]) -> Frame:
    boxes = tuple((left, -bottom, right, -top) for left, top, right, bottom in cells)
    xs = _apart([end for box in boxes for end in (box[0], box[2])])
    ys = _apart([end for box in boxes for end in (box[1], box[3])])
    return Frame(xs, tuple(reversed(ys)), boxes)


def _apart(ends: list[float]) -> tuple[float, ...]:
    """Ends in their order, those side by side told once."""
    kept: list[float] = []
    for end in sorted(ends):
        if not kept or end - kept[-1] > _LEAST_SIDE:
            kept.append(end)
    return tuple(kept)
