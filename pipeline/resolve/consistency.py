"""What values of one case say of each other."""

from collections.abc import Sequence

from pipeline.evidence import Evidence, State
from pipeline.values.wording import wording

#: Complications that a patient may have without feeling anything.
_SILENT = {"asymptomatic", "pulmonary_embolism", "adjacent_fracture", "thrombosis", "haematoma"}


def consistent(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The values without a recovery where nothing had been felt: "no symptoms" is no outcome then.

    Relief of the pain that led to the procedure still counts, and so does a recovery in words.
    """
    present = {e.value for e in evidence if e.field == "complication" and e.state is State.PRESENT}
    if "asymptomatic" not in present or present - _SILENT:
        return list(evidence)
    return [
        e
        for e in evidence
        if e.field != "outcome"
        or e.value == "death"
        or wording("findings", "relief").search(e.original_text)
    ]
