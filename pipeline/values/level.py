"""Vertebral levels in running text."""

import re
from collections.abc import Iterable, Iterator

from pipeline.fields import LEVELS
from pipeline.terms import load
from pipeline.values.distance import counted
from pipeline.values.level_span import LevelSpan
from pipeline.values.number import parse_ordinal
from pipeline.values.wording import wording

#: The last number of each region, and the regions by name.
_LAST = {"C": 7, "T": 12, "L": 6, "S": 5}
REGIONS: dict[str, str] = load("spine")["region"]

_ROMAN = {
    number: place
    for place, number in enumerate("I II III IV V VI VII VIII IX X XI XII".split(), start=1)
}

_LOST_HYPHEN = re.compile(
    r"""
    (?<![A-Za-z0-9])
    (?: ([TLD]) (1[0-2]|[1-9]) ([TLS]) (1[0-2]|[1-9])  # T12L1
      | (L) ([1-4]) ([2-5])                            # L34
      | (T) ([1-9]) ([2-9]|1[0-2])                     # T89
    )
    (?![A-Za-z0-9])
    """,
    re.VERBOSE,
)


def level(letter: str, number: int) -> str | None:
    """The level of a region's letter and a number, or None where the spine has none such."""
    letter = "T" if letter.upper() in ("D", "TH") else letter.upper()
    return f"{letter}{number}" if 1 <= number <= _LAST[letter] else None


def span(first: str, last: str) -> tuple[str, ...]:
    """All levels from one to another, whichever is higher, ends included."""
    low, high = sorted((LEVELS.index(first), LEVELS.index(last)))
    found = LEVELS[low : high + 1]
    # L6 is a variant: a range that only passes over it does not mean it.
    return tuple(name for name in found if name != "L6" or name in (first, last))


def _read_codes(text: str) -> tuple[tuple[str, ...], bool] | None:
    levels: list[str] = []
    letter, pending_range, is_range = "", False, False
    for token in wording("spine", "token").finditer(text):
        if token["number"]:
            letter = token["letter"] or letter
            one = level(letter, int(token["number"]))
            if one is None:
                return None
            if pending_range and levels:
                levels += [name for name in span(levels[-1], one) if name not in levels]
                is_range = True
            else:
                levels.append(one)
            pending_range = False
        else:
            pending_range = bool(token["range"])
    return tuple(dict.fromkeys(levels)), is_range


def _codes(text: str) -> Iterator[LevelSpan]:
    """T12-L2, L1, L3 and 4; where a list holds what the spine does not have, its first alone."""
    for match in wording("spine", "codes").finditer(text):
        if _is_no_level(text, match):
            continue
        read, end = _read_codes(match.group()), match.end()
        first = wording("spine", "one").match(match.group())
        if read is None and first:
            read, end = _read_codes(first.group()), match.start() + first.end()
        if read:
            yield LevelSpan(match.start(), end, *read)


def _is_no_level(text: str, match: re.Match[str]) -> bool:
    image = wording("spine", "image_after").search(text[match.end() :])
    return bool(image or wording("spine", "vitamin_before").search(text[: match.start()]))


def _lost_hyphens(text: str) -> Iterator[LevelSpan]:
    """L34 and T12L1, which lost their hyphen on the way."""
    for match in _LOST_HYPHEN.finditer(text):
        letter, low, *rest = (group for group in match.groups() if group)
        first, last = level(letter, int(low)), level([letter, *rest][-2], int(rest[-1]))
        if first and last and LEVELS.index(first) < LEVELS.index(last):
            yield LevelSpan(match.start(), match.end(), span(first, last), True)


def _ordinals(text: str, region: str) -> list[str]:
    words = wording("spine", "ordinal").regex.findall(text)
    found = [level(REGIONS[region.lower()], parse_ordinal(word)) for word in words]
    return [name for name in found if name]


def _words(text: str) -> Iterator[LevelSpan]:
    """The first lumbar vertebra, the eleventh thoracic to the second lumbar."""
    for match in wording("spine", "named").finditer(text):
        if wording("spine", "no_vertebra_after").search(text[match.end() :]):
            continue
        levels, is_range = _first_region(match)
        if match["ords2"]:
            levels, is_range = _with_second_region(match, levels, is_range)
        if levels:
            yield LevelSpan(match.start(), match.end(), tuple(dict.fromkeys(levels)), is_range)


def _first_region(match: re.Match[str]) -> tuple[list[str], bool]:
    levels = _ordinals(match["ords"], match["region"])
    is_range = bool(wording("spine", "range_between").search(match["ords"]))
    if is_range and len(levels) == 2:
        return list(span(levels[0], levels[1])), True
    return levels, is_range


def _with_second_region(
    match: re.Match[str], levels: list[str], is_range: bool
) -> tuple[list[str], bool]:
    more = _ordinals(match["ords2"], match["region2"])
    joined = match["join"].split()
    if levels and more and ("to" in joined or "through" in joined):
        return [*levels[:-1], *span(levels[-1], more[0]), *more[1:]], True
    return [*levels, *more], is_range


def _region_numbers(text: str) -> Iterator[LevelSpan]:
    """Lumbar vertebrae 1 and 2."""
    for match in wording("spine", "region_number").finditer(text):
        read = _read_codes(REGIONS[match["region"].lower()] + match["numbers"])
        if read:
            yield LevelSpan(match.start(), match.end(), *read)


def _special(text: str) -> Iterator[LevelSpan]:
    """Levels in Roman numbers (Th XII, L-II) and those with a name of their own (the atlas)."""
    for match in wording("spine", "roman").finditer(text):
        one = level(match["letter"], _ROMAN[match["number"]])
        if one:
            yield LevelSpan(match.start(), match.end(), (one,), False)
    for match in wording("spine", "own_name").finditer(text):
        name = "C1" if match["c1"] else "C2"
        yield LevelSpan(match.start(), match.end(), (name,), False)


_READERS = (_codes, _lost_hyphens, _words, _region_numbers, _special)


def _longest(spans: Iterable[LevelSpan]) -> list[LevelSpan]:
    """Of readings that overlap the first, and of those the longest."""
    kept: list[LevelSpan] = []
    for one in sorted(spans, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def find_levels(text: str) -> list[LevelSpan]:
    """The levels named in a sentence, in order; overlapping readings keep the longest."""
    named = _longest(one for reader in _READERS for one in reader(text))
    return _longest([*counted(text, named), *named]) if named else named
