"""Opens the database: SQLite with safe concurrent writes, one schema version."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.exc import DatabaseError

from pipeline.errors import UserError
from pipeline.registry.tables import SCHEMA_VERSION, metadata, state

BUSY_TIMEOUT_S = 30


def open_database(path: Path) -> Engine:
    """Opens or creates the registry's file.

    Raises:
        UserError: if the file is no registry, or one of another schema version.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_TIMEOUT_S})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    try:
        with writing(engine) as connection:
            _check_schema(connection, path)
    except DatabaseError as error:
        engine.dispose()
        raise UserError(f"{path} cannot be used as a registry: {error.orig}") from error
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that holds the write lock from its start."""
    with engine.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the data and blocks no writer."""
    with engine.connect() as connection, connection.execution_options(reading=True).begin():
        yield connection


def _prepare(connection: Any, _record: Any) -> None:
    # The driver would begin transactions of its own, deferred ones that lose to each other.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")


def _begin(connection: Connection) -> None:
    deferred = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if deferred else "BEGIN IMMEDIATE")


def _check_schema(connection: Connection, path: Path) -> None:
    metadata.create_all(connection)
    found = connection.scalar(select(state.c.value).where(state.c.key == "schema"))
    if found is None:
        connection.execute(state.insert().values(key="schema", value=SCHEMA_VERSION))
    elif found != SCHEMA_VERSION:
        raise UserError(
            f"{path} was written by another version of leakreg (schema {found}, expected "
            f"{SCHEMA_VERSION}): move it away and run again."
        )
