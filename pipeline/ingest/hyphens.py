"""Words cut at the end of a line."""

import re
from collections.abc import Iterable

from pipeline.ingest.headings import is_known
from pipeline.terms import load

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CUT = re.compile(r"(?P<joint>[^\W_]-)?(?P<left>[^\W_]+)[-\u00ad\u2010\ufffe]$")
_HYPHENS = ("-", "\u00ad", "\u2010", "\ufffe")
_START = re.compile(r"(?P<right>[^\W_]+)")


def _cut(text: str) -> re.Match[str] | None:
    """The part of a word that ends a line; few do, and a paragraph is long to search."""
    return _CUT.search(text) if text.endswith(_HYPHENS) else None


class Mender:
    """Joins lines; decides for each hyphen at a line's end whether the word keeps it.

    Args:
        texts: the document's lines, whose uncut words tell how a word is written.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        words = load("hyphens")
        self._keeps, self._tails = frozenset(words["keeps"]), frozenset(words["tails"])
        self._openers, self._wholes = frozenset(words["openers"]), frozenset(words["wholes"])
        self._endings = frozenset(words["endings"])
        self._words: set[str] = set()
        cut = False
        for text in texts:
            found = [word.lower() for word in _WORD.findall(text)]
            following = _cut(text) is not None
            self._words.update(found[cut : len(found) - following])
            cut = following

    def join(self, upper: str, lower: str) -> str:
        """Two lines as running text."""
        if not upper:
            return lower
        left, right = _cut(upper), _START.match(lower)
        if left is None or right is None:
            return f"{upper} {lower}"
        if self._is_one(left["left"], right["right"], bool(left["joint"])):
            return upper[:-1] + lower
        return f"{upper[:-1]}-{lower}" if upper.endswith(("\u00ad", "\ufffe")) else upper + lower

    def paragraph(self, lines: Iterable[str]) -> str:
        """Lines as one paragraph."""
        joined = ""
        for line in lines:
            joined = self.join(joined, line.strip())
        return joined

    def _is_one(self, left: str, right: str, joined: bool) -> bool:
        """Whether both parts make one word; `joined` where a hyphen stands before them."""
        if left.isupper() and right.isupper() and is_known(left + right):
            return True
        if not right[0].islower() or not left[-1].isalpha() or any(map(str.isdigit, left)):
            return False
        # No word is cut behind its first letter: "C-" was "C-reactive".
        if len(left) == 1 and not joined:
            return False
        one, two = left.lower(), right.lower()
        if one + two in self._words or one + two in self._wholes:
            return True
        if f"{one}-{two}" in self._words or two in self._tails:
            return False
        if one in self._keeps:
            return two in self._endings
        both = one in self._words and two in self._words
        long = joined or (len(one) > 3 and len(two) > 3)
        return not (both and long) or one in self._openers
