"""How a document tells its patients apart in words: labels, ordinals, "both", announced counts."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline.terms import load
from pipeline.values.gate import Gated
from pipeline.values.index import Index
from pipeline.values.number import ORDINALS, parse_number
from pipeline.values.wording import wording

#: Words for one of two.
_OF_TWO = {"former": 1, "latter": 2, "other": 2}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
#: So near to each other two ordinals are one.
_SAME = 8
#: Characters before an ordinal that its article takes.
_ARTICLE = len("the ")


@cache
def _index(key: str) -> Index[int]:
    return Index(enumerate(map(Gated, load("cases")[key])))


@cache
def _item() -> re.Pattern[str]:
    return re.compile(load("cases")["item"], re.IGNORECASE)


def label_number(text: str) -> int | None:
    """The place a label stands for: "2", "B", "II", "two" and "second" are 2."""
    lowered = text.lower()
    if lowered.isdigit():
        return int(lowered)
    if lowered in _ROMAN:
        return _ROMAN[lowered]
    if len(lowered) == 1:
        return ord(lowered) - ord("a") + 1
    if lowered in ORDINALS:
        return ORDINALS[lowered]
    try:
        return int(parse_number(lowered))
    except ValueError:
        return None


def find_labels(text: str) -> list[tuple[int, int, str]]:
    """Labels such as "Case 2" with their number: (start, number, words)."""
    found = []
    for _, match in _index("labels").matches(text):
        number = label_number(next(group for group in match.groups() if group))
        if number:
            found.append((match.start(), number, match.group().strip()))
    found.sort()
    nearer = [(0, 0, ""), *found]
    return [
        one
        for one, before in zip(found, nearer, strict=False)
        if one[1] != before[1] or one[0] - before[0] > _SAME
    ]


def find_ordinals(text: str, outright: bool = False) -> list[tuple[int, str]]:
    """Ordinals that stand for a patient ("the first patient"): (start, ordinal).

    Args:
        text: the sentence.
        outright: whether a noun must say that it is a patient.
    """
    found = sorted(
        (match.start(), match["ord"].lower())
        for rank, match in _index("ordinal").matches(text)
        if not (outright and rank)
    )
    if outright or not found:
        return found
    gapped = wording("cases", "gapped").finditer(text, found[0][0] + 1)
    near = [(m.start("ord") - _ARTICLE, m["ord"].lower()) for m in gapped]
    return sorted([*found, *(o for o in near if all(abs(o[0] - at) > _SAME for at, _ in found))])


def find_groups(text: str) -> list[tuple[int, int, tuple[int, ...]]]:
    """Several patients named in one breath ("patients 2 and 4"): (start, end, numbers)."""
    return sorted(
        (match.start(), match.end(), _listed(match.group(match.lastgroup or 0), match.lastgroup))
        for _, match in _index("groups").matches(text)
    )


_NAME = re.compile(r"\b(?:[1-9]|[A-F]|[a-z]{4,})\b")
_RANGE = re.compile(r"^(\w)(?: to |\s?[-–]\s?)(\w)$")


def _listed(text: str, form: str | None) -> tuple[int, ...]:
    if form == "upto":
        return tuple(range(1, (label_number(text) or 0) + 1))
    ends = _RANGE.match(text)
    if ends:
        first, last = (label_number(end) or 0 for end in ends.groups())
        return tuple(range(first, last + 1))
    numbers = (label_number(name) for name in _NAME.findall(text))
    return tuple(dict.fromkeys(number for number in numbers if number))


def item_number(text: str) -> int | None:
    """The number by which a sentence opens an item of a list: "1. A woman", "(b) A man" is 2."""
    match = _item().match(text)
    return label_number(match["item"]) if match else None


def place_of(ordinal: str, count: int) -> int | None:
    """The number of the patient whom an ordinal stands for, of so many; None where it is open."""
    if ordinal in ORDINALS:
        return ORDINALS[ordinal]
    if ordinal == "last":
        return count if count > 1 else None
    return _OF_TWO.get(ordinal) if count == 2 else None


def find_ranks(text: str) -> list[tuple[int, bool, bool]]:
    """Patients named by their age among the others: (start, the oldest, of two).

    "The younger" is the youngest of two, "the oldest" the oldest of all.
    """
    found = wording("cases", "rank_of_age").finditer(text)
    return [(m.start(), m["rank"][0].lower() != "y", m["rank"].endswith("er")) for m in found]


def find_all(text: str, outright: int = 0) -> list[tuple[int, int]]:
    """Where words such as "both patients" or "each of them" stand: (start, end).

    Args:
        text: the sentence.
        outright: where not 0, a noun must say that patients are meant, or their number be this.
    """
    found = [match for _, match in _index("all").matches(text)]
    if not found:
        return []
    spoiled = [match.span() for _, match in _index("not_all").matches(text)]
    spans = sorted(
        match.span()
        for match in found
        if not any(a <= match.start() < b for a, b in spoiled)
        and (not outright or _means_patients(match.group(), outright))
    )
    return [
        one for one, before in zip(spans, [(0, 0), *spans], strict=False) if one[0] >= before[1]
    ]


def _means_patients(words: str, count: int) -> bool:
    """Whether words for all are for patients: by their noun, or by the number of patients."""
    if wording("cases", "patients").search(words):
        return True
    number = wording("cases", "of_so_many").search(words)
    return bool(number and label_number(number["n"]) == count)


@lru_cache(maxsize=4096)
def announced(text: str) -> int | None:
    """The number of own patients that a sentence or title announces, or None."""
    return _counted("announced", text)


def hinted(text: str) -> int | None:
    """The number of patients that a sentence or title may mean: "two unexpected events"."""
    return _counted("hinted", text)


def _counted(key: str, text: str) -> int | None:
    for _, match in _index(key).matches(text):
        number = int(parse_number(next(group for group in match.groups() if group)))
        return number + sum(_further(text[match.end() :]))
    return None


def _further(after: str) -> Iterator[int]:
    """The numbers of further persons told behind a number of some: "two men and a woman"."""
    while match := wording("cases", "and_further").match(after):
        yield 1 if match["n"].lower() in ("a", "an") else int(parse_number(match["n"]))
        after = after[match.end() :]
