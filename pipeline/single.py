"""One file through the whole way, without a database."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import gettempdir

from pipeline.ingest.guard import GuardedReader
from pipeline.ingest.outcome import Failure, Outcome
from pipeline.intake import opened
from pipeline.registry.identity import content_key, text_key
from pipeline.registry.model import Entry, Input, Registry
from pipeline.resolve.model import Extraction
from pipeline.work import Job, extractor, work_on


def registry_of(path: Path, model: str | None = None) -> tuple[Registry, str]:
    """What one file holds, as a registry of this file alone.

    Returns:
        The registry, and the traceback of an extraction that broke off, empty where none did.
    """
    entries: list[Entry] = []
    failures: list[tuple[Input, Failure]] = []
    found: dict[str, Extraction] = {}
    trace = ""
    with opened([path], Path(gettempdir())) as sources:
        for source, outcome in zip(sources, _read(sources, model), strict=True):
            if outcome.failure:
                failures.append((source, outcome.failure))
                continue
            result = work_on(Job(source.path, source.sha256, outcome.documents), model)
            found |= dict(result.extractions)
            trace = trace or result.trace
            entries += _entries(source, outcome)
    # numpy, which this loads, has threads of its own: the reader is forked before.
    from pipeline.registry.assemble import assemble

    return assemble(entries, failures, lambda entry: found.get(entry.content_key)), trace


def _read(sources: Sequence[Input], model: str | None) -> list[Outcome]:
    """What reading each source gives; what extracts it is loaded meanwhile."""
    waiting = [source.path for source in sources if source.failure is None]
    with GuardedReader(forked=True) as reader:
        results = reader.read(waiting)
        if waiting:
            extractor(model)
        outcomes = dict(results)
    return [
        Outcome(failure=source.failure) if source.failure else outcomes[source.path]
        for source in sources
    ]


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
            notes=" ".join(document.notes),
        )
        for position, document in enumerate(outcome.documents)
    ]
