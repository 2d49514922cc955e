"""How many leaked, in which unit, and how many of the leaks were felt."""

import re
from collections.abc import Iterator, Sequence

from pipeline.resolve.cohort_lines import Count, Line, stretch_of, without_asides
from pipeline.resolve.cohort_numbers import Number
from pipeline.resolve.cohort_words import units, word

_UNITS = {"patients": "patients", "levels": "levels", "screws": "screws", "sessions": "procedures"}


def _one_site(line: Line, start: int, end: int) -> bool:
    """Whether a stretch speaks of one site, so that its number is that site's."""
    codes = {h.code for h in line.annotated.hits("leakage_site") if start <= h.start < end}
    general = word("reading", "outside").search(line.text[start:end])
    return bool(codes) and not general


def _is_headed(line: Line, number: Number, start: int, sizes: set[int]) -> bool:
    """Whether the leaks that a number counts stand before its chunk: "Leaks: 19 in 64"."""
    if word("reading", "headed").search(line.text[:start] + " "):
        return True
    sums = word("reading", "summing").search(line.text[: number.start])
    shared = bool(sums) and number.of in sizes
    return (shared or _is_sum(line, number)) and line.about("leak")


def _is_sum(line: Line, number: Number) -> bool:
    """Whether a number sums up those before it: "10 and 12 levels, 22 altogether"."""
    before = any(n.end <= number.start for n in line.numbers)
    return before and bool(word("reading", "summed").match(line.text, number.end))


def _of_groups(line: Line, sizes: set[int]) -> bool:
    """Whether a sentence tells shares of groups that make up the series: "9 of 20 and 5 of 30"."""
    wholes = [n.of for n in line.numbers if n.of is not None]
    return len(wholes) > 1 and sum(wholes) in sizes


def _total_weight(line: Line, number: Number, after_leak: bool, sizes: set[int]) -> float | None:
    """What speaks for a number's being the total of leaks; None where it is not one."""
    start, end = stretch_of(line, number)
    stretch = line.text[start:end]
    leaks = word("topic", "leak_noun").search(stretch) or _is_headed(line, number, start, sizes)
    same = after_leak and word("reading", "had_it").search(line.text[number.end :])
    direct = number.unit == "leaks"
    if direct and number.leading and number.of is None:
        return line.prior + 0.5
    if not (leaks or same or direct) or number.leading or _one_site(line, start, end):
        return None
    if any(word("topic", t).search(stretch) for t in ("symptom", "denied")):
        return None
    first = not after_leak and not word("topic", "leak").search(line.text[:start])
    if word("topic", "subset").search(stretch) and not (first and number.unit in _UNITS):
        return None
    if number.of not in sizes and word("reading", "assessed").search(stretch):
        return None
    weight = line.prior + (1.0 if number.unit in _UNITS else 0.0) + (0.5 if direct else 0.0)
    weight += 2.0 if _is_sum(line, number) else 0.0
    if number.of is not None and _of_groups(line, sizes):
        weight -= 2.0
    else:
        weight += 3.0 if number.of in sizes else 0.5 if number.of else 0.0
    weight -= 3.0 if number.of is not None and number.of not in sizes and number.aside else 0.0
    weight -= 2.0 if word("topic", "arms").search(stretch) else 0.0
    weight -= 2.0 if word("topic", "subset").search(line.text[:start]) else 0.0
    weight -= 3.0 if word("topic", "burden").search(stretch) else 0.0
    weight += 0.5 if word("reading", "overall").search(line.text) else 0.0
    return weight


def read_leaks(lines: Sequence[Line], sizes: set[int]) -> Count | None:
    """The total of leaks; `sizes` are the patients and levels of which it may be a share."""
    counts = []
    after_leak = False
    for line in lines:
        if line.section != "title":
            for number in line.numbers:
                weight = _total_weight(line, number, after_leak and line.follows, sizes)
                fits = not sizes or number.value <= 6 * max(sizes)
                if (
                    weight is not None
                    and weight >= 1.0
                    and fits
                    and (number.of is not None or number.value not in sizes)
                ):
                    counts.append(
                        Count(
                            "leaks",
                            number.value,
                            weight,
                            line,
                            number.start,
                            number.end,
                            number.of,
                            number.unit,
                        )
                    )
            counts += _wholes(line, sizes)
        after_leak = line.about("leak")
    return max(counts, key=lambda c: (c.weight, -c.line.sentence.start), default=None)


