"""Who the document's own patients are."""

from collections.abc import Sequence

from pipeline.document.model import Document, SectionKind
from pipeline.resolve.labels import announced, find_labels, label_number
from pipeline.resolve.lines import Line, Patient, people_in
from pipeline.resolve.openings import opening_labels
from pipeline.resolve.passage import Tier
from pipeline.resolve.people import Person, find_people, is_dated
from pipeline.resolve.stretches import assign
from pipeline.values.wording import wording

#: Within so many sentences of an introduction the procedure is told.
_STORY = 3
#: So many characters at the beginning of a document may name its kind.
_HEAD = 800
#: Within so many sentences of a section or paragraph about one patient the age is told.
_OPENING = 2


def _labelled(lines: Sequence[Line]) -> list[Patient]:
    """Patients told under labels; empty where there are fewer than two."""
    names: dict[int, str] = {}
    openings = opening_labels(lines)
    for number, heading in openings.values():
        names.setdefault(number, heading)
    for line in lines:
        if line.tier is Tier.CASE:
            for _, number, words in find_labels(line.text.text):
                names.setdefault(number, words.strip(" ([-:.,"))
    if len(names) < 2 or sorted(names) != list(range(1, len(names) + 1)):
        return []
    people = {number: _first_of(lines, place) for place, (number, _) in openings.items()}
    labelled = []
    for number in sorted(names):
        person = people.get(number)
        age, sex = (person.age, person.sex) if person else (None, "")
        labelled.append(Patient(number, names[number], age, sex))
    return _introduced_before(labelled, lines) or _with_ages_before(labelled, lines)


def _introduced_before(labelled: list[Patient], lines: Sequence[Line]) -> list[Patient]:
    """The labelled patients with the ages of as many persons, told before any label.

    "Three had leaks: a woman of 71, a man of 64 and a woman of 79. At last contact, patient 1 ..."
    """
    if any(p.age is not None for p in labelled):
        return []
    told = [line for line in lines if line.tier is Tier.CASE]
    labels = (n for n, line in enumerate(told) if find_labels(line.text.text))
    place = next(labels, len(told))
    aged = [p for line in told for p in people_in(line) if p.age is not None]
    before = [p for line in told[:place] for p in people_in(line) if p.age is not None]
    if len(before) != len(labelled) or {p.age for p in aged} != {p.age for p in before}:
        return []
    pairs = zip(labelled, before, strict=True)
    return [Patient(one.number, one.label, p.age, p.sex) for one, p in pairs]


def _with_ages_before(labelled: list[Patient], lines: Sequence[Line]) -> list[Patient]:
    """Takes ages that stories leave out from the abstract, where it tells everybody's in order."""
    before = [p for line in lines if not line.telling for p in people_in(line)]
    aged = [person for person in before if person.age is not None]
    told = {
        person.age
        for line in lines
        if line.tier is Tier.CASE and line.telling
        for person in people_in(line)
        if person.age is not None
    }
    if len(aged) != len(labelled) or told - {person.age for person in aged}:
        return labelled
    pairs = list(zip(labelled, aged, strict=True))
    if all(patient.age in (None, person.age) for patient, person in pairs):
        for patient, person in pairs:
            patient.age, patient.sex = person.age, patient.sex or person.sex
    return labelled


def _first_of(lines: Sequence[Line], place: int) -> Person | None:
    """The person with an age in the sentences that open what is told of a patient."""
    told = (p for line in lines[place : place + _OPENING] for p in people_in(line))
    return next((person for person in told if person.age is not None), None)


def _clustered(lines: Sequence[Line], expected: int | None) -> list[Patient]:
    """Patients told apart by age and sex."""
    patients: list[Patient] = []
    for place, line in enumerate(lines):
        if line.tier is not Tier.CASE:
            continue
        for person in people_in(line):
            if patients and _is_earlier(line, person):
                continue
            patient = _known(patients, person)
            if patient is None:
                if person.age is None and person.definite:
                    continue
                patient = Patient(len(patients) + 1, age=person.age, sex=person.sex)
                patients.append(patient)
            elif person.age is not None:
                patient.age, patient.sex = person.age, patient.sex or person.sex
            patient.lines.append(place)
    return _kept(patients, lines, expected)


