"""The index procedure in a patient's story, and what stands before and after it."""

from dataclasses import dataclass, replace

from pipeline.annotate.lexicon import Hit
from pipeline.resolve.events import (
    Event,
    find_events,
    index_events,
    of_index,
    timeline_pattern,
)
from pipeline.resolve.passage import Passage, Phase, Tier


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


def _phased(passages: list[Passage], index: list[Event]) -> list[Passage]:
    act = _operated(passages)
    if not index or (act and _is_behind(passages, index[0]) and act < index[0].place):
        return [p.at(_stated(p) or _from(act or 0, n, p)) for n, p in enumerate(passages)]
    first = _first(passages, index)
    behind = _is_behind(passages, first)
    # What is told of all beforehand leaves each story to be told from its beginning.
    own = _operated(passages, first.place + 1) if passages[first.place].shared else None
    phased: list[Passage] = []
    for place, passage in enumerate(passages):
        stated = _stated(passage)
        if stated:
            phased.append(passage.at(stated))
        elif behind or place > first.place:
            phased.append(passage.at(_from(own or 0, place, passage)))
        elif place < first.place:
            phased.append(passage.at(Phase.BEFORE))
        else:
            phased += _split(passage, first.hit)
    return phased


def _from(act: int, place: int, passage: Passage) -> Phase:
    """The phase of a patient's own passage where the operation is told from `act` on."""
    return Phase.AFTER if place >= act or passage.shared else Phase.BEFORE


def _first(passages: list[Passage], index: list[Event]) -> Event:
    """The event from which the story is told: not one of years ago that led to nothing."""
    told = [e for e in index if not e.earlier and not _is_behind(passages, e)]
    if not (index[0].earlier and told):
        return index[0]
    between = passages[index[0].place : told[0].place]
    troubled = any(_tells_of_cement(p) or p.affirmed("complication") for p in between)
    return index[0] if troubled else told[0]


def _is_behind(passages: list[Passage], event: Event) -> bool:
    """Whether the procedure lies behind the patient where the telling first names it."""
    lead = passages[event.place].text.text[: event.hit.start]
    return event.past or bool(timeline_pattern("after_procedure").search(lead))


def _operated(passages: list[Passage], begin: int = 0) -> int | None:
    """The place from which a patient's operation is told without its name: "cannulae were passed".

    None where nothing tells it, or only after what the operation did: that is a revision.
    """
    for place, passage in enumerate(passages[begin:], begin):
        if passage.tier is not Tier.CASE or passage.shared:
            continue
        words = passage.lowered
        if timeline_pattern("operated").search(words) and not timeline_pattern(
            "not_operated"
        ).search(words):
            return place
        if _tells_of_cement(passage) or timeline_pattern("operated_before").search(words):
            return None
    return None


def _tells_of_cement(passage: Passage) -> bool:
    """Whether a stretch tells that cement is where it does not belong."""
    named = timeline_pattern("cement").search(passage.lowered)
    return bool(passage.affirmed("leakage") or (named and passage.affirmed("leakage_site")))


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
    tellings = _tellings(passages)
    events = [find_events(told) for told in tellings]
    chosen = of_index([index_events(*both) for both in zip(tellings, events, strict=True)])
    for told, found, kept in zip(tellings, events, chosen, strict=True):
        index += [(told[e.place], e.hit) for e in kept]
        places = {e.place for e in kept}
        other |= {told[e.place].sentence.start for e in found if e.place not in places}
        phased += _phased(told, kept)
    return Course(tuple(phased), tuple(index), frozenset(other))


def _tellings(passages: list[Passage]) -> list[list[Passage]]:
    """The passages by the runs in which the document tells the case, the title apart."""
    told = [p for p in passages if p.tier is not Tier.TITLE]
    return [[p for p in told if p.telling == one] for one in sorted({p.telling for p in told})]
