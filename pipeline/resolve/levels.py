"""The levels that received cement at the index procedure."""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from pipeline.evidence import Evidence
from pipeline.resolve.formerly import former_clauses
from pipeline.resolve.merge import best_tier, first_of_each
from pipeline.resolve.passage import Passage, Phase, Tier
from pipeline.resolve.timeline import Course
from pipeline.terms import load
from pipeline.values.distance import open_distances
from pipeline.values.gate import Gated
from pipeline.values.level_span import LevelSpan
from pipeline.values.wording import wording

_SCREWS = "screw_augmentation"
#: So far before a level, in characters, a word can say what it is named for.
_GOVERNS = 110


class Use(StrEnum):
    """What a level is named for."""

    TREATED = "treated"
    CONSTRUCT = "construct"
    FRACTURE = "fracture"
    OTHER = "other"
    NONE = "none"


Governors = tuple[tuple[Use, Gated], ...]


@cache
def _governors(screws: bool) -> Governors:
    """The governing words a use; those of screws come first where screws were augmented."""
    data = load("levels")
    named = [(use, data[use.value]) for use in (Use.TREATED, Use.FRACTURE, Use.OTHER)]
    if screws:
        named.insert(0, (Use.TREATED, data["screws"]))
    return tuple((use, Gated("|".join(texts))) for use, texts in named)


@cache
def _following(key: str) -> re.Pattern[str]:
    return re.compile(load("levels")[key], re.IGNORECASE)


def use_of(text: str, span: LevelSpan, screws: bool = False, procedures: Sequence[int] = ()) -> Use:
    """What the words before and after a level say it is named for.

    Args:
        text: the sentence.
        span: the level.
        screws: whether the index procedure is the augmentation of screws.
        procedures: where the names of augmentations end.
    """
    after = text[span.end : span.end + 60]
    for key, use in (
        ("after_other", Use.OTHER),
        ("after_treated", Use.TREATED),
        ("after_fracture", Use.FRACTURE),
    ):
        if _following(key).match(after):
            return use
    best, nearest = Use.NONE, -1
    for use, pattern in _governors(screws):
        for match in pattern.finditer(text, max(0, span.start - _GOVERNS), span.start):
            if match.end() > nearest:
                best, nearest = use, match.end()
    named = max((end for end in procedures if end <= span.start), default=-1)
    if named > max(nearest, span.start - _GOVERNS):
        best, nearest = Use.TREATED, named
    if best is not Use.TREATED and _is_only(text, span):
        return _later(text, span, best, screws)
    if best is Use.NONE or _opens_clause(text, span) or _is_broken(text, nearest, span.start):
        return _later(text, span, best, screws)
    return best


def _is_broken(text: str, start: int, end: int) -> bool:
    """Whether a sentence or a clause ends in a stretch; a list of levels may go on after ";"."""
    breaks = list(re.finditer(r"[.;]\s", text[start:end]))
    return any(
        one.group()[0] == "."
        or not wording("spine", "list_break").search(text[start : start + one.end()])
        or not wording("spine", "codes").match(text[start + one.end() :])
        for one in breaks
    )


def _opens_clause(text: str, span: LevelSpan) -> bool:
    """Whether a level is the subject of a clause of its own: "..., T7 being left alone"."""
    before, after = _following("clause_before"), _following("clause_after")
    return bool(before.search(text[: span.start]) and after.match(text[span.end :]))


def _later(text: str, span: LevelSpan, otherwise: Use, screws: bool) -> Use:
    """Where nothing governs a level from before: "T11 and L1 were augmented"."""
    nearest, best = len(text), otherwise
    for use, pattern in _governors(screws):
        match = pattern.search(text, span.end, min(len(text), span.end + 60))
        if match and match.start() < nearest:
            best, nearest = use, match.start()
    return best


def _is_only(text: str, span: LevelSpan) -> bool:
    """Whether the sentence says that only these levels were treated."""
    before, after = _following("only_before"), _following("only_after")
    return bool(before.search(text[: span.start]) or after.match(text[span.end :]))


