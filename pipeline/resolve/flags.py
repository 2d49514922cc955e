"""What a reader should check in a case. Nothing is corrected: a flag only points."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache

from pipeline.resolve.levels import Use, use_of
from pipeline.resolve.model import Case
from pipeline.resolve.outcome import read_outcome
from pipeline.resolve.passage import Passage, Tier
from pipeline.resolve.people import Person, find_people, pronoun_sexes
from pipeline.resolve.timeline import Course
from pipeline.terms import load
from pipeline.values.interval import DAYS_PER_MONTH
from pipeline.values.level_span import LevelSpan
from pipeline.values.outside import find_outside

_ABSTRACT, _BODY = 0, 1


@cache
def descriptions() -> dict[str, str]:
    """Every flag in the order of a cell, with what it means in a sentence."""
    entries = [*load("flags")["flag"], *load("flags")["of_document"]]
    return {entry["code"]: entry["description"] for entry in entries}


def _limit(name: str) -> float:
    return float(load("flags")["limits"][name])


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(load("flags")["words"][name], re.IGNORECASE)


def _stated(case: Case, field: str) -> list[str]:
    value = case.values().get(field, [])
    return [value] if isinstance(value, str) else value


def _number(case: Case, field: str) -> float | None:
    values = _stated(case, field)
    return float(values[0]) if values else None


def _in(passage: Passage, start: int) -> bool:
    return passage.start <= start < passage.end


def _people(passages: Iterable[Passage]) -> list[Person]:
    """The persons whose age is written out: "24F" may be the size of a catheter."""
    return [
        person
        for passage in passages
        for person in find_people(passage.text.text)
        if _in(passage, person.start)
        and (
            person.age is None or _words("age").search(passage.text.text, person.start, person.end)
        )
    ]


def _titles(course: Course) -> list[Passage]:
    """The title where it speaks of this patient alone."""
    return [p for p in course.titles() if not p.shared]


def _telling(course: Course, telling: int) -> list[Passage]:
    return [p for p in course.passages if p.telling == telling and not p.shared]


def _level_outside_spine(course: Course, case: Case) -> bool:
    events = {passage.sentence.start for passage, _ in course.events}
    for passage in course.passages:
        text = passage.text.text
        if passage.sentence.start not in events and passage.tier is not Tier.TITLE:
            continue
        for _, start, end in find_outside(text):
            use = use_of(text, LevelSpan(start, end, (), False))
            other = use is Use.OTHER or _words("not_a_level").match(text[end:])
            if _in(passage, start) and not other:
                return True
    return False


def _volume_implausible(course: Course, case: Case) -> bool:
    volumes = [float(v) for v in _stated(case, "cement_volume_ml")]
    if not volumes:
        return False
    levels = max(1, len(_stated(case, "treated_levels")))
    one_each = len(volumes) == levels
    most = _limit("millilitres_a_level") * (1 if one_each else levels)
    whole = sum(volumes) if one_each else max(volumes)
    return max(volumes) > most or whole > _limit("millilitres_in_all")


def _follow_up_before_onset(course: Course, case: Case) -> bool:
    onset, months = _number(case, "onset_days"), _number(case, "follow_up_months")
    if onset is None or months is None:
        return False
    # Months are written with two decimals: a difference of less than a day says nothing.
    return months * DAYS_PER_MONTH < onset - 1


def _age_out_of_range(course: Course, case: Case) -> bool:
    age = _number(case, "age_years")
    return age is not None and not _limit("lowest_age") <= age <= _limit("highest_age")


def _sex_and_pronoun_disagree(course: Course, case: Case) -> bool:
    counted: Counter[str] = Counter()
    for passage in course.passages:
        if passage.tier is Tier.CASE and not passage.shared:
            found = pronoun_sexes(passage.text.text)
            counted.update(sex for sex, start, _ in found if _in(passage, start))
    sex = next(iter(_stated(case, "sex")), "")
    other = {"female": "male", "male": "female"}.get(sex, "")
    # One pronoun is often a relative's or a physician's.
    return counted[other] > max(1, counted[sex])


def _denies(passage: Passage) -> bool:
    """Whether a passage denies every leak, not a further one or one to a certain place."""
    denial = _words("no_leak").search(passage.lowered)
    return bool(denial) and not passage.hits("leakage_site")


def _leak_claimed_and_denied(course: Course, case: Case) -> bool:
    """A denial that is followed by a leak is how such cases go; the other way round is not."""
    for telling in (_ABSTRACT, _BODY):
        told = _telling(course, telling)
        claimed = [n for n, p in enumerate(told) if p.affirmed("leakage") and not _denies(p)]
        if claimed and any(_denies(p) for p in told[claimed[0] + 1 :]):
            return True
    return False


def _title_person(titles: Sequence[Passage], case: Case) -> bool:
    age, sexes = _number(case, "age_years"), _stated(case, "sex")
    return any(
        (person.age is not None and age is not None and person.age != age)
        or (person.sex and sexes and person.sex != sexes[0])
        for person in _people(titles)
    )


def _from_body(case: Case, field: str) -> set[str]:
    """The values of a field, where at least one of them was not read in the title."""
    evidence = [e for e in case.evidence if e.field == field]
    read = any(e.section != "title" for e in evidence)
    return {e.value for e in evidence} if read else set()


def _title_and_body_disagree(course: Course, case: Case) -> bool:
    titles = _titles(course)
    if _title_person(titles, case):
        return True
    procedures = {h.code for p in titles for h in p.affirmed("procedure")} - {"other_augmentation"}
    levels = {
        name
        for p in titles
        for span in p.levels
        if use_of(p.text.text, span) is Use.TREATED
        for name in span.levels
    }
    done, treated = _from_body(case, "procedure"), _from_body(case, "treated_levels")
    elsewhere = bool(procedures and done and not procedures & done)
    return elsewhere or bool(levels and treated and not levels <= treated)


def _two_outcomes(course: Course, case: Case) -> bool:
    outcomes = []
    for telling in (_ABSTRACT, _BODY):
        told = replace(course, passages=tuple(_telling(course, telling)))
        outcomes += [e.value for e in read_outcome(told)]
    return len(outcomes) == 2 and outcomes[0] != outcomes[1]


def _age_disagrees(course: Course, case: Case) -> bool:
    abstract, body = (
        {p.age for p in _people(_telling(course, telling)) if p.age is not None}
        for telling in (_ABSTRACT, _BODY)
    )
    return bool(abstract and body and not abstract & body)


def _shared_statement(course: Course, case: Case) -> bool:
    shared = {p.sentence.start for p in course.passages if p.shared and p.tier is not Tier.TITLE}
    alone = {p.sentence.start for p in course.passages if not p.shared}
    return any(e.start in shared - alone for e in case.evidence)


_CHECKS: dict[str, Callable[[Course, Case], bool]] = {
    "level_outside_spine": _level_outside_spine,
    "volume_implausible": _volume_implausible,
    "follow_up_before_onset": _follow_up_before_onset,
    "age_out_of_range": _age_out_of_range,
    "sex_and_pronoun_disagree": _sex_and_pronoun_disagree,
    "leak_claimed_and_denied": _leak_claimed_and_denied,
    "title_and_body_disagree": _title_and_body_disagree,
    "two_outcomes": _two_outcomes,
    "age_disagrees": _age_disagrees,
    "shared_statement": _shared_statement,
}


def flags(course: Course, case: Case) -> tuple[str, ...]:
    """The codes of what a reader should check in a case.

    Args:
        course: the passages that tell of the patient, charted.
        case: what was read from them.
    """
    return tuple(code for code, holds in _CHECKS.items() if holds(course, case))
