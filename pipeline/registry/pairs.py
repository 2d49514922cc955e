"""Two publications of one patient: pairs that a person should look at, scored by plain reasons."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.document.model import Meta
from pipeline.registry.identity import plain
from pipeline.registry.likely import Likeness, Weight
from pipeline.registry.model import Pair, Study, natural_key
from pipeline.resolve.model import Case
from pipeline.terms import load

_LISTS = ("treated_levels", "procedure", "leakage_site", "complication", "management")
_SINGLE = ("onset_days", "outcome")
_NEAR = 1.0
_GROUPS = ("agree", "overlap", "differ")
_ALWAYS = ("age_years", "sex", "years")
"""What any two may agree in, of which a bound for all patients takes no notice."""


@dataclass(frozen=True, slots=True)
class _Publication:
    """What two publications are compared by."""

    document_id: str
    year: int | None
    authors: dict[str, str]
    institutions: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Report:
    """A patient with the publication that tells of them."""

    name: str
    publication: _Publication
    age: float
    values: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Point:
    points: int
    words: str


def same_patient_pairs(studies: Sequence[Study]) -> tuple[Pair, ...]:
    """The pairs of cases of different documents that may be one patient, the likeliest first."""
    reports = list(_reports(studies))
    near = {*_linked_places(reports), *_alike_places(reports)}
    found = (
        pair
        for one, other in near
        if _comparable(reports[one], reports[other])
        and (pair := _pair(reports[one], reports[other]))
    )
    return tuple(sorted(found, key=_likeliest_first))


def _likeliest_first(pair: Pair) -> tuple[int, tuple[str | int, ...], tuple[str | int, ...]]:
    return -pair.score, natural_key(pair.case_id), natural_key(pair.other_case_id)


def _limit(name: str) -> int:
    return int(load("same_patient")["limits"][name])


def _points(group: str, name: str) -> int:
    return int(load("same_patient")[group].get(name, 0))


def _comparable(one: _Report, other: _Report) -> bool:
    """Whether they are of different documents, and age and sex do not tell them apart."""
    sexes = {*one.values.get("sex", ()), *other.values.get("sex", ())}
    apart = one.publication.document_id != other.publication.document_id
    return apart and len(sexes) < 2 and abs(one.age - other.age) <= _NEAR


def _linked_places(reports: Sequence[_Report]) -> Iterator[tuple[int, int]]:
    """The places of patients whose publications have an author or an institution in common."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place, report in enumerate(reports):
        publication = report.publication
        for key in (*publication.authors, *(f"at {name}" for name in publication.institutions)):
            holders[key].append(place)
    for places in holders.values():
        places.sort(key=lambda place: reports[place].age)
        for rank, one in enumerate(places):
            for other in places[rank + 1 :]:
                if reports[other].age > reports[one].age + _NEAR:
                    break
                yield min(one, other), max(one, other)


def _alike_places(reports: Sequence[_Report]) -> Iterator[tuple[int, int]]:
    """The places of patients who may be a pair though nothing links their publications."""
    fields = (*_LISTS, "cement_volume_ml", *_SINGLE)
    weights = [Weight(name, *(_points(group, name) for group in _GROUPS)) for name in fields]
    likeness = Likeness([report.values for report in reports], weights)
    least = _limit("least_unlinked") - sum(_points("agree", name) for name in _ALWAYS)
    aged = defaultdict(list)
    for place, report in enumerate(reports):
        aged[int(report.age)].append(place)
    for age, places in aged.items():
        found = likeness.pairs(places, [*places, *aged.get(age + 1, ())], least)
        yield from ((min(pair), max(pair)) for pair in found if len({*pair}) == 2)


def _reports(studies: Sequence[Study]) -> Iterator[_Report]:
    """The patients whose age is known."""
    for study in studies:
        meta = study.meta
        authors = {plain(author): author for author in meta.authors if author}
        publication = _Publication(study.document_id, meta.year, authors, _institutions(meta))
        for case in study.extraction.cases:
            values = _values(case)
            if "age_years" in values:
                age = float(values["age_years"][0])
                yield _Report(study.case_id(case), publication, age, values)


def _values(case: Case) -> dict[str, tuple[str, ...]]:
    return {
        name: (value,) if isinstance(value, str) else tuple(value)
        for name, value in case.values().items()
    }


def _pair(one: _Report, other: _Report) -> Pair | None:
    """The two as a pair, None where too little speaks for one patient."""
    clinical = list(_clinical(one, other))
    linked = list(_linked(one.publication, other.publication))
    found = [*clinical, *linked, *_dated(one.publication, other.publication)]
    score = sum(point.points for point in found)
    if score < _limit("least" if linked else "least_unlinked"):
        return None
    if natural_key(one.name) > natural_key(other.name):  # The words follow the order, too.
        return _pair(other, one)
    agree = tuple(point.words for point in found if point.points > 0)
    return Pair(one.name, other.name, score, agree, tuple(p.words for p in found if p.points < 0))


def _clinical(one: _Report, other: _Report) -> Iterator[_Point]:
    if one.age == other.age:
        yield _Point(_points("agree", "age_years"), f"age {one.age:g}")
    if "sex" in one.values and "sex" in other.values:
        yield _Point(_points("agree", "sex"), one.values["sex"][0])
    for name in (*_LISTS, "cement_volume_ml", *_SINGLE):
        if name in one.values and name in other.values:
            yield _compared(name, one.values[name], other.values[name])


def _compared(name: str, one: tuple[str, ...], other: tuple[str, ...]) -> _Point:
    """What two stated values of a field say."""
    label = name.replace("_", " ")
    shared = [value for value in one if value in other]
    if set(one) == set(other):
        return _Point(_points("agree", name), f"{label} {', '.join(one)}")
    if shared:
        return _Point(_points("overlap", name), f"{label} partly {', '.join(shared)}")
    return _Point(_points("differ", name), f"{label} {', '.join(one)} and {', '.join(other)}")


def _linked(one: _Publication, other: _Publication) -> Iterator[_Point]:
    """The institutions and authors that two publications have in common."""
    if shared := one.institutions & other.institutions:
        yield _Point(_points("agree", "institution"), f"institution {min(shared)}")
    names = [name for key, name in one.authors.items() if key in other.authors]
    if names and next(iter(one.authors)) == next(iter(other.authors)):
        yield _Point(_points("agree", "first_author"), f"first author {names[0]}")
    if names:
        kind = "authors" if len(names) > 1 else "author"
        yield _Point(_points("agree", kind), f"{kind} {', '.join(names)}")


def _dated(one: _Publication, other: _Publication) -> Iterator[_Point]:
    """How far apart two publications are."""
    if one.year and other.year:
        near = abs(one.year - other.year) <= _limit("years")
        points = _points("agree" if near else "differ", "years")
        yield _Point(points, f"years {one.year} and {other.year}")


@cache
def _institution() -> tuple[re.Pattern[str], frozenset[str]]:
    data = load("same_patient")["institution"]
    return re.compile(data["pattern"], re.IGNORECASE), frozenset(data["common"].split())


def _institutions(meta: Meta) -> frozenset[str]:
    """The institutions of the authors in comparable form, those that have a name of their own."""
    pattern, common = _institution()
    parts = (part for text in meta.affiliations for part in re.split(r"[,;.]", text))
    named = {plain(part) for part in parts if pattern.search(part)}
    return frozenset(name for name in named if set(re.sub(r"\d", "", name).split()) - common)
