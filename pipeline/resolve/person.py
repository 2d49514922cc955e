"""Age and sex of a patient."""

from collections import Counter
from collections.abc import Sequence

from pipeline.evidence import Evidence
from pipeline.resolve.passage import Passage
from pipeline.resolve.people import Person, find_people, pronoun_sexes
from pipeline.resolve.timeline import Course
from pipeline.values.number import format_number
from pipeline.values.wording import wording


def _named(passage: Passage) -> list[Person]:
    found = find_people(passage.text.text)
    held = [p for p in found if passage.holds(p.start)]
    if not passage.rank:
        return held
    return passage.own([p for p in held if p.age is not None]) or passage.own(held)


def _evidence(passage: Passage, person: Person) -> list[Evidence]:
    found = []
    span = (person.start, person.end)
    if person.age is not None:
        found.append(passage.evidence("age_years", format_number(person.age), span, "person"))
    if person.sex:
        found.append(passage.evidence("sex", person.sex, span, "person"))
    return found


def read_person(course: Course, age: float | None, sex: str) -> list[Evidence]:
    """Age and sex, from the words that introduce the patient, else the sex from pronouns.

    Args:
        course: the patient's course.
        age: the age that tells this patient from others, or None.
        sex: the sex likewise, or empty.
    """
    found: dict[str, Evidence] = {}
    passages = [p for p in course.passages if not p.shared or p.rank]
    for passage in sorted(passages, key=lambda p: p.tier):
        for person in _named(passage):
            if age is not None and person.age not in (None, age):
                continue
            if sex and person.sex and person.sex != sex:
                continue
            for one in _evidence(passage, person):
                found.setdefault(one.field, one)
    if "sex" not in found:
        found |= _of_all(course.passages, sex) or _from_pronouns(passages)
    return list(found.values())


def _of_all(passages: Sequence[Passage], sex: str) -> dict[str, Evidence]:
    """The sex that words for all patients tell: "both women"."""
    for passage in sorted((p for p in passages if p.shared), key=lambda p: p.tier):
        for match in wording("cases", "all_of_a_sex").finditer(passage.text.text):
            if sex and match[sex]:
                return {"sex": passage.evidence("sex", sex, match.span(), "person")}
    return {}


def _from_pronouns(passages: list[Passage]) -> dict[str, Evidence]:
    counted: Counter[str] = Counter()
    first: dict[str, Evidence] = {}
    for passage in passages:
        for sex, start, end in pronoun_sexes(passage.text.text):
            if passage.holds(start):
                counted[sex] += 1
                first.setdefault(
                    sex, passage.evidence("sex", sex, (start, end), "pronoun", confidence=0.8)
                )
    ranked = counted.most_common()
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return {}
    return {"sex": first[ranked[0][0]]}
