"""What gold and a prediction claim, one value each, and how the two lists are compared."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.evaluate.gold import Values
from pipeline.evidence import Evidence, State
from pipeline.fields import FIELDS, Kind
from pipeline.registry.codes import COUNTS
from pipeline.resolve.model import Case, Cohort

TOLERANCES: dict[str, tuple[float, float]] = {
    "cement_volume_ml": (0.01, 0.011),
    "onset_days": (0.02, 0.02),
    "follow_up_months": (0.02, 0.02),
}
"""Relative and absolute tolerance of a number; fields without an entry must be equal."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One value of one field; `quote` is the sentence a prediction took it from."""

    field: str
    value: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The claims of gold that were found, those that were missed, and those made up."""

    true: tuple[Claim, ...]
    missing: tuple[Claim, ...]
    spurious: tuple[Claim, ...]


def gold_claims(values: Values) -> list[Claim]:
    """The claims of a gold case or cohort."""
    return [Claim(field, value) for field, found in values.items() for value in found]


def case_claims(case: Case) -> list[Claim]:
    """The claims of a predicted case, each with the sentence it came from."""
    return [
        Claim(column, value, _quote_of(case.evidence, column, value))
        for column, cell in case.values().items()
        for value in ([cell] if isinstance(cell, str) else cell)
    ]


def _quote_of(evidence: Sequence[Evidence], column: str, value: str) -> str:
    absent = column not in FIELDS
    field = column.removesuffix("_absent") if absent else column
    quotes = (
        item.quote
        for item in evidence
        if (item.field, item.value, item.state is State.ABSENT) == (field, value, absent)
    )
    return next(quotes, "")


def cohort_claims(cohort: Cohort | None) -> list[Claim]:
    """The claims of a predicted cohort; none where there is no cohort."""
    if cohort is None:
        return []
    counts = {name: getattr(cohort, name) for name in COUNTS}
    counts |= {"leak_unit": cohort.leak_unit or None}
    counts |= {f"leaks_by_site.{site}": count for site, count in cohort.leaks_by_site.items()}
    quotes = {item.field: item.quote for item in reversed(cohort.evidence)}
    return [
        Claim(name, str(count), quotes.get(name, ""))
        for name, count in counts.items()
        if count is not None
    ]


def compare(gold: Sequence[Claim], predicted: Sequence[Claim]) -> Comparison:
    """Pairs the claims of gold with equal ones of the prediction, each used once."""
    spurious = list(predicted)
    true, missing = [], []
    for claim in gold:
        match = next((other for other in spurious if _equal(claim, other)), None)
        if match is None:
            missing.append(claim)
        else:
            true.append(claim)
            spurious.remove(match)
    return Comparison(tuple(true), tuple(missing), tuple(spurious))


def _equal(gold: Claim, predicted: Claim) -> bool:
    if gold.field != predicted.field:
        return False
    spec = FIELDS.get(gold.field)
    if spec is None or spec.kind is not Kind.NUMBER:
        return gold.value == predicted.value
    relative, absolute = TOLERANCES.get(gold.field, (0.0, 0.0))
    return math.isclose(
        float(gold.value), float(predicted.value), rel_tol=relative, abs_tol=absolute
    )
