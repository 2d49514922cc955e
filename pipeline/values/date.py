"""Calendar dates and weekdays in running text, for the days between two of them."""

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_MONTH = "|".join(f"{month}|{month[:3]}t?\\.?" for month in _MONTHS)
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_DATE = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\s(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s(?P<y1>(?:19|20)\d\d))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<m2>{_MONTH})(?:,?\s(?P<y2>(?:19|20)\d\d))?)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    rf"\b(?P<name>{'|'.join(_WEEKDAYS)})\b(?:,? the (?P<day>\d{{1,2}})(?:st|nd|rd|th))?",
    re.IGNORECASE,
)
_BEFORE_DATE = re.compile(rf"\b({'|'.join(_WEEKDAYS)}),? (?:the )?$", re.IGNORECASE)

#: Month, day, and year or None.
YearDay = tuple[int, int, int | None]


@dataclass(frozen=True, slots=True)
class Day:
    """A date in a text; `weekday` counts from Monday, 0, and is None where it is not said."""

    date: YearDay
    start: int
    end: int
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday in a text, counted from Monday, 0, with the day of the month that stands by it."""

    number: int
    day: int | None
    start: int
    end: int


def _number(name: str) -> int:
    return _WEEKDAYS.index(name.lower())


def find_dates(text: str) -> list[Day]:
    """Dates with a day and a month."""
    found = []
    for match in _DATE.finditer(text):
        name = (match["m1"] or match["m2"]).lower()[:3]
        month = next(n for n, full in enumerate(_MONTHS, 1) if full.startswith(name))
        year = match["y1"] or match["y2"]
        day = int(match["d1"] or match["d2"])
        weekday = _BEFORE_DATE.search(text, 0, match.start())
        if 1 <= day <= 31:
            stated = (month, day, int(year) if year else None)
            number = _number(weekday[1]) if weekday else None
            found.append(Day(stated, match.start(), match.end(), number))
    return found


def weekdays(text: str) -> list[Weekday]:
    """Weekdays, those of full dates included."""
    return [
        Weekday(_number(m["name"]), int(m["day"]) if m["day"] else None, m.start(), m.end())
        for m in _WEEKDAY.finditer(text)
    ]


def weekday_of(day: Day) -> int | None:
    """The weekday of a date, as it is said or by the calendar; None where the year is not known."""
    month, number, year = day.date
    if day.weekday is not None or year is None:
        return day.weekday
    try:
        return date(year, month, number).weekday()
    except ValueError:
        return None


def days_between(first: YearDay, last: YearDay) -> int | None:
    """Days from one date to a later one; a year left out is the nearest that fits.

    None where a date does not exist.
    """
    year = first[2] or last[2] or 2001
    if first[2] is None and last[2] is not None and first[:2] > last[:2]:
        year -= 1
    last_year = last[2] or year
    try:
        start, end = date(year, first[0], first[1]), date(last_year, last[0], last[1])
        if end < start and last[2] is None:
            end = date(last_year + 1, last[0], last[1])
    except ValueError:
        return None
    days = (end - start).days
    return days if days >= 0 else None
