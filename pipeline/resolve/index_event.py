"""Which of the augmentations that a telling names is the index procedure."""

from collections.abc import Iterable

from pipeline.resolve.events import UNNAMED, Event, found_in, tells_of_cement, tells_of_leak
from pipeline.resolve.passage import Passage


def _named(events: Iterable[Event]) -> frozenset[str]:
    return frozenset(name for event in events for name in event.levels)


def _alike(event: Event, others: Iterable[Event]) -> bool:
    """Whether an event may be one of some others by the name of the procedure."""
    codes = {other.hit.code for other in others}
    return event.hit.code in codes | {UNNAMED} or UNNAMED in codes


def index_events(passages: list[Passage], events: list[Event]) -> list[Event]:
    """The events that are the index procedure: earlier and repeated ones are left out."""
    told = _first_told(passages, events)
    told = [e for e in told if not _is_of_other_year(passages, e, told)]
    fresh = _without_later(passages, told)
    fresh = [e for e in fresh if not _is_former(passages, e, fresh)]
    current = [e for e in fresh if not e.earlier]
    return [e for e in fresh if not e.earlier or _same(passages, e, current)] if current else fresh


def _first_told(passages: list[Passage], events: list[Event]) -> list[Event]:
    """The events without repeated ones, unless nothing leaked at the earlier ones before these."""
    fresh = [e for e in events if not e.again]
    again = [e for e in events if e.again and not e.earlier]
    if fresh and again and again[0].levels and all(e.earlier and e.levels for e in fresh):
        between = passages[fresh[0].place : again[0].place]
        if fresh[-1].place < again[0].place and not any(map(tells_of_leak, between)):
            return again
    return fresh or events


def _is_of_other_year(passages: list[Passage], event: Event, events: list[Event]) -> bool:
    """Whether a procedure went well that is dated before another one at other levels."""
    if not (event.years and event.levels):
        return False
    if not found_in("went_well", passages[event.place].text.text[event.hit.end :]):
        return False
    return any(
        other.place > event.place
        and other.levels
        and not (other.levels & event.levels or other.past or other.again)
        and max(other.years, default=0) > max(event.years)
        and not any(map(tells_of_cement, passages[event.place + 1 : other.place]))
        for other in events
    )


def _is_former(passages: list[Passage], event: Event, events: list[Event]) -> bool:
    """Whether a procedure of another time is told besides the index one.

    That one is told as done, not at its levels, after other levels have been named.
    """
    if not ((event.former or event.elsewhere) and event.levels):
        return False
    return any(
        not (other.levels & event.levels or other.former)
        and (other.recent or not (other.past or other.earlier))
        and not found_in("after_procedure", passages[other.place].text.text[: other.hit.start])
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


def _same(passages: list[Passage], event: Event, current: list[Event]) -> bool:
    """Whether an event told as past is the one that is told as present."""
    named = _named(current)
    if not named or not _alike(event, current):
        return _alike(event, current) and not _led_up(passages, event, current[0])
    if event.place >= current[0].place:
        return event.levels <= named
    return bool(event.levels & named)


def _led_up(passages: list[Passage], event: Event, current: Event) -> bool:
    """Whether a story goes from other levels over a past procedure to the one of its troubles."""
    return bool(
        event.place < current.place
        and event.levels
        and not current.past
        and _names_others(passages[: event.place], event.levels)
        and not any(
            tells_of_cement(p) or p.affirmed("complication") for p in passages[: current.place]
        )
    )


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
