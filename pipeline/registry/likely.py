"""Which of many patients are alike enough to be compared, told for all of them at once.

Comparing each with each costs the square of their number. Here the points that two can have at most
are counted in whole matrices, a bound that is never too low: what falls below it is no pair.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

Values = Mapping[str, tuple[str, ...]]
Ints = npt.NDArray[np.int64]

_BITS = 63
_ROWS = 256
"""Patients that are compared with all others at once: what bounds the memory."""


@dataclass(frozen=True, slots=True)
class Weight:
    """The points of a field that both patients state.

    Attributes:
        field: its name.
        equal, overlap, differ: for all values, some, or none in common.
    """

    field: str
    equal: int
    overlap: int
    differ: int


class Likeness:
    """Patients in a form in which many are compared at once.

    Args:
        patients: the stated values of each.
        weights: the fields that count.
    """

    def __init__(self, patients: Sequence[Values], weights: Sequence[Weight]) -> None:
        self._columns = [(weight, *_encoded(patients, weight.field)) for weight in weights]

    def pairs(
        self, ones: Sequence[int], others: Sequence[int], least: int
    ) -> Iterator[tuple[int, int]]:
        """The places of a patient of the one and one of the other that may have so many points."""
        right = np.asarray(others, dtype=np.int64)
        for start in range(0, len(ones), _ROWS):
            left = np.asarray(ones[start : start + _ROWS], dtype=np.int64)
            rows, columns = np.nonzero(self._most(left, right) >= least)
            yield from zip(left[rows].tolist(), right[columns].tolist(), strict=True)

    def _most(self, left: Ints, right: Ints) -> npt.NDArray[np.int16]:
        """The most points that each of the left can have with each of the right."""
        total = np.zeros((len(left), len(right)), dtype=np.int16)
        for weight, names, bits in self._columns:
            one, other = names[left, None], names[None, right]
            shared = (bits[left, None] & bits[None, right]) != 0
            # Values that share a bit may differ: then the better of the two counts.
            partly = np.where(shared, max(weight.overlap, weight.differ), weight.differ)
            points = np.where(one == other, weight.equal, partly)
            total += np.where((one >= 0) & (other >= 0), points, 0).astype(np.int16)
        return total


def _encoded(patients: Sequence[Values], field: str) -> tuple[Ints, Ints]:
    """For each patient a number of the values stated, -1 for none, and a bit for each value."""
    known: dict[frozenset[str], int] = {}
    bit: dict[str, int] = {}

    @cache
    def encoded(stated: tuple[str, ...]) -> tuple[int, int]:
        places = {bit.setdefault(value, len(bit)) % _BITS for value in stated}
        name = known.setdefault(frozenset(stated), len(known)) if stated else -1
        return name, sum(1 << place for place in places)

    found = [encoded(values.get(field, ())) for values in patients]
    table = np.array(found, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]
