"""The version of the tables in a database, and its way to the newest one."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, column, inspect, select, table

from pipeline.errors import UserError
from pipeline.registry.transactions import reading, writing

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).with_name("migrations")
VERSION_TABLE = "registry_version"
"""Alembic's table; under its usual name it would collide with that of Prefect's own tables."""

_FIRST = {"2": "0002"}
"""Versions that stand in `state`, where programs without migrations kept them."""
_ALEMBIC = threading.Lock()
"""Alembic keeps what it works on in its modules: one migration at a time in a process."""


def revisions() -> list[str]:
    """The versions that this program knows, the newest last."""
    return sorted(path.stem[1:5] for path in MIGRATIONS.glob("versions/v[0-9]*.py"))


def bring_up(
    engine: Engine, place: str, back_up: Callable[[str], None], *, create: bool = True
) -> None:
    """Brings a database to the newest version, in one transaction; an empty one gets its tables.

    Args:
        engine: of the database.
        place: what the user calls it.
        back_up: is called with the old version before anything is changed, while no other
            program can write.
        create: whether an empty database may be made a registry.

    Raises:
        UserError: if it is no registry, or one of a version that this program does not know; the
            engine is then disposed of, as after any error.
    """
    try:
        _bring_up(engine, place, back_up, create)
    except BaseException:
        engine.dispose()
        raise


def no_registry(place: str) -> UserError:
    """What is said where there is no registry and none may be made."""
    return UserError(f"There is no registry at {place}: make one with `leakreg run`.")


def _bring_up(engine: Engine, place: str, back_up: Callable[[str], None], create: bool) -> None:
    newest = revisions()[-1]
    with reading(engine) as connection:
        found = version(connection, place)
    if found == newest:
        return
    if found is None and not create:
        raise no_registry(place)
    with writing(engine) as connection:
        found = version(connection, place)
        if found != newest:
            if found:
                back_up(found)
            _migrate(connection, found)


def version(connection: Connection, place: str) -> str | None:
    """The version of a database's tables, None where it has none.

    Raises:
        UserError: if it is no registry, or one of a version that this program does not know.
    """
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE in tables:
        found = str(connection.scalar(select(column("version_num")).select_from(_versions)))
    elif "state" in tables:
        recorded = connection.scalar(
            select(column("value")).select_from(table("state")).where(column("key") == "schema")
        )
        found = _FIRST.get(str(recorded), str(recorded))
    elif tables and connection.dialect.name == "sqlite":
        raise UserError(f"{place} is a database, but no registry: name another folder with --out.")
    else:
        return None
    _check(found, place)
    return found


_versions = table(VERSION_TABLE)


def _check(found: str, place: str) -> None:
    known = revisions()
    if found in known:
        return
    if found > known[-1]:
        raise UserError(
            f"{place} was written by a newer leakreg (schema {found}, this one knows "
            f"{known[-1]}): install the newer one. Nothing was changed."
        )
    raise UserError(
        f"{place} was written by another version of leakreg (schema {found}), which this one "
        "cannot read: move it away and run again. Nothing was changed."
    )


def alembic_config(connection: Connection) -> "Config":
    """What Alembic's commands need; there is no file of settings."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("file_template", "v%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


def _migrate(connection: Connection, found: str | None) -> None:
    from alembic import command

    config = alembic_config(connection)
    with _ALEMBIC:
        if found and found in _FIRST.values():
            command.stamp(config, found)
        command.upgrade(config, "head")
