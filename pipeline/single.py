"""One file through the whole way, without a database."""

from pathlib import Path

from pipeline.ingest.guard import GuardedReader
from pipeline.ingest.outcome import Outcome
from pipeline.registry.assemble import assemble
from pipeline.registry.identity import content_key, text_key
from pipeline.registry.model import Entry, Input, Registry
from pipeline.work import Job, fingerprint, work_on


def registry_of(path: Path, model: str | None = None) -> tuple[Registry, str]:
    """What one file holds, as a registry of this file alone.

    Returns:
        The registry, and the traceback of an extraction that broke off, empty where none did.
    """
    source = fingerprint(path)
    outcome = Outcome(failure=source.failure) if source.failure else _read(path)
    if outcome.failure:
        return assemble([], [(source, outcome.failure)], lambda _: None), ""
    result = work_on(Job(path, source.sha256, outcome.documents), model)
    found = dict(result.extractions)
    registry = assemble(_entries(source, outcome), [], lambda entry: found.get(entry.content_key))
    return registry, result.trace


def _read(path: Path) -> Outcome:
    with GuardedReader() as reader:
        return next(outcome for _, outcome in reader.read([path]))


def _entries(source: Input, outcome: Outcome) -> list[Entry]:
    return [
        Entry(
            source_path=source.source_path,
            sha256=source.sha256,
            position=position,
            content_key=content_key(document),
            text_key=text_key(document),
            format=document.format,
            meta=document.meta,
            words=document.words,
            pages=document.pages,
            traits=document.traits,
        )
        for position, document in enumerate(outcome.documents)
    ]
