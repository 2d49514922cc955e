"""Patients told one after the other, each in sections or paragraphs of their own."""

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.document.model import SectionKind
from pipeline.resolve.labels import (
    announced,
    find_ordinals,
    hinted,
    label_number,
    place_of,
)
from pipeline.resolve.lines import Line, people_in
from pipeline.resolve.passage import Tier
from pipeline.resolve.people import Person
from pipeline.values.wording import wording

#: In so many sentences of a section, or of a paragraph, the patient is introduced.
_SECTION, _PARAGRAPH = 3, 2
#: So near to the beginning of a sentence stands what shows that somebody new is told of.
_OPENS = 30

Openings = dict[int, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines [start, end) under one heading or in one paragraph, and how they open.

    `nth` is the place that an ordinal gives, 0 where there is none; `further` holds where the
    words say that it is another patient than the one before.
    """

    start: int
    end: int
    heading: str
    person: Person | None
    nth: int
    further: bool
    treated: bool

    @property
    def opens(self) -> bool:
        """Whether somebody is introduced."""
        return bool(self.person or self.nth or self.further)


def find_blocks(lines: Sequence[Line]) -> Openings:
    """Per line that opens what is told of one patient, the patient's number and the heading.

    Headings that count ("Story 1", "Story 2"); else sections or paragraphs each of which introduces
    somebody, where they are as many as the document announces or say themselves that they count.
    """
    told = [n for n, line in enumerate(lines) if line.tier is Tier.CASE and line.telling]
    told = told or [n for n, line in enumerate(lines) if line.tier is Tier.CASE]
    sections = _blocks(lines, told, lambda line: line.section.start, _SECTION)
    return (
        _counted(sections, lines)
        or _introduced([b for b in sections if b.heading], lines)
        or _introduced(_blocks(lines, told, lambda p: p.sentence.paragraph, _PARAGRAPH), lines)
    )


def _blocks(
    lines: Sequence[Line], told: Sequence[int], unit: Callable[[Line], Hashable], near: int
) -> list[_Block]:
    found = []
    for _, group in groupby(told, key=lambda place: unit(lines[place])):
        places = list(group)
        found.append(_block(lines, places, near))
    return found


def _block(lines: Sequence[Line], places: Sequence[int], near: int) -> _Block:
    opening = [lines[place] for place in places[:near]]
    people = [person for line in opening for person in people_in(line)]
    named = [p for p in people if p.age is not None or not p.definite]
    # Who are told side by side are each told of elsewhere.
    if any(len({p.age for p in people_in(line)} - {None}) > 1 for line in opening):
        named = []
    first = opening[0].text.text
    ordinals = [place_of(word, 0) for at, word in find_ordinals(first) if at <= _OPENS]
    return _Block(
        places[0],
        places[-1] + 1,
        opening[0].section.heading,
        named[0] if named else None,
        next((n for n in ordinals if n), 0),
        bool(wording("cases", "further").search(first[: _OPENS + 30])),
        any(lines[place].text.hits("procedure") for place in places),
    )


def _counted(sections: Sequence[_Block], lines: Sequence[Line]) -> Openings:
    """The sections whose headings are one word and consecutive numbers."""
    found: Openings = {}
    word = ""
    for block in sections:
        heading = wording("cases", "numbering").sub("", block.heading)
        match = wording("cases", "counted_heading").match(heading)
        number = label_number(match["id"]) if match else None
        if match is None or number != len(found) + 1 or (word and match["word"].lower() != word):
            continue
        if any(_speaks_of_one(lines[place]) for place in range(block.start, block.end)):
            word = match["word"].lower()
            found[block.start] = (number, block.heading)
    return found if len(found) > 1 else {}


def _speaks_of_one(line: Line) -> bool:
    one = wording("cases", "one_person").search(line.text.lowered)
    return bool(one or people_in(line) or line.text.hits("procedure"))


def _introduced(blocks: Sequence[_Block], lines: Sequence[Line]) -> Openings:
    """The blocks that introduce somebody new each, if they are all the patients there are."""
    chosen: list[_Block] = []
    for place, block in enumerate(blocks):
        if not block.opens or _is_known(block, chosen):
            continue
        before = blocks[place - 1] if place else None
        if not chosen and (block.nth == 2 or block.further) and before is not None:
            chosen.append(before)
        chosen.append(block)
    if len(chosen) < 2:
        return {}
    ends = [*(block.start for block in chosen[1:]), len(lines)]
    stories = [
        block
        for block, end in zip(chosen, ends, strict=True)
        if block.treated or any(b.treated for b in blocks if block.start < b.start < end)
    ]
    if any(block.treated for block in chosen) and expected_patients(lines) == len(chosen):
        stories = chosen
    elif len(stories) < 2 or not _are_all(stories, lines):
        return {}
    return {block.start: (n, block.heading) for n, block in enumerate(stories, 1)}


def _is_known(block: _Block, chosen: Sequence[_Block]) -> bool:
    """Whether a block goes on with a patient introduced before."""
    person = block.person
    if block.nth or block.further or person is None:
        return bool(block.nth) and any(block.nth == other.nth for other in chosen)
    known = [b.person for b in chosen if b.person is not None]
    return any(p.age in (None, person.age) and p.sex in ("", person.sex) for p in known)


def _are_all(stories: Sequence[_Block], lines: Sequence[Line]) -> bool:
    """Whether the blocks are as many as announced, or else count themselves without a gap."""
    expected = expected_patients(lines)
    if expected is not None:
        return expected == len(stories)
    counted = [b.nth in (0, n) for n, b in enumerate(stories, 1)]
    named = [b.person is not None and b.person.age is not None for b in stories]
    shown = [b.nth > 0 or b.further for b in stories[1:]]
    return (
        all(counted) and any(shown) and all(a or b for a, b in zip(named[1:], shown, strict=True))
    )


def expected_patients(lines: Sequence[Line]) -> int | None:
    """The number of patients that the title, else a sentence, announces or hints at."""
    titles = [line.text.text for line in lines if line.section.kind is SectionKind.TITLE]
    told = [line.text.text for line in lines if line.section.kind is not SectionKind.TITLE]
    for texts in (titles, told):
        for read in (announced, hinted):
            counts = [count for text in texts if (count := read(text))]
            if counts:
                return counts[0]
    return None


def run_in_head(text: str) -> bool:
    """Whether a sentence is a heading in capitals that opens a paragraph: "VERDICT."."""
    return bool(re.fullmatch(r"[A-Z][A-Z -]{3,40}[.:]", text.strip()))
