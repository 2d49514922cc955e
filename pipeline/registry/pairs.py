"""Two publications of one patient: pairs that a person should look at, scored by plain reasons."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain
from typing import Self

from pipeline.document.model import Meta
from pipeline.fields import FIELDS
from pipeline.registry.identity import plain, plain_name
from pipeline.registry.likely import Likeness, Weight
from pipeline.registry.model import Pair, Study, natural_key
from pipeline.resolve.model import Case
from pipeline.terms import load
from pipeline.version import program_version, terms_version

_CLINICAL = (
    "treated_levels",
    "procedure",
    "leakage_site",
    "complication",
    "management",
    "cement_volume_ml",
    "onset_days",
    "outcome",
)
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


@dataclass(frozen=True)
class _Report:
    """A patient with the publication that tells of them; `stated` is in no order."""

    name: str
    publication: _Publication
    age: float
    stated: dict[str, tuple[str, ...]]
    case: Case

    @cached_property
    def values(self) -> dict[str, tuple[str, ...]]:
        """What is compared, as a cell lists it; few patients come that far."""
        return {
            name: (value,) if isinstance(value, str) else tuple(value)
            for name, value in self.case.values().items()
        }


@dataclass(frozen=True, slots=True)
class _Point:
    points: int
    words: str


@dataclass(frozen=True, slots=True)
class KnownPairs:
    """The pairs of an earlier registry: two of its documents that did not change are not compared.

    Attributes:
        program: what compared them.
        keys: of its studies, by document.
        pairs: all of them.
    """

    program: str = ""
    keys: dict[str, str] = field(default_factory=dict)
    pairs: tuple[Pair, ...] = ()

    @classmethod
    def of(cls, studies: Iterable[Study], pairs: tuple[Pair, ...]) -> Self:
        """What is known once the pairs of these studies were found."""
        return cls(_program(), {study.document_id: study.key for study in studies}, pairs)

    def unchanged(self, studies: Iterable[Study]) -> set[str]:
        """The documents that are as they were."""
        if self.program != _program():
            return set()
        return {
            study.document_id
            for study in studies
            if study.key and self.keys.get(study.document_id) == study.key
        }


NO_PAIRS = KnownPairs()


def _program() -> str:
    return f"{program_version()} {terms_version()}"


def same_patient_pairs(studies: Sequence[Study], known: KnownPairs = NO_PAIRS) -> tuple[Pair, ...]:
    """The pairs of cases of different documents that may be one patient, the likeliest first.

    Args:
        studies: with the values that stand.
        known: pairs that were found before.
    """
    old = known.unchanged(studies)
    reports = list(_reports(studies))
    fresh = {place for place, one in enumerate(reports) if one.publication.document_id not in old}
    near = {*_linked_places(reports, fresh), *_alike_places(reports, fresh)} if fresh else ()
    found = (
        pair
        for one, other in near
        if _comparable(reports[one], reports[other])
        and (pair := _pair(reports[one], reports[other]))
    )
    kept = (pair for pair in known.pairs if old.issuperset(pair.documents))
    return tuple(sorted(chain(kept, found), key=_likeliest_first))


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


def _linked_places(reports: Sequence[_Report], fresh: Set[int]) -> Iterator[tuple[int, int]]:
    """The places of patients whose publications have an author or an institution in common.

    One of the two at least is fresh.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for place, report in enumerate(reports):
        publication = report.publication
        for key in (*publication.authors, *(f"at {name}" for name in publication.institutions)):
            holders[key].append(place)
    for places in holders.values():
        if fresh.isdisjoint(places):
            continue
        places.sort(key=lambda place: reports[place].age)
        for rank, one in enumerate(places):
            for other in places[rank + 1 :]:
                if reports[other].age > reports[one].age + _NEAR:
                    break
                if one in fresh or other in fresh:
                    yield min(one, other), max(one, other)


def _alike_places(reports: Sequence[_Report], fresh: Set[int]) -> Iterator[tuple[int, int]]:
    """The places of patients who may be a pair though nothing links their publications.

    One of the two at least is fresh.
    """
    weights = [Weight(name, *(_points(group, name) for group in _GROUPS)) for name in _CLINICAL]
    likeness = Likeness([report.stated for report in reports], weights)
    least = _limit("least_unlinked") - sum(_points("agree", name) for name in _ALWAYS)
    aged: dict[int, list[int]] = defaultdict(list)
    for place, report in enumerate(reports):
        aged[int(report.age)].append(place)
    for age, places in aged.items():
        older = aged.get(age + 1, [])
        new = [place for place in places if place in fresh]
        old = [place for place in places if place not in fresh]
        found = chain(
            likeness.pairs(new, [*places, *older], least),
            likeness.pairs(old, [place for place in older if place in fresh], least),
        )
        yield from ((min(pair), max(pair)) for pair in found if len({*pair}) == 2)


def _reports(studies: Sequence[Study]) -> Iterator[_Report]:
    """The patients whose age is known."""
    for study in studies:
        meta = study.meta
        authors = {plain_name(author): author for author in meta.authors if author}
        publication = _Publication(study.document_id, meta.year, authors, _institutions(meta))
        for case in study.outline.cases:
            said, _ = case.said()
            if "age_years" in said:
                stated = {
                    name: tuple(said[name] if FIELDS[name].many else said[name][:1])
                    for name in _CLINICAL
                    if name in said
                }
                age = float(said["age_years"][0])
                yield _Report(study.case_id(case), publication, age, stated, case)


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
    for name in _CLINICAL:
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
