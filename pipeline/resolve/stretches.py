"""Which stretch of a sentence tells of which patients."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.resolve.callings import find_callings, places
from pipeline.resolve.labels import (
    find_all,
    find_groups,
    find_labels,
    find_ordinals,
    label_number,
    place_of,
)
from pipeline.resolve.lines import Line, Patient, people_in
from pipeline.resolve.openings import blocks_of
from pipeline.resolve.passage import Passage, Tier
from pipeline.resolve.people import Person
from pipeline.resolve.respective import Clause, find_clauses
from pipeline.values.wording import wording

#: Where in a sentence the talk turns to whom; patients stand by their numbers.
Numbers = tuple[int, ...]
Marker = tuple[int, Numbers]
#: A preposition stands so near to the words for a patient.
_PREPOSITION = 6


def assign(patients: Sequence[Patient], lines: Sequence[Line]) -> None:
    """Gives each patient the stretches of text that tell of them."""
    if len(patients) > 1:
        _divide(patients, lines)
        return
    for patient in patients:
        patient.passages += [_passage(line, 0, len(line.text.text)) for line in lines]


def _divide(patients: Sequence[Patient], lines: Sequence[Line]) -> None:
    """Follows the talk from patient to patient; a new telling begins with all of them."""
    by_number = {p.number: p for p in patients}
    everyone = tuple(by_number)
    blocks, callings = blocks_of(lines, everyone), find_callings(patients, lines)
    current, telling, named = everyone, None, False
    single: Numbers = ()
    for place, line in enumerate(lines):
        inside = blocks.get(place)
        if line.telling != telling or (place and inside is None and blocks.get(place - 1)):
            current, telling, named = everyone, line.telling, False
            single = ()
        if inside is not None:
            current = single = (inside,)
            named = True
        markers = _markers(line, patients, current, single, inside is not None)
        if inside is None:
            called = [(at, (number,)) for at, number in places(line.text.lowered, callings)]
            markers = sorted([*markers, *called])
        named = named or bool(markers)
        if not markers and single and wording("cases", "pronoun").search(line.text.text):
            current = single
        if line.tier is Tier.TALK and not markers:
            continue
        if line.tier is not Tier.TITLE and _lists(line):
            current = _share(patients, line) or current
            continue
        for start, end, who in _stretches(line, markers, current):
            loose = not named and line.tier is not Tier.TITLE
            _tell([by_number[number] for number in who], line, start, end, loose)
            current, single = who, who if len(who) == 1 else single
        if wording("cases", "rest").search(line.text.text):
            current = everyone


def _lists(line: Line) -> bool:
    """Whether a sentence tells several patients something "respectively"."""
    return bool(wording("cases", "respectively").search(line.text.lowered))


def _markers(
    line: Line, patients: Sequence[Patient], current: Numbers, single: Numbers, inside: bool
) -> list[Marker]:
    """Where in a sentence the talk turns to which patients: by their labels, else by persons.

    Args:
        line: the sentence.
        patients: all patients.
        current: those who are spoken of.
        single: the one who was last spoken of alone.
        inside: whether the sentence stands where one patient's story is told.
    """
    everyone = tuple(p.number for p in patients)
    named = _named(line.text.text, everyone, inside)
    # What is said of the others comes after the last story.
    if not inside or current == everyone[-1:]:
        named += _rest(line.text.text, everyone, named, single)
    if named:
        return sorted(named)
    persons = [(person.start, _meant(person, patients, current)) for person in people_in(line)]
    known = [(at, who) for at, who in persons if who]
    return [] if inside and all(who == current for _, who in known) else sorted(known)


def _named(text: str, everyone: Numbers, inside: bool) -> list[Marker]:
    """The labels, ordinals and words for all of them; inside a story only outright ones."""
    groups = [group for group in find_groups(text) if set(group[2]) <= set(everyone)]
    grouped = [(start, end) for start, end, _ in groups]
    found: list[Marker] = [(at, numbers) for at, _, numbers in groups]
    found += [
        (at, (n,)) for at, n, _ in find_labels(text) if n in everyone and not _inside(at, grouped)
    ]
    for at, ordinal in find_ordinals(text, outright=inside):
        if _inside(at, grouped):
            continue
        number = place_of(ordinal, len(everyone))
        if number in everyone:
            found.append((at, (number,)))
    whole = find_all(text, outright=len(everyone) if inside else 0)
    return [*found, *((at, _pair(text, at, found) or everyone) for at in whole)]


def _pair(text: str, at: int, found: Sequence[Marker]) -> Numbers:
    """The two whom "both of them" means among more: those named one after the other before it."""
    alone = [who[0] for place, who in sorted(found) if place < at and len(who) == 1]
    named = tuple(dict.fromkeys(alone))
    return named if len(named) == 2 and wording("cases", "of_two").search(text[at:]) else ()


def _rest(text: str, everyone: Numbers, named: Sequence[Marker], single: Numbers) -> list[Marker]:
    """Words for all but those named before them: "the other two", "the others"."""
    found: list[Marker] = []
    for match in wording("cases", "rest").finditer(text):
        before = {n for at, who in named if at < match.start() for n in who} or set(single)
        rest = tuple(n for n in everyone if n not in before)
        count = next((label_number(n) for n in match.groups() if n), None)
        if before and rest and count in (None, len(rest)):
            found.append((match.start(), rest))
    return found


def _inside(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _meant(person: Person, patients: Sequence[Patient], current: Numbers) -> Numbers:
    """The one patient whom a person can be, by age or as the only one who fits; else nobody.

    Somebody with an age is a patient without one only where that patient is spoken of.
    """
    fitting = [p for p in patients if p.fits(person)]
    exact = [p.number for p in fitting if p.age is not None and p.age == person.age]
    if len(exact) == 1:
        return tuple(exact)
    known = [p.number for p in fitting if p.age or p.sex or person.age]
    if len(known) != 1 or (person.age is not None and known != [*current]):
        return ()
    return tuple(known)


def _stretches(
    line: Line, markers: Sequence[Marker], current: Numbers
) -> list[tuple[int, int, Numbers]]:
    """(start, end, patients) stretches of a sentence."""
    length = len(line.text.text)
    if not markers:
        return [(0, length, current)]
    text = line.text.text
    pairs = pairwise(markers)
    starts = [0, *(_clause_of(text, before, at) for (before, _), (at, _) in pairs)]
    ends = [*starts[1:], length]
    told = [(a, b, who) for a, b, (_, who) in zip(starts, ends, markers, strict=True) if a < b]
    first = markers[0][0]
    if len(told) < 2 or not wording("cases", "opening_time").search(text[:first]):
        return told
    named = tuple(sorted({number for _, who in markers for number in who}))
    return [(0, first, named), (first, *told[0][1:]), *told[1:]]


def _clause_of(text: str, before: int, at: int) -> int:
    """Where what is said of a patient begins: "..., power was normal in the other" says it first.

    Args:
        text: the sentence.
        before: where the words for the previous patient stand.
        at: where the words for this one stand.
    """
    nearby = text[max(before, at - _PREPOSITION) : at + _PREPOSITION]
    if not wording("cases", "of_whom").search(nearby):
        return at
    clauses = [match.end() for match in wording("cases", "clause").finditer(text, before, at)]
    return clauses[-1] if clauses else at


def _tell(told: Sequence[Patient], line: Line, start: int, end: int, loose: bool) -> None:
    """Gives patients a stretch; what is told of one alone shows who that is."""
    for patient in told:
        patient.passages.append(
            replace(_passage(line, start, end), shared=len(told) > 1, loose=loose)
        )
    if len(told) == 1:
        _learn(told[0], line, start, end)


def _learn(patient: Patient, line: Line, start: int, end: int) -> None:
    """Takes age and sex of a labelled patient from the first person named with them.

    Whoever is named in the patient's own stretch [start, end) comes before others.
    """
    people = sorted(people_in(line), key=lambda person: not start <= person.start < end)
    for person in people:
        if patient.age is None and person.age is not None and patient.fits(person):
            patient.age = person.age
        if not patient.sex and patient.fits(person) and not person.definite:
            patient.sex = person.sex


def _learn_apart(patients: Sequence[Patient], line: Line, clause: Clause) -> None:
    """Takes the ages of patients without one from a list that tells everybody's in order."""
    people = [p for p in people_in(line) if clause.start <= p.start < clause.end and p.age]
    if len(people) != len(patients):
        return
    for patient, person in zip(patients, people, strict=True):
        if patient.age is None and (not patient.sex or person.sex in ("", patient.sex)):
            patient.age, patient.sex = person.age, patient.sex or person.sex


