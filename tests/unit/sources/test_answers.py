"""The words by which a service says that it cannot serve now."""

import re

import pytest

from pipeline.sources.answers import passing
from pipeline.terms import load

PASSING = load("answers")["passing"]


@pytest.mark.parametrize("text", PASSING["examples"])
def test_the_examples_of_the_data(text: str) -> None:
    assert passing(f"<html><p>{text}</p></html>".encode())


def test_every_pattern_has_an_example() -> None:
    for pattern in PASSING["patterns"]:
        assert any(re.search(pattern, text, re.I) for text in PASSING["examples"]), pattern


@pytest.mark.parametrize("text", ["Purchase this article", "Log in", "Access denied"])
def test_a_page_that_stays_is_not_passing(text: str) -> None:
    assert not passing(text.encode())
