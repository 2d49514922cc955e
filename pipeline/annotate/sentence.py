"""One sentence with everything that was found in it, found when asked for."""

import re
from functools import cached_property

from pipeline.annotate.context import Context, SentenceContext
from pipeline.annotate.lexicon import Hit, Term, find, find_terms, terms
from pipeline.annotate.patterns import lower
from pipeline.values.interval import Interval, find_intervals
from pipeline.values.level import find_levels
from pipeline.values.level_span import LevelSpan

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*")


def words_of(text: str) -> dict[str, list[tuple[int, int]]]:
    """The words of a text as written, each with its places."""
    places: dict[str, list[tuple[int, int]]] = {}
    for match in _WORD.finditer(text):
        places.setdefault(match.group(), []).append(match.span())
    return places


def _without_yielding(hits: list[Hit], term: Term) -> list[Hit]:
    """The hits without those of a term that share words with a code it yields to."""
    stronger = [hit for hit in hits if hit.code in term.yields_to]
    return [
        hit
        for hit in hits
        if hit.code != term.code
        or all(hit.end <= other.start or hit.start >= other.end for other in stronger)
    ]


class AnnotatedSentence:
    """A sentence and, computed on first use, its terms, context, levels and intervals.

    All offsets are into the sentence.

    Args:
        text: the sentence.
        local: further terms that the document's own abbreviations stand for.
        shadowed: acronyms that this document defines as something else.
    """

    def __init__(
        self, text: str, local: tuple[Term, ...] = (), shadowed: frozenset[str] = frozenset()
    ) -> None:
        self.text = text
        self.lowered = lower(text)
        self._local = local
        self._shadowed = shadowed

    def within(self, start: int, end: int) -> "AnnotatedSentence":
        """The sentence with all outside a stretch blanked, as if nothing else were said."""
        blanked = " " * start + self.text[start:end] + " " * (len(self.text) - end)
        return AnnotatedSentence(blanked, self._local, self._shadowed)

    @cached_property
    def words(self) -> dict[str, list[tuple[int, int]]]:
        """The words as written, without those the document defines otherwise."""
        found = words_of(self.text)
        return {word: places for word, places in found.items() if word not in self._shadowed}

    def _without_shadowed(self) -> str:
        """The sentence in lower case, its shadowed acronyms blanked: patterns know some of them."""
        lowered = self.lowered
        for acronym in sorted(self._shadowed):
            blank = "_" * len(acronym)
            for match in re.finditer(rf"\b{acronym}\b", self.text):
                lowered = lowered[: match.start()] + blank + lowered[match.end() :]
        return lowered

    @cached_property
    def _hits(self) -> dict[str, list[Hit]]:
        found: dict[str, list[Hit]] = {}
        lowered = self._without_shadowed()
        for hit in find_terms(lowered, self.words):
            found.setdefault(hit.field, []).append(hit)
        all_words = words_of(self.text) if self._local else {}
        for term in self._local:
            for hit in find(term, self.lowered, all_words):
                found.setdefault(hit.field, []).append(hit)
        for term in terms():
            if term.yields_to and term.field in found:
                found[term.field] = _without_yielding(found[term.field], term)
        for hits in found.values():
            hits.sort(key=lambda hit: (hit.start, hit.end, hit.code))
        return found

    def hits(self, field: str) -> list[Hit]:
        """The terms of a field, in order."""
        return self._hits.get(field, [])

    @cached_property
    def _context(self) -> SentenceContext:
        return SentenceContext(self.lowered)

    def context_at(self, start: int, end: int) -> Context:
        """How the sentence means a stretch of its words."""
        return self._context.of(start, end)

    def context(self, hit: Hit) -> Context:
        """How the sentence means a hit."""
        context = self._context.of(hit.start, hit.end, hit.holds_denial)
        if hit.denied:
            return Context.NEGATED if context is Context.AFFIRMED else context
        return context

    @cached_property
    def levels(self) -> list[LevelSpan]:
        """The vertebral levels."""
        return find_levels(self.text)

    @cached_property
    def intervals(self) -> list[Interval]:
        """The lengths of time."""
        return find_intervals(self.text)
