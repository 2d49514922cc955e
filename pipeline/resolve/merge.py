"""Which of several statements of a field stand."""

from collections.abc import Iterable, Sequence

from pipeline.evidence import Evidence, State
from pipeline.resolve.passage import Passage, Tier

#: A value that is found somewhere is not denied elsewhere, and one that is denied is not left open.
_STRENGTH = {State.UNCLEAR: 0, State.ABSENT: 1, State.PRESENT: 2}


def first_of_each(found: Iterable[Evidence]) -> list[Evidence]:
    """One statement a value: the first of those in its strongest state, in the order given."""
    kept: dict[tuple[str, str], Evidence] = {}
    for one in found:
        key = (one.field, one.value)
        held = kept.get(key)
        if held is None or _STRENGTH[one.state] > _STRENGTH[held.state]:
            kept[key] = one
    return list(kept.values())


def best_tier(found: Sequence[tuple[Passage, Evidence]]) -> list[Evidence]:
    """The statements of those passages that tell the case most directly."""
    if not found:
        return []
    best: Tier = min(passage.tier for passage, _ in found)
    return first_of_each(one for passage, one in found if passage.tier == best)