def _is_earlier(line: Line, person: Person) -> bool:
    """Whether an age is that of an event before the story, and nobody new."""
    earlier = wording("patient", "earlier_age").search(line.text.text)
    return bool(earlier) and is_dated(line.text.text, person)


def _known(patients: Sequence[Patient], person: Person) -> Patient | None:
    """The patient told of before who a person is; without an age, the last who fits."""
    fitting = [patient for patient in patients if patient.fits(person)]
    if not fitting or person.age is None:
        return fitting[-1] if fitting else None
    # Among several patients an age is not taken for that of one told without.
    unsure = fitting[0].age is None and len(patients) > 1
    return None if unsure else fitting[0]


def _kept(patients: list[Patient], lines: Sequence[Line], expected: int | None) -> list[Patient]:
    """The patients told under the heading of a case, no more than the document announces."""
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
    if wording("cases", "one_case").search(title):
        return 1
    counts = [n for line in lines if (n := announced(line.text.text))]
    return counts[0] if counts else None


def own_patients(document: Document, lines: Sequence[Line]) -> list[Patient]:
    """The document's own patients, in the order in which it numbers or tells them."""
    told = [line for line in lines if line.tier is Tier.CASE]
    expected = _expected(document, lines)
    patients = _labelled(lines)
    if not patients:
        patients = _clustered(lines, expected or _at_most(document, told))
    if all(p.age is None for p in patients):
        patients = _titled(document) or patients
    if not patients and told and (expected or _is_spoken_of(document, told)):
        patients = [Patient(n) for n in range(1, (expected or 1) + 1)]
    elif expected and expected > len(patients) and all(p.age is None for p in patients):
        patients = [Patient(n) for n in range(1, expected + 1)]
    _learn_together(patients, lines)
    assign(patients, lines)
    return patients


def _learn_together(patients: Sequence[Patient], lines: Sequence[Line]) -> None:
    """Takes the sex of patients from words for all of them: "both women"."""
    if len(patients) < 2 or any(p.sex for p in patients):
        return
    for line in lines:
        for match in wording("cases", "all_of_a_sex").finditer(line.text.lowered):
            number = match["n"].removeprefix("all ")
            if (2 if number == "both" else label_number(number)) == len(patients):
                for patient in patients:
                    patient.sex = "female" if match["female"] else "male"
                return


def _at_most(document: Document, lines: Sequence[Line]) -> int | None:
    """One patient, unless title or text speak of several."""
    title = document.meta.title
    several = not title or wording("cases", "several").search(title)
    if several or any(_of_several(line) for line in lines):
        return None
    return None if len(_treated_apart(lines)) > 1 else 1


def _treated_apart(lines: Sequence[Line]) -> set[float]:
    """The ages of the persons who are introduced one by one, each with an own procedure."""
    ages: set[float] = set()
    for place, line in enumerate(lines):
        told = lines[place : place + _STORY]
        if any(nearby.text.hits("procedure") for nearby in told):
            ages |= {p.age for p in people_in(line) if p.age is not None and not p.definite}
    return ages


def _of_several(line: Line) -> bool:
    """Whether a sentence speaks of several patients, or introduces them side by side."""
    aged = {person.age for person in people_in(line) if person.age is not None}
    return bool(wording("cases", "both").search(line.text.lowered)) or len(aged) > 1


def _titled(document: Document) -> list[Patient]:
    """The patient whose age the title tells, where it tells of one."""
    people = [p for p in find_people(document.meta.title) if p.age is not None]
    return [Patient(1, "", people[0].age, people[0].sex)] if len(people) == 1 else []


def _is_spoken_of(document: Document, lines: Sequence[Line]) -> bool:
    """Whether enough is said of one person for a patient without age; a claim as own is enough."""
    claimed = any(wording("cases", "claimed").search(line.text.lowered) for line in lines)
    return _spoken_of(lines) >= (1 if claimed or _has_case(document, lines) else 2)


def _has_case(document: Document, lines: Sequence[Line]) -> bool:
    """Whether a heading, or the words above the text, say that a case is told."""
    headed = any(line.section.kind is SectionKind.CASE for line in lines)
    return headed or bool(wording("cases", "kind").search(document.text[:_HEAD]))


def _spoken_of(lines: Sequence[Line]) -> int:
    """How many lines speak of one person."""
    one = wording("cases", "one_person")
    return sum(bool(one.search(line.text.lowered)) for line in lines)
