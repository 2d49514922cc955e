"""Calendar dates in running text, for the days between two of them."""

import re
from datetime import date

_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_MONTH = "|".join(f"{month}|{month[:3]}t?\\.?" for month in _MONTHS)
_DATE = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\s(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s(?P<y1>(?:19|20)\d\d))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<m2>{_MONTH})(?:,?\s(?P<y2>(?:19|20)\d\d))?)\b",
    re.IGNORECASE,
)


def find_dates(text: str) -> list[tuple[int, int, int | None, int, int]]:
    """Dates with a day and a month: (month, day, year or None, start, end)."""
    found = []
    for match in _DATE.finditer(text):
        name = (match["m1"] or match["m2"]).lower()[:3]
        month = next(n for n, full in enumerate(_MONTHS, 1) if full.startswith(name))
        year = match["y1"] or match["y2"]
        day = int(match["d1"] or match["d2"])
        if 1 <= day <= 31:
            found.append((month, day, int(year) if year else None, match.start(), match.end()))
    return found


def days_between(
    first: tuple[int, int, int | None], last: tuple[int, int, int | None]
) -> int | None:
    """Days from one (month, day, year) to a later one; a year left out is the nearest that fits.

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
