"""Every term matches its own examples, through one of its patterns, as the code it stands for."""

from typing import Any

import pytest

from pipeline.annotate.lexicon import TERM_FILES, Term, find, terms
from pipeline.annotate.patterns import lower
from pipeline.annotate.sentence import words_of
from pipeline.terms import load

ENTRIES = [entry for name in TERM_FILES for entry in load(name)["term"]]


def _term(entry: dict[str, Any]) -> Term:
    return next(t for t in terms() if (t.field, t.code) == (entry["field"], entry["code"]))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: f"{e['field']}-{e['code']}")
def test_examples_match(entry: dict[str, Any]) -> None:
    for example in entry["examples"]:
        assert list(find(_term(entry), lower(example), words_of(example))), example


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: f"{e['field']}-{e['code']}")
def test_counter_examples_do_not_match(entry: dict[str, Any]) -> None:
    for example in entry.get("not_examples", ()):
        assert not list(find(_term(entry), lower(example), words_of(example))), example
