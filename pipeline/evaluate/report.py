"""What the evaluation found; every figure is derived from single findings that can be read."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum

from pipeline.fields import CASE_FIELDS, FINDINGS, absent_column

COHORT = "cohort"
CORE_FIELDS = (
    "age_years",
    "sex",
    "procedure",
    "treated_levels",
    "cement_volume_ml",
    "leakage_site",
    "complication",
    "management",
    "outcome",
)
SCORED_FIELDS = (
    *(spec.name for spec in CASE_FIELDS),
    *(absent_column(spec) for spec in FINDINGS),
)


class Mark(StrEnum):
    """How a value fared."""

    TRUE = "true"
    MISSING = "missing"
    SPURIOUS = "spurious"


@dataclass(frozen=True, slots=True)
class Finding:
    """One value.

    `case` is the number of the gold case, `+n` for the predicted case n that gold does not know,
    or `cohort`. `quote` is the sentence behind a spurious value.
    """

    document: str
    case: str
    field: str
    mark: Mark
    value: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One fact of a document as a whole: study type, number of cases, title and the like."""

    document: str
    name: str
    gold: str
    predicted: str
    right: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of values, and what follows from them.

    Without any value, precision and recall are 1: nothing was missed and nothing made up.
    """

    tp: int = 0
    fp: int = 0
    fn: int = 0

    @property
    def precision(self) -> float:
        """Share of the predicted values that are right."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0

    @property
    def recall(self) -> float:
        """Share of gold's values that were found."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Report:
    """All findings and checks of an evaluation."""

    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]

    def tally(self, wanted: Callable[[Finding], bool]) -> Tally:
        """Counts the findings that a condition picks."""
        marks = [finding.mark for finding in self.findings if wanted(finding)]
        return Tally(marks.count(Mark.TRUE), marks.count(Mark.SPURIOUS), marks.count(Mark.MISSING))

    @property
    def micro(self) -> Tally:
        """All case fields together, `leakage` and the denied findings among them."""
        return self.tally(lambda finding: finding.case != COHORT)

    @property
    def core(self) -> Tally:
        """The fields that a review cannot do without."""
        return self.tally(lambda f: f.case != COHORT and f.field in CORE_FIELDS)

    @property
    def cohort(self) -> Tally:
        """The counts of cohorts."""
        return self.tally(lambda finding: finding.case == COHORT)

    def field(self, name: str) -> Tally:
        """One case field."""
        return self.tally(lambda finding: finding.case != COHORT and finding.field == name)

    @property
    def accuracy(self) -> dict[str, tuple[int, int]]:
        """Documents that were right, and all documents, by what was checked."""
        names = dict.fromkeys(check.name for check in self.checks)
        return {
            name: (
                sum(check.right for check in self.checks if check.name == name),
                sum(check.name == name for check in self.checks),
            )
            for name in names
        }

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that are wrong."""
        return tuple(finding for finding in self.findings if finding.mark is not Mark.TRUE)

    def to_json(self) -> str:
        """Everything, as a baseline for `changes`."""
        summary = {"micro": self.micro, "core": self.core, "cohort": self.cohort}
        content = {
            "summary": {k: {**asdict(t), "f1": round(t.f1, 4)} for k, t in summary.items()},
            "findings": [asdict(finding) for finding in self.findings],
            "checks": [asdict(check) for check in self.checks],
        }
        return json.dumps(content, indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Report":
        """Reads what `to_json` wrote."""
        content = json.loads(text)
        return cls(
            tuple(Finding(**row | {"mark": Mark(row["mark"])}) for row in content["findings"]),
            tuple(Check(**row) for row in content["checks"]),
        )


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from a baseline: true values won and lost, made-up ones new and gone."""

    won: tuple[Finding, ...]
    lost: tuple[Finding, ...]
    new_spurious: tuple[Finding, ...]
    gone_spurious: tuple[Finding, ...]


def changes(baseline: Report, report: Report) -> Changes:
    """Compares two reports over the same gold."""
    return Changes(
        won=_only_in(report, baseline, Mark.TRUE),
        lost=_only_in(baseline, report, Mark.TRUE),
        new_spurious=_only_in(report, baseline, Mark.SPURIOUS),
        gone_spurious=_only_in(baseline, report, Mark.SPURIOUS),
    )


def _only_in(report: Report, other: Report, mark: Mark) -> tuple[Finding, ...]:
    known = {_key(finding) for finding in other.findings if finding.mark is mark}
    return tuple(f for f in report.findings if f.mark is mark and _key(f) not in known)


def _key(finding: Finding) -> tuple[str, str, str, str]:
    return finding.document, finding.case, finding.field, finding.value
