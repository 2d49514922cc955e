"""What values of one case say of each other."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.evidence import Evidence, State
from pipeline.values.wording import wording

#: Complications that a patient may have without feeling anything.
_SILENT = {"asymptomatic", "pulmonary_embolism", "adjacent_fracture", "thrombosis", "haematoma"}


def consistent(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The values as they stand beside each other."""
    return _without_recovery_of_nothing(_with_embolism(_without_idle_onset(list(evidence))))


def _without_idle_onset(evidence: list[Evidence]) -> list[Evidence]:
    """The onset is that of the leak's symptoms: where nothing leaked there is none (rule 5)."""
    leaked = any(_is(e, "leakage", "present") for e in evidence)
    return [e for e in evidence if leaked or e.field != "onset_days"]


def _with_embolism(evidence: list[Evidence]) -> list[Evidence]:
    """Cement in the lung is a pulmonary embolism too (coding rule 4), from the same sentence."""
    lung = [e for e in evidence if _is(e, "leakage_site", "pulmonary")]
    if not lung or any(_is(e, "complication", "pulmonary_embolism") for e in evidence):
        return evidence
    others = [e for e in evidence if (e.field, e.value) != ("complication", "pulmonary_embolism")]
    embolism = replace(lung[0], field="complication", value="pulmonary_embolism", method="site")
    return [*others, embolism]


def _is(one: Evidence, field: str, value: str) -> bool:
    return (one.field, one.value, one.state) == (field, value, State.PRESENT)


def _without_recovery_of_nothing(evidence: list[Evidence]) -> list[Evidence]:
    """The values without a recovery where nothing had been felt: "no symptoms" is no outcome then.

    Relief of the pain that led to the procedure still counts, and so does a recovery in words.
    """
    present = {e.value for e in evidence if e.field == "complication" and e.state is State.PRESENT}
    if "asymptomatic" not in present or present - _SILENT:
        return evidence
    return [
        e
        for e in evidence
        if e.field != "outcome"
        or e.value == "death"
        or wording("findings", "relief").search(e.original_text)
    ]
