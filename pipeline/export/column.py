"""A column, declared once: header, codebook and datapackage derive from it."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.fields import CASE_FIELDS, FINDINGS, LEVELS, FieldSpec, Kind, absent_column


class Type(StrEnum):
    """Types of cells, by their Frictionless names."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file.

    Attributes:
        name: as in the header.
        description: what a cell means, in the codebook's words.
        type: of a cell, or of each value in the cell where `many` holds.
        unit: unit of a number.
        codes: the closed list of values, empty where there is none.
        many: whether a cell lists several values, joined by "; ".
        required: whether every row has a value.
    """

    name: str
    description: str
    type: Type = Type.STRING
    unit: str = ""
    codes: tuple[str, ...] = ()
    many: bool = False
    required: bool = False


def case_columns() -> tuple[Column, ...]:
    """The case fields in their order, then the columns of what was denied."""
    return (
        *(_field_column(spec, spec.name, spec.many, spec.description) for spec in CASE_FIELDS),
        *(_field_column(spec, absent_column(spec), True, _denied(spec)) for spec in FINDINGS),
    )


def _field_column(spec: FieldSpec, name: str, many: bool, description: str) -> Column:
    return Column(
        name,
        description,
        Type.NUMBER if spec.kind is Kind.NUMBER else Type.STRING,
        spec.unit,
        LEVELS if spec.kind is Kind.LEVEL else spec.codes,
        many,
    )


def _denied(spec: FieldSpec) -> str:
    return f"{spec.description}: looked for and not found"
