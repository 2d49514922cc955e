"""Characters of a PDF page with their places; what no reader of the page sees is left out."""

import ctypes
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.document.places import Sheet
from pipeline.ingest import pdf_calls
from pipeline.ingest.outcome import FailureCode, ReadError
from pipeline.ingest.pdf_rules import grounds
from pipeline.ingest.pdf_sheets import sheet_of
from pipeline.ingest.pdf_styles import WHITE, Style, Styles

_PLAIN = {10: " ", 13: " ", 160: " ", 2: "\ufffe"}
_MOST_CHARS = 60_000
_LEAST_SIDEWAYS = 150
_LEAST_LINES = 4


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
    chars, styles = _all_chars(page, number)
    if all(style.seen and not style.white for style in styles):
        return PageText(_layers(page, number, chars, styles))
    seen = _seen(page, chars)
    hidden = [char for char in chars if char.style.invisible]
    if len(hidden) > 10 * len(seen) and is_scan(page):
        seen = hidden
    kept = set(map(id, seen))
    lost = sum(char.text != " " and id(char) not in kept for char in chars)
    return PageText(_layers(page, number, seen, styles), lost)


def _layers(
    page: pdfium.PdfPage, number: int, chars: list[Char], styles: Iterable[Style]
) -> list[Layer]:
    """Characters by their direction, those of the page's first."""
    by_angle: dict[int, list[Char]] = {angle: [] for angle in sorted({s.angle for s in styles})}
    if len(by_angle) == 1:
        by_angle = dict.fromkeys(by_angle, chars)
    else:
        for char in chars:
            by_angle[char.style.angle].append(char)
    most = sorted(by_angle.items(), key=lambda pair: -len(pair[1]))
    kept = [pair for place, pair in enumerate(most) if place == 0 or _is_page_like(pair[1])]
    return [Layer(_upright(part, a), a, sheet_of(page, number, a)) for a, part in kept if part]


def _seen(page: pdfium.PdfPage, chars: list[Char]) -> list[Char]:
    """What a reader sees; white letters show where something darker is painted behind them."""
    if not any(char.style.white for char in chars):
        return [char for char in chars if char.style.seen]
    dark = grounds(page, WHITE)
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


def _all_chars(page: pdfium.PdfPage, number: int) -> tuple[list[Char], set[Style]]:
    """Every character; the style and the baseline are asked once a text object."""
    textpage = page.get_textpage()
    count = textpage.count_chars()
    if count > _MOST_CHARS:
        raise ReadError(FailureCode.TOO_LARGE, f"Page {number} holds {count} characters.")
    handle = ctypes.cast(textpage.raw, ctypes.c_void_p).value or 0
    texts = pdf_calls.texts(handle, count).translate(_PLAIN)
    keys = pdf_calls.objects(handle, count)
    styles = Styles(textpage.raw)
    first = dict(zip(reversed(keys), range(count - 1, -1, -1), strict=True))
    painted = {key: styles.painted(key, index) for key, index in first.items()}
    places = zip(*pdf_calls.boxes(handle, count), strict=True)
    return _shown(page, zip(texts, map(painted.__getitem__, keys), places, strict=True))


def _shown(
    page: pdfium.PdfPage,
    chars: Iterable[tuple[str, tuple[Style, float], tuple[float, ...]]],
) -> tuple[list[Char], set[Style]]:
    """The characters within the page, of blanks in a row the first, and their styles."""
    left, bottom, right, top = page.get_cropbox()
    left, bottom, right, top = left - 2, bottom - 2, right + 2, top + 2
    shown: list[Char] = []
    styles: set[Style] = set()
    last: Char | None = None
    for text, (style, y), (x0, x1, y0, y1) in chars:
        if text == " ":
            if last is not None and last.text != " ":
                last = Char(" ", last.x1, last.x1, last.y, last.style)
                shown.append(last)
        elif left <= x0 <= right and bottom <= y0 <= top and text != "\0":
            if style.angle % 2:
                x0, x1 = y0, y1
            if last is None or style is not last.style:
                styles.add(style)
            last = Char(text, x0, x1, y, style)
            shown.append(last)
    return shown, styles


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
