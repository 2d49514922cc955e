"""Tables of a PDF page: each is replaced by one run that holds its grid."""

import re
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium

from pipeline.document.places import Place, Sheet
from pipeline.ingest.blocks import is_caption, is_finished, is_table_caption
from pipeline.ingest.grids import has_digit
from pipeline.ingest.hyphens import Mender
from pipeline.ingest.pdf_areas import (
    Area,
    continued_areas,
    loose_areas,
    ruled_area,
    signature,
    unruled_area,
)
from pipeline.ingest.pdf_cells import cut_frame, cuts, filled, rows_of
from pipeline.ingest.pdf_chars import Layer
from pipeline.ingest.pdf_grids import Frame, framed
from pipeline.ingest.pdf_places import place_of
from pipeline.ingest.pdf_rules import Box, page_rules
from pipeline.ingest.pdf_runs import PdfGrid, Run, lines_of, run_text

_MARGIN = 6.0
_LEAST_FILLED = 0.5
_LEADING = 1.6
_INITIALS = "TtSs"  # of "Table" and "Supplementary table"
# What opens notes that are set as large as the text: a mark, a word for them, an abbreviation.
_NOTE = re.compile(
    r"[*†‡§¶#]|(?:Notes?|Abbreviations?|Legend|Source|Data from)\b|"
    r"[A-Z][A-Za-z]{0,5}\s*(?:[:=]|,\s+[a-z]+(?:\s[a-z]+)?[;,.])"
)


