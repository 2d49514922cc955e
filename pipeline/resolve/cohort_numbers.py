"""The numbers of a sentence that count something: how many, of how many, of what."""

import re
from dataclasses import dataclass

from pipeline.resolve.cohort_words import units, word
from pipeline.values.number import NUMBER, parse_number

_N = rf"(?<![\w.,/=<>±+–-])(?:{NUMBER})(?![\w%]|[.,·]\d|\s?%|\s?per ?cent|[-–]\d|\s?±|\s?\+/?-|th\b|°)"
_NUMBER = re.compile(_N, re.IGNORECASE)
_PERCENT = r"(?:\s?\([^()]*%[^()]*\)|\s?\(\d[^()]*\))?"
_DETERMINER = r"(?:the |all |these |our |those |a total of )*"
_SHARE = re.compile(
    rf"(?P<n>{NUMBER}){_PERCENT}(?:\s?/\s?|\s(?:out of|of)\s){_DETERMINER}(?P<d>{NUMBER})"
    r"(?![\w%]|[.,]\d|\s?%)",
    re.IGNORECASE,
)
#: "64 in 113 treated vertebrae".
_SHARE_IN = re.compile(
    rf"(?P<n>{NUMBER})\sin\s(?P<d>\d+)(?=\s(?:\w+\s)?(?:patients|vertebrae|levels|screws))",
    re.IGNORECASE,
)
_N_EQUALS = re.compile(r"(?<![\w])n\s?=\s?(?P<n>\d+)(?![\d.]*[%\d])", re.IGNORECASE)
_OF_THEM = re.compile(
    r"(?:\s?\([^()]*\))?\s(?:of|out of|from) (?:the|these|our|all|those|all the|all our)\s",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?:number of (?:treated |augmented |cemented )?(?P<unit>[a-z ]{{5,20}}?)(?: was| were|:)?|(?P<u2>patients) numbered)\s(?P<n>{NUMBER})\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:\b(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"table|tables|figure|fig\.?|type|grade|stage|phase|day|week|month|level of evidence:|page|vol\.?|"
    r"no\.|version|part|step|frankel|p|or|ci|scores?|vas|aged?)\s|[=<>]\s?|\bto\s(?=\d+ (?:years|months)))$",
    re.IGNORECASE,
)
_YEAR_AFTER = re.compile(r"\s(?:patients|vertebra|levels|screws|persons|cases)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A counting number; offsets are into the sentence.

    Attributes:
        value: how many.
        of: of how many, where it is a share.
        unit: the class of the noun it counts, empty where none is said.
        leading: whether it opens the sentence only to say of how many ("Of the 29, 13 leaked").
        aside: whether it stands in brackets.
    """

    value: int
    start: int
    end: int
    of: int | None = None
    unit: str = ""
    leading: bool = False
    aside: bool = False


def _whole(text: str) -> int | None:
    value = parse_number(text)
    return int(value) if value == int(value) else None


def _unit_at(text: str, at: int) -> str:
    """The class of the noun that a number ending at `at` counts."""
    owner = _OF_THEM.match(text, at)
    rest = text[owner.end() if owner else at :]
    rest = re.sub(r"^\s?\([^()]*\)", "", rest) if not owner else rest
    for place, match in enumerate(re.finditer(r"[\s-]?([A-Za-z][\w’'-]*)|[^\s]", rest)):
        if place > 5 or match[1] is None:
            return ""
        begin = match.start(1)
        for name, pattern in units():
            if pattern.match(rest, begin):
                return name
        if word("reading", "gap_stop").match(match[1]):
            return ""
    return ""


def _is_year(text: str, match: re.Match[str], value: int) -> bool:
    if not (1950 <= value <= 2049 and match.group().isdigit()):
        return False
    return not _YEAR_AFTER.match(text, match.end())


def _brackets(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"\([^()]*\)", text)]


def find_numbers(text: str) -> list[Number]:
    """The counting numbers of a sentence in order; percentages, measures and dates are none."""
    found: list[Number] = []
    taken: list[tuple[int, int]] = []
    brackets = _brackets(text)

    def add(start: int, end: int, value: int | None, of: int | None, unit: str) -> None:
        if value is None or any(a < end and start < b for a, b in taken):
            return
        leading = bool(word("reading", "leading").match(text[:start])) and of is None
        aside = any(a < start < b for a, b in brackets)
        found.append(Number(value, start, end, of, unit, leading, aside))

    for match in (*_SHARE.finditer(text), *_SHARE_IN.finditer(text)):
        if re.search(r"[\w.,/=<>±–-]$", text[: match.start()]) and not re.search(
            r"n\s?=\s?$", text[: match.start()]
        ):
            continue
        value, whole = _whole(match["n"]), _whole(match["d"])
        if (
            value is not None
            and whole is not None
            and value <= whole
            and not _is_date(match.group())
        ):
            add(match.start("n"), match.end("n"), value, whole, _unit_at(text, match.end("d")))
            taken.append(match.span())
    for match in _NAMED.finditer(text):
        name = (match["unit"] or match["u2"]).strip()
        unit = next((u for u, pattern in units() if pattern.match(name)), "other")
        add(match.start("n"), match.end("n"), _whole(match["n"]), None, unit)
        taken.append(match.span("n"))
    for match in _N_EQUALS.finditer(text):
        add(match.start("n"), match.end("n"), int(match["n"]), None, _unit_at(text, match.end("n")))
        taken.append(match.span("n"))
    for match in _NUMBER.finditer(text):
        value = _whole(match.group())
        if value is None or _is_year(text, match, value) or _labels(text, match):
            continue
        unit = _unit_at(text, match.end())
        if unit != "other":
            add(match.start(), match.end(), value, None, unit)
    return sorted(found, key=lambda n: n.start)


def _is_date(text: str) -> bool:
    return bool(re.fullmatch(r"\d{1,2}\s?/\s?(?:19|20)\d\d", text))


def _labels(text: str, match: re.Match[str]) -> bool:
    """Whether the words before a number make it a name, a date or a statistic."""
    return bool(_BEFORE.search(text[: match.start()]))
