"""Which of several statements of a field stand."""

from collections.abc import Iterable, Sequence

from pipeline.evidence import Evidence, State
from pipeline.resolve.passage import Passage, Tier


def first_of_each(found: Iterable[Evidence]) -> list[Evidence]:
    """One statement a value: the first, in the order given; a found value is never denied too."""
    kept: dict[tuple[str, str], Evidence] = {}
    for one in found:
        key = (one.field, one.value)
        held = kept.get(key)
        if held is None or (held.state is State.ABSENT and one.state is State.PRESENT):
            kept[key] = one
    return list(kept.values())


def best_tier(found: Sequence[tuple[Passage, Evidence]]) -> list[Evidence]:
    """The statements of those passages that tell the case most directly."""
    if not found:
        return []
    best: Tier = min(passage.tier for passage, _ in found)
    return first_of_each(one for passage, one in found if passage.tier == best)
