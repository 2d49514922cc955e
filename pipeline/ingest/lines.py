"""Lines of a text, without what belongs to the printed page alone."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ingest.headings import is_known
from pipeline.values.wording import wording

_BREAK = re.compile(r"\r\n|[\n\r\u0085\u2028\u2029]")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:-+\s*)?(?:page\s+|p\.\s*)?(?P<number>\d{1,5})(?:\s*(?:of|/)\s*\d+)?(?:\s*-+)?", re.I
)
_RUNNING = re.compile(r"www\.|https?://|et al\.?\b|\b(?:vol|page)\b|©|[|•·]|\d{4}", re.I)
_MARKDOWN = re.compile(r"^#{1,6}\s+(?=\S)")
_PAGE_LINES = 10
_LEAST_TITLE = 15


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Attributes:
        text: its text; leading tabs are kept, since they set table cells apart.
        gap: whether a blank line stands above it.
        cut: whether something of the printed page stood above it and was dropped.
    """

    text: str
    gap: bool = False
    cut: bool = False


def running_heads(text: str) -> list[str]:
    """The lines that recur at the edges of pages, each once."""
    raw = _raw_lines(text)
    return list(dict.fromkeys(raw[place].strip() for place in sorted(_artefacts(raw))))


def _raw_lines(text: str) -> list[str]:
    return [line.rstrip(" \t\xa0") for line in _BREAK.split(text.replace("\f", "\n\f\n"))]


def lines_of(text: str) -> list[Line]:
    """The lines of a text without running heads, page numbers and page breaks."""
    raw = _raw_lines(text)
    dropped = _artefacts(raw)
    lines: list[Line] = []
    gap = cut = False
    for place, line in enumerate(raw):
        if place in dropped:
            cut = True
        elif not line.strip():
            gap = True
        else:
            plain = line if line.startswith("\t") else _MARKDOWN.sub("", line.strip())
            lines.append(Line(plain, gap, cut))
            gap = cut = False
    return lines


def _artefacts(raw: Sequence[str]) -> set[int]:
    """Places of page breaks, running heads and page numbers."""
    breaks = {place for place, line in enumerate(raw) if line == "\f"}
    written = [place for place, line in enumerate(raw) if line.strip() and line != "\f"]
    heads = _repeated(raw, written, breaks) | _titles(raw, written, breaks)
    edges = heads | breaks
    return edges | _page_numbers(raw, written, edges)


def _repeated(raw: Sequence[str], written: Sequence[int], breaks: set[int]) -> set[int]:
    """Places of lines that recur, but for their digits, far apart in the text."""
    places: dict[str, list[int]] = defaultdict(list)
    for place in written:
        plain = _DIGITS.sub("#", raw[place].strip())
        if 8 <= len(plain) <= 120 and any(map(str.isalpha, plain)) and raw[place][0] != "\t":
            places[plain].append(place)
    found: set[int] = set()
    for plain, group in places.items():
        at_edges = all(_near([place], breaks) for place in group)
        far = at_edges or group[-1] - group[0] >= _PAGE_LINES * (len(group) - 1)
        least = 2 if _near(group, breaks) else 3
        same = len({raw[place].strip() for place in group}) == 1
        is_head = same or bool(_RUNNING.search(raw[group[0]]))
        if len(group) >= least and far and is_head and not _is_content(plain):
            found.update(group[_is_title(raw, written, group[0]) :])
    return found


def _titles(raw: Sequence[str], written: Sequence[int], breaks: set[int]) -> set[int]:
    """Places of lines at the top of pages that are the first words of the article's title.

    Short titles stand over every second page, so that in a short article they come once.
    """
    opening = [_letters(raw[place]) for place in written[:_PAGE_LINES]]
    starts = ["".join(opening[place:]) for place in range(len(opening))]
    tops = [next((line for line in written if line > place), place) for place in breaks]
    return {
        top
        for top in tops
        if len(letters := _letters(raw[top])) >= _LEAST_TITLE
        and top not in written[:_PAGE_LINES]
        and any(start.startswith(letters) for start in starts)
    }


def _letters(line: str) -> str:
    return "".join(filter(str.isalnum, line)).casefold()


def _is_title(raw: Sequence[str], written: Sequence[int], place: int) -> bool:
    """Whether a line is the title, which is a running head too.

    The next line goes on with it, or the running head of the first page stands above it.
    """
    if place < _PAGE_LINES and "".join(raw[place + 1 : place + 2])[:1].islower():
        return True
    below = place == written[1] and bool(_RUNNING.search(raw[written[0]]))
    return below and not _RUNNING.search(raw[place])


def _is_content(plain: str) -> bool:
    counted = wording("headings", "counted").match(plain)
    return is_known(plain) or bool(counted) or len(plain.split()) < 2


def _near(group: Sequence[int], breaks: set[int]) -> bool:
    return any(abs(place - edge) <= 3 for place in group for edge in breaks)


def _page_numbers(raw: Sequence[str], written: Sequence[int], edges: set[int]) -> set[int]:
    """Places of lone numbers beside a page break or running head, or counting pages through."""
    lone: dict[int, int] = {}
    for place in written:
        match = _PAGE_NUMBER.fullmatch(raw[place].strip())
        if match and not raw[place].startswith("\t"):
            lone[place] = int(match["number"])
    beside = {place for place in lone if _near([place], edges)}
    steps = Counter(number - place_rank for place_rank, number in enumerate(lone.values()))
    pages: set[int] = set()
    for rank, (place, number) in enumerate(lone.items()):
        if steps[number - rank] >= 3 and place >= _PAGE_LINES:
            pages.add(place)
    last = {place for place in written[-1:] if place in lone and place >= _PAGE_LINES}
    return beside | pages | last
