"""Patients named by what they are: "a 41-year-old dancer" is "the dancer" later on."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from pipeline.resolve.labels import find_labels, find_ordinals, place_of
from pipeline.resolve.lines import Line, Patient, people_in
from pipeline.terms import load
from pipeline.values.number import format_number
from pipeline.values.wording import wording

#: Shorter words are seldom what a person does.
_LEAST = 3
#: So many words behind an age may tell what a person is.
_WORDS = 4
_TOKEN = re.compile(r"[a-z]+(?:-[a-z]+)*|[^\sa-z]")


def find_callings(patients: Sequence[Patient], lines: Sequence[Line]) -> dict[str, int]:
    """The words by which each patient alone is called, with the patient's number."""
    texts = [line.text.lowered for line in lines]
    found = {(words, p.number) for p in patients for text in texts for words in _called(p, text)}
    found |= {one for line in lines for one in _beside_names(line.text.text, len(patients))}
    found |= {one for line in lines for one in _titled(line, patients)}
    counted = Counter(words for words, _ in found)
    return {
        words: number
        for words, number in sorted(found)
        if counted[words] == 1 and any(places(text, {words: number}) for text in texts)
    }


def _called(patient: Patient, text: str) -> Iterator[str]:
    """The words that stand for a patient where the age is told."""
    age = "" if patient.age is None else format_number(patient.age)
    if not age or age not in text:
        return
    for match in re.finditer(rf"\b{age}[- ]years?[- ]old\b", text):
        yield from _trade(text[match.end() :])
    for match in re.finditer(rf"\ban? (?:[\w-]+ ){{0,2}}?([a-z]+),? (?:of|aged) {age}\b", text):
        yield from _noun(match[1])
    for match in wording("cases", "relation").finditer(text):
        if match["age"] == age:
            yield f"the {match['who']}"


def _titled(line: Line, patients: Sequence[Patient]) -> Iterator[tuple[str, int]]:
    """The names of a sentence that tells as many ages: "Mrs. K., 74, and Mr. T., 66"."""
    found = wording("cases", "titled").finditer(line.text.lowered)
    names = list(dict.fromkeys(f"{match['title']} {match['name']}" for match in found))
    people = [person for person in people_in(line) if person.age is not None] if names else []
    if len(names) == len(people):
        for name, person in zip(names, people, strict=True):
            yield from ((name, p.number) for p in patients if p.age == person.age)


def _beside_names(text: str, count: int) -> Iterator[tuple[str, int]]:
    """What labelled patients are: "Patient 3, a carpenter, had"."""
    named = [(at + len(words), number) for at, number, words in find_labels(text)]
    ordinals = ((at, place_of(word, count)) for at, word in find_ordinals(text))
    named += [(at + 4, number) for at, number in ordinals if number]
    for end, number in named:
        beside = wording("cases", "beside_name").match(text[end:].lower())
        if beside:
            yield from ((words, number) for words in _noun(beside["who"]))


def _trade(after: str) -> Iterator[str]:
    """The noun behind an age: "72-year-old retired roofer fell" is of a roofer."""
    before = ""
    for token in _TOKEN.findall(after)[:_WORDS]:
        ends = not token[0].isalpha() or wording("cases", "behind_noun").match(token)
        if before and (ends or token.endswith("ed")):
            yield from _noun(before)
            return
        if ends or token in _common():
            return
        before = token


def _noun(word: str) -> Iterator[str]:
    if len(word) >= _LEAST and word not in _common():
        yield f"the {word}"


def _common() -> set[str]:
    data = load("patient")
    return {*data["neutral"], *data["any_adult"], *data["staff"]}


def places(text: str, callings: Mapping[str, int]) -> list[tuple[int, int]]:
    """Where in a sentence patients are called so: (start, number)."""
    return [
        (match.start(), number)
        for words, number in callings.items()
        if words.rpartition(" ")[2] in text
        for match in _written(words).finditer(text)
    ]


@lru_cache(maxsize=256)
def _written(words: str) -> re.Pattern[str]:
    return re.compile(r"\b" + words.replace(" ", r"\.? ") + r"\b")
