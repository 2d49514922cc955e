"""A stretch of a sentence that tells of one patient, with what later rules need to know of it."""

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import TypeVar

from pipeline.annotate.context import Context
from pipeline.annotate.lexicon import Hit
from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.document.model import Section, SectionKind, Sentence
from pipeline.evidence import Evidence, State
from pipeline.resolve.respective import parts
from pipeline.values.interval import Interval
from pipeline.values.level import find_levels
from pipeline.values.level_span import LevelSpan

_T = TypeVar("_T")

#: So many characters at most stand between sentences that follow each other.
_GAP = 3

#: The state of a finding by how its sentence means it; other meanings say nothing of the patient.
_STATES = {
    Context.AFFIRMED: State.PRESENT,
    Context.NEGATED: State.ABSENT,
    Context.UNCERTAIN: State.UNCLEAR,
}


class Phase(StrEnum):
    """Where in the patient's course a statement stands, seen from the index procedure."""

    BEFORE = "before"
    INDEX = "index"
    AFTER = "after"


class Tier(IntEnum):
    """How directly a passage tells the case; lower is better."""

    CASE = 1
    TALK = 2
    TITLE = 3


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch [start, end) of one sentence about one patient.

    `telling` counts the runs in which the document tells the case (abstract, body, discussion);
    order in time holds only within one of them. `loose` is what is said among several patients
    before any of them is named: of the treatment perhaps, but of nobody's course. `rank` is
    (place, number) of the patient where a sentence tells several of them something "respectively".
    In a stretch that several patients begin together, `hole` is what it tells of others first.
    """

    sentence: Sentence
    text: AnnotatedSentence
    section: Section
    start: int
    end: int
    tier: Tier
    telling: int
    phase: Phase = Phase.AFTER
    shared: bool = False
    loose: bool = False
    rank: tuple[int, int] | None = None
    hole: tuple[int, int] = (0, 0)

    def holds(self, at: int) -> bool:
        """Whether what begins at a place of the sentence belongs to the stretch."""
        return self.start <= at < self.end and not self.hole[0] <= at < self.hole[1]

    def follows(self, before: "Passage") -> bool:
        """Whether the sentence stands directly behind another one."""
        return 0 <= self.sentence.start - before.sentence.end <= _GAP

    def at(self, phase: Phase) -> "Passage":
        """The same passage in another phase."""
        return replace(self, phase=phase)

    def hits(self, field: str) -> list[Hit]:
        """The terms of a field that begin in the stretch."""
        hits = [hit for hit in self.text.hits(field) if self.holds(hit.start)]
        return hits if len({hit.code for hit in hits}) == 1 else self.own(hits)

    def own(self, items: list[_T]) -> list[_T]:
        """This patient's share of what a sentence lists for several "respectively".

        What is told once is told of all; of a list of another length nobody knows whose it is.
        """
        if not self.rank or len(items) < 2:
            return items
        return [items[self.rank[0]]] if len(items) == self.rank[1] else []

    def affirmed(self, field: str) -> list[Hit]:
        """The terms of a field that the sentence affirms."""
        return [hit for hit in self.hits(field) if self.text.context(hit) is Context.AFFIRMED]

    def context(self, hit: Hit) -> Context:
        """How the sentence means a hit."""
        return self.text.context(hit)

    def state(self, hit: Hit) -> State | None:
        """Whether the sentence states, denies or leaves open a finding; None where it does not."""
        state = _STATES.get(self.text.context(hit))
        return None if self.loose and state is State.PRESENT else state

    @property
    def levels(self) -> list[LevelSpan]:
        """The levels named in the stretch."""
        spans = [span for span in self.text.levels if self.holds(span.start)]
        if self.rank and len(spans) == 1 and (stretches := parts(self.text.text, self.rank[1])):
            start, end = stretches[self.rank[0]]
            named = [name for s in find_levels(self.text.text[start:end]) for name in s.levels]
            return [replace(spans[0], levels=tuple(named))]
        if self.rank and len(spans) == 1 and len(spans[0].levels) == self.rank[1]:
            return [replace(spans[0], levels=(spans[0].levels[self.rank[0]],))]
        return self.own(spans)

    @property
    def intervals(self) -> list[Interval]:
        """The lengths of time named in the stretch."""
        spans = [span for span in self.text.intervals if self.holds(span.start)]
        return self.own(spans)

    @property
    def words(self) -> str:
        """The stretch as written, what it leaves out being blank."""
        return self._blanked(self.text.text)

    @property
    def lowered(self) -> str:
        """The stretch in lower case."""
        return self._blanked(self.text.lowered)

    def _blanked(self, text: str) -> str:
        start, end = self.hole
        if end <= start:
            return text[self.start : self.end]
        return text[self.start : start] + " " * (end - start) + text[end : self.end]

    def evidence(
        self,
        field: str,
        value: str,
        span: tuple[int, int],
        method: str,
        state: State = State.PRESENT,
        confidence: float | None = None,
    ) -> Evidence:
        """Evidence for a value whose words stand at `span` of the sentence."""
        sure = {Tier.CASE: 0.9, Tier.TALK: 0.75, Tier.TITLE: 0.7}[self.tier]
        return Evidence(
            field=field,
            value=value,
            state=state,
            original_text=self.text.text[span[0] : span[1]],
            start=self.sentence.start,
            end=self.sentence.end,
            quote=self.text.text,
            section=self.section.kind.value,
            page=self.sentence.page,
            method=method,
            confidence=sure if confidence is None else confidence,
        )


def is_title(passage: Passage) -> bool:
    """Whether a passage stands in the title of the document."""
    return passage.section.kind is SectionKind.TITLE
