"""What values of one case say of each other."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.evidence import Evidence, State
from pipeline.values.wording import wording

#: Complications that a patient may have without feeling anything.
_SILENT = {"asymptomatic", "pulmonary_embolism", "adjacent_fracture", "thrombosis", "haematoma"}

#: Values that are a complication too: cement in the lung is a pulmonary embolism (coding rule 4),
#: and who dies during the report's follow-up has died.
_IMPLIED = (
    (("leakage_site", "pulmonary"), "pulmonary_embolism"),
    (("outcome", "death"), "death"),
)


def consistent(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The values as they stand beside each other."""
    kept = _without_idle_onset(list(evidence))
    for source, complication in _IMPLIED:
        kept = _with_complication(kept, source, complication)
    return _without_recovery_of_nothing(_without_idle_effusion(kept))


def _without_idle_onset(evidence: list[Evidence]) -> list[Evidence]:
    """The onset is that of the leak's symptoms: where nothing leaked there is none (rule 5)."""
    leaked = any(_is(e, "leakage", "present") for e in evidence)
    return [e for e in evidence if leaked or e.field != "onset_days"]


def only_effusion(one: Evidence) -> bool:
    """Whether no more is denied than fluid around the heart, which by itself is no injury."""
    denied = (one.value, one.state) == ("cardiac_injury", State.ABSENT)
    return denied and bool(wording("findings", "effusion").search(one.original_text.lower()))


def _without_idle_effusion(evidence: list[Evidence]) -> list[Evidence]:
    """That no fluid was around the heart tells of an injury only where cement reached it."""
    reached = any(_is(e, "leakage_site", "cardiac") for e in evidence)
    return [e for e in evidence if reached or not only_effusion(e)]


def _with_complication(
    evidence: list[Evidence], source: tuple[str, str], code: str
) -> list[Evidence]:
    """The values with the complication that one of them implies, from the same sentence."""
    stated = [e for e in evidence if _is(e, *source)]
    if not stated or any(_is(e, "complication", code) for e in evidence):
        return evidence
    others = [e for e in evidence if (e.field, e.value) != ("complication", code)]
    return [*others, replace(stated[0], field="complication", value=code, method=stated[0].field)]


def _is(one: Evidence, field: str, value: str) -> bool:
    return (one.field, one.value, one.state) == (field, value, State.PRESENT)


def _without_recovery_of_nothing(evidence: list[Evidence]) -> list[Evidence]:
    """The values without a recovery where nothing had been felt: "no symptoms" is no outcome then.

    Relief of the pain that led to the procedure still counts, and so does a recovery in words.
    """
    present = {e.value for e in evidence if e.field == "complication" and e.state is State.PRESENT}
    if "asymptomatic" not in present or present - _SILENT:
        return evidence
    return [e for e in evidence if e.field != "outcome" or e.value == "death" or _tells_relief(e)]


def _tells_relief(state: Evidence) -> bool:
    """Whether a state is told of a pain, or as a recovery."""
    words, at = state.original_text.lower(), state.quote.find(state.original_text)
    if wording("findings", "relief").search(words):
        return True
    denied = wording("findings", "missing").search(words)
    before = state.quote[max(0, at - 20) : at].lower()
    return not denied and bool(wording("findings", "of_pain").search(before))
