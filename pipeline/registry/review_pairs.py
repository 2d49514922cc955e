"""What became of decisions on two cases, each of which may be called otherwise by now.

Such a decision rests on no sentence, so it stands only where both cases are surely known again. One
that rests on a likely case is asked again, and covers nothing that is surely about that case.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.registry.decision import PAIRS, Decision, Outlook, Standing
from pipeline.registry.recall import Recognition, case_of, is_surely


@dataclass(frozen=True, slots=True)
class _Found:
    """A case that a decision names: what it is called now, and what that makes of the decision."""

    name: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class _Pair:
    decision: Decision
    cases: tuple[_Found, _Found]

    @property
    def names(self) -> frozenset[str]:
        """What the cases are called now; of cases that are gone, what they were called."""
        if all(one.name for one in self.cases):
            return frozenset(one.name for one in self.cases)
        return frozenset(("", self.decision.case_id, self.decision.other_case_id))

    @property
    def standing(self) -> Standing:
        """The worse of both."""
        order = (Standing.NO_DOCUMENT, Standing.TO_REVIEW, Standing.STANDS)
        return min((one.standing for one in self.cases), key=order.index)

    def outlook(self, standing: Standing) -> Outlook:
        """The decision with what became of it."""
        one, other = self.cases
        return Outlook(self.decision, standing, one.name, other.name)


def pair_outlooks(made: Sequence[Decision], recognition: Recognition) -> dict[int, Outlook]:
    """What became of decisions on two cases, by number; the latest on a pair counts.

    Args:
        made: the decisions, in the order in which they came.
        recognition: knows the studies that are there.
    """
    by_names: dict[frozenset[str], list[_Pair]] = defaultdict(list)
    for one in made:
        first, second = (_found(part, recognition) for part in one.parts)
        pair = _Pair(one, (first, second))
        by_names[pair.names].append(pair)
    told = (one for pairs in by_names.values() for one in _outlooks(reversed(pairs)))
    return {one.decision.number: one for one in told}


def _found(part: Decision, recognition: Recognition) -> _Found:
    study = recognition.study_of(part)
    if not study:
        return _Found("", Standing.NO_DOCUMENT)
    case = case_of(study, part)
    if not case:
        return _Found("", Standing.TO_REVIEW)
    sure = is_surely(case, part)
    return _Found(study.case_id(case), Standing.STANDS if sure else Standing.TO_REVIEW)


def _outlooks(latest_first: Iterable[_Pair]) -> Iterator[Outlook]:
    """Of decisions on cases of the same names the latest, and those that it does not cover."""
    covered = False
    asked: set[frozenset[tuple[str, ...]]] = set()
    for pair in latest_first:
        known = frozenset(part.signature for part in pair.decision.parts)
        replaced = covered or known in asked or pair.decision.action not in PAIRS
        yield pair.outlook(Standing.REPLACED if replaced else pair.standing)
        covered = covered or pair.standing is Standing.STANDS
        asked.add(known)
