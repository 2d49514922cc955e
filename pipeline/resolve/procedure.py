"""The index procedure, its reason and its material."""

from pipeline.annotate.context import Context
from pipeline.annotate.lexicon import Hit
from pipeline.evidence import Evidence
from pipeline.resolve.events import is_done
from pipeline.resolve.merge import best_tier, first_of_each
from pipeline.resolve.passage import Passage, Phase, Tier
from pipeline.resolve.timeline import Course
from pipeline.values.wording import wording

#: Indications that stand only where no other is stated.
_WEAK = {"other", "traumatic_fracture", "other_tumour"}
_UNNAMED, _SCREWS = "other_augmentation", "screw_augmentation"


def read_procedure(course: Course) -> list[Evidence]:
    """The codes of the index procedure; the unspecific one only where nothing else is said."""
    found = [
        (passage, passage.evidence("procedure", hit.code, (hit.start, hit.end), "event"))
        for passage, hit in course.events
    ]
    titles = [
        (p, p.evidence("procedure", hit.code, (hit.start, hit.end), "title"))
        for p in course.titles()
        for hit in p.affirmed("procedure")
        if is_done(p.text.text, hit)
    ]
    named = [(p, e) for p, e in found if e.value != _UNNAMED]
    return (
        best_tier(named)
        or best_tier([(p, e) for p, e in titles if e.value != _UNNAMED])
        or best_tier(found or titles)
    )


def _affirmed(
    passages: list[Passage], field: str, *extra: Context
) -> list[tuple[Passage, Evidence]]:
    contexts = (Context.AFFIRMED, *extra)
    return [
        (p, p.evidence(field, hit.code, (hit.start, hit.end), "term"))
        for p in passages
        for hit in p.hits(field)
        if p.context(hit) in contexts
    ]


def _is_advised(passage: Passage, hit: Hit) -> bool:
    """Whether a sentence tells what authors advise or are used to."""
    return bool(wording("procedure", "advised").search(passage.text.lowered[: hit.start]))


def _is_taken(passage: Passage, way: Hit) -> bool:
    """Whether a way is that of the needle, and not of another operation, a scar or an advice."""
    before = passage.text.lowered[: way.start]
    if wording("procedure", "general_way").match(passage.text.lowered[way.end :]):
        return False
    other = wording("procedure", "other_way").search(before)
    return not other or bool(wording("procedure", "own_way").search(before, other.start()))


def _is_used(passage: Passage, cement: Hit) -> bool:
    """Whether a cement is the one put in, and not one that is compared, defined or of elsewhere."""
    text = passage.text.lowered
    return not (
        wording("procedure", "compared").search(text[: cement.start])
        or wording("procedure", "defined").match(text[cement.end :])
    )


def read_material(course: Course) -> list[Evidence]:
    """Approach, cement type and viscosity; one value each, the first stated."""
    told = course.of_index(course.told(*Phase))
    screws = {e.value for e in read_procedure(course)} == {_SCREWS}
    of_screw = wording("procedure", "screwed")
    ways = [p for p in told if not (screws and of_screw.search(p.text.lowered))]
    found = []
    for field, passages, holds in (
        ("approach", ways, _is_taken),
        ("cement_type", told, _is_used),
        ("cement_viscosity", told, _is_used),
    ):
        hits = [(p, hit) for p in passages for hit in p.affirmed(field)]
        stated = [
            (p, p.evidence(field, hit.code, (hit.start, hit.end), "term"))
            for p, hit in hits
            if holds(p, hit) and not _is_advised(p, hit)
        ]
        found += best_tier(stated)[:1]
    return found


def _is_broken(passage: Passage) -> bool:
    """Whether a passage speaks of a fracture, not of an old one, and does not deny it."""
    return any(
        passage.text.context_at(passage.start + one.start(), passage.start + one.end())
        is not Context.NEGATED
        and not wording("procedure", "healed").search(passage.lowered[: one.start()])
        for one in wording("procedure", "broken").finditer(passage.lowered)
    )


def _osteoporosis(passages: list[Passage]) -> list[Evidence]:
    """Osteoporosis and a vertebral fracture, both said of the patient in different places."""
    fracture = any(_is_broken(p) for p in passages)
    for passage in passages:
        porous = wording("procedure", "osteoporosis").search(passage.lowered)
        if fracture and porous:
            span = (passage.start + porous.start(), passage.start + porous.end())
            return [
                passage.evidence(
                    "indication", "osteoporotic_fracture", span, "osteoporosis", confidence=0.8
                )
            ]
    return []


def read_indication(course: Course) -> list[Evidence]:
    """Why the vertebra was augmented, as said of the patient; the title as a last resort."""
    told = [p for p in course.told(*Phase) if p.tier is Tier.CASE]
    found = first_of_each(e for _, e in _affirmed(told, "indication", Context.HISTORICAL))
    strong = [e for e in found if e.value not in _WEAK] or _osteoporosis(told)
    if strong:
        return strong
    titles = best_tier(_affirmed(course.titles(), "indication"))
    return found or [e for e in titles if e.value not in _WEAK]
