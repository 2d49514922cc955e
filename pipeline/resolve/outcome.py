"""The patient's last state: the last sentence that tells of it, read as a whole."""

from pipeline.annotate.context import Context
from pipeline.annotate.lexicon import Hit
from pipeline.evidence import Evidence
from pipeline.resolve.care import after_trouble, told_of
from pipeline.resolve.passage import Passage, Tier
from pipeline.resolve.states import FULL, NONE, PART, last_of
from pipeline.resolve.timeline import Course
from pipeline.values.wording import wording


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


def _is_state(passage: Passage, hit: Hit, had: set[str], told: set[str]) -> bool:
    """Whether a hit tells how the patient is, not how an image is, or what was never wrong."""
    sentence = passage.text.lowered
    before = sentence[max(0, hit.start - 120) : hit.start]
    if hit.code == "death":
        return not _said("others", before)
    words, after = sentence[hit.start : hit.end], sentence[hit.end : hit.end + 40]
    of_thing = hit.code == NONE or _said("none_left", words)
    if _said("thing", before[-80:]) or (of_thing and _said("thing_next", after)):
        return False
    if _said("long_ago", sentence):
        return False
    if hit.code == NONE and _is_of_other_trouble(passage, hit, told):
        return False
    if _said("no_change", words) and not had:
        return False
    missing = _said("missing", words)
    nothing_felt = not had and _said("denying", words) and not _said("relief", words)
    if not missing and not (hit.code == FULL and nothing_felt):
        return True
    return _said("later", sentence) and not (missing and _never_had(passage, hit, had))


def _is_of_other_trouble(passage: Passage, hit: Hit, told: set[str]) -> bool:
    """Whether what did not change is no trouble of this story: "her tremor was unchanged"."""
    lead = wording("findings", "own_trouble").search(passage.text.lowered, 0, hit.start)
    if not lead or lead.end() != hit.start or _said("felt_named", lead.group()):
        return False
    named = {h.code for h in passage.text.hits("complication") if h.end > lead.start()}
    return not named & told


def _affirmed(passage: Passage, hit: Hit) -> bool:
    """Whether a state is affirmed; a denial in its own words ("free of symptoms") is none of it."""
    context, text = passage.context(hit), passage.text.lowered
    if context is not Context.NEGATED or hit.code == PART:
        return context is Context.AFFIRMED
    own = _said("denying", text[hit.start : hit.end])
    return own and not _said("turned", text[max(0, hit.start - 40) : hit.start])


def _own_words(hits: list[Hit]) -> list[Hit]:
    """The hits without lesser ones told by words of a full recovery ("pain was relieved")."""
    full = [h for h in hits if h.code == FULL]
    return [
        h for h in hits if h.code != PART or all(h.end <= f.start or h.start >= f.end for f in full)
    ]


def _states(passage: Passage, had: set[str], before: set[str]) -> list[Evidence]:
    hits = [h for h in passage.hits("outcome") if _is_state(passage, h, had, before)]
    if _said("visit", passage.text.lowered):
        hits += [h for h in passage.hits("last_state") if _is_state(passage, h, had, before)]
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
        passage.evidence("outcome", FULL, (hit.start, hit.end), "denied later")
        for hit in passage.hits("complication")
        if hit.code in had and passage.context(hit) is Context.NEGATED
    ]


def _course_of_states(told: list[Passage], after: list[Passage]) -> list[Evidence]:
    """All states from the trouble on; what is gone counts where nothing plainer is said."""
    had = {h.code for p in told for h in p.affirmed("complication")} - {"asymptomatic"}
    before: set[str] = set()
    stated: list[Evidence] = []
    for passage in after:
        stated += _states(passage, had, before) or _gone(passage, before)
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
            return [last_of(stated)]
    return []