def _uses(passage: Passage, counted: list[LevelSpan]) -> list[tuple[LevelSpan, Use]]:
    """The levels of a passage with what each is named for."""
    named = passage.text.hits("procedure")
    screws = any(hit.code == _SCREWS for hit in named)
    text, ends = passage.text.text, [hit.end for hit in named]
    found = [(span, use_of(text, span, screws, ends)) for span in passage.levels]
    if screws:
        found = [(s, _with_cement(text, s, passage.text.levels, use)) for s, use in found]
    # What is counted from a fracture is no fracture itself.
    near = [(span, use_of(text, span, screws)) for span in counted]
    found += [(span, Use.TREATED if use is Use.FRACTURE else use) for span, use in near]
    if any(use is Use.TREATED and _is_only(text, span) for span, use in found):
        return [(s, u if u is not Use.TREATED or _is_only(text, s) else Use.NONE) for s, u in found]
    return found


def _listed(text: str, span: LevelSpan, spans: Sequence[LevelSpan]) -> tuple[LevelSpan, LevelSpan]:
    """The first and the last level of the list in which one stands: "of T10, and of L5"."""
    first = last = span
    for one in spans:
        if one.start >= last.end and wording("levels", "joins").fullmatch(
            text[last.end : one.start]
        ):
            last = one
    for one in reversed(spans):
        if one.end <= first.start and wording("levels", "joins").fullmatch(
            text[one.end : first.start]
        ):
            first = one
    return first, last


def _list_end(passage: Passage, span: LevelSpan) -> int:
    return _listed(passage.text.text, span, passage.text.levels)[1].end


def _with_cement(text: str, span: LevelSpan, spans: Sequence[LevelSpan], use: Use) -> Use:
    """The use of a level of screws: cement is said of it, or it is of the construct alone."""
    first, last = _listed(text, span, spans)
    start = max((one.end for one in spans if one.end <= first.start), default=0)
    end = min((one.start for one in spans if one.start >= last.end), default=len(text))
    before = re.split(r"[.;]\s", text[start : first.start])[-1]
    after = text[last.end : end]
    cemented = wording("levels", "cemented_before").search(before) or wording(
        "levels", "cemented_after"
    ).match(after)
    bare = wording("levels", "uncemented").search(before)
    return Use.CONSTRUCT if use is Use.TREATED and (bare or not cemented) else use


def _read(passage: Passage, *uses: Use, counted: list[LevelSpan] | None = None) -> list[Evidence]:
    """The levels of a passage that are named for some uses, without those it denies."""
    text, all_spans = passage.text.text, passage.text.levels
    denied = {name for span in all_spans if _is_denied(text, span) for name in span.levels}
    former = former_clauses(passage.text)
    return [
        passage.evidence("treated_levels", name, (span.start, span.end), f"level:{use}")
        for span, use in _uses(passage, counted or [])
        if use in uses and not any(a <= span.start < b for a, b in former)
        for name in span.levels
        if name not in denied
    ]


def _is_denied(text: str, span: LevelSpan) -> bool:
    """Whether the sentence says that no cement was put into these levels."""
    return bool(
        wording("levels", "denied_after").match(text[span.end :])
        or wording("levels", "denied_before").search(text[: span.start])
    )


def _counted(course: Course, passage: Passage) -> list[LevelSpan]:
    """The levels that a passage counts from the fracture told before it: "one level above"."""
    text = passage.text.text
    found = []
    for one in open_distances(text, passage.text.levels):
        middle = _fracture_before(course, passage, one.start)
        if passage.holds(one.start) and middle:
            joined = wording("levels", "fractured_and").search(text[: one.start])
            alone = one.twice or wording("levels", "only").search(text)
            whole = bool(joined or (one.whole and not alone))
            found.append(LevelSpan(one.start, one.end, one.levels(middle, whole), True))
    return found


