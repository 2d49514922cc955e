"""Citations such as [3], [1, 2] and [7-9] in running text."""

import re
from dataclasses import dataclass

_INNER = r"\d{1,3}(?:\s*[,\u2013-]\s*\d{1,3})*"
_CITATION = re.compile(rf"(?P<space>\s?)\[(?P<inner>{_INNER})\]")
_NUMBER = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation in the text: what stands in the brackets, and the white space before them."""

    inner: str
    space: str

    def pieces(self) -> list[tuple[str, bool]]:
        """The text in the brackets, cut into reference numbers (True) and what joins them."""
        return [(part, part.isdigit()) for part in _NUMBER.split(self.inner) if part]


def split_citations(text: str) -> list[str | Cited]:
    """The text as runs of plain words and citations, in order."""
    runs: list[str | Cited] = []
    at = 0
    for match in _CITATION.finditer(text):
        if match.start() > at:
            runs.append(text[at : match.start()])
        runs.append(Cited(match["inner"], match["space"]))
        at = match.end()
    if at < len(text):
        runs.append(text[at:])
    return runs


def highest_cited(text: str) -> int:
    """The highest reference number that the text cites; 0 where it cites none."""
    numbers = [
        int(piece)
        for run in split_citations(text)
        if isinstance(run, Cited)
        for piece, is_number in run.pieces()
        if is_number
    ]
    return max(numbers, default=0)
