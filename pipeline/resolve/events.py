"""Where the text says that a patient had an augmentation."""

import re
from dataclasses import dataclass
from functools import cache

from pipeline.annotate.context import Context
from pipeline.annotate.lexicon import Hit
from pipeline.resolve.formerly import former_clauses
from pipeline.resolve.passage import Passage
from pipeline.terms import load
from pipeline.values.gate import Gated


@dataclass(frozen=True, slots=True)
class Event:
    """A place where the text says that the patient had an augmentation.

    `place` is the index of the passage and `levels` are those named with the procedure; `past`
    holds where it lies behind the patient when the sentence is told; `again` where it is called a
    further one, `earlier` and `later` where its time is told as before or after the story's, and
    `former` where its name is told as one of another time ("an old kyphoplasty"), `recent` where it
    was done some days or weeks before, `elsewhere` where it was done at another place than the one
    that tells of it, and `years` are those that the sentence names.
    """

    place: int
    hit: Hit
    levels: frozenset[str]
    past: bool
    again: bool
    earlier: bool
    later: bool
    former: bool
    recent: bool
    elsewhere: bool
    years: frozenset[int]


_YEAR = re.compile(r"(?<![\w.-])(?:19|20)\d\d(?![\w-])")
#: The code of a procedure that the text does not name.
UNNAMED = "other_augmentation"


@cache
def timeline_pattern(key: str) -> Gated:
    """A pattern of `timeline.toml`; a list is joined."""
    value = load("timeline")[key]
    text = value if isinstance(value, str) else "|".join(f"(?:{one})" for one in value)
    return Gated(text)


def found_in(key: str, text: str) -> bool:
    """Whether a pattern of `timeline.toml` is in a text."""
    return bool(timeline_pattern(key).search(text))


_REACH, _FAR = 70, 90
_NOT_PLANNED = (Context.NEGATED, Context.FAMILY)


def _again(text: str, hit: Hit) -> bool:
    """Whether the procedure is called a second or further one."""
    return (
        found_in("again_before", text[max(0, hit.start - 45) : hit.start])
        or found_in("again_after", text[hit.end : hit.end + 60])
        or found_in("again_word", text[max(0, hit.start - 3) : hit.end])
    )


def is_done(text: str, hit: Hit) -> bool:
    """Whether the clause says that the procedure was carried out on the patient."""
    clause = re.split(r"[,;:]\s(?!who\b|which\b)", text[max(0, hit.start - 50) : hit.start])[-1]
    if found_in("not_done", clause):
        return False
    # "..., who had had vertebroplasty of L3, was scheduled for": the clause of the procedure ends.
    behind = found_in("past_clause", clause)
    after = text[hit.end : hit.end + 90]
    return not found_in("not_done_after", after.split(", ")[0] if behind else after)


_AFTER_NAME, _BEFORE_NAME = 60, 40


def _levels(passage: Passage, hit: Hit) -> frozenset[str]:
    """The levels named with a procedure: in its words, behind them, else right before them."""
    spans = passage.levels
    within = [s for s in spans if s.start < hit.end and hit.start < s.end]
    after = [s for s in spans if 0 <= s.start - hit.end <= _AFTER_NAME][:1]
    before = [s for s in spans if 0 <= hit.start - s.end <= _BEFORE_NAME][-1:]
    return frozenset(name for span in within or after or before for name in span.levels)


def _told_as_done(passage: Passage, hit: Hit) -> bool:
    context, text = passage.context(hit), passage.text.text
    went = context is Context.NEGATED and found_in("went", text[hit.end :])
    came = context is Context.HYPOTHETICAL and found_in("came_true", text[hit.end :])
    told = context in (Context.AFFIRMED, Context.HISTORICAL) or went or came
    return told and is_done(text, hit)


def _told_as_planned(passage: Passage, hit: Hit) -> bool:
    text = passage.text.text
    return passage.context(hit) not in _NOT_PLANNED and (
        found_in("planned", text[max(0, hit.start - _FAR) : hit.start])
        or found_in("planned_after", text[hit.end : hit.end + _REACH])
    )


def _told_as_offered(passage: Passage, hit: Hit) -> bool:
    text = passage.text.text
    return passage.context(hit) not in _NOT_PLANNED and found_in(
        "offered_after", text[hit.end : hit.end + _REACH]
    )


def _event(place: int, passage: Passage, hit: Hit) -> Event:
    text = passage.text.text
    start = max(0, hit.start - _REACH)
    elsewhere = found_in("elsewhere", text)
    levels = _levels(passage, hit)
    later = found_in("later", text[start : hit.start]) or found_in(
        "later", text[hit.end : hit.end + _REACH]
    )
    if (elsewhere or later) and not levels:
        levels = frozenset(name for span in passage.levels for name in span.levels)
    return Event(
        place,
        hit,
        levels,
        past=found_in("past", text[start : hit.end + 30])
        or found_in("past", text[hit.end : hit.end + 60]),
        again=_again(text, hit),
        earlier=found_in("earlier", text[max(0, hit.start - _FAR) : hit.end + _REACH])
        or found_in("earlier_year", text),
        later=later,
        former=found_in("former_before", text[max(0, hit.start - 45) : hit.start])
        or found_in("former_after", text[hit.end : hit.end + _REACH]),
        recent=found_in("recent", text),
        elsewhere=elsewhere,
        years=frozenset(map(int, _YEAR.findall(text))),
    )


def _procedures(passage: Passage) -> list[Hit]:
    """The names of augmentations, without those of an earlier one told in passing."""
    former = former_clauses(passage.text)
    return [h for h in passage.hits("procedure") if not any(a <= h.start < b for a, b in former)]


def find_events(passages: list[Passage]) -> list[Event]:
    """The events of a telling in order: those told as done, else the first one planned."""
    named = [(n, p, hit) for n, p in enumerate(passages) for hit in _procedures(p)]
    done = [_event(*one) for one in named if _told_as_done(*one[1:])]
    if not all(event.past for event in done):
        return done
    followed = [
        one
        for one in named
        if (_told_as_planned(*one[1:]) and any(map(_is_carried_out, passages[one[0] :])))
        or (_told_as_offered(*one[1:]) and any(map(_is_put_in, passages[one[0] :])))
    ]
    return [*done, *(_event(*one) for one in followed[:1])]


def _is_put_in(passage: Passage) -> bool:
    """Whether a sentence tells that the procedure was carried out or cement put in."""
    return found_in("carried_out", passage.lowered)


def _is_carried_out(passage: Passage) -> bool:
    """Whether a sentence tells that cement was put in, or where it went."""
    return tells_of_leak(passage) or _is_put_in(passage)


def tells_of_leak(passage: Passage) -> bool:
    """Whether a stretch tells of a leak, or of cement in a place that it reached."""
    sited = passage.affirmed("leakage_site") and found_in("cement_named", passage.text.text)
    return bool(sited or passage.affirmed("leakage"))


def tells_of_cement(passage: Passage) -> bool:
    """Whether a stretch tells that cement is where it does not belong."""
    named = found_in("cement", passage.lowered)
    return bool(passage.affirmed("leakage") or (named and passage.affirmed("leakage_site")))
