"""The term files as matchers: every code of every field, with what must not be taken for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.annotate.patterns import PatternIndex, compile_pattern
from pipeline.terms import load
from pipeline.values.gate import Gated

#: Term files whose entries carry a field and a code.
TERM_FILES = ("procedure", "sites", "complications", "management", "imaging", "outcome", "leak")


@dataclass(frozen=True, slots=True)
class Term:
    """One code of one field: its patterns, its case-sensitive acronyms, and its look-alikes.

    `denials` are wordings that say by themselves that the finding is absent ("strength was full").
    Where the same words also carry the code `yields_to`, that more specific code stands alone.
    """

    field: str
    code: str
    patterns: tuple[Gated, ...]
    acronyms: frozenset[str]
    lookalikes: tuple[Gated, ...]
    denials: tuple[Gated, ...] = ()
    yields_to: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that carry a code; offsets are into the sentence."""

    field: str
    code: str
    start: int
    end: int
    denied: bool = False


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
            entry.get("yields_to", ""),
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


def _hits(term: Term, lowered: str, spans: Spans, denials: Spans) -> Iterator[Hit]:
    """The hits of a term, given where its patterns and its denials match."""
    denied = _disjoint(denials)
    for start, end in denied:
        yield Hit(term.field, term.code, start, end, denied=True)
    if not spans:
        return
    taken = [match.span() for pattern in term.lookalikes for match in pattern.finditer(lowered)]
    free = [(a, b) for a, b in spans if all(b <= c or a >= d for c, d in [*taken, *denied])]
    for start, end in _disjoint(free):
        yield Hit(term.field, term.code, start, end)


def find(term: Term, lowered: str, words: Places) -> Iterator[Hit]:
    """Yields the places where a term stands in a sentence.

    Args:
        term: the term.
        lowered: the sentence in lower case.
        words: the words of the sentence as written, with their places, for acronyms.
    """
    spans = [match.span() for pattern in term.patterns for match in pattern.finditer(lowered)]
    spans += [place for acronym in term.acronyms for place in words.get(acronym, ())]
    denials = [match.span() for pattern in term.denials for match in pattern.finditer(lowered)]
    yield from _hits(term, lowered, spans, denials)


@cache
def _index() -> PatternIndex[tuple[int, bool]]:
    """The patterns and denials of all terms by (place of the term, whether it is a denial)."""
    return PatternIndex(
        ((place, denies), pattern)
        for place, term in enumerate(terms())
        for denies, patterns in ((False, term.patterns), (True, term.denials))
        for pattern in patterns
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
    spans: dict[int, Spans] = {}
    denials: dict[int, Spans] = {}
    for (place, denies), match in _index().matches(lowered):
        (denials if denies else spans).setdefault(place, []).append(match.span())
    for acronym in _acronyms().keys() & words.keys():
        for place in _acronyms()[acronym]:
            spans.setdefault(place, []).extend(words[acronym])
    for place in sorted(spans.keys() | denials.keys()):
        yield from _hits(terms()[place], lowered, spans.get(place, []), denials.get(place, []))
