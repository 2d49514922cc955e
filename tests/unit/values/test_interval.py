"""Lengths of time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.values.interval import DAYS_PER_MONTH, find_intervals

MONTH = 30.4375
YEAR = 365.25


@pytest.mark.parametrize(
    ("text", "days", "exact"),
    [
        ("ten seconds later", 10 / 86400, True),
        ("30 min after", 30 / 1440, True),
        ("20 minutes", 20 / 1440, True),
        ("half an hour later", 1 / 48, True),
        ("an hour later", 1 / 24, True),
        ("48 h after", 2, True),
        ("48h", 2, True),
        ("Forty-eight hours", 2, True),
        ("six hrs", 0.25, True),
        ("a day later", 1, True),
        ("after 3 days", 3, True),
        ("three-day history", 3, True),
        ("two nights", 2, True),
        ("one week", 7, True),
        ("2 wks", 14, True),
        ("two weeks", 14, True),
        ("a couple of weeks", 14, True),
        ("a fortnight later", 14, True),
        ("6 months", 6 * MONTH, True),
        ("6-month follow-up", 6 * MONTH, True),
        ("3 mo", 3 * MONTH, True),
        ("eighteen months", 18 * MONTH, True),
        ("two and a half months", 2.5 * MONTH, True),
        ("one and a half years", 1.5 * YEAR, True),
        ("a year and a half", 1.5 * YEAR, True),
        ("half a year", 0.5 * YEAR, True),
        ("2½ years", 2.5 * YEAR, True),
        ("1.5 years", 1.5 * YEAR, True),
        ("2 yrs", 2 * YEAR, True),
        ("Ten years later", 10 * YEAR, True),
        ("six full weeks", 42, True),
        ("four to six weeks", 28, False),
        ("2-4 weeks", 14, False),
        ("24–48 hours", 1, False),
        ("1 or 2 days", 1, False),
    ],
)
def test_one_interval(text: str, days: float, exact: bool) -> None:
    (found,) = find_intervals(text)
    assert found.days == pytest.approx(days)
    assert found.exact is exact


@pytest.mark.parametrize(
    "text",
    ["some days later", "a few hours after", "several weeks", "the same day", "the next day",
     "5 mg", "4 ml", "3 cm", "12 mm", "T12", "20 ml/h", "2 m/s", "in 2010", "daily", "8 screws"],
)  # fmt: skip
def test_no_length(text: str) -> None:
    assert find_intervals(text) == []


def test_places_in_a_sentence() -> None:
    text = "Pain began after 2 days; at 6 months it was gone."
    assert [text[i.start : i.end] for i in find_intervals(text)] == ["2 days", "6 months"]


def test_a_month_is_a_twelfth_of_a_year() -> None:
    assert DAYS_PER_MONTH * 12 == YEAR


@given(
    st.integers(1, 400),
    st.sampled_from([("day", 1.0), ("week", 7.0), ("month", MONTH), ("year", YEAR)]),
    st.sampled_from([" ", "-"]),
)
def test_written_intervals_are_read(count: int, unit: tuple[str, float], gap: str) -> None:
    name, days = unit
    plural = "s" if count > 1 and gap == " " else ""
    text = f"It was seen after {count}{gap}{name}{plural}."
    (found,) = find_intervals(text)
    assert found.days == pytest.approx(count * days)
    assert text[found.start : found.end] == f"{count}{gap}{name}{plural}"


def test_half_of_an_abbreviated_unit_is_no_length() -> None:
    assert find_intervals("half a d") == []
