"""When the first symptom began."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.annotate.lexicon import Hit
from pipeline.evidence import Evidence, State
from pipeline.resolve.calendar import days_since_procedure
from pipeline.resolve.events import timeline_pattern
from pipeline.resolve.felt import Clause, read_clauses, symptoms
from pipeline.resolve.moments import Moment, Walk, behind, felt_for, says
from pipeline.resolve.passage import Passage, Phase, Tier
from pipeline.resolve.timeline import Course
from pipeline.resolve.times import Found
from pipeline.values.number import format_number

#: A passage with its time and a method.
Told = tuple[Passage, Found, str]

#: Days by which a procedure may lie behind for its time to be that of the onset.
_LONGEST_BEHIND = 31
#: Days for which symptoms may have lasted when the patient was seen.
_LONGEST_FELT = 60
#: Stretches after a visit in which the beginning of its cause is told.
_TOLD_WITHIN = 3
#: Sentences after the onset in which its cause is looked for.
_CAUSE_WITHIN = 4

#: Complications that have symptoms of their own, which are none of the leak.
_OTHER_CAUSES = {"infection", "adjacent_fracture", "haematoma"}


@dataclass(frozen=True, slots=True)
class _Before:
    """A time told before the symptom: in the clause right before, or earlier in the sentence."""

    clause: Clause
    time: Moment
    within_sentence: bool

    @property
    def tells(self) -> bool:
        """Whether a symptom without a code may have begun then."""
        return self.time.free or not self.clause.spoiled

    def counts_for(self, clause: Clause) -> bool:
        return self.clause.start == clause.start or not self.within_sentence


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A time told with a symptom.

    `begun` holds where the symptom is told as one that had begun then, `attended` where the time is
    that at which the patient came with it, and `open` where that says nothing of its beginning.
    """

    told: Told
    begun: bool
    attended: bool
    open: bool


def _candidate(clause: Clause, timed: Clause, times: list[Moment], how: str) -> _Candidate:
    """What a clause with a symptom tells of its time.

    Args:
        clause: tells the symptom.
        timed: tells the times; the same clause or one before it.
        times: the times.
        how: the name of the method.
    """
    text = timed.whole.text.lowered
    begun = [m for m in times if says("begun_before", text[max(0, m.start - 80) : m.start])]
    apart = [m for m in times if not _attended(text, m)]
    chosen = _nearest(begun or _told_first(apart, clause) or times, clause.symptoms)
    attended = not begun and not apart
    words = "".join(c.whole.lowered for c in dict.fromkeys((timed, clause)))
    days = _less_duration(clause.whole, timed.whole, chosen)
    return _Candidate(
        (timed.whole, days, how),
        begun=chosen.free or (not attended and says("begun", clause.whole.lowered)),
        attended=attended,
        open=attended and days[0] == chosen.days and says("came_with_old", words),
    )


def _told_first(times: list[Moment], clause: Clause) -> list[Moment]:
    """The times without those that tell what else was then: "two hours later, when she woke up"."""
    lengths = [m.span[1] for m in times if m.days]
    return [
        m
        for m in times
        if m.days or not any(not _between(clause, at, m.start) for at in lengths if at <= m.start)
    ]


def _between(clause: Clause, start: int, end: int) -> bool:
    """Whether a symptom stands between two places."""
    return any(start <= at < end for at in clause.symptoms)


def _attended(text: str, moment: Moment) -> bool:
    """Whether a time is that of a visit or an admission."""
    before, after = text[max(0, moment.start - 70) : moment.start], text[moment.span[1] :]
    return says("attended_before", before) or says("attended_after", after[:60])


def _candidates(course: Course, told: list[Passage]) -> Iterator[_Candidate]:
    """The times told with a symptom or in the clause right before it, up to one without a time."""
    walk = Walk()
    before: _Before | None = None
    for clause in (c for p in told for c in read_clauses(p)):
        times = _times(course, walk, clause.whole)
        if before and not before.counts_for(clause):
            before = None
        here = before and before.clause.start == clause.start
        timed = bool(times or (here and before and before.tells))
        felt = bool(clause.symptoms) and (clause.coded or timed)
        if felt and (clause.begins(timed) or _follows_free(clause, times)):
            if times and not (before and _at_once(clause.whole, times)):
                yield _candidate(clause, clause, times, "time")
            elif before:
                yield _candidate(clause, before.clause, [before.time], "time before")
            elif _without_time(course, clause):
                if not says("came_with", clause.whole.lowered):
                    return
                yield _Candidate((clause.whole, (0.0, (0, 0)), ""), False, True, True)
            continue
        if times:
            unlike = felt or clause.spoiled or says("well", clause.whole.lowered)
            first = next((m for m in times if m.free), times[0])
            before = _Before(clause, first, unlike and not first.free)
        elif not here:
            before = None
        walk.pass_by(clause.whole, felt or not clause.symptoms)


