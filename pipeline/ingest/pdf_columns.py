"""Columns of a PDF page, told by the gutters between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.ingest.pdf_runs import Run, lines_of

_STEP = 2.0
_LEAST_GUTTER = 7.0
_WIDEST_GUTTER = 30.0
_LEAST_LINES = 4
_LEAST_EMS = 11
_FULL = 0.8
_LEVEL = 0.3
_SPREAD = 1.6
_SHARE = 0.35
_APART = 2.0


@dataclass(frozen=True, slots=True)
class _Band:
    """A part of a page between two heights, and the place of the gutter in it."""

    top: float
    bottom: float
    gutter: float


def columns_of(runs: list[Run]) -> Iterator[list[Run]]:
    """Groups of runs that each are one column, in reading order."""
    gutter = gutter_of(runs)
    if gutter is None:
        tail = _tail(runs)
        yield from _parts([run for run in runs if run not in tail] if tail else runs)
        if tail:
            yield tail
        return
    crossing = [run for run in runs if run.x0 < gutter - 1 and run.x1 > gutter + 1]
    beside = [run for run in runs if not (run.x0 < gutter - 1 and run.x1 > gutter + 1)]
    for band in _bands(crossing, beside):
        if band[0] in crossing:
            yield from _parts(band)
            continue
        yield from columns_of([run for run in band if run.x1 <= gutter + 1])
        yield from columns_of([run for run in band if run.x1 > gutter + 1])


def _tail(runs: list[Run]) -> list[Run]:
    """The lines of a last column that are too few to tell that there is one."""
    for x in sorted({round(run.x0) for run in runs}, reverse=True):
        right = [run for run in runs if run.x0 > x - 1]
        first = max(right, key=lambda run: run.y)
        column = [r for r in runs if r.x0 <= x - 1 and r.y < first.y + _LEVEL * first.size]
        foot = min((run.y for run in column), default=first.y)
        tail = [run for run in right if run.y > foot]
        if tail and _is_beside(tail, first, column):
            return tail
    return []


def _is_beside(tail: Sequence[Run], first: Run, column: Sequence[Run]) -> bool:
    """Whether lines stand beside the top of a column as wide as theirs.

    One of them fills it, but where there is one alone.
    """
    left, right = min(run.x0 for run in column), max(run.x1 for run in column)
    start = min(run.x0 for run in tail)
    end = max(run.x1 for run in tail)
    return (
        _heights(column) >= max(_LEAST_LINES, _heights(tail))
        and start - right >= _LEAST_GUTTER
        and first.y - max(run.y for run in column) < _APART * first.size
        and end - start < (right - left) / _FULL
        and (end - start > _FULL * (right - left) or _heights(tail) == 1)
    )


def _parts(runs: list[Run]) -> Iterator[list[Run]]:
    """What has no gutter from top to bottom, cut above and below the columns that it may hold."""
    band = _band(runs)
    if band is None:
        if runs:
            yield runs
        return
    inside = [run for run in runs if band.bottom < run.y < band.top]
    yield from columns_of([run for run in runs if run.y >= band.top])
    yield from columns_of([run for run in inside if run.x1 <= band.gutter + 1])
    yield from columns_of([run for run in inside if run.x1 > band.gutter + 1])
    yield from columns_of([run for run in runs if run.y <= band.bottom])


def _band(runs: Sequence[Run]) -> _Band | None:
    """The largest part of a page, from side to side, that stands in two columns."""
    if len(runs) < 2 * _LEAST_LINES:
        return None
    best: tuple[int, float, _Band] | None = None
    for x in _places(runs):
        for band in _bands_at(runs, x):
            inside = [run for run in runs if band.bottom < run.y < band.top]
            before = [run for run in inside if run.x1 <= x + 1]
            after = [run for run in inside if run.x1 > x + 1]
            if min(_heights(before), _heights(after)) < _LEAST_LINES:
                continue
            room = _room(before, after)
            found = (len(inside), room, band)
            if (best is None or found[:2] > best[:2]) and room >= _LEAST_GUTTER:
                best = found if _is_prose(before) and _is_prose(after) else best
    return best[2] if best else None


def _heights(runs: Sequence[Run]) -> int:
    """How many lines there are; the words of one may be spread into several runs."""
    return len({round(run.y) for run in runs})


def _places(runs: Sequence[Run]) -> Iterator[float]:
    """Where a gutter may be that has some lines on either side, from the left."""
    left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
    width = right - left
    low = max(sorted(run.x1 for run in runs)[_LEAST_LINES - 1], left + 0.2 * width)
    high = min(sorted(run.x0 for run in runs)[-_LEAST_LINES], left + 0.8 * width)
    steps = int((high - low) / _STEP) + 2 if high >= low else 0
    yield from (low + _STEP * step for step in range(steps))


def _bands_at(runs: Sequence[Run], x: float) -> Iterator[_Band]:
    """The parts of a page between what crosses a place of it."""
    heights = sorted((run.y for run in runs if run.x0 < x - 1 and run.x1 > x + 1), reverse=True)
    edges = (float("inf"), *heights, float("-inf"))
    for top, bottom in pairwise(edges):
        if top - bottom > _LEAST_LINES * runs[0].size:
            yield _Band(top, bottom, x)


def _is_prose(runs: Sequence[Run]) -> bool:
    """Whether runs fill a column as the lines of paragraphs do."""
    width = max(run.x1 for run in runs) - min(run.x0 for run in runs)
    size = median([run.size for run in runs])
    lengths = [end - start for line in lines_of(runs) for start, end in _stretches(line)]
    full = sum(length > _FULL * width for length in lengths)
    return width > _LEAST_EMS * size and full >= _SHARE * len(lengths)


def _stretches(line: Sequence[Run]) -> Iterator[tuple[float, float]]:
    """The ends of what stands together on a line, be its words spread to fill it."""
    start, end = line[0].x0, line[0].x1
    for run in line[1:]:
        if run.x0 - end > _SPREAD * run.size:
            yield start, end
            start = run.x0
        end = run.x1
    yield start, end


def _bands(crossing: list[Run], beside: list[Run]) -> Iterator[list[Run]]:
    """Cuts a page at what spans its columns: alternately spanning runs and runs beside."""
    crossing = sorted(crossing, key=lambda run: -run.y)
    rest = sorted(beside, key=lambda run: -run.y)
    place = 0
    while place < len(crossing) or rest:
        edge = float("-inf")
        if place < len(crossing):
            edge = crossing[place].y + _LEVEL * crossing[place].size
        above = [run for run in rest if run.y > edge]
        if above:
            yield above
            rest = rest[len(above) :]
        lower = rest[0].y if rest else float("-inf")
        spanning: list[Run] = []
        while place < len(crossing) and crossing[place].y + _LEVEL * crossing[place].size >= lower:
            spanning.append(crossing[place])
            place += 1
        if spanning:
            level = [r for r in rest if any(abs(r.y - s.y) <= _LEVEL * s.size for s in spanning)]
            rest = [run for run in rest if run not in level]
            yield spanning + level


def gutter_of(runs: Sequence[Run]) -> float | None:
    """Where the white space between two columns is, or None for a single column."""
    if len(runs) < 2 * _LEAST_LINES:
        return None
    best: tuple[float, float] | None = None
    for x in _places(runs):
        before = [run for run in runs if run.x1 <= x]
        after = [run for run in runs if run.x0 >= x]
        crossing = len(runs) - len(before) - len(after)
        few = min(len(before), len(after))
        if few >= max(_LEAST_LINES, 0.12 * len(runs)) and crossing <= 0.5 * few + 2:
            room = _room(before, after)
            score = min(room, _WIDEST_GUTTER) - 2.0 * crossing
            if room >= _LEAST_GUTTER and _is_stack(before) and _is_stack(after):
                best = max(best or (score, x), (score, x))
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
