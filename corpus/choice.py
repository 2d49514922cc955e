"""Stable choices: the same document gets the same format, volume or running head on every run."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def draw(identifier: str, purpose: str, below: int) -> int:
    """A whole number in `0 .. below - 1` that depends on the two texts alone."""
    digest = hashlib.sha256(f"{purpose}:{identifier}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % below


def pick(identifier: str, purpose: str, options: Sequence[T]) -> T:
    """One of the options, always the same for the same document and purpose."""
    return options[draw(identifier, purpose, len(options))]
