"""Paragraphs, headings, captions and tables as a text or PDF reader finds them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from pipeline.document.places import Places
from pipeline.ingest.headings import run_in
from pipeline.ingest.hyphens import Mender

_TERMINAL = re.compile(r"[.!?:][\d,\s–-]*[)\]\"”’']*(?:\[[\d,\s–-]+\])?$")
#: No sentence begins with these: 38.4 °C.
_NEVER_FIRST = tuple("°%)];:,<>≤≥=±×")
_LEAST_PARAGRAPH = 40
NUMBER = re.compile(r"^[\[(]?(\d{1,3})[\]).]?\s+(?=\S)")
"""The number that opens an entry of a list."""
_BULLET = re.compile(r"[•●▪■◦‣∙]\s*\S")

_CAPTION = re.compile(
    r"(?:supplementa(?:ry|l) )?(?P<label>fig(?:ure)?s?\.?|table|scheme|plate)\s*"
    r"(?P<number>S?\d{1,2}[A-Za-z]?|[IVX]{1,5})(?P<mark>\s*[.:|–—-]|\s*$|\s+)(?P<rest>.*)$",
    re.I | re.DOTALL,
)
# "Table 1 shows", "Figure 2 and 3", "Fig. 1)": the text speaks of it.
_MENTION = re.compile(r"(?:[a-z]+\b|[,;)]|\(?[a-zA-Z]\)?,)")


class Part(Enum):
    """What a block is."""

    HEADING = auto()
    PARAGRAPH = auto()
    CAPTION = auto()
    TABLE = auto()
    REFERENCE = auto()
    NOTE = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article in reading order.

    Attributes:
        part: what it is; a NOTE is about the article and never evidence.
        text: its words; of a table, the caption.
        level: depth of a heading from 1.
        page: page from 1, or None.
        brief: whether a heading covers the next paragraph alone, as run-in ones may.
        header, rows, footnote: the grid of a table, and the notes under it.
        broken: whether a page's edge or a figure may have cut the paragraph.
        foot: whether it is in small type at the foot of a column.
        places, row_places, note_places: where the words, the rows and the notes under them stand.
        inline: whether a heading runs into its paragraph instead of standing on its own line.
    """

    part: Part
    text: str
    level: int = 1
    page: int | None = None
    brief: bool = False
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    footnote: str = ""
    broken: bool = False
    foot: bool = False
    places: Places = ()
    row_places: Places = ()
    note_places: Places = ()
    inline: bool = False


def is_caption(text: str) -> bool:
    """Whether a line opens the legend of a figure or table rather than mentions it."""
    match = _CAPTION.match(text)
    if match is None:
        return False
    rest = match["rest"].strip()
    if rest.lower().startswith("legend"):
        return True
    return not (match["mark"].strip() == "" and _MENTION.match(rest))


def is_table_caption(text: str) -> bool:
    """Whether a caption is that of a table."""
    match = _CAPTION.match(text)
    return match is not None and match["label"].lower() == "table"


def told(text: str) -> Block:
    """A paragraph, or the caption that its words make it."""
    if is_caption(text):
        return Block(Part.TABLE if is_table_caption(text) else Part.CAPTION, text)
    return Block(Part.PARAGRAPH, text)


def is_finished(text: str) -> bool:
    """Whether a text ends as a paragraph does."""
    return bool(_TERMINAL.search(text))


def opens_item(upper: str, lower: str) -> bool:
    """Whether a line opens an item of a list: with a bullet, or the number after that above."""
    if _BULLET.match(lower):
        return True
    first, item = NUMBER.match(upper), NUMBER.match(lower)
    return bool(first and item and int(item[1]) == int(first[1]) + 1)


def rejoined(blocks: Iterable[Block], mender: Mender) -> list[Block]:
    """Paragraphs that a page's edge, a figure or a table cut in two, made whole."""
    whole: list[Block] = []
    opened: int | None = None
    for block in blocks:
        if block.part is Part.PARAGRAPH:
            if opened is not None and _continues(whole, opened, block):
                upper = whole[opened]
                text = mender.join(upper.text, block.text)
                whole[opened] = replace(upper, text=text, places=upper.places + block.places)
                continue
            opened = len(whole)
        elif block.part not in (Part.CAPTION, Part.TABLE):
            opened = None
        whole.append(block)
    return whole


def _continues(whole: Sequence[Block], opened: int, block: Block) -> bool:
    upper, first = whole[opened].text, block.text[:1]
    if first in _NEVER_FIRST:
        return True
    if is_finished(upper) or len(upper) < _LEAST_PARAGRAPH:
        return False
    if opens_item(upper, block.text) or run_in(block.text):
        return False
    cut = opened + 1 < len(whole) or block.broken
    return first.islower() or (cut and first.isalnum())


def captioned(parts: Iterable[Block]) -> list[Block]:
    """Joins a table's caption in the blocks above to its grid, and the parts of a cut grid."""
    joined: list[Block] = []
    for block in parts:
        if (before := _goes_on(joined, block)) is not None:
            joined[before] = _continued(joined[before], block)
            continue
        label = _bare_caption(joined) if block.part is Part.TABLE and block.rows else len(joined)
        above = joined[label:]
        del joined[label:]
        joined.append(_labelled(above, block) if above else block)
    return joined


def _labelled(above: Sequence[Block], block: Block) -> Block:
    """A grid with the caption that stands in the blocks above it."""
    parts = [*above, block]
    text = " ".join(part.text for part in parts).strip()
    return replace(block, text=text, places=tuple(p for part in parts for p in part.places))


def _continued(upper: Block, lower: Block) -> Block:
    """A table with the part of it that stands on the next page or column."""
    return replace(
        upper,
        rows=upper.rows + lower.rows,
        footnote=f"{upper.footnote} {lower.footnote}".strip(),
        row_places=upper.row_places + lower.row_places,
        note_places=upper.note_places + lower.note_places,
    )


def _goes_on(joined: Sequence[Block], block: Block) -> int | None:
    """The table that goes on in a block with the same header, past a page's or column's end."""
    if block.part is not Part.TABLE or not block.header:
        return None
    for place in range(len(joined) - 1, max(-1, len(joined) - 6), -1):
        if joined[place].part is Part.TABLE and joined[place].rows:
            return place if joined[place].header == block.header else None
    return None


def _bare_caption(joined: list[Block]) -> int:
    """Where the caption without a grid above the end of a list starts, or the list's length."""
    for place in range(len(joined) - 1, max(-1, len(joined) - 3), -1):
        block = joined[place]
        if block.part is Part.TABLE and not block.rows:
            return place
        if block.part is not Part.PARAGRAPH:
            break
    return len(joined)