def _wholes(line: Line, sizes: set[int]) -> list[Count]:
    """All leaks, where a share of them is told: "two of the 34 leaks"."""
    return [
        Count("leaks", n.of, line.prior, line, n.start, n.end, None, n.unit)
        for n in line.numbers
        if n.unit == "leaks" and n.of is not None and n.of not in sizes
    ]


def leak_unit(leaks: Count, patients: Count | None, levels: Count | None) -> str:
    """The unit of the total: the noun it counts, else what it is a share of."""
    if leaks.unit in _UNITS:
        return _UNITS[leaks.unit]
    if leaks.unit == "cases" and patients:
        return "patients"
    if leaks.of is not None and levels and leaks.of == levels.value:
        return "levels"
    if leaks.of is not None and patients and leaks.of == patients.value:
        return "patients"
    nouns = [
        (abs(match.start() - leaks.end), _UNITS.get(name, "levels"))
        for name, pattern in units()
        if name in _UNITS or name == "plasties"
        for match in re.finditer(rf"\b{pattern.pattern}", leaks.line.text, re.IGNORECASE)
    ]
    if nouns:
        return min(nouns)[1]
    return "levels" if levels else "patients"


_SILENT = (("topic", "denied"), ("none_symptomatic",), ("reading", "not_felt"))


def _felt(line: Line, after_leak: bool) -> Iterator[tuple[Number, float]]:
    """Numbers of leaks that were felt."""
    about_leaks = line.about("leak") or bool(word("reading", "of_cement").search(line.text))
    if not (about_leaks or after_leak):
        return
    plain = without_asides(line.text)
    seen = -1
    for number in line.numbers:
        start, end = stretch_of(line, number)
        stretch = plain[start:end]
        if number.leading or plain[number.start] == " " or start == seen:
            continue
        named = word("topic", "symptom").search(stretch)
        if not named and not word("felt").search(stretch):
            continue
        if any(word(*w).search(stretch) for w in _SILENT):
            continue
        seen = start
        yield number, line.prior + (1.0 if about_leaks else 0.5) - (0.0 if named else 1.0)


def _part(line: Line, at: int) -> bool:
    """Whether what stands there is said of some leaks only ("of which 13 had no symptoms")."""
    subset = word("topic", "subset").search(line.text[:at])
    return bool(subset and any(subset.end() <= n.start < at for n in line.numbers))


def _none_felt(line: Line, after_leak: bool) -> Count | None:
    match = word("none_symptomatic").search(line.text)
    if match is None or word("none_symptomatic", "not").search(line.text):
        return None
    if not (line.about("leak") or after_leak) or _part(line, match.start()):
        return None
    return Count("symptomatic", 0, line.prior, line, *match.span())


def read_symptomatic(lines: Sequence[Line], most: int | None) -> Count | None:
    """How many leaks were felt; 0 where all are called silent. A number goes before "none"."""
    felt: list[Count] = []
    silent: list[Count] = []
    after_leak = False
    for line in lines:
        after = after_leak and line.follows
        for number, weight in _felt(line, after):
            if most is None or number.value <= most:
                felt.append(
                    Count("symptomatic", number.value, weight, line, number.start, number.end)
                )
        single = word("single").search(line.text)
        felt_or_not = line.about("symptom") or line.about("denied")
        if single and felt_or_not and (line.about("leak") or after):
            felt.append(Count("symptomatic", 1, line.prior + 0.4, line, *single.span()))
        if none := _none_felt(line, after):
            silent.append(none)
        after_leak = line.about("leak") or (after and not line.about("burden"))
    return max(
        felt, key=lambda c: (c.weight, -c.line.sentence.start), default=next(iter(silent), None)
    )
