"""Every term matches its own examples, through one of its patterns, as the code it stands for."""

from typing import Any

import pytest

from pipeline.annotate.context import Context
from pipeline.annotate.lexicon import TERM_FILES, Hit, Term, find, terms
from pipeline.annotate.patterns import lower
from pipeline.annotate.sentence import AnnotatedSentence, words_of
from pipeline.terms import load

ENTRIES = [entry for name in TERM_FILES for entry in load(name)["term"]]
SENTENCES = [entry for name in TERM_FILES for entry in load(name).get("sentence", ())]


def _term(entry: dict[str, Any]) -> Term:
    own = (entry["field"], entry["code"], entry.get("holds_denial", False))
    return next(t for t in terms() if (t.field, t.code, t.holds_denial) == own)


def _hits(entry: dict[str, Any], text: str) -> list[Hit]:
    return list(find(_term(entry), lower(text), words_of(text)))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: f"{e['field']}-{e['code']}")
def test_examples_match(entry: dict[str, Any]) -> None:
    for example in entry["examples"]:
        assert any(not hit.denied for hit in _hits(entry, example)), example


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: f"{e['field']}-{e['code']}")
def test_counter_examples_do_not_match(entry: dict[str, Any]) -> None:
    for example in entry.get("not_examples", ()):
        assert not _hits(entry, example), example


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: f"{e['field']}-{e['code']}")
def test_denial_examples_deny(entry: dict[str, Any]) -> None:
    for example in entry.get("denial_examples", ()):
        sentence = AnnotatedSentence(example)
        hits = [hit for hit in sentence.hits(entry["field"]) if hit.code == entry["code"]]
        assert {sentence.context(hit) for hit in hits} == {Context.NEGATED}, example


@pytest.mark.parametrize("entry", SENTENCES, ids=lambda e: e["text"])
def test_sentences_mean_what_they_say(entry: dict[str, Any]) -> None:
    sentence = AnnotatedSentence(entry["text"])
    hits = [hit for hit in sentence.hits(entry["field"]) if hit.code == entry["code"]]
    assert {sentence.context(hit) for hit in hits} == {Context(entry["context"])}
