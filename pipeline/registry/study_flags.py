"""Flags that cases have from their document, and from other documents of the registry."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.document.model import Mark, Traits
from pipeline.registry.model import Pair, Study
from pipeline.resolve.model import Case, Extraction

OCR = "text_recognised"
SAME_PATIENT = "possible_same_patient"


def flagged(extraction: Extraction, marks: tuple[Mark, ...], traits: Traits) -> Extraction:
    """An extraction whose cases bear what is to be checked of their document."""
    flags = (*(f"document_{mark.value}" for mark in marks), *([OCR] if traits.ocr else []))
    if not flags:
        return extraction
    return replace(
        extraction,
        cases=tuple(_with(case, *flags) for case in extraction.cases),
        literature=tuple(_with(case, *flags) for case in extraction.literature),
    )


def with_pair_flags(studies: Sequence[Study], pairs: Sequence[Pair]) -> Iterator[Study]:
    """The studies with a flag on every case that another publication may tell as well."""
    paired = {name for pair in pairs for name in (pair.case_id, pair.other_case_id)}
    for study in studies:
        if paired.isdisjoint(study.case_id(case) for case in study.outline.cases):
            yield study
            continue
        cases = tuple(
            _with(case, SAME_PATIENT) if study.case_id(case) in paired else case
            for case in study.outline.cases
        )
        yield replace(study, outline=replace(study.outline, cases=cases))


def _with(case: Case, *flags: str) -> Case:
    return replace(case, flags=(*case.flags, *flags)) if flags else case
