"""Checks that every quote still stands where the registry says it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.evidence import Evidence
from pipeline.registry.model import Registry, Study
from pipeline.registry.present import present_hashes
from pipeline.registry.store import Store


@dataclass(frozen=True, slots=True)
class Drift:
    """Something that no longer holds.

    `case_id` is the document's id for counts; it and `field` are empty for a changed source file.
    """

    document_id: str
    source_path: str
    case_id: str
    field: str
    value: str
    reason: str


def verify(store: Store, root: Path = Path()) -> list[Drift]:
    """Re-anchors every value in the text kept of its document.

    Args:
        store: the registry.
        root: folder to which the source paths are relative.

    Returns:
        What drifted, in the registry's order; a source file that is gone is no drift.
    """
    registry = store.snapshot()
    drifts = list(_changed_sources(registry, root))
    for study in registry.studies:
        drifts += _moved_values(study, store.document(study.entry.content_key).text)
    return drifts


def _changed_sources(registry: Registry, root: Path) -> Iterator[Drift]:
    rows = [row for row in registry.inputs if row.sha256 and not row.position]
    found = present_hashes([row.source_path for row in rows], root)
    for row in rows:
        if found.get(row.source_path, row.sha256) != row.sha256:
            reason = "the source file has changed since it was read"
            yield Drift(row.document_id, row.source_path, "", "", "", reason)


def _moved_values(study: Study, text: str) -> Iterator[Drift]:
    for name, item in _values(study):
        reason = _drift(item, text)
        if reason:
            path = study.entry.source_path
            yield Drift(study.document_id, path, name, item.field, item.value, reason)


def _values(study: Study) -> Iterator[tuple[str, Evidence]]:
    extraction = study.extraction
    for case in extraction.cases:
        yield from ((study.case_id(case), item) for item in case.evidence)
    for case in extraction.literature:
        yield from ((study.literature_id(case), item) for item in case.evidence)
    if extraction.cohort:
        yield from ((study.document_id, item) for item in extraction.cohort.evidence)


def _drift(item: Evidence, text: str) -> str:
    if text[item.start : item.end] != item.quote:
        return f"the quote does not stand at {item.start}-{item.end}"
    if item.original_text not in item.quote:
        return f"the words {item.original_text!r} do not stand in the quote"
    return ""
