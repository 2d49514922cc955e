"""Table elements of XML and HTML as grids; a spanning cell stands in every place it covers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.ingest.markup import children, descendants, local

_MOST_COLUMNS = 100
_MOST_CELLS = 50_000

Text = Callable[[etree._Element], str]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: one text a column of the header, the rows below, and the notes under them."""

    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    footnote: str = ""


def read_grid(table: etree._Element, text: Text) -> Grid:
    """The grid of a `<table>`.

    Args:
        table: the element.
        text: gives the text of a cell.
    """
    rows = [row for row in descendants(table, "tr") if _table_of(row) is table]
    full = filled([_cells(row, text) for row in rows])
    heads = 0
    while heads < len(rows) and _is_head(rows[heads], heads):
        heads += 1
    return grid_of(full, heads)


def grid_of(full: Sequence[tuple[str, ...]], heads: int) -> Grid:
    """The grid of rows of equal length.

    Args:
        full: the rows.
        heads: how many at the top are marked as the header; without any, a row without figures is.
    """
    if not heads and len(full) > 2 and not any(map(has_digit, full[0])):
        heads = 1
    header = tuple(" ".join(dict.fromkeys(column)) for column in zip(*full[:heads], strict=True))
    return Grid(header, tuple(row for row in full[heads:] if any(row)))


def has_digit(cell: str) -> bool:
    """Whether a cell holds a figure."""
    return any(map(str.isdigit, cell))


def _table_of(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors("{*}table"), None)


def _is_head(row: etree._Element, place: int) -> bool:
    parent = row.getparent()
    if parent is not None and local(parent) == "thead":
        return True
    cells = children(row, "td", "th")
    return place == 0 and bool(cells) and all(local(cell) == "th" for cell in cells)


def _cells(row: etree._Element, text: Text) -> list[tuple[str, int, int]]:
    return [
        (text(cell), _span(cell, "rowspan"), _span(cell, "colspan"))
        for cell in children(row, "td", "th")
    ]


def _span(cell: etree._Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return max(1, min(int(value), _MOST_COLUMNS)) if value.isdigit() else 1


def filled(rows: Sequence[Sequence[tuple[str, int, int]]]) -> list[tuple[str, ...]]:
    """Rows of equal length from cells: text, rows and columns that each covers."""
    taken: dict[tuple[int, int], str] = {}
    for place, cells in enumerate(rows):
        column = 0
        for text, down, across in cells:
            while (place, column) in taken:
                column += 1
            for low in range(place, min(place + down, len(rows))):
                for right in range(column, column + across):
                    taken.setdefault((low, right), text)
            if len(taken) > _MOST_CELLS:
                break
    width = 1 + max((column for _, column in taken), default=-1)
    return [
        tuple(taken.get((place, column), "") for column in range(width))
        for place in range(len(rows))
    ]
