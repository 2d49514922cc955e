"""The small pattern language of `pipeline/terms/`, compiled to regular expressions.

A pattern is written in lower case as a reader would say it:

- a space stands for spaces or hyphens: `foot drop` also finds "foot-drop";
- `*` after letters stands for any ending: `weak*` finds "weakened";
- ` .. ` stands for up to four words in between, ` ... ` for up to nine, within one clause;
- `{name}` is replaced by a macro of `macros.toml`;
- `(a|b)`, `?` and character classes mean what they mean in regular expressions.

A pattern matches whole words only.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Generic, TypeVar

from pipeline.terms import load
from pipeline.values.gate import required

Owner = TypeVar("Owner")

_GAPS = {" ... ": 9, " .. ": 4}
_ANY_ENDING = re.compile(r"(?<=\w)\*")
_MACRO = re.compile(r"\{([a-z_]+)\}")


def _expand(pattern: str) -> str:
    macros = load("macros")["macro"]
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda match: f"(?:{macros[match[1]]})", pattern)
    return pattern


def _regex(pattern: str) -> str:
    pattern = _ANY_ENDING.sub(r"\\w*", pattern)
    for gap, words in _GAPS.items():
        pattern = pattern.replace(gap, rf"(?:[ -]+[^\s;:]+){{0,{words}}}?[ -]+")
    pattern = pattern.replace(" ?", "[ -]?")
    # Any other space outside a character class is one or more spaces or hyphens.
    return re.sub(r"(?<!\[) (?!-?\])", "[ -]+", pattern)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One compiled pattern.

    `required` is a quick test before the expression runs: a text that holds none of these runs of
    letters has no match; an empty set tells nothing.
    """

    source: str
    required: frozenset[str]
    regex: re.Pattern[str]

    def finditer(self, lowered: str) -> Iterator[re.Match[str]]:
        """All matches in a text that is already in lower case."""
        # A plain loop: asked a million times in a run, it costs half of what `any` does.
        for run in self.required:
            if run in lowered:
                return self.regex.finditer(lowered)
        return iter(()) if self.required else self.regex.finditer(lowered)


@cache
def compile_pattern(source: str) -> Pattern:
    """Compiles one pattern of the term files."""
    expression = _regex(_expand(source))
    return Pattern(source, required(expression), re.compile(rf"(?<!\w)(?:{expression})(?!\w)"))


_GRAM = 4


def _grams_of(text: str, size: int) -> set[str]:
    return {text[place : place + size] for place in range(len(text) - size + 1)}


@cache
def _commonness() -> Counter[str]:
    """In how many example sentences runs of four characters occur: rare ones tell more."""
    examples = (text for term in load("complications")["term"] for text in term["examples"])
    return Counter(gram for text in examples for gram in _grams_of(text.lower(), _GRAM))


def _telling(run: str) -> str:
    """The rarest part of a run that is short enough for `grams`."""
    if len(run) <= _GRAM:
        return run
    return min(sorted(_grams_of(run, _GRAM)), key=lambda gram: _commonness()[gram])


@lru_cache(maxsize=512)
def grams(lowered: str) -> frozenset[str]:
    """All runs of one to four characters in a text; several indexes ask for the same sentence."""
    return frozenset().union(*(_grams_of(lowered, size) for size in range(1, _GRAM + 1)))


class PatternIndex(Generic[Owner]):
    """Many patterns, of which only those are tried whose letters occur in a text.

    Args:
        patterns: each pattern with whom it belongs to.
    """

    def __init__(self, patterns: Iterable[tuple[Owner, Pattern]]) -> None:
        self._patterns = list(patterns)
        self._always = [n for n, (_, p) in enumerate(self._patterns) if not p.required]
        self._by_gram: dict[str, list[int]] = {}
        for rank, (_, pattern) in enumerate(self._patterns):
            for gram in {_telling(run) for run in pattern.required}:
                self._by_gram.setdefault(gram, []).append(rank)
        self._grams = frozenset(self._by_gram)

    def matches(self, lowered: str, held: frozenset[str]) -> Iterator[tuple[Owner, re.Match[str]]]:
        """Yields every match with its owner, in the order of the patterns.

        Args:
            lowered: the text in lower case.
            held: `grams(lowered)`, which a caller with several indexes computes once.
        """
        tried = set(self._always).union(*(self._by_gram[gram] for gram in self._grams & held))
        for rank in sorted(tried):
            owner, pattern = self._patterns[rank]
            for match in pattern.finditer(lowered):
                yield owner, match


def search_any(patterns: Iterable[Pattern], lowered: str) -> re.Match[str] | None:
    """The first match of any pattern, or None."""
    for pattern in patterns:
        for match in pattern.finditer(lowered):
            return match
    return None


def lower(text: str) -> str:
    """Lower case of the same length, so that offsets stay true."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
