"""Where on the pages text stands: its lines with the places of their letters.

Words are mended and cleaned on their way from a page into a document, but no letter or digit is
ever won or lost: counting them leads from a sentence back to its lines.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.document.model import Box

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it lies before the reader.

    Attributes:
        page: its number from 1.
        matrix: leads from the places of lines to the page as it is shown: x' = ax + cy + e,
            y' = bx + dy + f, in points from the upper left corner.
    """

    page: int
    matrix: Matrix

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A rectangle as it is shown."""
        a, b, c, d, e, f = self.matrix
        ends = (a * x0 + c * y0 + e, a * x1 + c * y1 + e)
        heights = (b * x0 + d * y0 + f, b * x1 + d * y1 + f)
        left, right, top, bottom = (
            round(value, 1) for value in (min(ends), max(ends), min(heights), max(heights))
        )
        return Box(self.page, left, top, right, bottom)


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a page, a part of one, or a row of a table.

    Attributes:
        sheet: the page.
        x0, y0, x1, y1: its ends and heights.
        letters: left end of each letter and digit, in their order.
    """

    sheet: Sheet
    x0: float
    y0: float
    x1: float
    y1: float
    letters: "array[float]"

    @property
    def box(self) -> Box:
        """Where it is shown."""
        return self.sheet.box(self.x0, self.y0, self.x1, self.y1)


Places = tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class TablePlaces:
    """Where the parts of a table stand: one place a row."""

    caption: Places = ()
    rows: Places = ()
    footnote: Places = ()


NOWHERE = TablePlaces()


def count(text: str) -> int:
    """The number of letters and digits in a text."""
    return sum(map(str.isalnum, text))


def taken(places: Sequence[Place], letters: int) -> tuple[Places, Places]:
    """Places cut in two: those of the first so many letters, and the others."""
    for number, place in enumerate(places):
        here = len(place.letters)
        if letters == 0:
            return tuple(places[:number]), tuple(places[number:])
        if letters < here:
            edge = place.letters[letters]
            first = replace(place, x1=edge, letters=place.letters[:letters])
            rest = replace(place, x0=edge, letters=place.letters[letters:])
            return (*places[:number], first), (rest, *places[number + 1 :])
        letters -= here
    return tuple(places), ()
