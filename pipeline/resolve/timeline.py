"""The index procedure in a patient's story, and what stands before and after it."""

from dataclasses import dataclass, replace

from pipeline.annotate.lexicon import Hit
from pipeline.resolve.events import Event, find_events, index_events, of_index, timeline_pattern
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
    first = index[0] if index else None
    if first is None or first.past or _is_behind(passages, first):
        begun = _operated(passages[: first.place] if first else passages)
        return [
            p.at(_stated(p) or (Phase.AFTER if place >= begun else Phase.BEFORE))
            for place, p in enumerate(passages)
        ]
    phased: list[Passage] = []
    for place, passage in enumerate(passages):
        stated = _stated(passage)
        if stated:
            phased.append(passage.at(stated))
        elif place > first.place:
            phased.append(passage.at(Phase.AFTER))
        elif place < first.place:
            phased.append(passage.at(Phase.BEFORE))
        else:
            phased += _split(passage, first.hit)
    return phased


def _is_behind(passages: list[Passage], event: Event) -> bool:
    """Whether a sentence tells what came after the procedure that it names."""
    before = passages[event.place].text.text[: event.hit.start]
    return bool(timeline_pattern("after_procedure").search(before))


def _operated(passages: list[Passage]) -> int:
    """The place from which an operation is told that is not named: "cannulae were passed ...".

    What is told after a leak is another operation.
    """
    for place, passage in enumerate(passages):
        if passage.tier is Tier.CASE and passage.affirmed("leakage"):
            return 0
        if passage.tier is Tier.CASE and timeline_pattern("operated").search(passage.lowered):
            return place
    return 0


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
