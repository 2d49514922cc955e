"""Findings that tell nothing new: what the patient had before, and what is left of a graver one."""

from collections.abc import Sequence

from pipeline.annotate.context import Context
from pipeline.annotate.lexicon import Hit
from pipeline.evidence import Evidence, State
from pipeline.resolve.passage import Passage, Phase, Tier
from pipeline.resolve.timeline import Course
from pipeline.values.wording import wording

#: A graver finding with the lighter one that remains where it gets better.
_GRAVER = (("paraplegia", "motor_deficit"),)

Found = Sequence[tuple[Passage, Evidence]]


def known_before(course: Course) -> frozenset[str]:
    """The findings that the patient had before the procedure."""
    return frozenset(
        hit.code
        for passage in course.passages
        if passage.tier is Tier.CASE
        for hit in passage.hits("complication")
        if (context := passage.context(hit)) is Context.HISTORICAL
        or (context is Context.AFFIRMED and passage.phase is Phase.BEFORE)
    )


def goes_on(passage: Passage, hit: Hit, known: frozenset[str]) -> bool:
    """Whether a finding from before the procedure is told to stay, or to get better."""
    if hit.code not in known:
        return False
    words = passage.text.lowered[hit.start : passage.end]
    before = passage.text.lowered[passage.start : hit.start]
    return bool(
        wording("findings", "as_ever").search(words)
        or wording("findings", "lasting").search(before)
    )


def is_recovery(passage: Passage, hit: Hit) -> bool:
    """Whether a function is not told as sound but as sound again, which denies no trouble."""
    return bool(wording("findings", "sound_again").search(passage.text.lowered[hit.start :]))


def without_disabled(found: Found) -> list[tuple[Passage, Evidence]]:
    """The findings without a weakness that is only an inability, where strength is told as full.

    Who cannot stand for pain, or climb stairs for want of breath, is not weak.
    """
    of_power = [one for _, one in found if one.value == "motor_deficit"]
    unable = [
        one
        for one in of_power
        if one.state is State.PRESENT
        and wording("findings", "unable").search(one.original_text.lower())
    ]
    weak = any(one.state is State.PRESENT and one not in unable for one in of_power)
    if weak or not any(one.state is State.ABSENT for one in of_power):
        return list(found)
    return [(passage, one) for passage, one in found if one not in unable]


def without_remains(found: Found) -> list[tuple[Passage, Evidence]]:
    """The findings without lighter ones that the same telling has behind a graver one.

    The lighter one is not denied either, where the graver one befell the patient.
    """
    kept = list(found)
    for graver, lighter in _GRAVER:
        begun: dict[int, int] = {}
        for passage, one in kept:
            if one.value == graver and one.state is State.PRESENT:
                begun[passage.telling] = min(one.start, begun.get(passage.telling, one.start))
        kept = [
            (passage, one)
            for passage, one in kept
            if one.value != lighter
            or not begun
            or (
                one.state is not State.ABSENT and one.start <= begun.get(passage.telling, one.start)
            )
        ]
    return kept