@dataclass(frozen=True, slots=True)
class _Row:
    """The texts of a row and its box."""

    cells: tuple[str, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class _Cut:
    """A table cut into its header and rows."""

    header: tuple[str, ...]
    rows: list[_Row]


def with_tables(
    page: pdfium.PdfPage, runs: list[Run], layer: Layer, headers: set[str]
) -> list[Run]:
    """The runs of a page, those of each table replaced by one run in their place.

    Args:
        page: the page.
        runs: of one of its layers.
        layer: that layer.
        headers: of the tables on the pages before; those of this page are added.
    """
    if not runs:
        return runs
    rules = page_rules(page, layer.angle)
    for frame in framed(rules):
        runs = _with_frame(runs, frame, layer.sheet)
    captions = [run for run in runs if not run.grid and _opens_table(run, runs)]
    for caption in captions:
        if any(run.grid and _follows(run, caption) for run in runs):
            continue
        others = [run for run in captions if run is not caption]
        ruled = ruled_area(caption, others, rules, runs)
        cut = _with_area(runs, ruled, layer.sheet) if ruled else runs
        if cut is runs and (area := unruled_area(caption, others, runs)):
            cut = _with_area(runs, area, layer.sheet)
        runs = cut
    headers |= {signature(run.grid.header) for run in runs if run.grid and any(run.grid.header)}
    if headers:
        for area in continued_areas(headers, rules, runs):
            runs = _with_area(runs, area, layer.sheet)
    for area in loose_areas(rules, runs):
        runs = _with_area(runs, area, layer.sheet)
    return runs


def _opens_table(run: Run, runs: Sequence[Run]) -> bool:
    if run.chars[0].text not in _INITIALS:
        return False
    text = _words(run)
    above = (other for other in runs if _is_above(other, run))
    within = any(not is_finished(_words(other)) for other in above)
    return is_caption(text) and is_table_caption(text) and not within


def _is_above(other: Run, run: Run) -> bool:
    """Whether a run is the line above another one in the same type."""
    near = 0 < other.y - run.y < _LEADING * run.size and abs(other.x0 - run.x0) < 2 * run.size
    return near and not other.grid and other.chars[-1].style == run.chars[0].style


def _words(run: Run) -> str:
    return run_text(run, run.size, run.y, "").strip()


def _follows(table: Run, caption: Run) -> bool:
    """Whether a framed table is the one that a caption stands above."""
    return 0 < caption.y - table.y < 6 * caption.size and table.x0 - 10 < caption.x0 < table.x1


def _with_frame(runs: list[Run], frame: Frame, sheet: Sheet) -> list[Run]:
    inside = _inside(runs, frame.box, 0.0)
    rows = _rows(frame, inside)
    cells = [cell for row in rows for cell in row.cells]
    if sum(map(bool, cells)) < _LEAST_FILLED * (len(frame.xs) - 1) * (len(frame.ys) - 1):
        return runs
    return _replaced(runs, inside, frame.box, _split_head(rows, inside), sheet)


def _with_area(runs: list[Run], area: Area, sheet: Sheet) -> list[Run]:
    inside = _inside(runs, area.box, _MARGIN)
    found = _cut(inside, area)
    return _replaced(runs, inside, area.box, found, sheet) if found else runs


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


def _cut(inside: Sequence[Run], area: Area) -> _Cut | None:
    """The rows of a table without frames, or None where it has no columns or no rows."""
    head = [run for run in inside if area.head is not None and run.y > area.head]
    body = lines_of(run for run in inside if run not in head)
    columns = cuts(body, lines_of(head))
    if not columns or len(body) + bool(head) < 2:
        return None
    heights = rows_of(body, columns) if not area.rows else list(area.rows)
    tops = [area.head] if head and area.head is not None else []
    left, bottom, right, top = area.box
    box = (left - _MARGIN, bottom - _MARGIN, right + _MARGIN, top + _MARGIN)
    rows = _rows(cut_frame(box, columns, [*tops, *heights]), inside)
    return _Cut(rows[0].cells, rows[1:]) if head else _split_head(rows, inside)


def _rows(frame: Frame, inside: Sequence[Run]) -> list[_Row]:
    """The rows of a table in which something stands."""
    edges = pairwise(frame.ys)
    return [
        _Row(tuple(cells), (frame.xs[0], bottom, frame.xs[-1], top))
        for cells, (top, bottom) in zip(filled(frame, inside), edges, strict=True)
        if any(cells)
    ]


def _split_head(rows: list[_Row], inside: Sequence[Run]) -> _Cut:
    """Rows whose first is the header if it is bold, or has no figures as the others do."""
    first = lines_of(inside)[0]
    bold = len(rows) > 1 and all(run.chars[0].style.bold for run in first)
    plain = len(rows) > 2 and not any(map(has_digit, rows[0].cells))
    if bold or (plain and any(any(map(has_digit, row.cells)) for row in rows[1:])):
        return _Cut(rows[0].cells, rows[1:])
    return _Cut((), rows)


def _replaced(
    runs: list[Run], inside: Sequence[Run], box: Box, found: _Cut, sheet: Sheet
) -> list[Run]:
    taken = set(map(id, inside))
    rest = [run for run in runs if id(run) not in taken]
    notes = _notes(rest, box, inside)
    texts = (run_text(run, run.size, run.y, "").strip() for line in notes for run in line)
    first = max(inside, key=lambda run: run.y)
    grid = PdfGrid(
        found.header,
        tuple(row.cells for row in found.rows),
        Mender(()).paragraph(texts),
        tuple(Place(sheet, *row.box, array("f")) for row in found.rows),
        tuple(place_of(line, sheet) for line in notes),
    )
    table = Run(first.chars, box[0], box[2], first.y, first.size, grid=grid)
    noted = {id(run) for line in notes for run in line}
    return [run for run in rest if id(run) not in noted] + [table]


def _notes(runs: Sequence[Run], box: Box, inside: Sequence[Run]) -> list[list[Run]]:
    """The lines under a table that explain it: close by and in small letters, or marked."""
    below = [
        line
        for line in lines_of(r for r in runs if box[0] - _MARGIN < r.x0 < box[2] and not r.grid)
        if line[0].y < box[1]
    ]
    if not below:
        return []
    text_size = _text_size(runs)
    edge, notes = box[1], list[list[Run]]()
    for line in below:
        size = line[0].size
        near = edge - line[0].y < (2.0 if not notes else 1.5) * size
        small = size < text_size - 0.4
        alike = not notes or abs(size - notes[0][0].size) < 0.3
        text = run_text(line[0], size, line[0].y, "")
        marked = small or (not notes and bool(_NOTE.match(text)))
        if not (near and alike and marked) or is_caption(text):
            break
        notes.append(line)
        edge = line[0].y
    return notes


def _text_size(runs: Sequence[Run]) -> float:
    """The size of most of the letters."""
    sizes = Counter[float]()
    for run in runs:
        sizes[run.size] += len(run.chars)
    return max(sizes, key=lambda size: (sizes[size], size))
