"""Tables of a PDF page: the rules that enclose them, and cells by the white space between."""

from collections.abc import Sequence
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.ingest.blocks import is_caption, is_table_caption
from pipeline.ingest.grids import Grid
from pipeline.ingest.pdf_runs import Run, run_text

_MOST_OBJECTS = 20_000
_LEAST_RULE = 30.0
_ALIKE = 5.0
_CAPTION_REACH = 45.0

Rule = tuple[float, float, float]


def with_tables(page: pdfium.PdfPage, runs: list[Run]) -> list[Run]:
    """The runs of a page, those within a ruled table replaced by one run that holds its grid."""
    captions = [run for run in runs if _opens_table(run)]
    if not captions:
        return runs
    rules = _rules(page)
    for caption in captions:
        edges = _edges(caption, rules)
        if len(edges) > 1:
            runs = _replaced(runs, edges, caption)
    return runs


def _opens_table(run: Run) -> bool:
    text = run_text(run, run.size, run.y, "").strip()
    return is_caption(text) and is_table_caption(text)


def _rules(page: pdfium.PdfPage) -> list[Rule]:
    """Horizontal rules as left end, right end and height, touching pieces joined."""
    pieces: list[Rule] = []
    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)
    for path in islice(paths, _MOST_OBJECTS):
        left, bottom, right, top = path.get_bounds()
        if top - bottom < 3.0 and right - left > 3.0:
            pieces.append((left, right, (bottom + top) / 2))
    joined: list[Rule] = []
    for left, right, height in sorted(pieces, key=lambda piece: (-round(piece[2]), piece[0])):
        last = joined[-1] if joined else None
        if last and abs(last[2] - height) < 1.5 and left <= last[1] + 3.0:
            joined[-1] = (last[0], max(last[1], right), last[2])
        else:
            joined.append((left, right, height))
    return [rule for rule in joined if rule[1] - rule[0] > _LEAST_RULE]


def _edges(caption: Run, rules: Sequence[Rule]) -> list[Rule]:
    """The rules of the table below a caption, from its top down."""
    below = sorted((rule for rule in rules if rule[2] < caption.y + 2), key=lambda rule: -rule[2])
    tops = [
        rule
        for rule in below
        if rule[2] > caption.y - _CAPTION_REACH and rule[0] - 10 < caption.x0 < rule[1]
    ]
    if not tops:
        return []
    left, right, _ = tops[0]
    return [
        rule for rule in below if abs(rule[0] - left) < _ALIKE and abs(rule[1] - right) < _ALIKE
    ]


def _replaced(runs: list[Run], edges: Sequence[Rule], caption: Run) -> list[Run]:
    left, right, top = edges[0]
    bottom = edges[-1][2]
    inside = [
        run
        for run in runs
        if bottom - 1 < run.y < top + 1
        and run.x0 > left - 6
        and run.x1 < right + 6
        and run is not caption
    ]
    head = [run for run in inside if len(edges) > 2 and run.y > edges[1][2]]
    grid = _grid(head, [run for run in inside if run not in head])
    if grid is None:
        return runs
    first = max(inside, key=lambda run: run.y)
    table = Run(first.chars, left, right, first.y, first.size, grid)
    return [run for run in runs if run not in inside] + [table]


def _grid(head: Sequence[Run], body: Sequence[Run]) -> Grid | None:
    columns = _columns(body)
    if len(columns) < 2:
        return None
    rows = _rows(body, columns)
    if len(rows) < 2:
        return None
    header = [""] * len(columns)
    for run in sorted(head, key=lambda run: (-run.y, run.x0)):
        place = _column_of(run, columns)
        header[place] = f"{header[place]} {_text(run)}".strip()
    return Grid(tuple(header) if any(header) else (), tuple(map(tuple, rows)))


def _text(run: Run) -> str:
    return run_text(run, run.size, run.y, "").strip()


def _columns(runs: Sequence[Run]) -> list[tuple[float, float]]:
    """The stretches of a table's width that its cells cover."""
    columns: list[tuple[float, float]] = []
    for run in sorted(runs, key=lambda run: run.x0):
        if columns and run.x0 < columns[-1][1] - 1.0:
            columns[-1] = (columns[-1][0], max(columns[-1][1], run.x1))
        else:
            columns.append((run.x0, run.x1))
    return columns


def _column_of(run: Run, columns: Sequence[tuple[float, float]]) -> int:
    middle = (run.x0 + run.x1) / 2
    return min(
        range(len(columns)), key=lambda n: max(columns[n][0] - middle, middle - columns[n][1])
    )


def _rows(runs: Sequence[Run], columns: Sequence[tuple[float, float]]) -> list[list[str]]:
    """Rows of cells; a line with few cells goes on with the row above."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: -run.y):
        if lines and abs(lines[-1][0].y - run.y) < 0.4 * run.size:
            lines[-1].append(run)
        else:
            lines.append([run])
    rows: list[list[str]] = []
    for line in lines:
        places = {_column_of(run, columns) for run in line}
        if not rows or len(places) >= max(2, len(columns) / 2):
            rows.append([""] * len(columns))
        for run in sorted(line, key=lambda run: run.x0):
            place = _column_of(run, columns)
            rows[-1][place] = f"{rows[-1][place]} {_text(run)}".strip()
    return rows
