"""Footnotes of a PDF: small type at the foot of a column, which text may flow over."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.ingest.blocks import Block, Part, is_finished
from pipeline.ingest.pdf_lines import Line

_SMALLER = 0.4
_MOST_LINES = 14
# What the notes at the foot of a page are about.
_NOTE = re.compile(
    r"""\W*(?i:correspond|address|e-?mail|tel\b|fax\b|received|accepted|revised|doi\b|copyright|
        abbreviations?\b|conflicts?\b|competing|funding|the\ authors?\ (?:declare|report|ha)|
        from\ the\b|presented|disclosures?\b|supported\ by|this\ (?:article|study)\ (?:is|was)|
        these\ authors|dr\.?\s|prof)
      | [*†‡§¶©#] | \[\d\]\s*[A-Z] | [1-9]\s?[A-Z] | [a-e]\s[A-Z]""",
    re.VERBOSE,
)


def foot_lines(lines: Sequence[Line], size: float) -> set[int]:
    """The lines in small type that end a column, by their identity.

    Args:
        lines: in reading order.
        size: font size of the text.
    """
    found: set[int] = set()
    chain: list[Line] = []
    below: Line | None = None
    for line in reversed(lines):
        ends = below is None or below.page != line.page or below.y > line.y + line.size
        small = line.size < size - _SMALLER and not line.grid
        above = [] if ends else chain
        chain = [*above, line] if small and (ends or chain) else []
        if 0 < len(chain) <= _MOST_LINES:
            found.add(id(line))
        elif chain:
            found -= set(map(id, chain))
        below = line
    return found


def footnotes_apart(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The text without its footnotes, and these."""
    text: list[Block] = []
    notes: list[Block] = []
    for place, block in enumerate(blocks):
        if block.foot and (
            _NOTE.match(block.text)
            or _interrupts(text, blocks[place + 1 :])
            or _goes_on(blocks, place)
        ):
            notes.append(replace(block, part=Part.NOTE))
        else:
            text.append(block)
    return text, notes


def _goes_on(blocks: Sequence[Block], place: int) -> bool:
    """Whether a block stands under another footnote of its column."""
    above = blocks[place - 1]
    return above.foot and above.page == blocks[place].page and bool(_NOTE.match(above.text))


def _interrupts(above: Sequence[Block], below: Sequence[Block]) -> bool:
    """Whether a sentence goes on behind a block as if it were not there."""
    if not above or above[-1].part is not Part.PARAGRAPH or is_finished(above[-1].text):
        return False
    following = next((block for block in below if not block.foot), None)
    return (
        following is not None and following.part is Part.PARAGRAPH and following.text[:1].islower()
    )
