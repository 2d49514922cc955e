"""A registry in a file: SQLite with safe concurrent writes, and a backup before an upgrade."""

import sqlite3
import sys
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from pipeline.errors import UserError
from pipeline.registry.schema import bring_up, no_registry
from pipeline.registry.transactions import WAIT_S, is_reading
from pipeline.registry.trouble import said_to_the_user

BUSY_TIMEOUT_S = 5
"""How long SQLite itself waits for a lock; Ctrl-C is not heard meanwhile."""
_PAUSE_S = 0.02


def open_file(path: Path, *, create: bool = True) -> Engine:
    """Opens the registry's file.

    Args:
        path: of the file.
        create: whether it may be made.

    Raises:
        UserError: if there is none, or if it is no registry, or one of a newer program.
    """
    if not create and not path.exists():
        raise no_registry(str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        f"sqlite:///{path}", connect_args={"timeout": BUSY_TIMEOUT_S}, pool_timeout=WAIT_S
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", partial(_begin, path))
    try:
        bring_up(engine, str(path), partial(_back_up, path), create=create)
    except DatabaseError as error:
        said = said_to_the_user(error, str(path))
        raise said or UserError(f"{path} cannot be used as a registry: {error.orig}") from error
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    # The driver would begin transactions of its own, deferred ones that lose to each other.
    connection.isolation_level = None
    connection.execute("PRAGMA synchronous=NORMAL")


def _begin(path: Path, connection: Connection) -> None:
    if is_reading(connection):
        connection.exec_driver_sql("BEGIN")
        return
    if "wal" not in connection.info:  # Not before: what is no registry stays as it is.
        _patiently(path, connection, "PRAGMA journal_mode=WAL")
        connection.info["wal"] = True
    _patiently(path, connection, "BEGIN IMMEDIATE")


def _patiently(path: Path, connection: Connection, statement: str) -> None:
    """Executes what needs a lock, as often as it takes to get it."""
    end = time.monotonic() + WAIT_S
    while True:
        try:
            connection.exec_driver_sql(statement)
            return
        except OperationalError as error:
            if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            if time.monotonic() > end:
                raise UserError(
                    f"{path} has been locked by another program for {WAIT_S // 60} minutes: "
                    "end that program and run again."
                ) from error
        time.sleep(_PAUSE_S)


def _back_up(path: Path, version: str) -> None:
    """Copies what is committed, whatever of it is still beside the file."""
    backup = path.with_name(f"{path.name}.backup-{version}")
    draft = backup.with_name(f"{backup.name}.part")
    draft.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(draft)) as copy:
            old.backup(copy)
        draft.replace(backup)
    except (OSError, sqlite3.Error) as error:
        draft.unlink(missing_ok=True)
        raise UserError(
            f"{backup} could not be written ({error}): make room for it. Nothing was changed."
        ) from error
    print(f"the registry is upgraded; {backup} keeps what it was", file=sys.stderr)
