"""Many expressions, of which only those are searched that can match."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Generic, TypeVar

from pipeline.values.gate import Gated
from pipeline.values.required import Needs

Owner = TypeVar("Owner")

_WORD = re.compile(r"\w+|[^\w\s]")

#: The runs that the expressions of all indexes need.
_known: set[str] = set()


def _know(runs: Iterable[str]) -> None:
    _known.update(runs)
    _held_by.cache_clear()
    _held.cache_clear()


@lru_cache(maxsize=1 << 15)
def _held_by(word: str) -> frozenset[str]:
    """The needed runs that a word holds; nearly every word was met before."""
    text = f" {word} "
    parts = (text[a:b] for a in range(len(text)) for b in range(a + 1, len(text) + 1))
    return frozenset(_known.intersection(parts))


@lru_cache(maxsize=1 << 10)
def _held(lowered: str) -> frozenset[str]:
    """The needed runs that a text holds; many indexes ask for the same sentence."""
    return frozenset[str]().union(*map(_held_by, set(_WORD.findall(lowered))))


class Index(Generic[Owner]):
    """Expressions with whom they belong to.

    What an expression needs lies within words, so it is looked up once for every word and kept: a
    sentence costs as many look-ups as it has words, however many expressions there are.

    Args:
        entries: each expression with its owner.
    """

    def __init__(self, entries: Iterable[tuple[Owner, Gated]]) -> None:
        self._entries = list(entries)
        needed = [gated.required for _, gated in self._entries]
        self._always = {rank for rank, choices in enumerate(needed) if not choices}
        #: By run, the expressions that it calls for, with what these need besides.
        self._called: dict[str, list[tuple[int, Needs]]] = {}
        for rank, choices in enumerate(needed):
            for first, *rest in choices:
                _know(run for runs in (first, *rest) for run in runs)
                for run in first:
                    self._called.setdefault(run, []).append((rank, tuple(rest)))
        self._calling = frozenset(self._called)

    def _possible(self, text: str) -> list[int]:
        """The expressions that can match."""
        held = _held(text.lower())
        possible = set(self._always)
        for run in self._calling & held:
            for rank, rest in self._called[run]:
                if not rest or not any(map(held.isdisjoint, rest)):
                    possible.add(rank)
        return sorted(possible)

    def matches(self, text: str) -> Iterator[tuple[Owner, re.Match[str]]]:
        """Yields every match with its owner, in the order of the expressions."""
        for rank in self._possible(text):
            owner, gated = self._entries[rank]
            for match in gated.regex.finditer(text):
                yield owner, match

    def leftmost(self, text: str) -> Iterator[re.Match[str]]:
        """Yields the matches of one expression that has these as its alternatives, in order.

        None of them may match the empty text.
        """
        found: dict[int, re.Match[str]] = {}
        searched, start = self._possible(text), 0
        while True:
            for rank in searched:
                if match := self._entries[rank][1].regex.search(text, start):
                    found[rank] = match
            if not found:
                return
            first = found[min(found, key=lambda rank: (found[rank].start(), rank))]
            yield first
            start = first.end()
            searched = [rank for rank, match in found.items() if match.start() < start]
            for rank in searched:
                del found[rank]
