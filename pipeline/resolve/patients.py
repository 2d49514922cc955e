"""Who the document's own patients are, and which stretch of text tells of whom."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.document.model import Document, Section, SectionKind, Sentence
from pipeline.resolve.labels import announced, find_all, find_labels, find_ordinals
from pipeline.resolve.passage import Passage, Tier
from pipeline.resolve.people import Person, find_people
from pipeline.resolve.subject import Subject

_TALK = (SectionKind.INTRODUCTION, SectionKind.DISCUSSION, SectionKind.CONCLUSION)
_SEVERAL = re.compile(
    r"\b(?:cases|patients|series|women|men|reports|two|three|four|five|six)\b", re.I
)
_BOTH = re.compile(
    r"\b(?:both|the two|two|three|all three) (?:of (?:our|the|them) )?(?:patients|cases|women|men)\b"
)
_RESPECTIVELY = re.compile(r"\brespectively\b|\b\d\d and \d\d (?:years|yrs)\b")
_ONE_PERSON = re.compile(
    r"\b(?:he|she|his|her|him|(?:the|our|this) (?:patient|man|woman|lady|gentleman)|(?:this|our|the present|authors.) case|(?:one|an?|single) (?:adult|patient|man|woman|lady|gentleman))\b"
)
_FAMILY_BEFORE = re.compile(r"\b(?:his|her|their)\s$", re.I)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence that tells of own patients."""

    sentence: Sentence
    text: AnnotatedSentence
    section: Section
    tier: Tier
    telling: int


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
    shared = (SectionKind.METHODS, SectionKind.RESULTS, SectionKind.CASE) if tabled else ()
    lines = []
    for sentence, text, label, kind in zip(sentences, texts, labels, kinds, strict=True):
        section = document.section_of(sentence)
        if kind is SectionKind.TITLE:
            lines.append(Line(sentence, text, section, Tier.TITLE, -1))
        elif label is Subject.OWN or (label is not Subject.OTHER and kind in shared):
            talk = kind in _TALK and not section.in_abstract
            telling = 0 if section.in_abstract or kind is SectionKind.ABSTRACT else 1
            tier = Tier.TALK if talk else Tier.CASE
            lines.append(Line(sentence, text, section, tier, 2 if talk else telling))
    return lines


def _people(line: Line) -> list[Person]:
    text = line.text.text
    return [
        p
        for p in find_people(text)
        if not _FAMILY_BEFORE.search(text[: p.start]) and (p.age is None or p.age >= 5)
    ]


def _heading_labels(lines: Sequence[Line]) -> dict[int, tuple[int, str]]:
    """Per line that opens a labelled section, the number and words of its label."""
    found: dict[int, tuple[int, str]] = {}
    seen: set[int] = set()
    for place, line in enumerate(lines):
        start = line.section.start
        if start in seen:
            continue
        seen.add(start)
        heading = line.section.heading
        labels = find_labels(heading + ":")
        ordinals = find_ordinals("the " + heading + " was")
        if labels:
            found[place] = (labels[0][1], heading)
        elif ordinals and (number := _place_of(ordinals[0][1], 0)):
            found[place] = (number, heading)
    return found


def _place_of(ordinal: str, count: int) -> int | None:
    words = ("first", "second", "third", "fourth", "fifth", "sixth")
    if ordinal in words:
        return words.index(ordinal) + 1
    return {"former": 1, "latter": 2, "other": 2}.get(ordinal) if count == 2 else None


def _labelled(lines: Sequence[Line]) -> list[Patient]:
    """Patients told under labels; empty where there are fewer than two."""
    names: dict[int, str] = {}
    for number, heading in _heading_labels(lines).values():
        names.setdefault(number, heading)
    for line in lines:
        if line.tier is Tier.CASE:
            for _, number, words in find_labels(line.text.text):
                names.setdefault(number, words.strip(" ([-:.,"))
    if len(names) < 2 or sorted(names) != list(range(1, len(names) + 1)):
        return []
    return [Patient(number, names[number]) for number in sorted(names)]


def _clustered(lines: Sequence[Line], expected: int | None) -> list[Patient]:
    """Patients told apart by age and sex."""
    patients: list[Patient] = []
    for place, line in enumerate(lines):
        if line.tier is not Tier.CASE:
            continue
        for person in _people(line):
            fitting = [p for p in patients if p.fits(person)]
            if person.age is None and (person.definite or fitting):
                for patient in fitting[-1:]:
                    patient.lines.append(place)
                continue
            exact = [p for p in fitting if p.age == person.age or p.age is None]
            if exact and not (
                person.age is not None and exact[0].age is None and len(patients) > 1
            ):
                patient = exact[0]
            else:
                patient = Patient(len(patients) + 1)
                patients.append(patient)
            patient.age = person.age if patient.age is None else patient.age
            patient.sex = patient.sex or person.sex
            patient.lines.append(place)
    return _kept(patients, lines, expected)


def _kept(patients: list[Patient], lines: Sequence[Line], expected: int | None) -> list[Patient]:
    if len(patients) < 2:
        return patients
    in_case = [
        p for p in patients if any(lines[i].section.kind is SectionKind.CASE for i in p.lines)
    ]
    kept = in_case or patients
    if expected is not None and len(kept) > expected:
        ranked = sorted(kept, key=lambda p: (-len(p.lines), p.lines[0]))[:expected]
        kept = [p for p in kept if p in ranked]
    return [Patient(n, p.label, p.age, p.sex, p.lines) for n, p in enumerate(kept, 1)]


