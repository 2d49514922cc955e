"""What extraction returns for one document."""

from collections import defaultdict
from dataclasses import dataclass, field

from pipeline.evidence import Evidence, State
from pipeline.fields import CASE_FIELDS, FINDINGS, absent_column

CellValue = str | list[str]

#: Fields that show that an augmentation was done and not only planned.
CEMENTED = {"cement_volume_ml", "leakage", "leakage_site", "leakage_site_absent", "cement_type"}
#: Those of them that tell the cement itself and not where something was seen.
INJECTED = {"cement_volume_ml", "cement_type"}


@dataclass(frozen=True, slots=True)
class Case:
    """One patient.

    Attributes:
        number: place in the document, from 1.
        label: how the document names the patient ("Case 2"), empty where it does not.
        evidence: the values that stand, one item each; the values of a single-valued field agree.
        flags: what a reader should check.
        reference: the cited publication, for a case retold from the literature.
    """

    number: int
    label: str
    evidence: tuple[Evidence, ...]
    flags: tuple[str, ...] = ()
    reference: str = ""

    def values(self) -> dict[str, CellValue]:
        """The stated values by column: text for single-valued fields, lists for the others.

        Columns without a value are left out.
        """
        by_field: dict[str, list[Evidence]] = defaultdict(list)
        for one in self.evidence:
            by_field[one.field].append(one)
        found: dict[str, CellValue] = {}
        for spec in CASE_FIELDS:
            if spec.name not in by_field:
                continue
            stated = [
                one.value
                for one in by_field[spec.name]
                if one.state is State.PRESENT or not spec.findable
            ]
            if stated:
                found[spec.name] = spec.ordered(stated) if spec.many else stated[0]
        for spec in FINDINGS:
            denied = [one.value for one in by_field.get(spec.name, ()) if one.state is State.ABSENT]
            if denied:
                found[absent_column(spec)] = spec.ordered(denied)
        return found

    @property
    def confidence(self) -> float | None:
        """The lowest confidence among the values, None for a case without values."""
        return min((e.confidence for e in self.evidence), default=None)


@dataclass(frozen=True, slots=True)
class Cohort:
    """A series told in counts; None where a count is not stated.

    `evidence` uses the count's name as field (`patients`, `leaks_by_site.venous`).
    """

    patients: int | None = None
    levels: int | None = None
    leaks: int | None = None
    leak_unit: str = ""
    symptomatic: int | None = None
    leaks_by_site: dict[str, int] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document says.

    `study_type` is case_report, case_series, cohort, review or other; `relevant` holds where at
    least one own patient or cohort had cement augmentation of the spine.
    """

    study_type: str
    relevant: bool
    reason: str
    cases: tuple[Case, ...] = ()
    cohort: Cohort | None = None
    literature: tuple[Case, ...] = ()
