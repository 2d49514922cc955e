"""The two kinds of transactions; what begins them is the database's own (`sqlite`, `postgres`)."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

WAIT_S = 600
"""How long a writer waits for the others."""


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that holds the write lock from its start: there is one at a time."""
    with engine.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the data and blocks no writer."""
    with engine.connect() as connection, connection.execution_options(reading=True).begin():
        yield connection


def is_reading(connection: Connection) -> bool:
    """Whether the transaction that begins was asked for by `reading`."""
    return bool(connection.get_execution_options().get("reading", False))
