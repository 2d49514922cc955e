"""The index procedure in a patient's story, and what stands before and after it."""

from dataclasses import dataclass, replace

from pipeline.annotate.lexicon import Hit
from pipeline.resolve.events import Event, find_events, tells_of_cement, timeline_pattern
from pipeline.resolve.index_event import index_events, of_index
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
    act = _operated(passages, named=bool(index))
    if not index or (act and _is_behind(passages, index[0]) and act < index[0].place):
        return [p.at(_stated(p) or _from(act or 0, n, p)) for n, p in enumerate(passages)]
    first = index[0]
    behind = _is_behind(passages, first)
    # What is told of all beforehand leaves each story to be told from its beginning.
    own = _operated(passages, first.place + 1, named=True) if passages[first.place].shared else None
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


def _is_behind(passages: list[Passage], event: Event) -> bool:
    """Whether the procedure lies behind the patient where the telling first names it."""
    lead = passages[event.place].text.text[: event.hit.start]
    return event.past or bool(timeline_pattern("after_procedure").search(lead))


def _operated(passages: list[Passage], begin: int = 0, named: bool = False) -> int | None:
    """The place from which a patient's operation is told without its name: "cannulae were passed".

    An operation is that of the cement where putting it in is told next, or where the telling names
    it later. None where nothing tells so, or only after what cement did: that is a revision.
    """
    begun: int | None = None
    for place, passage in enumerate(passages[begin:], begin):
        if passage.tier is not Tier.CASE or passage.shared:
            continue
        words = passage.lowered
        other = timeline_pattern("not_operated").search(words)
        if not other and timeline_pattern("cemented").search(words):
            return place if begun is None else begun
        if tells_of_cement(passage) or timeline_pattern("operated_before").search(words):
            return begun if named else None
        if begun is None and not other and timeline_pattern("operated").search(words):
            begun = place
    return begun if named else None


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
