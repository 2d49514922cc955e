"""The patient's last state: the last sentence that tells of it, read as a whole."""

from dataclasses import replace

from pipeline.annotate.context import Context
from pipeline.annotate.lexicon import Hit
from pipeline.evidence import Evidence
from pipeline.resolve.care import after_trouble, told_of
from pipeline.resolve.passage import Passage, Tier
from pipeline.resolve.timeline import Course
from pipeline.values.wording import wording

_FULL, _PART, _NONE = "complete_recovery", "partial_recovery", "no_improvement"
#: A deficit that is left, whatever became of it meanwhile.
_LEFT = "residual"


def _said(key: str, words: str) -> bool:
    return bool(wording("findings", key).search(words))


def _never_had(passage: Passage, hit: Hit, had: set[str]) -> bool:
    """Whether what is missing is a certain symptom of which the patient never was told to have."""
    named = {
        h.code
        for h in passage.text.hits("complication")
        if h.start < hit.end and h.end > hit.start and h.code != "asymptomatic"
    }
    return bool(named) and not named & had


def _is_state(passage: Passage, hit: Hit, had: set[str]) -> bool:
    """Whether a hit tells how the patient is, not how an image is, or what was never wrong."""
    sentence = passage.text.lowered
    before = sentence[max(0, hit.start - 120) : hit.start]
    if hit.code == "death":
        return not _said("others", before)
    after = sentence[hit.end : hit.end + 40]
    if _said("thing", before[-80:]) or (hit.code == _NONE and _said("thing_next", after)):
        return False
    if _said("long_ago", sentence):
        return False
    if not _said("missing", sentence[hit.start : hit.end]):
        return True
    return _said("later", sentence) and not _never_had(passage, hit, had)


def _affirmed(passage: Passage, hit: Hit) -> bool:
    """Whether a state is affirmed; a denial in its own words ("free of symptoms") is none of it."""
    context, text = passage.context(hit), passage.text.lowered
    if context is not Context.NEGATED or hit.code == _PART:
        return context is Context.AFFIRMED
    own = _said("denying", text[hit.start : hit.end])
    return own and not _said("turned", text[max(0, hit.start - 40) : hit.start])


def _own_words(hits: list[Hit]) -> list[Hit]:
    """The hits without lesser ones told by words of a full recovery ("pain was relieved")."""
    full = [h for h in hits if h.code == _FULL]
    return [
        h
        for h in hits
        if h.code != _PART or all(h.end <= f.start or h.start >= f.end for f in full)
    ]


def _states(passage: Passage, had: set[str]) -> list[Evidence]:
    hits = [h for h in passage.hits("outcome") if _is_state(passage, h, had)]
    if _said("visit", passage.text.lowered):
        hits += [h for h in passage.hits("last_state") if _is_state(passage, h, had)]
    return [
        passage.evidence("outcome", hit.code, (hit.start, hit.end), "last state")
        for hit in sorted(_own_words(hits), key=lambda h: (h.start, h.end))
        if _affirmed(passage, hit)
    ]


def _gone(passage: Passage, had: set[str]) -> list[Evidence]:
    """The complications told before that a later visit no longer finds."""
    if not _said("visit", passage.text.lowered):
        return []
    return [
        passage.evidence("outcome", _FULL, (hit.start, hit.end), "denied later")
        for hit in passage.hits("complication")
        if hit.code in had and passage.context(hit) is Context.NEGATED
    ]


def _course_of_states(told: list[Passage], after: list[Passage]) -> list[Evidence]:
    """All states from the trouble on; what is gone counts where nothing plainer is said."""
    had = {h.code for p in told for h in p.affirmed("complication")} - {"asymptomatic"}
    before: set[str] = set()
    stated: list[Evidence] = []
    for passage in after:
        stated += _states(passage, had) or _gone(passage, before)
        before |= {h.code for h in passage.affirmed("complication")}
    return stated


def read_outcome(course: Course) -> list[Evidence]:
    """The last stated state; a death outweighs everything before it."""
    for tier in (Tier.CASE, Tier.TALK):
        told = told_of(course, tier)
        stated = _course_of_states(told, after_trouble(course, tier) or told)
        deaths = [e for e in _course_of_states(told, told) if e.value == "death"]
        if deaths:
            return deaths[-1:]
        if stated:
            return [_last_of(stated)]
    return []


