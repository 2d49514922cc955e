"""What a sentence says in general beside what it says of the own patient.

"Cement in the epidural space has been blamed, but in our patient none was seen": the first half is
of nobody here.
"""

from pipeline.values.wording import wording


def general_half(text: str) -> tuple[int, int]:
    """The stretch of a sentence about own patients that holds of others; empty without one.

    Args:
        text: the sentence.
    """
    for turn in wording("contrast", "turn").finditer(text):
        before, after = (0, turn.start()), (turn.start(), len(text))
        if _is_general(text[slice(*before)]) and _is_own(text[slice(*after)]):
            return before
        if _is_own(text[slice(*before)]) and _is_general(text[slice(*after)]):
            return after
    return 0, 0


def _is_own(text: str) -> bool:
    return wording("contrast", "own").search(text) is not None


def _is_general(text: str) -> bool:
    return wording("contrast", "general").search(text) is not None and not _is_own(text)
