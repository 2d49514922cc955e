"""How many patients and levels a series has."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.resolve.cohort_lines import Count, Line, clause_of
from pipeline.resolve.cohort_numbers import Number
from pipeline.resolve.cohort_words import cues, word

#: How far before and after a number its neighbours speak for it, in characters.
_BEFORE, _AFTER = 70, 150
_LEAST_PATIENTS, _LEAST_LEVELS = 4.0, 3.0


def _around(line: Line, number: Number) -> str:
    return line.text[max(0, number.start - _BEFORE) : number.end + _AFTER]


def _weight(name: str, line: Line, number: Number) -> float:
    """What the neighbours say: for the number anywhere near, against it in its own clause."""
    around, (start, end) = _around(line, number), clause_of(line, number)
    clause = line.text[start:end]
    found = [c for c in cues(name) if c.near.search(around if c.weight > 0 else clause)]
    return line.prior + sum(cue.weight for cue in found)


def _left(line: Line) -> Number | None:
    """The number that is left of a larger one: "of whom 31 had complete imaging"."""
    for place, number in enumerate(line.numbers):
        larger = [n for n in line.numbers[:place] if n.value > number.value]
        counted = number.unit in ("", "patients", "cases") and number.value > 1
        leaving = word("reading", "leaving").search(line.text[: number.start])
        if (
            larger
            and counted
            and (leaving or word("reading", "final").match(line.text, number.end))
        ):
            return number
    return None


def _patient_numbers(line: Line) -> Iterator[tuple[Number, float]]:
    """Numbers of patients, with what their form adds."""
    left = _left(line)
    for number in line.numbers:
        if left and number.unit in ("", "patients", "cases"):
            if number is left:
                yield number, 4.0
            continue
        tail = line.text[number.end :]
        known = number.leading and line.text[: number.start].lower().rstrip().endswith(" the")
        if number.unit == "patients":
            opening = 1.0 if known else -1.0 if number.leading else 0.0
            if number.leading and word("reading", "taken_out").search(tail):
                opening -= 3.0
            yield number, 1.0 + opening - (2.5 if number.of is not None else 0.0)
        elif number.unit == "cases" and number.of is None:
            yield number, -1.0
        elif not number.unit and word("reading", "entered").match(tail) and number.value > 4:
            yield number, 1.0


def read_patients(lines: Sequence[Line]) -> Count | None:
    """The number of patients of the series."""
    counts = [
        Count("patients", n.value, _weight("patients", line, n) + form, line, n.start, n.end)
        for line in lines
        for n, form in _patient_numbers(line)
    ]
    counts += [
        Count("patients", n.of, line.prior + 2.5, line, n.start, n.end)
        for line in lines
        for n in line.numbers
        if n.of is not None and n.unit == "patients" and line.section != "title"
        if not (word("reading", "final").match(line.text, n.end) or _left(line))
    ]
    return _best(counts, _LEAST_PATIENTS, lines)


def _best(counts: list[Count], least: float, lines: Sequence[Line]) -> Count | None:
    """The count that most is said for.

    A number that is said again, and a large one, is rather the size of the series.
    """
    mentions = Counter(v for line in lines for v in {n.of or n.value for n in line.numbers})

    def total(count: Count) -> float:
        again = 0.7 * min(mentions[count.value] - 1, 2) if count.value > 4 else 0.0
        return count.weight + again + 0.5 * math.log10(max(count.value, 1))

    best = max(counts, key=lambda c: (total(c), -c.line.sentence.start), default=None)
    return best if best and total(best) >= least and best.value > 1 else None


def _level_numbers(line: Line) -> Iterator[tuple[Number, float]]:
    for number in line.numbers:
        if number.unit == "levels":
            yield number, 0.5 - (2.0 if number.leading else 0.0)
        elif number.unit == "plasties":
            yield number, -0.5


def read_levels(lines: Sequence[Line], patients: Count | None) -> Count | None:
    """The number of treated levels; never fewer than patients."""
    counts = []
    for line in lines:
        for number, form in _level_numbers(line):
            weight = _weight("levels", line, number) + form
            weight += 1.5 if patients and patients.line is line else 0.0
            if number.of is not None:
                weight, value = line.prior + 3.0, number.of
            else:
                value = number.value
            if patients is None or value >= patients.value:
                counts.append(Count("levels", value, weight, line, number.start, number.end))
    return _best(counts, _LEAST_LEVELS, lines)
