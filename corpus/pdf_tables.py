"""Tables with three rules whose columns are never narrower than their longest word."""

from collections.abc import Sequence

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph
from reportlab.platypus import Table as SetTable

from corpus.paper import Table
from corpus.pdf_layouts import Layout
from corpus.pdf_styles import TABLES, Styles
from corpus.pdf_words import set_words

NARROW_COLUMNS = 3
NARROW_CELLS = 60
WIDEST_CELL = 40
PADDING = 7.0
SMALLER = 0.94

Rows = Sequence[tuple[str, ...]]


def is_narrow(table: Table) -> bool:
    """Whether the table fits into one of two columns."""
    return len(table.header) <= NARROW_COLUMNS and all(
        sum(map(len, row)) <= NARROW_CELLS for row in (table.header, *table.rows)
    )


def _widest(texts: list[str], style: ParagraphStyle) -> float:
    return max((stringWidth(t, style.fontName, style.fontSize) for t in texts), default=0.0)


def _widths(rows: Rows, bold: ParagraphStyle, width: float) -> list[float]:
    """Column widths that add up to `width`, or more where the longest words need more."""
    columns = list(zip(*rows, strict=True))
    least = [_widest(" ".join(c).split(), bold) + PADDING for c in columns]
    wished = [_widest([text[:WIDEST_CELL] for text in c], bold) + PADDING for c in columns]
    spare = max(width - sum(least), 0.0)
    wishes = [w - m for w, m in zip(wished, least, strict=True)]
    total = sum(wishes)
    shares = [w / total if total else 1 / len(wishes) for w in wishes]
    return [m + spare * share for m, share in zip(least, shares, strict=True)]


def _smaller(style: ParagraphStyle) -> ParagraphStyle:
    return ParagraphStyle(
        style.name, style, fontSize=style.fontSize * SMALLER, leading=style.leading * SMALLER
    )


def set_table(table: Table, width: float, styles: Styles, layout: Layout) -> SetTable:
    """The table as it is printed, in smaller letters where it would be wider than `width`."""
    rows = (table.header, *table.rows)
    columns = max(len(row) for row in rows)
    filled = [row + ("",) * (columns - len(row)) for row in rows]
    plain, bold = styles.cell, styles.cell_head
    widths = _widths(filled, bold, width)
    while sum(widths) > width + 1:
        plain, bold = _smaller(plain), _smaller(bold)
        widths = _widths(filled, bold, width)
    grid = [
        [Paragraph(set_words(t, layout, broken=False), plain if place else bold) for t in row]
        for place, row in enumerate(filled)
    ]
    return SetTable(grid, colWidths=widths, style=TABLES[layout.tables], repeatRows=1)
