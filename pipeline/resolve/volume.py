"""Volumes of cement."""

import re
from collections.abc import Container
from functools import cache

from pipeline.annotate.patterns import lower
from pipeline.evidence import Evidence
from pipeline.resolve.levels import read_levels
from pipeline.resolve.merge import best_tier
from pipeline.resolve.passage import Passage, Phase
from pipeline.resolve.timeline import Course
from pipeline.terms import load
from pipeline.values.number import format_number, parse_number
from pipeline.values.wording import wording

#: The values at one place, where it begins and where it ends.
Amount = tuple[tuple[float, ...], int, int]

#: So far behind what lies there, in characters, its place is named.
_FAR = 60

_RANGE = re.compile(r"\d\s?(?:[-–]|to)\s?\d", re.IGNORECASE)
#: Brackets with a number of their own: they tell of another amount.
_ASIDE = re.compile(r"\([^)]*\d[^)]*(?:\)|$)")


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(load("volume")[key], re.IGNORECASE)


def _number(text: str) -> float:
    if re.fullmatch(r"\d+,\d", text):
        return float(text.replace(",", "."))
    half = " and a half"
    return parse_number(text.removesuffix(half)) + (0.5 if text.endswith(half) else 0.0)


def find_amounts(text: str) -> list[Amount]:
    """Amounts in ml: (values, start, end) a place; a range gives nothing, a list its parts."""
    found = []
    for match in wording("volume", "amount").finditer(text):
        if _RANGE.search(match["list"]):
            continue
        values = tuple(
            _number(one) for one in wording("volume", "one").regex.findall(match["list"])
        )
        found.append((values, match.start(), match.end()))
    return sorted([*found, *_bare(text, found)], key=lambda one: one[1])


def _bare(text: str, found: list[Amount]) -> list[Amount]:
    """Amounts after the first one whose unit is left out: 3 ml at T12, 2 at T11."""
    if not found:
        return []
    return [
        ((_number(match["value"]),), match.start("value"), match.end("value"))
        for match in wording("volume", "bare").finditer(text, found[0][2])
        if not any(start <= match.start("value") < end for _, start, end in found)
    ]


def _is_cement(passage: Passage, start: int, end: int, goes_on: bool) -> bool:
    """Whether an amount is of cement put into bone: by its own phrase, then by its sentence."""
    text = passage.text.lowered
    # What stands in brackets is said of the words before them: contrast medium (8 ml).
    head = text[max(0, start - 45) : start].rstrip("(")
    before = re.split(r"[,;(]\s?|\band\b", head)[-1]
    after = _ASIDE.sub("", text[end : end + 120])[:40]
    after = re.split(r"[,;)]|\b(?:and|because|when|until|due)\b", after)[0]
    phrase = f"{before} | {after}"
    if _pattern("not_cement").search(phrase) or _pattern("leaked").search(after):
        return False
    if _is_advice(text, start, end):
        return False
    types = passage.text.hits("cement_type")
    what = wording("volume", "of_what").match(text[end:])
    if what and not any(0 <= hit.start - end <= what.end() for hit in types):
        return bool(wording("volume", "stuff").search(what["what"]))
    further = wording("volume", "further").search(text[:start])
    return bool(further or types or _pattern("cement").search(text)) or (
        goes_on and _is_alone(text, start)
    )


def _is_alone(text: str, start: int) -> bool:
    """Whether a sentence that goes on about cement tells an amount and nothing that it is of."""
    alone = wording("volume", "alone").search(text[:start])
    return bool(alone) and not _pattern("not_cement").search(text)


def _is_advice(text: str, start: int, end: int) -> bool:
    """Whether an amount is what should be given, or what others give."""
    return bool(
        wording("volume", "advice").search(text[:start])
        or wording("volume", "advice_after").match(text[end:])
    )


def _is_outside(passage: Passage, start: int, end: int) -> bool:
    """Whether an amount tells how much of the cement lay where it did not belong."""
    text = passage.text.lowered
    sites = passage.text.hits("leakage_site")
    if wording("volume", "piece").search(text[:start]):
        return True
    lies = wording("volume", "lies").match(text[end:])
    return lies is not None and any(0 <= s.end - end - lies.end() <= _FAR for s in sites)


def _read(passage: Passage, before: Passage | None, events: Container[int]) -> list[Evidence]:
    text = lower(passage.text.text)
    found = []
    amounts = [a for a in find_amounts(text) if passage.holds(a[1])]
    goes_on = bool(amounts) and _goes_on(passage, before, events)
    for values, start, end in amounts:
        if _is_cement(passage, start, end, goes_on) and not _is_outside(passage, start, end):
            found += [
                passage.evidence("cement_volume_ml", format_number(v), (start, end), "volume")
                for v in values
                if 0 < v <= 60
            ]
    return passage.own(found)


def _is_elsewhere(passage: Passage, treated: set[str]) -> bool:
    """Whether a sentence names levels and none of those that received cement."""
    named = {name for span in passage.text.levels for name in span.levels}
    return bool(named and treated) and not named & treated


def _goes_on(passage: Passage, before: Passage | None, events: Container[int]) -> bool:
    """Whether a sentence stands directly behind one of the injection or the procedure."""
    if before is None or not passage.follows(before):
        return False
    put_in = wording("volume", "put_in")
    return before.sentence.start in events or bool(put_in.search(before.text.lowered))


def read_volumes(course: Course) -> list[Evidence]:
    """The volumes stated for the index procedure."""
    events = {passage.sentence.start for passage, _ in course.events}
    told = course.of_index(course.told(*Phase))
    stated = [
        (p, e)
        for before, p in zip((None, *told), told, strict=False)
        for e in _read(p, before, events)
    ]
    if not (events and stated):
        return best_tier(stated)
    treated = {e.value for e in read_levels(course)}
    return best_tier(
        [
            (p, e)
            for p, e in stated
            if p.sentence.start in events
            or not (
                _is_elsewhere(p, treated)
                or wording("volume", "years_before").search(p.text.lowered)
            )
        ]
    )
