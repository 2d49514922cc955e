"""Makes the registry from what was read and extracted: identities, duplicates, statuses."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from pipeline.ingest.outcome import Failure
from pipeline.registry.codes import Status
from pipeline.registry.duplicates import Group, completed_meta, group_documents
from pipeline.registry.identity import document_id, file_id
from pipeline.registry.model import Entry, Input, InputRow, Registry, Study, natural_key
from pipeline.resolve.model import Extraction

ExtractionOf = Callable[[Entry], Extraction | None]


def assemble(
    entries: Iterable[Entry],
    failures: Iterable[tuple[Input, Failure]],
    extraction_of: ExtractionOf,
) -> Registry:
    """Builds the registry; the order of the arguments' items does not matter.

    Args:
        entries: all documents that were read.
        failures: the inputs that gave none, with the reason.
        extraction_of: what was found in a document, None where it was not extracted.
    """
    rows = [_failed_file(source, failure) for source, failure in failures]
    studies: list[Study] = []
    for group in group_documents(entries):
        extraction = extraction_of(group[0])
        rows += _group_rows(group, extraction)
        if extraction is not None:
            studies += _studies(group, extraction)
    return Registry(
        tuple(sorted(rows, key=lambda row: (natural_key(row.source_path), row.position))),
        tuple(sorted(studies, key=lambda study: natural_key(study.document_id))),
    )


def _failed_file(source: Input, failure: Failure) -> InputRow:
    return InputRow(
        source_path=source.source_path,
        sha256=source.sha256,
        document_id=file_id(source.sha256, 0),
        status=Status.FAILED,
        reason_code=failure.code.value,
        reason=failure.reason,
    )


def _group_rows(group: Group, extraction: Extraction | None) -> list[InputRow]:
    name = document_id(group[0], group)
    main = _judged(replace(_row(group[0], name), meta=completed_meta(group)), extraction)
    reason = f"The same document as {group[0].source_path} ({name}), whose text is used."
    duplicates = [
        replace(_row(entry, name), status=Status.DUPLICATE, reason_code="duplicate", reason=reason)
        for entry in group[1:]
    ]
    return [main, *duplicates]


def _row(entry: Entry, name: str) -> InputRow:
    return InputRow(
        source_path=entry.source_path,
        sha256=entry.sha256,
        position=entry.position,
        document_id=name,
        status=Status.INCLUDED,
        format=entry.format,
        meta=entry.meta,
        pages=entry.pages,
        words=entry.words,
    )


def _judged(row: InputRow, extraction: Extraction | None) -> InputRow:
    if extraction is None:
        reason = "The document was read, but its extraction did not end: run again."
        return replace(row, status=Status.FAILED, reason_code="not_extracted", reason=reason)
    row = replace(row, study_type=extraction.study_type, relevant=extraction.relevant)
    if not extraction.relevant:
        reason = extraction.reason
        return replace(row, status=Status.EXCLUDED, reason_code="not_relevant", reason=reason)
    return replace(row, n_cases=len(extraction.cases))


def _studies(group: Sequence[Entry], extraction: Extraction) -> list[Study]:
    """The document as a study; a document that is not relevant counts for what it retells."""
    if not extraction.relevant:
        if not extraction.literature:
            return []
        extraction = replace(extraction, cases=(), cohort=None)
    name = document_id(group[0], list(group))
    return [Study(name, completed_meta(group), group[0], extraction)]
