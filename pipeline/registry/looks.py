"""What files were when their bytes were last read."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import Connection, select

from pipeline.registry.ledger import replace_rows
from pipeline.registry.model import Look
from pipeline.registry.tables import looks


def read_looks(connection: Connection) -> dict[str, Look]:
    """All files that were looked at, by path."""
    rows = connection.execute(select(looks)).tuples()
    return {path: Look(path, mark, sha256, bool(packed)) for path, mark, sha256, packed in rows}


def write_looks(connection: Connection, found: Iterable[Look]) -> None:
    """Records files, in place of what was known of them."""
    rows = [asdict(look) | {"packed": int(look.packed)} for look in found]
    replace_rows(connection, looks, [{"path": row["path"]} for row in rows], rows)
