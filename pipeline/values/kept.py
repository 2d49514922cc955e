"""Keeps what expressions require from one start to the next: to read it takes most of a second.

It follows from the expressions alone; where it is missing, or comes from another version of the
module that reads it, it is read anew.
"""

import hashlib
from functools import cache
from pathlib import Path

from pipeline.beside import keep, place_of, recalled
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
        self._known: dict[str, _Listed] = recalled(path, version) or {}
        self._is_complete = True

    def required(self, expression: str) -> tuple[Needs, ...]:
        """What an expression requires, as `required` gives it."""
        if expression not in self._known:
            self._known[expression] = _listed(required(expression))
            self._is_complete = False
        return tuple(tuple(map(frozenset, needs)) for needs in self._known[expression])

    def write(self) -> None:
        """Writes the file if something is new, and if Python may keep what it compiles."""
        if not self._is_complete:
            keep(self._path, self._version, self._known)


def _listed(found: tuple[Needs, ...]) -> _Listed:
    return [[sorted(runs) for runs in needs] for needs in found]


@cache
def kept() -> Kept:
    """What the project's own expressions require."""
    source = Path(reader.__file__)
    version = hashlib.sha256(source.read_bytes()).hexdigest()
    return Kept(place_of(source), version)
