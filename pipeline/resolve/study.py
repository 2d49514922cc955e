"""The kind of study, and whether it belongs into the registry."""

import re
from collections.abc import Sequence
from functools import cache

from pipeline.document.model import Document, SectionKind
from pipeline.resolve.model import Case, Cohort
from pipeline.resolve.patients import Patient
from pipeline.terms import load


@cache
def study_pattern(key: str) -> re.Pattern[str]:
    """A pattern of `study.toml`."""
    return re.compile("|".join(f"(?:{text})" for text in load("study")[key]), re.IGNORECASE)


def head(document: Document) -> str:
    """Title, abstract and methods: where a publication says what it is."""
    kinds = (SectionKind.TITLE, SectionKind.ABSTRACT, SectionKind.METHODS)
    chosen = [s for s in document.sections if s.kind in kinds or s.in_abstract]
    text = " ".join(document.text[s.start : s.end] for s in chosen)
    return text if len(text) > 400 else document.text[:3000]


def tells_cases(document: Document, patients: Sequence[Patient]) -> bool:
    """Whether the document tells patients one by one, so that its counts are no series of its own."""
    aged = any(p.age is not None for p in patients)
    sections = any(s.kind is SectionKind.CASE for s in document.sections)
    return aged and (sections or bool(study_pattern("case").search(document.meta.title)))


def announces_none(document: Document) -> bool:
    """Whether title or abstract announce a review."""
    title = document.meta.title
    if study_pattern("case").search(title):
        return False
    return bool(study_pattern("review").search(head(document)))


def announces_other(document: Document) -> bool:
    """Whether the title announces a comment, a guideline or a study without patients."""
    return bool(study_pattern("other").search(document.meta.title))


def study_type(document: Document, cases: tuple[Case, ...], cohort: Cohort | None) -> str:
    """One of case_report, case_series, cohort, review, other."""
    if cohort:
        return "cohort"
    if cases:
        return "case_report" if len(cases) == 1 else "case_series"
    title = document.meta.title
    if study_pattern("other").search(title):
        return "other"
    if study_pattern("review").search(title) or study_pattern("review").search(head(document)):
        return "review"
    return "case_report" if study_pattern("case").search(title) else "other"


def reason(relevant: bool, kind: str) -> str:
    """Why a document is in the registry or not, in one sentence."""
    if relevant:
        return ""
    if kind == "review":
        return "A review without patients of its own."
    return "No own patient or series with cement augmentation of the spine was found."
