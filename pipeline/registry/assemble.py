"""Makes the registry from what was read and extracted: identities, duplicates, statuses."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.document.model import Mark
from pipeline.ingest.outcome import Failure
from pipeline.reasons import ReasonCode
from pipeline.registry.codes import EXCLUDED_MARKS, Status
from pipeline.registry.decision import Outlook
from pipeline.registry.duplicates import Group, completed_meta, group_documents
from pipeline.registry.identity import digest, document_id, file_id
from pipeline.registry.judge import Verdict, judge
from pipeline.registry.marks import marks_of
from pipeline.registry.model import Entry, Input, InputRow, Registry, Study, natural_key
from pipeline.registry.pairs import same_patient_pairs
from pipeline.registry.study_flags import flagged, with_pair_flags
from pipeline.resolve.model import Extraction

ExtractionOf = Callable[[Entry], Extraction | None]
Decided = Callable[[Sequence[Study]], tuple[Sequence[Study], Sequence[Outlook]]]


def undecided(studies: Sequence[Study]) -> tuple[Sequence[Study], Sequence[Outlook]]:
    """The studies where nobody decided anything."""
    return studies, ()


@dataclass(frozen=True, slots=True)
class _Judged:
    """Equal documents, what was found in the one whose text is used, and what became of it."""

    group: Group
    extraction: Extraction | None
    verdict: Verdict

    @property
    def name(self) -> str:
        return document_id(self.group[0], self.group)


def assemble(
    entries: Iterable[Entry],
    failures: Iterable[tuple[Input, Failure]],
    extraction_of: ExtractionOf,
    excluded: Collection[Mark] = EXCLUDED_MARKS,
    decided: Decided = undecided,
) -> Registry:
    """Builds the registry; the order of the arguments' items does not matter.

    Args:
        entries: all documents that were read.
        failures: the inputs that gave none, with the reason.
        extraction_of: what was found in a document, None where it was not extracted.
        excluded: the marks (retracted, ...) whose bearers are left out; others are flagged.
        decided: enters what people decided.
    """
    groups = group_documents(entries)
    judged = [
        _Judged(group, found, judge(group, found, marks, excluded))
        for group, marks in zip(groups, marks_of(groups), strict=True)
        for found in [extraction_of(group[0])]
    ]
    rows = [_failed_file(source, failure) for source, failure in failures]
    rows += [row for one in judged for row in _rows(one)]
    found = sorted(
        (study for one in judged for study in _studies(one)),
        key=lambda study: natural_key(study.document_id),
    )
    studies, outlooks = decided(found)
    pairs = same_patient_pairs(studies)
    return Registry(
        tuple(sorted(rows, key=lambda row: (natural_key(row.source_path), row.position))),
        tuple(with_pair_flags(studies, pairs)),
        pairs,
        tuple(outlooks),
    )


def _failed_file(source: Input, failure: Failure) -> InputRow:
    return InputRow(
        source_path=source.source_path,
        sha256=source.sha256,
        document_id=file_id(source.sha256 or digest(source.source_path), 0),
        status=Status.FAILED,
        reason_code=failure.code.value,
        reason=failure.reason,
    )


def _rows(judged: _Judged) -> list[InputRow]:
    """The row of the document whose text is used, then those of its duplicates."""
    first, *others = judged.group
    main = _row(first, judged.name, judged.verdict)
    reason = f"The same document as {first.source_path} ({judged.name}), whose text is used."
    repeated = Verdict(Status.DUPLICATE, ReasonCode.DUPLICATE, reason)
    rows = [replace(main, meta=completed_meta(judged.group))]
    if judged.extraction and judged.verdict.judged:
        relevant = judged.extraction.relevant
        rows = [replace(rows[0], study_type=judged.extraction.study_type, relevant=relevant)]
    if judged.extraction and main.status is Status.INCLUDED:
        rows = [replace(rows[0], n_cases=len(judged.extraction.cases))]
    return [*rows, *(_row(entry, judged.name, repeated) for entry in others)]


def _row(entry: Entry, name: str, verdict: Verdict) -> InputRow:
    return InputRow(
        source_path=entry.source_path,
        sha256=entry.sha256,
        position=entry.position,
        document_id=name,
        status=verdict.status,
        reason_code=verdict.code.value if verdict.code else "",
        reason=verdict.reason,
        format=entry.format,
        meta=entry.meta,
        pages=entry.pages,
        words=entry.words,
        traits=entry.traits,
        marks=verdict.marks,
        content_key=entry.content_key,
        notes=entry.notes,
    )


def _studies(judged: _Judged) -> list[Study]:
    """The document as a study; one that is not relevant counts for what it retells."""
    extraction = judged.extraction
    if extraction is None:
        return []
    if judged.verdict.status is not Status.INCLUDED:
        if judged.verdict.code is not ReasonCode.NOT_RELEVANT or not extraction.literature:
            return []
        extraction = replace(extraction, cases=(), cohort=None)
    first = judged.group[0]
    found = flagged(extraction, judged.verdict.marks, first.traits)
    return [Study(judged.name, completed_meta(judged.group), first, found)]
