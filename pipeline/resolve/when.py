"""When the first symptom began."""

from pipeline.annotate.context import Context
from pipeline.evidence import Evidence
from pipeline.resolve.passage import Passage, Phase, Tier
from pipeline.resolve.timeline import Course
from pipeline.resolve.times import Found, counted, interval_at, nth, time_patterns
from pipeline.values.date import days_between, find_dates
from pipeline.values.number import format_number

#: The start of a wording with its days and their place; a passage with its time and a method.
Time = tuple[int, float, tuple[int, int]]
Told = tuple[Passage, Found, str]

#: Days by which a procedure may lie behind for its time to be that of the onset.
_LONGEST_BEHIND = 31

#: Complications that are no symptoms: when they were seen is not when anything began.
_SEEN_ONLY = {
    "asymptomatic",
    "infection",
    "adjacent_fracture",
    "spinal_cord_compression",
    "pulmonary_embolism",
    "thrombosis",
    "haematoma",
    "csf_leak",
    "cardiac_injury",
}


def _on_days(text: str, key: str, days: float) -> list[Time]:
    """Wordings that mean a certain day: "the same evening", "the next morning"."""
    return [
        (m.start(), days, m.span()) for p in time_patterns("onset", key) for m in p.finditer(text)
    ]


def _on_numbered_days(text: str) -> list[Time]:
    """Numbered days: "on the third postoperative day", "POD 3"."""
    found = []
    for pattern in time_patterns("onset", "pod"):
        for match in pattern.finditer(text):
            number = nth(match["days"])
            if number is not None:
                found.append((match.start(), float(number), match.span()))
    return found


def _after_intervals(text: str) -> list[Time]:
    """Lengths of time since: "three days later"."""
    found = []
    for pattern in time_patterns("onset", "later"):
        for match in pattern.finditer(text):
            read = interval_at(text, match.start("interval"), match.end("interval"))
            if read:
                found.append((match.start(), *read))
    return found


def _by_words(passage: Passage) -> list[Time]:
    """(place, days, span) of every wording of a time since the procedure."""
    text = passage.text.text
    found = [
        *_on_days(text, "same_day", 0.0),
        *_on_days(text, "next_day", 1.0),
        *_on_numbered_days(text),
        *_after_intervals(text),
        *((m.start(), days, m.span()) for m, days in counted(text, "onset", "counted")),
    ]
    found = found or _on_days(text, "waking", 0.0)
    return sorted(f for f in found if passage.start <= f[0] < passage.end and _of_onset(text, f))


def _of_onset(text: str, time: tuple[int, float, tuple[int, int]]) -> bool:
    """Whether a time is not said of a recovery or of care: "recovered within two months"."""
    start, end = time[0], time[2][1]
    return not (
        _any("not_time_of", text[max(0, start - 60) : start])
        or _any("not_since", text[start : end + 40])
    )


def _any(key: str, text: str) -> bool:
    return any(pattern.search(text) for pattern in time_patterns("onset", key))


def _symptoms(passage: Passage) -> list[int]:
    coded = [h.start for h in passage.affirmed("complication") if h.code not in _SEEN_ONLY]
    plain = [
        passage.start + m.start()
        for p in time_patterns("onset", "symptom")
        for m in p.finditer(passage.lowered)
        if passage.text.context_at(passage.start + m.start(), passage.start + m.end())
        is not Context.NEGATED
    ]
    return sorted([*coded, *plain]) if coded else sorted(plain)


def _coded(passage: Passage) -> bool:
    return any(h.code not in _SEEN_ONLY for h in passage.affirmed("complication"))


def _spoiled(passage: Passage) -> bool:
    return _any("not_onset", passage.lowered)


def _begins(passage: Passage) -> bool:
    return _any("begins", passage.lowered)


