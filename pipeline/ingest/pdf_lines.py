"""Lines of a PDF page in reading order: columns are told by the gutter between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.ingest.grids import Grid
from pipeline.ingest.pdf_runs import SAME_LINE, Run, run_text

_STEP = 2.0
_LEAST_GUTTER = 7.0
_LEAST_LINES = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a column.

    Attributes:
        text: its words.
        x0, x1, y: its ends and its baseline in points, `y` from the bottom of the page.
        size: font size in points.
        bold: whether most of it is.
        page: page from 1.
        left, right: ends of the column it stands in.
        grid: the table that stands here; the text is empty then.
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
    grid: Grid | None = None


def page_lines(runs: list[Run], page: int) -> list[Line]:
    """The lines of one page in reading order."""
    return [line for column in _columns(runs) for line in _column_lines(column, page)]


def _columns(runs: list[Run]) -> Iterator[list[Run]]:
    """Groups of runs that each are one column, in reading order."""
    gutter = gutter_of(runs)
    if gutter is None:
        if runs:
            yield runs
        return
    crossing = [run for run in runs if run.x0 < gutter - 1 and run.x1 > gutter + 1]
    beside = [run for run in runs if not (run.x0 < gutter - 1 and run.x1 > gutter + 1)]
    for band in _bands(crossing, beside):
        if band[0] in crossing:
            yield band
            continue
        yield from _columns([run for run in band if run.x1 <= gutter + 1])
        yield from _columns([run for run in band if run.x1 > gutter + 1])


def _bands(crossing: list[Run], beside: list[Run]) -> Iterator[list[Run]]:
    """Cuts a page at what spans its columns: alternately spanning runs and runs beside."""
    crossing = sorted(crossing, key=lambda run: -run.y)
    rest = sorted(beside, key=lambda run: -run.y)
    place = 0
    while place < len(crossing) or rest:
        edge = crossing[place].y if place < len(crossing) else float("-inf")
        above = [run for run in rest if run.y > edge + 0.5 * run.size]
        if above:
            yield above
            rest = rest[len(above) :]
        lower = rest[0].y if rest else float("-inf")
        spanning: list[Run] = []
        while place < len(crossing) and crossing[place].y > lower - 0.3 * crossing[place].size:
            spanning.append(crossing[place])
            place += 1
        if spanning:
            level = [r for r in rest if any(abs(r.y - s.y) < 0.3 * s.size for s in spanning)]
            rest = [run for run in rest if run not in level]
            yield spanning + level


def gutter_of(runs: Sequence[Run]) -> float | None:
    """Where the white space between two columns is, or None for a single column."""
    if len(runs) < 2 * _LEAST_LINES:
        return None
    left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
    width = right - left
    best: tuple[float, float] | None = None
    x = left + 0.2 * width
    while x < left + 0.8 * width:
        before = [run for run in runs if run.x1 <= x]
        after = [run for run in runs if run.x0 >= x]
        crossing = len(runs) - len(before) - len(after)
        few = min(len(before), len(after))
        if few >= max(_LEAST_LINES, 0.12 * len(runs)) and crossing <= 0.5 * few + 2:
            room = _room(before, after)
            score = room - 2.0 * crossing
            if room >= _LEAST_GUTTER and _is_stack(before) and _is_stack(after):
                best = max(best or (score, x), (score, x))
        x += _STEP
    return best[1] if best else None


def _room(before: Sequence[Run], after: Sequence[Run]) -> float:
    """Width of the white space, but for a few runs that reach into it."""
    ends = sorted(run.x1 for run in before)
    starts = sorted(run.x0 for run in after)
    return starts[len(starts) // 20] - ends[len(ends) - 1 - len(ends) // 20]


def _is_stack(runs: Sequence[Run]) -> bool:
    """Whether runs stand one below the other as lines of prose do, not as cells do."""
    words = sum(run.x1 - run.x0 for run in runs) / len(runs)
    return words > 6 * median([run.size for run in runs])


def _column_lines(runs: list[Run], page: int) -> Iterator[Line]:
    left = sorted(run.x0 for run in runs)[len(runs) // 20]
    right = sorted(run.x1 for run in runs)[-1 - len(runs) // 20]
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: -run.y):
        if run.grid:
            rows.append([run])
        elif (
            rows
            and not rows[-1][0].grid
            and abs(rows[-1][0].y - run.y) < SAME_LINE * max(rows[-1][0].size, run.size)
        ):
            rows[-1].append(run)
        else:
            rows.append([run])
    for row in rows:
        yield _line(sorted(row, key=lambda run: run.x0), page, left, right)


def _line(row: Sequence[Run], page: int, left: float, right: float) -> Line:
    if row[0].grid:
        run = row[0]
        return Line("", run.x0, run.x1, run.y, run.size, False, page, left, right, run.grid)
    widest = max(row, key=lambda run: run.x1 - run.x0)
    text = ""
    for run in row:
        gap = " " if text and not text.endswith(" ") else ""
        text += gap + run_text(run, widest.size, widest.y, text)
    inked = [char for run in row for char in run.chars if char.text != " "]
    bold = sum(char.style.bold for char in inked) > 0.6 * len(inked)
    return Line(
        _hyphens_inside(" ".join(text.split())),
        row[0].x0,
        max(run.x1 for run in row),
        widest.y,
        widest.size,
        bold,
        page,
        left,
        right,
    )


def _hyphens_inside(text: str) -> str:
    """Marks of a hyphen at a line's end that turn out to stand within the line."""
    return text[:-1].replace("\ufffe", "-") + text[-1:]
