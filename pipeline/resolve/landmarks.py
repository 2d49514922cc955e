"""Places that a sentence names only to tell where something else lies."""

from collections.abc import Sequence

from pipeline.annotate.lexicon import Hit
from pipeline.values.wording import wording

#: So far before a place, in characters, its sentence tells how it is named.
_BEFORE = 110
#: What cement may touch without being in it.
_HOLLOW = {"venous", "arterial", "cardiac", "pulmonary", "other"}
_DISC, _BESIDE_SPINE, _CANAL = "intradiscal", "paravertebral", "spinal_canal"
_LUNG = "pulmonary"
#: What runs beside the spine, with the wording of what may stand between it and the place.
_COURSE = {"venous": "course", "needle_track": "course_of_needle"}


def _is_beside(lowered: str, hit: Hit) -> bool:
    """Whether something lies beside a place, or touches it."""
    if hit.code not in _HOLLOW and hit.code != _DISC:
        return False
    before = lowered[max(0, hit.start - _BEFORE) : hit.start]
    if wording("landmarks", "beside").search(before):
        return True
    return hit.code in _HOLLOW and bool(
        wording("landmarks", "touched").search(before)
        or wording("landmarks", "touched_after").match(lowered[hit.end :])
    )


def _is_pointed_at(lowered: str, hit: Hit) -> bool:
    """Whether something points at a place, or stops before it."""
    before = lowered[max(0, hit.start - _BEFORE) : hit.start]
    return bool(wording("landmarks", "pointed_at").search(before))


def _is_itself(lowered: str, hit: Hit) -> bool:
    """Whether the state of an organ is told and not what is in it."""
    return hit.code in _HOLLOW and bool(wording("landmarks", "itself").match(lowered[hit.end :]))


def _is_extent(lowered: str, hit: Hit) -> bool:
    """Whether a disc or end plate tells how far something reaches along the spine."""
    before = lowered[max(0, hit.start - _BEFORE) : hit.start]
    return hit.code == _DISC and bool(wording("landmarks", "extent").search(before))


def _is_course(lowered: str, hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether a place beside the spine tells where the vein or needle runs named with it."""
    return hit.code == _BESIDE_SPINE and any(
        wording("landmarks", _COURSE[other.code]).match(
            lowered[min(hit.end, other.end) : max(hit.start, other.start)]
        )
        for other in hits
        if other.code in _COURSE
    )


def _is_side(lowered: str, hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether a side of the vertebra or the pleura tells where another place lies."""
    if hit.code != _BESIDE_SPINE:
        return False
    words = lowered[hit.start : hit.end]
    if wording("landmarks", "membrane").search(words):
        return any(other.code == _LUNG for other in hits)
    if wording("landmarks", "origin").match(words):
        went = wording("landmarks", "went_on")
        return any(went.search(lowered[hit.end : other.start]) for other in hits if other != hit)
    return bool(wording("landmarks", "side").search(words)) and any(
        not wording("landmarks", "apart").search(
            lowered[min(hit.end, other.end) : max(hit.start, other.start)]
        )
        for other in hits
        if other.code not in (_BESIDE_SPINE, _DISC) and not other.denied
    )


def _is_wall(lowered: str, hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether a back wall is that of the heart or vessel named before it."""
    if hit.code != _CANAL:
        return False
    before = [other for other in hits if other.end <= hit.start and other.code in _HOLLOW]
    last = max((other.end for other in before), default=hit.start)
    named = wording("landmarks", "wall").fullmatch(lowered[last : hit.end])
    return bool(named) and not wording("landmarks", "of_bone").match(lowered[hit.end :])


def _is_renamed(lowered: str, hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether what seemed to lie beside the spine is then told to be in a vein."""
    return hit.code == _BESIDE_SPINE and any(
        wording("landmarks", "renamed").search(lowered[hit.end : other.start])
        for other in hits
        if other.code == "venous" and other.start >= hit.end
    )


def without_landmarks(lowered: str, hits: Sequence[Hit]) -> list[Hit]:
    """The places of a sentence at which something is; its discs yield to another place alone."""
    named = [
        hit
        for hit in hits
        if hit.denied
        or not (
            _is_beside(lowered, hit) or _is_itself(lowered, hit) or _is_pointed_at(lowered, hit)
        )
    ]
    elsewhere = any(hit.code != _DISC for hit in named)
    return [
        hit
        for hit in named
        if hit.denied
        or not (
            (elsewhere and _is_extent(lowered, hit))
            or _is_course(lowered, hit, named)
            or _is_side(lowered, hit, named)
            or _is_renamed(lowered, hit, named)
            or _is_wall(lowered, hit, hits)
        )
    ]