def _dated(course: Course, passage: Passage) -> Found | None:
    """Days from the date of the procedure to a date in the passage."""
    procedures = [
        d for p, _ in course.events for d in find_dates(p.text.text) if p.telling == passage.telling
    ]
    dates = [d for d in find_dates(passage.text.text) if passage.start <= d[3] < passage.end]
    if not procedures or not dates or dates[0][:2] == procedures[0][:2]:
        return None
    days = days_between(procedures[0][:3], dates[0][:3])
    return (float(days), dates[0][3:]) if days is not None and days < 3650 else None


def _before_onset(passage: Passage) -> list[Time]:
    """Times in a passage, unless it tells of care or recovery."""
    return [] if _spoiled(passage) and not _coded(passage) else _by_words(passage)


def _is_onset(passage: Passage) -> bool:
    """Whether a passage with a symptom tells how it began, not how it was cared for or went."""
    coded, spoiled = _coded(passage), _spoiled(passage)
    return coded if coded != spoiled else _begins(passage)


def _onset(course: Course, told: list[Passage]) -> Told | None:
    """The time told with the first symptom, or in the passage right before it."""
    before: tuple[Passage, Found] | None = None
    for passage in told:
        times, dated = _before_onset(passage), _dated(course, passage)
        first = times[0][1:] if times else dated
        if not _symptoms(passage) or not (_coded(passage) or first):
            before = (passage, first) if first else None
            continue
        if not _is_onset(passage):
            before = None
            continue
        if times:
            return passage, _nearest(times, _symptoms(passage)), "time"
        if dated:
            return passage, dated, "date"
        if before:
            return *before, "time before"
        if _coded(passage) and not _before_procedure(course, passage):
            return None
    return None


def _before_procedure(course: Course, passage: Passage) -> bool:
    """Whether the procedure is told only after this passage: the patient came with symptoms."""
    told = [p.sentence.start for p, _ in course.events if p.telling == passage.telling]
    return bool(told) and passage.sentence.start < min(told)


def _nearest(times: list[Time], symptoms: list[int]) -> Found:
    """The time that stands nearest to a symptom."""
    _, days, span = min(times, key=lambda time: min(abs(time[0] - at) for at in symptoms))
    return days, span


def _reversed_onset(course: Course) -> Told | None:
    """The time by which the procedure lies behind, less that for which there were symptoms.

    "Two weeks before admission ... for three days": the difference; else the procedure's time.
    """
    behind = time_patterns("onset", "behind")[0]
    for passage, _ in course.events:
        text = passage.text.text
        match = behind.search(text)
        read = match and interval_at(text, match.start("interval"), match.end("interval"))
        if not read:
            continue
        since = _symptom_duration(course, passage)
        if since is not None and since < read[0]:
            return passage, (read[0] - since, read[1]), "difference"
        if read[0] <= _LONGEST_BEHIND:
            return passage, read, "procedure before"
    return None


def _symptom_duration(course: Course, event: Passage) -> float | None:
    for passage in course.passages:
        if passage.telling != event.telling or not _symptoms(passage):
            continue
        for pattern in time_patterns("onset", "symptom_for"):
            match = pattern.search(passage.text.text)
            if match:
                read = interval_at(
                    passage.text.text, match.start("interval"), match.end("interval")
                )
                if read and read[0] < 60:
                    return read[0]
    return None


def _told_onset(course: Course) -> Told | None:
    """The onset as the case tells it, in the body before the abstract; else the discussion."""
    told = course.told(Phase.INDEX, Phase.AFTER)
    for tier in (Tier.CASE, Tier.TALK):
        for telling in (1, 0, 2):
            chosen = [p for p in told if p.tier is tier and p.telling == telling]
            if found := _onset(course, chosen):
                return found
    return None


def read_onset(course: Course) -> list[Evidence]:
    """Days from the procedure to the first symptom."""
    if not any(p.hits("leakage") or p.hits("leakage_site") for p in course.passages):
        return []
    found, sure = _told_onset(course), 0.8
    if not found:
        found, sure = _reversed_onset(course), 0.65
    if not found:
        return []
    passage, (days, span), method = found
    value = format_number(days)
    return [passage.evidence("onset_days", value, span, f"onset:{method}", confidence=sure)]
