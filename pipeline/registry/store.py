"""The registry's door: the ledger for those who work, a snapshot for those who read."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, insert, select

from pipeline.document.model import Document
from pipeline.errors import UserError
from pipeline.ingest.outcome import Failure, FailureCode, Outcome
from pipeline.registry import ledger
from pipeline.registry.assemble import assemble
from pipeline.registry.codes import Status
from pipeline.registry.database import open_database, reading, writing
from pipeline.registry.model import Entry, Input, InputRow, Registry
from pipeline.registry.tables import sources, state
from pipeline.resolve.model import Extraction

FILE_NAME = "registry.sqlite"
"""Name of the registry in the output folder."""


@contextmanager
def open_store(path: Path, *, create: bool = True) -> Iterator["Store"]:
    """Opens the registry at a path for as long as the context lasts.

    Raises:
        UserError: if there is none and none may be created, or if the file cannot be used.
    """
    if not create and not path.exists():
        raise UserError(f"There is no registry at {path}: make one with `leakreg run`.")
    engine = open_database(path)
    try:
        yield Store(engine)
    finally:
        engine.dispose()


@dataclass(frozen=True, slots=True)
class Store:
    """An open registry. Each method is one transaction."""

    engine: Engine

    def known_outcome(self, sha256: str, reader_version: str) -> Outcome | None:
        """What reading a file gave, None where it has to be read."""
        with reading(self.engine) as connection:
            if not ledger.is_read(connection, sha256, reader_version):
                return None
            return Outcome(
                ledger.read_documents(connection, sha256, reader_version),
                ledger.failure_of(connection, sha256, reader_version),
            )

    def known_extraction(self, content_key: str, extractor_version: str) -> Extraction | None:
        """What a document says, None where it has to be extracted."""
        with reading(self.engine) as connection:
            return ledger.read_extraction(connection, content_key, extractor_version)

    def is_done(self, sha256: str, reader_version: str, extractor_version: str) -> bool:
        """Whether nothing remains to be done for a file, without loading its documents."""
        with reading(self.engine) as connection:
            return ledger.is_read(connection, sha256, reader_version) and not (
                ledger.lacks_extraction(connection, sha256, reader_version, extractor_version)
            )

    def save_outcomes(self, outcomes: Iterable[tuple[str, Outcome]], reader_version: str) -> None:
        """Records a batch of outcomes by the file's sha256, all or none."""
        with writing(self.engine) as connection:
            ledger.write_outcomes(connection, outcomes, reader_version)

    def save_extractions(
        self, extractions: Iterable[tuple[str, Extraction]], extractor_version: str
    ) -> None:
        """Records a batch of extractions by the document's content key, all or none."""
        with writing(self.engine) as connection:
            ledger.write_extractions(connection, extractions, extractor_version)

    def document(self, content_key: str) -> Document:
        """A document with its text."""
        with reading(self.engine) as connection:
            return ledger.read_document(connection, content_key)

    def record_run(
        self, inputs: Sequence[Input], reader_version: str, extractor_version: str
    ) -> Registry:
        """Makes these inputs the registry's content; what else the ledger knows stays there.

        Raises:
            UserError: if an input was neither read nor carries a failure.
        """
        with writing(self.engine) as connection:
            registry = _assembled(connection, inputs, reader_version, extractor_version)
            connection.execute(delete(sources))
            if registry.inputs:
                connection.execute(insert(sources), [_source_row(row) for row in registry.inputs])
            versions = {"reader_version": reader_version, "extractor_version": extractor_version}
            connection.execute(delete(state).where(state.c.key.in_(versions)))
            connection.execute(
                insert(state), [{"key": key, "value": value} for key, value in versions.items()]
            )
            return registry

    def snapshot(self) -> Registry:
        """The registry as the latest run left it; empty before the first."""
        with reading(self.engine) as connection:
            versions = {row.key: row.value for row in connection.execute(select(state))}
            if "reader_version" not in versions:
                return Registry()
            return _assembled(
                connection,
                _recorded_inputs(connection),
                versions["reader_version"],
                versions["extractor_version"],
            )


def _assembled(
    connection: Connection, inputs: Sequence[Input], reader_version: str, extractor_version: str
) -> Registry:
    entries: list[Entry] = []
    failures: list[tuple[Input, Failure]] = []
    for source in {one.source_path: one for one in inputs}.values():
        found = [] if source.failure else ledger.read_entries(connection, source, reader_version)
        entries += found
        if not found:
            known = ledger.failure_of(connection, source.sha256, reader_version)
            failure = source.failure or known
            if failure is None:
                raise UserError(f"{source.source_path} was not read: run `leakreg run` again.")
            failures.append((source, failure))
    return assemble(
        entries,
        failures,
        lambda entry: ledger.read_extraction(connection, entry.content_key, extractor_version),
    )


def _source_row(row: InputRow) -> dict[str, object]:
    return {column.name: getattr(row, column.name) for column in sources.c}


def _recorded_inputs(connection: Connection) -> list[Input]:
    codes = set(FailureCode)
    return [
        Input(
            row.source_path,
            row.sha256,
            Failure(FailureCode(row.reason_code), row.reason)
            if row.status == Status.FAILED and row.reason_code in codes
            else None,
        )
        for row in connection.execute(select(sources).where(sources.c.position == 0))
    ]
