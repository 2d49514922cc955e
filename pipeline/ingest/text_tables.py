"""Tables in plain text: cells set apart by tabs, bars or runs of spaces."""

import re
from collections.abc import Sequence

from pipeline.ingest.lines import Line

_COLUMNS = re.compile(r"\t+|\s{2,}|\s*\|\s*")
_NUMBER_END = re.compile(r"(?:[<>≤≥±]?\s*[\d.,]+\s*(?:[-–]\s*[\d.,]+)?\s*%?|\+|-|[Yy]es|[Nn]o)$")

_LEAST_ROWS = 3
_LEAST_COLUMNS = 3

Grid = tuple[tuple[str, ...], ...]


def tab_list(lines: Sequence[Line], start: int) -> tuple[Grid, int]:
    """Rows whose cells stand on a line each, led by a tab, a blank line between the rows.

    Returns:
        the grid and where the next line stands; an empty grid where there is none.
    """
    rows: list[list[str]] = []
    place = start
    while place < len(lines) and lines[place].text.startswith("\t"):
        if lines[place].gap or not rows:
            rows.append([])
        rows[-1].append(lines[place].text.strip())
        place += 1
    even = len(rows) > 1 and len({len(row) for row in rows}) == 1 and len(rows[0]) > 1
    return (tuple(map(tuple, rows)), place) if even else ((), start)


def column_rows(lines: Sequence[Line], start: int) -> tuple[Grid, int]:
    """Rows whose cells are set apart by a tab, a bar or two spaces, as many in each row."""
    rows: list[tuple[str, ...]] = []
    place = start
    while place < len(lines):
        cells = tuple(_COLUMNS.split(lines[place].text.strip().strip("|").strip()))
        if len(rows) == 1 and len(cells) == len(rows[0]) + 1 > 2:
            # The corner above the first column is blank: "            Patient A   Patient B".
            rows[0] = ("", *rows[0])
        if len(cells) < 2 or (rows and len(cells) != len(rows[0])):
            break
        if any(cell.strip("-: ") for cell in cells):
            rows.append(cells)
        place += 1
    return (tuple(rows), place) if len(rows) > 1 else ((), start)


def bare_rows(lines: Sequence[Line], start: int) -> Grid:
    """The rows of a table that has no caption, one a line; an empty grid where there is none."""
    if "  " not in lines[start].text.strip():
        return ()
    grid, end = column_rows(lines, start)
    large = len(grid) >= _LEAST_ROWS and len(grid[0]) >= _LEAST_COLUMNS
    return grid if large and end == start + len(grid) else ()


def loose_rows(lines: Sequence[Line], start: int, width: int) -> tuple[Grid, int]:
    """Lines below a caption that are rows by their look, each kept as one cell."""
    rows: list[tuple[str, ...]] = []
    place = start
    while place < len(lines) and _is_row(lines[place].text, width):
        rows.append((lines[place].text,))
        place += 1
    return tuple(rows), place


def _is_row(text: str, width: int) -> bool:
    if text.endswith((".", "-")) or len(text) >= width:
        return False
    return len(text) < 0.6 * width or bool(_NUMBER_END.search(text))
