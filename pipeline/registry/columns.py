"""The columns of a case: which field they show, and what may stand in them."""

import re

from pipeline.errors import UserError
from pipeline.evidence import Evidence, State
from pipeline.fields import FIELDS, FINDINGS, LEVELS, FieldSpec, Kind, absent_column
from pipeline.values.number import format_number

_DENIED = {absent_column(spec): spec for spec in FINDINGS}
COLUMNS = (*FIELDS, *_DENIED)
"""All columns that a person may decide on."""
_NUMBER = re.compile(r"\d+(\.\d+)?")


def field_of(column: str) -> FieldSpec:
    """The field that a column shows.

    Raises:
        UserError: if there is no such column.
    """
    spec = FIELDS.get(column) or _DENIED.get(column)
    if spec is None:
        raise UserError(f"There is no field {column!r}: it is one of {', '.join(COLUMNS)}.")
    return spec


def is_single(column: str) -> bool:
    """Whether a cell of the column holds one value."""
    return column in FIELDS and not FIELDS[column].many


def state_in(column: str, value: str) -> State:
    """The state that a value has in a column."""
    if column in _DENIED:
        return State.ABSENT
    return State(value) if set(FIELDS[column].codes) == set(State) else State.PRESENT


def stands_under(item: Evidence, column: str) -> bool:
    """Whether a value belongs to a column; what is unclear belongs to that of what is present."""
    spec = field_of(column)
    if item.field != spec.name:
        return False
    return not spec.findable or (item.state is State.ABSENT) == (column in _DENIED)


def values_in(column: str, text: str) -> list[str]:
    """The values of a text as a cell writes them, each once and in its order.

    Args:
        column: of `registry.csv`.
        text: one value, or several joined by semicolons or commas.

    Raises:
        UserError: if there is none, one too many, or one that the column does not allow.
    """
    spec = field_of(column)
    values = [_value(spec, part.strip()) for part in re.split("[;,]", text) if part.strip()]
    if not values:
        raise UserError(f"{column} needs a value; it takes {_allowed(spec)}.")
    if len(values) > 1 and is_single(column):
        raise UserError(f"{column} takes one value, and {text!r} is {len(values)}.")
    return spec.ordered(values)


def is_allowed(item: Evidence) -> bool:
    """Whether a field and its codes are still those of a value that was kept."""
    try:
        return item.field in FIELDS and values_in(item.field, item.value) == [item.value]
    except UserError:
        return False


def _value(spec: FieldSpec, text: str) -> str:
    if spec.kind is Kind.NUMBER:
        if _NUMBER.fullmatch(text):
            return format_number(float(text))
    elif spec.kind is Kind.LEVEL:
        level = re.sub("^D", "T", text.upper())
        if level in LEVELS:
            return level
    elif text.lower() in spec.codes:
        return text.lower()
    raise UserError(f"{text!r} is no value of {spec.name}: it takes {_allowed(spec)}.")


def _allowed(spec: FieldSpec) -> str:
    if spec.kind is Kind.NUMBER:
        return f"a number ({spec.unit}) such as 4 or 3.5"
    if spec.kind is Kind.LEVEL:
        return "levels: C1-C7, T1-T12, L1-L6, S1-S5"
    return ", ".join(spec.codes)
