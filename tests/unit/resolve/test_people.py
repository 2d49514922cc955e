"""Persons named in a sentence, their ages and sexes."""

import pytest

from pipeline.resolve.people import find_people, pronoun_sexes
from pipeline.terms import load

EXAMPLES = [(e["text"], e["age"], e["sex"]) for e in load("patient")["person"]]


def aged(text: str) -> list[tuple[float, str]]:
    return [(p.age, p.sex) for p in find_people(text) if p.age is not None]


@pytest.mark.parametrize(("text", "age", "sex"), EXAMPLES)
def test_examples_of_the_term_file(text: str, age: float, sex: str) -> None:
    assert aged(text) == [(age, sex)]


@pytest.mark.parametrize(
    ("text", "age", "sex"),
    [
        ("A 58-year-old male underwent kyphoplasty.", 58, "male"),
        ("A 58 year old Caucasian female was admitted.", 58, "female"),
        ("A 73-year-old lady presented with back pain.", 73, "female"),
        ("A sixty-nine-year-old gentleman was seen.", 69, "male"),
        ("An 80 years old man fell.", 80, "male"),
        ("A 62-yr-old woman had metastases.", 62, "female"),
        ("We report a woman, aged 77, with pain.", 77, "female"),
        ("A man of 66 years was treated.", 66, "male"),
        ("A woman, 71 years of age, was admitted.", 71, "female"),
        ("This 69-year-old housewife had pain.", 69, "female"),
        ("The patient (male, 74 years) was referred.", 74, "male"),
        ("The patient was a 64-year-old man.", 64, "male"),
        ("Case 1- A 76 years old female had a fall.", 76, "female"),
        ("An 85-year-old patient was admitted.", 85, ""),
        ("A female patient aged 81 years was admitted.", 81, "female"),
        ("Mrs. K, 79 years old, was admitted.", 79, "female"),
        ("The patient was an 83-year-old widow.", 83, "female"),
    ],
)
def test_one_person(text: str, age: float, sex: str) -> None:
    assert aged(text) == [(age, sex)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A 58-year-old man and a 63-year-old woman were treated.", [(58, "male"), (63, "female")]),
        ("Two women aged 71 and 78 years were seen.", [(71, "female"), (78, "female")]),
        ("Case 1 was a 70-year-old man, case 2 a 66-year-old man.", [(70, "male"), (66, "male")]),
        ("The first, a woman of 68, and the second, a man of 75.", [(68, "female"), (75, "male")]),
    ],
)  # fmt: skip
def test_two_persons(text: str, expected: list[tuple[float, str]]) -> None:
    assert aged(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The mean age was 72 years.",
        "Patients older than 65 years were included.",
        "The patients were aged 60 to 85 years.",
        "Patients ranged from 60 to 85 years of age.",
        "He had taken steroids for 10 years.",
        "She had a 10-year history of back pain.",
        "After 2 years she was well.",
        "In 46 women cement leaked.",
        "Of the men, 12 had leaks.",
        "The tumour of 58 mm was seen.",
        "Her pain began when she lifted 20 kg.",
        "Vertebroplasty is over 30 years old.",
        "The woman weighed 72 kg.",
        "A follow-up of 24 months was completed.",
    ],
)
def test_nobodys_age(text: str) -> None:
    assert aged(text) == []


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("A woman with myeloma was treated.", "female"),
        ("An elderly gentleman was referred.", "male"),
        ("Our patient, a retired man, had pain.", "male"),
    ],
)
def test_a_person_without_an_age(text: str, sex: str) -> None:
    assert [(p.age, p.sex) for p in find_people(text)] == [(None, sex)]


@pytest.mark.parametrize(
    ("text", "sexes"),
    [
        ("She felt her legs.", ["female", "female"]),
        ("He was told of his state.", ["male", "male"]),
        ("There was a hernia in the thesis.", []),
    ],
)
def test_pronouns(text: str, sexes: list[str]) -> None:
    assert [sex for sex, _, _ in pronoun_sexes(text)] == sexes


def test_offsets_hold_the_words() -> None:
    text = "Yesterday a 58-year-old man was seen."
    (person,) = find_people(text)
    assert "58-year-old man" in text[person.start : person.end]
