"""Whom of several patients a sentence names, and where in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.resolve.callings import places
from pipeline.resolve.labels import (
    find_all,
    find_groups,
    find_labels,
    find_ordinals,
    find_ranks,
    label_number,
    place_of,
)
from pipeline.resolve.lines import Line, Patient, people_in
from pipeline.resolve.people import Person, pronoun_sexes
from pipeline.values.wording import wording

#: Patients by their numbers.
Numbers = tuple[int, ...]
#: Where in a sentence the talk turns to whom; to nobody known where the numbers are empty.
Marker = tuple[int, Numbers]
#: So near behind words for a patient, a person is the same one.
_SAME = 25
#: So long are the words for one of several patients who are the subject of a sentence.
_SUBJECT = 60


@dataclass(frozen=True, slots=True)
class Talk:
    """Whom the text speaks of when a sentence begins.

    `current` are those spoken of, `single` the one who was last spoken of alone, `named` is whether
    anybody was singled out before, `inside` whether one patient's story is told.
    """

    current: Numbers
    single: Numbers = ()
    named: bool = False
    inside: bool = False


def find_markers(
    line: Line, patients: Sequence[Patient], talk: Talk, callings: Mapping[str, int]
) -> list[Marker]:
    """Where in a sentence the talk turns to which patients: by their names, else by persons."""
    text = line.text.text
    everyone = tuple(p.number for p in patients)
    named = _named(text, patients, talk)
    if not talk.inside:
        named += [(at, (n,)) for at, n in places(line.text.lowered, callings)]
        named += _by_age(text, patients)
    # What is said of the others comes after the last story.
    if not talk.inside or talk.current == everyone[-1:]:
        named += _rest(text, everyone, named, talk.single)
    named = [one for one in named if not wording("cases", "compared").search(text[: one[0]])]
    if named:
        named += [] if talk.inside else _definite(line, patients, named)
        return sorted(named)
    persons = [(_begun(text, p), _meant(p, patients, talk.current)) for p in people_in(line)]
    compared = wording("cases", "compared")
    known = [(at, who) for at, who in persons if who and not compared.search(text[:at])]
    if talk.inside and all(who == talk.current for _, who in known):
        return []
    if known or talk.inside:
        return sorted(known)
    return _pronouns(text, patients) or _some(text, len(patients))


def joined(text: str, markers: Sequence[Marker]) -> list[Marker]:
    """The markers, with all of one subject where its verb stands: "the woman and the man were"."""
    found: list[Marker] = []
    subject: Numbers = ()
    for place, (at, who) in enumerate(markers):
        found.append((at, who))
        subject = (*subject, *who) if len(who) == 1 and not set(who) & set(subject) else who
        end = markers[place + 1][0] if place + 1 < len(markers) else len(text)
        if end - at < _SUBJECT and wording("cases", "one_subject").match(text[at:end]):
            continue
        verb = wording("cases", "any_verb").search(text[at:end])
        if len(subject) > 1 and subject != who and verb:
            found.append((at + verb.start(), subject))
        subject = ()
    return found


def by_pronoun(text: str, patients: Sequence[Patient], talk: Talk) -> Numbers:
    """Whom a sentence that names nobody goes on with: its pronoun may turn back to one patient."""
    sexes = {sex for sex, _, _ in pronoun_sexes(text)}
    if len(sexes) != 1:
        return talk.single if sexes and talk.single else talk.current
    fitting = [p.number for p in patients if p.sex in ("", *sexes)]
    if talk.single and talk.single[0] in fitting:
        return talk.single
    if len(fitting) == 1 and all(p.sex for p in patients):
        return tuple(fitting)
    return talk.single or talk.current


def _named(text: str, patients: Sequence[Patient], talk: Talk) -> list[Marker]:
    """The labels, ordinals and words for all of them; inside a story only outright ones."""
    everyone = tuple(p.number for p in patients)
    groups = [group for group in find_groups(text) if set(group[2]) <= set(everyone)]
    whole = find_all(text, outright=len(everyone) if talk.inside else 0)
    taken = [*((start, end) for start, end, _ in groups), *whole]
    found: list[Marker] = [(at, numbers) for at, _, numbers in groups]
    found += [
        (at, (n,)) for at, n, _ in find_labels(text) if n in everyone and not _inside(at, taken)
    ]
    ordinals = [one for one in find_ordinals(text, talk.inside) if not _inside(one[0], taken)]
    found += _one_and_other(text, ordinals, everyone, talk)
    for at, ordinal in ordinals:
        number = _among(text[at:], ordinal, patients) or place_of(ordinal, len(everyone))
        if number in everyone and ordinal != "other":
            found.append((at, (number,)))
    return [*found, *((at, _of_all(text, (at, end), found, everyone)) for at, end in whole)]


def _among(text: str, ordinal: str, patients: Sequence[Patient]) -> int | None:
    """The patient whom "the second man" means among men and women."""
    named = wording("cases", "nth_of_a_sex").match(text)
    place = place_of(ordinal, 0)
    if not named or not place or not all(p.sex for p in patients):
        return None
    sex = "female" if named["female"] else "male"
    same = [p.number for p in patients if p.sex == sex]
    return same[place - 1] if place <= len(same) < len(patients) else None


def _of_all(
    text: str, span: tuple[int, int], found: Sequence[Marker], everyone: Numbers
) -> Numbers:
    """Whom a word for all means: "both" of more than two are those named one by one before it.

    Where it tells another number than that of the patients, it means others.
    """
    at, end = span
    number = wording("cases", "of_so_many").search(text[:end], at)
    if number and label_number(number["n"]) != len(everyone):
        return ()
    if len(everyone) == 2 or not wording("cases", "of_two").search(text[at:]):
        return everyone
    alone = [who[0] for place, who in sorted(found) if place < at and len(who) == 1]
    named = tuple(dict.fromkeys(alone))
    return named if len(named) == 2 else everyone


def _one_and_other(
    text: str, ordinals: Sequence[tuple[int, str]], everyone: Numbers, talk: Talk
) -> list[Marker]:
    """Whom "the other" of two means: not the one spoken of before it.

    "One ... the other" are the first and the second where nobody was singled out before.
    """
    others = [at for at, ordinal in ordinals if ordinal == "other"]
    if not others or len(everyone) != 2:
        return []
    first = next((m.start() for m in wording("cases", "one_of_two").finditer(text)), -1)
    if 0 <= first < others[0]:
        if talk.named:
            return [(first, ()), *((at, ()) for at in others)]
        return [(first, everyone[:1]), *((at, everyone[1:]) for at in others)]
    before = [place_of(word, 2) for at, word in ordinals if at < others[0] and word != "other"]
    one = before[-1] if before else talk.single[0] if talk.single else everyone[0]
    return [(at, tuple(n for n in everyone if n != one)) for at in others]


def _by_age(text: str, patients: Sequence[Patient]) -> list[Marker]:
    """The patients named by their age among the others: "the older", "our youngest patient"."""
    ages = {p.age: p.number for p in patients if p.age is not None}
    if len(ages) < len(patients):
        return []
    return [
        (at, (ages[max(ages) if old else min(ages)],))
        for at, old, of_two in find_ranks(text)
        if not of_two or len(patients) == 2
    ]


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


def _definite(line: Line, patients: Sequence[Patient], named: Sequence[Marker]) -> list[Marker]:
    """Words such as "the woman" beside names, where one patient alone can be meant."""
    found: list[Marker] = []
    for person in people_in(line):
        near = any(0 <= person.start - at <= _SAME for at, _ in named)
        who = _meant(person, patients, ()) if person.definite and not near else ()
        if who:
            found.append((_begun(line.text.text, person), who))
    return found


def _begun(text: str, person: Person) -> int:
    """Where the words for a person begin, the article among them."""
    article = wording("cases", "article").search(text[: person.start])
    return article.start() if article else person.start


def _pronouns(text: str, patients: Sequence[Patient]) -> list[Marker]:
    """Where "he" and "she" of one sentence turn to a man and a woman, clause by clause."""
    pronouns = pronoun_sexes(text)
    if len({sex for sex, _, _ in pronouns}) < 2:
        return []
    found: list[Marker] = []
    for sex, at, _ in pronouns:
        known = [p.number for p in patients if p.sex == sex]
        fitting = tuple(known or [p.number for p in patients if not p.sex])
        if len(fitting) != 1:
            return []
        if not found or found[-1][1] != fitting:
            clauses = [m.end() for m in wording("cases", "clause").finditer(text, 0, at)]
            found.append((clauses[-1] if clauses and found else 0 if not found else at, fitting))
    return found


def _some(text: str, count: int) -> list[Marker]:
    """Words for some of the patients that do not tell which: "one man had", "two of them"."""
    match = wording("cases", "some_of_them").search(text)
    number = label_number(match["n"]) if match else None
    return [(0, ())] if number and number < count else []


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
