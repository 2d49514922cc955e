"""The same article gives the same values of its patients, in whatever format it comes."""

import pytest

from tests.golden.renderings import paper, renderings, values

LAYOUTS = ("classic", "small_caps", "numbered", "ragged", "three_first", "one_first", "sideways")
DOCUMENTS = (
    "a12",
    "a34",
    "b07",
    "c09",
    "d05",
    "d17",
    "d30",
    "e09",
    "f01",
    "g20",
    "h46",
    "l39",
    "m32",
    "p10",
)
# What says little of where it begins and where its paragraphs end: posters in keywords, letters,
# saved pages, abstracts in one paragraph, case reports on a page of their own.
BRIEF = (
    "a09",
    "a38",
    "b10",
    "b11",
    "d08",
    "d28",
    "f18",
    "f22",
    "g02",
    "g22",
    "h60",
    "j12",
    "p01",
    "p06",
    "p17",
)


@pytest.mark.parametrize("identifier", DOCUMENTS + BRIEF)
def test_every_format_says_what_the_jats_says(identifier: str) -> None:
    found = {name: values(content) for name, content in renderings(paper(identifier), LAYOUTS)}
    said = found["jats"]
    assert said
    assert {name for name, case in found.items() if case != said} == set()
