"""Lines of a PDF page in reading order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.document.places import Place, Sheet
from pipeline.ingest.pdf_columns import columns_of
from pipeline.ingest.pdf_places import place_of
from pipeline.ingest.pdf_runs import PdfGrid, Run, is_level, run_text

_LEAST_LINES = 4
_BEYOND = 8.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a column.

    Attributes:
        text: its words.
        x0, x1, y: its ends and its baseline in points, `y` from the bottom of the page.
        size: font size in points.
        bold, italic: whether most of it is.
        page: page from 1.
        left, right: ends of the column it stands in.
        grid: the table that stands here; the text is empty then.
        place: where its letters stand.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    page: int
    left: float = 0.0
    right: float = 0.0
    italic: bool = False
    grid: PdfGrid | None = None
    place: Place | None = None


def page_lines(runs: list[Run], sheet: Sheet) -> list[Line]:
    """The lines of one page in reading order."""
    return [line for column in columns_of(runs) for line in _column_lines(column, sheet)]


def _column_lines(runs: list[Run], sheet: Sheet) -> list[Line]:
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: -run.y):
        if run.grid:
            rows.append([run])
        elif (
            rows
            and not rows[-1][0].grid
            and is_level(run.y, run.size, rows[-1][0].y, rows[-1][0].size)
        ):
            rows[-1].append(run)
        else:
            rows.append([run])
    lines = _measured([_line(sorted(row, key=lambda run: run.x0), sheet) for row in rows])
    beyond = {
        id(run)
        for row, line in zip(rows, lines, strict=True)
        for run in row
        if run.x0 > line.right + _BEYOND and not run.grid
    }
    if not beyond or len(beyond) == len(runs):
        return lines
    # A few lines of the next column, too few to tell that there is one.
    column = [run for run in runs if id(run) not in beyond]
    return _column_lines(column, sheet) + _column_lines(
        [run for run in runs if id(run) in beyond], sheet
    )


def _measured(lines: Sequence[Line]) -> list[Line]:
    """The lines of a column with its ends.

    Those of one type size have ends of their own: a title may be wider than the column below it.
    """
    by_type: dict[int, list[Line]] = {}
    for line in lines:
        by_type.setdefault(_type(line), []).append(line)
    ends = {
        size: _ends(alike if len(alike) >= _LEAST_LINES else lines)
        for size, alike in by_type.items()
    }
    return [replace(line, left=ends[_type(line)][0], right=ends[_type(line)][1]) for line in lines]


def _ends(lines: Sequence[Line]) -> tuple[float, float]:
    """The left and the right end of a column, but for a few lines that reach over them."""
    few = len(lines) // 8
    return sorted(line.x0 for line in lines)[few], sorted(line.x1 for line in lines)[-1 - few]


def _type(line: Line) -> int:
    """The type size of a line in half points."""
    return round(2 * line.size)


def _line(row: Sequence[Run], sheet: Sheet) -> Line:
    page = sheet.page
    if row[0].grid:
        run = row[0]
        return Line("", run.x0, run.x1, run.y, run.size, False, page, grid=run.grid)
    widest = max(row, key=lambda run: run.x1 - run.x0)
    text = ""
    for run in row:
        gap = " " if text and not text.endswith(" ") else ""
        text += gap + run_text(run, widest.size, widest.y, text)
    start, end = row[0].x0, max(run.x1 for run in row)
    most = 0.6 * sum(len(run.chars) for run in row)
    bold = sum(_styled(run, "bold") for run in row) > most
    italic = sum(_styled(run, "italic") for run in row) > most
    return Line(
        _hyphens_inside(" ".join(text.split())),
        start,
        end,
        widest.y,
        widest.size,
        bold,
        page,
        italic=italic,
        place=place_of(row, sheet),
    )


def _styled(run: Run, trait: str) -> int:
    """How many of a run's characters are bold or italic."""
    if run.style:
        return len(run.chars) if getattr(run.style, trait) else 0
    return sum(getattr(char.style, trait) for char in run.chars)


def _hyphens_inside(text: str) -> str:
    """Marks of a hyphen at a line's end that turn out to stand within the line."""
    return text[:-1].replace("\ufffe", "-") + text[-1:]
