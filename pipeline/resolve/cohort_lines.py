"""The sentences in which a document may tell its own series in counts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.document.model import Document, SectionKind, Sentence
from pipeline.evidence import Evidence, State
from pipeline.resolve.cohort_numbers import Number, find_numbers
from pipeline.resolve.cohort_words import foreign, word
from pipeline.resolve.people import Person, find_people
from pipeline.values.number import NUMBER
from pipeline.values.wording import wording

#: Sections in which own results are told, and how much they speak for a count. An introduction
#: or discussion only counts inside an abstract.
_PLACES = {
    SectionKind.ABSTRACT: 1.0,
    SectionKind.METHODS: 0.5,
    SectionKind.RESULTS: 1.0,
    SectionKind.BODY: 0.0,
    SectionKind.TITLE: 0.0,
    SectionKind.CASE: 0.0,
}
#: No abstract has these; where a text's headings leave it open, they may stand in one.
_NEVER = (SectionKind.REFERENCES, SectionKind.BACK)


class Line:
    """A sentence of the document's own with its numbers.

    Attributes:
        follows: whether it goes on from the line before it, in the same paragraph.
    """

    def __init__(
        self, sentence: Sentence, text: AnnotatedSentence, section: str, prior: float, follows: bool
    ) -> None:
        self.sentence = sentence
        self.annotated = text
        self.text = text.text
        self.section = section
        self.prior = prior
        self.follows = follows

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The counting numbers in order; an age counts nothing."""
        found = find_numbers(self.text)
        aged = [p for p in find_people(self.text) if p.age is not None] if found else []
        return tuple(n for n in found if not any(_is_age(n, person) for person in aged))

    def about(self, topic: str) -> bool:
        """Whether a topic of `cohort.toml` is spoken of."""
        return bool(word("topic", topic).search(self.text))


def _is_age(number: Number, person: Person) -> bool:
    return number.value == person.age and person.start <= number.start < person.end


@dataclass(frozen=True, slots=True)
class Count:
    """A count and where it is said; offsets are into the sentence."""

    name: str
    value: int
    weight: float
    line: Line
    start: int
    end: int
    of: int | None = None
    unit: str = ""

    def evidence(self) -> Evidence:
        """The count with its sentence."""
        return Evidence(
            field=self.name,
            value=str(self.value),
            state=State.PRESENT,
            original_text=self.line.text[self.start : self.end],
            start=self.line.sentence.start,
            end=self.line.sentence.end,
            quote=self.line.text,
            section=self.line.section,
            page=self.line.sentence.page,
            method="count",
            confidence=0.75,
        )


_TELLING = (SectionKind.ABSTRACT, SectionKind.METHODS, SectionKind.RESULTS, SectionKind.BODY)


def _places(document: Document) -> dict[SectionKind, float]:
    """The sections to read; the opening one too where it is all that tells anything."""
    told = any(s.kind in _TELLING and s.end - s.start > 100 for s in document.sections)
    return _PLACES if told else {**_PLACES, SectionKind.INTRODUCTION: 0.5}


def _counts_patients(text: str) -> bool:
    return any(n.unit == "patients" and n.value > 2 for n in find_numbers(text))


def own_result_lines(
    document: Document, sentences: Sequence[Sentence], texts: Sequence[AnnotatedSentence]
) -> list[Line]:
    """The sentences that tell own results, without those that tell of other publications."""
    places = _places(document)
    lines: list[Line] = []
    last: tuple[int, int] | None = None
    for place, (sentence, text) in enumerate(zip(sentences, texts, strict=True)):
        section = document.section_of(sentence)
        prior = places.get(section.kind, 1.0 if section.in_abstract else None)
        if section.kind is SectionKind.CASE and not _counts_patients(text.text):
            continue
        if prior is None or section.kind in _NEVER or foreign().search(text.text):
            continue
        follows = last == (place - 1, sentence.paragraph)
        lines.append(Line(sentence, text, section.kind.value, prior, follows))
        last = (place, sentence.paragraph)
    return lines


def chunks(text: str) -> list[tuple[int, int]]:
    """The stretches of a sentence between commas, colons and joining words."""
    cuts = [m.span() for m in word("reading", "chunk").finditer(text)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [(a, b) for a, b in zip(starts, ends, strict=True) if b > a]


def stretch_of(line: Line, number: Number) -> tuple[int, int]:
    """The chunk a number stands in; a bare subject ("One patient, with ..., had") goes on."""
    plain = without_asides(line.text)
    parts = chunks(plain)
    for place, (start, end) in enumerate(parts):
        if start <= number.start < end:
            bare = wording("cohort", "bare_subject").match(plain[start:end])
            if place + 1 < len(parts) and bare:
                return start, parts[min(place + 2, len(parts) - 1)][1]
            return start, end
    return 0, len(plain)


def clause_of(line: Line, number: Number) -> tuple[int, int]:
    """The part of a number's chunk that is nearer to it than to its neighbours."""
    start, end = stretch_of(line, number)
    start = max([start, *(n.end for n in line.numbers if n.start < number.start)])
    end = min([end, *(n.start for n in line.numbers if n.start > number.start)])
    return start, end


def tells_of_many(text: str) -> bool:
    """Whether a sentence is about a group of people, whose ages it does not tell one by one."""
    if sum(person.age is not None for person in find_people(text)) > 1:
        return False
    return _counts_patients(text) or bool(
        foreign().search(text) or word("reading", "many").search(text)
    )


_SIMPLE = re.compile(
    rf"\(\s?n\s?=\s?\d+[^()]*\)|\(\d+(?:\s?/\s?\d+)?\)|\((?:{NUMBER})\)", re.IGNORECASE
)
_BRACKET = re.compile(r"\([^()]*\)")


def without_asides(text: str) -> str:
    """The sentence with its bracketed remarks blanked, save those that only hold a count."""
    return _BRACKET.sub(
        lambda m: m.group() if _SIMPLE.fullmatch(m.group()) else " " * len(m.group()), text
    )
