"""When the patient was last seen."""

import re

from pipeline.evidence import Evidence
from pipeline.resolve.care import after_trouble
from pipeline.resolve.passage import Passage, Phase, Tier
from pipeline.resolve.timeline import Course
from pipeline.resolve.times import Found, counted, interval_at, time_matches, time_patterns
from pipeline.values.interval import DAYS_PER_MONTH, find_intervals
from pipeline.values.number import format_number, parse_number
from pipeline.values.wording import wording


def _follow_ups(passage: Passage) -> list[Found]:
    text = passage.text.text
    if not any(time_matches("follow_up", "cue", passage.lowered)):
        return []
    found: list[Found] = []
    for match in time_matches("follow_up", "at", text):
        if _is_of_care(text, match):
            continue
        read = interval_at(text, match.start("interval"), match.end("interval"))
        if read and passage.holds(read[1][0]) and read[0] >= 3:
            found.append(read)
    return _of_rank(passage) or found + _at_nth(passage) + _at_named(passage)


def _is_of_care(text: str, match: re.Match[str]) -> bool:
    """Whether a time is that of a treatment: "warfarin for six months"."""
    before = text[max(0, match.start() - 25) : match.start()].split("; ")[-1]
    if before.endswith(", ") and match.group().lower().startswith(("at ", "by ")):
        before = ""
    near = before + text[match.start() : match.end() + 25].split("; ")[0]
    ends = match.end("interval") if "interval" in match.re.groupindex else match.end()
    return any(p.search(near) for p in time_patterns("follow_up", "not_follow")) or any(
        p.search(text[ends:]) for p in time_patterns("follow_up", "not_follow_after")
    )


def _at_nth(passage: Passage) -> list[Found]:
    """Times told as the third month."""
    text = passage.text.text
    return [
        (days, match.span())
        for match, days in counted(text, "follow_up", "nth")
        if passage.holds(match.start()) and not _is_of_care(text, match)
    ]


def _at_named(passage: Passage) -> list[Found]:
    """Visits named by their time: the half-yearly visit."""
    return [
        (months * DAYS_PER_MONTH, match.span())
        for key, months in (("half_yearly", 6), ("yearly", 12))
        for match in time_patterns("follow_up", key)[0].finditer(passage.text.text)
        if passage.holds(match.start())
    ]


def _of_rank(passage: Passage) -> list[Found]:
    """This patient's time among those of several: "after 12, 15 and 9 months, respectively"."""
    match = time_patterns("follow_up", "list")[0].search(passage.text.text)
    if not match or not passage.rank:
        return []
    counts = [word for word in re.split(r",? and |, ", match["counts"]) if word]
    place, patients = passage.rank
    if len(counts) != patients:
        return []
    (unit,) = find_intervals(f"1 {match['unit']}")
    return [(parse_number(counts[place]) * unit.days, match.span())]


def read_follow_up(course: Course, onset: list[Evidence]) -> list[Evidence]:
    """The last follow-up stated, in months: the longest time told with the patient's state.

    Args:
        course: the story.
        onset: when the first symptom began.
    """
    for tier in (Tier.CASE, Tier.TALK):
        passages = after_trouble(course, tier) or [
            p for p in course.told(Phase.AFTER) if p.tier is tier
        ]
        told = [(days, p, span) for p in passages for days, span in _follow_ups(p)]
        found = [time for time in told if not _is_one_of(onset, *time[1:])]
        if found:
            days, passage, span = max(found, key=lambda f: f[0])
            value = format_number(days / DAYS_PER_MONTH)
            return [passage.evidence("follow_up_months", value, span, "follow-up", confidence=0.8)]
    return []


def _is_one_of(onset: list[Evidence], passage: Passage, span: tuple[int, int]) -> bool:
    """Whether a time is that of the onset; that of a visit is told for itself."""
    if wording("findings", "control").search(passage.lowered):
        return False
    words = passage.text.text[slice(*span)]
    return any(e.start == passage.sentence.start and words in e.original_text for e in onset)
