"""Splits paragraphs into sentences by rule: as exact as a parser here, and far faster."""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.terms import load

_BOUNDARY = re.compile(
    r"""
    (?P<stop>[.?!][.?!]*)                 # the end of a sentence (so written, it is sought fast)
    (?P<close>["'”’)\]]*                  # closing quotes and brackets
       (?:\[\d[\d,;\s–-]*\])?             # a citation glued to the stop
       (?:(?<=[^\d][.?!])\d{1,3}(?:[,–-]\d{1,3})*(?=\s))?)   # a superscript citation
    \s+
    (?=["'“‘(\[]*(?:[A-ZÀ-Þ0-9]|[a-z]?[A-Z]))   # what can open a sentence
    """,
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"([\w.]+)$")
#: The number of an item of a list ("1.", "b."), which opens its sentence.
_ITEM = re.compile(r"\(?(?:\d\d?|[a-f])\)?")
#: "Ms A. (54) had": the age belongs to her.
_TITLED = re.compile(r"\bM(?:r|rs|s|me|iss)\.? [A-Z]$")
_INITIAL = re.compile(r"(?:^|[\s.(])[A-Z]$")
#: No abbreviation is longer; what stands before is not searched for the last word.
_LONGEST = 40


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(load("sentences")["abbreviations"])


def _is_abbreviated(before: str, after: str) -> bool:
    word = _LAST_WORD.search(before.rpartition(" ")[2])
    if word is None:
        return False
    if _INITIAL.search(before[-3:]):
        # "J. F. Li" is a name; "vitamin C. He" ends a sentence.
        if _TITLED.search(before) and re.match(r"\(?\d\d\b", after):
            return True
        return bool(
            re.match(r"(?:[A-Z]\.|[A-Z][a-z]+,|[A-Z][a-z]+ (?:and|et)\b|[A-Z][a-z]+\.)", after)
        )
    if word[1] in ("no", "No", "Nos") and not after[:1].isdigit():
        return False
    return word[1] in _abbreviations()


def split(text: str) -> Iterator[tuple[int, int]]:
    """Yields the (start, end) character offsets of the sentences of one paragraph."""
    start = 0
    for match in _BOUNDARY.finditer(text):
        if start == 0 and _ITEM.fullmatch(text, 0, match.start()):
            continue
        if match["stop"] == "." and _is_abbreviated(
            text[max(start, match.start() - _LONGEST) : match.start()],
            text[match.end() : match.end() + 30],
        ):
            continue
        yield start, match.end("close")
        start = match.end()
    if start < len(text):
        yield start, len(text)
