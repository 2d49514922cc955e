import io
from collections.abc import Sequence

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from pipeline.document.model import Document, SectionKind
from pipeline.ingest.pdf import read_pdf

ROWS = [
    ["Patient", "Age, sex", "Site of leak", "Onset"],
    ["1", "72 F", "Epidural", "Day 0"],
    ["2", "66 M", "Azygos vein", "Day 14"],
    ["3", "81 F", "", "At once"],
]
Style = Sequence[tuple[object, ...]]
THREE: Style = [
    ("LINEABOVE", (0, 0), (-1, 0), 0.8, colors.black),
    ("LINEBELOW", (0, 0), (-1, 0), 0.4, colors.black),
    ("LINEBELOW", (0, -1), (-1, -1), 0.8, colors.black),
]
GRID: Style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
PROSE = "The patients were seen again after one year, when all of them walked without help. "


def _read(rows: list[list[str]], style: Style, note: str = "") -> Document:
    styles = getSampleStyleSheet()
    small = styles["BodyText"].clone("small", fontSize=7, leading=9, spaceBefore=0)
    table = Table(rows, style=style, hAlign="LEFT")
    parts = [
        Paragraph(PROSE * 3, styles["BodyText"]),
        Paragraph("Table 1. The three patients", styles["BodyText"]),
        table,
        *([Paragraph(note, small)] if note else []),
        Paragraph(PROSE * 3, styles["BodyText"]),
    ]
    target = io.BytesIO()
    SimpleDocTemplate(target, pagesize=A4, invariant=1).build(parts)
    return read_pdf(target.getvalue())


@pytest.mark.parametrize("style", [THREE, GRID, []], ids=["three rules", "framed", "no rules"])
def test_a_captioned_table_is_a_grid(style: Style) -> None:
    (table,) = _read(ROWS, style).tables
    assert table.caption == "Table 1. The three patients"
    assert [list(table.header), *([c.text for c in row] for row in table.rows)] == ROWS


def test_a_spanning_cell_stands_in_each_place_it_covers() -> None:
    rows = [["Patient", "Leak", ""], ["1", "none", "2 mL"], ["2", "venous", "3 mL"]]
    (table,) = _read(rows, [*GRID, ("SPAN", (1, 0), (2, 0))]).tables
    assert table.header == ("Patient", "Leak", "Leak")


def test_the_notes_of_a_table_are_no_body_text() -> None:
    document = _read(ROWS, THREE, "F female, M male. The leak was seen on CT in all of them.")
    holder = next(s for s in document.sentences if "seen on CT" in document.quote(s))
    assert document.section_of(holder).kind is SectionKind.TABLE


def test_text_around_a_table_is_kept_whole() -> None:
    assert _read(ROWS, THREE).text.count("walked without help") == 6
