"""Which term a phrase means: by the patterns, else by its likeness to a known name."""

import re
from functools import cache, lru_cache
from typing import Any

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from pipeline.annotate.lexicon import terms
from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.terms import load

#: Field and code of a term.
Key = tuple[str, str]

#: The least similarity at which a phrase means what a name means.
_PHRASE = 0.8
#: The least similarity of a word that is one slip away from a name.
_SLIP = 0.65
#: Words alike begin with the same letters, so many of them.
_BEGINNING = 3
#: Shorter words are too often other words with one letter changed; no name is longer.
_SHORTEST_SLIP, _LONGEST_SLIP = 9, 40


@lru_cache(maxsize=16384)
def known(text: str) -> frozenset[Key]:
    """The terms whose patterns or acronyms a phrase contains."""
    sentence = AnnotatedSentence(text)
    fields = {term.field for term in terms()}
    hits = [hit for field in fields for hit in sentence.hits(field)]
    return frozenset((hit.field, hit.code) for hit in hits if not hit.denied)


@lru_cache(maxsize=16384)
def meaning(phrase: str) -> frozenset[Key]:
    """The terms a phrase contains or, where there is none, the one whose name is most like it."""
    found = known(phrase)
    if found:
        return found
    possible = _complete(phrase)
    # Most phrases end here, and most processes never load the linker.
    return possible & _linked(phrase, _PHRASE) if possible else found


@lru_cache(maxsize=65536)
def slip(word: str) -> frozenset[Key]:
    """The term that a word in lower case names but for one letter; empty for any other word.

    The letter may be missing, wrong, too many, or out of its place.
    """
    if not _SHORTEST_SLIP <= len(word) <= _LONGEST_SLIP:
        return frozenset()
    if _misspellings().isdisjoint(_shortened(word)):
        return frozenset()
    if word in load("names")["not_misspelt"] or known(word):
        return frozenset()
    return _linked(word, _SLIP)


@cache
def _names() -> tuple[tuple[str, Key], ...]:
    entries = load("names")["entry"]
    return tuple((name, (e["field"], e["code"])) for e in entries for name in e["names"])


def _beginnings(text: str) -> set[str]:
    return {word[:_BEGINNING] for word in re.findall(r"\w+", text.lower())}


def _complete(phrase: str) -> frozenset[Key]:
    """The terms that have a name of which the phrase lacks no word.

    Letters alone would take "vertebral body" for a "vertebral body stent".
    """
    here = _beginnings(phrase)
    return frozenset(key for name, key in _names() if _beginnings(name) <= here)


def _shortened(word: str) -> set[str]:
    """The word, and the word without one of its letters: one slip leaves one of them common."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


@cache
def _misspellings() -> frozenset[str]:
    words = [name for name, _ in _names() if name.isalpha() and len(name) >= _SHORTEST_SLIP]
    return frozenset(text for word in words for text in _shortened(word))


@cache
def _entity_linker() -> tuple[Any, dict[str, Key], Vocab]:
    # Costs a second for scikit-learn, which most documents never need.
    from pipeline.annotate.knowledge import concept_ids, entity_linker

    return entity_linker(_SLIP), concept_ids(), Vocab()


def _linked(phrase: str, least: float) -> frozenset[Key]:
    linker, concepts, vocab = _entity_linker()
    doc = Doc(vocab, words=[phrase])
    doc.ents = [Span(doc, 0, 1, label="TERM")]
    found = linker(doc).ents[0]._.kb_ents
    return frozenset(concepts[concept] for concept, score in found if score >= least)
