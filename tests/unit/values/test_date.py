"""Calendar dates and the days between them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.values.date import days_between, find_dates, weekday_of, weekdays


@pytest.mark.parametrize(
    ("text", "month", "day", "year"),
    [
        ("On September 4 she was treated.", 9, 4, None),
        ("on 4 September", 9, 4, None),
        ("on the 4th of March", 3, 4, None),
        ("March 3rd, 2012", 3, 3, 2012),
        ("on 12 May 2014", 5, 12, 2014),
        ("on 12th May, 2014", 5, 12, 2014),
        ("Jan. 5, 2009", 1, 5, 2009),
        ("Sept. 4, 2009", 9, 4, 2009),
        ("21 Dec 1999", 12, 21, 1999),
        ("AUGUST 31, 2020", 8, 31, 2020),
    ],
)
def test_one_date(text: str, month: int, day: int, year: int | None) -> None:
    assert [found.date for found in find_dates(text)] == [(month, day, year)]


@pytest.mark.parametrize(
    "text",
    ["in May 2012", "from January 2010 to March 2012", "in 2010", "it may be seen", "L1",
     "August 45", "12 patients"],
)  # fmt: skip
def test_no_day(text: str) -> None:
    assert find_dates(text) == []


def test_places() -> None:
    text = "Treated on June 1, seen on 15 June."
    assert [text[d.start : d.end] for d in find_dates(text)] == ["June 1", "15 June"]


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ((9, 4, None), (9, 18, None), 14),
        ((12, 28, None), (1, 3, None), 6),
        ((12, 28, 2011), (1, 3, None), 6),
        ((12, 30, None), (1, 2, 2015), 3),
        ((2, 28, 2012), (3, 1, 2012), 2),
        ((2, 28, 2011), (3, 1, 2011), 1),
        ((5, 1, 2010), (5, 1, 2011), 365),
        ((5, 1, 2010), (5, 1, 2010), 0),
        ((2, 30, 2010), (3, 1, 2010), None),
        ((5, 1, 2011), (5, 1, 2010), None),
    ],
)
def test_days_between(
    first: tuple[int, int, int | None], last: tuple[int, int, int | None], days: int | None
) -> None:
    assert days_between(first, last) == days


@given(st.dates(date(1985, 1, 1), date(2030, 1, 1)), st.integers(0, 800))
def test_written_dates_are_read(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    text = f"Treated on {first:%B} {first.day}, {first.year}; seen on {last.day} {last:%B %Y}."
    one, other = find_dates(text)
    assert days_between(one.date, other.date) == days


def test_weekdays() -> None:
    text = "Operated on Monday, 6 June 2016; on Thursday the 9th he fell."
    (day,) = find_dates(text)
    assert weekday_of(day) == 0
    assert [(w.number, w.day) for w in weekdays(text)] == [(0, None), (3, 9)]
