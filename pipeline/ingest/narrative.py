"""Tells what an article reports from what stands around it."""

from pipeline.values.wording import wording

_LEAST_WORDS = 10
_SURELY = 5


def is_narrative(text: str) -> bool:
    """Whether a paragraph reports on patients, so that it is evidence wherever it stands."""
    if len(text.split()) < _LEAST_WORDS or not wording("narrative", "told").search(text):
        return False
    if wording("narrative", "aged").search(text):
        return True
    found = {match[0].casefold() for match in wording("narrative", "clinical").finditer(text)}
    return len(found) >= (_SURELY if wording("narrative", "formal").search(text) else 2)
