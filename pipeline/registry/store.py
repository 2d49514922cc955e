"""The registry's door: the ledger for those who work, a snapshot for those who read."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, insert, select
from sqlalchemy.exc import DatabaseError

from pipeline.document.model import Document, Mark
from pipeline.errors import UserError
from pipeline.ingest.outcome import Failure, Outcome
from pipeline.reasons import ReasonCode
from pipeline.registry import ledger
from pipeline.registry.assemble import assemble
from pipeline.registry.codes import EXCLUDED_MARKS, Status
from pipeline.registry.database import open_database
from pipeline.registry.decision import Outlook
from pipeline.registry.decisions import last_decision, read_decisions
from pipeline.registry.kept import Kept
from pipeline.registry.looks import read_looks, write_looks
from pipeline.registry.model import Entry, Input, InputRow, Look, Registry, Study
from pipeline.registry.outline import outlined
from pipeline.registry.pairs import NO_PAIRS, KnownPairs
from pipeline.registry.review import reviewed
from pipeline.registry.serialise import from_json, to_json
from pipeline.registry.tables import sources, state
from pipeline.registry.transactions import reading, writing
from pipeline.registry.trouble import said_to_the_user
from pipeline.resolve.model import Extraction
from pipeline.uncollected import uncollected

FILE_NAME = "registry.sqlite"
"""Name of the registry in the output folder."""


@contextmanager
def open_store(path: Path, *, create: bool = True) -> Iterator["Store"]:
    """Opens the registry for as long as the context lasts.

    Args:
        path: of its file; it does not count where the environment names a database.
        create: whether the registry may be made.

    Raises:
        UserError: if there is none and none may be made, or if it cannot be used, now or at some
            time while it is open: a full disk, a damaged file.
    """
    engine = open_database(path, create=create)
    try:
        yield Store(engine)
    except DatabaseError as error:
        if said := said_to_the_user(error, str(path)):
            raise said from error
        raise
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
                ledger.failures(connection, [sha256], reader_version).get(sha256),
            )

    def known_failures(self, hashes: Iterable[str], reader_version: str) -> dict[str, Failure]:
        """Why reading files gave nothing, by hash; those that gave something are left out."""
        with reading(self.engine) as connection:
            return ledger.failures(connection, hashes, reader_version)

    def known_extraction(self, content_key: str, extractor_version: str) -> Extraction | None:
        """What a document says, None where it has to be extracted."""
        with reading(self.engine) as connection:
            text = ledger.read_extraction(connection, content_key, extractor_version)
            return from_json(Extraction, text) if text else None

    def done(self, reader_version: str, extractor_version: str) -> set[str]:
        """The hashes of the files for which nothing remains to be done."""
        with reading(self.engine) as connection:
            return ledger.done(connection, reader_version, extractor_version)

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

    def looks(self) -> dict[str, Look]:
        """The files that were looked at before, by path."""
        with reading(self.engine) as connection:
            return read_looks(connection)

    def save_looks(self, found: Iterable[Look]) -> None:
        """Records files that were looked at."""
        with writing(self.engine) as connection:
            write_looks(connection, found)

    def document(self, content_key: str) -> Document:
        """A document with its text."""
        with reading(self.engine) as connection:
            return ledger.read_document(connection, content_key)

    def record_run(
        self,
        inputs: Sequence[Input],
        reader_version: str,
        extractor_version: str,
        excluded: Collection[Mark] = EXCLUDED_MARKS,
        ocr: bool = False,
        basis: str = "",
    ) -> Registry:
        """Makes these inputs the registry's content; what else the ledger knows stays there.

        Args:
            inputs: the files of the run.
            reader_version: what read them.
            extractor_version: what extracted their documents.
            excluded: the marks whose bearers are left out.
            ocr: whether text that was recognised from pictures counts.
            basis: names all that the registry depends on, to know it again by.

        Raises:
            UserError: if an input was neither read nor carries a failure.
        """
        run = _Run(reader_version, extractor_version, tuple(excluded), ocr)
        with writing(self.engine) as connection:
            registry = _assembled(connection, inputs, run)
            connection.execute(delete(sources))
            if registry.inputs:
                connection.execute(insert(sources), [_source_row(row) for row in registry.inputs])
            pairs = to_json(KnownPairs.of(registry.studies, registry.pairs))
            told = {_RUN: to_json(run), _BASIS: basis, _WRITTEN: "", _PAIRS: pairs}
            _write_state(connection, told)
            return registry

    def save_written(self, basis: str, written: str) -> None:
        """Records what was written of a registry, unless that is no longer the latest one."""
        with writing(self.engine) as connection:
            if _read_state(connection, _BASIS) == basis:
                _write_state(connection, {_WRITTEN: written})

    def written(self, basis: str) -> str:
        """What was recorded as written of a registry; empty where it is not the latest one."""
        with reading(self.engine) as connection:
            latest = basis and _read_state(connection, _BASIS) == basis
            return (_read_state(connection, _WRITTEN) or "") if latest else ""

    def shares(self) -> str:
        """What was kept of the lines of the tables; empty before the first."""
        with reading(self.engine) as connection:
            return _read_state(connection, _SHARES) or ""

    def save_shares(self, told: str) -> None:
        """Keeps which lines of the tables are whose."""
        with writing(self.engine) as connection:
            _write_state(connection, {_SHARES: told})

    def last_decision(self) -> str:
        """Names the latest decision, and with it all of them; empty before the first."""
        with reading(self.engine) as connection:
            return last_decision(connection)

    def snapshot(self) -> Registry:
        """The registry as the latest run left it; empty before the first."""
        with reading(self.engine) as connection:
            run = _read_state(connection, _RUN)
            if run is None:
                return Registry(decisions=tuple(_reviewed(connection, ())[1]))
            inputs = _recorded_inputs(connection)
            return _assembled(connection, inputs, from_json(_Run, run))


_RUN, _BASIS, _WRITTEN = "run", "basis", "written"
_SHARES, _PAIRS = "shares", "pairs"
"""Keys of the state."""


def _read_state(connection: Connection, key: str) -> str | None:
    return connection.scalar(select(state.c.value).where(state.c.key == key))


def _write_state(connection: Connection, values: dict[str, str]) -> None:
    connection.execute(delete(state).where(state.c.key.in_(values)))
    rows = [{"key": key, "value": value} for key, value in values.items()]
    connection.execute(insert(state), rows)


@dataclass(frozen=True, slots=True)
class _Run:
    """What the latest run was made with, so that the registry can be assembled again."""

    reader_version: str
    extractor_version: str
    excluded: tuple[Mark, ...]
    ocr: bool

    @property
    def readings(self) -> tuple[str, ...]:
        """The versions under which a file may have been read, the one that counts first."""
        plain = self.reader_version
        return (ocr_version(plain), plain) if self.ocr else (plain,)


def ocr_version(reader_version: str) -> str:
    """The version under which the ledger keeps what was recognised from pictures."""
    return f"{reader_version}+ocr"


@uncollected()
def _assembled(connection: Connection, inputs: Sequence[Input], run: _Run) -> Registry:
    read = list({one.source_path: one for one in inputs}.values())
    failures = [(one, one.failure) for one in read if one.failure]
    entries: list[Entry] = []
    for source, found in _found(connection, [one for one in read if not one.failure], run):
        if isinstance(found, Failure):
            failures.append((source, found))
        else:
            entries += [replace(entry, source_path=source.source_path) for entry in found]
    keys = {entry.content_key for entry in entries}
    stored = ledger.read_outlines(connection, keys, run.extractor_version)
    kept = partial(Kept, connection.engine, run.extractor_version)
    outlines = {key: outlined(text) for key, (text, _) in stored.items()}
    return assemble(
        entries,
        failures,
        lambda entry: outlines.get(entry.content_key),
        run.excluded,
        partial(_reviewed, connection),
        lambda entry: kept(entry.content_key, stored[entry.content_key][1]),
        from_json(KnownPairs, _read_state(connection, _PAIRS) or to_json(NO_PAIRS)),
    )


def _reviewed(
    connection: Connection, studies: Sequence[Study]
) -> tuple[Sequence[Study], Sequence[Outlook]]:
    """The studies with what people decided of them."""
    return reviewed(
        studies, read_decisions(connection), lambda key: ledger.read_document(connection, key)
    )


def _found(
    connection: Connection, inputs: Sequence[Input], run: _Run
) -> Iterator[tuple[Input, Sequence[Entry] | Failure]]:
    """The documents of each file, or why there are none.

    Raises:
        UserError: if a file was not read.
    """
    waiting = {one.sha256 for one in inputs}
    known: dict[str, Sequence[Entry] | Failure] = {}
    for version in run.readings:
        known |= ledger.failures(connection, waiting, version)
        known |= ledger.read_entries(connection, waiting, version)
        waiting -= known.keys()
    for one in inputs:
        if one.sha256 in waiting:
            raise UserError(f"{one.source_path} was not read: run `leakreg run` again.")
        yield one, known[one.sha256]


def _source_row(row: InputRow) -> dict[str, object]:
    return {column.name: getattr(row, column.name) for column in sources.c}


def _recorded_inputs(connection: Connection) -> list[Input]:
    return [
        Input(
            row.source_path, row.sha256, _recorded_failure(row.status, row.reason_code, row.reason)
        )
        for row in connection.execute(select(sources).where(sources.c.position == 0))
    ]


def _recorded_failure(status: str, code: str, reason: str) -> Failure | None:
    """The failure of a file; a document that was read and not extracted has none."""
    if status != Status.FAILED or code == ReasonCode.NOT_EXTRACTED:
        return None
    return Failure(ReasonCode(code), reason)