def _follows_free(clause: Clause, times: list[Moment]) -> bool:
    """Whether a symptom is told behind the time for which all was well."""
    return any(m.free and m.span[1] < at for m in times for at in clause.symptoms)


def _without_time(course: Course, clause: Clause) -> bool:
    """Whether a clause tells that a symptom was there without saying since when."""
    return (
        clause.coded
        and not clause.passed
        and not _before_procedure(course, clause.whole)
        and not says("came_for", clause.whole.lowered)
        and not says("long_had", clause.whole.lowered)
    )


def _onset(course: Course, told: list[Passage]) -> Told | None:
    """The time told with the first symptom; where the patient came then, the one told for it."""
    candidates = _candidates(course, told)
    first = next(candidates, None)
    if not first:
        return None
    if not first.attended:
        return first.told
    places = [p.sentence.start for p in told]
    since = places.index(first.told[0].sentence.start)
    for later in candidates:
        if places.index(later.told[0].sentence.start) - since > _TOLD_WITHIN:
            break
        if later.begun:
            return later.told
    return None if first.open else first.told


def _times(course: Course, walk: Walk, clause: Passage) -> list[Moment]:
    """The times of a clause, a date before what is counted from it ("and on the next day")."""
    times = walk.since_procedure(clause)
    if _before_procedure(course, clause):
        times = [m for m in times if _names_procedure(clause, m)]
    if any(_names_procedure(clause, m) for m in times):
        return times
    dated = days_since_procedure(course, clause)
    if dated and (not times or dated[1][0] < times[0].start):
        return [Moment(dated[1][0], *dated)]
    return times


def _names_procedure(clause: Passage, moment: Moment) -> bool:
    """Whether a time is told as one of the procedure: "during the injection", not "overnight"."""
    return says("operation", clause.text.lowered[moment.start : moment.span[1] + 25])


def _before_procedure(course: Course, passage: Passage) -> bool:
    """Whether the procedure is told only after this passage: the patient came with symptoms."""
    told = [
        p.sentence.start
        for p, hit in course.events
        if p.telling == passage.telling and _is_told(p, hit)
    ]
    return bool(told) and (passage.sentence.start < min(told) or _operated_in(course, passage))


def _operated_in(course: Course, passage: Passage) -> bool:
    """Whether a sentence names its symptom first and then the procedure that was done for it."""
    text = passage.text.lowered
    return any(
        says("then_operated", text[at : hit.start])
        for p, hit in course.events
        if p.sentence.start == passage.sentence.start and _is_told(p, hit)
        for at in symptoms(passage)[:1]
    )


def _is_told(passage: Passage, hit: Hit) -> bool:
    """Whether the procedure is told as an event, and not only named to tell another's time."""
    return not timeline_pattern("after_procedure").search(passage.text.text[: hit.start])


def _nearest(times: list[Moment], places: Sequence[int]) -> Moment:
    """The time that stands nearest to the first symptom."""
    first = places[0]
    return min(times, key=lambda time: max(first - time.span[1], time.start - first))


def _at_once(clause: Passage, times: list[Moment]) -> bool:
    """Whether a clause tells no time but that of what was told before it: "there and then"."""
    text = clause.text.lowered
    return all(
        says("at_once", text[m.start : m.span[1] + 30]) and not _names_procedure(clause, m)
        for m in times
    )


def _less_duration(clause: Passage, timed: Passage, time: Moment) -> Found:
    """A time less that for which the symptom had then been there: "for the last ten days".

    Args:
        clause: tells the symptom.
        timed: tells the time; the same clause or one before it.
        time: the time.
    """
    text = clause.text.text
    same = clause.sentence.start == timed.sentence.start
    for felt in felt_for(text, "already_for"):
        apart = not same or felt.span[1] <= time.span[0] or felt.span[0] >= time.span[1]
        if apart and clause.start <= felt.start < clause.end and felt.days < time.days:
            return time.days - felt.days, time.span
    return time.days, time.span


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
            if found := _onset(course, chosen):
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
