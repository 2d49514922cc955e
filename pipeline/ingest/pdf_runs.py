"""Runs of characters that stand next to each other on a line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, median_low

from pipeline.document.places import Places
from pipeline.ingest.pdf_chars import Char
from pipeline.ingest.pdf_styles import Style
from pipeline.ingest.superscripts import with_raised

_GAP = 0.9
_SPACE = 0.4
_SAME_LINE = 0.45
_RAISED = 0.72
_LOWERED = 0.55
_SMALL = 0.86
_SMALLER = 0.85
_CLOSING = ".,;:)]"


@dataclass(frozen=True, slots=True)
class PdfGrid:
    """A table with its place: one text a column of the header, the rows and the notes below it."""

    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    footnote: str = ""
    row_places: Places = ()
    note_places: Places = ()


@dataclass(eq=False, slots=True)
class Run:
    """Characters side by side, or the place of a table.

    Attributes:
        chars: in the order of the page's content.
        x0, x1, y: their ends and baseline in points.
        size: font size of most of them.
        words: what they say where all are of one style.
        style: that style, or None.
        grid: the table that stands here.
    """

    chars: list[Char]
    x0: float
    x1: float
    y: float
    size: float
    words: str = ""
    style: Style | None = None
    grid: PdfGrid | None = None


def page_runs(chars: Sequence[Char]) -> list[Run]:
    """The runs of a page, blank ones left out."""
    return list(_runs(chars))


def _runs(chars: Sequence[Char]) -> Iterator[Run]:
    """Splits characters where the next one is not right beside the last."""
    current: list[Char] = []
    last: Char | None = None
    for char in chars:
        if char.text == " ":
            if current:
                current.append(char)
            continue
        if last is not None and not _beside(last, char):
            yield run_of(current)
            current = []
        current.append(char)
        last = char
    if current:
        yield run_of(current)


def _beside(last: Char, char: Char) -> bool:
    if last.style is char.style and last.y == char.y:
        size = char.style.size
    else:
        size = max(last.style.size, char.style.size)
        if not is_level(char.y, char.style.size, last.y, last.style.size):
            return False
    # The letters of a ligature all have the place of the whole.
    return char.x0 > last.x0 - 0.3 * size and char.x0 - last.x1 < _GAP * size


def is_level(y: float, size: float, other_y: float, other_size: float) -> bool:
    """Whether two baselines are those of one line; small letters may be raised far above it.

    They are lowered less far, so that they are not taken for raised ones of the line below.
    """
    largest = max(size, other_size)
    gap = abs(y - other_y)
    if gap < _SAME_LINE * largest:
        return True
    small = min(size, other_size) < _SMALL * largest
    is_raised = (y > other_y) == (size < other_size)
    return small and gap < (_RAISED if is_raised else _LOWERED) * largest


def lines_of(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs that stand on one line, from the top down, each line from the left."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.y, run.x0)):
        if lines and is_level(run.y, run.size, lines[-1][0].y, lines[-1][0].size):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [sorted(line, key=lambda run: run.x0) for line in lines]


def run_of(chars: list[Char]) -> Run:
    """The run that these characters make; one of them at least is ink."""
    inked = [char for char in chars if char.text != " "]
    style = inked[0].style
    x0, x1 = min([c.x0 for c in inked]), max([c.x1 for c in inked])
    if {id(char.style) for char in inked} == {id(style)}:
        y = median_low([char.y for char in inked])
        return Run(chars, x0, x1, y, style.size, _plain(chars, style.size), style)
    sizes = [char.style.size for char in inked]
    size = max(sorted(set(sizes)), key=sizes.count)
    y = median([char.y for char in inked if char.style.size == size])
    return Run(chars, x0, x1, y, size)


def _plain(chars: Sequence[Char], size: float) -> str:
    """The words of characters of one style."""
    if max([right.x0 - left.x1 for left, right in pairwise(chars)], default=0.0) <= _SPACE * size:
        return "".join([char.text for char in chars])
    return _spaced(chars, size)


def _spaced(chars: Sequence[Char], size: float) -> str:
    """The words of characters where white space may stand for a blank."""
    text = chars[0].text
    for left, right in pairwise(chars):
        gap = right.x0 - left.x1 > _SPACE * size and " " not in (left.text, right.text)
        text += f" {right.text}" if gap else right.text
    return text


def run_text(run: Run, size: float, y: float, before: str) -> str:
    """The words of a run, raised numbers set apart."""
    if run.style and run.size >= _SMALLER * size:
        return run.words
    text, high = "", ""
    last: Char | None = None
    for char in run.chars:
        up = char.text != " " and char.style.size < _SMALLER * size and char.y > y + 0.15 * size
        if high and not up and char.text != " ":
            text = with_raised(before, text, high.strip())
            text += " " if high.endswith(" ") and char.text not in _CLOSING else ""
            high = ""
        gap = last is not None and char.x0 - last.x1 > _SPACE * size and last.text != " "
        spaced = " " if gap and char.text != " " else ""
        if up:
            high += spaced + char.text
        elif char.text == " " and high:
            high += " "
        else:
            text += spaced + char.text
        last = char
    return with_raised(before, text, high.strip()) if high else text
