"""The numbers of a sentence that count something: how many, of how many, of what."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.resolve.cohort_words import units, word
from pipeline.values.gate import Gated
from pipeline.values.number import NUMBER, parse_number
from pipeline.values.wording import wording

_BEFORE = r"(?<![\w.,/=<>±+–-])"
_AFTER = r"(?![\w%]|[.,·]\d|\s?%|\s?per ?cent|[-–]\d|\s?±|\s?\+/?-|th\b|°)"
_NUMBER = re.compile(f"{_BEFORE}(?:{NUMBER}){_AFTER}", re.IGNORECASE)
_PERCENT = r"(?:\s?\([^()]*%[^()]*\)|\s?\(\d[^()]*\))?"
_DETERMINER = r"(?:the |all |these |our |those |a total of )*"
_WHOLE = rf"(?:\s?/\s?|\s(?:out of|of)\s){_DETERMINER}(?P<d>{NUMBER})(?![\w%]|[.,]\d|\s?%)"
_OF_WHOLE = Gated(_WHOLE)
_SHARE = re.compile(rf"(?P<n>{NUMBER}){_PERCENT}{_WHOLE}", re.IGNORECASE)
_N_EQUALS = re.compile(r"(?<![\w])n\s?=\s?(?P<n>\d+)(?![\d.]*[%\d])", re.IGNORECASE)
_OF_THEM = re.compile(
    r"(?:\s?\([^()]*\))?\s(?:of|out of|from) (?:the|these|our|all|those|all the|all our)\s",
    re.IGNORECASE,
)


Span = tuple[int, int]
Found = tuple[Span, Span, int | None, int | None, str]
"""What is used up, where the number stands, its value, of how many, and its noun."""


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
    return not wording("cohort", "no_year_after").match(text, match.end())


def _brackets(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"\([^()]*\)", text)]


def _shares(text: str) -> Iterator[Found]:
    # The whole expression tries every number word; most sentences hold no share at all.
    shares = _SHARE.finditer(text) if _OF_WHOLE.search(text) else ()
    for match in (*shares, *wording("cohort", "share_in").finditer(text)):
        before = text[: match.start()]
        if re.search(r"[\w.,/=<>±–-]$", before) and not re.search(r"n\s?=\s?$", before):
            continue
        value, whole = _whole(match["n"]), _whole(match["d"])
        if value is None or whole is None or value > whole or _is_date(match.group()):
            continue
        yield match.span(), match.span("n"), value, whole, _unit_at(text, match.end("d"))


def _named(text: str) -> Iterator[Found]:
    for match in wording("cohort", "numbered").finditer(text):
        name = (match["unit"] or match["u2"]).strip()
        unit = next((u for u, pattern in units() if pattern.match(name)), "other")
        yield match.span("n"), match.span("n"), _whole(match["n"]), None, unit
    for match in _N_EQUALS.finditer(text):
        unit = _unit_at(text, match.end("n"))
        yield match.span("n"), match.span("n"), int(match["n"]), None, unit


def _bare(text: str) -> Iterator[Found]:
    for match in _NUMBER.finditer(text):
        value = _whole(match.group())
        if value is None or _is_year(text, match, value) or _labels(text, match):
            continue
        unit = _unit_at(text, match.end())
        if unit != "other":
            yield match.span(), match.span(), value, None, unit


@lru_cache(maxsize=512)
def find_numbers(text: str) -> tuple[Number, ...]:
    """The counting numbers of a sentence in order; percentages, measures and dates are none."""
    found: list[Number] = []
    taken: list[tuple[int, int]] = []
    brackets = _brackets(text)
    for span, (start, end), value, of, unit in (*_shares(text), *_named(text), *_bare(text)):
        if value is None or any(a < end and start < b for a, b in taken):
            continue
        taken.append(span)
        opens = of is None and word("reading", "leading").search(text[:start])
        aside = any(a < start < b for a, b in brackets)
        found.append(Number(value, start, end, of, unit, bool(opens), aside))
    return tuple(sorted(found, key=lambda n: n.start))


def _is_date(text: str) -> bool:
    return bool(re.fullmatch(r"\d{1,2}\s?/\s?(?:19|20)\d\d", text))


def _labels(text: str, match: re.Match[str]) -> bool:
    """Whether the words before a number make it a name, a date or a statistic."""
    return bool(word("reading", "label").search(text[: match.start()]))
