"""Where in a document what is told of each patient begins, and under which label."""

from collections.abc import Sequence

from pipeline.resolve.blocks import expected_patients, find_blocks, run_in_head
from pipeline.resolve.labels import find_labels, find_ordinals, item_number, place_of
from pipeline.resolve.lines import Line, people_in
from pipeline.resolve.passage import Tier
from pipeline.values.wording import wording

#: So near to the beginning of a paragraph stands the label that opens it.
_OPENS = 3


def opening_labels(lines: Sequence[Line]) -> dict[int, tuple[int, str]]:
    """Per line that opens what is told of one patient, the number and words of its label."""
    return (
        _heading_labels(lines)
        or _paragraph_labels(lines)
        or _item_labels(lines)
        or find_blocks(lines)
    )


def blocks_of(lines: Sequence[Line], everyone: Sequence[int]) -> dict[int, int]:
    """Per line that stands where one patient's story is told, the number of the patient.

    A story goes on to the next one, to another telling, or to where all are spoken of together.
    """
    openings = opening_labels(lines)
    blocks: dict[int, int] = {}
    number: int | None = None
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        if place in openings:
            number = openings[place][0] if openings[place][0] in everyone else None
        elif before is not None and number is not None and _ends(lines, place, before):
            number = None
        if number is not None and line.tier is Tier.CASE:
            blocks[place] = number
    return blocks


def _ends(lines: Sequence[Line], place: int, before: Line) -> bool:
    """Whether a line that opens no story ends the one before."""
    line = lines[place]
    if line.telling != before.telling or line.tier is not Tier.CASE:
        return True
    if line.section.start != before.section.start and line.section.heading:
        return bool(wording("cases", "together").search(line.section.heading.lower()))
    if line.sentence.paragraph == before.sentence.paragraph:
        return False
    if run_in_head(line.text.text) and wording("cases", "together").search(line.text.lowered):
        return True
    paragraph = [one for one in lines if one.sentence.paragraph == line.sentence.paragraph]
    of_one = any(wording("cases", "one_person").search(one.text.lowered) for one in paragraph)
    return not of_one and bool(wording("cases", "closing").search(line.text.lowered))


def _paragraph_labels(lines: Sequence[Line]) -> dict[int, tuple[int, str]]:
    """Paragraphs that open with the patients' labels or ordinals, each once and in order."""
    found: dict[int, tuple[int, str]] = {}
    for place, line in enumerate(lines):
        before = lines[place - 1].sentence.paragraph if place else None
        if line.tier is not Tier.CASE or line.section.in_abstract:
            continue
        if line.sentence.paragraph == before:
            continue
        text = line.text.text
        named = [(number, words) for at, number, words in find_labels(text) if at <= _OPENS]
        named += [
            (place_of(word, 0) or 0, f"the {word}")
            for at, word in find_ordinals(text, outright=True)
            if at <= _OPENS and not named
        ]
        if named:
            found[place] = (named[0][0], named[0][1].strip(" ([-:.,"))
    numbers = [number for number, _ in found.values()]
    expected = expected_patients(lines)
    complete = len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))
    return found if complete and expected in (None, len(numbers)) else {}


def _item_labels(lines: Sequence[Line]) -> dict[int, tuple[int, str]]:
    """The items of a list of patients: numbers from 1 on, each of which names a person."""
    found = {
        place: (number, str(number))
        for place, line in enumerate(lines)
        if line.tier is Tier.CASE and (number := item_number(line.text.text)) and people_in(line)
    }
    numbers = [number for number, _ in found.values()]
    return found if len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)) else {}


def _heading_labels(lines: Sequence[Line]) -> dict[int, tuple[int, str]]:
    found: dict[int, tuple[int, str]] = {}
    seen: set[int] = set()
    for place, line in enumerate(lines):
        start = line.section.start
        if start in seen:
            continue
        seen.add(start)
        heading = wording("cases", "numbering").sub("", line.section.heading)
        labels = find_labels(heading + ":")
        ordinals = find_ordinals("the " + heading + " was")
        if labels:
            found[place] = (labels[0][1], heading)
        elif ordinals and (number := place_of(ordinals[0][1], 0)):
            found[place] = (number, heading)
    return found
