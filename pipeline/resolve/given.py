"""Whether care that a sentence names was given for the complication.

Not what was refused, judged too risky or left out; not what an operation takes as a matter of
course, what was tried before the procedure, nor a drug that the patient took for another disease.
"""

from pipeline.annotate.lexicon import Hit
from pipeline.resolve.passage import Passage
from pipeline.values.wording import wording

_AFTER = ("denied", "denied_long", "judged", "judged_short", "stopped_for_it")
#: Drugs that people take for other diseases: before anything has gone wrong they are for those.
DRUGS = {"anticoagulation", "steroids"}


def _said(key: str, words: str) -> bool:
    return bool(wording("care", key).search(words))


def was_given(passage: Passage, hit: Hit) -> bool:
    """Whether care was given, and for this complication, as far as its sentence tells."""
    text = passage.text.lowered
    if _said("own_denial", text[hit.start : hit.end]):
        return True
    before, after = text[passage.start : hit.start], text[hit.end : passage.end]
    if _said("of_the_dead", before) or _said("not_worn", text[hit.start : passage.end]):
        return False
    if hit.code == "conservative" and _said("of_fracture", before):
        return False
    if _said("only_thought", before) or any(_said(key, after) for key in _AFTER):
        return False
    if hit.code == "conservative" and _said("taken_no_more", before):
        return False
    if hit.code == "other" and (
        _said("blood_lost", before)
        or _said("to_rinse", after)
        or _holds_steroid(passage, hit)
        or _is_of_decompression(passage, hit)
    ):
        return False
    return not (hit.code in DRUGS and _for_another(passage, hit))


def _holds_steroid(passage: Passage, hit: Hit) -> bool:
    """Whether a block is told with the steroid that it was given with: that is its code."""
    text = passage.text.lowered
    if not _said("block", text[hit.start : hit.end]):
        return False
    return any(
        one.code == "steroids" and ";" not in text[hit.end : one.start] + text[one.end : hit.start]
        for one in passage.affirmed("management")
    )


def _is_of_decompression(passage: Passage, hit: Hit) -> bool:
    """Whether a clot was taken out in the course of a decompression."""
    clot = _said("clot", passage.text.lowered[hit.start : hit.end])
    return clot and any(one.code == "decompression" for one in passage.affirmed("management"))


def _for_another(passage: Passage, hit: Hit) -> bool:
    """Whether a drug is told to be for a disease that the patient had before."""
    text = passage.text.lowered
    if _said("for_trouble", text[hit.end : passage.end]):
        return False
    for one in wording("care", "for_disease").finditer(text, passage.start, passage.end):
        if hit.end <= one.start():
            lead = text[hit.end : one.start()]
        else:
            lead = "" if "," in text[one.end() : hit.start] else text[passage.start : one.start()]
        if _said("meant_for", lead):
            return True
    return False


def led_to_procedure(passage: Passage, hit: Hit) -> bool:
    """Whether care is told as what was tried until the procedure was decided on."""
    text = passage.text.lowered
    return any(
        hit.end <= one.start
        and _said("led_to", text[hit.end : one.start])
        and not _said("once_more", text[hit.end : one.start])
        for one in passage.hits("procedure")
    )


def goes_on(passage: Passage, hit: Hit, before: frozenset[str]) -> bool:
    """Whether a drug is one that was told before the trouble, and goes on."""
    text = passage.text.lowered
    if hit.code not in DRUGS or text[hit.start : hit.end] not in before:
        return False
    near = text[max(passage.start, hit.start - 40) : min(passage.end, hit.end + 40)]
    return _said("goes_on", near) and not _said("for_trouble", text[hit.end : passage.end])


def harks_back(passage: Passage, hit: Hit, done: frozenset[str]) -> bool:
    """Whether an operation is one that was done before the trouble: "since the laminectomy"."""
    text = passage.text.lowered
    if hit.code not in done or not _said("as_thing", text[hit.start : hit.end]):
        return False
    near = text[max(passage.start, hit.start - 40) : hit.start]
    return _said("the_known", near) and not _said("gone_on_with", text[hit.end : passage.end])
