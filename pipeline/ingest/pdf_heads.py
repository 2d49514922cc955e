"""What belongs to the printed page alone: running heads, page numbers, imprints."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median

from pipeline.ingest.blocks import is_caption
from pipeline.ingest.headings import is_known
from pipeline.ingest.pdf_lines import Line

_EDGE_LINES = 4
_APART = 1.5
_LARGE = 1.3
_LEVEL = 3.0
_NEAR = 1.2
_OTHER = 0.4
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-–—]?\s*[eES]?\d{1,5}\s*[-–—]?(?:\s*(?:of|/)\s*\d+)?|www\.\S+(?:\s+\d+)?", re.I
)
_IMPRINT = re.compile(r"(?=.*(?:www\.|©|https?:|doi))(?=.*\d).{5,120}", re.I)


def body_size(lines: Sequence[Line]) -> float:
    """The font size of most of the text."""
    sizes: dict[float, int] = defaultdict(int)
    for line in lines:
        sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0.0


def leading(lines: Sequence[Line], size: float) -> float:
    """The usual distance of two lines; `size` is the font size of the text."""
    gaps = [
        upper.y - lower.y
        for upper, lower in pairwise(lines)
        if upper.page == lower.page and 0 < upper.y - lower.y < 3 * size
    ]
    return median(gaps) if gaps else 1.2 * size


def running_heads(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """The lines of the printed page alone, which are none of the article's."""
    lines = [line for page in pages for line in page]
    size = body_size(lines)
    step = leading(lines, size)
    edges = [[line for line in _edge_lines(page) if line.size < _LARGE * size] for page in pages]
    recurring = _recurring(edges)
    tops = [
        [
            line
            for line in _beyond_gap(list(_rows(page)), _APART * step)
            if line.size < _LARGE * size
        ]
        for page in pages
    ]
    heads = _level(tops)
    apart = {id(line) for page in pages for line in _apart(page, size, step)}
    return [
        line
        for edge in edges
        for line in edge
        if _PAGE_NUMBER.fullmatch(line.text)
        or (_IMPRINT.fullmatch(line.text) and id(line) in apart)
        or (not _is_content(line) and _plain(line) in recurring and id(line) in apart)
        or (not _is_content(line) and id(line) in heads)
    ]


def _is_content(line: Line) -> bool:
    return is_known(line.text) or is_caption(line.text)


def _recurring(edges: Sequence[Sequence[Line]]) -> set[str]:
    """The texts that stand on several pages at one height."""
    heights: dict[str, list[float]] = defaultdict(list)
    for edge in edges:
        for plain, line in {_plain(line): line for line in edge}.items():
            heights[plain].append(line.y)
    return {
        plain
        for plain, found in heights.items()
        if any(low - high < _LEVEL for high, low in pairwise(sorted(found)))
    }


def _plain(line: Line) -> str:
    return _DIGITS.sub("#", line.text).casefold().strip(" |-")


def _edge_lines(page: Sequence[Line]) -> list[Line]:
    by_height = sorted((line for line in page if not line.grid), key=lambda line: -line.y)
    return by_height[:_EDGE_LINES] + by_height[_EDGE_LINES:][-_EDGE_LINES:]


def _rows(page: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of a page side by side, from its top down."""
    by_height = sorted(page, key=lambda line: -line.y)
    for _, row in groupby(by_height, key=lambda line: round(line.y / 2)):
        yield list(row)


def _apart(page: Sequence[Line], size: float, step: float) -> Iterator[Line]:
    """The lines of a page that are not in the type of the text, or stand apart from it."""
    rows = list(_rows(page))
    yield from (line for line in page if abs(line.size - size) > _OTHER)
    yield from _beyond_gap(rows, _NEAR * step)
    yield from _beyond_gap(rows[::-1], _NEAR * step)


def _beyond_gap(rows: Sequence[Sequence[Line]], gap: float) -> list[Line]:
    """The lines of the first rows, where a gap sets them apart from the others."""
    for place, (one, other) in enumerate(pairwise(rows[: _EDGE_LINES + 1]), 1):
        if abs(one[0].y - other[0].y) > gap:
            return [line for row in rows[:place] for line in row]
    return []


def _level(tops: Sequence[Sequence[Line]]) -> set[int]:
    """The lines of the tops of pages that stand at one height on two pages or more."""
    heights: dict[tuple[int, float], set[int]] = defaultdict(set)
    for number, top in enumerate(tops):
        for line in top:
            heights[round(line.y), line.size].add(number)
    return {id(line) for top in tops for line in top if len(heights[round(line.y), line.size]) > 1}
