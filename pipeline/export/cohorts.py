"""`cohorts.csv` and `prevalence.csv`: series told in counts, and their shares for meta-analysis."""

import re
from collections.abc import Iterator

from pipeline.export.cases import STUDY_COLUMNS, study_cells
from pipeline.export.column import Column, Type
from pipeline.export.table import Link, Row, StudyTable
from pipeline.fields import FIELDS
from pipeline.registry.codes import LEAK_UNITS
from pipeline.registry.model import Study
from pipeline.resolve.model import Cohort

ANY_SITE = "any"
_SITES = FIELDS["leakage_site"].codes
_SITES_OF_A_PATIENT = ("pulmonary", "cardiac")
"""Cement that has left the spine is counted in patients even where leaks are counted in levels."""


def _cohort_rows(study: Study) -> Iterator[Row]:
    cohort = study.extraction.cohort
    if cohort:
        yield [
            *study_cells(study.document_id, study.meta),
            cohort.patients,
            cohort.levels,
            cohort.leaks,
            cohort.leak_unit,
            cohort.symptomatic,
            [f"{site}={count}" for site, count in _sites(cohort)],
        ]


def _sites(cohort: Cohort) -> list[tuple[str, int]]:
    """Leaks by site, the most frequent first."""
    return sorted(cohort.leaks_by_site.items(), key=lambda item: (-item[1], _SITES.index(item[0])))


def _prevalence_rows(study: Study) -> Iterator[Row]:
    cohort = study.extraction.cohort
    if cohort is None:
        return
    for site, events, unit in _shares(cohort):
        total = _denominator(cohort, unit)
        if total is not None and events <= total:
            yield [study.document_id, events, total, events, total, _label(study), site, unit]


def _shares(cohort: Cohort) -> Iterator[tuple[str, int, str]]:
    """Site, count and unit: all leaks first, then the sites in the order of their codes."""
    if cohort.leaks is not None:
        yield ANY_SITE, cohort.leaks, cohort.leak_unit or _unit_said(cohort, "leaks")
    for site in _SITES:
        if site in cohort.leaks_by_site:
            yield site, cohort.leaks_by_site[site], _unit(cohort, site)


def _unit(cohort: Cohort, site: str) -> str:
    said = _unit_said(cohort, f"leaks_by_site.{site}")
    if site in _SITES_OF_A_PATIENT and cohort.leak_unit != "patients":
        return said
    return cohort.leak_unit or said


def _unit_said(cohort: Cohort, count: str) -> str:
    """The unit whose total stands in the sentence of a count; empty where none or both do."""
    said = [
        unit
        for unit in LEAK_UNITS
        if any(
            re.search(rf"\b{_denominator(cohort, unit)}\b", item.quote)
            for item in cohort.evidence
            if item.field == count
        )
    ]
    return said[0] if len(said) == 1 else ""


def _denominator(cohort: Cohort, unit: str) -> int | None:
    return {"patients": cohort.patients, "levels": cohort.levels}.get(unit)


def _label(study: Study) -> str:
    """The study as a forest plot names it: `Mao 2024`."""
    parts = [study.meta.first_author, str(study.meta.year or "")]
    return " ".join(filter(None, parts)) if study.meta.first_author else study.document_id


def _count(name: str, description: str, unit: str = "") -> Column:
    return Column(name, description, Type.INTEGER, unit)


_UNIT = "What is counted as one leak"

COHORTS = StudyTable(
    "cohorts",
    "One document that tells a series in counts",
    (
        *STUDY_COLUMNS,
        _count("patients", "Patients in the series", "patients"),
        _count("levels", "Levels that received cement", "levels"),
        _count("leaks", "Leaks of cement", "leak_unit"),
        Column("leak_unit", _UNIT, codes=LEAK_UNITS),
        _count("symptomatic", "Leaks with symptoms", "leak_unit"),
        Column("leaks_by_site", "Leaks by site, as site=count", many=True),
    ),
    _cohort_rows,
    key=("document_id",),
    links=(Link("document_id", "documents"),),
)

PREVALENCE = StudyTable(
    "prevalence",
    "One series and leak site with its denominator; single cases never enter",
    (
        Column("study", "The series: its document_id in cohorts.csv", required=True),
        _count("xi", "Leaks, as metafor names them", "unit"),
        _count("ni", "Patients or levels at risk, as metafor names them", "unit"),
        _count("event", "Leaks, as meta names them", "unit"),
        _count("n", "Patients or levels at risk, as meta names them", "unit"),
        Column("studlab", "Label of the study in a plot"),
        Column("site", "Where the cement went", codes=(ANY_SITE, *_SITES), required=True),
        Column("unit", _UNIT, codes=LEAK_UNITS, required=True),
    ),
    _prevalence_rows,
    key=("study", "site"),
)
