"""How the characters of a PDF page are painted, asked once a text object."""

import ctypes
import math
from dataclasses import dataclass

import pypdfium2.raw as raw

WHITE = 250
_TINY = 3.0
_INVISIBLE = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_BOLD = 600
_ITALIC = 1 << 6


@dataclass(frozen=True, slots=True)
class Style:
    """What the characters of one text object share.

    Attributes:
        size: font size on the page in points.
        bold: whether the font is heavy.
        italic: whether it is slanted.
        seen: whether it is painted and not tiny.
        white: whether its colour is that of paper.
        invisible: whether it is painted by no means, as the text layer of a scan is.
        angle: direction of writing in quarter turns.
    """

    size: float
    bold: bool
    italic: bool
    seen: bool
    white: bool
    invisible: bool
    angle: int


class Styles:
    """The styles of a page's text objects; like ones are the same."""

    def __init__(self, textpage: object) -> None:
        self._textpage = textpage
        self._known: dict[Style, Style] = {}
        self._fonts: dict[int, tuple[bool, bool]] = {}
        self._point = (ctypes.c_double(), ctypes.c_double())
        self._colour = tuple(ctypes.c_uint() for _ in range(4))
        self._matrix = raw.FS_MATRIX()

    def painted(self, key: int | None, index: int) -> tuple[Style, float]:
        """The style of a text object, and its baseline along the direction of writing.

        Args:
            key: its address, or None for characters that pdfium adds.
            index: of its first character.
        """
        x, y = self._point
        raw.FPDFText_GetCharOrigin(self._textpage, index, x, y)
        style = self._style(key, index)
        style = self._known.setdefault(style, style)
        return style, x.value if style.angle % 2 else y.value

    def _style(self, key: int | None, index: int) -> Style:
        size = raw.FPDFText_GetFontSize(self._textpage, index)
        mode, bold, italic = 0, False, False
        if key is not None:
            target = ctypes.cast(key, raw.FPDF_PAGEOBJECT)
            raw.FPDFPageObj_GetMatrix(target, self._matrix)
            size *= math.hypot(self._matrix.c, self._matrix.d) or 1.0
            mode = raw.FPDFTextObj_GetTextRenderMode(target)
            bold, italic = self._font(target, index)
        invisible = mode in _INVISIBLE
        angle = round(raw.FPDFText_GetCharAngle(self._textpage, index) / (math.pi / 2)) % 4
        seen = not invisible and size >= _TINY
        return Style(round(size, 1), bold, italic, seen, self._is_white(index), invisible, angle)

    def _font(self, target: object, index: int) -> tuple[bool, bool]:
        """Whether the font is heavy and whether it is slanted, asked once a font."""
        font = ctypes.cast(raw.FPDFTextObj_GetFont(target), ctypes.c_void_p).value or 0
        if font not in self._fonts:
            buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
            raw.FPDFText_GetFontInfo(self._textpage, index, buffer, 128, flags)
            name = buffer.value.lower()
            weight = raw.FPDFText_GetFontWeight(self._textpage, index)
            italic = bool(flags.value & _ITALIC) or b"italic" in name or b"oblique" in name
            self._fonts[font] = (weight >= _BOLD or b"bold" in name, italic)
        return self._fonts[font]

    def _is_white(self, index: int) -> bool:
        if not raw.FPDFText_GetFillColor(self._textpage, index, *self._colour):
            return False
        red, green, blue, alpha = (part.value for part in self._colour)
        return alpha == 0 or min(red, green, blue) >= WHITE
