"""Lines of a PDF page in reading order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.document.places import Place, Sheet
from pipeline.ingest.pdf_columns import columns_of
from pipeline.ingest.pdf_places import place_of
from pipeline.ingest.pdf_runs import PdfGrid, Run, is_level, run_text


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


def _column_lines(runs: list[Run], sheet: Sheet) -> Iterator[Line]:
    left = sorted(run.x0 for run in runs)[len(runs) // 20]
    right = sorted(run.x1 for run in runs)[-1 - len(runs) // 20]
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
    for row in rows:
        yield _line(sorted(row, key=lambda run: run.x0), sheet, left, right)


def _line(row: Sequence[Run], sheet: Sheet, left: float, right: float) -> Line:
    page = sheet.page
    if row[0].grid:
        run = row[0]
        return Line("", run.x0, run.x1, run.y, run.size, False, page, left, right, grid=run.grid)
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
        left,
        right,
        italic,
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
