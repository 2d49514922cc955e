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
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Generic, TypeVar

from pipeline.terms import load
from pipeline.values.gate import Gated
from pipeline.values.required import Needs

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


@cache
def compile_pattern(source: str) -> Gated:
    """One pattern of the term files, to be searched in a text in lower case."""
    return Gated(rf"(?<!\w)(?:{_regex(_expand(source))})(?!\w)", re.NOFLAG)


_WORD = re.compile(r"\w+|[^\w\s]")
#: So many words stand for nearly all that are read; what is asked of one is asked again.
_WORDS = 1 << 14


@lru_cache(maxsize=512)
def _words(lowered: str) -> frozenset[str]:
    """The words and marks of a text; several indexes ask for the same sentence."""
    return frozenset(_WORD.findall(lowered))


class PatternIndex(Generic[Owner]):
    """Many patterns, of which only those are searched that can match.

    What a pattern needs lies within words, so it is looked up once for every word and kept: a
    sentence costs as many look-ups as it has words, however many patterns there are.

    Args:
        patterns: each pattern with whom it belongs to.
    """

    def __init__(self, patterns: Iterable[tuple[Owner, Gated]]) -> None:
        self._patterns = list(patterns)
        self._always = {n for n, (_, gated) in enumerate(self._patterns) if not gated.required}
        #: By run, the patterns that it calls for, with what these need besides.
        self._called: dict[str, list[tuple[int, Needs]]] = {}
        for rank, (_, gated) in enumerate(self._patterns):
            for first, *rest in gated.required:
                for run in first:
                    self._called.setdefault(run, []).append((rank, tuple(rest)))
        needs = (runs for _, gated in self._patterns for needs in gated.required for runs in needs)
        self._runs = frozenset().union(*needs)
        self._held_by = lru_cache(maxsize=_WORDS)(self._runs_of)

    def _runs_of(self, word: str) -> frozenset[str]:
        """The needed runs that a word holds."""
        text = f" {word} "
        parts = (text[a:b] for a in range(len(text)) for b in range(a + 1, len(text) + 1))
        return self._runs.intersection(parts)

    def _possible(self, lowered: str) -> set[int]:
        """The patterns that can match."""
        held = frozenset[str]().union(*map(self._held_by, _words(lowered)))
        possible = set(self._always)
        for run in held & self._called.keys():
            for rank, rest in self._called[run]:
                if rank not in possible and not any(map(held.isdisjoint, rest)):
                    possible.add(rank)
        return possible

    def matches(self, lowered: str) -> Iterator[tuple[Owner, re.Match[str]]]:
        """Yields every match with its owner, in the order of the patterns.

        Args:
            lowered: the text in lower case.
        """
        for rank in sorted(self._possible(lowered)):
            owner, gated = self._patterns[rank]
            for match in gated.regex.finditer(lowered):
                yield owner, match


def search_any(patterns: Iterable[Gated], lowered: str) -> re.Match[str] | None:
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
