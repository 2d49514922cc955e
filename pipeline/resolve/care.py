"""Care of the leak or the complication."""

from dataclasses import replace

from pipeline.evidence import Evidence
from pipeline.resolve.given import DRUGS, goes_on, harks_back, led_to_procedure, was_given
from pipeline.resolve.merge import first_of_each
from pipeline.resolve.passage import Passage, Phase, Tier
from pipeline.resolve.timeline import Course
from pipeline.values.wording import wording

_SPINE = {"decompression", "durotomy", "fusion", "vertebrectomy"}
#: Care that also belongs to any operation: it counts only once something has gone wrong.
_ANYTIME = {"conservative", "oxygen", "antibiotics", "fusion", "decompression", "cement_removal"}
_HEART = {"cardiac_surgery", "endovascular_retrieval"}
_TAKEN_OUT = _HEART | {"cement_removal"}
#: Codes that an index operation with screws carries itself.
_INDEX_OPERATION = frozenset({"fusion", "decompression", "vertebrectomy", "cement_removal"})

#: Within so many sentences after it an operation goes on.
_NEAR = 3


def told_of(course: Course, tier: Tier) -> list[Passage]:
    """What a tier tells of the patient from the index procedure on."""
    told = [p for p in course.passages if p.tier is tier and p.phase is not Phase.BEFORE]
    return [p for p in told if not p.loose]


def _troubled(passage: Passage) -> bool:
    """Whether a passage states a complication or a leak."""
    codes = [h for h in passage.affirmed("complication") if h.code != "asymptomatic"]
    return bool(codes or passage.affirmed("leakage") or passage.affirmed("leakage_site"))


def after_trouble(course: Course, tier: Tier = Tier.CASE) -> list[Passage]:
    """The passages from the first stated complication or leak on, telling by telling."""
    chosen: list[Passage] = []
    troubled: set[int] = set()
    for passage in told_of(course, tier):
        if passage.telling not in troubled and _troubled(passage):
            troubled.add(passage.telling)
        if passage.telling in troubled:
            chosen.append(passage)
    return chosen


def _care(
    course: Course, passage: Passage, before: frozenset[str], done: frozenset[str]
) -> list[Evidence]:
    named = passage.affirmed("management")
    if not named:
        return []
    index = passage.phase is Phase.INDEX
    procedures = passage.hits("procedure")
    again = passage.sentence.start in course.other
    ahead = _is_ahead(course, passage) or _is_still_operating(course, passage)
    return [
        passage.evidence("management", hit.code, (hit.start, hit.end), "term")
        for hit in named
        if not (index and hit.code in _INDEX_OPERATION)
        and not (hit.code in _TAKEN_OUT | _SPINE and _found_dead(course, passage))
        and not (ahead and hit.code == "fusion")
        and not any(p.start <= hit.start and hit.end <= p.end for p in procedures)
        and was_given(passage, hit)
        and (again or not led_to_procedure(passage, hit))
        and not goes_on(passage, hit, before)
        and not harks_back(passage, hit, done)
    ]


def _is_ahead(course: Course, passage: Passage) -> bool:
    """Whether a passage leads to the screws whose cement leaked: it tells their own operation."""
    screws = {p.sentence.start for p, hit in course.events if hit.code == "screw_augmentation"}
    rest = [p.sentence.start for p in course.passages if p.sentence.start > passage.sentence.start]
    return not screws.isdisjoint(rest[:_NEAR])


def _is_still_operating(course: Course, passage: Passage) -> bool:
    """Whether a passage tells of the operation in which the screws were cemented."""
    screws = [p for p, hit in course.events if hit.code == "screw_augmentation"]
    begun = [p.sentence.start for p in screws if p.telling == passage.telling]
    since = [p for p in course.passages if begun and begun[0] <= p.sentence.start]
    told = [p for p in since if p.sentence.start <= passage.sentence.start]
    return bool(told) and not any(wording("care", "over").search(p.lowered) for p in told)


def _found_dead(course: Course, passage: Passage) -> bool:
    """Whether the telling of a passage has told the patient's death: what follows is autopsy."""
    return any(
        hit.code == "death"
        for p in course.passages
        if p.telling == passage.telling and p.phase is Phase.AFTER
        if p.sentence.start < passage.sentence.start
        for hit in p.affirmed("outcome")
    )


def _named(passages: list[Passage]) -> frozenset[str]:
    """The words by which passages name care."""
    return frozenset(
        p.text.lowered[h.start : h.end] for p in passages for h in p.hits("management")
    )


def _done(passages: list[Passage]) -> frozenset[str]:
    """The operations that passages tell which an index operation may carry itself."""
    return frozenset(h.code for p in passages for h in p.affirmed("management")) & _INDEX_OPERATION


def _cemented_anew(course: Course, passages: list[Passage]) -> list[Evidence]:
    """A fracture that came after the procedure and was cemented in its turn: care no code fits."""
    broken = False
    found: list[Evidence] = []
    for passage in passages:
        broken |= any(h.code == "adjacent_fracture" for h in passage.affirmed("complication"))
        if broken and passage.phase is Phase.AFTER and passage.sentence.start in course.other:
            found += [
                passage.evidence("management", "other", (hit.start, hit.end), "augmented again")
                for hit in passage.affirmed("procedure")
            ]
    return found


def _trained(cared: list[Evidence]) -> list[Evidence]:
    """Care in order; exercise after an operation is rehabilitation, which no code fits.

    Beside drugs it is of their kind, and its bare name by itself says too little.
    """
    first = min((e.start for e in cared if e.value in _SPINE | _TAKEN_OUT), default=None)
    drugs = {e.start for e in cared if e.value == "conservative" and not _says(e, "training")}
    found: list[Evidence] = []
    for e in cared:
        if not _says(e, "training") or e.start in drugs:
            found.append(e)
        elif first is not None and first < e.start:
            found.append(replace(e, value="other"))
        elif not _says(e, "bare_training"):
            found.append(e)
    return found


def _says(one: Evidence, key: str) -> bool:
    return bool(wording("care", key).search(one.original_text.lower()))


def _without_echoes(found: list[Evidence]) -> list[Evidence]:
    """Cement taken out of the heart or a vein is coded by the operation that did it.

    What is left after cement was taken out is no care of its own.
    """
    taken = [e.start for e in found if e.value in _TAKEN_OUT]
    found = [
        e
        for e in found
        if e.value != "conservative"
        or not any(start < e.start for start in taken)
        or not _says(e, "left_there")
    ]
    codes = {e.value for e in found}
    retrieved = {e.start for e in found if e.value in _HEART}
    return [
        e
        for e in found
        if e.value != "cement_removal"
        or not retrieved
        or (codes & _SPINE and e.start not in retrieved)
    ]


def read_management(course: Course) -> list[Evidence]:
    """What was done for the complication."""
    for tier in (Tier.CASE, Tier.TALK, Tier.TITLE):
        told, after = told_of(course, tier), after_trouble(course, tier)
        troubled, tellings = {id(p) for p in after}, {p.telling for p in after}
        idle = [p for p in course.passages if p.tier is tier and id(p) not in troubled]
        before = _named(idle)
        done = _done([p for p in idle if p.telling in tellings or p.phase is Phase.BEFORE])
        cared = [
            e
            for p in told
            for e in _care(course, p, before, done)
            if id(p) in troubled
            or e.value not in _ANYTIME | (DRUGS if p.telling in tellings else set())
        ]
        found = first_of_each([*_trained(cared), *_cemented_anew(course, after)])
        if found:
            return _without_echoes(found)
    return []
