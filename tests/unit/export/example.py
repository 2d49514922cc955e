"""A registry with one of everything."""

from dataclasses import replace

from pipeline.document.model import Meta
from pipeline.evidence import Evidence, State
from pipeline.registry.codes import Status
from pipeline.registry.model import Entry, InputRow, Registry, Study
from pipeline.resolve.model import Case, Cohort, Extraction
from tests.unit.samples import denied, value

MAO = Meta(title="Cement, in the canal", doi="10.1/x", pmid="10", authors=("Mao", "Li"), year=2024)
SERIES = Meta(title="=A series", doi="10.1/y", pmid="9", authors=("Ito",), year=2011)

MAN = Case(
    1,
    "Case 1",
    (
        value("treated_levels", "L1", "at T12,\nand L1"),
        value("treated_levels", "T12", "at T12,\nand L1"),
        value("age_years", "58"),
        value("cement_volume_ml", "2.5"),
        value("cement_volume_ml", "10"),
        value("leakage", "present"),
        value("leakage_site", "intradural"),
        denied("leakage_site", "venous"),
        denied("complication", "infection"),
        replace(value("sex", "male"), confidence=0.75, page=3),
    ),
    flags=("level_outside_spine", "volume_implausible"),
)
RETOLD = Case(2, "", (value("sex", "female"),), reference="Park 2009")


def count(name: str, text: str, quote: str) -> Evidence:
    return Evidence(
        name, text, State.PRESENT, text, 5, 5 + len(quote), quote, "results", 2, "count", 0.9
    )


COHORT = Cohort(
    patients=20,
    levels=48,
    leaks=23,
    leak_unit="levels",
    symptomatic=0,
    leaks_by_site={"epidural": 6, "venous": 17, "pulmonary": 2},
    evidence=(
        count("patients", "20", "There were 20 patients."),
        count("leaks_by_site.pulmonary", "2", "Emboli were seen in 2 of 20 patients."),
    ),
)


def study(name: str, meta: Meta, extraction: Extraction) -> Study:
    entry = Entry(f"{name}.txt", "a" * 64, 0, name, name, "text", meta, 100, None)
    return Study(name, meta, entry, extraction)


def registry_of(cohort: Cohort) -> Registry:
    return Registry((), (study("9", SERIES, Extraction("cohort", True, "", (), cohort)),))


REGISTRY = Registry(
    inputs=(
        InputRow("in/a.txt", "a" * 64, "10", Status.INCLUDED, format="text", meta=MAO,
                 study_type="case_report", relevant=True, n_cases=1, words=100),
        InputRow("in/b.pdf", "b" * 64, "9", Status.INCLUDED, format="pdf", meta=SERIES,
                 study_type="cohort", relevant=True, pages=5, words=900,
                 notes="Hidden text was left out."),
        InputRow("in/c.bin", "c" * 64, "c" * 12, Status.FAILED, "empty", "The file is empty."),
    ),
    studies=(
        study("9", SERIES, Extraction("cohort", True, "", (), COHORT)),
        study("10", MAO, Extraction("case_report", True, "", (MAN,), None, (RETOLD,))),
    ),
)  # fmt: skip
