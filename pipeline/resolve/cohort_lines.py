"""The sentences in which a document may tell its own series in counts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.document.model import Document, SectionKind, Sentence
from pipeline.evidence import Evidence, State
from pipeline.resolve.cohort_numbers import Number, find_numbers
from pipeline.resolve.cohort_words import foreign, word

#: Sections in which own results are told, and how much they speak for a count. An introduction
#: or discussion only counts inside an abstract.
_PLACES = {
    SectionKind.ABSTRACT: 1.0,
    SectionKind.METHODS: 0.5,
    SectionKind.RESULTS: 1.0,
    SectionKind.BODY: 0.0,
    SectionKind.TITLE: 0.0,
}


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

    @cached_property
    def numbers(self) -> list[Number]:
        """The counting numbers in order."""
        return find_numbers(self.text)

    def about(self, topic: str) -> bool:
        """Whether a topic of `cohort.toml` is spoken of."""
        return bool(word("topic", topic).search(self.text))


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


def own_result_lines(
    document: Document, sentences: Sequence[Sentence], texts: Sequence[AnnotatedSentence]
) -> list[Line]:
    """The sentences that tell own results, without those that tell of other publications."""
    lines: list[Line] = []
    last: tuple[int, int] | None = None
    for place, (sentence, text) in enumerate(zip(sentences, texts, strict=True)):
        section = document.section_of(sentence)
        prior = _PLACES.get(section.kind, 1.0 if section.in_abstract else None)
        if prior is None or foreign().search(text.text):
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


_SIMPLE = re.compile(r"\(\s?n\s?=\s?\d+[^()]*\)|\(\d+(?:\s?/\s?\d+)?\)", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]*\)")


def without_asides(text: str) -> str:
    """The sentence with its bracketed remarks blanked, save those that only hold a count."""
    return _BRACKET.sub(lambda m: m.group() if _SIMPLE.fullmatch(m.group()) else " " * len(m.group()), text)
