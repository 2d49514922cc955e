"""Lettering of pictures on a PDF page: scales and labels above the legend of a figure."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pipeline.ingest.blocks import Block, Part, is_caption, is_table_caption
from pipeline.ingest.pdf_lines import Line

_SMALLER = 0.4
_FEW_WORDS = 6
_REACH = 400.0


def lettering(lines: Sequence[Line], size: float) -> set[int]:
    """The lines that are the lettering of a picture, by their identity.

    Args:
        lines: in reading order.
        size: font size of the text.
    """
    pages = groupby(lines, key=lambda line: line.page)
    return {id(line) for _, page in pages for line in _on_page(list(page), size)}


def _on_page(lines: Sequence[Line], size: float) -> Iterator[Line]:
    """What stands between a legend and the text above it."""
    legends = [line for line in lines if _is_legend(line)]
    drawn = [line for line in lines if _may_be_drawn(line, size)] if legends else []
    others = [line for line in lines if line not in drawn]
    for legend in legends:
        above = (line.y for line in others if line.y > legend.y and _is_over(line, legend))
        top = min(above, default=legend.y + _REACH)
        yield from (line for line in drawn if legend.y < line.y < top)


def _may_be_drawn(line: Line, size: float) -> bool:
    small = line.size < size - _SMALLER or not any(map(str.isalpha, line.text))
    return (
        small
        and len(line.text.split()) <= _FEW_WORDS
        and not line.grid
        and not is_caption(line.text)
    )


def _is_over(line: Line, legend: Line) -> bool:
    return line.x0 < legend.x1 and legend.x0 < line.x1


def labels(lines: Iterable[Line]) -> Iterator[Block]:
    """The lettering of each page as a note, apart from the text."""
    for page, group in groupby(lines, key=lambda line: line.page):
        own = list(group)
        words = " ".join(line.text for line in own)
        places = tuple(line.place for line in own if line.place)
        yield Block(Part.NOTE, words, page=page, places=places)


def _is_legend(line: Line) -> bool:
    return is_caption(line.text) and not is_table_caption(line.text)
