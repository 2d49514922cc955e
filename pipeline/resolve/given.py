"""Whether care that a sentence names was given: not refused, judged too risky or left out."""

from pipeline.annotate.lexicon import Hit
from pipeline.resolve.passage import Passage
from pipeline.values.wording import wording

_AFTER = ("denied", "denied_long", "judged", "judged_short")


def _said(key: str, words: str) -> bool:
    return bool(wording("care", key).search(words))


def was_given(passage: Passage, hit: Hit) -> bool:
    """Whether care was given, as far as the words beside its name tell."""
    text = passage.text.lowered
    if _said("own_denial", text[hit.start : hit.end]):
        return True
    before, after = text[passage.start : hit.start], text[hit.end : passage.end]
    return not _said("only_thought", before) and not any(_said(key, after) for key in _AFTER)
