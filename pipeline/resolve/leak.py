"""Whether cement leaked, and where to."""

from collections.abc import Container, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from pipeline.annotate.context import Context
from pipeline.annotate.lexicon import Hit
from pipeline.annotate.patterns import compile_pattern, search_any
from pipeline.evidence import Evidence, State
from pipeline.resolve.landmarks import without_landmarks
from pipeline.resolve.merge import best_tier, first_of_each
from pipeline.resolve.passage import Passage, Phase, Tier
from pipeline.resolve.timeline import Course
from pipeline.terms import load
from pipeline.values.gate import Gated
from pipeline.values.wording import wording


@cache
def _wording(key: str) -> tuple[Gated, ...]:
    return tuple(map(compile_pattern, load("leak")["trace"][key]))


_FORAMEN = "foraminal"
_LUNG, _ARTERY, _ORGAN, _TRACK = "pulmonary", "arterial", "other", "needle_track"
_SPECIFIC = {"intradural", "epidural"}
_MAX_DISTANCE = 130
_NEAR = 60
#: "Cement and thrombus in the atrium": cement named so near before blood is meant too.
_BESIDE = 20
#: So many sentences on, an artery may still be one of the lung that was told of.
_LUNG_WITHIN = 3


def _leak_hits(passage: Passage) -> list[Hit]:
    """The leaks of a sentence, unless they are of blood or contrast medium."""
    leaks = passage.text.hits("leakage")
    return [] if leaks and _of_vessel(passage.text.lowered) else leaks


def _of_vessel(lowered: str) -> bool:
    """Whether a sentence tells of bleeding or of a vessel's image and names no cement."""
    vessel = wording("leak", "of_vessel").search(lowered)
    return vessel is not None and not search_any(_wording("named"), lowered)


def _about_cement(passage: Passage, hit: Hit) -> bool:
    """Whether a site stands with cement outside the bone in its sentence."""
    leaks = [h for h in _leak_hits(passage) if passage.context(h) is not Context.HYPOTHETICAL]
    if any(
        abs(h.start - hit.start) <= _MAX_DISTANCE or h.start <= hit.start <= h.end for h in leaks
    ):
        return True
    first = max(0, hit.start - _MAX_DISTANCE)
    near = passage.text.lowered[first : hit.end + _MAX_DISTANCE]
    put_in = _wording("put_in_track" if hit.code == _TRACK else "put_in")
    if search_any(put_in, near):
        return False
    if _of_vessel(passage.text.lowered):
        near = wording("leak", "leaking").regex.sub(lambda m: " " * len(m[0]), near)
    return any(
        passage.text.context_at(first + match.start(), first + match.end())
        is not Context.HYPOTHETICAL
        for pattern in _wording("patterns")
        for match in pattern.finditer(near)
    )


def _of_blood(passage: Passage, hit: Hit) -> bool:
    """Whether what is told of a place is blood, pus or a tumour, and no cement is named there."""
    words = passage.text.lowered[max(0, hit.start - _NEAR) : hit.start]
    if wording("leak", "not_cement_after").search(passage.text.lowered[hit.end :]):
        return True
    found = wording("leak", "not_cement").search(words)
    return found is not None and not _cement_in(words[max(0, found.start() - _BESIDE) :])


def _names_cement(passage: Passage, hit: Hit) -> bool:
    """Whether cement is named between the semicolons that a place stands between.

    Where the place is called free, its sentence may name it anywhere.
    """
    words = passage.text.lowered
    if hit.denied and not wording("leak", "of_blood_after").match(words[hit.end :]):
        return _cement_in(words)
    start = words.rfind(";", 0, hit.start) + 1
    end = words.find(";", hit.end)
    return _cement_in(words[start : end if end >= 0 else len(words)])


