"""`overview.csv`: the registry in counts, as the first table of a review tells its patients."""

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from pipeline.evidence import State
from pipeline.export.column import Column, Type
from pipeline.export.table import Row, Table
from pipeline.fields import CASE_FIELDS, FieldSpec, Kind
from pipeline.registry.model import Registry


def _said(registry: Registry) -> tuple[pd.DataFrame, Counter[str]]:
    """One row a field, value and state with its patients, and the patients of each field."""
    said: Counter[tuple[str, str, State]] = Counter()
    reported: Counter[str] = Counter()
    for study in registry.studies:
        for case in study.outline.cases:
            said.update({(one.field, one.value, one.state) for one in case.evidence})
            reported.update({one.field for one in case.evidence})
    rows = [
        (name, value, state.value, count) for (name, value, state), count in sorted(said.items())
    ]
    return pd.DataFrame(rows, columns=["field", "value", "state", "patients"]), reported


def _counts(values: pd.DataFrame, spec: FieldSpec, reported: int) -> Iterator[Row]:
    """One row a code: in how many patients it is present and in how many denied."""
    table = values.pivot_table("patients", "value", "state", "sum", fill_value=0)
    for value in spec.ordered(table.index):
        states = table.loc[value]
        denied = int(states.get(State.ABSENT.value, 0)) if spec.findable else None
        present = int(states.sum()) - (denied or 0)
        yield [spec.name, value, present, denied, reported, None, None, None]


def _spread(values: pd.DataFrame, spec: FieldSpec, reported: int) -> Row:
    numbers = pd.to_numeric(values["value"]).repeat(values["patients"])
    middle, least, most = numbers.median(), numbers.min(), numbers.max()
    return [spec.name, "", len(numbers), None, reported, float(middle), float(least), float(most)]


def _rows(registry: Registry) -> Iterator[Row]:
    said, reported = _said(registry)
    for spec in CASE_FIELDS:
        values = said[said["field"] == spec.name]
        if values.empty:
            continue
        if spec.kind is Kind.NUMBER:
            yield _spread(values, spec, reported[spec.name])
        else:
            yield from _counts(values, spec, reported[spec.name])


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
