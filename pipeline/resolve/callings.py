"""Patients named by what they are: "a 41-year-old dancer" is "the dancer" later on."""

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.resolve.lines import Line, Patient
from pipeline.terms import load
from pipeline.values.number import format_number

#: Shorter words are seldom what a person does.
_LEAST = 5
#: What may follow the word for a person.
_NEXT = r"(?:and|was|were|had|has|with|who|whose|by|in|on|underwent|received|suffering|presented)\b"


def find_callings(patients: Sequence[Patient], lines: Sequence[Line]) -> dict[str, int]:
    """The word by which each patient alone is called, with the patient's number."""
    texts = [line.text.lowered for line in lines]
    found = {(word, p.number) for p in patients for text in texts for word in _called(p, text)}
    counted = Counter(word for word, _ in found)
    return {
        word: number
        for word, number in sorted(found)
        if counted[word] == 1 and any(f"the {word}" in text for text in texts)
    }


def _called(patient: Patient, text: str) -> list[str]:
    """The words that stand for a patient where the age is told."""
    if patient.age is None:
        return []
    age = format_number(patient.age)
    if age not in text:
        return []
    forms = (
        rf"\b{age}[- ]years?[- ]old (?:[\w-]+ )??([a-z]+)(?=[,;.)]| {_NEXT})"
        rf"|\ban? (?:[\w-]+ )?([a-z]+),? (?:of|aged) {age}\b"
    )
    words = [word for match in re.finditer(forms, text) for word in match.groups() if word]
    data = load("patient")
    common = {*data["neutral"], *data["female"], *data["male"], *data["staff"]}
    return [word for word in words if len(word) >= _LEAST and word not in common]


def places(text: str, callings: dict[str, int]) -> list[tuple[int, int]]:
    """Where in a sentence patients are called so: (start, number)."""
    return [
        (match.start(), number)
        for word, number in callings.items()
        if word in text
        for match in re.finditer(rf"\bthe {word}\b", text)
    ]
