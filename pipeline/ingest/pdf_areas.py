"""Where on a PDF page a table stands: between rules, or below its caption by its look."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.ingest.pdf_columns import gutter_of
from pipeline.ingest.pdf_rules import Box, Rule, Rules
from pipeline.ingest.pdf_runs import Run, lines_of

_CAPTION_REACH = 45.0
_ALIKE = 5.0
_LEAST_RULE = 30.0
_PROSE = 0.6
_MOST_CAPTION_LINES = 5
_RULED_ROWS = 4
_MOST_ALIKE = 4
_PADDING = 2.2
_SHORT_CELL = 28
_LONG_CELL = 45
_LEAST_CELLS = 2
_MOST_TITLES = 3


@dataclass(frozen=True, slots=True)
class Area:
    """The place of a table without frames.

    Attributes:
        box: left, bottom, right and top in points.
        head: height of the rule under its header, or None.
        rows: heights of the rules between its rows where each row has one.
    """

    box: Box
    head: float | None = None
    rows: tuple[float, ...] = ()


def ruled_area(
    caption: Run, others: Sequence[Run], rules: Rules, runs: Sequence[Run]
) -> Area | None:
    """The area below a caption between rules of equal ends, or None where there are no two."""
    floor = _floor(caption, others)
    below = [
        rule
        for rule in rules.across
        if floor < rule.at < caption.y + 2 and rule.length > _LEAST_RULE
    ]
    tops = [
        rule
        for rule in below
        if rule.at > caption.y - _CAPTION_REACH and rule.start - 10 < caption.x0 < rule.end
    ]
    if not tops:
        return None
    top = tops[0]
    edges = [rule for rule in below if rule.at <= top.at and _alike(rule, top)]
    while len(edges) > 1 and _is_prose(_between(runs, edges[-2], edges[-1]), edges[-1]):
        edges.pop()
    if len(edges) < 2:
        return None
    if len(edges) == 2 and (rows := _rows_below(edges[1], floor, runs)):
        return Area((top.start, _bottom(rows), top.end, top.at), edges[1].at)
    box = (top.start, edges[-1].at, top.end, top.at)
    head = edges[1].at if len(edges) > 2 else None
    inner = tuple(rule.at for rule in edges[2:-1])
    return Area(box, head, inner if len(inner) >= _RULED_ROWS - 1 else ())


def _rows_below(head: Rule, floor: float, runs: Sequence[Run]) -> list[Sequence[Run]]:
    """The rows below the rule under a header that no rule ends, as where a column ends first."""
    below = [
        run
        for run in runs
        if floor < run.y < head.at
        and run.x0 > head.start - _ALIKE
        and run.x1 < head.end + _ALIKE
        and not run.grid
    ]
    lines = lines_of(below)
    if not lines or len(lines[0]) < 2 or head.at - lines[0][0].y > 2 * lines[0][0].size:
        return []
    return _tabular(lines)


def _bottom(rows: Sequence[Sequence[Run]]) -> float:
    return rows[-1][0].y - 0.3 * rows[-1][0].size


def continued_areas(headers: Container[str], rules: Rules, runs: Sequence[Run]) -> list[Area]:
    """Where a table goes on, under a header that another part of it has had.

    Args:
        headers: the letters of the headers, as `signature` gives them.
        rules: of the page.
        runs: of the page; those of tables found before have a grid.
    """
    areas: list[Area] = []
    free = [run for run in runs if not run.grid]
    for head in _headers(lines_of(free), rules, free):
        if signature(char.text for run in head for char in run.chars) not in headers:
            continue
        left, right = min(run.x0 for run in head), max(run.x1 for run in head)
        y, size = min(run.y for run in head), head[0].size
        wide = [r for r in rules.across if r.start < left + _ALIKE and r.end > right - _ALIKE]
        under = next(
            (rule for rule in wide if 0 < y - rule.at < 2 * size),
            Rule(left - _ALIKE, right + 3 * size, y - 0.3 * size),
        )
        if rows := _rows_below(under, float("-inf"), free):
            ends = [r.at for r in rules.across if _alike(r, under) and r.at < rows[0][0].y]
            rows = [row for row in rows if not ends or row[0].y > ends[-1]]
            top = max(run.y for run in head) + size
            areas.append(Area((under.start, _bottom(rows), under.end, top), under.at))
    return areas


def _headers(
    lines: Iterable[Sequence[Run]], rules: Rules, runs: Sequence[Run]
) -> Iterator[Sequence[Run]]:
    """What may be a header: the part of a line on one side of a gutter, or what rules enclose."""
    for upper, lower in pairwise(rules.across):
        if _alike(upper, lower) and (inside := _between(runs, upper, lower)):
            yield inside
    for line in lines:
        for start in range(len(line)):
            for end in range(start + 2, len(line) + 1):
                yield line[start:end]


def signature(text: Iterable[str]) -> str:
    """The letters of a header whatever their order, since its cells may take several lines."""
    return "".join(sorted(letter for part in text for letter in part if letter.isalnum()))


def _alike(one: Rule, other: Rule) -> bool:
    return abs(one.start - other.start) < _ALIKE and abs(one.end - other.end) < _ALIKE


def loose_areas(rules: Rules, runs: Sequence[Run]) -> list[Area]:
    """Areas under no caption, as where a table goes on: three rules of equal ends over cells.

    A fourth one may be that under the running head, or over the foot of the page. More are those
    of a table with a rule under each row.
    """
    left = [rule for rule in rules.across if not any(_crosses(rule, run) for run in runs)]
    areas: list[Area] = []
    while left:
        alike = [r for r in left if abs(r.start - left[0].start) + abs(r.end - left[0].end) < 2]
        left = [rule for rule in left if rule not in alike]
        if len(alike) > _MOST_ALIKE:
            areas += _areas_of_rows(alike, runs)
        elif alike[0].length > _LEAST_RULE:
            threes = zip(alike, alike[1:], alike[2:], strict=False)
            found = next((three for three in threes if _holds_cells(*three, runs)), None)
            if found:
                top, head, last = found
                areas.append(Area((top.start, last.at, top.end, top.at), head.at))
    return areas


def _areas_of_rows(rules: Sequence[Rule], runs: Sequence[Run]) -> Iterator[Area]:
    """The areas of tables each row of which stands between two rules of equal ends."""
    edges = [rules[0]]
    for rule in rules[1:]:
        if _is_row(_between(runs, edges[-1], rule)):
            edges.append(rule)
            continue
        yield from _area_of_rows(edges)
        edges = [rule]
    yield from _area_of_rows(edges)


def _area_of_rows(edges: Sequence[Rule]) -> Iterator[Area]:
    if len(edges) > _RULED_ROWS:
        top, head, *inner, last = edges
        box = (top.start, last.at, top.end, top.at)
        yield Area(box, head.at, tuple(rule.at for rule in inner))


def _is_row(inside: Sequence[Run]) -> bool:
    """Whether what stands between two rules are cells side by side."""
    lines = lines_of(inside)
    return (
        bool(lines)
        and len(lines[0]) > _LEAST_CELLS
        and all(len(run.chars) <= _LONG_CELL for run in inside)
    )


def _holds_cells(top: Rule, head: Rule, last: Rule, runs: Sequence[Run]) -> bool:
    """Whether a header and rows stand between three rules."""
    body = lines_of(_between(runs, head, last))
    titles = lines_of(_between(runs, top, head))
    cells = [run for line in [*titles, *body] for run in line]
    long = sum(len(run.chars) > _LONG_CELL for run in cells)
    several = sum(len(line) > 1 for line in body)
    headed = (
        bool(titles) and sum(" " in run.words.strip() for run in titles[0]) + len(titles[0]) > 1
    )
    if len(titles) > _MOST_TITLES and all(len(line) == 1 for line in titles):
        return False  # The head of an article between its first rule and that of the table.
    return headed and several > 1 and long < 0.25 * len(cells)


def _crosses(rule: Rule, run: Run) -> bool:
    """Whether a rule belongs to a table that has been found."""
    return run.grid is not None and abs(run.x0 - rule.start) < _ALIKE and rule.at <= run.y + 20


def _floor(caption: Run, others: Sequence[Run]) -> float:
    """The height of the next caption below."""
    return max((o.y for o in others if o.y < caption.y - 1 and _beside(o, caption)), default=-1e9)


def _beside(one: Run, other: Run) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1


def _between(runs: Sequence[Run], upper: Rule, lower: Rule) -> list[Run]:
    return [
        run
        for run in runs
        if lower.at < run.y < upper.at and run.x0 > upper.start - _ALIKE and run.x0 < upper.end
    ]


def _is_prose(runs: Sequence[Run], rule: Rule) -> bool:
    """Whether what stands above a table's last rule is text and not rows, so it is no table's."""
    lines = lines_of(runs)
    if not lines:
        return True
    wide = sum(len(line) == 1 and line[0].x1 - line[0].x0 > _PROSE * rule.length for line in lines)
    return wide > 0.5 * len(lines) and len(lines) > 2


def unruled_area(caption: Run, others: Sequence[Run], runs: Sequence[Run]) -> Area | None:
    """The area below a caption whose lines stand in columns, or None where there is none."""
    floor = _floor(caption, others)
    below = [run for run in runs if floor + 1 < run.y < caption.y - 1 and not run.grid]
    lines = lines_of(_of_column(caption, below, runs))
    start = next((n for n, line in enumerate(lines[:_MOST_CAPTION_LINES]) if len(line) > 1), None)
    if start is None:
        return None
    table = _tabular(lines[start:])
    if len(table) < 3:
        return None
    inside = [run for line in table for run in line]
    size = table[0][0].size
    return Area(
        (
            min(run.x0 for run in inside),
            table[-1][0].y - 0.3 * size,
            max(run.x1 for run in inside),
            table[0][0].y + size,
        )
    )


def _of_column(caption: Run, below: Sequence[Run], runs: Sequence[Run]) -> list[Run]:
    """The runs below a caption in its column of the page, or in all if the table spans them."""
    gutter = gutter_of(runs)
    if gutter is None or caption.x0 < gutter - 1 < gutter + 1 < caption.x1:
        return list(below)
    left = caption.x1 <= gutter + 1
    own = [run for run in below if (run.x1 <= gutter + 1 if left else run.x0 >= gutter - 1)]
    nearest = [line for line in lines_of(below)[:4] if any(run in own for run in line)]
    spanning = sum(_spans(line, gutter, left) for line in nearest)
    if 2 * spanning >= len(nearest):
        return list(below)
    return _of_column(caption, own, [r for r in runs if (r.x1 <= gutter + 1) == left])


def _spans(line: Sequence[Run], gutter: float, left: bool) -> bool:
    """Whether a line goes on over the gutter with cells and not with the other column's text."""
    if any(run.x0 < gutter - 1 and run.x1 > gutter + 1 for run in line):
        return True
    beyond = [run for run in line if (run.x0 > gutter if left else run.x1 < gutter)]
    return bool(beyond) and max(len(run.chars) for run in beyond) < _SHORT_CELL


def _tabular(lines: Sequence[Sequence[Run]]) -> list[Sequence[Run]]:
    """The lines from the first on that are rows of cells, or go on with such rows."""
    left = min(run.x0 for line in lines[:3] for run in line)
    right = max(run.x1 for line in lines[:3] for run in line)
    table = [lines[0]]
    for upper, line in pairwise(lines):
        gap = upper[0].y - line[0].y
        prose = len(line) == 1 and line[0].x1 - line[0].x0 > _PROSE * (right - left)
        if gap > _PADDING * max(line[0].size, upper[0].size) or prose:
            break
        if abs(line[0].size - table[0][0].size) > 0.6:
            break
        table.append(line)
    while table and len(table[-1]) == 1 and table[-1][0].x0 < left + 2 and len(table) > 1:
        table.pop()
    return table
