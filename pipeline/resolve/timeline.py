"""The index procedure in a patient's story, and what stands before and after it."""

import re
from dataclasses import dataclass, replace
from functools import cache

from pipeline.annotate.context import Context
from pipeline.annotate.lexicon import Hit
from pipeline.resolve.passage import Passage, Phase, Tier
from pipeline.terms import load


@dataclass(frozen=True, slots=True)
class Event:
    """A place where the text says that the patient had an augmentation.

    `place` is the index of the passage; `past` holds where it lies behind the patient when the
    sentence is told; `again` where it is a later augmentation, not the first.
    """

    place: int
    hit: Hit
    past: bool
    again: bool
    earlier: bool


@dataclass(frozen=True, slots=True)
class Course:
    """A patient's passages with their phases, and the events that are the index procedure.

    `other` holds where the sentences about other augmentations begin.
    """

    passages: tuple[Passage, ...]
    events: tuple[tuple[Passage, Hit], ...]
    other: frozenset[int] = frozenset()

    def of_index(self, passages: list[Passage]) -> list[Passage]:
        """Those passages that do not tell of an earlier or later augmentation."""
        return [p for p in passages if p.sentence.start not in self.other]

    def told(self, *phases: Phase) -> list[Passage]:
        """Passages of the given phases, the title apart, those that tell the case first."""
        chosen = [p for p in self.passages if p.phase in phases and p.tier is not Tier.TITLE]
        return sorted(chosen, key=lambda p: (p.tier, p.sentence.start, p.start))

    def titles(self) -> list[Passage]:
        """The passages of the title."""
        return [p for p in self.passages if p.tier is Tier.TITLE]


@cache
def timeline_pattern(key: str) -> re.Pattern[str]:
    """A pattern of `timeline.toml`; a list is joined."""
    value = load("timeline")[key]
    text = value if isinstance(value, str) else "|".join(f"(?:{one})" for one in value)
    return re.compile(text, re.IGNORECASE)


_REACH = 70


def _again(text: str, hit: Hit) -> bool:
    """Whether the procedure is called a second or further one."""
    return bool(
        timeline_pattern("again_before").search(text[max(0, hit.start - 45) : hit.start])
        or timeline_pattern("again_after").search(text[hit.end : hit.end + 60])
        or timeline_pattern("again_word").search(text[max(0, hit.start - 3) : hit.end])
    )


def _event(place: int, passage: Passage, hit: Hit) -> Event | None:
    if passage.context(hit) in (Context.NEGATED, Context.HYPOTHETICAL, Context.FAMILY):
        return None
    text = passage.text.text
    before = text[max(0, hit.start - _REACH) : hit.start]
    around = text[max(0, hit.start - _REACH) : hit.end + 30]
    if timeline_pattern("not_done").search(before[-50:]):
        return None
    if timeline_pattern("not_done_after").search(text[hit.end : hit.end + 90]):
        return None
    return Event(
        place,
        hit,
        bool(timeline_pattern("past").search(around))
        or bool(timeline_pattern("past").search(text[hit.end : hit.end + 60])),
        _again(text, hit),
        bool(
            timeline_pattern("earlier").search(text[max(0, hit.start - _REACH) : hit.end + _REACH])
        )
        or bool(timeline_pattern("earlier_year").search(text)),
    )


def _events(passages: list[Passage]) -> list[Event]:
    return [
        event
        for place, passage in enumerate(passages)
        for hit in passage.hits("procedure")
        if (event := _event(place, passage, hit)) is not None
    ]


_AFTER_NAME, _BEFORE_NAME = 60, 25


def _levels(passages: list[Passage], event: Event) -> set[str]:
    """The levels named with a procedure: those that follow it, else those right before it."""
    spans = passages[event.place].levels
    after = [s for s in spans if 0 <= s.start - event.hit.end <= _AFTER_NAME][:1]
    before = [s for s in spans if 0 <= event.hit.start - s.end <= _BEFORE_NAME][-1:]
    return {name for span in after or before for name in span.levels}


def _index_events(passages: list[Passage], events: list[Event]) -> list[Event]:
    """The events that are the index procedure: earlier and repeated ones are left out."""
    fresh = _without_later(passages, [e for e in events if not e.again] or events)
    current = [e for e in fresh if not e.earlier]
    if not current:
        return fresh
    named = set().union(*(_levels(passages, e) for e in current)) if current else set()
    return [
        e
        for e in fresh
        if not e.earlier
        or (e.place >= current[0].place and not (_levels(passages, e) - named))
        or not named
        or (e.place < current[0].place and _levels(passages, e) & named)
    ]


def _without_later(passages: list[Passage], events: list[Event]) -> list[Event]:
    """The events without those that follow a complication and treat other levels."""
    if not events:
        return events
    first = min(events, key=lambda e: (e.earlier, e.place))
    named = _levels(passages, first)
    troubled = next(
        (
            n
            for n, p in enumerate(passages)
            if n > first.place and (p.affirmed("complication") or p.affirmed("leakage"))
        ),
        len(passages),
    )
    return [
        e for e in events if e.place <= troubled or not named or not _levels(passages, e) - named
    ]


def _phased(passages: list[Passage], index: list[Event]) -> list[Passage]:
    if not index:
        return [p.at(_stated(p) or Phase.AFTER) for p in passages]
    first = index[0]
    behind = bool(
        timeline_pattern("after_procedure").search(
            passages[first.place].text.text[: first.hit.start]
        )
    )
    phased: list[Passage] = []
    for place, passage in enumerate(passages):
        stated = _stated(passage)
        if stated:
            phased.append(passage.at(stated))
        elif first.past or behind or place > first.place:
            phased.append(passage.at(Phase.AFTER))
        elif place < first.place:
            phased.append(passage.at(Phase.BEFORE))
        else:
            phased += _split(passage, first.hit)
    return phased


def _split(passage: Passage, hit: Hit) -> list[Passage]:
    """The sentence of the procedure: what precedes its name is before it."""
    head = replace(passage, end=hit.start, phase=Phase.BEFORE)
    tail = replace(passage, start=hit.start, phase=Phase.INDEX)
    return [head, tail] if hit.start > passage.start else [tail]


def _stated(passage: Passage) -> Phase | None:
    """The phase that the sentence itself names."""
    before = timeline_pattern("before").search(passage.lowered)
    after = timeline_pattern("after").search(passage.lowered)
    if before and not after:
        return Phase.BEFORE
    return None


def chart(passages: list[Passage]) -> Course:
    """Gives each passage its phase, telling by telling."""
    titles = [p for p in passages if p.tier is Tier.TITLE]
    phased: list[Passage] = list(titles)
    index: list[tuple[Passage, Hit]] = []
    other: set[int] = set()
    for telling in sorted({p.telling for p in passages if p.tier is not Tier.TITLE}):
        told = [p for p in passages if p.telling == telling and p.tier is not Tier.TITLE]
        events = _events(told)
        chosen = _index_events(told, events)
        index += [(told[e.place], e.hit) for e in chosen]
        places = {e.place for e in chosen}
        other |= {told[e.place].sentence.start for e in events if e.place not in places}
        phased += _phased(told, chosen)
    return Course(tuple(phased), tuple(index), frozenset(other))
