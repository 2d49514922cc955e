"""How often a value read like this one is right.

A logistic regression over a few traits of a value, fitted by `tools.calibrate` on documents with
gold; its weights stand in `terms/confidence.toml`. A trait without a weight counts nothing.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from pipeline.evidence import Evidence
from pipeline.fields import FIELDS
from pipeline.terms import load

_NEGATION = re.compile(r"\b(?:no|not|never|without|neither|nor|none)\b", re.IGNORECASE)
_CITATION = re.compile(r"\[\d|\bet al\b|\b(?:19|20)\d\d\)")


def traits(evidence: Evidence, values: int, patients: int) -> tuple[str, ...]:
    """What the confidence of a value depends on.

    Args:
        evidence: the value.
        values: number of values of the same field and state in the case.
        patients: number of own patients in the document.
    """
    field, state = evidence.field, evidence.state.value
    traits = [
        f"section:{field}:{evidence.section}",
        f"negation:{state}:{bool(_NEGATION.search(evidence.quote))}",
        f"cited:{bool(_CITATION.search(evidence.quote))}",
        f"values:{field}:{min(values, 5)}",
        f"field:{field}:{state}",
        f"method:{field}:{evidence.method}",
        f"section:{evidence.section}",
        f"patients:{'one' if patients == 1 else 'several'}",
        f"length:{min(len(evidence.quote) // 120, 3)}",
    ]
    if FIELDS[field].codes:
        traits.append(f"value:{field}:{evidence.value}:{state}")
    return tuple(traits)


@cache
def _weights() -> dict[str, float]:
    return dict(load("confidence")["weights"])


def confidence(evidence: Evidence, values: int, patients: int) -> float:
    """The share from 0 to 1 of values like this one that are right, to two decimals."""
    weights = _weights()
    score = weights["intercept"] + sum(
        weights.get(t, 0.0) for t in traits(evidence, values, patients)
    )
    return round(1 / (1 + math.exp(-score)), 2)


def siblings(evidence: Iterable[Evidence]) -> Counter[tuple[str, str]]:
    """How many values a case has of each field and state."""
    return Counter((one.field, one.state.value) for one in evidence)


def rated(evidence: Sequence[Evidence], patients: int) -> tuple[Evidence, ...]:
    """The values of a case with their calibrated confidence."""
    counts = siblings(evidence)
    return tuple(
        replace(one, confidence=confidence(one, counts[one.field, one.state.value], patients))
        for one in evidence
    )