def _share(patients: Sequence[Patient], line: Line) -> Numbers:
    """Gives the patients of each list the stretch with their place in it.

    What stands beside lists that are of some patients only is told of those it names.

    Returns:
        All patients where the lists are of all of them, else nobody.
    """
    text = line.text.text
    everyone = tuple(p.number for p in patients)
    clauses = find_clauses(text, everyone)
    if all(clause.who == everyone and not clause.bracketed for clause in clauses):
        clauses = [Clause(0, len(text), everyone)]
    by_number = {p.number: p for p in patients}
    for clause in clauses:
        for place, number in enumerate(clause.who):
            told = _passage(line, clause.start, clause.end)
            rank = (place, len(clause.who))
            by_number[number].passages.append(replace(told, shared=True, rank=rank))
        _learn_apart([by_number[number] for number in clause.who], line, clause)
    edges = [0, *(edge for clause in clauses for edge in (clause.start, clause.end)), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        found = _markers(line, patients, (), (), False)
        markers = [marker for marker in found if start <= marker[0] < end]
        stretches = _stretches(line, markers, ()) if markers else []
        for begin, stop, who in stretches:
            stretch = (max(begin, start), min(stop, end))
            _tell([by_number[number] for number in who], line, *stretch, False)
    return everyone if all(clause.who == everyone for clause in clauses) else ()


def _passage(line: Line, start: int, end: int) -> Passage:
    return Passage(line.sentence, line.text, line.section, start, end, line.tier, line.telling)