def _needs_cement(passage: Passage, hit: Hit) -> bool:
    """Whether clots and diseases have this place too, so that only cement counts as denied."""
    words = passage.text.lowered[hit.start : hit.end]
    if hit.code == _LUNG or (hit.denied and wording("leak", "whole").search(words)):
        return True
    vacant = hit.denied or wording("leak", "vacant_after").match(passage.text.lowered[hit.end :])
    return hit.code in (_ARTERY, _ORGAN) and not vacant


def _cement_in(lowered: str) -> bool:
    return search_any(_wording("cement"), lowered) is not None


def _none_leaked(passage: Passage, hit: Hit) -> bool:
    """Whether the sentence denies all its cement and leaks, so that its places are denied too."""
    if wording("leak", "turn").search(passage.text.lowered[passage.start : hit.start]):
        return False
    leaks = [passage.context(hit) for hit in _leak_hits(passage)]
    cement = [
        passage.text.context_at(match.start(), match.end())
        for pattern in _wording("patterns")
        for match in pattern.finditer(passage.text.lowered)
    ]
    named = leaks or cement
    return bool(named) and all(context is Context.NEGATED for context in named)


def _state(passage: Passage, hit: Hit) -> State | None:
    state = passage.state(hit)
    if state is not State.PRESENT:
        return state
    if wording("leak", "guessed").search(passage.text.lowered[: hit.start]):
        return State.UNCLEAR
    return State.ABSENT if _none_leaked(passage, hit) else state


def _of_lung(passage: Passage, hit: Hit, in_lung: bool) -> Hit:
    """An artery that is a branch within the lung as what it is: "emboli in segmental arteries".

    So is one that is not named where the sentences before tell of the lung.
    """
    if hit.code != _ARTERY:
        return hit
    words = passage.text.lowered[max(0, hit.start - _BESIDE) : hit.end]
    chest = in_lung or wording("leak", "chest").search(passage.text.lowered)
    branch = chest and wording("leak", "lung_branch").search(words)
    unnamed = in_lung and wording("leak", "unnamed_artery").search(words)
    return replace(hit, code=_LUNG) if branch or unnamed else hit


def _of_sac(passage: Passage, hit: Hit) -> Hit:
    """Roots that lie in the open dural sac as what they are; other roots are those of foramina."""
    text = passage.text.lowered
    if hit.code != _FORAMEN or "root" not in text[hit.start : hit.end]:
        return hit
    opened = wording("leak", "open_dura")
    within = opened.search(text[: hit.start]) or opened.match(text[hit.end :])
    return replace(hit, code="intradural") if within else hit


def _in_lung(told: Sequence[Passage]) -> set[int]:
    """Where sentences begin of which the places told last before were all in the lung."""
    found, places, since = set(), {""}, 0
    for passage in told:
        if places == {_LUNG} and since <= _LUNG_WITHIN:
            found.add(passage.sentence.start)
        named = {h.code for h in passage.affirmed("leakage_site")}
        since = 0 if named else since + 1
        places = named - {_ARTERY} or places
    return found


def _goes_on(told: Sequence[Passage]) -> set[int]:
    """Where sentences begin that go on about cement that the one before told: "It lay there"."""
    return {
        p.sentence.start
        for before, p in pairwise(told)
        if p.follows(before)
        and wording("leak", "goes_on").match(p.text.lowered)
        and (before.affirmed("leakage") or search_any(_wording("patterns"), before.lowered))
    }


def _leads_to(passage: Passage, before: Hit | None, hit: Hit) -> bool:
    """Whether cement is told to have reached a place from the one named before it."""
    if before is None or hit.start - before.end > _MAX_DISTANCE:
        return False
    between = passage.text.lowered[before.end : hit.start]
    return ";" not in between and bool(wording("leak", "leads_on").search(between))


