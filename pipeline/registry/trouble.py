"""What a database that fails means for the user, and what to do about it."""

import sqlite3

from sqlalchemy.exc import DatabaseError

from pipeline.errors import UserError

_DAMAGED = (
    "cannot be used as a registry: it is damaged, or another file. Restore it from a backup, or "
    "move it away; a run without it reads all documents anew."
)
_REMEDIES = {
    sqlite3.SQLITE_FULL: "has no room on its disk: make some and run again. What was finished is "
    "kept.",
    sqlite3.SQLITE_IOERR: "cannot be read or written to the end: check its disk and the room on "
    "it, then run again. What was finished is kept.",
    sqlite3.SQLITE_READONLY: "cannot be written: change its permissions and run again.",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened: check its folder and permissions, then run again.",
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}


def said_to_the_user(error: DatabaseError, place: str) -> UserError | None:
    """What to tell of an error; None where it is a mistake of the program.

    Args:
        error: as SQLAlchemy raised it.
        place: what the user calls the database.
    """
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF  # Without the details above.
    remedy = _REMEDIES.get(code)
    return UserError(f"{place} {remedy}") if remedy else None
