"""Extractions without their sentences: what a registry is put together, compared and counted by.

Most runs change little. They look at all that is known, and read the sentences of what is new.
"""

import json
from functools import lru_cache

from pipeline.evidence import Evidence, State
from pipeline.registry.serialise import from_json, to_json
from pipeline.resolve.model import Case, Cohort, Extraction


def outline_of(extraction: Extraction) -> str:
    """An outline of an extraction, as the ledger keeps it beside that."""
    cases = [[one.number, one.flags, [*map(_told, one.evidence)]] for one in extraction.cases]
    retold = [[one.number, one.flags, []] for one in extraction.literature]
    return to_json(
        [
            extraction.study_type,
            extraction.relevant,
            extraction.reason,
            cases,
            extraction.cohort is not None,
            retold,
        ]
    )


def outlined(text: str) -> Extraction:
    """What an extraction says, without its words and places and without the counts of a series.

    Args:
        text: of the outline, as `outline_of` wrote it.
    """
    study_type, relevant, reason, cases, cohort, retold = json.loads(text)
    return Extraction(
        study_type,
        relevant,
        reason,
        tuple([_case(*one) for one in cases]),
        Cohort() if cohort else None,
        tuple([_case(*one) for one in retold]),
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


def _case(number: int, flags: list[str], evidence: list[str]) -> Case:
    return Case(number, "", tuple(map(_said, evidence)), tuple(flags))


def _told(item: Evidence) -> str:
    """A value in one string: there are millions of them, and one is read faster than three."""
    return "\t".join((item.field, item.state.value, item.value))


@lru_cache(maxsize=1 << 14)
def _said(told: str) -> Evidence:
    """A value alone. There are few that differ."""
    field, state, value = told.split("\t", 2)
    return Evidence(field, value, State(state), "", 0, 0, "", "", None, "", 0.0)


def _flagged(cases: tuple[Case, ...], outlines: tuple[Case, ...]) -> tuple[Case, ...]:
    """The cases with the flags of their outlines; none where there are no outlines."""
    return tuple(
        Case(case.number, case.label, case.evidence, told.flags, case.reference)
        for case, told in zip(cases, outlines, strict=False)
    )
