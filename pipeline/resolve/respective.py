"""Sentences that tell several patients something each, in order: "5 ml and 6 ml, respectively"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.resolve.labels import find_groups, find_labels, find_ordinals, place_of
from pipeline.values.wording import wording

_CUT = re.compile(r"[;.](?=\s|$)|,(?=\s(?:and|while|whereas|but)\b)|\s(?:while|whereas|but)\s")
_NEXT = re.compile(r"^\s?(?:in|for|of|at)\s[^,;.]*")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch [start, end) that lists something of each of `who`, in that order.

    What stands before a `bracketed` list is told of groups, not of all.
    """

    start: int
    end: int
    who: tuple[int, ...]
    bracketed: bool = False


def _group(text: str, start: int, end: int, known: Sequence[int]) -> tuple[int, ...]:
    """The patients whom a stretch names one after the other."""
    stretch = text[start:end]
    for _, _, numbers in find_groups(stretch):
        if len(numbers) > 1 and set(numbers) <= set(known):
            return numbers
    named = [number for _, number, _ in find_labels(stretch) if number in known]
    named = named or [place_of(word, len(known)) or 0 for _, word in find_ordinals(stretch)]
    distinct = tuple(dict.fromkeys(number for number in named if number in known))
    return distinct if len(distinct) > 1 else ()


def _in_brackets(text: str, start: int, mark: int, known: Sequence[int]) -> Clause | None:
    """A list in brackets behind several groups: "1 and 2 had A, 3 and 4 B (w, x, y, z, ...)"."""
    at = text.rfind("(", start, mark)
    end = text.find(")", mark)
    if at < 0 or end < 0 or ")" in text[at:mark]:
        return None
    groups = [numbers for _, _, numbers in find_groups(text[start:at])]
    named = tuple(number for numbers in groups for number in numbers)
    if len(groups) < 2 or len(set(named)) < len(named) or not set(named) <= set(known):
        return None
    return Clause(at, end + 1, named, bracketed=True)


def find_clauses(text: str, known: Sequence[int]) -> list[Clause]:
    """The lists of a sentence; a list that names nobody is of all patients.

    Args:
        text: the sentence.
        known: the numbers of all patients, in order.
    """
    marks = list(wording("cases", "respectively").finditer(text.lower()))
    clauses: list[Clause] = []
    for place, mark in enumerate(marks):
        before = clauses[-1].end if clauses else 0
        if listed := _in_brackets(text, before, mark.start(), known):
            clauses.append(listed)
            continue
        limit = marks[place + 1].start() if place + 1 < len(marks) else len(text)
        after = _NEXT.match(text[mark.end() : limit])
        end = mark.end() + (after.end() if after else 0)
        who = _group(text, before, end, known)
        opened = [m.end() for m in _CUT.finditer(text, before, mark.start())]
        begun = max((at for at in opened if who and _group(text, at, end, known)), default=before)
        clauses.append(Clause(begun, end, who or tuple(known)))
    return clauses


def parts(text: str, count: int) -> list[tuple[int, int]]:
    """The stretches between the semicolons of a list with as many; empty where they differ."""
    mark = wording("cases", "respectively").search(text.lower())
    end = mark.start() if mark else len(text)
    cuts = [m.end() for m in re.finditer(r";\s", text[:end])]
    starts = [0, *cuts]
    return list(zip(starts, [*cuts, end], strict=True)) if len(starts) == count else []
