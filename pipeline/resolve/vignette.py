"""Single patients told within a series: which sentences are theirs and not the whole group's."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.document.model import SectionKind
from pipeline.resolve.cohort_lines import tells_of_many
from pipeline.resolve.labels import find_all, find_groups, find_labels, find_ordinals
from pipeline.resolve.lines import Line, Patient, people_in
from pipeline.resolve.passage import Passage, Tier, is_title
from pipeline.resolve.stretches import assign
from pipeline.values.wording import wording

#: A paragraph of so many own sentences tells of a patient, a shorter one mentions somebody.
_LEAST = 4


def _names_one(text: str, several: bool) -> bool:
    """Whether a sentence names or points to single patients; "all of them" only to several."""
    named = bool(find_labels(text) or find_ordinals(text))
    together = several and bool(find_groups(text) or find_all(text))
    return named or together or bool(wording("cases", "one_person").search(text.lower()))


def _is_of_one(line: Passage | Line, several: bool = False) -> bool:
    text = line.text.text
    aged = any(p.age is not None for p in people_in(line)) and not tells_of_many(text)
    return aged or (_names_one(text, several) and not _is_of_group(text))


def _is_of_group(text: str) -> bool:
    return tells_of_many(text) or bool(wording("cases", "whole_group").search(text.lower()))


def _told(passages: Sequence[Passage], several: bool) -> list[Passage]:
    """What one paragraph tells of a patient: from the first words of them on."""
    told: list[Passage] = []
    for passage in passages:
        of_one = _is_of_one(passage, several)
        if of_one or (told and not _is_of_group(passage.text.text)):
            told.append(passage)
        elif told:
            break
    return told


def _vignette(passages: Sequence[Passage], several: bool) -> list[Passage]:
    """The passages without what is said of the series as a whole, as its title mostly is."""
    kept: list[Passage] = []
    going_on: SectionKind | None = None
    for _, group in groupby(passages, key=lambda p: p.sentence.paragraph):
        paragraph = list(group)
        kind = paragraph[0].section.kind
        told = paragraph if is_title(paragraph[0]) else _told(paragraph, several)
        if not told and kind is going_on:
            of_group = any(_is_of_group(passage.text.text) for passage in paragraph)
            told = [] if of_group else paragraph
        going_on = kind if told and told[-1] is paragraph[-1] else None
        kept += told
    named = any(p.hits("procedure") for p in kept if not is_title(p))
    return [p for p in kept if not (named and is_title(p))]


def within_series(patients: Sequence[Patient]) -> list[Patient]:
    """The patients of a series, each with what is said of them and not of the series."""
    several = len(patients) > 1
    return [replace(p, passages=_vignette(p.passages, several)) for p in patients]


def unnamed(lines: Sequence[Line]) -> list[Patient]:
    """The one patient whom a paragraph of a series tells without age and sex, if there is one."""
    paragraphs = groupby(
        (line for line in lines if line.tier is Tier.CASE and not line.section.in_abstract),
        key=lambda line: line.sentence.paragraph,
    )
    told = [paragraph for _, group in paragraphs if _introduces(paragraph := list(group))]
    if len(told) != 1:
        return []
    patient = Patient(1)
    assign([patient], told[0])
    return [patient]


def _introduces(paragraph: Sequence[Line]) -> bool:
    opens = wording("cases", "introduces").search(paragraph[0].text.lowered)
    return bool(opens) and len(paragraph) >= _LEAST and _is_of_one(paragraph[0])
