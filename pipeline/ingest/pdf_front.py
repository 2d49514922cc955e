"""The front matter of a PDF's first page: the title is its largest text."""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from pipeline.document.model import Meta, SectionKind
from pipeline.document.places import Places
from pipeline.document.sections import heading_kind
from pipeline.ingest.citation import bibliographic
from pipeline.ingest.frontmatter import Head, read_head
from pipeline.ingest.headings import is_capitals, is_known, run_in
from pipeline.ingest.names import family_names
from pipeline.ingest.narrative import is_narrative
from pipeline.ingest.pdf_lines import Line
from pipeline.ingest.roles import Role, role_of

_MOST_HEAD_LINES = 60
_PARAGRAPH_LINES = 3
#: Lines of one text differ by less, in points.
_SAME_SIZE = 0.3
_HEADING_WORDS = 4
_OF_TEXT = (Role.PROSE, Role.OTHER, Role.HEADING)
_RAGGED = 4.0
"""How many letters' width a line of ragged text may end before its column does."""
_COMPANY = re.compile(r"\b(?:Corporation|Publish\w+|Press|Journal|Science|Medicine|Access)\b")


def split_front(lines: Sequence[Line], size: float) -> tuple[Head, list[Line]]:
    """The head of the article and the lines without it.

    Args:
        lines: all lines in reading order.
        size: font size of the text.
    """
    title = _title_lines(lines, size)
    if not title:
        texts = [line.text for line in takewhile(lambda line: not line.grid, lines)]
        head = read_head(texts, [False] * len(texts), wrapped=True)
        return head, list(lines[head.used :])
    start = _start(lines, title, size)
    front = [line.text for line in lines[:start] if line not in title]
    words = " ".join(line.text for line in title)
    head = Head(words, front, start, Meta(title=words, authors=_authors(front)))
    for upper, lower in pairwise([*front, ""]):
        head.take_line(upper)
        if not head.meta.journal:
            head.take(bibliographic(f"{upper} {lower}"))
    return head, list(lines[start:])


def front_places(head: Head, lines: Sequence[Line]) -> dict[str, Places]:
    """Where the title of a head and each of its notes stand among the lines of the first page."""
    first = [line for line in lines if line.page == 1 and line.place]
    found = ((text, _lines_of(text, first)) for text in (head.title, *head.notes))
    return {text: tuple(line.place for line in own if line.place) for text, own in found}


def _lines_of(text: str, lines: Sequence[Line]) -> Sequence[Line]:
    """The lines that make a text, one after the other."""
    for start, line in enumerate(lines):
        if line.text and text.startswith(line.text):
            words = ""
            for end, following in enumerate(lines[start:], start + 1):
                words = f"{words} {following.text}".strip()
                if words == text:
                    return lines[start:end]
                if len(words) > len(text):
                    break
    return ()


def _authors(front: Sequence[str]) -> tuple[str, ...]:
    """The family names of the author list, which may run over several lines."""
    for first in range(len(front)):
        for last in range(min(len(front), first + 5), first, -1):
            text = " ".join(front[first:last])
            names = () if _COMPANY.search(text) else family_names(text)
            if len(names) > 1 or (names and "," not in front[first] and _is_person(front[first])):
                return names
    return ()


def _is_person(text: str) -> bool:
    return not is_known(text) and not is_capitals(text) and role_of(text, True) is Role.AUTHORS


def _title_lines(lines: Sequence[Line], size: float) -> list[Line]:
    """The lines set in the largest type of the first page, if they can be a title.

    The kind of article is one of them only where a colon opens it, or the line above goes on.
    """
    first = [line for line in lines if line.page == 1 and len(line.text) > 3]
    large = sorted({line.size for line in first if line.size > 1.15 * size}, reverse=True)
    for largest in large:
        alike = [line for line in first if abs(line.size - largest) < _SAME_SIZE]
        above = ["", *(line.text for line in alike)]
        title = [
            line
            for upper, line in zip(above, alike, strict=False)
            if upper.endswith(":")
            or line.text[0].islower()
            or role_of(line.text, False) is not Role.LABEL
        ]
        words = " ".join(line.text for line in title)
        if 3 < len(words.split()) < 50 and len(title) <= 8:
            return title
    return []


def _start(lines: Sequence[Line], title: Sequence[Line], size: float) -> int:
    """Where the abstract or the text starts."""
    after = 1 + max((lines.index(line) for line in title), default=-1)
    for place, line in enumerate(lines[:_MOST_HEAD_LINES]):
        if line.page > 1 or place < after:
            continue
        opened = run_in(line.text)
        heading = opened[0] if opened else line.text if is_known(line.text) else ""
        kind = heading_kind(heading) if heading else None
        if kind in (SectionKind.ABSTRACT, SectionKind.INTRODUCTION) or (
            kind not in (None, SectionKind.BACK) and (line.bold or is_capitals(heading))
        ):
            return place
        if _opens_text(lines[place : place + _PARAGRAPH_LINES], size):
            first = _first_of(lines, after, place)
            titled = first > after and _heads(lines[first - 1])
            return first - titled
    return after


def _opens_text(lines: Sequence[Line], size: float) -> bool:
    """Whether lines are the start of a paragraph of the article."""
    text = " ".join(line.text for line in lines)
    alike = all(abs(line.size - lines[0].size) < _SAME_SIZE for line in lines)
    return (
        len(lines) == _PARAGRAPH_LINES
        and alike
        and role_of(text, True) in _OF_TEXT
        and (is_narrative(text) or (_is_set_as_text(lines, size) and _is_told(text)))
    )


def _is_set_as_text(lines: Sequence[Line], size: float) -> bool:
    """Whether lines fill a column of the text's type from side to side."""
    full = all(line.right - line.x1 < _RAGGED * size for line in lines[:-1])
    even = all(abs(line.x0 - line.left) < size for line in lines[1:])
    return full and even and all(abs(line.size - size) < 0.3 and not line.bold for line in lines)


def _is_told(text: str) -> bool:
    """Whether most words are no names, as in sentences and not in addresses."""
    initials = [word[0] for word in text.split() if word[0].isalpha()]
    return sum(map(str.islower, initials)) > len(initials) / 2


def _first_of(lines: Sequence[Line], after: int, place: int) -> int:
    """Where the paragraphs start in which a line stands, their short lines among them."""
    while place > after and _is_above(lines[place - 1], lines[place]):
        place -= 1
    return place


def _is_above(upper: Line, lower: Line) -> bool:
    """Whether a line stands right above one of the text and is no line about the article."""
    near = 0 < upper.y - lower.y < 1.5 * lower.size
    alike = abs(upper.size - lower.size) < 0.3 and abs(upper.x0 - lower.x0) < 2 * lower.size
    prose = role_of(upper.text, True) in _OF_TEXT
    return near and alike and not upper.bold and prose


def _heads(line: Line) -> bool:
    text = line.text
    told = line.bold or is_capitals(text) or is_known(text)
    named = role_of(text, True) is Role.AUTHORS
    return told and (not named or ("," not in text and len(text.split()) >= _HEADING_WORDS))
