"""The vocabulary of counts, compiled once."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.terms import load
from pipeline.values.gate import Gated
from pipeline.values.number import NUMBER


def _gated(pattern: str) -> Gated:
    return Gated(pattern.replace("{N}", NUMBER))


@cache
def word(table: str, key: str = "pattern") -> Gated:
    """A pattern of `cohort.toml`."""
    return _gated(load("cohort")[table][key])


@cache
def foreign() -> Gated:
    """What marks other people's numbers; names are told from words by their capital."""
    return Gated(load("cohort")["foreign"]["pattern"], re.NOFLAG)


@cache
def units() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The nouns that numbers count, by class."""
    return tuple((name, _gated(pattern).regex) for name, pattern in load("cohort")["units"].items())


@cache
def site_words() -> tuple[tuple[str, Gated], ...]:
    """Further names of sites, by code."""
    return tuple((code, _gated(p)) for code, p in load("cohort")["sites"].items())


@dataclass(frozen=True, slots=True)
class Cue:
    """Words near a number that speak for or against its being the size of the series."""

    weight: float
    near: Gated


@cache
def cues(name: str) -> tuple[Cue, ...]:
    """The cues for one count."""
    entries: list[dict[str, Any]] = load("cohort")[name]
    return tuple(Cue(entry["weight"], _gated(entry["near"])) for entry in entries)
