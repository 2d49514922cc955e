"""Lengths of time in running text, in days."""

import re
from dataclasses import dataclass

from pipeline.values.number import NUMBER, parse_number

#: Days of a month, the mean of the Gregorian calendar (365.25 / 12).
DAYS_PER_MONTH = 30.4375

_UNIT_DAYS = {
    "second": 1 / 86400,
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1.0,
    "night": 1.0,
    "week": 7.0,
    "fortnight": 14.0,
    "month": DAYS_PER_MONTH,
    "year": 365.25,
}
_SHORT = {
    "s": "second", "sec": "second", "min": "minute", "mins": "minute", "h": "hour", "hr": "hour",
    "hrs": "hour", "d": "day", "wk": "week", "wks": "week", "mo": "month", "mos": "month",
    "yr": "year", "yrs": "year", "y": "year",
}  # fmt: skip
_UNIT = rf"(?:(?:{'|'.join(_UNIT_DAYS)})s?|{'|'.join(sorted(_SHORT, key=len, reverse=True))})"

INTERVAL = re.compile(
    rf"""
    (?<![\w.])
    (?: (?P<half>half \s (?:an?|of\san?) )
      | (?P<quarters>an?|three) \s quarters? \s of \s an?
      | (?P<count>{NUMBER}|an?|the\ same|some|few|several|couple\sof|next|following)
        (?P<plus_half>\s and \s a \s half | ½)?
        (?: (?:\s?[-–]\s?|\s to \s|\s or \s) (?P<upper>{NUMBER}) )? )
    [\s-]? (?: full\s | whole\s)? (?P<unit>{_UNIT}) (?P<tail_half>\s and \s a \s half)?
    (?![\w²/]|[\s-]old\b|\sof\sage)  # an age is no length of time
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Interval:
    """A length of time; offsets are into the text that was searched.

    `exact` is false for a range ("2 to 16 weeks"), whose lower end `days` then is.
    """

    start: int
    end: int
    days: float
    unit: str
    exact: bool = True


def _count(match: re.Match[str]) -> float | None:
    if match["half"]:
        return 0.5
    if match["quarters"]:
        return 0.75 if match["quarters"].lower() == "three" else 0.25
    text = match["count"].lower()
    if text in ("some", "few", "several", "couple of", "the same", "next", "following"):
        return 2.0 if text == "couple of" else None
    count = 1.0 if text in ("a", "an") else parse_number(text)
    return count + (0.5 if match["plus_half"] or match["tail_half"] else 0.0)


def find_intervals(text: str) -> list[Interval]:
    """All lengths of time with a number in a sentence, in order."""
    found = []
    for match in INTERVAL.finditer(text):
        short = match["unit"].lower()
        if short in _SHORT and len(short) < 3 and not (match["count"] or "")[:1].isdigit():
            continue
        unit = _SHORT.get(short) or (short if short in _UNIT_DAYS else short.removesuffix("s"))
        count = _count(match)
        if count is not None:
            exact = match["upper"] is None
            found.append(
                Interval(match.start(), match.end(), count * _UNIT_DAYS[unit], unit, exact)
            )
    return _joined(text, found)


def _joined(text: str, found: list[Interval]) -> list[Interval]:
    """The intervals with "1 year and 6 months" as one."""
    joined: list[Interval] = []
    for one in found:
        last = joined[-1] if joined else None
        smaller = last is not None and _UNIT_DAYS[one.unit] < _UNIT_DAYS[last.unit]
        if last and smaller and text[last.end : one.start].strip() in ("and", ""):
            days = last.days + one.days
            joined[-1] = Interval(last.start, one.end, days, last.unit, last.exact and one.exact)
        else:
            joined.append(one)
    return joined
