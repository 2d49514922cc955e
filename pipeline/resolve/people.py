"""Persons named in a sentence: their age, their sex, and where."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.terms import load
from pipeline.values.number import ordinal_number, parse_number
from pipeline.values.wording import apart, part, wording

#: Characters before an age that can spoil it, and around an age in which its sex is told.
_BEFORE, _NEAR = 25, 45
#: Characters around a list of ages in which the persons are told, and before one for an article.
_AROUND_LIST, _ARTICLE = 40, 40
#: A sex told before the age is taken as this much farther away than one told behind it.
_BEHIND = 8

_RANGE_AFTER = re.compile(r"\s?(?:to|[-–])\s?\d", re.IGNORECASE)
_LETTER_AT_AGE = re.compile(
    r"""
      \d\s? (?P<after>[FM])\b            # 72F, 72 M
    | \b(?P<before>[FM]) \s?[/,]?\s? \d  # F/72, M 64
    """,
    re.VERBOSE,
)
_LETTERS = {"F": "female", "M": "male"}


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


class _Sex(NamedTuple):
    """A word that tells a sex, and its place."""

    sex: str
    word: str
    start: int
    end: int


@cache
def _sex_word() -> re.Pattern[str]:
    return re.compile(
        rf"""
          (?<![^\W\d_])(?: (?P<female>{_verbose("female")}) | (?P<male>{_verbose("male")}) )\b
        | (?<=[\s/(,\d]) (?: (?P<f>F) | (?P<m>M) ) (?=[\s,;:)./]|$)  # a letter by itself
        """,
        re.IGNORECASE | re.VERBOSE,
    )


def _verbose(name: str) -> str:
    """A list of words as a part of a verbose expression."""
    return part("patient", name).replace(" ", r"\s")


def _sex(match: re.Match[str]) -> str:
    return "female" if match["female"] or match["f"] else "male"


def _is_letter(match: re.Match[str]) -> bool:
    return bool(match["f"] or match["m"])


def _sex_near(text: str, start: int, end: int) -> _Sex | None:
    """The sex word nearest to an age in its own phrase."""
    found: list[tuple[int, _Sex]] = []
    for match in _sex_word().finditer(text, max(0, start - _NEAR), min(len(text), end + _NEAR)):
        behind = match.end() > start
        between = text[end : match.start()] if behind else text[match.end() : start]
        # Single letters are a sex only when they touch the age.
        loose = _is_letter(match) and between.strip(" /,()-")
        if not loose and not wording("patient", "next_person").search(between):
            distance = len(between) + (0 if behind else _BEHIND)
            found.append((distance, _Sex(_sex(match), match.group(), *match.span())))
    return min(found, key=lambda one: one[0])[1] if found else None


def _sex_inside(words: str) -> tuple[str, str]:
    """The sex told within the words of an age ("72F"), and its word; empty where there is none."""
    inside = _sex_word().search(words)
    if inside:
        return _sex(inside), inside.group()
    letter = _LETTER_AT_AGE.search(words)
    word = (letter["after"] or letter["before"]) if letter else ""
    return _LETTERS.get(word, ""), word


def _spoils(before: str) -> bool:
    """Whether the words before an age show that it is nobody's, or one of another time."""
    groups = ("other_age_before", "no_age_before")
    return any(wording("patient", group).search(before) for group in groups)


def _age(text: str, match: re.Match[str]) -> float | None:
    """The age that a match tells, unless the words around it show that it is nobody's."""
    try:
        age = parse_number(next(group for group in match.groups() if group))
    except ValueError:
        return None
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    whole = wording("patient", "with_article").match(match.group())
    spoiled = (not whole and _spoils(before)) or _RANGE_AFTER.match(text, match.end())
    plausible = 1 <= age <= 110 and not age % 1 and (age >= 10 or "old" in match.group())
    return age if plausible and not spoiled else None


def _ages(text: str) -> Iterator[tuple[float, re.Match[str]]]:
    """The ages told; whoever is in the eightieth year of life is 79."""
    for match in apart("patient", "age", "age_form").leftmost(text):
        age = _age(text, match)
        if age is not None:
            yield age, match
    for match in wording("patient", "year_of_life").finditer(text):
        yield ordinal_number(match["nth"]) - 1.0, match


