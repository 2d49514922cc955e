"""Pain scores from 0 to 10."""

import re
from dataclasses import dataclass
from itertools import pairwise

from pipeline.evidence import Evidence
from pipeline.resolve.passage import Passage, Phase, Tier
from pipeline.resolve.timeline import Course
from pipeline.values.number import format_number, parse_number
from pipeline.values.wording import wording

Score = tuple[float, tuple[int, int]]

_WORDINGS = ("scored", "scale_after", "rated", "bracketed")
#: A rise by so much is a new pain, that of the complication.
_NEW_PAIN = 3
#: After so many passages "it was 2" may still be the pain.
_FOLLOWS_WITHIN = 3
#: A lone score from here on tells of the pain that was treated.
_SEVERE = 6
#: From here on a score told with the first symptom is that of the symptom, not of what it left.
_FELT = 4


def _score(text: str) -> float | None:
    try:
        value = 0.0 if text.lower() == "nil" else parse_number(text)
    except ValueError:
        return None
    return value if 0 <= value <= 10 else None


def _found(text: str, match: re.Match[str]) -> list[Score]:
    scores = []
    for group, number in enumerate(match.groups(), 1):
        value = _score(number) if number else None
        if value is not None and not _is_no_score(text, *match.span(group)):
            scores.append((value, match.span(group)))
    return scores


def _is_no_score(text: str, start: int, end: int) -> bool:
    """Whether a number has a unit, or is the end of the scale: "from 0 to 10"."""
    ends = wording("pain", "scale_end").search(text[:start])
    if text[start:end] in ("10", "ten") and wording("pain", "out_of").search(text[:start]):
        return True
    return bool(ends or wording("pain", "unit").search(text[end:])) or _is_no_pain(text, start)


def _is_no_pain(text: str, start: int) -> bool:
    """Whether a number rates something else: "sensation was reduced to 3/10"."""
    return bool(wording("pain", "no_pain").search(text[:start].lower()))


def find_scores(text: str, follows: bool = False) -> list[Score]:
    """Pain scores with their places, in order.

    Args:
        text: a sentence.
        follows: whether the sentence before has scores, so that "it" may be the pain.
    """
    if not wording("pain", "any_number").search(text) or wording("pain", "of_many").search(text):
        return []
    first = [s for name in _WORDINGS for m in wording("pain", name).finditer(text)
             for s in _found(text, m)]  # fmt: skip
    for match in wording("pain", "out_of_ten").finditer(text):
        value = _score(match["score"])
        if value is not None and not _is_no_pain(text, match.start("score")):
            first.append((value, match.span("score")))
    first += _of_hundred(text)
    if follows or first:
        start = 0 if follows else min(span[1] for _, span in first)
        first += [s for m in wording("pain", "it_was").finditer(text)
                  if m.start() >= start for s in _found(text, m)]  # fmt: skip
    found = {span: value for value, span in first}
    for place in sorted(found):
        found |= _further(text, place[1])
    return [(value, span) for span, value in sorted(found.items())]


def _of_hundred(text: str) -> list[Score]:
    """The scores on a scale of a hundred, as scores on one of ten."""
    return [
        (int(number) / 10, match.span(group))
        for match in wording("pain", "of_hundred").finditer(text)
        for group, number in enumerate(match.groups(), 1)
        if number and int(number) <= 100
    ]


def _further(text: str, at: int) -> dict[tuple[int, int], float]:
    """The scores that a first one is followed by: "VAS 9, at six weeks 4, at one year 2"."""
    further: dict[tuple[int, int], float] = {}
    while match := wording("pain", "further").match(text[at:]):
        scores = _found(text[at:], match)
        if not scores:
            break
        further |= {(at + start, at + end): value for value, (start, end) in scores}
        at += scores[-1][1][1]
    return further


@dataclass(frozen=True, slots=True)
class _Stated:
    """A score in its passage; `early` where its own words place it before the treatment."""

    passage: Passage
    value: float
    span: tuple[int, int]

    @property
    def early(self) -> bool:
        text = self.passage.text.text
        before = wording("pain", "early_before").search(text[: self.span[0]])
        return bool(before or wording("pain", "early_after").search(text[self.span[1] :]))

    def evidence(self, name: str, sure: float) -> Evidence:
        value = format_number(self.value)
        return self.passage.evidence(name, value, self.span, "score", confidence=sure)


def _scores(course: Course) -> list[_Stated]:
    told = [p for p in course.passages if p.tier is Tier.CASE]
    told.sort(key=lambda p: (p.telling == 0, p.sentence.start, p.start))
    stated: list[_Stated] = []
    last: int | None = None
    for place, p in enumerate(told):
        follows = last is not None and place - last <= _FOLLOWS_WITHIN
        scores = _at_once(find_scores(p.text.text, follows), p.text.text)
        found = p.own([s for s in scores if p.holds(s[1][0])])
        stated += _in_time([_Stated(p, value, span) for value, span in found])
        last = place if found else last
    return stated


def _at_once(scores: list[Score], text: str) -> list[Score]:
    """Of scores told in different positions at one time the first: "8 when turned, 2 at rest"."""
    felt = [bool(wording("pain", "felt_when").match(text[end:])) for _, (_, end) in scores]
    return [one for n, one in enumerate(scores) if not (felt[n] and n and felt[n - 1])]


def _in_time(scores: list[_Stated]) -> list[_Stated]:
    """The scores of a sentence, those first that it calls earlier: "VAS 1 (initially 8)"."""
    return sorted(scores, key=lambda s: not s.early) if len(scores) == 2 else scores


def _is_new(one: _Stated, last: _Stated) -> bool:
    """Whether a score is that of a pain that set in after the one before it was told."""
    first_after = last.passage.phase is Phase.BEFORE and one.passage.phase is not Phase.BEFORE
    risen = one.value >= last.value + (1 if first_after else _NEW_PAIN)
    return risen and one.passage.telling == last.passage.telling


def _before(scores: list[_Stated], onset: list[Evidence]) -> _Stated:
    """The score before the treatment of the complication: told with its onset, or risen again.

    Else it is the first.
    """
    begun = {one.start for one in onset}
    risen = [one for last, one in pairwise(scores[:-1]) if _is_new(one, last)]
    begun -= {scores[0].passage.sentence.start}
    felt = [s for s in scores[1:] if s.passage.sentence.start in begun and s.value >= _FELT]
    return next(iter([*felt, *risen, scores[0]]))


def read_pain(course: Course, onset: list[Evidence]) -> list[Evidence]:
    """The score before treatment and the last one; a lone one by its place in time.

    Args:
        course: the story.
        onset: when the first symptom began.
    """
    scores = _scores(course)
    body = [s for s in scores if s.passage.telling != 0] or scores
    if not body:
        return []
    if len(body) == 1:
        name = "vas_before" if _is_early(body[0]) else "vas_after"
        return [body[0].evidence(name, 0.7)]
    before, last = _before(body, onset), body[-1]
    after = [last.evidence("vas_after", 0.8)] if last is not before else []
    return [before.evidence("vas_before", 0.8), *after]


def _is_early(lone: _Stated) -> bool:
    lowered = lone.passage.lowered
    if lone.passage.phase is not Phase.AFTER or wording("pain", "earlier").search(lowered):
        return True
    return lone.value >= _SEVERE and not wording("pain", "final").search(lowered)
