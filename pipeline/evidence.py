"""One value of one case, with the sentence that carries it."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """What the sentence says of the value. "Not reported" is the lack of evidence."""

    PRESENT = "present"
    ABSENT = "absent"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One value and where it stands.

    Attributes:
        field: name of a `FieldSpec`.
        value: the value as a cell writes it: a code, a level or a number.
        state: whether the sentence states, denies or leaves open the value.
        original_text: the words that gave the value.
        start, end: character offsets of the quoted sentence in `Document.text`.
        quote: `Document.text[start:end]`.
        section: kind of the section the sentence stands in.
        page: page of the sentence from 1, or None where the format has no pages.
        method: name of the rule that read the value.
        confidence: how often values read this way are right, from 0 to 1.
    """

    field: str
    value: str
    state: State
    original_text: str
    start: int
    end: int
    quote: str
    section: str
    page: int | None
    method: str
    confidence: float
