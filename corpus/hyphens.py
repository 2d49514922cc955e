"""Where a word may be broken at the end of a line: a plain rule, good enough for a typesetter's."""

import itertools
import re

_PLACES = re.compile(
    r"(?<=[aeiouy])(?=(?:[bcdfgklmnprstvz]|ch|sh|th|ph|pl|pr|tr|br|cr|gr|st)[aeiouy])"
    r"|(?<=[aeiouy][lmnrst])(?=[bcdfgkmnpstvz][aeiouy])"
)
_WORD = re.compile(r"[A-Za-z]{7,}")
SHORTEST = 3


def places(word: str) -> list[int]:
    """Offsets in a word of letters before which it may be broken, in order."""
    if not _WORD.fullmatch(word):
        return []
    found = (match.start() for match in _PLACES.finditer(word.lower()))
    return [at for at in found if SHORTEST <= at <= len(word) - SHORTEST]


def soften(text: str) -> str:
    """The text with soft hyphens where its longer words may be broken."""

    def softened(match: re.Match[str]) -> str:
        word = match.group()
        cuts = [0, *places(word), len(word)]
        return "\u00ad".join(word[a:b] for a, b in itertools.pairwise(cuts))

    return re.sub(r"(?<![\w@./-])[A-Za-z]{7,}(?![\w@/-])", softened, text)
