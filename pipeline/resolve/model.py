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
#: Those that tell where it went.
LEAKED = {"leakage", "leakage_site", "leakage_site_absent"}

_FINDABLE = {spec.name for spec in FINDINGS}


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

    def said(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """What is stated and what is denied, by field and in the order of the evidence."""
        stated: dict[str, list[str]] = defaultdict(list)
        denied: dict[str, list[str]] = defaultdict(list)
        for one in self.evidence:
            if one.state is State.PRESENT or one.field not in _FINDABLE:
                stated[one.field].append(one.value)
            elif one.state is State.ABSENT:
                denied[one.field].append(one.value)
        return stated, denied

    def values(self) -> dict[str, CellValue]:
        """The stated values by column: text for single-valued fields, lists for the others.

        Columns without a value are left out.
        """
        stated, denied = self.said()
        found: dict[str, CellValue] = {}
        for spec in CASE_FIELDS:
            if values := stated.get(spec.name):
                found[spec.name] = spec.ordered(values) if spec.many else values[0]
        for spec in FINDINGS:
            if values := denied.get(spec.name):
                found[absent_column(spec)] = spec.ordered(values)
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