def _last_of(stated: list[Evidence]) -> Evidence:
    """The state that the last sentence tells, beside what the same visit tells before."""
    last = [e for e in stated if e.start == stated[-1].start]
    earlier = [e for e in stated if e.start != last[0].start]
    state = _together(last, earlier)
    if state.value == _FULL and earlier and _is_same_visit(last):
        before = _last_of(earlier)
        if before.value in (_PART, _NONE) and not _of_pain(before):
            return replace(before, value=_PART)
    return state


def _is_same_visit(last: list[Evidence]) -> bool:
    """Whether a sentence only adds to a visit what the patient does again."""
    told = all(_said("activity", e.original_text) for e in last)
    return told and not _said("visit", last[0].quote)


def _place(state: Evidence) -> int:
    return state.quote.find(state.original_text)


def _of_pain(state: Evidence) -> bool:
    at = _place(state)
    return _said("of_pain", state.quote[max(0, at - 20) : at] + state.original_text)


def _is_paralysed(state: Evidence) -> bool:
    at = _place(state)
    return _said("paralysed", state.quote[max(0, at - 40) : at] + state.original_text)


def _is_remnant(state: Evidence) -> bool:
    return _said("remnant", state.original_text)


def _named_in(state: Evidence) -> set[str]:
    """What a state is said of, by the beginnings of the names."""
    at = _place(state)
    words = state.quote[max(0, at - 25) : at] + state.original_text
    return {m.group() for m in wording("findings", "stem").finditer(words.lower())}


def _is_past(rest: Evidence, full: Evidence) -> bool:
    """Whether a later clause of the sentence tells that the same trouble has passed."""
    between = full.quote[_place(rest) + len(rest.original_text) : _place(full)]
    same = bool(_named_in(rest) & _named_in(full))
    return _said("then", between) or (same and _said("then_again", between))


def _is_whole(full: Evidence, rest: Evidence) -> bool:
    """Whether a complete recovery outweighs a lesser state of the same sentence."""
    if _said("limited", rest.original_text):
        return False
    places = sorted((_place(full), _place(rest)))
    if _of_pain(full) and rest.value == _PART and _is_paralysed(rest):
        return False
    if rest.value == _PART and not _said("contrast", full.quote[places[0] : places[1]]):
        return True
    return _of_pain(rest) and not _of_pain(full)


def _together(last: list[Evidence], earlier: list[Evidence]) -> Evidence:
    """One state from all that one sentence tells: better here and bad there is partly better."""
    final = last[-1]
    full = [e for e in last if e.value == _FULL]
    part = [e for e in last if e.value == _PART]
    rest = [e for e in last if e.value in (_PART, _NONE, _LEFT)]
    lame = [e for e in rest if e.value != _PART and _is_paralysed(e)]
    if full and lame and all(map(_of_pain, full)):
        return replace(lame[-1], value=_NONE)
    if full and rest:
        left = [e for e in rest if not any(_is_past(e, one) for one in full)]
        whole = all(_is_whole(full[-1], e) for e in left)
        return full[-1] if whole else replace((part or full)[-1], value=_PART)
    felt = [e for e in part if not _of_pain(e)]
    stuck = [e for e in rest if e.value == _NONE and not _of_pain(e) and not _is_remnant(e)]
    if part and (felt or not stuck) and final.value != "worsened":
        return (felt or part)[-1]
    if part and stuck:
        return stuck[-1]
    worse = [e for e in last if e.value == "worsened"]
    if worse and final.value in (_NONE, _LEFT) and not part:
        return worse[-1]
    better = any(e.value in (_FULL, _PART) for e in earlier)
    unchanged = [e for e in last if e.value == _NONE and not _said("stays", e.original_text)]
    if final.value == _LEFT and unchanged and not part:
        return unchanged[-1]
    if final.value == _LEFT:
        return replace(final, value=_PART if better else _NONE)
    if final.value == _NONE and better and _said("stays", final.original_text):
        return replace(final, value=_PART)
    return final
