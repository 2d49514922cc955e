"""Regular expressions behind a quick test: what every match holds, asked for before searching.

Most wordings do not occur in most sentences, and a search of a long sentence by a long expression
costs a hundred times what `in` does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_ESCAPE = re.compile(r"\\.")
_CLASS = re.compile(r"\[\^?\]?[^\]]*\]")
#: How a group opens: named and plain ones hold text, the others only look at it.
_OPENING = re.compile(r"\((?P<look>\?<?[=!])?(?:\?P<\w+>|\?[a-z]*(?:-[a-z]+)?:)?", re.IGNORECASE)
_OPTIONAL = re.compile(r"[?*]|\{0?,")

Runs = frozenset[str]


def required(expression: str) -> Runs:
    """Runs of letters, in lower case, of which every match holds at least one.

    Args:
        expression: a regular expression whose case does not matter, not a verbose one.

    Returns:
        The runs; empty where nothing is certain.
    """
    # An escape is no letter, and neither is what stands for one.
    runs, _ = _alternatives(_CLASS.sub("0", _ESCAPE.sub("0", expression)).lower(), 0)
    return runs


def _alternatives(text: str, place: int) -> tuple[Runs, int]:
    """The runs of alternatives up to the end or the closing bracket, and the place after it."""
    choices: list[Runs] = []
    while True:
        runs, place = _sequence(text, place)
        choices.append(runs)
        if text[place : place + 1] != "|":
            break
        place += 1
    return (frozenset().union(*choices) if all(choices) else frozenset()), place + 1


def _sequence(text: str, place: int) -> tuple[Runs, int]:
    """The runs of a sequence, the best of its parts, and the place where it ends."""
    parts: list[Runs] = []
    run = ""
    while place < len(text) and text[place] not in "|)":
        char = text[place]
        if char == "(":
            parts.append(frozenset([run] if run else []))
            run = ""
            inside, place = _group(text, place)
            parts.append(inside)
            continue
        optional = _OPTIONAL.match(text, place + 1)
        if char.isalpha() and not optional:
            run += char
        else:
            parts.append(frozenset([run] if run else []))
            run = ""
        place += 1
    parts.append(frozenset([run] if run else []))
    return max(parts, key=_worth), place


def _group(text: str, place: int) -> tuple[Runs, int]:
    opening = _OPENING.match(text, place)
    assert opening is not None
    inside, after = _alternatives(text, opening.end())
    useless = opening["look"] or _OPTIONAL.match(text, after)
    return (frozenset() if useless else inside), after


def _worth(runs: Runs) -> tuple[int, int, list[str]]:
    """Long runs tell most, and among them few."""
    return (min(map(len, runs), default=0), -len(runs), sorted(runs))


@dataclass(frozen=True)
class Gated:
    """A regular expression, letter case ignored, that is searched only where it can match."""

    text: str
    flags: re.RegexFlag = re.IGNORECASE

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled expression."""
        return re.compile(self.text, self.flags)

    @cached_property
    def _runs(self) -> tuple[str, ...]:
        return tuple(sorted(required(self.text)))

    def _may_match(self, text: str) -> bool:
        if not self._runs:
            return True
        # A plain loop: asked a million times in a run, it costs half of what `any` does.
        lowered = text.lower()
        for run in self._runs:  # noqa: SIM110
            if run in lowered:
                return True
        return False

    def search(self, text: str) -> re.Match[str] | None:
        """The first match anywhere in a text."""
        return self.regex.search(text) if self._may_match(text) else None

    def match(self, text: str) -> re.Match[str] | None:
        """The match at the beginning of a text."""
        return self.regex.match(text)

    def finditer(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[re.Match[str]]:
        """All matches that lie between two places of a text, in order."""
        if not self._may_match(text):
            return iter(())
        return self.regex.finditer(text, start, len(text) if end is None else end)

    def sub(self, new: str, text: str) -> str:
        """The text with every match replaced."""
        return self.regex.sub(new, text) if self._may_match(text) else text
