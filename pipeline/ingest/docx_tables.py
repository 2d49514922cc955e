"""Tables of Word documents as grids."""

from collections.abc import Iterator, Sequence

from lxml import etree

from pipeline.ingest.docx_package import attribute, is_on, properties
from pipeline.ingest.docx_styles import is_shaded
from pipeline.ingest.docx_text import TextReader, Words
from pipeline.ingest.grids import Grid, filled, grid_of
from pipeline.ingest.markup import descendants, local

_WRAPPERS = frozenset(["sdt", "sdtContent", "customXml", "ins", "moveTo"])


def is_layout(table: etree._Element) -> bool:
    """Whether a table only sets out text: it has one row or column, or holds other tables."""
    if descendants(table, "tbl"):
        return True
    widths = [len(list(_below(row, "tc"))) for row in _rows(table)]
    return len(widths) < 2 or max(widths) < 2


def read_table(table: etree._Element, text: TextReader, dark: bool, aside: Words) -> Grid:
    """The grid of a `<w:tbl>`.

    Args:
        table: the element.
        text: reads its paragraphs.
        dark: whether the table stands on a background.
        aside: takes the boxes and notes of its cells.
    """
    rows = _rows(table)
    cells = [list(_cells(row, text, dark, aside)) for row in rows]
    return grid_of(filled(_merged(cells)), _heads(rows, text))


def _heads(rows: Sequence[etree._Element], text: TextReader) -> int:
    """How many rows are the header: those marked so, else a first one that alone is bold."""
    heads = 0
    while heads < len(rows) and is_on(properties(rows[heads]).get("tblHeader")):
        heads += 1
    return heads or int(text.is_bold(rows[0]) and not any(map(text.is_bold, rows[1:])))


def _rows(table: etree._Element) -> list[etree._Element]:
    return [row for row in _below(table, "tr") if "del" not in properties(row)]


def _below(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows or cells, be they wrapped in controls."""
    for below in element:
        if local(below) == name:
            yield below
        elif local(below) in _WRAPPERS:
            yield from _below(below, name)


def _cells(
    row: etree._Element, text: TextReader, dark: bool, aside: Words
) -> Iterator[tuple[str, bool, int]]:
    """The cells of a row: text, whether it goes on from above, columns."""
    if skipped := _count(properties(row), "gridBefore", 0):
        yield "", False, skipped
    for cell in _below(row, "tc"):
        known = properties(cell)
        words = []
        for paragraph in _paragraphs(cell):
            found = text.words(paragraph, dark or is_shaded(known))
            aside.boxes += found.boxes
            aside.notes += found.notes
            words.append(found.shown)
        merge = known.get("vMerge")
        goes_on = merge is not None and attribute(merge, "val") != "restart"
        yield " ".join(filter(None, words)), goes_on, _count(known, "gridSpan", 1)


def _paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a cell, not those of boxes within them."""
    for below in element:
        if local(below) == "p":
            yield below
        else:
            yield from _paragraphs(below)


def _count(known: dict[str, etree._Element], name: str, least: int) -> int:
    value = attribute(known[name], "val") if name in known else ""
    return max(least, min(int(value), 100)) if value.isdecimal() else least


def _merged(rows: Sequence[Sequence[tuple[str, bool, int]]]) -> list[list[tuple[str, int, int]]]:
    """Rows whose cells repeat what goes on from the row above."""
    merged: list[list[tuple[str, int, int]]] = []
    above: dict[int, str] = {}
    for row in rows:
        column = 0
        here: dict[int, str] = {}
        cells = []
        for text, goes_on, across in row:
            here[column] = above.get(column, "") if goes_on else text
            cells.append((here[column], 1, across))
            column += across
        above = here
        merged.append(cells)
    return merged
