"""Numbers in digits and in words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.values.number import NUMBER, format_number, parse_number

CASES = [
    ("7", 7),
    ("3.5", 3.5),
    ("1,150", 1150),
    ("12,345", 12345),
    ("one", 1),
    ("Seven", 7),
    ("twelve", 12),
    ("nineteen", 19),
    ("twenty", 20),
    ("twenty-one", 21),
    ("twenty one", 21),
    ("Ninety-eight", 98),
    ("a hundred", 100),
    ("one hundred", 100),
    ("two hundred", 200),
    ("One hundred and forty-nine", 149),
    ("one hundred forty-nine", 149),
    ("three hundred and twelve", 312),
    ("a thousand", 1000),
    ("two thousand", 2000),
    ("one thousand and twenty-seven", 1027),
    ("one thousand one hundred and fifty", 1150),
]


@pytest.mark.parametrize(("text", "value"), CASES)
def test_parse(text: str, value: float) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(("text", "value"), CASES)
def test_the_pattern_takes_the_whole_number(text: str, value: float) -> None:
    match = re.search(NUMBER, f"Of {text} patients", re.IGNORECASE)
    assert match
    assert match.group() == text


@pytest.mark.parametrize("text", ["", "leak", "one leak", "L1", "3.5.1"])
def test_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="no number"):
        parse_number(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (4, "4"), (100, "100"), (3.5, "3.5"), (1.38, "1.38"), (0.25, "0.25"), (2.0, "2"),
     (6.9979466, "7"), (1 / 24, "0.04")],
)  # fmt: skip
def test_format(value: float, text: str) -> None:
    assert format_number(value) == text


@given(st.integers(0, 10**7))
def test_hundredths_go_round(hundredths: int) -> None:
    value = hundredths / 100
    assert parse_number(format_number(value)) == value


@given(st.integers(0, 10**6))
def test_grouped_digits_go_round(value: int) -> None:
    assert parse_number(f"{value:,}") == value


UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def spoken(value: int) -> str:
    if value < 20:
        return UNITS.split()[value]
    if value < 100:
        return TENS.split()[value // 10 - 2] + (f"-{spoken(value % 10)}" if value % 10 else "")
    rest = f" and {spoken(value % 100)}" if value % 100 else ""
    return f"{spoken(value // 100)} hundred{rest}"


@given(st.integers(1, 999))
def test_words_go_round(value: int) -> None:
    words = spoken(value)
    assert parse_number(words) == value
    match = re.match(NUMBER, words)
    assert match
    assert match.group() == words
