"""Several records of PubMed's text form in one file: each begins with its number and journal."""

import re
from collections.abc import Sequence

_START = re.compile(
    r"(?:\A|(?<=\n))[ \t]*(?P<number>\d{1,5})\. [A-Z].{3,120}?\b(?:19|20)\d\d\b.*[;:.]"
)
_END = re.compile(r"^[ \t]*PMID: \d+", re.M)


def text_of_records(text: str) -> Sequence[str]:
    """The records of a text, or the text itself where it is not a list of such."""
    plain = text.replace("\r\n", "\n").lstrip("\ufeff\n ")
    starts: list[int] = []
    for match in _START.finditer(plain):
        closed = not starts or _END.search(plain, starts[-1], match.start())
        if int(match["number"]) == len(starts) + 1 and closed:
            starts.append(match.start())
    if len(starts) < 2 or starts[0] or not _END.search(plain, starts[-1]):
        return [text]
    ends = [*starts[1:], len(plain)]
    return [plain[start:end] for start, end in zip(starts, ends, strict=True)]
