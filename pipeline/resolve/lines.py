"""The sentences that tell of own patients, and the patients that they tell of."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.document.model import Document, Section, SectionKind, Sentence
from pipeline.document.sections import TALK
from pipeline.resolve.contrast import general_half
from pipeline.resolve.labels import announced, find_all
from pipeline.resolve.passage import Passage, Tier
from pipeline.resolve.people import Person, find_people
from pipeline.resolve.references import references_of
from pipeline.resolve.retold import told_of_another
from pipeline.resolve.subject import Subject
from pipeline.values.wording import wording

#: Sections in which all patients of a table may be spoken of.
_AROUND = (SectionKind.INTRODUCTION, SectionKind.BODY, SectionKind.ABSTRACT)
#: Sections in which all own patients of a series told one by one may be spoken of.
_STORIES = (*_AROUND, SectionKind.METHODS, SectionKind.RESULTS, SectionKind.CASE)
#: Somebody younger is not the patient of an augmentation, but a child of one, or a length of time.
_YOUNGEST = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence that tells of own patients; `others` is where it retells somebody else."""

    sentence: Sentence
    text: AnnotatedSentence
    section: Section
    tier: Tier
    telling: int
    others: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class Patient:
    """One own patient with the passages that tell of them."""

    number: int
    label: str = ""
    age: float | None = None
    sex: str = ""
    lines: list[int] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)

    def fits(self, person: Person) -> bool:
        """Whether a person named in the text can be this patient."""
        ages = self.age is None or person.age is None or self.age == person.age
        return ages and (not self.sex or not person.sex or self.sex == person.sex)


def own_lines(
    document: Document,
    sentences: Sequence[Sentence],
    texts: Sequence[AnnotatedSentence],
    labels: Sequence[Subject],
    kinds: Sequence[SectionKind],
    tabled: bool = False,
) -> list[Line]:
    """The sentences about own patients, and the title, in order.

    Where a table tells the patients, what methods and results say of all of them counts too.
    """
    told = [t.text for t, label in zip(texts, labels, strict=True) if label is Subject.OWN]
    titles = [t.text for t, kind in zip(texts, kinds, strict=True) if kind is SectionKind.TITLE]
    count = next((n for text in [*titles, *told] if (n := announced(text))), 0)
    shared = (SectionKind.METHODS, SectionKind.RESULTS, SectionKind.CASE) if tabled else ()
    references = references_of(document)
    lines = []
    for sentence, text, label, kind in zip(sentences, texts, labels, kinds, strict=True):
        section = document.section_of(sentence)
        if kind is SectionKind.TITLE:
            lines.append(Line(sentence, text, section, Tier.TITLE, -1))
        elif label is Subject.OWN or (
            label is not Subject.OTHER
            and (
                kind in shared
                or (tabled and kind in _AROUND and find_all(text.text))
                or (count > 1 and kind in _STORIES and find_all(text.text, outright=count))
            )
        ):
            talk = kind in TALK and not section.in_abstract
            telling = 0 if section.in_abstract or kind is SectionKind.ABSTRACT else 1
            tier = Tier.TALK if talk else Tier.CASE
            others = told_of_another(text.text, references) if talk else (0, 0)
            if others == (0, 0):
                others = general_half(text.text)
            lines.append(Line(sentence, text, section, tier, 2 if talk else telling, others))
    return lines


def people_in(line: Line | Passage) -> list[Person]:
    """The persons in a sentence who can be patients: no relatives, no infants."""
    text = line.text.text
    return [
        person
        for person in find_people(text)
        if not wording("patient", "family_before").search(text[: person.start])
        and (person.age is None or person.age >= _YOUNGEST)
    ]
