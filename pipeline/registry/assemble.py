"""Makes the registry from what was read and extracted: identities, duplicates, statuses."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.document.model import Mark, Meta
from pipeline.ingest.outcome import Failure
from pipeline.reasons import ReasonCode
from pipeline.registry.codes import EXCLUDED_MARKS, Status
from pipeline.registry.decision import Outlook
from pipeline.registry.duplicates import Group, completed_meta, group_documents
from pipeline.registry.identity import digest, document_id, file_id
from pipeline.registry.judge import Verdict, judge
from pipeline.registry.marks import marks_of
from pipeline.registry.model import Entry, Input, InputRow, Registry, Stored, Study, natural_key
from pipeline.registry.pairs import NO_PAIRS, KnownPairs, same_patient_pairs
from pipeline.registry.study_flags import flagged, with_pair_flags
from pipeline.resolve.model import Extraction

ExtractionOf = Callable[[Entry], Extraction | None]
StoredOf = Callable[[Entry], Stored | None]
_KEY_LENGTH = 32

Decided = Callable[[Sequence[Study]], tuple[Sequence[Study], Sequence[Outlook]]]


def undecided(studies: Sequence[Study]) -> tuple[Sequence[Study], Sequence[Outlook]]:
    """The studies where nobody decided anything."""
    return studies, ()


def at_hand(_entry: Entry) -> None:
    """Nothing is stored of an extraction that is whole."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """Equal documents, what was found in the one whose text is used, and what became of it."""

    name: str
    group: Group
    extraction: Extraction | None
    verdict: Verdict


def assemble(
    entries: Iterable[Entry],
    failures: Iterable[tuple[Input, Failure]],
    extraction_of: ExtractionOf,
    excluded: Collection[Mark] = EXCLUDED_MARKS,
    decided: Decided = undecided,
    stored_of: StoredOf = at_hand,
    known: KnownPairs = NO_PAIRS,
) -> Registry:
    """Builds the registry; the order of the arguments' items does not matter.

    Args:
        entries: all documents that were read.
        failures: the inputs that gave none, with the reason.
        extraction_of: what was found in a document, None where it was not extracted.
        excluded: the marks (retracted, ...) whose bearers are left out; others are flagged.
        decided: enters what people decided.
        known: the pairs of an earlier registry.
        stored_of: where the whole of an extraction is kept, where `extraction_of` gives outlines.
    """
    groups = group_documents(entries)
    judged = [
        _Judged(document_id(group[0], group), group, found, judge(group, found, marks, excluded))
        for group, marks in zip(groups, marks_of(groups), strict=True)
        for found in [extraction_of(group[0])]
    ]
    rows = [_failed_file(source, failure) for source, failure in failures]
    rows += [row for one in judged for row in _rows(one)]
    found = sorted(
        (study for one in judged for study in _studies(one, stored_of)),
        key=lambda study: natural_key(study.document_id),
    )
    studies, outlooks = decided(found)
    pairs = same_patient_pairs(studies, known)
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
    found: dict[str, Any] = {"meta": completed_meta(judged.group)}
    if judged.extraction and judged.verdict.judged:
        found |= {
            "study_type": judged.extraction.study_type,
            "relevant": judged.extraction.relevant,
        }
    if judged.extraction and judged.verdict.status is Status.INCLUDED:
        found["n_cases"] = len(judged.extraction.cases)
    reason = f"The same document as {first.source_path} ({judged.name}), whose text is used."
    repeated = Verdict(Status.DUPLICATE, ReasonCode.DUPLICATE, reason)
    return [
        _row(first, judged.name, judged.verdict, found),
        *(_row(entry, judged.name, repeated, {"meta": entry.meta}) for entry in others),
    ]


def _row(entry: Entry, name: str, verdict: Verdict, found: Mapping[str, Any]) -> InputRow:
    return InputRow(
        source_path=entry.source_path,
        sha256=entry.sha256,
        position=entry.position,
        document_id=name,
        status=verdict.status,
        reason_code=verdict.code.value if verdict.code else "",
        reason=verdict.reason,
        format=entry.format,
        pages=entry.pages,
        words=entry.words,
        traits=entry.traits,
        marks=verdict.marks,
        content_key=entry.content_key,
        notes=entry.notes,
        **found,
    )


def _studies(judged: _Judged, stored_of: StoredOf) -> list[Study]:
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
    meta, stored = completed_meta(judged.group), stored_of(first)
    key = _key(judged.name, meta, found, stored.digest) if stored else ""
    return [Study(judged.name, meta, first, found, stored=stored, key=key)]


def _key(name: str, meta: Meta, outline: Extraction, whole: str) -> str:
    flags = [[case.flags for case in cases] for cases in (outline.cases, outline.literature)]
    return digest(f"{(name, meta, flags, outline.cohort is None)!r} {whole}")[:_KEY_LENGTH]
