"""How many leaks went where."""

from collections.abc import Sequence

from pipeline.annotate.context import Context
from pipeline.resolve.cohort_lines import Count, Line, chunks, without_asides
from pipeline.resolve.cohort_numbers import Number
from pipeline.resolve.cohort_words import site_words, word

Place = tuple[int, int, frozenset[str]]
"""Start, end and codes of a mention of a site, neighbouring mentions taken together."""


def _places(line: Line) -> list[Place]:
    """The sites a sentence speaks of; "veins or a disc" is one mention of two."""
    places: list[Place] = []
    for start, end, code in _mentions(line):
        between = line.text[places[-1][1] : start] if places else ""
        if places and (start < places[-1][1] or word("reading", "joined").regex.fullmatch(between)):
            first, last, codes = places.pop()
            places.append((first, max(last, end), codes | {code}))
        else:
            places.append((start, end, frozenset({code})))
    return places


def _mentions(line: Line) -> list[tuple[int, int, str]]:
    spared = (Context.HYPOTHETICAL, Context.UNCERTAIN, Context.NEGATED)
    found = []
    for start, end in chunks(line.text):
        part = line.annotated.within(start, end)
        found += [
            (h.start, h.end, h.code)
            for h in part.hits("leakage_site")
            if part.context(h) not in spared
        ]
    for code, pattern in site_words():
        found += [(*m.span(), code) for m in pattern.finditer(line.text)]
    return sorted(found)


def code_of(codes: frozenset[str]) -> str:
    """The one site of a mention, empty where it names several."""
    special = codes - {"spinal_canal"} if codes & {"epidural", "intradural"} else codes
    if "venous" in special and special <= {"venous", "epidural", "paravertebral", "foraminal"}:
        special = frozenset({"venous"})
    return next(iter(special)) if len(special) == 1 else ""


def _pairs(places: list[Place], numbers: list[Number]) -> list[tuple[Place, Number]]:
    """Sites with their numbers, in the order both are said; nothing where they do not match."""
    if len(places) == len(numbers):
        return list(zip(places, numbers, strict=True))
    if len(places) == 1 and len(numbers) == 2 and numbers[1].start > places[0][1]:
        return [(places[0], numbers[0] if numbers[0].start > places[0][1] else numbers[1])]
    return []


def _without_owners(text: str, numbers: list[Number]) -> list[Number]:
    """The numbers without the patients of "13 levels in 9 patients"."""
    return [
        n
        for place, n in enumerate(numbers)
        if not place
        or n.unit != "patients"
        or not word("reading", "in_patients").search(text[numbers[place - 1].end : n.start])
    ]


def _stretches(line: Line) -> list[tuple[str, list[Place], list[Number]]]:
    """Each chunk with its sites and numbers."""
    places, plain = _places(line), without_asides(line.text)
    told = []
    for start, end in chunks(plain):
        numbers = [
            n
            for n in line.numbers
            if start <= n.start < end
            and not n.leading
            and plain[n.start] != " "
            and not word("reading", "pronoun").search(line.text[n.end :])
            and not word("reading", "at_least").search(line.text[: n.start])
        ]
        numbers = _without_owners(plain, numbers)
        here = [p for p in places if start < p[1] <= end]
        told.append((plain[start:end], here, numbers))
    return told


def _passed_over(text: str) -> bool:
    """Whether a chunk is about what leaks did, or about cement outside the bone in general."""
    told = word("topic", "denied").sub(" ", text)
    felt = any(word("topic", topic).search(told) for topic in ("symptom", "burden"))
    return felt or bool(word("reading", "outside").search(text))


def _read_line(line: Line) -> list[tuple[Place, Number]]:
    """The pairs of a sentence; a site or number without partner waits one chunk for it."""
    pairs: list[tuple[Place, Number]] = []
    waiting: list[Place] = []
    unclaimed: list[Number] = []
    for text, places, numbers in _stretches(line):
        if not (places or numbers or _passed_over(text)):
            continue
        before, held, waiting, unclaimed = waiting, unclaimed, [], []
        subset = word("topic", "subset").search(text)
        if _passed_over(text):
            continue
        if places and numbers:
            pairs += (
                _pairs(places, numbers)
                if not subset or word("reading", "owners").search(text)
                else []
            )
        elif places:
            if len(places) == len(held):
                pairs += zip(places, held, strict=True)
            else:
                waiting = places
        elif numbers and not subset and not word("topic", "leak").search(text):
            if len(numbers) == len(before):
                pairs += zip(before, numbers, strict=True)
            elif numbers[0].of is None:
                unclaimed = numbers
    return pairs


def read_sites(lines: Sequence[Line]) -> dict[str, Count]:
    """The counts by site; the first one said stands."""
    found: dict[str, Count] = {}
    in_leaks = False
    for line in lines:
        if not line.numbers:
            in_leaks = line.about("leak") or (in_leaks and line.follows)
            continue
        in_leaks = line.about("leak") or (in_leaks and line.follows and not line.about("burden"))
        if not in_leaks or (line.about("symptom") and not line.about("leak")):
            continue
        for (_, _, codes), number in _read_line(line):
            if line.section == "title" and number.unit != "cases":
                continue
            code = code_of(codes)
            if code and code not in found:
                name = f"leaks_by_site.{code}"
                found[code] = Count(
                    name,
                    number.value,
                    line.prior,
                    line,
                    number.start,
                    number.end,
                    number.of,
                    number.unit,
                )
    return found
