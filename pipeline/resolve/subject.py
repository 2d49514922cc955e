"""Whose a sentence is: the own patients', a cohort's, or that of literature and general talk."""

import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from pipeline.annotate.patterns import compile_pattern
from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.document.model import Document, SectionKind, Sentence
from pipeline.document.sections import TALK
from pipeline.resolve.cast import Cast
from pipeline.resolve.people import find_people
from pipeline.terms import load
from pipeline.values.index import Index
from pipeline.values.wording import apart


class Subject(StrEnum):
    """Whom a sentence is about."""

    OWN = "own"
    OTHER = "other"
    COHORT = "cohort"
    NONE = "none"


#: How much a section speaks for own patients before its sentences are read.
_PRIOR = {
    SectionKind.CASE: 3.5,
    SectionKind.RESULTS: 1.0,
    SectionKind.METHODS: 0.5,
    SectionKind.ABSTRACT: 0.5,
    SectionKind.BODY: 0.0,
    SectionKind.CAPTION: 1.0,
    SectionKind.INTRODUCTION: -1.5,
    SectionKind.DISCUSSION: -2.0,
    SectionKind.CONCLUSION: -2.0,
}
_SILENT = (
    SectionKind.TITLE,
    SectionKind.TABLE,
    SectionKind.REFERENCES,
    SectionKind.BACK,
)

_CITATION = re.compile(
    r"""
      \[\s? \d{1,3} (?:\s?[,;–-]\s?\d{1,3})* \s?\]                # [3], [3, 5–7]
    | \(\s? [A-Z][\w'’-]+                                        # (Miller
      (?:[ ]et[ ]al\.? | [ ](?:and|&)[ ][A-Z][\w'’-]+)?         #   et al.   and Smith
      ,?[ ] (?:19|20)\d\d[a-z]? (?:;[^)]*)? \)                   #   , 2009; Smith, 2010)
    | (?<=[a-z)]) [.,] \d{1,2} (?:[,–-]\d{1,2})* (?=\s|$)        # reported.3,5
    | (?<=[a-z]) \( \d{1,2} (?:[,–-][ ]?\d{1,2})* \)            # reported(3)
    | \s\( \d{1,2} (?:[,–-][ ]?\d{1,2})+ \)                    # reported (3, 5)
    """,
    re.VERBOSE,
)


@cache
def _cues() -> tuple[tuple[str, float], ...]:
    """The cues as (side, weight)."""
    return tuple((entry["side"], entry["weight"]) for entry in load("subject")["cue"])


@cache
def _index() -> Index[tuple[int, int]]:
    """The patterns of all cues by (cue, place in the cue)."""
    return Index(
        ((cue, place), compile_pattern(text))
        for cue, entry in enumerate(load("subject")["cue"])
        for place, text in enumerate(entry["patterns"])
    )


def _cue_weights(lowered: str) -> dict[str, float]:
    """Per side, the weight of the cues that occur, further ones of a cue counting a third."""
    sides = dict.fromkeys(("own", "pronoun", "other", "general", "cohort"), 0.0)
    hits = Counter(cue for cue, _ in {owner for owner, _ in _index().matches(lowered)})
    for cue, count in hits.items():
        side, weight = _cues()[cue]
        sides[side] += weight * (1 + min(count - 1, 3) / 3)
    return sides


class _Weights(NamedTuple):
    """How much speaks for own patients, for others, for a cohort, and for general talk."""

    own: float
    other: float
    cohort: float
    general: float


def _weigh(
    sentence: AnnotatedSentence, kind: SectionKind, previous: Subject, begins: bool
) -> _Weights:
    """What the words of a sentence, its section and the sentence before it speak for."""
    cues = _cue_weights(sentence.lowered)
    own, other = cues["own"] + _PRIOR.get(kind, 0.0), cues["other"]
    cited = bool(_CITATION.search(sentence.text))
    named = any(apart("subject", "possessive_name").matches(sentence.text))
    other += (2.5 if cited else 0.0) + (5.5 if named else 0.0)
    newcomer = any(p.age is not None and not p.definite for p in find_people(sentence.text))
    if newcomer:
        own += 0.5 if cited or named or (kind in TALK and not cues["own"]) else 2.5
    if kind not in TALK:
        own += cues["pronoun"]
    elif previous is Subject.OWN and cues["pronoun"]:
        own += cues["pronoun"] - _PRIOR[kind]
    goes_on = not begins or kind is SectionKind.CASE
    if previous is Subject.OWN and (goes_on or (cues["pronoun"] and not newcomer)):
        own += 1.5
    elif previous is Subject.OTHER and goes_on:
        other += 1.5
    return _Weights(own, other, cues["cohort"], cues["general"])