def _aged(text: str) -> Iterator[Person]:
    """The persons told with an age."""
    for age, match in _ages(text):
        words = match.group().strip()
        near = _sex_near(text, match.start(), match.end())
        if near:
            start, end = min(match.start(), near.start), max(match.end(), near.end)
            yield Person(age, near.sex, start, end, words, near.word)
        else:
            sex, word = _sex_inside(match.group())
            kin = wording("patient", "relative_before").search(text[: match.start()])
            if not sex and kin:
                sex, word = ("female" if kin["female"] else "male"), kin["female"] or kin["male"]
            yield Person(age, sex, match.start(), match.end(), words, word)


def _unaged(text: str, taken: list[Person]) -> Iterator[Person]:
    """The persons told by their sex alone."""
    for match in _sex_word().finditer(text):
        if _is_letter(match) or match.group().lower() in load("patient")["not_one"]:
            continue
        if any(p.start - 30 <= match.start() <= p.end + 30 for p in taken):
            continue
        if wording("patient", "born_after").match(text[match.end() :]):
            continue
        before = text[max(0, match.start() - _ARTICLE) : match.start()]
        article = wording("patient", "introduced").search(before)
        if article:
            definite = article["article"].lower() in ("the", "this", "our")
            yield Person(None, _sex(match), *match.span(), "", match.group(), definite)


def _sexes(text: str, start: int, end: int) -> list[str]:
    """The sexes of the persons told in a stretch, in order."""
    matches = wording("patient", "sex_in_list").finditer(text, max(0, start), min(len(text), end))
    return ["female" if match["f"] else "male" for match in matches]


def _listed_ages(text: str) -> list[Person]:
    """Ages in one list: "two women, 67 and 81 years old"; "79 and 68 ..., a woman and a man"."""
    people: list[Person] = []
    for match in wording("patient", "age_list").finditer(text):
        if wording("patient", "no_age_before").search(text[: match.start()][-_BEFORE:]):
            continue
        ages = [float(age) for age in re.findall(r"\d\d", match["ages"] or match["list"])]
        sexes = _sexes(text, match.end(), match.end() + _AROUND_LIST)
        if len(sexes) != len(ages):
            sexes = _sexes(text, match.start() - _AROUND_LIST, match.start())
        if wording("patient", "several_of_a_sex").search(text[: match.start()]):
            sexes = sexes[-1:]
        if len(sexes) == 1:
            sexes *= len(ages)
        for place, age in enumerate(ages):
            sex = sexes[place] if len(sexes) == len(ages) else ""
            people.append(Person(age, sex, *match.span(), match.group(), sex))
    return people


@lru_cache(maxsize=4096)
def find_people(text: str) -> tuple[Person, ...]:
    """The persons a sentence names by age or sex, in order.

    Two matches of one person ("a woman of 72, ... aged 72") are one.
    """
    distinct: list[Person] = []
    listed = _listed_ages(text)
    spans = [(p.start, p.end) for p in listed]
    single = [p for p in _aged(text) if not any(a < p.end and p.start < b for a, b in spans)]
    for person in sorted([*listed, *single], key=lambda p: p.start):
        if not distinct or person.age != distinct[-1].age or person.start >= distinct[-1].end:
            distinct.append(person)
    return tuple(sorted([*distinct, *_unaged(text, distinct)], key=lambda p: p.start))


def is_dated(text: str, person: Person) -> bool:
    """Whether an age dates an event of somebody's life: "at the age of 40 she had had ..."."""
    return bool(wording("patient", "age_at").match(text[person.start :]))


@cache
def _pronouns() -> re.Pattern[str]:
    female, male = part("patient", "female_pronouns"), part("patient", "male_pronouns")
    return re.compile(rf"\b(?:(?P<female>{female})|(?P<male>{male}))\b", re.IGNORECASE)


def pronoun_sexes(text: str) -> list[tuple[str, int, int]]:
    """The sexes that pronouns tell, with their places."""
    return [
        ("female" if match["female"] else "male", match.start(), match.end())
        for match in _pronouns().finditer(text)
    ]
