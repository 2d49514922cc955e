"""Clauses that tell of an earlier augmentation beside the one that the sentence is about."""

from collections.abc import Sequence

from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.values.wording import wording


def former_clauses(sentence: AnnotatedSentence) -> Sequence[tuple[int, int]]:
    """Where a sentence that names an augmentation tells of an earlier one in a clause of its own.

    "L1 was treated by vertebroplasty; she had had an uncomplicated kyphoplasty of L4 in 2015."
    """
    hits = sentence.hits("procedure")
    if not hits:
        return ()
    found = [
        match.span(match.lastgroup or 0)
        for match in wording("timeline", "former_clause").finditer(sentence.text)
        if _is_former(match[match.lastgroup or 0])
    ]
    outside = any(not any(a <= hit.start < b for a, b in found) for hit in hits)
    return found if outside else ()


def _is_former(clause: str) -> bool:
    """Whether a clause tells, as done long before and without trouble, that cement was put in."""
    return all(
        wording("timeline", one).search(clause) for one in ("long_before", "put_in")
    ) and not wording("timeline", "of_trouble").search(clause)
