"""Where a story tells a symptom, and whether it tells how the symptom began."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.annotate.context import Context
from pipeline.resolve.moments import clauses, says
from pipeline.resolve.passage import Passage
from pipeline.resolve.times import time_matches, time_patterns

#: Complications that are no symptoms: when they were seen is not when anything began.
_SEEN_ONLY = {
    "asymptomatic",
    "infection",
    "adjacent_fracture",
    "spinal_cord_compression",
    "pulmonary_embolism",
    "thrombosis",
    "haematoma",
    "csf_leak",
    "cardiac_injury",
    "death",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """What a sentence tells between two turns.

    `whole` goes on where the clauses behind it name no symptom: their times are of this one's.
    `symptoms` are the places of the symptoms, `coded` whether one of them has a code, `spoiled`
    whether the clause tells how a symptom was cared for or went, and `passed` whether it went away.
    """

    whole: Passage
    symptoms: tuple[int, ...]
    coded: bool
    spoiled: bool
    passed: bool = False

    @property
    def start(self) -> int:
        """Where its sentence begins in the document."""
        return self.whole.sentence.start

    def begins(self, timed: bool) -> bool:
        """Whether a symptom is told as it began; a time may be all that says so."""
        if self.passed:
            return says("started", self.whole.lowered)
        if self.coded != self.spoiled:
            return self.coded
        return says("begins", self.whole.lowered) or (timed and not self.spoiled)


def coded(passage: Passage) -> list[int]:
    """The places of the symptoms with a code that a passage affirms."""
    return [h.start for h in passage.affirmed("complication") if h.code not in _SEEN_ONLY]


def symptoms(passage: Passage) -> tuple[int, ...]:
    """The places of the symptoms that a passage affirms, with a code or without."""
    if says("unreal", passage.lowered):
        return ()
    plain = [
        passage.start + m.start()
        for m in time_matches("onset", "symptom", passage.lowered)
        if passage.text.context_at(passage.start + m.start(), passage.start + m.end())
        is not Context.NEGATED
    ]
    return tuple(sorted([*coded(passage), *plain]))


def _read(passage: Passage) -> Clause:
    own = _up_to("passing", passage) or passage
    passed = _up_to("passed", own, "verb")
    own = passed or own
    spoiled = says("not_onset", own.lowered)
    return Clause(own, symptoms(own), bool(coded(own)), spoiled, bool(passed))


def _up_to(key: str, clause: Passage, group: int | str = 0) -> Passage | None:
    """A clause up to where it tells how the symptom passed: that is not how it began."""
    match = time_patterns("onset", key)[0].search(clause.lowered)
    return replace(clause, end=clause.start + match.start(group)) if match else None


def read_clauses(passage: Passage) -> Iterator[Clause]:
    """The clauses of a passage; one that names no symptom belongs to the one before it."""
    last: Clause | None = None
    for clause in map(_read, clauses(passage)):
        if last and not clause.symptoms:
            last = replace(last, whole=replace(last.whole, end=clause.whole.end))
            continue
        if last:
            yield last
        last = clause
    if last:
        yield last
