"""What several states told of a patient add up to: better here and bad there is partly better."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline.evidence import Evidence
from pipeline.values.interval import find_intervals
from pipeline.values.wording import wording

FULL, PART, NONE, WORSE = "complete_recovery", "partial_recovery", "no_improvement", "worsened"
#: A deficit that is left, whatever became of it meanwhile.
LEFT = "residual"


@dataclass(frozen=True, slots=True)
class _Told:
    """The states of the last sentence in order, and those of the sentences before it."""

    last: list[Evidence]
    earlier: list[Evidence]

    @property
    def final(self) -> Evidence:
        return self.last[-1]

    def of(self, *values: str) -> list[Evidence]:
        """The last sentence's states of some kinds."""
        return [e for e in self.last if e.value in values]


def last_of(stated: list[Evidence]) -> Evidence:
    """The state that the last sentence tells, beside what the same visit tells before."""
    last = [e for e in stated if e.start == stated[-1].start]
    earlier = [e for e in stated if e.start != last[0].start]
    state = _together(_Told(last, earlier))
    if state.value == FULL and earlier and _is_same_visit(last):
        before = last_of(earlier)
        if before.value in (PART, NONE) and not _of_pain(before):
            return replace(before, value=PART)
    return state


def _together(told: _Told) -> Evidence:
    """One state from all that one sentence tells: the first rule that has an answer."""
    for rule in _RULES:
        if state := rule(told):
            return state
    return told.final


def _lame_without_pain(told: _Told) -> Evidence | None:
    """A loss of all power that stays is no recovery, though the pain has gone."""
    full = told.of(FULL)
    lame = [e for e in told.of(NONE, LEFT) if _is_paralysed(e)]
    return replace(lame[-1], value=NONE) if full and lame and all(map(_of_pain, full)) else None


def _well_but(told: _Told) -> Evidence | None:
    """A recovery beside something lesser: whole where that has passed or weighs nothing."""
    full, rest = told.of(FULL), told.of(PART, NONE, LEFT)
    if not (full and rest):
        return None
    left = [e for e in rest if not any(_is_past(e, one) for one in full)]
    if all(_is_whole(full[-1], e) for e in left):
        return full[-1]
    return replace((told.of(PART) or full)[-1], value=PART)


def _better_but(told: _Told) -> Evidence | None:
    """An improvement, unless it is of pain alone and something worse stays beside it."""
    part = told.of(PART)
    felt = [e for e in part if not _of_pain(e)]
    stuck = [e for e in told.of(NONE) if not _of_pain(e) and not _said("remnant", e.original_text)]
    if not part:
        return None
    if (felt or not stuck) and told.final.value != WORSE:
        return (felt or part)[-1]
    return stuck[-1] if stuck else None


def _worse_and_stays(told: _Told) -> Evidence | None:
    """A worsening of which the sentence then tells that it stayed."""
    worse = told.of(WORSE)
    return worse[-1] if worse and told.final.value in (NONE, LEFT) else None


def _what_is_left(told: _Told) -> Evidence | None:
    """A deficit that is left: part of a recovery where one was told before."""
    if told.final.value != LEFT:
        return None
    unchanged = [e for e in told.of(NONE) if not _said("stays", e.original_text)]
    if unchanged:
        return unchanged[-1]
    return replace(told.final, value=PART if _improved(told) else NONE)


def _as_before(told: _Told) -> Evidence | None:
    """What stayed as it was: as it had become, where that was told before."""
    better = _improved(told)
    if told.final.value != NONE or not better:
        return None
    if _said("no_change", told.final.original_text):
        return replace(told.final, value=better[-1].value)
    return replace(told.final, value=PART) if _said("stays", told.final.original_text) else None


_RULES: tuple[Callable[[_Told], Evidence | None], ...] = (
    _lame_without_pain,
    _well_but,
    _better_but,
    _worse_and_stays,
    _what_is_left,
    _as_before,
)


def _improved(told: _Told) -> list[Evidence]:
    return [e for e in told.earlier if e.value in (FULL, PART)]


def _said(key: str, words: str) -> bool:
    return bool(wording("findings", key).search(words))


def _is_same_visit(last: list[Evidence]) -> bool:
    """Whether a sentence only adds to a visit what the patient does again."""
    told = all(_said("activity", e.original_text) for e in last)
    return told and not _said("visit", last[0].quote)


def _place(state: Evidence) -> int:
    return state.quote.find(state.original_text)


def _with_lead(state: Evidence, reach: int) -> str:
    """The words of a state with what stands directly before them."""
    at = _place(state)
    return state.quote[max(0, at - reach) : at] + state.original_text


def _of_pain(state: Evidence) -> bool:
    return _said("of_pain", _with_lead(state, 20))


def _is_paralysed(state: Evidence) -> bool:
    return _said("paralysed", _with_lead(state, 40))


def _named_in(state: Evidence) -> set[str]:
    """What a state is said of, by the beginnings of the names."""
    words = _with_lead(state, 25).lower()
    return {m.group() for m in wording("findings", "stem").finditer(words)}


def _day(state: Evidence) -> float | None:
    """The time that directly follows a state ("4/5 at three months"), in days."""
    end = _place(state) + len(state.original_text)
    if _said("at_leaving", state.quote[end:]):
        return 0.0
    for one in find_intervals(state.quote):
        if one.start >= end and _said("dated", state.quote[end : one.start]):
            return one.days
    return None


def _is_past(rest: Evidence, full: Evidence) -> bool:
    """Whether a lesser state has passed: the sentence tells it of an earlier time."""
    days = _day(rest), _day(full)
    if days[0] is not None and days[1] is not None and days[0] < days[1]:
        return True
    between = full.quote[_place(rest) + len(rest.original_text) : _place(full)]
    same = bool(_named_in(rest) & _named_in(full))
    return _said("then", between) or (same and _said("then_again", between))


def _is_whole(full: Evidence, rest: Evidence) -> bool:
    """Whether a complete recovery outweighs a lesser state of the same sentence."""
    if _said("of_the_back", _with_lead(rest, 20)) and not _of_pain(full):
        return True
    if _said("limited", rest.original_text):
        return False
    places = sorted((_place(full), _place(rest)))
    if _of_pain(full) and rest.value == PART and _is_paralysed(rest):
        return False
    if rest.value == PART and not _said("contrast", full.quote[places[0] : places[1]]):
        return True
    return _of_pain(rest) and not _of_pain(full)
