"""Which stretch of a sentence tells of which patients."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.resolve.callings import find_callings
from pipeline.resolve.lines import Line, Patient, people_in
from pipeline.resolve.mentions import Marker, Numbers, Talk, by_pronoun, find_markers, joined
from pipeline.resolve.openings import blocks_of
from pipeline.resolve.passage import Passage, Tier
from pipeline.resolve.respective import Clause, find_clauses
from pipeline.resolve.trailing import gapped, trailing
from pipeline.values.wording import wording

#: A preposition stands so near to the words for a patient.
_PREPOSITION = 6


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch [start, end) of a sentence, without what its hole tells of others, and of whom.

    `subject` is whether it is told of several who are named one by one as its subject.
    """

    start: int
    end: int
    who: Numbers
    hole: tuple[int, int] = (0, 0)
    subject: bool = False


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
    talk, telling = Talk(everyone), None
    for place, line in enumerate(lines):
        inside = blocks.get(place)
        if line.telling != telling or (place and inside is None and blocks.get(place - 1)):
            talk, telling = Talk(everyone), line.telling
        if inside is not None:
            talk = Talk((inside,), (inside,), True, True)
        markers = find_markers(line, patients, talk, callings)
        talk = replace(talk, named=talk.named or bool(markers), inside=inside is not None)
        if line.tier is Tier.TALK and not markers:
            continue
        if not markers and wording("cases", "pronoun").search(line.text.text):
            talk = replace(talk, current=by_pronoun(line.text.text, patients, talk))
        if line.tier is not Tier.TITLE and _lists(line, markers, talk, len(everyone)):
            talk = replace(talk, current=_share(patients, line, callings) or talk.current)
            continue
        told = joined(line.text.text, markers)
        for one in _stretches(line, told, talk.current):
            subject = (one.start, one.who) in told and (one.start, one.who) not in markers
            stretch = replace(one, subject=subject)
            loose = not talk.named and line.tier is not Tier.TITLE
            _tell([by_number[number] for number in stretch.who], line, stretch, loose)
            single = stretch.who if len(stretch.who) < 2 else talk.single
            talk = replace(talk, current=stretch.who, single=single)
        if wording("cases", "rest").search(line.text.text):
            talk = replace(talk, current=everyone)


def _lists(line: Line, markers: Sequence[Marker], talk: Talk, everyone: int) -> bool:
    """Whether a sentence tells several patients something "respectively".

    What is listed for two levels or sides where one of two is spoken of is that patient's.
    """
    if not wording("cases", "respectively").search(line.text.lowered):
        return False
    named = {number for _, who in markers for number in who}
    if (len(named) == 1 and everyone == 2) or (talk.inside and len(named) < 2):
        return False
    if len(talk.current) != 1 or named or everyone > 2:
        return True
    if wording("cases", "several_meant").search(line.text.lowered):
        return True
    places = sum(len(span.levels) for span in line.text.levels)
    return places < 2 and not wording("cases", "sides").search(line.text.lowered)


def _stretches(line: Line, markers: Sequence[Marker], current: Numbers) -> list[Stretch]:
    """The stretches of a sentence, in order."""
    text = line.text.text
    if not markers:
        return [Stretch(0, len(text), current)]
    for count in range(len(markers), 1, -1):
        told = _told_before(text, markers[:count], current)
        if told and count < len(markers):
            rest = _in_order(text, markers[count:])
            begun = max(told[-2].end, rest[0].start)
            return [*told[:-1], replace(rest[0], start=begun), *rest[1:]]
        if told:
            return told
    return _in_order(text, markers)


