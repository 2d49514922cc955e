"""Tables of a PDF page: each is replaced by one run that holds its grid."""

import re
from collections.abc import Sequence

import pypdfium2 as pdfium

from pipeline.ingest.blocks import is_caption, is_table_caption
from pipeline.ingest.grids import Grid, has_digit
from pipeline.ingest.pdf_areas import Area, loose_areas, ruled_area, unruled_area
from pipeline.ingest.pdf_cells import cut_frame, cuts, filled, lines_of, rows_of
from pipeline.ingest.pdf_grids import Frame, framed
from pipeline.ingest.pdf_rules import Box, page_rules
from pipeline.ingest.pdf_runs import Run, run_text

_MARGIN = 6.0
_LEAST_FILLED = 0.5
_NOTE = re.compile(
    r"[*†‡§¶#]|[a-e]\s?[A-Z]|(?:notes?|abbreviations?|legend|source|data|values?|numbers)\b|"
    r"[A-Z][A-Za-z]{0,6}\s*[:=,]",
    re.I,
)


def with_tables(page: pdfium.PdfPage, runs: list[Run]) -> list[Run]:
    """The runs of a page, those of each table replaced by one run in their place."""
    if not runs:
        return runs
    rules = page_rules(page, runs[0].chars[0].style.angle)
    for frame in framed(rules):
        runs = _with_frame(runs, frame)
    captions = [run for run in runs if not run.grid and _opens_table(run)]
    for caption in captions:
        if any(run.grid and _follows(run, caption) for run in runs):
            continue
        others = [run for run in captions if run is not caption]
        ruled = ruled_area(caption, others, rules, runs)
        cut = _with_area(runs, ruled) if ruled else runs
        if cut is runs and (area := unruled_area(caption, others, runs)):
            cut = _with_area(runs, area)
        runs = cut
    for area in loose_areas(rules, runs):
        runs = _with_area(runs, area)
    return runs


def _opens_table(run: Run) -> bool:
    text = run_text(run, run.size, run.y, "").strip()
    return is_caption(text) and is_table_caption(text)


def _follows(table: Run, caption: Run) -> bool:
    """Whether a framed table is the one that a caption stands above."""
    return 0 < caption.y - table.y < 6 * caption.size and table.x0 - 10 < caption.x0 < table.x1


def _with_frame(runs: list[Run], frame: Frame) -> list[Run]:
    inside = _inside(runs, frame.box, 0.0)
    rows = filled(frame, inside)
    cells = [cell for row in rows for cell in row]
    if sum(map(bool, cells)) < _LEAST_FILLED * len(cells):
        return runs
    return _replaced(runs, inside, frame.box, _split_head(rows, inside))


def _with_area(runs: list[Run], area: Area) -> list[Run]:
    inside = _inside(runs, area.box, _MARGIN)
    grid = _grid(inside, area)
    return _replaced(runs, inside, area.box, grid) if grid else runs


def _inside(runs: Sequence[Run], box: Box, margin: float) -> list[Run]:
    left, bottom, right, top = box
    return [
        run
        for run in runs
        if bottom - 1 < run.y + 0.25 * run.size < top + 1
        and run.x0 > left - margin
        and run.x1 < right + margin
        and not run.grid
    ]


def _grid(inside: Sequence[Run], area: Area) -> Grid | None:
    """The grid of a table without frames, or None where it has no columns or no rows."""
    head = [run for run in inside if area.head is not None and run.y > area.head]
    body = lines_of(run for run in inside if run not in head)
    columns = cuts(body, lines_of(head))
    if not columns or len(body) < 2:
        return None
    heights = rows_of(body, columns) if not area.rows else list(area.rows)
    tops = [area.head] if head and area.head is not None else []
    left, bottom, right, top = area.box
    box = (left - _MARGIN, bottom - _MARGIN, right + _MARGIN, top + _MARGIN)
    rows = filled(cut_frame(box, columns, [*tops, *heights]), inside)
    if head:
        return Grid(tuple(rows[0]), tuple(map(tuple, rows[1:])))
    return _split_head(rows, inside)


def _split_head(rows: Sequence[Sequence[str]], inside: Sequence[Run]) -> Grid:
    """A grid whose first row is its header if it is bold, or has no figures as the others do."""
    rows = [row for row in rows if any(row)]
    first = lines_of(inside)[0]
    bold = len(rows) > 1 and all(run.chars[0].style.bold for run in first)
    plain = len(rows) > 2 and not any(map(has_digit, rows[0]))
    if bold or (plain and any(any(map(has_digit, row)) for row in rows[1:])):
        return Grid(tuple(rows[0]), tuple(map(tuple, rows[1:])))
    return Grid((), tuple(map(tuple, rows)))


def _replaced(runs: list[Run], inside: Sequence[Run], box: Box, grid: Grid) -> list[Run]:
    rest = [run for run in runs if not any(run is other for other in inside)]
    notes = _notes(rest, box, inside)
    footnote = " ".join(run_text(run, run.size, run.y, "").strip() for run in notes)
    first = max(inside, key=lambda run: run.y)
    table = Run(
        first.chars,
        box[0],
        box[2],
        first.y,
        first.size,
        Grid(grid.header, grid.rows, footnote.replace("\ufffe ", "")),
    )
    return [run for run in rest if not any(run is note for note in notes)] + [table]


def _notes(runs: Sequence[Run], box: Box, inside: Sequence[Run]) -> list[Run]:
    """The lines under a table that explain it: close by and in small letters, or marked."""
    below = [
        line
        for line in lines_of(r for r in runs if box[0] - _MARGIN < r.x0 < box[2] and not r.grid)
        if line[0].y < box[1]
    ]
    if not below:
        return []
    text_size = max(runs, key=lambda run: (_most(runs, run.size), run.size)).size
    edge, notes = box[1], list[Run]()
    for line in below:
        size = line[0].size
        near = edge - line[0].y < (2.0 if not notes else 1.5) * size
        small = size < text_size - 0.4
        alike = not notes or abs(size - notes[0].size) < 0.3
        text = run_text(line[0], size, line[0].y, "")
        marked = small or (not notes and bool(_NOTE.match(text)))
        if not (near and alike and marked) or is_caption(text):
            break
        notes += line
        edge = line[0].y
    return notes


def _most(runs: Sequence[Run], size: float) -> int:
    return sum(len(run.chars) for run in runs if run.size == size)
