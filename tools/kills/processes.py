"""Groups of processes, and waiting for what they do."""

import os
import subprocess
import time
from collections.abc import Callable


def has_members(group: int) -> bool:
    """Whether a group of processes has any."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def members(group: int) -> list[str]:
    """The command lines of a group's processes."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "-g", str(group)], capture_output=True, text=True, check=False
    )
    return listed.stdout.splitlines()


def wait_until(true: Callable[[], bool], seconds: float) -> None:
    """Waits for something to become true.

    Raises:
        TimeoutError: if it does not within so many seconds.
    """
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.02)
