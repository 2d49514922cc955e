"""`overview.csv`: the registry in counts, as the first table of a review tells its patients."""

from collections.abc import Iterator

import pandas as pd

from pipeline.evidence import State
from pipeline.export.column import Column, Type
from pipeline.export.table import Row, Table
from pipeline.fields import CASE_FIELDS, FieldSpec, Kind
from pipeline.registry.model import Registry


def _long(registry: Registry) -> pd.DataFrame:
    """One row a case, field and value, with its state."""
    rows = [
        (study.case_id(case), one.field, one.value, one.state.value)
        for study in registry.studies
        for case in study.extraction.cases
        for one in case.evidence
    ]
    return pd.DataFrame(rows, columns=["case", "field", "value", "state"]).drop_duplicates()


def _counts(values: pd.DataFrame, spec: FieldSpec, reported: int) -> Iterator[Row]:
    """One row a code: in how many patients it is present and in how many denied."""
    table = pd.crosstab(values["value"], values["state"])
    for value in spec.ordered(table.index):
        states = table.loc[value]
        denied = int(states.get(State.ABSENT.value, 0)) if spec.findable else None
        present = int(states.sum()) - (denied or 0)
        yield [spec.name, value, present, denied, reported, None, None, None]


def _spread(values: pd.DataFrame, spec: FieldSpec, reported: int) -> Row:
    numbers = pd.to_numeric(values["value"])
    middle, least, most = numbers.median(), numbers.min(), numbers.max()
    return [spec.name, "", len(numbers), None, reported, float(middle), float(least), float(most)]


def _rows(registry: Registry) -> Iterator[Row]:
    long = _long(registry)
    for spec in CASE_FIELDS:
        values = long[long["field"] == spec.name]
        if values.empty:
            continue
        reported = int(values["case"].nunique())
        if spec.kind is Kind.NUMBER:
            yield _spread(values, spec, reported)
        else:
            yield from _counts(values, spec, reported)


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
