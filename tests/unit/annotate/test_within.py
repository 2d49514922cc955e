"""A stretch of a sentence is read as if nothing else were said."""

from pipeline.annotate.context import Context
from pipeline.annotate.sentence import AnnotatedSentence

TEXT = "All four failed to improve without decompression, and a woman had no leakage."


def test_offsets_stay_and_the_rest_is_blank() -> None:
    start = TEXT.index("a woman")
    stretch = AnnotatedSentence(TEXT).within(start, len(TEXT))
    assert len(stretch.text) == len(TEXT)
    assert stretch.text[start:] == TEXT[start:]
    assert stretch.text[:start].strip() == ""


def test_a_negation_outside_does_not_reach_in() -> None:
    text = "There was no fever but leakage"
    start = text.index("leakage")
    (hit,) = AnnotatedSentence(text).within(start, len(text)).hits("leakage")
    assert (hit.start, hit.end) == (start, len(text))
    negated = AnnotatedSentence("no leakage")
    assert negated.context(negated.hits("leakage")[0]) is Context.NEGATED
    alone = negated.within(3, 10)
    assert alone.context(alone.hits("leakage")[0]) is Context.AFFIRMED
