"""Which term a phrase means: by the patterns, else by its likeness to a known name."""

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
#: A phrase that shares fewer of its three-letter runs with every name is not looked up.
_RESEMBLES = 0.5
#: Shorter words are too often other words with one letter changed.
_SHORTEST_SLIP = 9


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
    if found or not _resembles_a_name(phrase.lower()):
        return found
    return _linked(phrase, _PHRASE)


@lru_cache(maxsize=65536)
def slip(word: str) -> frozenset[Key]:
    """The term that a word in lower case names but for one letter; empty for any other word.

    The letter may be missing, wrong, too many, or out of its place.
    """
    if len(word) < _SHORTEST_SLIP or _misspellings().isdisjoint(_shortened(word)):
        return frozenset()
    if word in load("names")["not_misspelt"] or known(word):
        return frozenset()
    return _linked(word, _SLIP)


def _names() -> list[str]:
    return [name for entry in load("names")["entry"] for name in entry["names"]]


def _shortened(word: str) -> set[str]:
    """The word, and the word without one of its letters: one slip leaves one of them common."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


@cache
def _misspellings() -> frozenset[str]:
    words = [name for name in _names() if name.isalpha() and len(name) >= _SHORTEST_SLIP]
    return frozenset(text for word in words for text in _shortened(word))


def _runs(text: str) -> frozenset[str]:
    return frozenset(text[place : place + 3] for place in range(len(text) - 2))


@cache
def _names_in_runs() -> tuple[frozenset[str], ...]:
    return tuple(_runs(name) for name in _names())


def _resembles_a_name(lowered: str) -> bool:
    """A quick test that spares most phrases, and most processes, the loading of the linker."""
    runs = _runs(lowered)
    return any(
        2 * len(runs & name) >= _RESEMBLES * (len(runs) + len(name)) for name in _names_in_runs()
    )


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
