"""Wordings of time: the patterns of `time.toml`, and the lengths of time that they hold."""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.resolve.labels import label_number
from pipeline.terms import load
from pipeline.values.gate import Gated
from pipeline.values.interval import INTERVAL, find_intervals

#: Days, and the place of the words that tell them.
Found = tuple[float, tuple[int, int]]

_ENDING = re.compile(r"(?<=\d)(?:st|nd|rd|th)$")
_UNNAMED_INTERVAL = re.sub(r"\(\?P<\w+>", "(?:", INTERVAL.pattern)


@cache
def time_patterns(table: str, key: str) -> tuple[Gated, ...]:
    """The patterns of a key of `time.toml`, `{I}` being a length of time."""
    texts = load("time")[table][key]
    texts = [texts] if isinstance(texts, str) else texts
    compact = re.sub(r"\s+", "", re.sub(r"(?<!\\)#.*", "", _UNNAMED_INTERVAL)).replace(r"\ ", r"\s")
    return tuple(Gated(t.replace("{I}", compact)) for t in texts)


def interval_at(text: str, start: int, end: int) -> Found | None:
    """The first exact length of time that begins in a stretch of a text."""
    found = [i for i in find_intervals(text) if start <= i.start < end and i.exact]
    return (found[0].days, (found[0].start, found[0].end)) if found else None


def nth(text: str) -> int | None:
    """The number of an ordinal or a number, in words or digits."""
    return label_number(_ENDING.sub("", text))


def counted(text: str, table: str, key: str) -> Iterator[tuple[re.Match[str], float]]:
    """Wordings with a number and a unit apart from each other, with their days."""
    for pattern in time_patterns(table, key):
        for match in pattern.finditer(text):
            number = nth(match["count"])
            if number is not None:
                (unit,) = find_intervals(f"1 {match['unit']}")
                yield match, number * unit.days
