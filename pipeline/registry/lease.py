"""A lease on the registry: what holds it is alone, and who is refused learns who holds it.

No clock decides anything: the operating system or the server takes the lease back when its holder
dies, whenever that is.
"""

import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import Connection, text

from pipeline.errors import UserError
from pipeline.filelock import try_lock
from pipeline.registry.postgres import LOCKS, open_server, session
from pipeline.registry.serialise import from_json, to_json
from pipeline.settings import database_url

_SERVER_LOCK = f"{LOCKS + 1}, hashtext(current_schema())"
_KEY = "lease"
_held: "ContextVar[Mapping[str, Holder]]" = ContextVar("held", default=MappingProxyType({}))
"""What this context holds, by the place of the registry."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the lease, in the holder's own words.

    Attributes:
        doing: what it does ("leakreg refresh").
        since: since when, as it should be shown.
        pid: its process.
        host: the machine it runs on.
        session: number of its connection to the server; 0 for a file.
    """

    doing: str
    since: str
    pid: int
    host: str
    session: int = 0

    def __str__(self) -> str:
        return f"`{self.doing}` (process {self.pid} on {self.host}, since {self.since})"


@contextmanager
def lease(path: Path, doing: str, since: str) -> Iterator[Holder]:
    """Holds the registry's lease.

    Args:
        path: of the registry's file; it does not count where the environment names a database.
        doing: what for, as the next one is told.
        since: the time, as the next one is told.

    Raises:
        UserError: if another process has it; its text says which.
    """
    own = Holder(doing, since, os.getpid(), socket.gethostname())
    address = database_url()
    with _on_server(address, own) if address else _on_file(path, own) as holder:
        token = _held.set({**_held.get(), _place(path): holder})
        try:
            yield holder
        finally:
            _held.reset(token)


@contextmanager
def within_lease(path: Path, doing: str, since: str) -> Iterator[Holder]:
    """Goes on under the lease that this context holds, else holds it as `lease` does."""
    if holder := _held.get().get(_place(path)):
        yield holder
        return
    with lease(path, doing, since) as holder:
        yield holder


def _place(path: Path) -> str:
    return database_url() or str(path.resolve())


@contextmanager
def _on_file(path: Path, own: Holder) -> Iterator[Holder]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileIO(path.with_name(f"{path.name}.{_KEY}"), "a+b") as file:
        if not try_lock(file):
            file.seek(0)
            raise _refused(file.readall().decode("utf-8", "replace"))
        file.truncate(0)
        file.write(to_json(own).encode("ascii"))
        yield own
        file.truncate(0)


@contextmanager
def _on_server(address: str, own: Holder) -> Iterator[Holder]:
    open_server(address).dispose()  # Makes the tables where they are missing.
    with session(address) as connection:
        if not connection.scalar(text(f"SELECT pg_try_advisory_lock({_SERVER_LOCK})")):
            raise _refused(_words_of_live_holder(connection))
        own = Holder(own.doing, own.since, own.pid, own.host, _session_number(connection))
        _write(connection, to_json(own))
        yield own


def _session_number(connection: Connection) -> int:
    return int(connection.scalar(text("SELECT pg_backend_pid()")) or 0)


def _write(connection: Connection, words: str) -> None:
    connection.execute(
        text(
            "INSERT INTO state (key, value) VALUES (:key, :words) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        ),
        {"key": _KEY, "words": words},
    )


def _words_of_live_holder(connection: Connection) -> str:
    """What the holder wrote; nothing where that is of one before it, which has died."""
    words = connection.scalar(text("SELECT value FROM state WHERE key = :key"), {"key": _KEY})
    holding = connection.execute(
        text(
            "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = :lock AND granted"
        ),
        {"lock": LOCKS + 1},
    ).scalars()
    return words if words and from_json(Holder, words).session in set(holding) else ""


def _refused(words: str) -> UserError:
    """The refusal; a holder that has just begun has not yet left its words."""
    holder = from_json(Holder, words) if words else "another process, which has just begun"
    return UserError(f"The registry is held by {holder}: run again when that has ended.")
