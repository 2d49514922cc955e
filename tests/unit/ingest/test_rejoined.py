"""Paragraphs that an edge cut in two."""

import pytest

from pipeline.ingest.blocks import Block, Part, rejoined
from pipeline.ingest.hyphens import Mender


def paragraphs(*texts: str) -> list[str]:
    blocks = [Block(Part.PARAGRAPH, text) for text in texts]
    return [block.text for block in rejoined(blocks, Mender(texts))]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("Cultures that were taken for a temperature of 38.4", "°C remained negative."),
        ("Leakage was seen in the discs, and its rate was 12", "% in the whole group."),
        ("The distance to the posterior wall on CT was found", "to be 4 mm."),
    ],
)
def test_what_begins_no_sentence_goes_on(upper: str, lower: str) -> None:
    assert paragraphs(upper, lower) == [f"{upper} {lower}"]


def test_a_finished_paragraph_stays_alone() -> None:
    texts = ("Cultures that were taken for a fever remained negative.", "She recovered.")
    assert paragraphs(*texts) == list(texts)
