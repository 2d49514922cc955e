"""What is refused as plain text: data files, words without sentences, endless lines."""

import re
from collections.abc import Sequence
from functools import cache

from pipeline.ingest.lines import Line
from pipeline.ingest.outcome import FailureCode, ReadError
from pipeline.terms import load

_LEAST_SMALL_WORDS = 0.08
_LEAST_WORDS = 20
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONGEST_LINE = 2_000_000
#: A line with as many tabs is a row of a data file.
_LEAST_TABS = 3


def check(lines: Sequence[Line]) -> None:
    """Refuses what is no prose.

    Raises:
        ReadError: NOT_A_DOCUMENT, or TOO_LARGE for endless lines.
    """
    if any(len(line.text) > _LONGEST_LINE for line in lines):
        raise ReadError(FailureCode.TOO_LARGE, "A single line holds millions of characters.")
    if sum(line.text.strip().count("\t") >= _LEAST_TABS for line in lines) > len(lines) // 2:
        raise ReadError(FailureCode.NOT_A_DOCUMENT, "The file is a table of tab-separated fields.")
    words = [word.lower() for line in lines[:500] for word in _WORD.findall(line.text)]
    if len(words) < _LEAST_WORDS:
        raise ReadError(
            FailureCode.NOT_A_DOCUMENT, f"The file holds no prose, {len(words)} words only."
        )
    latin = [word for word in words if word.isascii()]
    small = sum(word in _small_words() for word in latin)
    if len(latin) > 0.9 * len(words) and small < _LEAST_SMALL_WORDS * len(latin):
        raise ReadError(FailureCode.NOT_A_DOCUMENT, "The file holds words, but no sentences.")


@cache
def _small_words() -> frozenset[str]:
    """Words that no sentence of a western language goes long without."""
    return frozenset(load("small_words")["words"])
