"""Persons named in a sentence: their age, their sex, and where."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.terms import load
from pipeline.values.number import NUMBER, parse_number

_YEARS = r"(?:years?|yrs?|y)"
_TENS_WORDS = r"(?:thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?"


@dataclass(frozen=True, slots=True)
class Person:
    """A person named in a sentence; offsets are into the sentence.

    `sex` is "female", "male" or empty; `age` is in years or None.
    """

    age: float | None
    sex: str
    start: int
    end: int
    age_text: str = ""
    sex_text: str = ""
    definite: bool = False


@cache
def _words(*keys: str) -> str:
    return "|".join(
        sorted((w for key in keys for w in load("patient")[key]), key=len, reverse=True)
    )


@cache
def _sex_word() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:(?P<female>{_words('female')})|(?P<male>{_words('male')}))\b"
        r"|(?<=[\s/(,\d])(?P<f>F|f)(?=[\s,;:)./]|$)|(?<=[\s/(,\d])(?P<m>M|m)(?=[\s,;:)./]|$)",
        re.IGNORECASE,
    )


@cache
def _age() -> re.Pattern[str]:
    spoiled = "|".join(load("patient")["not_an_age_before"])
    noun = _words("female", "male", "neutral")
    return re.compile(
        rf"""
        (?<![\w.,–-])(?<!-)
        (?: (?P<a>{NUMBER})[\s‐–-]*{_YEARS}?[\s.‐–-]*(?:/\s?|-)?\s?(?:old|o\b|of\sage|olds?\b)          # 58-year-old, 46 y/o
          | (?:aged?|ages)\s(?:of\s|was\s|is\s|:\s?)?(?P<b>{NUMBER})(?!\d|\s?(?:[-–]|to\s)\s?\d)(?:\s{_YEARS})?   # aged 72
          | (?:{noun})\s(?:of|was|is)\s(?:only\s|just\s)?(?P<c>{NUMBER})(?!\s?(?:[-–]|to\s|cm|mm|%|/|days|weeks|months|hours|\.\d))(?:\s{_YEARS})?(?=[\s,.;)]|$)  # a woman of 59
          | (?<![Oo]f\sthe\s)(?:{noun}),\s(?P<d>{NUMBER})\s?(?:{_YEARS})(?=[\s,.;)]|$)                               # a man, 85 years
          | (?<=[(,;:]\s)(?P<e>{NUMBER})[\s-]?(?:{_YEARS}|[FfMm])(?=[\s,.;)/]|$)                         # (64 yr
          | (?<=[(,;:])(?P<f>\d\d)[\s-]?(?:{_YEARS}|[FM])(?=[\s,.;)/]|$)
          | \b[FM]\s?[/,]?\s?(?P<g>\d\d)\b(?=[\s,.;)])
          | (?P<h>\d\d)\s?[/,]?\s?(?:F|M|female|male)\b
          | \b(?:was|is)\s(?P<j>{NUMBER})(?:\s{_YEARS})?\s(?:when|at\sthe\stime)
          | \b(?:Mr|Mrs|Ms|Miss)\.?\s[A-Z]\.?(?:\s?[A-Z]\.)?,?\s\(?(?P<k>\d\d)(?=[\s,;.)])
          | \b(?:an?|the|our)\s(?:[a-z-]+\s){{1,4}}of\s(?P<l>\d\d|{_TENS_WORDS})(?:\syears)?(?=,|\s(?:with|who|had|was|came|presented|whose|underwent|suffering|on|taking|is)\b)
          | \bwho\s(?:is|was)\s(?P<m>\d\d)(?=[,\s])
          | ^At\s(?:the\sage\sof\s)?(?P<n>\d\d)(?:\syears)?,
          | \b(?:he|she)\swas\s(?:now\s)?(?P<o>\d\d)(?=[;,])
          | \band\snow\s(?P<p>\d\d)(?=[,\s])
          | \(\s?(?P<q>\d\d)\sat\sthe\stime
          | (?P<i>{NUMBER})\syears\s(?=(?:{noun})\b)
        )
        """,
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def _spoiled() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{'|'.join(load('patient')['not_an_age_before'])})\s*(?:of\s|the\s)*$", re.I
    )


_RANGE_AFTER = re.compile(r"\s?(?:to|[-–])\s?\d", re.I)
_AT_AGE = re.compile(
    r"\b(?:\d\d?\s(?:to|and|-)|at|since|from|by|until|mean|median|average)\s(?:the\s|an\s|a\s)?$",
    re.I,
)
_NEAR = 45


def _sex_near(text: str, start: int, end: int) -> tuple[str, str, int, int] | None:
    """The sex word nearest to an age in its own phrase: (sex, word, start, end)."""
    best: tuple[int, str, str, int, int] | None = None
    for match in _sex_word().finditer(text, max(0, start - _NEAR), min(len(text), end + _NEAR)):
        between = text[match.end() : start] if match.end() <= start else text[end : match.start()]
        if re.search(r"[.;]\s|\band a\b|\band an\b", between):
            continue
        sex = "female" if match["female"] or match["f"] else "male"
        # Single letters are a sex only when they touch the age.
        if (match["f"] or match["m"]) and len(between.strip(" /,()-")) > 0:
            continue
        distance = len(between) + (8 if match.end() <= start else 0)
        if best is None or distance < best[0]:
            best = (distance, sex, match.group(), match.start(), match.end())
    return best[1:] if best else None


def _aged(text: str) -> list[Person]:
    people = []
    for match in _age().finditer(text):
        number = next(group for group in match.groups() if group)
        try:
            age = parse_number(number)
        except ValueError:
            continue
        before = text[max(0, match.start() - 25) : match.start()]
        if (
            not 1 <= age <= 110
            or age % 1
            or (age < 10 and "old" not in match.group())
            or _AT_AGE.search(before)
            or _spoiled().search(before)
            or _RANGE_AFTER.match(text[match.end() :])
        ):
            continue
        near = _sex_near(text, match.start(), match.end())
        inside = _sex_word().search(match.group())
        sex, word = (near[0], near[1]) if near else ("", "")
        if not sex and inside:
            sex, word = ("female" if inside["female"] or inside["f"] else "male"), inside.group()
        if not sex and re.search(r"\d\s?F\b|\bF\s?[/,]?\s?\d", match.group()):
            sex, word = "female", "F"
        if not sex and re.search(r"\d\s?M\b|\bM\s?[/,]?\s?\d", match.group()):
            sex, word = "male", "M"
        start = min(match.start(), near[2]) if near else match.start()
        end = max(match.end(), near[3]) if near else match.end()
        people.append(Person(age, sex, start, end, match.group().strip(), word))
    return people


_INTRODUCED = re.compile(r"\b(?P<article>an?|one|our|this|the)\s(?:[\w-]+\s){0,4}?$", re.I)


def _unaged(text: str, taken: list[Person]) -> list[Person]:
    people = []
    for match in _sex_word().finditer(text):
        if match["f"] or match["m"] or match.group().lower() in ("men", "women", "mother"):
            continue
        if any(p.start - 30 <= match.start() <= p.end + 30 for p in taken):
            continue
        article = _INTRODUCED.search(text[max(0, match.start() - 40) : match.start()])
        if article:
            sex = "female" if match["female"] else "male"
            definite = article["article"].lower() in ("the", "this", "our")
            people.append(
                Person(None, sex, match.start(), match.end(), "", match.group(), definite)
            )
    return people


_AGE_LIST = re.compile(
    r"(?P<ages>\d\d(?:, \d\d)*,? and \d\d)[ -](?:years?|yrs?)\b(?:[ -](?:old|of age))?",
    re.IGNORECASE,
)
_SEXES = re.compile(
    r"\b(?:(?P<f>women|females?|woman|lady)|(?P<m>men|males?|man|gentleman))\b", re.IGNORECASE
)


def _listed_ages(text: str) -> list[Person]:
    """Ages told in one list: "two women, 67 and 81 years old"; "79 and 68 ..., a woman and a man"."""
    people: list[Person] = []
    for match in _AGE_LIST.finditer(text):
        ages = [float(age) for age in re.findall(r"\d\d", match["ages"])]
        before = [
            ("female" if m["f"] else "male")
            for m in _SEXES.finditer(text, max(0, match.start() - 40), match.start())
        ]
        after = [
            ("female" if m["f"] else "male")
            for m in _SEXES.finditer(text, match.end(), min(len(text), match.end() + 40))
        ]
        sexes = (
            after if len(after) == len(ages) else before * len(ages) if len(before) == 1 else before
        )
        for place, age in enumerate(ages):
            sex = sexes[place] if len(sexes) == len(ages) else ""
            people.append(Person(age, sex, match.start(), match.end(), match.group(), sex))
    return people


@lru_cache(maxsize=4096)
def find_people(text: str) -> tuple[Person, ...]:
    """The persons a sentence names by age or sex, in order.

    Two matches of one person ("a woman of 72, ... aged 72") are one.
    """
    aged = _listed_ages(text) or _aged(text)
    distinct: list[Person] = []
    for person in aged:
        if not distinct or person.age != distinct[-1].age or person.start >= distinct[-1].end:
            distinct.append(person)
    return tuple(sorted([*distinct, *_unaged(text, distinct)], key=lambda p: p.start))


@cache
def _pronouns() -> re.Pattern[str]:
    female, male = _words("female_pronouns"), _words("male_pronouns")
    return re.compile(rf"\b(?:(?P<female>{female})|(?P<male>{male}))\b", re.I)


def pronoun_sexes(text: str) -> list[tuple[str, int, int]]:
    """The sexes that pronouns tell, with their places."""
    return [
        ("female" if match["female"] else "male", match.start(), match.end())
        for match in _pronouns().finditer(text)
    ]
