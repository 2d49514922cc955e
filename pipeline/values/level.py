"""Vertebral levels in running text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.fields import LEVELS
from pipeline.values.number import ORDINALS

_LAST = {"C": 7, "T": 12, "L": 6, "S": 5}
_REGIONS = {"cervical": "C", "thoracic": "T", "dorsal": "T", "lumbar": "L", "sacral": "S"}

_LETTER = r"(?:[CTLSD]|T[hH])"
_ONE = rf"{_LETTER}(?:[ -]?)\d{{1,2}}"
_JOIN_RANGE = r"(?:\s?[-–—~]\s?|\s(?:to|through|thru|down to|up to|as far as)\s)"
_JOIN_LIST = r"(?:\s?[,/&+;]\s?(?:and\s|&\s)?|\s(?:and|or|as well as|plus)\s)"
_PART = (
    rf"(?:{_ONE}|\d{{1,2}}(?![\d.]|\s?(?:m|c|%|year|day|week|month|hour|of\b|patient|level|level)))"
)
_CODES = re.compile(
    rf"(?<![A-Za-z0-9.-])(?:{_ONE})(?:(?:{_JOIN_RANGE}|{_JOIN_LIST}){_PART})*(?![A-Za-z0-9]|\.\d|-score)"
)
_LOST_HYPHEN = re.compile(
    r"(?<![A-Za-z0-9])(?:(T|L|D)(1[0-2]|[1-9])(T|L|S)(1[0-2]|[1-9])|(L)([1-4])([2-5])|(T)([1-9])([2-9]|1[0-2]))(?![A-Za-z0-9])"
)
_TOKEN = re.compile(
    rf"(?:(?P<letter>{_LETTER})[ -]?)?(?P<number>\d{{1,2}})|(?P<range>{_JOIN_RANGE})|(?P<list>{_JOIN_LIST})"
)
_NOT_LEVELS = re.compile(
    r"^[\s-]*(?:and\s|or\s|/)?(?:T[12][\s-]*)?(?:weighted|wi\b|w\b|images?\b|sequences?|signal|flair|stir|hyper|hypo|iso)",
    re.I,
)
_NOT_BEFORE = re.compile(r"\bvitamin\s$", re.I)

_ORD = rf"(?:{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
_REGION = "(?:cervical|thoracic|dorsal|lumbar|sacral)"
_BODY = r"(?:vertebra[el]?(?: bod(?:y|ies))?|bod(?:y|ies)|segments?|levels?|spine)"
_WORDS = re.compile(
    rf"\b(?P<ords>{_ORD}(?:(?:,\s|,? and |,? to | through |-)(?:the )?{_ORD})*)\s(?P<region>{_REGION})"
    rf"(?:(?P<join>(?: {_BODY})?,? (?:and|to|through) )(?:the )?(?P<ords2>{_ORD}(?:(?:,\s|,? and )(?:the )?{_ORD})*)\s(?P<region2>{_REGION}))?",
    re.I,
)
_REGION_NUMBER = re.compile(
    rf"\b(?P<region>{_REGION})\s(?:(?:vertebra[el]?|bod(?:y|ies)|levels?|spine)\s)?(?P<numbers>\d{{1,2}}(?:(?:,\s|\sand\s|\sto\s|[-–/&])\d{{1,2}})*)(?![\d.]|\s?(?:level|vertebra|patient|m|c|%|fracture|segment))",
    re.I,
)
_NO_VERTEBRA = re.compile(
    r"\s(?:radiograph|film|x-?ray|scan|mri|ct|operation|surgery|puncture|root)", re.I
)
_AROUND = re.compile(
    rf"\b(?P<n>one|two|three) (?:levels?|vertebrae?|segments?) above and (?:(?P<m>one|two|three) (?:levels? )?)?below (?:the )?(?P<level>{_ONE})",
    re.I,
)


@dataclass(frozen=True, slots=True)
class LevelSpan:
    """Levels named at one place; offsets are into the text that was searched."""

    start: int
    end: int
    levels: tuple[str, ...]
    is_range: bool


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
    for token in _TOKEN.finditer(text):
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
    for match in _CODES.finditer(text):
        if _NOT_LEVELS.match(text[match.end() :]) or _NOT_BEFORE.search(text[: match.start()]):
            continue
        read = _read_codes(match.group())
        if read is None:
            first = re.match(_ONE, match.group())
            read = _read_codes(first.group()) if first else None
            if first and read:
                yield LevelSpan(match.start(), match.start() + first.end(), *read)
            continue
        yield LevelSpan(match.start(), match.end(), *read)
    for match in _LOST_HYPHEN.finditer(text):
        a, m, b, n = (
            [group for group in match.groups() if group][:4]
            if match[1]
            else (
                (match[5], match[6], match[5], match[7])
                if match[5]
                else (match[8], match[9], match[8], match[10])
            )
        )
        first, last = level(a, int(m)), level(b, int(n))
        if first and last and LEVELS.index(first) < LEVELS.index(last):
            yield LevelSpan(match.start(), match.end(), span(first, last), True)


def _ordinal(word: str) -> int:
    digits = re.match(r"\d+", word)
    return int(digits.group()) if digits else ORDINALS[word.lower()]


def _ordinals(text: str, region: str) -> list[str]:
    found = [level(_REGIONS[region.lower()], _ordinal(w)) for w in re.findall(_ORD, text, re.I)]
    return [name for name in found if name]


def _words(text: str) -> Iterator[LevelSpan]:
    for match in _WORDS.finditer(text):
        if _NO_VERTEBRA.match(text[match.end() :]):
            continue
        levels = _ordinals(match["ords"], match["region"])
        is_range = bool(
            re.search(r" to | through |-", re.sub(r"\d(?:st|nd|rd|th)", "", match["ords"]))
        )
        if is_range and len(levels) == 2:
            levels = list(span(levels[0], levels[1]))
        if match["ords2"]:
            more = _ordinals(match["ords2"], match["region2"])
            if levels and more and ("to" in match["join"].split() or "through" in match["join"]):
                levels, is_range = [*levels[:-1], *span(levels[-1], more[0]), *more[1:]], True
            else:
                levels += more
        if levels:
            yield LevelSpan(match.start(), match.end(), tuple(dict.fromkeys(levels)), is_range)
    for match in _REGION_NUMBER.finditer(text):
        letter = _REGIONS[match["region"].lower()]
        read = _read_codes(letter + match["numbers"])
        if read:
            yield LevelSpan(match.start(), match.end(), *read)


def _around(text: str) -> Iterator[LevelSpan]:
    for match in _AROUND.finditer(text):
        read = _read_codes(match["level"])
        if read is None:
            continue
        counts = {"one": 1, "two": 2, "three": 3}
        middle, above = LEVELS.index(read[0][0]), counts[match["n"].lower()]
        below = counts[match["m"].lower()] if match["m"] else above
        ends = LEVELS[max(0, middle - above)], LEVELS[min(len(LEVELS) - 1, middle + below)]
        yield LevelSpan(match.start(), match.end(), span(*ends), True)


def find_levels(text: str) -> list[LevelSpan]:
    """The levels named in a sentence, in order; overlapping readings keep the longest."""
    found = sorted([*_around(text), *_codes(text), *_words(text)], key=lambda s: (s.start, -s.end))
    kept: list[LevelSpan] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
