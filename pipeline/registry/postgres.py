"""A registry that a team shares: PostgreSQL, at the address in LEAKREG_DATABASE_URL."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from pipeline.errors import UserError
from pipeline.registry.schema import bring_up
from pipeline.registry.transactions import WAIT_S, is_reading
from pipeline.settings import DATABASE_URL

DRIVER = "postgresql+psycopg"
FORM = f"{DRIVER}://user:password@host:port/database"
LOCKS = 7_235_332
"""Number of leakreg's advisory locks in a database that other programs use as well."""

_CONNECT_TIMEOUT_S = 10
_WRITE_LOCK = f"SELECT pg_advisory_xact_lock({LOCKS}, hashtext(current_schema()))"
_SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
_LASTING = """
    SELECT set_config(name, value, false)
    FROM (VALUES
        ('tcp_keepalives_idle', '30'), ('tcp_keepalives_interval', '10'),
        ('tcp_keepalives_count', '3'), ('idle_session_timeout', '0')
    ) AS wanted (name, value)
    JOIN pg_settings USING (name)
"""


def open_server(address: str, *, create: bool = True) -> Engine:
    """Connects to the registry's database; makes its tables where they are missing.

    Args:
        address: as in LEAKREG_DATABASE_URL.
        create: whether the tables may be made.

    Raises:
        UserError: if psycopg is missing, the server does not answer, or the database is no
            registry or one of a newer program. The password is never told.
    """
    url = _parsed(address)
    place = _shown(url)
    engine = _engine(url, pool_pre_ping=True, pool_timeout=WAIT_S)
    event.listen(engine, "begin", _begin)
    try:
        bring_up(engine, place, partial(_announce, place), create=create)
    except DBAPIError as error:
        raise UserError(f"{place} cannot be used: {_reason(error.orig, url)}") from None
    event.listen(engine, "handle_error", partial(_tell_if_lost, url))
    return engine


@contextmanager
def session(address: str) -> Iterator[Connection]:
    """A connection of its own, without transactions, for what ends with the connection.

    The server ends it a minute after the machine at this end is gone, and never for being idle.
    """
    url = _parsed(address)
    engine = _engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(_LASTING)
            yield connection
    except DBAPIError as error:
        raise UserError(f"{_shown(url)} cannot be used: {_reason(error.orig, url)}") from None


def _parsed(address: str) -> URL:
    url: URL | None
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        url = None
    if url is None or "@" in (url.host or ""):  # Else a part of the password counts as the host.
        raise UserError(
            f"{DATABASE_URL} cannot be read: write {FORM}, with %40 for a @ in the password."
        )
    if url.drivername not in (DRIVER, "postgresql", "postgres"):
        raise UserError(f"{DATABASE_URL} begins with {url.drivername}: write {FORM}.")
    return url.set(drivername=DRIVER)


def _engine(url: URL, **options: Any) -> Engine:
    timeout = {} if "connect_timeout" in url.query else {"connect_timeout": _CONNECT_TIMEOUT_S}
    try:
        return create_engine(url, connect_args=timeout, hide_parameters=True, **options)
    except ImportError:
        raise UserError(
            f"{DATABASE_URL} is set, but psycopg is not installed: "
            "python -m pip install 'psycopg[binary]'."
        ) from None


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(_SNAPSHOT if is_reading(connection) else _WRITE_LOCK)


def _tell_if_lost(url: URL, context: ExceptionContext) -> None:
    """Tells the user of a server that went away while leakreg was working."""
    error = context.original_exception
    # What the driver itself finds wrong with a connection has no code of the server's.
    unanswered = isinstance(context.sqlalchemy_exception, OperationalError) and (
        getattr(error, "sqlstate", "") is None
    )
    if (context.is_disconnect or unanswered) and not context.is_pre_ping:
        raise UserError(
            f"{_shown(url)} was lost: {_reason(error, url)}: run again when it answers. What was "
            "finished is kept."
        )


def _announce(place: str, version: str) -> None:
    print(
        f"upgrading {place} from schema {version}, whole or not at all; "
        "the way back is a copy made by pg_dump",
        file=sys.stderr,
    )


def _shown(url: URL) -> str:
    """What the user calls the database, without the name and the password of the user."""
    host = f"{url.host or 'this machine'}{f':{url.port}' if url.port else ''}"
    return f"{url.database or 'a database'} on {host}"


def _reason(error: BaseException | None, url: URL) -> str:
    """The first line of what the server or the driver says."""
    reason = str(error).strip().partition("\n")[0]
    return reason.replace(url.password, "***") if isinstance(url.password, str) else reason
