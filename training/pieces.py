"""Word pieces: how a text is cut for the network.

The vocabulary is that of the uncased English BERT family. A word is a run of letters and digits, or
any other single sign; it becomes the longest pieces of the vocabulary from its beginning on.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

UNKNOWN, OPENING, CLOSING = "[UNK]", "[CLS]", "[SEP]"
#: Letters of a word that the vocabulary could still know.
_LONGEST = 60
_WORD = re.compile(r"[^\W_]+|\S")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its place, and the identifiers of its pieces."""

    start: int
    end: int
    pieces: tuple[int, ...]


class Vocabulary:
    """Cuts text into the pieces of a vocabulary.

    Args:
        pieces: all pieces in the order of their identifiers; `##` begins those inside a word.
    """

    def __init__(self, pieces: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(pieces)}
        self.opening, self.closing = self._numbers[OPENING], self._numbers[CLOSING]
        self._cut = lru_cache(maxsize=20_000)(self._cut_word)

    def words(self, text: str) -> list[Word]:
        """The words of a text, in order."""
        return [Word(*m.span(), self._cut(m.group())) for m in _WORD.finditer(text)]

    def _cut_word(self, word: str) -> tuple[int, ...]:
        plain = _plain(word)
        if len(plain) > _LONGEST:
            return (self._numbers[UNKNOWN],)
        found: list[int] = []
        at = 0
        while at < len(plain):
            end = self._longest(plain, at)
            if end == at:
                return (self._numbers[UNKNOWN],)
            found.append(self._numbers[_inner(plain[at:end], at)])
            at = end
        return tuple(found)

    def _longest(self, plain: str, at: int) -> int:
        """Where the longest piece that begins here ends; `at` where there is none."""
        ends = range(len(plain), at, -1)
        return next((end for end in ends if _inner(plain[at:end], at) in self._numbers), at)


def _inner(piece: str, at: int) -> str:
    return f"##{piece}" if at else piece


def _plain(word: str) -> str:
    """A word in lower case without accents."""
    parted = unicodedata.normalize("NFD", word.lower())
    return "".join(sign for sign in parted if unicodedata.category(sign) != "Mn")
