"""How the lines of a plain text are set: cut at a width or not, with blank lines or without."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ingest.blocks import is_finished
from pipeline.ingest.lines import Line

WRAP_WIDTH = 130
_LEAST_LINES = 4
_RUNNING = 0.3
_GAPPED = 0.3
_SPACED = 0.05
_LONG = 0.6
_NEAR = 6
_SURELY = 0.75
_FULL = 0.75


@dataclass(frozen=True, slots=True)
class Shape:
    """How a text is set.

    Attributes:
        wrapped: whether lines are cut at a width, so that paragraphs must be rejoined.
        spaced: whether blank lines stand between paragraphs.
        usual: the length of half of the lines.
        width: the length that nine in ten lines do not exceed.
    """

    wrapped: bool
    spaced: bool
    usual: int
    width: int

    def has_room(self, lines: Sequence[Line], place: int) -> bool:
        """Whether the first word of a line would have fitted on the one above, so that this ended.

        It would though the letters above were wide. Where blank lines stand between paragraphs,
        no line ends one.

        Args:
            lines: of the text.
            place: of the lower line; where none stands above it, there was room.
        """
        if not place or place >= len(lines):
            return True
        if self.spaced:
            return False
        near = lines[max(0, place - _NEAR) : place + _NEAR]
        widest = max((len(line.text) for line in near if not is_row(line.text)), default=0)
        upper, lower = lines[place - 1].text, lines[place].text
        room = _SURELY * min(widest, self.width) - len(upper) - 1
        return not upper.endswith("-") and len(lower.split()[0]) < room

    def is_full(self, text: str) -> bool:
        """Whether a line reaches the width as those within a paragraph do."""
        return len(text) >= _FULL * self.width


def is_row(text: str) -> bool:
    """Whether a line is set in columns, so that its length tells nothing."""
    return "  " in text.strip() or "\t" in text


def shape_of(lines: Sequence[Line]) -> Shape:
    """How the lines of a text are set."""
    plain = [line for line in lines if not line.text.startswith("\t")]
    lengths = sorted(len(line.text) for line in plain) or [0]
    prose = sorted(len(line.text) for line in plain if not is_row(line.text)) or lengths
    width = prose[len(prose) * 9 // 10]
    gaps = sum(line.gap for line in plain)
    return Shape(
        _is_wrapped(plain, width, gaps),
        gaps > _SPACED * len(plain),
        lengths[len(lengths) // 2],
        width,
    )


def _is_wrapped(plain: Sequence[Line], width: int, gaps: int) -> bool:
    if len(plain) < _LEAST_LINES or width > WRAP_WIDTH:
        return False
    pairs = [(a.text, b.text) for a, b in itertools.pairwise(plain) if not b.gap]
    running = [upper for upper, lower in pairs if not is_finished(upper)]
    if len(running) > _RUNNING * len(plain):
        return True
    # Short items with blank lines between them, a few of which take two lines.
    long = [upper for upper in running if len(upper) > _LONG * width and not is_row(upper)]
    return gaps > _GAPPED * len(plain) and 2 * len(long) > max(len(pairs), 2 * _LEAST_LINES)