def _in_order(text: str, markers: Sequence[Marker]) -> list[Stretch]:
    """The stretches of a sentence that names patients before what it tells of each."""
    pairs = pairwise(markers)
    starts = [0, *(_clause_of(text, before, at) for (before, _), (at, _) in pairs)]
    ends = [*starts[1:], len(text)]
    told = [
        Stretch(a, b, who) for a, b, (_, who) in zip(starts, ends, markers, strict=True) if a < b
    ]
    told = _filled(text, told)
    first = markers[0][0]
    if len(told) < 2 or not wording("cases", "opening_time").search(text[:first]):
        return told
    named = tuple(sorted({number for _, who in markers for number in who}))
    return [Stretch(0, first, named), replace(told[0], start=first), *told[1:]]


def _filled(text: str, told: Sequence[Stretch]) -> list[Stretch]:
    """The stretches, those without a verb with what they take over from the one before."""
    filled = [*told]
    for place, (before, one) in enumerate(pairwise(told), 1):
        head = gapped(text[before.start : before.end], text[one.start : one.end])
        if head and len(before.who) == len(one.who) == 1:
            hole = (before.start + head, one.start)
            filled[place] = replace(one, start=before.start, hole=hole)
    return filled


def _told_before(text: str, markers: Sequence[Marker], current: Numbers) -> list[Stretch]:
    """The stretches of a sentence that names patients behind what it tells of each.

    "Cement lay in the canal in the first and in the foramen in the second": they share its opening.
    """
    items = trailing(text, [at for at, _ in markers])
    first = markers[0][1]
    if (
        not items
        and len(first) > 1
        and len(markers) > 2
        and all(set(who) <= set(first) for _, who in markers[1:])
    ):
        # "In both cement leaked, into the canal in the first and into the foramen in the second."
        markers = markers[1:]
        items = trailing(text, [at for at, _ in markers])
        cut = max(text.rfind(", ", 0, markers[0][0]), text.rfind(": ", 0, markers[0][0])) + 1
        items = [(cut, items[0][1]), *items[1:]] if items and cut else []
    if not items:
        return []
    head = items[0][0]
    told = [
        Stretch(0, end, who, (head, start))
        for (start, end), (_, who) in zip(items, markers, strict=True)
    ]
    named = tuple(sorted({number for _, who in markers for number in who})) or current
    if head and not any(who for _, who in markers):
        told = [Stretch(0, head, current)]
    end = items[-1][1]
    last = wording("cases", "of_the_last").search(text[end:])
    whole = wording("cases", "of_all_again").search(text[end:])
    return [*told, Stretch(end, len(text), markers[-1][1] if last else named if whole else ())]


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


def _tell(told: Sequence[Patient], line: Line, stretch: Stretch, loose: bool) -> None:
    """Gives patients a stretch; what is told of one alone shows who that is."""
    passage = _passage(line, stretch.start, stretch.end)
    several, count = len(told) > 1, len(told)
    # "The woman and the man were treated at L1 and T11" lists without saying so.
    named = sum(len(span.levels) for span in passage.levels)
    listed = several and stretch.subject and named == count
    hole = stretch.hole if any(stretch.hole) else passage.hole
    for place, patient in enumerate(told):
        rank = (place, count) if listed else None
        patient.passages.append(replace(passage, shared=several, loose=loose, hole=hole, rank=rank))
    if len(told) == 1:
        _learn(told[0], line, max(passage.start, stretch.hole[1]), passage.end)


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


def _share(patients: Sequence[Patient], line: Line, callings: Mapping[str, int]) -> Numbers:
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
    found = find_markers(line, patients, Talk(()), callings)
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        markers = [marker for marker in found if start <= marker[0] < end]
        stretches = _stretches(line, markers, ()) if markers else []
        for one in stretches:
            stretch = replace(one, start=max(one.start, start), end=min(one.end, end))
            _tell([by_number[number] for number in stretch.who], line, stretch, False)
    return everyone if all(clause.who == everyone for clause in clauses) else ()


def _passage(line: Line, start: int, end: int) -> Passage:
    told = Passage(line.sentence, line.text, line.section, start, end, line.tier, line.telling)
    first, last = max(line.others[0], start), min(line.others[1], end)
    return replace(told, hole=(first, last)) if first < last else told
