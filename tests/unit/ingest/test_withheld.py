"""Pages saved in an article's place."""

import re

import pytest

from pipeline.document.model import Extent
from pipeline.ingest.outcome import FailureCode, ReadError
from pipeline.ingest.read import read_bytes
from pipeline.ingest.withheld import stub_words
from pipeline.terms import load

STUB = load("withheld")["stub"]
ABSTRACT = (
    "A 71-year-old man was treated with kyphoplasty of T12 for a painful fracture. Two days later "
    "he had chest pain, and cement was found in his heart. It was removed by surgery with "
    "bypass, and he left the hospital after two weeks. At the last visit he had no complaints. "
)


@pytest.mark.parametrize("text", STUB["examples"])
def test_the_examples_of_the_data(text: str) -> None:
    assert stub_words(text)


def test_every_pattern_has_an_example() -> None:
    for pattern in STUB["patterns"]:
        assert any(re.search(pattern, text, re.I) for text in STUB["examples"]), pattern


PAGES = {
    "cookie wall": "<html><head><title>Cement in the heart</title></head><body><h1>Before you go on"
    "</h1><p>Please enable cookies to view this article.</p></body></html>",
    "log-in": "<html><title>Spine</title><body><form>Sign in to continue</form></body></html>",
    "stub": "<html><body><main><h1>Cement in the heart after kyphoplasty</h1><p>The first page of "
    f"the article is shown below. {'More by the same author. ' * 12}</p>"
    "<p>Purchase this article</p></main></body></html>",
    "answer of a server": '{"error": "API rate limit exceeded", "count": 11}',
    "error as XML": "<error><message>Internal server error</message></error>",
    "error as text": "Access denied. You do not have permission to access this document. " * 4,
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_the_articles_place(name: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(PAGES[name].encode())
    assert caught.value.code is FailureCode.WITHHELD
    assert '("' in caught.value.detail


def test_the_abstract_on_a_publishers_page_is_read_as_such() -> None:
    page = (
        f"<html><body><main><h1>Cement in the heart after kyphoplasty</h1><p>{ABSTRACT * 3}</p>"
        "<p>Get access to the full version of this article.</p></main></body></html>"
    )
    (document,) = read_bytes(page.encode())
    assert document.traits.extent is Extent.ABSTRACT
    assert "cement was found in his heart" in document.text


def test_a_short_report_is_no_stub_for_a_few_words() -> None:
    text = f"Cement in the heart\n\n{ABSTRACT}\nThe femoral vein was used to get access to it.\n"
    (document,) = read_bytes(text.encode())
    assert document.traits.extent is Extent.FULL
    stub = text.replace("The femoral vein was used to get access to it.", "Get access")
    (document,) = read_bytes(stub.encode())
    assert document.traits.extent is Extent.ABSTRACT


def test_an_article_may_speak_of_access() -> None:
    text = f"Cement in the heart\n\nCase report\n{ABSTRACT * 12}\nWe get access to the vein.\n"
    (document,) = read_bytes(text.encode())
    assert document.traits.extent is Extent.FULL
