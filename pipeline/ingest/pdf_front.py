"""The front matter of a PDF's first page: the title is its largest text."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.document.model import Meta, SectionKind
from pipeline.document.places import Places
from pipeline.document.sections import heading_kind
from pipeline.ingest.citation import bibliographic
from pipeline.ingest.frontmatter import Head, Role, read_head, role_of
from pipeline.ingest.headings import is_capitals, is_known, run_in
from pipeline.ingest.names import family_names
from pipeline.ingest.narrative import is_narrative
from pipeline.ingest.pdf_lines import Line

_MOST_HEAD_LINES = 60
_PARAGRAPH_LINES = 3
#: Lines of one text differ by less, in points.
_SAME_SIZE = 0.3
_COMPANY = re.compile(r"\b(?:Corporation|Publish\w+|Press|Journal|Science|Medicine|Access)\b")


def split_front(lines: Sequence[Line], size: float) -> tuple[Head, list[Line]]:
    """The head of the article and the lines without it.

    Args:
        lines: all lines in reading order.
        size: font size of the text.
    """
    title = _title_lines(lines, size)
    if not title:
        texts = [line.text for line in lines]
        head = read_head(texts, [False] * len(lines), wrapped=True)
        return head, list(lines[head.used :])
    start = _start(lines, title)
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
    """The lines set in the largest type of the first page, if they can be a title."""
    first = [line for line in lines if line.page == 1 and len(line.text) > 3]
    large = sorted({line.size for line in first if line.size > 1.15 * size}, reverse=True)
    for largest in large:
        title = [
            line
            for line in first
            if abs(line.size - largest) < _SAME_SIZE and role_of(line.text, False) is not Role.LABEL
        ]
        words = " ".join(line.text for line in title)
        if 3 < len(words.split()) < 50 and len(title) <= 8:
            return title
    return []


def _start(lines: Sequence[Line], title: Sequence[Line]) -> int:
    """Where the abstract or the text starts."""
    after = 1 + max((lines.index(line) for line in title), default=-1)
    for place, line in enumerate(lines[:_MOST_HEAD_LINES]):
        if line.page > 1 or place < after:
            continue
        opened = run_in(line.text)
        heading = opened[0] if opened else line.text if is_known(line.text) else ""
        kind = heading_kind(heading) if heading else None
        if kind in (SectionKind.ABSTRACT, SectionKind.INTRODUCTION) or (
            kind not in (None, SectionKind.BACK) and (line.bold or is_capitals(line.text))
        ):
            return place
        if _narrates(lines[place : place + _PARAGRAPH_LINES]):
            while place > after and _goes_on(lines[place - 1], line):
                place -= 1
            titled = place > after and _heads(lines[place - 1])
            return place - titled
    return after


def _goes_on(upper: Line, lower: Line) -> bool:
    """Whether a sentence runs from one line of the text into the next."""
    alike = upper.bold == lower.bold and abs(upper.size - lower.size) < _SAME_SIZE
    open_end = not upper.text.rstrip().endswith((".", "?", "!", ":"))
    return alike and open_end and role_of(upper.text, True) in (Role.PROSE, Role.OTHER)


def _narrates(lines: Sequence[Line]) -> bool:
    """Whether lines are the start of a paragraph of the article."""
    text = " ".join(line.text for line in lines)
    alike = all(abs(line.size - lines[0].size) < _SAME_SIZE for line in lines)
    return (
        len(lines) == _PARAGRAPH_LINES
        and alike
        and (role_of(text, True) in (Role.PROSE, Role.OTHER) and is_narrative(text))
    )


def _heads(line: Line) -> bool:
    return (line.bold or is_capitals(line.text)) and role_of(line.text, True) is not Role.AUTHORS
