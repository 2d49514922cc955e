"""Complications and examinations."""

from pipeline.annotate.context import Context
from pipeline.annotate.lexicon import Hit
from pipeline.evidence import Evidence, State
from pipeline.resolve.consistency import only_effusion
from pipeline.resolve.lasting import (
    goes_on,
    is_recovery,
    known_before,
    without_disabled,
    without_remains,
)
from pipeline.resolve.merge import first_of_each
from pipeline.resolve.passage import Passage, Phase, Tier
from pipeline.resolve.timeline import Course
from pipeline.values.wording import wording

#: Codes that say that something was felt; "asymptomatic" cannot stand beside them.
_SILENT_BESIDE = {
    "asymptomatic",
    "pulmonary_embolism",
    "death",
    "infection",
    "adjacent_fracture",
    "thrombosis",
    "haematoma",
}

#: Those of them that come with symptoms, so that their absence later is how it ended.
_FELT = {"infection", "adjacent_fracture", "thrombosis", "haematoma"}


def _is_reason(passage: Passage, hit: Hit) -> bool:
    """Whether a finding in the sentence of the procedure is what the procedure was done for."""
    if passage.phase is not Phase.INDEX:
        return False
    between = passage.text.lowered[passage.start : hit.start]
    reason = wording("findings", "reason").search(between)
    return bool(reason) and not wording("findings", "turn").search(between)


def _only_cement(passage: Passage, hit: Hit) -> bool:
    """Whether a denied embolism is no more than "no cement in the lung", which denies the site."""
    words = passage.text.lowered[hit.start : hit.end]
    named = wording("findings", "embolism").search(words)
    return hit.code == "pulmonary_embolism" and not hit.denied and not named


def _finding(passage: Passage, hit: Hit, known: frozenset[str]) -> Evidence | None:
    state = passage.state(hit)
    if state is None or _is_reason(passage, hit):
        return None
    if state is State.ABSENT and (_only_cement(passage, hit) or is_recovery(passage, hit)):
        return None
    if state is State.PRESENT and goes_on(passage, hit, known):
        return None
    return passage.evidence("complication", hit.code, (hit.start, hit.end), "term", state)


def _denials_of_all(found: list[Evidence]) -> list[Evidence]:
    """Drops "asymptomatic": it goes where symptoms are stated, and is never denied."""
    felt = {e.value for e in found if e.state is State.PRESENT} - _SILENT_BESIDE
    return [
        e
        for e in found
        if e.value != "asymptomatic"
        or (e.state is State.PRESENT and not felt and not _is_over(e, found))
    ]


def _is_over(silent: Evidence, found: list[Evidence]) -> bool:
    """Whether "without symptoms" is told at a visit after what is always felt: it is an outcome."""
    told = (e for e in found if e.state is State.PRESENT and e.value in _FELT)
    before = any(e.start < silent.start for e in told)
    return before and bool(wording("findings", "visit").search(silent.quote.lower()))


def read_complications(course: Course) -> list[Evidence]:
    """What befell the patient from the procedure on, and what was looked for and not found."""
    told = course.told(Phase.INDEX, Phase.AFTER)
    known = known_before(course)
    found = [
        (p, e) for p in told for hit in p.hits("complication") if (e := _finding(p, hit, known))
    ]
    found = without_disabled(without_remains(found))
    # What denies an injury outright counts before what denies its effusion.
    found.sort(key=lambda one: only_effusion(one[1]))
    case = [e for p, e in found if p.tier is Tier.CASE]
    present = [e for e in case if e.state is State.PRESENT]
    case += [
        e for p, e in found if p.tier is Tier.TALK and (not present or e.state is State.ABSENT)
    ]
    if not any(e.state is State.PRESENT for e in case):
        case += [
            e
            for p in course.titles()
            for hit in p.hits("complication")
            if (e := _finding(p, hit, known)) and e.state is State.PRESENT
        ]
    return _denials_of_all(first_of_each(case))


#: Contexts in which an examination was made.
_MADE = (Context.AFFIRMED, Context.NEGATED, Context.UNCERTAIN, Context.HISTORICAL)


def _is_made(passage: Passage, hit: Hit) -> bool:
    before = passage.text.lowered[max(0, hit.start - 40) : hit.start]
    after = passage.text.lowered[hit.end : hit.end + 100]
    shown = wording("findings", "shown_after").search(after)
    if wording("findings", "not_made").search(before) and not shown:
        return False
    if wording("findings", "not_made_after").search(after):
        return False
    return passage.context(hit) in _MADE


def read_imaging(course: Course) -> list[Evidence]:
    """The examinations made of the patient, whatever they showed."""
    found = [
        passage.evidence("imaging", hit.code, (hit.start, hit.end), "term")
        for passage in course.told(*Phase)
        if passage.tier is Tier.CASE
        for hit in passage.hits("imaging")
        if _is_made(passage, hit)
    ]
    return first_of_each(found)
