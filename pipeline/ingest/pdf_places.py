"""Where the lines and table rows of a PDF page stand on it."""

from array import array
from collections.abc import Sequence

from pipeline.document.places import Place, Sheet
from pipeline.ingest.pdf_runs import Run

_ASCENT = 0.8
_DESCENT = 0.22


def place_of(row: Sequence[Run], sheet: Sheet) -> Place:
    """The place of runs that stand on one line, in their order."""
    letters = array("f", [char.x0 for run in row for char in run.chars if char.text.isalnum()])
    size = max(run.size for run in row)
    base = row[0].y
    x0, x1 = min(run.x0 for run in row), max(run.x1 for run in row)
    return Place(sheet, x0, base - _DESCENT * size, x1, base + _ASCENT * size, letters)
