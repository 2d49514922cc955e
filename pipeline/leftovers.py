"""What a run writes for a moment bears its process in its name, so that the next can clear up.

A run that was killed cannot remove its drafts; one that is at work must keep them.
"""

import os
import shutil
import sys
from pathlib import Path


def clear(folder: Path, pattern: str) -> None:
    """Removes drafts that match a pattern and whose process is gone.

    Args:
        folder: where they are.
        pattern: of their names, which end in a dot and the number of the process.
    """
    for path in folder.glob(pattern):
        process = path.name.rpartition(".")[2]
        if process.isdecimal() and not _is_alive(int(process)):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def _is_alive(process: int) -> bool:
    if sys.platform == "win32":  # To ask there is to end it.
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
