"""Characters of a PDF page with their places; what no reader of the page sees is left out."""

import ctypes
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.document.places import Sheet
from pipeline.ingest import pdf_calls
from pipeline.ingest.outcome import FailureCode, ReadError
from pipeline.ingest.pdf_rules import grounds
from pipeline.ingest.pdf_sheets import sheet_of

_TINY = 3.0
_WHITE = 250
_INVISIBLE = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_BOLD = 600
_HYPHEN = "\ufffe"
_HYPHEN_CODES = (2, 0xFFFE)
_BLANKS = frozenset((10, 13, 32, 160))
_MOST_CHARS = 60_000
_LEAST_SIDEWAYS = 150
_LEAST_LINES = 4


@dataclass(slots=True)
class Style:
    """What the characters of one text object share.

    Attributes:
        size: font size on the page in points.
        bold: whether the font is heavy.
        seen: whether it is painted and not tiny.
        white: whether its colour is that of paper.
        invisible: whether it is painted by no means, as the text layer of a scan is.
        angle: direction of writing in quarter turns.
    """

    size: float
    bold: bool
    seen: bool
    white: bool
    invisible: bool
    angle: int


@dataclass(slots=True)
class Char:
    """One character; `y` is its baseline, from the bottom of the page in points."""

    text: str
    x0: float
    x1: float
    y: float
    style: Style


@dataclass(frozen=True, slots=True)
class Layer:
    """The text of a page that runs in one direction, turned to run from left to right."""

    chars: list[Char]
    angle: int
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page, most of it in the first layer, and how much of it no reader sees."""

    layers: list[Layer]
    hidden: int = 0


def page_text(page: pdfium.PdfPage, number: int) -> PageText:
    """The characters of a page in the order of its content; a space has no width.

    A table set sideways is a layer of its own; a few words at the margin are left out.

    Raises:
        ReadError: TOO_LARGE where the page holds more characters than any article's.
    """
    chars = _all_chars(page, number)
    seen = _seen(page, chars)
    hidden = [char for char in chars if char.style.invisible]
    if len(hidden) > 10 * len(seen) and is_scan(page):
        seen = hidden
    by_angle = defaultdict[int, list[Char]](list)
    for char in seen:
        by_angle[char.style.angle].append(char)
    most = sorted(by_angle.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    kept = [pair for place, pair in enumerate(most) if place == 0 or _is_page_like(pair[1])]
    layers = [Layer(_upright(part, a), a, sheet_of(page, number, a)) for a, part in kept]
    inked = (sum(char.text != " " for char in part) for part in (chars, seen))
    return PageText(layers, next(inked) - next(inked))


def _seen(page: pdfium.PdfPage, chars: list[Char]) -> list[Char]:
    """What a reader sees; white letters show where something darker is painted behind them."""
    if not any(char.style.white for char in chars):
        return [char for char in chars if char.style.seen]
    dark = grounds(page, _WHITE)
    return [
        char for char in chars if char.style.seen and (not char.style.white or _is_on(char, dark))
    ]


def _is_on(char: Char, dark: Sequence[tuple[float, float, float, float]]) -> bool:
    middle = (char.x0 + char.x1) / 2
    x, y = (char.y, middle) if char.style.angle % 2 else (middle, char.y)
    return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in dark)


def _is_page_like(chars: Sequence[Char]) -> bool:
    heights = {round(char.y) for char in chars}
    return len(chars) >= _LEAST_SIDEWAYS and len(heights) >= _LEAST_LINES


def _all_chars(page: pdfium.PdfPage, number: int) -> list[Char]:
    """Every character; the style and the baseline are asked once a text object."""
    textpage = page.get_textpage()
    count = textpage.count_chars()
    if count > _MOST_CHARS:
        raise ReadError(FailureCode.TOO_LARGE, f"Page {number} holds {count} characters.")
    handle = ctypes.cast(textpage.raw, ctypes.c_void_p).value or 0
    codes = pdf_calls.codes(handle, count)
    keys = pdf_calls.objects(handle, count)
    left, bottom, right, top = page.get_cropbox()
    left, bottom, right, top = left - 2, bottom - 2, right + 2, top + 2
    objects: dict[int | None, tuple[Style, float]] = {}
    chars: list[Char] = []
    places = zip(*pdf_calls.boxes(handle, count), strict=True)
    for index, (code, key, (x0, x1, y0, y1)) in enumerate(zip(codes, keys, places, strict=True)):
        if code in _BLANKS:
            if chars and chars[-1].text != " ":
                last = chars[-1]
                chars.append(Char(" ", last.x1, last.x1, last.y, last.style))
            continue
        if not (code and left <= x0 <= right and bottom <= y0 <= top):
            continue
        if key not in objects:
            objects[key] = _object(textpage.raw, index)
        style, y = objects[key]
        text = _HYPHEN if code in _HYPHEN_CODES else chr(code)
        sides = (y0, y1) if style.angle % 2 else (x0, x1)
        chars.append(Char(text, *sides, y, style))
    return chars


def _object(textpage: object, index: int) -> tuple[Style, float]:
    """What the characters of a text object share, and its baseline."""
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(textpage, index, ctypes.byref(x), ctypes.byref(y))
    style = _style(textpage, index)
    return style, x.value if style.angle % 2 else y.value


def _style(textpage: object, index: int) -> Style:
    target = raw.FPDFText_GetTextObject(textpage, index)
    matrix = raw.FS_MATRIX()
    size = raw.FPDFText_GetFontSize(textpage, index)
    if target:
        raw.FPDFPageObj_GetMatrix(target, matrix)
        size *= math.hypot(matrix.c, matrix.d) or 1.0
    mode = raw.FPDFTextObj_GetTextRenderMode(target) if target else 0
    invisible = mode in _INVISIBLE
    weight = raw.FPDFText_GetFontWeight(textpage, index)
    angle = round(raw.FPDFText_GetCharAngle(textpage, index) / (math.pi / 2)) % 4
    bold = weight >= _BOLD or "bold" in _font_name(textpage, index)
    seen = not invisible and size >= _TINY
    white = _is_white(textpage, index)
    return Style(round(size, 1), bold, seen, white, invisible, angle)


def _font_name(textpage: object, index: int) -> str:
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, index, buffer, 128, ctypes.byref(flags))
    return buffer.value.decode("latin-1").lower()


def _is_white(textpage: object, index: int) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = raw.FPDFText_GetFillColor(
        textpage,
        index,
        ctypes.byref(red),
        ctypes.byref(green),
        ctypes.byref(blue),
        ctypes.byref(alpha),
    )
    if not known:
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= _WHITE


def is_scan(page: pdfium.PdfPage) -> bool:
    """Whether a picture covers most of the page, so that its unpainted text is what it shows."""
    width, height = page.get_size()
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) > 0.5 * width * height:
            return True
    return False


def _upright(chars: list[Char], angle: int) -> list[Char]:
    """Characters on a page turned so that their text runs from left to right."""
    if angle == 0:
        return chars
    across, down = (-1 if angle in (1, 2) else 1), (-1 if angle in (2, 3) else 1)
    for char in chars:
        ends = (across * char.x0, across * char.x1)
        char.x0, char.x1, char.y = min(ends), max(ends), down * char.y
    return chars
