"""The term files as matchers: every code of every field, with what must not be taken for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from pipeline.annotate.patterns import compile_pattern
from pipeline.terms import load
from pipeline.values.gate import Gated
from pipeline.values.index import Index

#: Term files whose entries carry a field and a code.
TERM_FILES = ("procedure", "sites", "complications", "management", "imaging", "outcome", "leak")


@dataclass(frozen=True, slots=True)
class Term:
    """One code of one field: its patterns, its case-sensitive acronyms, and its look-alikes.

    `denials` are wordings that say by themselves that the finding is absent ("strength was full").
    `holds_denial` says that its words hold their own "no" ("caused no symptoms").
    Where the same words also carry a code of `yields_to`, that more specific code stands alone.
    """

    field: str
    code: str
    patterns: tuple[Gated, ...]
    acronyms: frozenset[str]
    lookalikes: tuple[Gated, ...]
    denials: tuple[Gated, ...] = ()
    yields_to: frozenset[str] = frozenset()
    holds_denial: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that carry a code; offsets are into the sentence."""

    field: str
    code: str
    start: int
    end: int
    denied: bool = False
    holds_denial: bool = False


@cache
def terms() -> tuple[Term, ...]:
    """All terms of the project, in the order of their files."""
    return tuple(
        Term(
            entry["field"],
            entry["code"],
            tuple(compile_pattern(text) for text in entry["patterns"]),
            frozenset(entry.get("acronyms", ())),
            tuple(compile_pattern(text) for text in entry.get("not", ())),
            tuple(compile_pattern(text) for text in entry.get("denies", ())),
            frozenset(entry.get("yields_to", ())),
            entry.get("holds_denial", False),
        )
        for name in TERM_FILES
        for entry in load(name)["term"]
    )


def _disjoint(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest of overlapping spans, in order."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= a or start >= b for a, b in kept):
            kept.append((start, end))
    return sorted(kept)


Places = dict[str, list[tuple[int, int]]]
Spans = list[tuple[int, int]]


class _Kind(Enum):
    """What a pattern says of its term where it matches."""

    NAMED = auto()
    ALIKE = auto()
    DENIED = auto()


Found = dict[_Kind, Spans]


def _patterns(term: Term) -> Iterator[tuple[_Kind, Gated]]:
    for kind, patterns in (
        (_Kind.NAMED, term.patterns),
        (_Kind.ALIKE, term.lookalikes),
        (_Kind.DENIED, term.denials),
    ):
        for pattern in patterns:
            yield kind, pattern


def _hits(term: Term, found: Found) -> Iterator[Hit]:
    """The hits of a term, given where its patterns match."""
    denied = _disjoint(found.get(_Kind.DENIED, []))
    for start, end in denied:
        yield Hit(term.field, term.code, start, end, denied=True)
    taken = [*found.get(_Kind.ALIKE, ()), *denied]
    named = found.get(_Kind.NAMED, ())
    for start, end in _disjoint(
        [s for s in named if all(s[1] <= c or s[0] >= d for c, d in taken)]
    ):
        yield Hit(term.field, term.code, start, end, holds_denial=term.holds_denial)


def find(term: Term, lowered: str, words: Places) -> Iterator[Hit]:
    """Yields the places where a term stands in a sentence.

    Args:
        term: the term.
        lowered: the sentence in lower case.
        words: the words of the sentence as written, with their places, for acronyms.
    """
    found: Found = {}
    for kind, pattern in _patterns(term):
        found.setdefault(kind, []).extend(match.span() for match in pattern.finditer(lowered))
    for acronym in term.acronyms & words.keys():
        found.setdefault(_Kind.NAMED, []).extend(words[acronym])
    yield from _hits(term, found)


@cache
def _index() -> Index[tuple[int, _Kind]]:
    """The patterns of all terms by (place of the term, kind)."""
    return Index(
        ((place, kind), pattern)
        for place, term in enumerate(terms())
        for kind, pattern in _patterns(term)
    )


@cache
def _acronyms() -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, term in enumerate(terms()):
        for acronym in sorted(term.acronyms):
            found.setdefault(acronym, []).append(place)
    return found


def find_terms(lowered: str, words: Places) -> Iterator[Hit]:
    """Yields the places where any of the project's terms stands in a sentence."""
    found: dict[int, Found] = {}
    for (place, kind), match in _index().matches(lowered):
        found.setdefault(place, {}).setdefault(kind, []).append(match.span())
    for acronym in _acronyms().keys() & words.keys():
        for place in _acronyms()[acronym]:
            found.setdefault(place, {}).setdefault(_Kind.NAMED, []).extend(words[acronym])
    for place in sorted(found):
        yield from _hits(terms()[place], found[place])
