"""Paragraph and table styles of a page design."""

from dataclasses import dataclass
from typing import Any, Literal

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle

from corpus.pdf_layouts import Layout

Command = tuple[str, tuple[int, int], tuple[int, int], *tuple[Any, ...]]

ALL: tuple[tuple[int, int], tuple[int, int]] = ((0, 0), (-1, -1))
_CELLS: list[Command] = [
    ("VALIGN", *ALL, "TOP"),
    ("LEFTPADDING", *ALL, 2),
    ("RIGHTPADDING", *ALL, 4),
    ("TOPPADDING", *ALL, 1.5),
    ("BOTTOMPADDING", *ALL, 1.5),
]
TABLES: dict[str, list[Command]] = {
    "rules": [
        ("LINEABOVE", (0, 0), (-1, 0), 0.8, colors.black),
        ("LINEBELOW", (0, 0), (-1, 0), 0.4, colors.black),
        ("LINEBELOW", (0, -1), (-1, -1), 0.8, colors.black),
        *_CELLS,
    ],
    "grid": [("GRID", *ALL, 0.5, colors.black), *_CELLS],
    "bars": [
        ("BACKGROUND", (0, 0), (-1, 0), colors.darkblue),
        ("LINEBELOW", (0, 1), (-1, -1), 0.3, colors.grey),
        *_CELLS,
    ],
    "bare": _CELLS,
}
_PADDED: list[Command] = [("LEFTPADDING", *ALL, 8), ("RIGHTPADDING", *ALL, 8)]
ABSTRACT: dict[str, list[Command]] = {
    "box": [*_PADDED, ("BOX", *ALL, 0.6, colors.black)],
    "rules": [
        *_PADDED,
        ("LINEABOVE", (0, 0), (-1, 0), 0.6, colors.black),
        ("LINEBELOW", (0, -1), (-1, -1), 0.6, colors.black),
    ],
}

LEFT: Literal[0] = 0
CENTRE: Literal[1] = 1
JUSTIFIED: Literal[4] = 4


@dataclass(frozen=True, slots=True)
class Styles:
    """The paragraph styles of one layout."""

    body: ParagraphStyle
    first: ParagraphStyle
    small: ParagraphStyle
    cell: ParagraphStyle
    cell_head: ParagraphStyle
    heading: ParagraphStyle
    inner: ParagraphStyle
    title: ParagraphStyle
    byline: ParagraphStyle


def _derived(parent: ParagraphStyle, name: str, **changes: Any) -> ParagraphStyle:
    return ParagraphStyle(name, parent, **changes)


def styles(layout: Layout) -> Styles:
    """Derives the styles from the layout's fonts and sizes."""
    regular, bold, italic = layout.family
    size = layout.size
    body = ParagraphStyle(
        "body",
        fontName=regular,
        fontSize=size,
        leading=size * 1.22,
        alignment=JUSTIFIED if layout.justified else LEFT,
        firstLineIndent=layout.indent,
        spaceAfter=0 if layout.indent else size * 0.6,
        embeddedHyphenation=1,
    )
    first = _derived(body, "first", firstLineIndent=0)
    small_size = size - 1.5
    small = _derived(first, "small", fontSize=small_size, leading=small_size * 1.2, spaceAfter=2)
    cell = _derived(small, "cell", alignment=LEFT, spaceAfter=0)
    heading = _derived(
        first,
        "heading",
        fontName=bold,
        alignment=LEFT,
        keepWithNext=1,
        spaceBefore=size * 0.9,
        spaceAfter=size * 0.3,
    )
    return Styles(
        body=body,
        first=first,
        small=small,
        cell=cell,
        cell_head=_derived(
            cell,
            "cell_head",
            fontName=bold,
            textColor=colors.white if layout.tables == "bars" else colors.black,
        ),
        heading=heading,
        inner=_derived(heading, "inner", fontName=italic),
        title=ParagraphStyle(
            "title",
            fontName=bold,
            fontSize=layout.title_size,
            leading=layout.title_size * 1.2,
            alignment=CENTRE if layout.centred_title else LEFT,
            spaceAfter=6,
        ),
        byline=_derived(
            small, "byline", alignment=CENTRE if layout.centred_title else LEFT, spaceAfter=3
        ),
    )
