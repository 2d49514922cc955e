"""Keeps two fetches out of one folder; the system lets go of the lock when a process dies."""

import sys
from io import FileIO


def try_lock(file: FileIO) -> bool:
    """Locks an open file until it is closed; False where another process has it."""
    try:
        _lock(file)
    except OSError:
        return False
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock(file: FileIO) -> None:
        # A byte far beyond the end, so that the content stays readable for others.
        file.seek(1 << 40)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: FileIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
