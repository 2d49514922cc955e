"""How many patients and levels a series has."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.resolve.cohort_lines import Count, Line, chunks
from pipeline.resolve.cohort_numbers import Number
from pipeline.resolve.cohort_words import cues, word

#: How far before and after a number its neighbours speak for it, in characters.
_BEFORE, _AFTER = 70, 110
_LEAST_PATIENTS, _LEAST_LEVELS = 3.5, 2.0


def _around(line: Line, number: Number) -> str:
    return line.text[max(0, number.start - _BEFORE) : number.end + _AFTER]


def _weight(name: str, line: Line, number: Number) -> float:
    around = _around(line, number)
    return line.prior + sum(cue.weight for cue in cues(name) if cue.near.search(around))


def _patient_numbers(line: Line) -> Iterator[tuple[Number, float]]:
    """Numbers of patients, with what their form adds."""
    for number in line.numbers:
        tail = line.text[number.end :]
        if number.unit == "patients":
            yield number, 1.0 - (1.0 if number.leading else 0.0) - (2.5 if number.of is not None else 0.0)
        elif number.unit == "cases" and number.of is None:
            yield number, 0.0
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
        Count("patients", n.of, line.prior + 1.5, line, n.start, n.end)
        for line in lines
        for n in line.numbers
        if n.of is not None and n.unit == "patients" and line.section != "title"
    ]
    return _best(counts, _LEAST_PATIENTS)


def _best(counts: list[Count], least: float) -> Count | None:
    """The count that most is said for: its best mention, and a little for every further one."""
    mentions = Counter(c.value for c in counts if c.weight > 0)
    best = max(
        counts,
        key=lambda c: (c.weight + 0.7 * min(mentions[c.value] - 1, 3), -c.line.sentence.start),
        default=None,
    )
    return best if best and best.weight >= least and best.value > 1 else None


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
    return _best(counts, _LEAST_LEVELS)
