"""Keeps what expressions require from one start to the next, as Python keeps compiled modules.

To read it from thousands of expressions takes most of a second. It lies beside the compiled form of
the module that reads it and follows from the expressions alone; where it is missing, or comes from
another version of that module, it is read anew.
"""

import hashlib
import json
import os
import sys
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path

from pipeline.values import required as reader
from pipeline.values.required import Needs, required

#: An expression's alternatives, of each its needs, of each its runs.
_Listed = list[list[list[str]]]


class Kept:
    """What expressions require, in a file that may be lost at any time.

    Args:
        path: of the file; it need not exist, nor be writable.
        version: what the file has to be of.
    """

    def __init__(self, path: Path, version: str) -> None:
        self._path, self._version = path, version
        self._known: dict[str, _Listed] = {}
        self._is_complete = True
        with suppress(OSError, ValueError):
            written, _, content = path.read_text("utf-8").partition("\n")
            self._known = json.loads(content) if written == version else {}

    def required(self, expression: str) -> tuple[Needs, ...]:
        """What an expression requires, as `required` gives it."""
        if expression not in self._known:
            self._known[expression] = _listed(required(expression))
            self._is_complete = False
        return tuple(tuple(map(frozenset, needs)) for needs in self._known[expression])

    def write(self) -> None:
        """Writes the file if something is new, and if Python may keep what it compiles."""
        if self._is_complete or sys.dont_write_bytecode:
            return
        draft = self._path.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            draft.write_text(f"{self._version}\n{json.dumps(self._known, sort_keys=True)}", "utf-8")
            draft.replace(self._path)


def _listed(found: tuple[Needs, ...]) -> _Listed:
    return [[sorted(runs) for runs in needs] for needs in found]


@cache
def kept() -> Kept:
    """What the project's own expressions require."""
    source = Path(reader.__file__)
    version = hashlib.sha256(source.read_bytes()).hexdigest()
    return Kept(Path(cache_from_source(str(source))).with_suffix(".json"), version)
