"""One patient: every field read from what is told of them, and whether they stand as a case."""

from collections.abc import Callable

from pipeline.document.model import SectionKind
from pipeline.evidence import Evidence
from pipeline.fields import FIELDS
from pipeline.resolve.care import read_management
from pipeline.resolve.cohort_lines import tells_of_many
from pipeline.resolve.consistency import consistent
from pipeline.resolve.findings import read_complications, read_imaging
from pipeline.resolve.follow_up import read_follow_up
from pipeline.resolve.leak import read_leak
from pipeline.resolve.levels import read_levels
from pipeline.resolve.lines import Patient
from pipeline.resolve.merge import first_of_each
from pipeline.resolve.model import CEMENTED, Case
from pipeline.resolve.outcome import read_outcome
from pipeline.resolve.pain import read_pain
from pipeline.resolve.person import read_person
from pipeline.resolve.procedure import read_indication, read_material, read_procedure
from pipeline.resolve.timeline import Course
from pipeline.resolve.volume import read_volumes
from pipeline.resolve.when import read_onset

_READERS: tuple[Callable[[Course], list[Evidence]], ...] = (
    read_indication,
    read_procedure,
    read_levels,
    read_material,
    read_volumes,
    read_leak,
    read_complications,
    read_imaging,
    read_management,
    read_outcome,
)


def read_case(patient: Patient, course: Course, row: list[Evidence]) -> Case:
    """One patient's values: a table row decides where it has a field, the text fills the rest."""
    told = read_person(course, patient.age, patient.sex)
    for reader in _READERS:
        told += reader(course)
    onset = read_onset(course)
    told += [*onset, *read_follow_up(course, onset), *read_pain(course, onset)]
    tabled = {e.field for e in row}
    title = SectionKind.TITLE.value
    listed = [
        e
        for e in told
        if e.field not in tabled or (FIELDS[e.field].findable and e.section != title)
    ]
    return Case(patient.number, patient.label, tuple(consistent(first_of_each([*row, *listed]))))


def stands_beside(case: Case) -> bool:
    """Whether somebody told of among augmented patients was one: levels or cement say so."""
    named = case.label or "age_years" in case.values()
    return bool(named and {"treated_levels", *CEMENTED} & case.values().keys())


#: In so many sentences a patient of a series is told who has no age.
_LEAST_TOLD = 5


def _had_leak(case: Case) -> bool:
    """Whether a leak or complication is told, and the levels that were treated."""
    values = case.values()
    return bool({"leakage", "complication"} & values.keys() and "treated_levels" in values)


def stands(case: Case, beside_cohort: bool) -> bool:
    """Whether what was read is a patient: somebody told of, who had an augmentation.

    Beside a cohort only patients told in several sentences count, and without an age in more of
    them: others are passing examples.
    """
    values = case.values()
    if "procedure" not in values:
        return False
    told = {e.start for e in case.evidence if e.section != SectionKind.TITLE.value}
    if any(e.section == SectionKind.TABLE.value for e in case.evidence):
        return True
    if beside_cohort:
        single = [e for e in case.evidence if e.field == "age_years" and not tells_of_many(e.quote)]
        return len(told) >= 3 if single else len(told) >= _LEAST_TOLD and _had_leak(case)
    return bool(told) or "age_years" in values
