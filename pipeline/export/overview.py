"""`overview.csv`: the registry in counts, as the first table of a review tells its patients."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

from pipeline.evidence import State
from pipeline.export.column import Column, Type
from pipeline.export.table import Row, Table
from pipeline.fields import CASE_FIELDS, FieldSpec, Kind
from pipeline.registry.model import Registry


@dataclass(slots=True)
class _Tally:
    """What all patients say of a field.

    Attributes:
        reported: number of patients of whom it says anything.
        states: number of patients by value and state.
    """

    reported: int = 0
    states: Counter[tuple[str, State]] = field(default_factory=Counter)


def _tallies(registry: Registry) -> dict[str, _Tally]:
    """The tally of each field that a patient has."""
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for study in registry.studies:
        for case in study.extraction.cases:
            said = {(one.field, one.value, one.state) for one in case.evidence}
            for name, value, state in said:
                tallies[name].states[value, state] += 1
            for name in {name for name, _, _ in said}:
                tallies[name].reported += 1
    return tallies


def _counts(tally: _Tally, spec: FieldSpec) -> Iterator[Row]:
    """One row a code: in how many patients it is present and in how many denied."""
    for value in spec.ordered(sorted(value for value, _ in tally.states)):
        denied = tally.states[value, State.ABSENT] if spec.findable else None
        present = sum(tally.states[value, state] for state in State) - (denied or 0)
        yield [spec.name, value, present, denied, tally.reported, None, None, None]


def _spread(tally: _Tally, spec: FieldSpec) -> Row:
    numbers = sorted(float(value) for value, _ in tally.states.elements())
    middle, least, most = median(numbers), numbers[0], numbers[-1]
    return [spec.name, "", len(numbers), None, tally.reported, middle, least, most]


def _rows(registry: Registry) -> Iterator[Row]:
    tallies = _tallies(registry)
    for spec in CASE_FIELDS:
        if tally := tallies.get(spec.name):
            if spec.kind is Kind.NUMBER:
                yield _spread(tally, spec)
            else:
                yield from _counts(tally, spec)


OVERVIEW = Table(
    "overview",
    "One value of a case field, counted over all own patients",
    (
        Column("field", "The case field", required=True),
        Column("value", "The code or level; empty for a field of numbers"),
        Column("patients", "Patients in whom it is stated; of numbers, how many", Type.INTEGER),
        Column("denied", "Patients in whom it was looked for and not found", Type.INTEGER),
        Column("reported", "Patients of whom the field says anything", Type.INTEGER),
        Column("median", "Median of the numbers", Type.NUMBER),
        Column("minimum", "Least of the numbers", Type.NUMBER),
        Column("maximum", "Greatest of the numbers", Type.NUMBER),
    ),
    _rows,
    key=("field", "value"),
)