#: Words for what is generally so weigh this much; a citation or a name weighs more.
_GENERAL = 2.0


def _is_aside(weights: _Weights, previous: Subject) -> bool:
    """Whether a sentence in the midst of a patient's story is of others by general words alone."""
    return previous is Subject.OWN and weights.other <= _GENERAL and not weights.cohort


def _label(weights: _Weights, kind: SectionKind) -> Subject:
    own, cohort = weights.own, weights.cohort
    other = weights.other + weights.general
    if cohort >= 2.0 and cohort + 0.5 > own - _PRIOR.get(kind, 0.0) and other < 6:
        return Subject.COHORT
    if own >= 2.0 and own > other:
        return Subject.OWN
    return Subject.OTHER if other >= 2.0 else Subject.NONE


Kinds = Sequence[SectionKind]


def section_kinds(document: Document, sentences: Sequence[Sentence]) -> list[SectionKind]:
    """The kind of section of each sentence."""
    return [document.section_of(sentence).kind for sentence in sentences]


def flattened(kinds: Kinds) -> list[list[SectionKind]]:
    """The kinds with the introduction, then with the discussion too, taken for plain text.

    For documents that tell their case there: abstracts under one heading, letters. The discussion
    of a document that has methods or results stays what it is.
    """
    divided = set(kinds) & {SectionKind.METHODS, SectionKind.RESULTS}
    plain = [(SectionKind.INTRODUCTION,)] if divided else [(SectionKind.INTRODUCTION,), TALK]
    return [[SectionKind.BODY if kind in these else kind for kind in kinds] for these in plain]


def label_subjects(
    document: Document, annotated: Sequence[AnnotatedSentence], kinds: Kinds
) -> list[Subject]:
    """One subject a sentence of the document, in order."""
    labels: list[Subject] = []
    asides: set[int] = set()
    previous, paragraph = Subject.NONE, -1
    cast = Cast(document, annotated, kinds)
    for sentence, text, kind in zip(document.sentences, annotated, kinds, strict=True):
        if kind in _SILENT:
            labels.append(Subject.NONE)
            continue
        begins = sentence.paragraph != paragraph
        weights = _weigh(text, kind, previous, begins)
        label = _label(weights, kind)
        strange = label is Subject.OWN and cast.is_of_stranger(
            len(labels), begins, labels[-1:] == [Subject.OTHER], weights.other > _GENERAL
        )
        cast.note(len(labels), label is Subject.OWN and not strange, strange)
        if strange:
            label = previous = Subject.OTHER
        elif label is Subject.OTHER and not begins and _is_aside(weights, previous):
            asides.add(len(labels))
        elif label is not Subject.NONE or begins:
            previous = label
        labels.append(label)
        paragraph = sentence.paragraph
    return _bridged(document.sentences, kinds, labels, asides)


#: Sections of a case where a neutral sentence goes on with the patient, even in a new paragraph.
_TELLING = (SectionKind.CASE, SectionKind.METHODS, SectionKind.RESULTS)
_LONGEST_GAP = 8


def _bridged(
    sentences: Sequence[Sentence], kinds: Kinds, labels: list[Subject], asides: set[int]
) -> list[Subject]:
    """Neutral sentences of a narrative belong to the patient told of before them.

    Args:
        sentences: all sentences.
        kinds: the kind of section of each.
        labels: the subject of each by its own words.
        asides: the places of general remarks within a story, which do not end it.
    """
    bridged: list[Subject] = []
    last = Subject.NONE
    for place, (sentence, kind, label) in enumerate(zip(sentences, kinds, labels, strict=True)):
        narrative = kind not in TALK and kind not in _SILENT
        follows = place and sentences[place - 1].paragraph == sentence.paragraph
        goes_on = kind in _TELLING or follows or _resumes(kinds, labels, place)
        if label is Subject.NONE and narrative and last is Subject.OWN and goes_on:
            label = Subject.OWN
        if label is not Subject.NONE and place not in asides:
            last = label
        bridged.append(label)
    return bridged


def _resumes(kinds: Kinds, labels: Sequence[Subject], place: int) -> bool:
    """Whether the own patient is spoken of again soon, with nobody else in between."""
    for kind, label in list(zip(kinds, labels, strict=True))[place : place + _LONGEST_GAP]:
        if label is not Subject.NONE:
            return label is Subject.OWN and kind not in TALK
    return False
