"""The kind of study, and which of its patients and counts are its own."""

import re
from collections.abc import Sequence
from functools import cache

from pipeline.document.model import Document, SectionKind
from pipeline.resolve.lines import Patient
from pipeline.resolve.model import CEMENTED, INJECTED, LEAKED, Case, Cohort
from pipeline.terms import load
from pipeline.values.gate import Gated
from pipeline.values.index import Index
from pipeline.values.number import NUMBER, parse_number

#: How far from its beginning a page names the kind of the article, in characters.
_PAGE_HEAD = 1500


@cache
def _index(key: str) -> Index[int]:
    flags = re.IGNORECASE | re.MULTILINE
    return Index(enumerate(Gated(text, flags) for text in load("study")[key]["patterns"]))


def says(key: str, text: str) -> bool:
    """Whether a text has one of the patterns of a group of `study.toml`."""
    return any(_index(key).matches(text))


@cache
def _kind_line(kind: str) -> re.Pattern[str]:
    return re.compile(load("study")["kind_line"][kind], re.IGNORECASE | re.MULTILINE)


@cache
def _series_title() -> re.Pattern[str]:
    text = load("study")["series_title"]["pattern"].replace("{N}", NUMBER)
    return re.compile(text, re.IGNORECASE)


_ANNOUNCING = (SectionKind.ABSTRACT, SectionKind.METHODS)
_OWN_RESULTS = (SectionKind.RESULTS, SectionKind.BODY, SectionKind.CASE)
_ASIDE = (SectionKind.REFERENCES, SectionKind.BACK, SectionKind.DISCUSSION, SectionKind.TABLE)


def _announcing(document: Document) -> list[str]:
    chosen = [s for s in document.sections if s.kind in _ANNOUNCING or s.in_abstract]
    return [document.text[s.start : s.end] for s in chosen]


def head(document: Document) -> str:
    """Abstract and methods, else the beginning: where a publication says what it is."""
    text = "\n".join(_announcing(document))
    if len(text) > 400:
        return text
    rest = [s for s in document.sections if s.kind not in (*_ASIDE, *_ANNOUNCING)]
    return "\n".join([text, *(document.text[s.start : s.end] for s in rest)])[:3000]


def titled_case(document: Document) -> bool:
    """Whether title or page announce single patients."""
    title, page = document.meta.title, document.text[:_PAGE_HEAD]
    if says("retold_title", title):
        return False
    named = says("case_title", title)
    if says("systematic_title", title) and not named:
        return False
    return says("case", title) or bool(_kind_line("case").search(page))


def titled_review(document: Document) -> bool:
    """Whether title or page announce a review that is not one beside a case."""
    if titled_case(document):
        return False
    title, page = document.meta.title, document.text[:_PAGE_HEAD]
    if _sizes(title) and says("reviewed_beside", title):
        return False
    return says("review_title", title) or bool(_kind_line("review").search(page))


def announces_none(document: Document) -> bool:
    """Whether title, abstract or methods announce a review."""
    if titled_case(document):
        return False
    return titled_review(document) or says("review_text", head(document))


def comments(document: Document) -> bool:
    """Whether title or opening announce a comment, and nothing in it is claimed as its own."""
    return _is_titled_comment(document) and not says("own_claim", document.text)


def _is_titled_comment(document: Document) -> bool:
    """Whether title or opening are those of a comment on the work of others."""
    title = document.meta.title
    titled = says("comment_title", title) and not says("case_title", title)
    return titled or says("comment_opening", document.text[:_PAGE_HEAD])


def announces_other(document: Document) -> bool:
    """Whether title or methods announce a comment, a guideline or a study without patients."""
    titled = says("other", document.meta.title) or comments(document)
    lined = _kind_line("other").search(document.text[:_PAGE_HEAD])
    told = any(says("other_text", text) for text in _announcing(document))
    return bool(titled or lined or told)


def _sizes(title: str) -> list[int]:
    return [int(parse_number(match["n"])) for match in _series_title().finditer(title)]


def _augments(document: Document) -> bool:
    """Whether title, abstract, methods or results tell of cement put into the spine."""
    if says("not_augmented", document.meta.title):
        return False
    kinds = (*_OWN_RESULTS, *_ANNOUNCING)
    told = [s for s in document.sections if s.kind in kinds or s.in_abstract]
    text = "\n".join([document.meta.title, *(document.text[s.start : s.end] for s in told)])
    return says("augmented", text)


def is_series(document: Document, patients: Sequence[Patient], cohort: Cohort) -> bool:
    """Whether counts are those of an own series and not passing numbers beside single patients."""
    if announces_none(document) or announces_other(document) or not _augments(document):
        return False
    told = len([p for p in patients if p.age is not None])
    if cohort.patients is None:
        return not told and (cohort.levels or 0) >= 20 and cohort.leaks is not None
    if not told:
        return cohort.patients >= 3
    size = cohort.patients
    if size <= max(2 * told, 5):
        return False
    findings = [cohort.leaks, cohort.symptomatic, *cohort.leaks_by_site.values()]
    findings += [] if titled_case(document) else [cohort.levels]
    return any(count is not None for count in findings)


def own_cases(document: Document, cases: list[Case]) -> list[Case]:
    """The cases without those that a review or a comment retells, or that had no augmentation."""
    if announces_other(document) or titled_review(document):
        return []
    if says("not_done", document.text):
        cases = [case for case in cases if CEMENTED & case.values().keys()]
    if says("withdrawn", document.text):
        cases = [case for case in cases if LEAKED & case.values().keys()]
    if says("other_bone", "\n".join([document.meta.title, *_announcing(document)])):
        cases = [case for case in cases if _in_spine(case)]
    if says("none_done", document.text):
        cases = [case for case in cases if INJECTED & case.values().keys()]
    aged = any("age_years" in case.values() for case in cases)
    claimed = aged and says("own_claim", document.text)
    return [] if announces_none(document) and not claimed else cases


def _in_spine(case: Case) -> bool:
    """Whether a procedure is told as one of the spine, not by a name that any bone's may have."""
    return any(e.field == "procedure" and says("in_spine", e.quote) for e in case.evidence)


def unsized_series(document: Document) -> bool:
    """Whether abstract or methods tell of an augmented series without saying its size."""
    text = head(document)
    if announces_other(document) or announces_none(document) or titled_case(document):
        return False
    return says("series_text", text) and says("augmented", text)


def study_type(
    document: Document,
    cases: Sequence[Case],
    cohort: Cohort | None,
    patients: Sequence[Patient] = (),
) -> str:
    """One of case_report, case_series, cohort, review, other.

    `patients` are the people told of, augmented or not.
    """
    if cohort and not (len(cases) > 1 and _sizes(document.meta.title)[:1] == [len(cases)]):
        return "cohort"
    if cases:
        return "case_report" if len(cases) == 1 else "case_series"
    if announces_other(document) or _is_titled_comment(document):
        return "other"
    if announces_none(document):
        return "review"
    if unsized_series(document):
        return "cohort"
    told = [p for p in patients if p.age is not None]
    if titled_case(document) or told or says("case_text", document.text):
        return "case_series" if len(told) > 1 else "case_report"
    return "other"


def reason(relevant: bool, kind: str) -> str:
    """Why a document is in the registry or not, in one sentence."""
    if relevant:
        return ""
    if kind == "review":
        return "A review without patients of its own."
    return "No own patient or series with cement augmentation of the spine was found."
