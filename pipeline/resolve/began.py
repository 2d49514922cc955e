"""The times that are told with a symptom, and which of them is that of its beginning."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.annotate.lexicon import Hit
from pipeline.resolve.calendar import days_since_procedure
from pipeline.resolve.events import timeline_pattern
from pipeline.resolve.felt import Clause, read_clauses, symptoms
from pipeline.resolve.moments import Moment, Walk, felt_for, says
from pipeline.resolve.passage import Passage
from pipeline.resolve.timeline import Course
from pipeline.resolve.times import Found

#: A passage with its time and a method.
Told = tuple[Passage, Found, str]

#: So many characters at most a symptom begins before the time that is its own.
_RIGHT_BEHIND = 35
#: Stretches after a visit in which the beginning of its cause is told.
_TOLD_WITHIN = 3


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
    begun = [m for m in times if _begun(text, m)]
    apart = [m for m in times if not _attended(text, m)]
    chosen = _nearest(begun or _told_first(apart, clause) or times, clause.symptoms)
    attended = not begun and not apart
    words = "".join(c.whole.lowered for c in dict.fromkeys((timed, clause)))
    days = _less_duration(clause.whole, timed.whole, chosen)
    return _Candidate(
        (timed.whole, days, how),
        begun=chosen.free or (not attended and says("begun", clause.whole.lowered)),
        attended=attended,
        open=attended
        and days[0] == chosen.days
        and (
            says("lasting", words)
            or (says("sent_with", words) and not _names_symptom(clause, timed, chosen))
        ),
    )


def _names_symptom(clause: Clause, timed: Clause, time: Moment) -> bool:
    """Whether a time stands right behind a symptom: "chest pain ten days after vertebroplasty"."""
    return clause is timed and _between(clause, time.start - _RIGHT_BEHIND, time.start)


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
        if felt and (clause.begins(timed) or _tells_beginning(clause, times)):
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


def _tells_beginning(clause: Clause, times: list[Moment]) -> bool:
    """Whether one of the times is that of a beginning, or of how long all had been well before."""
    text = clause.whole.text.lowered
    return any(_begun(text, m) for m in times) or any(
        m.free and m.span[1] < at for m in times for at in clause.symptoms
    )


def _begun(text: str, moment: Moment) -> bool:
    """Whether a symptom is said to have begun at a time."""
    return says("begun_before", text[max(0, moment.start - 80) : moment.start])


def _without_time(course: Course, clause: Clause) -> bool:
    """Whether a clause tells that a symptom was there without saying since when."""
    return (
        clause.coded
        and not clause.passed
        and not _before_procedure(course, clause.whole)
        and not says("came_for", clause.whole.lowered)
        and not says("long_had", clause.whole.lowered)
    )


def find_beginning(course: Course, told: list[Passage]) -> Told | None:
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
