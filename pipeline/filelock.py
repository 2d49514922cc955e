"""Locks on a file: the system takes them back from a process that has died."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

_PAUSE_S = 0.05


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds the lock on a file, and waits for it while another process has it.

    The file is made where it is missing, and it stays: who removes it takes it from under another.

    Raises:
        OSError: if the file cannot be made, or if its file system knows no locks.
    """
    with FileIO(path, "ab") as file:
        while not try_lock(file):
            time.sleep(_PAUSE_S)
        yield


if sys.platform == "win32":
    import msvcrt

    # A byte far beyond the end: the system would let nobody read what it locks.
    _FAR = 1 << 40

    def try_lock(file: FileIO) -> bool:
        """Locks an open file until it is closed; False where another process has it."""
        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def try_lock(file: FileIO) -> bool:
        """Locks an open file until it is closed; False where another process has it."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
