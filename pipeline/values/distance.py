"""Vertebrae told by their distance: two levels above and below T10, L2 and the one above it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.fields import LEVELS
from pipeline.values.level_span import LevelSpan
from pipeline.values.wording import wording

_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_SPINE = tuple(name for name in LEVELS if name != "L6")


@dataclass(frozen=True, slots=True)
class Distance:
    """Levels counted from one that is named elsewhere.

    `up` and `down` count the levels above and below it; `whole` holds where they are told as one
    stretch that passes over it ("two levels above and below"), `twice` where each side has its
    own number ("two levels above and two below").
    """

    start: int
    end: int
    up: int
    down: int
    whole: bool
    twice: bool = False

    def levels(self, middle: tuple[str, ...], whole: bool | None = None) -> tuple[str, ...]:
        """The levels at this distance from others, those included where all is one stretch."""
        places = sorted(_SPINE.index(name) for name in middle if name in _SPINE)
        if not places:
            return ()
        above = _SPINE[max(0, places[0] - self.up) : places[0]]
        below = _SPINE[places[-1] + 1 : places[-1] + 1 + self.down]
        between = middle if (self.whole if whole is None else whole) else ()
        return (*above, *between, *below)


def _count(word: str | None, otherwise: int = 1) -> int:
    if not word:
        return otherwise
    return int(word) if word.isdigit() else _COUNTS.get(word.lower(), 1)


def _both(match: re.Match[str]) -> Distance:
    above = _count(match["n"])
    below = _count(match["m"], above)
    if not match["up"]:
        above, below = below, above
    whole = not match["the"] and not match["the2"] and bool(match["n"])
    return Distance(match.start(), match.end(), above, below, whole, bool(match["m"]))


def _one(match: re.Match[str]) -> Distance:
    number = _count(match.groupdict().get("n"))
    up = bool(match["up"])
    return Distance(match.start(), match.end(), number if up else 0, 0 if up else number, False)


def _sides(match: re.Match[str]) -> Distance:
    groups = match.groupdict()
    number = 1 if groups.get("the") else _count(groups.get("n"))
    return Distance(match.start(), match.end(), number, number, False)


_READERS = {
    "distance_both": _both,
    "distance_one": _one,
    "distance_next": _one,
    "distance_sides": _sides,
    "distance_beside": _sides,
}


def _distances(text: str) -> list[Distance]:
    found = [read(m) for name, read in _READERS.items() for m in _matches(name, text)]
    kept: list[Distance] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    # "on both sides of it, one above and one below" tells one distance twice.
    return [
        b
        for a, b in zip([None, *kept], kept, strict=False)
        if a is None or len(text[a.end : b.start].strip()) > len(" of it, ")
    ]


def _matches(name: str, text: str) -> Iterator[re.Match[str]]:
    return wording("spine", name).finditer(text)


def _counted_after(text: str, one: Distance, spans: list[LevelSpan]) -> LevelSpan | None:
    """Two levels above and below | L1."""
    for span in spans:
        if span.start > one.end and wording("spine", "distance_to").match(
            text[one.end : span.start]
        ):
            return LevelSpan(one.start, span.end, one.levels(span.levels), True)
    return None


def _counted_before(text: str, one: Distance, spans: list[LevelSpan]) -> LevelSpan | None:
    """L1 and the vertebra below it; at L1, ... and one level below."""
    earlier = [span for span in spans if span.end <= one.start]
    if not earlier:
        return None
    last = earlier[-1]
    if wording("spine", "distance_with").match(text[last.end : one.start]):
        return LevelSpan(last.start, one.end, one.levels(last.levels, whole=True), True)
    if wording("spine", "distance_from").match(text[one.end :]):
        return None
    return LevelSpan(one.start, one.end, one.levels(last.levels), True)


def _between(text: str, spans: list[LevelSpan]) -> Iterator[LevelSpan]:
    """The four vertebrae between T9 and L2: the ends count where the number says so."""
    for span in spans:
        before = wording("spine", "distance_between").search(text[: span.start])
        if before is None or len(span.levels) != 2:
            continue
        first, last = sorted(_SPINE.index(name) for name in span.levels if name in _SPINE)
        inner, number = _SPINE[first + 1 : last], _count(before["n"], 0)
        levels = inner if len(inner) == number else _SPINE[first : last + 1]
        yield LevelSpan(before.start(), span.end, levels, True)


def open_distances(text: str, spans: list[LevelSpan]) -> list[Distance]:
    """The distances of a sentence that are counted from a level which others name.

    Args:
        text: the sentence.
        spans: all levels that are found in it.
    """
    return [
        one
        for one in _distances(text)
        if not any(span.start < one.end and one.start < span.end for span in spans)
    ]


def counted(text: str, spans: list[LevelSpan]) -> Iterator[LevelSpan]:
    """The levels that a sentence tells by their distance from others that it names."""
    yield from _between(text, spans)
    for one in _distances(text):
        found = _counted_after(text, one, spans) or _counted_before(text, one, spans)
        if found and found.levels:
            yield found
