"""Where the text says that a patient had an augmentation, and which of these is the index one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipeline.annotate.context import Context
from pipeline.annotate.lexicon import Hit
from pipeline.resolve.passage import Passage
from pipeline.terms import load
from pipeline.values.gate import Gated


@dataclass(frozen=True, slots=True)
class Event:
    """A place where the text says that the patient had an augmentation.

    `place` is the index of the passage and `levels` are those named with the procedure; `past`
    holds where it lies behind the patient when the sentence is told; `again` where it is called a
    further one, `earlier` and `later` where its time is told as before or after the story's.
    """

    place: int
    hit: Hit
    levels: frozenset[str]
    past: bool
    again: bool
    earlier: bool
    later: bool


_SITE = "leakage_site"
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
    return not _found("not_done", clause) and not _found(
        "not_done_after", text[hit.end : hit.end + 90]
    )


_AFTER_NAME, _BEFORE_NAME = 60, 40


def _levels(passage: Passage, hit: Hit) -> frozenset[str]:
    """The levels named with a procedure: those that follow it, else those right before it."""
    spans = passage.levels
    after = [s for s in spans if 0 <= s.start - hit.end <= _AFTER_NAME][:1]
    before = [s for s in spans if 0 <= hit.start - s.end <= _BEFORE_NAME][-1:]
    return frozenset(name for span in after or before for name in span.levels)


def _event(place: int, passage: Passage, hit: Hit) -> Event | None:
    if passage.context(hit) not in (Context.AFFIRMED, Context.HISTORICAL):
        return None
    text = passage.text.text
    if not is_done(text, hit):
        return None
    start = max(0, hit.start - _REACH)
    return Event(
        place,
        hit,
        _levels(passage, hit),
        past=_found("past", text[start : hit.end + 30])
        or _found("past", text[hit.end : hit.end + 60]),
        again=_again(text, hit),
        earlier=_found("earlier", text[max(0, hit.start - _FAR) : hit.end + _REACH])
        or _found("earlier_year", text),
        later=_found("later", text[start : hit.start])
        or _found("later", text[hit.end : hit.end + _REACH]),
    )


def _is_planned(passage: Passage, hit: Hit) -> bool:
    text = passage.text.text
    return _found("planned", text[max(0, hit.start - _FAR) : hit.start])


def _planned(passages: list[Passage]) -> list[Event]:
    """The augmentation that is told as a plan, where cement that leaked shows that it was done."""
    leaked = [n for n, p in enumerate(passages) if p.affirmed("leakage") or p.affirmed(_SITE)]
    return [
        Event(place, hit, _levels(passage, hit), False, False, False, False)
        for place, passage in enumerate(passages[: max(leaked, default=0)])
        for hit in passage.hits("procedure")
        if _is_planned(passage, hit)
    ][:1]


def find_events(passages: list[Passage]) -> list[Event]:
    """All events of a telling, in order; a plan only where nothing else is told."""
    found = [
        event
        for place, passage in enumerate(passages)
        for hit in passage.hits("procedure")
        if (event := _event(place, passage, hit)) is not None
    ]
    return found or _planned(passages)


def _named(events: Iterable[Event]) -> frozenset[str]:
    return frozenset(name for event in events for name in event.levels)


def _alike(event: Event, others: Iterable[Event]) -> bool:
    """Whether an event may be one of some others by the name of the procedure."""
    codes = {other.hit.code for other in others}
    return event.hit.code in codes | {_UNNAMED} or _UNNAMED in codes


def index_events(passages: list[Passage], events: list[Event]) -> list[Event]:
    """The events that are the index procedure: earlier and repeated ones are left out."""
    fresh = _without_later(passages, [e for e in events if not e.again] or events)
    current = [e for e in fresh if not e.earlier]
    return [e for e in fresh if not e.earlier or _same(e, current)] if current else fresh


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
    elsewhere = bool(first.levels and event.levels - first.levels)
    if event.place <= troubled:
        return event.later and elsewhere and not event.levels & first.levels
    return elsewhere or not _alike(event, [first])


def of_index(tellings: list[list[Event]]) -> list[list[Event]]:
    """The index events of all tellings without those that another telling shows to be earlier."""
    current = [e for events in tellings for e in events if not e.earlier]
    named = _named(current)
    return [
        [
            e
            for e in events
            if not (e.earlier and e.levels and named) or e.levels & named or _alike(e, current)
        ]
        for events in tellings
    ]
