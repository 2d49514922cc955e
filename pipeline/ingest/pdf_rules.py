"""Ruling lines of a PDF page: what is painted thin and straight, touching pieces joined."""

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.ingest.pdf_sheets import turned

_MOST_OBJECTS = 20_000
_THICKEST = 3.0
_TOUCHING = 3.0
_LEAST = 8.0
_BAR = 60.0
_WHITE = 252

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line from `start` to `end`, at the height or place `at`, in points."""

    start: float
    end: float
    at: float

    @property
    def length(self) -> float:
        """Its length in points."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a page: those across it from its top down, those down it from the left."""

    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()


def page_rules(page: pdfium.PdfPage, angle: int) -> Rules:
    """The rules of a page that is turned by quarter turns, as its characters are."""
    across: list[Rule] = []
    down: list[Rule] = []
    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)
    for path in islice(paths, _MOST_OBJECTS):
        left, bottom, right, top = _turned(path.get_bounds(), angle)
        if top - bottom < _THICKEST < right - left:
            across.append(Rule(left, right, (bottom + top) / 2))
        elif right - left < _THICKEST < top - bottom:
            down.append(Rule(bottom, top, (left + right) / 2))
        elif min(right - left, top - bottom) > _LEAST and _is_box(path):
            stroked, filled = _painted(path)
            if stroked or (filled and top - bottom < _BAR):
                across += [Rule(left, right, bottom), Rule(left, right, top)]
            if stroked:
                down += [Rule(bottom, top, left), Rule(bottom, top, right)]
    return Rules(tuple(reversed(list(_joined(across)))), tuple(_joined(down)))


def _turned(box: Box, angle: int) -> Box:
    """A box on the page turned so that its text runs from left to right."""
    (x0, y0), (x1, y1) = turned(*box[:2], angle), turned(*box[2:], angle)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def grounds(page: pdfium.PdfPage, white: int) -> list[Box]:
    """The boxes that are painted on a page in any colour but white.

    Args:
        page: the page.
        white: the least of each of red, green and blue that is taken for white.
    """
    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)
    return [path.get_bounds() for path in islice(paths, _MOST_OBJECTS) if _is_dark(path, white)]


def _is_dark(path: pdfium.PdfObject, white: int) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    parts = [ctypes.byref(part) for part in (red, green, blue, alpha)]
    known = fill.value and raw.FPDFPageObj_GetFillColor(path, *parts)
    return bool(known and alpha.value and min(red.value, green.value, blue.value) < white)


def _is_box(path: pdfium.PdfObject) -> bool:
    """Whether a path has four sides, and is not the drawing of a figure."""
    return raw.FPDFPath_CountSegments(path) in (4, 5)


def _painted(path: pdfium.PdfObject) -> tuple[bool, bool]:
    """Whether the line of a path is painted, and what it encloses in a colour of its own."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(stroke.value), _is_dark(path, _WHITE)


def _joined(pieces: Iterable[Rule]) -> Iterator[Rule]:
    """Rules made whole of the pieces that touch each other, by their place."""
    last: Rule | None = None
    for piece in sorted(pieces, key=lambda piece: (round(piece.at), piece.start)):
        if last and abs(last.at - piece.at) < 1.5 and piece.start <= last.end + _TOUCHING:
            last = Rule(last.start, max(last.end, piece.end), last.at)
            continue
        if last and last.length > _LEAST:
            yield last
        last = piece
    if last and last.length > _LEAST:
        yield last
