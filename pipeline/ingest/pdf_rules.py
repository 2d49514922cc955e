"""Ruling lines of a PDF page: what is painted thin and straight, touching pieces joined."""

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_MOST_OBJECTS = 20_000
_THICKEST = 3.0
_TOUCHING = 3.0
_LEAST = 8.0

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
        elif min(right - left, top - bottom) > _LEAST and _is_stroked(path):
            across += [Rule(left, right, bottom), Rule(left, right, top)]
            down += [Rule(bottom, top, left), Rule(bottom, top, right)]
    return Rules(tuple(reversed(list(_joined(across)))), tuple(_joined(down)))


def _turned(box: Box, angle: int) -> Box:
    """A box on the page turned so that its text runs from left to right."""
    left, bottom, right, top = box
    match angle:
        case 1:
            return -top, left, -bottom, right
        case 2:
            return -right, -top, -left, -bottom
        case 3:
            return bottom, -right, top, -left
        case _:
            return box


def _is_stroked(path: pdfium.PdfObject) -> bool:
    """Whether a box is a frame, and not the drawing of a figure."""
    if raw.FPDFPath_CountSegments(path) not in (4, 5):
        return False
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    known = raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(known and stroke.value)


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
