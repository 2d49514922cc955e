"""What program and vocabulary are at work, named by the bytes they consist of."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_HOME = Path(__file__).parent
_LENGTH = 12


@cache
def terms_version() -> str:
    """Names the vocabulary and wording rules."""
    return _digest((_HOME / "terms").glob("*.toml"))


@cache
def program_version() -> str:
    """Names the code."""
    return _digest(_HOME.rglob("*.py"))


def _digest(paths: Iterable[Path]) -> str:
    found = hashlib.sha256()
    for path in sorted(paths):
        found.update(path.relative_to(_HOME).as_posix().encode() + b"\0")
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:_LENGTH]
