"""A run in a few figures."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.registry.codes import Status
from pipeline.registry.model import Registry

MOST_FAILURES = 20


@dataclass(frozen=True, slots=True)
class Summary:
    """What a registry holds.

    Attributes:
        documents: number of documents by status.
        patients, cohorts, literature: own patients, series, cases retold from the literature.
        values, flagged: values of the own patients, and patients with something to check.
        pairs: pairs of cases that may be one patient.
        failures: path and reason of each document that failed.
        extracted: documents that were new in this run.
        release: number of the release that the run made, None where nothing changed.
    """

    documents: dict[str, int]
    patients: int
    cohorts: int
    literature: int
    values: int
    flagged: int
    failures: tuple[tuple[str, str], ...]
    extracted: int = 0
    pairs: int = 0
    release: int | None = None

    @property
    def failed(self) -> bool:
        """Whether some document failed."""
        return bool(self.failures)

    def figures(self) -> Iterator[tuple[str, int]]:
        """Every count with its name."""
        for status, number in self.documents.items():
            yield f"documents {status}", number
        for name in (
            "extracted",
            "patients",
            "values",
            "flagged",
            "cohorts",
            "literature",
            "pairs",
        ):
            yield name, getattr(self, name)

    def lines(self) -> Iterator[str]:
        """The figures for the terminal; of many failures the first."""
        counts = ", ".join(f"{self.documents[status]} {status}" for status in Status)
        yield f"{sum(self.documents.values())} documents: {counts}; {self.extracted} read anew"
        yield (
            f"{self.patients} patients with {self.values} values, {self.flagged} to check; "
            f"{self.cohorts} series; {self.literature} cases retold from the literature"
        )
        if self.pairs:
            yield f"pairs that may be one patient: {self.pairs}, see same_patient_pairs.csv"
        for path, reason in self.failures[:MOST_FAILURES]:
            yield f"  failed: {path}: {reason}"
        if len(self.failures) > MOST_FAILURES:
            yield f"  and {len(self.failures) - MOST_FAILURES} more, in documents.csv"


def summarise(registry: Registry, extracted: int = 0, release: int | None = None) -> Summary:
    """Counts what a registry holds.

    Args:
        registry: as the run left it.
        extracted: documents that were new in the run.
        release: number of the release that the run made.
    """
    extractions = [study.outline for study in registry.studies]
    cases = [case for extraction in extractions for case in extraction.cases]
    statuses = Counter(row.status for row in registry.inputs)
    return Summary(
        documents={status: statuses[status] for status in Status},
        patients=len(cases),
        cohorts=sum(extraction.cohort is not None for extraction in extractions),
        literature=sum(len(extraction.literature) for extraction in extractions),
        values=sum(len(case.evidence) for case in cases),
        flagged=sum(bool(case.flags) for case in cases),
        failures=tuple(
            (row.source_path, row.reason) for row in registry.inputs if row.status is Status.FAILED
        ),
        extracted=extracted,
        pairs=len(registry.pairs),
        release=release,
    )
