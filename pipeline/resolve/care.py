"""Care of the leak or the complication, and the patient's last state."""

from pipeline.annotate.context import Context
from pipeline.annotate.lexicon import Hit
from pipeline.evidence import Evidence
from pipeline.resolve.merge import first_of_each
from pipeline.resolve.passage import Passage, Phase, Tier
from pipeline.resolve.timeline import Course
from pipeline.values.wording import wording

_SPINE = {"decompression", "durotomy", "fusion", "vertebrectomy"}
#: Care that also belongs to any operation: it counts only once something has gone wrong.
_ANYTIME = {"conservative", "oxygen", "antibiotics", "fusion", "decompression", "cement_removal"}
_HEART = {"cardiac_surgery", "endovascular_retrieval"}
#: Codes that an index operation with screws carries itself.
_INDEX_OPERATION = {"fusion", "decompression", "vertebrectomy", "cement_removal"}


def _told(course: Course, tier: Tier) -> list[Passage]:
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
    for passage in _told(course, tier):
        if passage.telling not in troubled and _troubled(passage):
            troubled.add(passage.telling)
        if passage.telling in troubled:
            chosen.append(passage)
    return chosen


def _care(passage: Passage) -> list[Evidence]:
    index = passage.phase is Phase.INDEX
    return [
        passage.evidence("management", hit.code, (hit.start, hit.end), "term")
        for hit in passage.affirmed("management")
        if not (index and hit.code in _INDEX_OPERATION)
    ]


def _without_echoes(found: list[Evidence]) -> list[Evidence]:
    """Cement taken out of the heart or a vein is coded by the operation that did it."""
    codes = {e.value for e in found}
    if codes & _HEART and not codes & _SPINE:
        return [e for e in found if e.value != "cement_removal"]
    return found


def read_management(course: Course) -> list[Evidence]:
    """What was done for the complication."""
    for tier in (Tier.CASE, Tier.TALK, Tier.TITLE):
        troubled = {id(p) for p in after_trouble(course, tier)}
        found = first_of_each(
            e
            for p in _told(course, tier)
            for e in _care(p)
            if id(p) in troubled or e.value not in _ANYTIME
        )
        if found:
            return _without_echoes(found)
    return []


def _is_state(passage: Passage, hit: Hit) -> bool:
    """Whether a hit tells how the patient is, not how an image is, or what was never wrong."""
    before = passage.text.lowered[max(0, hit.start - 80) : hit.start]
    if hit.code == "no_improvement" and wording("findings", "thing").search(before):
        return False
    words = passage.text.lowered[hit.start : hit.end]
    later = wording("findings", "later").search(passage.text.lowered)
    return bool(later) or not wording("findings", "missing").search(words)


def _states(passage: Passage) -> list[Evidence]:
    return [
        passage.evidence("outcome", hit.code, (hit.start, hit.end), "last state")
        for hit in passage.hits("outcome")
        if _is_state(passage, hit)
        if passage.context(hit) is Context.AFFIRMED
    ]


def read_outcome(course: Course) -> list[Evidence]:
    """The last stated state; a death outweighs everything before it."""
    for tier in (Tier.CASE, Tier.TALK):
        passages = after_trouble(course, tier) or _told(course, tier)
        stated = [e for p in passages for e in _states(p)]
        deaths = [e for p in _told(course, tier) for e in _states(p) if e.value == "death"]
        if deaths:
            return deaths[-1:]
        if stated:
            return _last(stated)
    return []


def _last(stated: list[Evidence]) -> list[Evidence]:
    """The last state; within one sentence a complete recovery outweighs a mere improvement."""
    last = [e for e in stated if e.start == stated[-1].start]
    full = [e for e in last if e.value == "complete_recovery"]
    return (
        full[-1:]
        if full and last[-1].value == "partial_recovery" and len(full[-1].original_text) > 8
        else last[-1:]
    )
