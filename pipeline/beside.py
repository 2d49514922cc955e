"""Keeps what follows from a source file from one start to the next, beside its compiled form.

Python puts the compiled modules there; like those, it may be lost at any time.
"""

import json
import os
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any


def place_of(source: Path) -> Path:
    """Where what follows from a source file is kept."""
    return Path(cache_from_source(str(source))).with_suffix(".json")


def recalled(path: Path, version: str) -> Any:
    """What is kept there; None where it is missing, damaged or of another version."""
    with suppress(OSError, ValueError):
        written, _, content = path.read_text("utf-8").partition("\n")
        if written == version:
            return json.loads(content)
    return None


def keep(path: Path, version: str, content: Any) -> None:
    """Keeps something that JSON can hold, if Python may keep what it compiles."""
    if sys.dont_write_bytecode:
        return
    draft = path.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        draft.write_text(f"{version}\n{json.dumps(content)}", "utf-8")
        draft.replace(path)
