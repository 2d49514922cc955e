"""Numbers in digits and in English words."""

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
).split()

_WORDS: dict[str, int] = {word: value for value, word in enumerate(_UNITS)}
_WORDS |= {word: 10 * (place + 2) for place, word in enumerate(_TENS)}
ORDINALS: dict[str, int] = {word: place + 1 for place, word in enumerate(_ORDINALS)}

_UNIT_RE = "|".join(sorted(_UNITS[1:], key=len, reverse=True))
_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_UNITS[1:10])}))?|{_UNIT_RE})"

_REST = rf"(?: (?:and )?{_SMALL})?"
_THOUSANDS = rf"thousand(?:,? (?:and )?{_SMALL}(?:[ -]hundred{_REST})?)?"
_LARGE = rf"[ -](?:hundred{_REST}|{_THOUSANDS})"

#: Matches a cardinal number in digits ("1,150", "3.5") or words ("one hundred and forty-nine").
NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
    rf"|(?:{_SMALL}|an?(?=[ -](?:hundred|thousand)))(?:{_LARGE})?)"
)

_NTH = re.compile(r"(?P<digits>\d+)(?:st|nd|rd|th)|(?:(?P<ten>[a-z]+ty)[ -])?(?P<word>[a-z]+)")


def ordinal_number(text: str) -> int:
    """The value of an ordinal below a hundred: "third", "87th", "eighty-seventh", "eightieth".

    Raises:
        KeyError: where the text is no ordinal.
    """
    match = _NTH.fullmatch(text.strip().lower())
    if match is None:
        raise KeyError(text)
    if match["digits"]:
        return int(match["digits"])
    word = match["word"]
    if word.endswith("tieth"):
        return _WORDS[word.removesuffix("ieth") + "y"]
    return (_WORDS[match["ten"]] if match["ten"] else 0) + ORDINALS[word]


_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


def parse_number(text: str) -> float:
    """The value of a text that matches `NUMBER`, in any case.

    Raises:
        ValueError: where the text is no number.
    """
    text = text.strip().lower()
    if _DIGITS.fullmatch(text):
        return float(text.replace(",", ""))
    total = group = 0
    for word in re.split(r"[ ,-]+", text):
        if word == "hundred":
            group = max(group, 1) * 100
        elif word == "thousand":
            total, group = total + max(group, 1) * 1000, 0
        elif word in _WORDS:
            group += _WORDS[word]
        elif word not in ("a", "an", "and"):
            raise ValueError(f"no number: {text!r}")
    return float(total + group)


def parse_ordinal(text: str) -> int:
    """The value of an ordinal, "3rd" or one of `ORDINALS`, in any case.

    Raises:
        KeyError: where the text is neither.
    """
    digits = re.match(r"\d+", text)
    return int(digits.group()) if digits else ORDINALS[text.lower()]


@lru_cache(maxsize=1 << 12)
def format_number(value: float) -> str:
    """The shortest text of a number with at most two decimals, halves up: 4, 3.5, 0.13."""
    rounded = Decimal(str(round(value, 6))).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rounded:.2f}".rstrip("0").rstrip(".")
