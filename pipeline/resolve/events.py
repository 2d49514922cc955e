"""Where the text says that a patient had an augmentation, and which of these is the index one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipeline.annotate.context import Context
from pipeline.annotate.lexicon import Hit
from pipeline.resolve.formerly import former_clauses
from pipeline.resolve.passage import Passage
from pipeline.terms import load
from pipeline.values.gate import Gated


@dataclass(frozen=True, slots=True)
class Event:
    """A place where the text says that the patient had an augmentation.

    `place` is the index of the passage and `levels` are those named with the procedure; `past`
    holds where it lies behind the patient when the sentence is told; `again` where it is called a
    further one, `earlier` and `later` where its time is told as before or after the story's, and
    `former` where its name is told as one of another time ("an old kyphoplasty"), `recent` where it
    was done some days or weeks before, and `elsewhere` where it was done at another place than the
    one that tells of it.
    """

    place: int
    hit: Hit
    levels: frozenset[str]
    past: bool
    again: bool
    earlier: bool
    later: bool
    former: bool
    recent: bool
    elsewhere: bool


#: The code of a procedure that the text does not name.
_UNNAMED = "other_augmentation"


@cache
def timeline_pattern(key: str) -> Gated:
    """A pattern of `timeline.toml`; a list is joined."""
    value = load("timeline")[key]
    text = value if isinstance(value, str) else "|".join(f"(?:{one})" for one in value)
    return Gated(text)


def _found(key: str, text: str) -> bool:
    return bool(timeline_pattern(key).search(text))


_REACH, _FAR = 70, 90
_NOT_PLANNED = (Context.NEGATED, Context.FAMILY)


def _again(text: str, hit: Hit) -> bool:
    """Whether the procedure is called a second or further one."""
    return (
        _found("again_before", text[max(0, hit.start - 45) : hit.start])
        or _found("again_after", text[hit.end : hit.end + 60])
        or _found("again_word", text[max(0, hit.start - 3) : hit.end])
    )


def is_done(text: str, hit: Hit) -> bool:
    """Whether the clause says that the procedure was carried out on the patient."""
    clause = re.split(r"[,;:]\s(?!who\b|which\b)", text[max(0, hit.start - 50) : hit.start])[-1]
    if _found("not_done", clause):
        return False
    # "..., who had had vertebroplasty of L3, was scheduled for": the clause of the procedure ends.
    behind = _found("past_clause", clause)
    after = text[hit.end : hit.end + 90]
    return not _found("not_done_after", after.split(", ")[0] if behind else after)


_AFTER_NAME, _BEFORE_NAME = 60, 40


def _levels(passage: Passage, hit: Hit) -> frozenset[str]:
    """The levels named with a procedure: in its words, behind them, else right before them."""
    spans = passage.levels
    within = [s for s in spans if s.start < hit.end and hit.start < s.end]
    after = [s for s in spans if 0 <= s.start - hit.end <= _AFTER_NAME][:1]
    before = [s for s in spans if 0 <= hit.start - s.end <= _BEFORE_NAME][-1:]
    return frozenset(name for span in within or after or before for name in span.levels)


def _told_as_done(passage: Passage, hit: Hit) -> bool:
    context, text = passage.context(hit), passage.text.text
    went = context is Context.NEGATED and _found("went", text[hit.end :])
    came = context is Context.HYPOTHETICAL and _found("came_true", text[hit.end :])
    told = context in (Context.AFFIRMED, Context.HISTORICAL) or went or came
    return told and is_done(text, hit)


def _told_as_planned(passage: Passage, hit: Hit) -> bool:
    text = passage.text.text
    return passage.context(hit) not in _NOT_PLANNED and (
        _found("planned", text[max(0, hit.start - _FAR) : hit.start])
        or _found("planned_after", text[hit.end : hit.end + _REACH])
    )


def _told_as_offered(passage: Passage, hit: Hit) -> bool:
    text = passage.text.text
    return passage.context(hit) not in _NOT_PLANNED and _found(
        "offered_after", text[hit.end : hit.end + _REACH]
    )


def _event(place: int, passage: Passage, hit: Hit) -> Event:
    text = passage.text.text
    start = max(0, hit.start - _REACH)
    elsewhere = _found("elsewhere", text)
    levels = _levels(passage, hit)
    later = _found("later", text[start : hit.start]) or _found(
        "later", text[hit.end : hit.end + _REACH]
    )
    if (elsewhere or later) and not levels:
        levels = frozenset(name for span in passage.levels for name in span.levels)
    return Event(
        place,
        hit,
        levels,
        past=_found("past", text[start : hit.end + 30])
        or _found("past", text[hit.end : hit.end + 60]),
        again=_again(text, hit),
        earlier=_found("earlier", text[max(0, hit.start - _FAR) : hit.end + _REACH])
        or _found("earlier_year", text),
        later=later,
        former=_found("former_before", text[max(0, hit.start - 45) : hit.start])
        or _found("former_after", text[hit.end : hit.end + _REACH]),
        recent=_found("recent", text),
        elsewhere=elsewhere,
    )


def _procedures(passage: Passage) -> list[Hit]:
    """The names of augmentations, without those of an earlier one told in passing."""
    former = former_clauses(passage.text)
    return [h for h in passage.hits("procedure") if not any(a <= h.start < b for a, b in former)]


def find_events(passages: list[Passage]) -> list[Event]:
    """The events of a telling in order: those told as done, else the first one planned."""
    named = [(n, p, hit) for n, p in enumerate(passages) for hit in _procedures(p)]
    done = [_event(*one) for one in named if _told_as_done(*one[1:])]
    if not all(event.past for event in done):
        return done
    followed = [
        one
        for one in named
        if (_told_as_planned(*one[1:]) and any(map(_is_carried_out, passages[one[0] :])))
        or (_told_as_offered(*one[1:]) and any(map(_is_put_in, passages[one[0] :])))
    ]
    return [*done, *(_event(*one) for one in followed[:1])]


def _is_put_in(passage: Passage) -> bool:
    """Whether a sentence tells that the procedure was carried out or cement put in."""
    return _found("carried_out", passage.lowered)


def _is_carried_out(passage: Passage) -> bool:
    """Whether a sentence tells that cement was put in, or where it went."""
    return _tells_of_leak(passage) or _is_put_in(passage)


def _named(events: Iterable[Event]) -> frozenset[str]:
    return frozenset(name for event in events for name in event.levels)


def _alike(event: Event, others: Iterable[Event]) -> bool:
    """Whether an event may be one of some others by the name of the procedure."""
    codes = {other.hit.code for other in others}
    return event.hit.code in codes | {_UNNAMED} or _UNNAMED in codes


def index_events(passages: list[Passage], events: list[Event]) -> list[Event]:
    """The events that are the index procedure: earlier and repeated ones are left out."""
    fresh = _without_later(passages, _first_told(passages, events))
    fresh = [e for e in fresh if not _is_former(passages, e, fresh)]
    current = [e for e in fresh if not e.earlier]
    return [e for e in fresh if not e.earlier or _same(e, current)] if current else fresh


def _first_told(passages: list[Passage], events: list[Event]) -> list[Event]:
    """The events without repeated ones, unless nothing leaked at the earlier ones before these."""
    fresh = [e for e in events if not e.again]
    again = [e for e in events if e.again and not e.earlier]
    if fresh and again and again[0].levels and all(e.earlier and e.levels for e in fresh):
        between = passages[fresh[0].place : again[0].place]
        if fresh[-1].place < again[0].place and not any(map(_tells_of_leak, between)):
            return again
    return fresh or events


def _tells_of_leak(passage: Passage) -> bool:
    sited = passage.affirmed("leakage_site") and _found("cement_named", passage.text.text)
    return bool(sited or passage.affirmed("leakage"))


def tells_of_cement(passage: Passage) -> bool:
    """Whether a stretch tells that cement is where it does not belong."""
    named = _found("cement", passage.lowered)
    return bool(passage.affirmed("leakage") or (named and passage.affirmed("leakage_site")))


def _is_former(passages: list[Passage], event: Event, events: list[Event]) -> bool:
    """Whether a procedure of another time is told besides the index one.

    That one is told as done, not at its levels, after other levels have been named.
    """
    if not ((event.former or event.elsewhere) and event.levels):
        return False
    return any(
        not (other.levels & event.levels or other.former)
        and (other.recent or not (other.past or other.earlier))
        and not _found("after_procedure", passages[other.place].text.text[: other.hit.start])
        and (
            _goes_before(passages, event, other)
            if event.elsewhere
            else _names_others(passages[: other.place + 1], event.levels)
        )
        for other in events
        if other is not event
    )


def _goes_before(passages: list[Passage], event: Event, other: Event) -> bool:
    """Whether nothing leaked between a procedure done elsewhere and a later one."""
    between = passages[event.place + 1 : other.place]
    return (
        event.place < other.place
        and (bool(other.levels) or _names_others(between, event.levels))
        and not other.again
        and not any(tells_of_cement(p) or p.affirmed("complication") for p in between)
    )


def _names_others(passages: list[Passage], levels: frozenset[str]) -> bool:
    """Whether levels apart from some are named."""
    return any(set(span.levels) - levels for p in passages for span in p.levels)


def _same(event: Event, current: list[Event]) -> bool:
    """Whether an event told as past is the one that is told as present."""
    named = _named(current)
    if not named or not _alike(event, current):
        return _alike(event, current)
    if event.place >= current[0].place:
        return event.levels <= named
    return bool(event.levels & named)


def _without_later(passages: list[Passage], events: list[Event]) -> list[Event]:
    """The events without those that come after the index procedure."""
    if not events:
        return events
    first = min(events, key=lambda e: (e.earlier, e.place))
    troubled = next(
        (
            n
            for n, p in enumerate(passages)
            if n > first.place and (p.affirmed("complication") or p.affirmed("leakage"))
        ),
        len(passages),
    )
    return [e for e in events if not _follows(e, first, troubled)]


def _follows(event: Event, first: Event, troubled: int) -> bool:
    """Whether an event is a later procedure than the first one: at other levels, or another one.

    Args:
        event: the event in question.
        first: the first event of the telling.
        troubled: where the first complication or leak after it is told.
    """
    if event.place <= first.place:
        return False
    other_levels = event.levels - first.levels
    if event.place <= troubled:
        told_on = event.past or not first.elsewhere
        return told_on and event.later and bool(other_levels) and not event.levels & first.levels
    return bool(other_levels and (first.levels or event.later)) or not _alike(event, [first])


def of_index(tellings: list[list[Event]]) -> list[list[Event]]:
    """The index events of all tellings without those that another telling shows to be earlier."""
    current = [e for events in tellings for e in events if not e.earlier]
    named = _named(current)
    codes = {e.hit.code for e in current}
    return [
        [
            e
            for e in events
            if not (e.earlier and e.levels and named) or e.levels & named or e.hit.code in codes
        ]
        for events in tellings
    ]