def _sites(
    passage: Passage, going_on: Container[int] = (), in_lung: Container[int] = ()
) -> list[Evidence]:
    found = []
    last: Hit | None = None
    start = passage.sentence.start
    goes_on = start in going_on
    named = [
        _of_sac(passage, _of_lung(passage, hit, start in in_lung))
        for hit in passage.hits("leakage_site")
    ]
    for hit in without_landmarks(passage.text.lowered, named):
        state = _state(passage, hit)
        needs = state is State.ABSENT and _needs_cement(passage, hit)
        if needs and not _names_cement(passage, hit):
            continue
        if not hit.denied and _of_blood(passage, hit):
            continue
        free = state is State.ABSENT and (
            hit.denied or search_any(_wording("free"), passage.lowered)
        )
        about = goes_on or _about_cement(passage, hit) or _leads_to(passage, last, hit)
        if state and (free or about):
            last = hit if state is State.PRESENT else None
            found.append(
                passage.evidence("leakage_site", hit.code, (hit.start, hit.end), "site", state)
            )
    return found


def _leaks(passage: Passage) -> list[Evidence]:
    found = []
    leaks = _leak_hits(passage)
    for hit in passage.hits("leakage"):
        if hit in leaks and (state := passage.state(hit)):
            span = (hit.start, hit.end)
            method = "contained" if hit.denied else "leak"
            found.append(passage.evidence("leakage", state.value, span, method, state))
    return found


def _without_general(found: list[Evidence]) -> list[Evidence]:
    """The canal is coded only where neither intradural nor epidural is said."""
    said = {e.value for e in found if e.state is not State.ABSENT}
    if said & _SPECIFIC:
        return [e for e in found if (e.value, e.state) != ("spinal_canal", State.PRESENT)]
    denied = {e.start for e in found if e.value in _SPECIFIC and e.state is State.ABSENT}
    general = ("spinal_canal", State.ABSENT)
    return [e for e in found if (e.value, e.state) != general or e.start not in denied]


def _of_site(site: Evidence) -> Evidence:
    """The leak that a site speaks of."""
    return replace(site, field="leakage", value=site.state.value, method="site")


def _one_leakage(leaks: list[Evidence], sites: list[Evidence]) -> list[Evidence]:
    """The state of the leak: a finding outweighs a denial, a denial what is left open."""
    located = [_of_site(e) for e in sites]
    by_weight = [
        *(e for e in leaks if e.state is State.PRESENT),
        *(e for e in located if e.state is State.PRESENT),
        *(e for e in leaks if e.state is State.ABSENT),
        *(e for e in (*leaks, *located) if e.state is State.UNCLEAR),
    ]
    return by_weight[:1]


def _of_places_only(leak: Evidence, denied: set[tuple[int, int]]) -> bool:
    """Whether a denial is of cement in certain places, not of a leak."""
    of_place = leak.state is State.ABSENT and (leak.start, leak.end) in denied
    named = wording("leak", "stated").search(leak.original_text)
    stated = leak.method == "contained" or named is not None
    return of_place and not stated


def read_leak(course: Course) -> list[Evidence]:
    """Leakage and its sites, present and denied; the title refines and fills what is missing."""
    told = course.told(Phase.INDEX, Phase.AFTER)
    going_on, in_lung = _goes_on(told), _in_lung(told)
    sites = [(p, e) for p in told for e in _sites(p, going_on, in_lung)]
    leaks = [(p, e) for p in told for e in _leaks(p)]
    case_sites = [(p, e) for p, e in sites if p.tier is Tier.CASE]
    chosen = first_of_each(e for _, e in case_sites or sites)
    title = [(p, e) for p in course.titles() for e in _sites(p) if e.state is State.PRESENT]
    present = {e.value for e in chosen if e.state is State.PRESENT}
    if not present or (present <= {"spinal_canal", "foraminal"}):
        chosen = first_of_each([*chosen, *(e for _, e in title)])
    leaks += [(p, e) for p in course.titles() for e in _leaks(p)]
    chosen = _without_general(chosen)
    places = {(e.start, e.end) for e in chosen if e.state is State.ABSENT}
    stated = best_tier([(p, e) for p, e in leaks if not _of_places_only(e, places)])
    return [*_one_leakage(stated, chosen), *chosen]
