"""Characters of a PDF page with their places; what no reader of the page sees is left out."""

import ctypes
import math
from collections import Counter
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_TINY = 3.0
_WHITE = 250
_INVISIBLE = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_BOLD = 600
_HYPHEN = "\ufffe"
_HYPHEN_CODES = (2, 0xFFFE)
_BLANKS = frozenset((10, 13, 32, 160))


@dataclass(frozen=True, slots=True)
class Style:
    """What the characters of one text object share.

    Attributes:
        size: font size on the page in points.
        bold: whether the font is heavy.
        seen: whether it is painted, not white and not tiny.
        invisible: whether it is painted by no means, as the text layer of a scan is.
        angle: direction of writing in quarter turns.
    """

    size: float
    bold: bool
    seen: bool
    invisible: bool
    angle: int


@dataclass(frozen=True, slots=True)
class Char:
    """One character; `y` is its baseline, from the bottom of the page in points."""

    text: str
    x0: float
    x1: float
    y: float
    style: Style


def page_chars(page: pdfium.PdfPage) -> list[Char]:
    """The characters of a page in the order of its content; a space has no width.

    Text in another direction than most of the page's is left out, pages set sideways are turned.
    """
    chars = _all_chars(page)
    seen = [char for char in chars if char.style.seen]
    hidden = [char for char in chars if char.style.invisible]
    if len(hidden) > 10 * len(seen) and _is_scan(page):
        seen = hidden
    if not seen:
        return []
    angle = Counter(char.style.angle for char in seen).most_common(1)[0][0]
    return [_turned(char, angle) for char in seen if char.style.angle == angle]


def _all_chars(page: pdfium.PdfPage) -> list[Char]:
    """Every character; the style and the baseline are asked once a text object."""
    textpage = page.get_textpage()
    handle = textpage.raw
    left, bottom, right, top = page.get_cropbox()
    edges = [ctypes.c_double() for _ in range(4)]
    pointers = [ctypes.byref(edge) for edge in edges]
    low_x, high_x, low_y, high_y = edges
    objects: dict[int, tuple[Style, float]] = {}
    chars: list[Char] = []
    for index in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code in _BLANKS:
            if chars and chars[-1].text != " ":
                last = chars[-1]
                chars.append(Char(" ", last.x1, last.x1, last.y, last.style))
            continue
        target = raw.FPDFText_GetTextObject(handle, index)
        key = ctypes.addressof(target.contents) if target else 0
        if key not in objects:
            objects[key] = _object(handle, index, target)
        style, y = objects[key]
        raw.FPDFText_GetCharBox(handle, index, *pointers)
        x0, x1 = (low_y, high_y) if style.angle % 2 else (low_x, high_x)
        shown = left - 2 <= low_x.value <= right + 2 and bottom - 2 <= low_y.value <= top + 2
        if code and shown:
            text = _HYPHEN if code in _HYPHEN_CODES else chr(code)
            chars.append(Char(text, x0.value, x1.value, y, style))
    return chars


def _object(textpage: object, index: int, target: object) -> tuple[Style, float]:
    """What the characters of a text object share, and its baseline."""
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(textpage, index, ctypes.byref(x), ctypes.byref(y))
    style = _style(textpage, index, target)
    return style, x.value if style.angle % 2 else y.value


def _style(textpage: object, index: int, target: object) -> Style:
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
    seen = not invisible and size >= _TINY and not _is_white(textpage, index)
    return Style(round(size, 1), bold, seen, invisible, angle)


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


def _is_scan(page: pdfium.PdfPage) -> bool:
    """Whether a picture covers most of the page, so that its unpainted text is what it shows."""
    width, height = page.get_size()
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) > 0.5 * width * height:
            return True
    return False


def _turned(char: Char, angle: int) -> Char:
    """The character on a page turned so that its text runs from left to right."""
    if angle == 0:
        return char
    if angle == 2:
        return Char(char.text, -char.x1, -char.x0, -char.y, char.style)
    if angle == 3:
        return Char(char.text, char.x0, char.x1, -char.y, char.style)
    return Char(char.text, -char.x1, -char.x0, char.y, char.style)
