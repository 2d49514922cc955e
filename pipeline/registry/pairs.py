"""Two publications of one patient: pairs that a person should look at, scored by plain reasons."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from pipeline.document.model import Meta
from pipeline.registry.identity import plain
from pipeline.registry.model import Pair, Study, natural_key
from pipeline.resolve.model import Case
from pipeline.terms import load

_LISTS = ("treated_levels", "procedure", "leakage_site", "complication", "management")
_SINGLE = ("onset_days", "outcome")
_NEAR = 1.0


@dataclass(frozen=True, slots=True)
class _Report:
    """A patient with the publication that tells of them."""

    name: str
    study: Study
    values: dict[str, tuple[str, ...]]

    @property
    def age(self) -> float:
        return float(self.values["age_years"][0])


@dataclass(frozen=True, slots=True)
class _Point:
    points: int
    words: str


def same_patient_pairs(studies: Sequence[Study]) -> tuple[Pair, ...]:
    """The pairs of cases of different documents that may be one patient, the likeliest first."""
    pairs = (_pair(one, other) for one, other in _comparable(studies))
    found = [pair for pair in pairs if pair.score >= _limit("least")]
    return tuple(sorted(found, key=lambda p: (-p.score, natural_key(p.case_id), p.other_case_id)))


def _limit(name: str) -> int:
    return int(load("same_patient")["limits"][name])


def _points(group: str, name: str) -> int:
    return int(load("same_patient")[group].get(name, 0))


def _comparable(studies: Sequence[Study]) -> Iterator[tuple[_Report, _Report]]:
    """Patients of different documents whose age and sex do not tell them apart."""
    aged = defaultdict(list)
    for study in studies:
        for case in study.extraction.cases:
            report = _Report(study.case_id(case), study, _values(case))
            if "age_years" in report.values:
                aged[int(report.age)].append(report)
    for age in sorted(aged):
        for one, other in [
            *combinations(aged[age], 2),
            *product(aged[age], aged.get(age + 1, [])),
        ]:
            sexes = {*one.values.get("sex", ()), *other.values.get("sex", ())}
            apart = one.study.document_id != other.study.document_id
            if apart and len(sexes) < 2 and abs(one.age - other.age) <= _NEAR:
                yield one, other


def _values(case: Case) -> dict[str, tuple[str, ...]]:
    return {
        name: (value,) if isinstance(value, str) else tuple(value)
        for name, value in case.values().items()
    }


def _pair(one: _Report, other: _Report) -> Pair:
    first, second = sorted((one, other), key=lambda report: natural_key(report.name))
    found = [*_clinical(first, second), *_published(first.study.meta, second.study.meta)]
    return Pair(
        first.name,
        second.name,
        sum(point.points for point in found),
        tuple(point.words for point in found if point.points > 0),
        tuple(point.words for point in found if point.points < 0),
    )


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


def _published(one: Meta, other: Meta) -> Iterator[_Point]:
    """What the two publications have in common."""
    shared = _institutions(one) & _institutions(other)
    if shared:
        yield _Point(_points("agree", "institution"), f"institution {min(shared)}")
    yield from _by_authors(one, other)
    if one.year and other.year:
        near = abs(one.year - other.year) <= _limit("years")
        points = _points("agree" if near else "differ", "years")
        yield _Point(points, f"years {one.year} and {other.year}")


def _by_authors(one: Meta, other: Meta) -> Iterator[_Point]:
    names = {plain(author): author for author in one.authors if author}
    shared = [names[key] for key in dict.fromkeys(map(plain, other.authors)) if key in names]
    if shared and plain(one.first_author) == plain(other.first_author):
        yield _Point(_points("agree", "first_author"), f"first author {one.first_author}")
    if shared:
        kind = "authors" if len(shared) > 1 else "author"
        yield _Point(_points("agree", kind), f"{kind} {', '.join(shared)}")


@cache
def _institution() -> tuple[re.Pattern[str], frozenset[str]]:
    data = load("same_patient")["institution"]
    return re.compile(data["pattern"], re.IGNORECASE), frozenset(data["common"].split())


def _institutions(meta: Meta) -> set[str]:
    """The institutions of the authors in comparable form, those that have a name of their own."""
    pattern, common = _institution()
    parts = (part for text in meta.affiliations for part in re.split(r"[,;.]", text))
    named = {plain(part) for part in parts if pattern.search(part)}
    return {name for name in named if set(re.sub(r"\d", "", name).split()) - common}