def _fracture_before(course: Course, passage: Passage, place: int) -> tuple[str, ...]:
    """The levels of the last fracture that is told before a place of a passage."""
    here = (passage.telling, passage.sentence.start, place)
    last: tuple[str, ...] = ()
    for p in sorted(course.passages, key=lambda p: (p.telling, p.sentence.start)):
        for span in p.levels:
            before = (p.telling, p.sentence.start, span.start) < here
            if before and use_of(p.text.text, span) is Use.FRACTURE:
                last = span.levels
    return last


def _around(course: Course) -> list[Passage]:
    """The sentences of the index procedure, and what they list for this patient in brackets."""
    events = [passage for passage, _ in course.events]
    sentences = {(p.sentence.start, p.start) for p in events}
    started = {start for start, _ in sentences}
    lists = [
        p
        for p in course.passages
        if p.rank and p.sentence.start in started and (p.sentence.start, p.start) not in sentences
    ]
    return [*events, *lists]


def _cemented(course: Course, found: list[tuple[Passage, Evidence]]) -> list[Evidence]:
    """Those levels of a construct of which alone the text says that their screws were cemented."""
    if not any(hit.code == _SCREWS for _, hit in course.events):
        return []
    named = {e.value for _, e in found}
    begun = {p.sentence.start for p, _ in course.events}
    told = [
        p
        for p in course.of_index(course.told(*Phase))
        if p.phase is not Phase.BEFORE or p.sentence.start in begun
    ]
    exact = [
        p.evidence("treated_levels", name, (span.start, span.end), "level:treated")
        for p in told
        if p.tier is Tier.CASE
        for span in p.levels
        if wording("levels", "cemented_after").match(p.text.text[_list_end(p, span) :])
        and not wording("levels", "whole_construct").search(p.text.text[: span.start])
        for name in span.levels
    ]
    return first_of_each(exact) if {e.value for e in exact} < named else []


def _performed(course: Course, events: Sequence[Passage]) -> list[Passage]:
    """Sentences that go on about the procedure of the one before: "It was done at T12"."""
    return [
        p
        for p in course.told(Phase.INDEX, Phase.AFTER)
        if wording("levels", "performed").match(p.text.text) and any(map(p.follows, events))
    ]


def _injected(course: Course) -> list[Passage]:
    """Sentences after the procedure that say where the cement was put."""
    words = wording("levels", "injected")
    told = course.of_index(course.told(Phase.INDEX, Phase.AFTER))
    return [p for p in told if words.search(p.lowered) and p.tier is Tier.CASE]


def read_levels(course: Course) -> list[Evidence]:
    """Levels named with the procedure, else with the fracture it was done for."""
    events = _around(course)
    found = [(p, e) for p in events for e in _read(p, Use.TREATED, counted=_counted(course, p))]
    found += [(p, e) for p in _performed(course, events) for e in _read(p, Use.TREATED, Use.NONE)]
    found = found or [(p, e) for p in events for e in _read(p, Use.CONSTRUCT)]
    if found:
        return _cemented(course, found) or best_tier(found)
    loose = [(p, e) for p in events for e in _read(p, Use.FRACTURE)]
    loose = loose or [(p, e) for p in events if p.tier is Tier.CASE for e in _read(p, Use.NONE)]
    if loose:
        return best_tier(loose)
    injected = [(p, e) for p in _injected(course) for e in _read(p, Use.TREATED)]
    if injected:
        return best_tier(injected)
    noted = [(p, e) for p in _injected(course) for e in _read(p, Use.NONE)]
    return _fractured(course) or best_tier(noted)


def _fractured(course: Course) -> list[Evidence]:
    told = [p for p in course.told(Phase.BEFORE, Phase.INDEX, Phase.AFTER) if p.tier is Tier.CASE]
    found = [(p, e) for p in told for e in _read(p, Use.FRACTURE)]
    before = [(p, e) for p, e in found if p.phase is not Phase.AFTER]
    titles = [(p, e) for p in course.titles() for e in _read(p, Use.TREATED, Use.FRACTURE)]
    return best_tier(before) or best_tier(found) or best_tier(titles)
