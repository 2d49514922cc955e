"""Wordings of time: the patterns of `time.toml`, and the lengths of time that they hold."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline.resolve.labels import label_number
from pipeline.terms import load
from pipeline.values.gate import Gated
from pipeline.values.index import Index
from pipeline.values.interval import INTERVAL, Interval, find_intervals
from pipeline.values.number import NUMBER

#: Days, and the place of the words that tell them.
Found = tuple[float, tuple[int, int]]

_ENDING = re.compile(r"(?<=\d)(?:st|nd|rd|th)$")
_SPELT_ENDING = re.compile(r"(?:ie)?th$")
_UNNAMED_INTERVAL = re.sub(r"\(\?P<\w+>", "(?:", INTERVAL.pattern)


@cache
def time_patterns(table: str, key: str) -> tuple[Gated, ...]:
    """The patterns of a key of `time.toml`, `{I}` a length of time, `{N}` a number."""
    texts = load("time")[table][key]
    texts = [texts] if isinstance(texts, str) else texts
    compact = re.sub(r"\s+", "", re.sub(r"(?<!\\)#.*", "", _UNNAMED_INTERVAL)).replace(r"\ ", r"\s")
    return tuple(Gated(t.replace("{I}", compact).replace("{N}", NUMBER)) for t in texts)


@cache
def _index(table: str, key: str) -> Index[int]:
    return Index(enumerate(time_patterns(table, key)))


def time_matches(table: str, key: str, text: str) -> Iterator[re.Match[str]]:
    """The places where a sentence has a wording of a key of `time.toml`, pattern by pattern."""
    return (match for _, match in _index(table, key).matches(text))


@lru_cache(maxsize=512)
def _exact_intervals(text: str) -> tuple[Interval, ...]:
    """The exact lengths of time of a sentence, for which many wordings ask."""
    return tuple(i for i in find_intervals(text) if i.exact)


def interval_at(text: str, start: int, end: int) -> Found | None:
    """The first exact length of time in a stretch of a text, also where it begins before."""
    found = [i for i in _exact_intervals(text) if i.start < end and start < i.end]
    return (found[0].days, (found[0].start, found[0].end)) if found else None


def nth(text: str) -> int | None:
    """The number of an ordinal or a number, in words or digits."""
    *tens, last = _ENDING.sub("", text.lower()).split("-")
    number = label_number(last) or label_number(_SPELT_ENDING.sub(_without_ending, last))
    if number is None or not tens:
        return number
    ten = label_number(tens[0])
    return None if ten is None else ten + number


def _without_ending(match: re.Match[str]) -> str:
    return "y" if match.group() == "ieth" else ""


def counted(text: str, table: str, key: str) -> Iterator[tuple[re.Match[str], float]]:
    """Wordings with a number and a unit apart from each other, with their days."""
    for match in time_matches(table, key, text):
        number = nth(match["count"])
        if number is not None:
            (unit,) = find_intervals(f"1 {match['unit']}")
            yield match, number * unit.days