def _expected(document: Document, lines: Sequence[Line]) -> int | None:
    """The number of patients the title or an own sentence announces; 1 for "a case report"."""
    title = document.meta.title
    if count := announced(title):
        return count
    if re.search(r"\b(?:a|one|an? [a-z]+) case\b|\bcase (?:report|study)\b(?!s)", title, re.I):
        return 1
    counts = [n for line in lines if (n := announced(line.text.text))]
    return counts[0] if counts else None


def own_patients(document: Document, lines: Sequence[Line]) -> list[Patient]:
    """The document's own patients, in the order in which it numbers or tells them."""
    told = [line for line in lines if line.tier is Tier.CASE]
    if not told:
        return []
    expected = _expected(document, lines)
    patients = _labelled(lines)
    if not patients:
        patients = _clustered(lines, expected or _at_most(document, told))
    if not patients and (expected or _spoken_of(told) >= (1 if _has_case(document, told) else 2)):
        patients = [Patient(n) for n in range(1, (expected or 1) + 1)]
    elif expected and expected > len(patients) and all(p.age is None for p in patients):
        patients = [Patient(n) for n in range(1, expected + 1)]
    assign(patients, lines)
    return patients


def _at_most(document: Document, lines: Sequence[Line]) -> int | None:
    """One patient, unless title or text speak of several."""
    title = document.meta.title
    several = not title or _SEVERAL.search(title)
    return None if several or any(_BOTH.search(line.text.lowered) for line in lines) else 1


def _has_case(document: Document, lines: Sequence[Line]) -> bool:
    """Whether a heading, or the words above the text, say that a case is told."""
    headed = any(line.section.kind is SectionKind.CASE for line in lines)
    return headed or "case report" in document.text[:800].lower()


def _spoken_of(lines: Sequence[Line]) -> int:
    """How many lines speak of one person."""
    return sum(bool(_ONE_PERSON.search(line.text.lowered)) for line in lines)


Marker = tuple[int, tuple[int, ...]]


def _markers(line: Line, patients: Sequence[Patient]) -> list[Marker]:
    """Where in a sentence the talk turns to which patients."""
    text, everyone = line.text.text, tuple(p.number for p in patients)
    found: list[Marker] = [(at, (n,)) for at, n, _ in find_labels(text) if n in everyone]
    for at, ordinal in find_ordinals(text):
        number = _place_of(ordinal, len(patients))
        if number in everyone:
            found.append((at, (number,)))
    found += [(at, everyone) for at in find_all(text)]
    labelled = bool(found)
    for person in _people(line):
        if labelled:
            continue
        fitting = [p.number for p in patients if p.fits(person) and (p.age or p.sex or person.age)]
        exact = [
            p.number
            for p in patients
            if p.age is not None and p.age == person.age and p.fits(person)
        ]
        if len(exact) == 1 or len(fitting) == 1:
            found.append((person.start, tuple(exact if len(exact) == 1 else fitting)))
    return sorted(found)


def _segments(
    line: Line, markers: Sequence[Marker], current: tuple[int, ...]
) -> list[tuple[int, int, tuple[int, ...]]]:
    """(start, end, patients) stretches of a sentence."""
    length = len(line.text.text)
    if not markers:
        return [(0, length, current)]
    starts = [0, *(at for at, _ in markers[1:])]
    ends = [*starts[1:], length]
    return [(a, b, who) for a, b, (_, who) in zip(starts, ends, markers, strict=True) if a < b]


def _learn(patient: Patient, line: Line) -> None:
    """Takes age and sex of a labelled patient from the first person named with them."""
    for person in _people(line):
        if patient.age is None and person.age is not None and patient.fits(person):
            patient.age = person.age
        if not patient.sex and patient.fits(person) and not person.definite:
            patient.sex = person.sex


def _share(patients: Sequence[Patient], line: Line) -> None:
    """Gives every patient the whole sentence, with their place in its lists."""
    length = len(line.text.text)
    for place, patient in enumerate(patients):
        patient.passages.append(
            Passage(
                line.sentence, line.text, line.section, 0, length, line.tier, line.telling,
                shared=True, rank=(place, len(patients)),
            )
        )  # fmt: skip


def assign(patients: Sequence[Patient], lines: Sequence[Line]) -> None:
    """Gives each patient the stretches of text that tell of them."""
    everyone = tuple(p.number for p in patients)
    by_number = {p.number: p for p in patients}
    headings = _heading_labels(lines) if len(patients) > 1 else {}
    current, telling = everyone, None
    for place, line in enumerate(lines):
        if line.telling != telling:
            current, telling = everyone, line.telling
        if place in headings:
            current = (headings[place][0],) if headings[place][0] in everyone else everyone
        markers = _markers(line, patients) if len(patients) > 1 else []
        if line.tier is Tier.TALK and len(patients) > 1 and not markers:
            continue
        respectively = len(patients) > 1 and _RESPECTIVELY.search(line.text.lowered)
        if respectively and line.tier is not Tier.TITLE:
            _share(patients, line)
            continue
        for start, end, who in _segments(line, markers, current):
            for number in who:
                shared = len(who) > 1
                by_number[number].passages.append(
                    Passage(
                        line.sentence,
                        line.text,
                        line.section,
                        start,
                        end,
                        line.tier,
                        line.telling,
                        shared=shared,
                    )
                )
            if len(who) == 1 and len(patients) > 1:
                _learn(by_number[who[0]], line)
            current = who
