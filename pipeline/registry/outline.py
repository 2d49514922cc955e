"""Extractions without their sentences: what a registry is put together, compared and counted by.

Most runs change little. They look at all that is known, and read the sentences of what is new.
"""

import json
from functools import lru_cache
from typing import Any

from pipeline.evidence import Evidence, State
from pipeline.registry.serialise import from_json
from pipeline.resolve.model import Case, Cohort, Extraction


def outlined(text: str) -> Extraction:
    """What an extraction says, without its words and places and without the counts of a series.

    Args:
        text: of the extraction, as `to_json` wrote it.
    """
    told = json.loads(text)
    return Extraction(
        told["study_type"],
        told["relevant"],
        told["reason"],
        tuple(_case(one, one["evidence"]) for one in told["cases"]),
        Cohort() if told["cohort"] else None,
        tuple(_case(one, ()) for one in told["literature"]),
    )


def opened(outline: Extraction, text: str) -> Extraction:
    """The whole extraction that an outline is of, as far as the outline still has it.

    Args:
        outline: with the flags that were added to it, and without the parts that were left out.
        text: of the extraction, as `to_json` wrote it.
    """
    found = from_json(Extraction, text)
    return Extraction(
        found.study_type,
        found.relevant,
        found.reason,
        _flagged(found.cases, outline.cases),
        found.cohort if outline.cohort else None,
        _flagged(found.literature, outline.literature),
    )


def _case(told: dict[str, Any], evidence: Any) -> Case:
    said = tuple([_said(one["field"], one["value"], one["state"]) for one in evidence])
    return Case(told["number"], "", said, tuple(told["flags"]))


@lru_cache(maxsize=1 << 14)
def _said(field: str, value: str, state: str) -> Evidence:
    """A value alone. There are few that differ, and millions of them."""
    return Evidence(field, value, State(state), "", 0, 0, "", "", None, "", 0.0)


def _flagged(cases: tuple[Case, ...], outlines: tuple[Case, ...]) -> tuple[Case, ...]:
    """The cases with the flags of their outlines; none where there are no outlines."""
    return tuple(
        Case(case.number, case.label, case.evidence, told.flags, case.reference)
        for case, told in zip(cases, outlines, strict=False)
    )
