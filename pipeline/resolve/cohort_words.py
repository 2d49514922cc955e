"""The vocabulary of counts, compiled once."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.terms import load
from pipeline.values.number import NUMBER


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("{N}", NUMBER), re.IGNORECASE)


@cache
def word(table: str, key: str = "pattern") -> re.Pattern[str]:
    """A pattern of `cohort.toml`."""
    return _compiled(load("cohort")[table][key])


@cache
def foreign() -> re.Pattern[str]:
    """What marks other people's numbers; names are told from words by their capital."""
    return re.compile(load("cohort")["foreign"]["pattern"])


@cache
def units() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The nouns that numbers count, by class."""
    return tuple((name, _compiled(pattern)) for name, pattern in load("cohort")["units"].items())


@cache
def site_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Further names of sites, by code."""
    return tuple((code, _compiled(p)) for code, p in load("cohort")["sites"].items())


@dataclass(frozen=True, slots=True)
class Cue:
    """Words near a number that speak for or against its being the size of the series."""

    weight: float
    near: re.Pattern[str]


@cache
def cues(name: str) -> tuple[Cue, ...]:
    """The cues for one count."""
    entries: list[dict[str, Any]] = load("cohort")[name]
    return tuple(Cue(entry["weight"], _compiled(entry["near"])) for entry in entries)
