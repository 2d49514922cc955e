"""When the first symptom began."""

from collections.abc import Sequence

from pipeline.annotate.lexicon import Hit
from pipeline.evidence import Evidence, State
from pipeline.resolve.began import Told, find_beginning
from pipeline.resolve.felt import symptoms
from pipeline.resolve.moments import behind, felt_for, says
from pipeline.resolve.passage import Passage, Phase, Tier
from pipeline.resolve.timeline import Course
from pipeline.values.number import format_number

#: Days by which a procedure may lie behind for its time to be that of the onset.
_LONGEST_BEHIND = 31
#: Days for which symptoms may have lasted when the patient was seen.
_LONGEST_FELT = 60
#: Sentences after the onset in which its cause is looked for.
_CAUSE_WITHIN = 4

#: Complications that have symptoms of their own, which are none of the leak.
_OTHER_CAUSES = {"infection", "adjacent_fracture", "haematoma"}


def _reversed_onset(course: Course) -> Told | None:
    """The time by which the procedure lies behind, less that for which there were symptoms.

    "Two weeks before admission ... for three days": the difference; else the procedure's time.
    """
    for passage, _ in course.events:
        for lain in behind(passage.text.text)[:1]:
            since = _symptom_duration(course, passage, min(lain.days, _LONGEST_FELT))
            if since is not None:
                return passage, (lain.days - since, lain.span), "difference"
            if lain.days <= _LONGEST_BEHIND:
                return passage, (lain.days, lain.span), "procedure before"
    return None


def _symptom_duration(course: Course, event: Passage, behind: float) -> float | None:
    """For how many days there were symptoms, if fewer than since the procedure."""
    for passage in course.passages:
        if passage.telling != event.telling or not symptoms(passage):
            continue
        text = passage.text.text
        for felt in [*felt_for(text, "symptom_for"), *felt_for(text, "already_for")]:
            if felt.days < behind:
                return felt.days
    return None


def _stated(passage: Passage) -> list[Hit]:
    if says("no_cause", passage.lowered):
        return []
    return [h for h in passage.hits("complication") if passage.state(h) is State.PRESENT]


def _has_another_cause(course: Course, onset: Passage, at: int) -> bool:
    """Whether what is found next explains the symptoms without the leak: an infection, a fracture.

    It is told first, in a sentence that has no word of the leak, and is not denied then.

    Args:
        course: the story.
        onset: the passage of the onset.
        at: where in its sentence the time of the onset ends.
    """
    told = [p for p in course.told(Phase.INDEX, Phase.AFTER) if p.telling == onset.telling]
    after = [p for p in told if p.sentence.start > onset.sentence.start][:_CAUSE_WITHIN]
    denied = {h.code for p in after for h in p.hits("complication") if p.state(h) is State.ABSENT}
    if says("cement", onset.text.lowered[at:]):
        return False
    found = [h.code for h in _stated(onset) if h.start > at]
    for passage in after:
        if set(found) & _OTHER_CAUSES - denied:
            return True
        if says("cement", passage.lowered):
            return False
        found = [h.code for h in _stated(passage)]
    return bool(set(found) & _OTHER_CAUSES - denied)


def _told_onset(course: Course) -> Told | None:
    """The onset as the case tells it, in the body before the abstract; else the discussion."""
    told = course.told(Phase.INDEX, Phase.AFTER)
    for tier in (Tier.CASE, Tier.TALK):
        for telling in (1, 0, 2):
            chosen = [p for p in told if p.tier is tier and p.telling == telling]
            if found := find_beginning(course, chosen):
                return found
    return None


def _leaks(passages: Sequence[Passage]) -> bool:
    return any(p.hits("leakage") or p.hits("leakage_site") for p in passages)


def read_onset(course: Course) -> list[Evidence]:
    """Days from the procedure to the first symptom of the leak."""
    if not _leaks(course.passages):
        return []
    found, sure = _told_onset(course), 0.8
    if not found:
        found, sure = _reversed_onset(course), 0.65
    if not found or _has_another_cause(course, found[0], found[1][1][1]):
        return []
    passage, (days, span), method = found
    value = format_number(days)
    return [passage.evidence("onset_days", value, span, f"onset:{method}", confidence=sure)]
