"""Where sentences retell a patient of another publication, and which stretch tells of whom."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.document.model import Document, SectionKind
from pipeline.resolve.passage import Passage, Tier
from pipeline.resolve.people import Person, find_people, pronoun_sexes
from pipeline.resolve.references import Citation, References, find_authors, find_citations
from pipeline.resolve.subject import Subject
from pipeline.terms import load

_TALK = (SectionKind.INTRODUCTION, SectionKind.DISCUSSION, SectionKind.CONCLUSION)
_SILENT = (SectionKind.TITLE, SectionKind.TABLE, SectionKind.REFERENCES, SectionKind.BACK)
_PARENTHESIS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Told:
    """A document's sentences with what is known of them; `own` where it has own patients."""

    document: Document
    texts: Sequence[AnnotatedSentence]
    labels: Sequence[Subject]
    references: References
    own: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """One retold patient at one place: the person, the stretches of text, the reference."""

    person: Person
    passages: tuple[Passage, ...]
    reference: str


@cache
def _pattern(key: str) -> re.Pattern[str]:
    value = load("literature")[key]
    text = value if isinstance(value, str) else "|".join(f"(?:{one})" for one in value)
    return re.compile(text, re.IGNORECASE if key != "retold" else 0)


@cache
def _ordered(key: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(text) for text in load("literature")[key])


def is_retelling(text: str) -> bool:
    """Whether the words of a sentence show that it retells other publications."""
    return bool(_pattern("retold").search(text))


def _masked(text: str) -> str:
    """The text with parentheses blanked, so that no clause seems to end in one."""
    return _PARENTHESIS.sub(lambda m: "_" * len(m.group()), text)


def _opening(text: str, person: Person) -> int:
    """Where the clause begins that introduces the first person of a sentence."""
    before = _masked(text)[: person.start]
    ends = [m.end() for pattern in _ordered("clause") for m in pattern.finditer(before)]
    return max(ends, default=0)


def _boundary(text: str, person: Person, following: Person) -> int:
    """Where the talk turns from one person to the next."""
    masked = _masked(text)
    for pattern in _ordered("between"):
        places = [m.end() for m in pattern.finditer(masked, person.end, following.start)]
        if places:
            return places[-1]
    return following.start


def _stretches(text: str) -> Iterator[tuple[Person, int, int]]:
    """The persons of a sentence, each with the stretch that tells of them."""
    people = [p for p in find_people(text) if p.age is not None or not p.definite]
    if not people:
        return
    starts = [_opening(text, people[0])]
    starts += [_boundary(text, a, b) for a, b in zip(people, people[1:], strict=False)]
    ends = [*starts[1:], len(text)]
    for person, start, end in zip(people, starts, ends, strict=True):
        yield person, start, _before_own(text, person, end)


def _before_own(text: str, person: Person, end: int) -> int:
    """The end of a stretch, before the talk returns to the authors and their patients."""
    own = _pattern("first_person").search(text, person.end, end)
    if not own:
        return end
    stops = [m.start() for m in re.finditer(r"[,;:]\s", text[: own.start()]) if m.start() >= person.end]
    return stops[-1] if stops else own.start()


def _is_single(text: str, person: Person) -> bool:
    """Whether the words name one patient with an age, and not an imagined one."""
    if person.age is None or person.age < 5 or _pattern("imagined").search(text):
        return False
    if person.sex_text.lower() in ("men", "women"):
        return False
    near = text[max(0, person.start - 45) : person.end + 15]
    return bool(person.sex or _pattern("single").search(near))


def _is_retold(told: Told, place: int, clause: str, cited: bool) -> bool:
    """Whether a person in a sentence belongs to another publication."""
    text, label = told.texts[place].text, told.labels[place]
    kind = told.document.section_of(told.document.sentences[place]).kind
    shown = cited or is_retelling(text)
    if not told.own and is_retelling(text) and kind in (*_TALK, SectionKind.BODY):
        return label is not Subject.COHORT
    if _pattern("first_person").search(clause) and not cited:
        return False
    if label is Subject.OWN:
        return cited and kind in _TALK
    if kind in _TALK:
        return shown or label is Subject.OTHER
    if kind is SectionKind.BODY:
        return shown
    return cited and label is Subject.OTHER


def _passage(told: Told, place: int, start: int, end: int) -> Passage:
    """The stretch alone: what the sentence says of others must not colour it."""
    sentence, text = told.document.sentences[place], told.texts[place].within(start, end)
    return Passage(
        sentence, text, told.document.section_of(sentence), start, end, Tier.CASE, telling=1
    )


def _continued(told: Told, place: int, person: Person) -> list[Passage]:
    """The sentences directly after a mention that go on about its patient."""
    found: list[Passage] = []
    sentences = told.document.sentences
    for later in range(place + 1, len(sentences)):
        text = told.texts[later].text
        turned = told.labels[later] is Subject.OWN and told.own
        if sentences[later].paragraph != sentences[place].paragraph or turned:
            break
        if find_people(text) or _pattern("first_person").search(text):
            break
        sexes = {sex for sex, _, _ in pronoun_sexes(text)}
        if not sexes or (person.sex and sexes != {person.sex}) or is_retelling(text):
            break
        found.append(_passage(told, later, 0, len(text)))
    return found


def _cited_in(told: Told, text: str, start: int, end: int) -> list[Citation]:
    return [c for c in find_citations(text, told.references) if start <= c.start < end]


def _reference(told: Told, place: int, person: Person, start: int, end: int) -> str:
    """The publication of a mention: cited in its stretch, its sentence, or the one before."""
    text = told.texts[place].text
    inside = _cited_in(told, text, person.end, end) or _cited_in(told, text, start, person.end)[-1:]
    around = find_citations(text, told.references)
    named = [c for c in find_authors(text) if c.start < end]
    before = told.texts[place - 1].text if place else ""
    same = place and (
        told.document.sentences[place - 1].paragraph == told.document.sentences[place].paragraph
    )
    earlier = find_citations(before, told.references) if same else []
    for citations in (inside[:1], [c for c in around if c.end <= start][-1:], around[-1:], named[-1:], earlier[-1:]):
        if citations:
            return told.references.resolve(citations[0].words)
    return ""


def find_mentions(told: Told) -> list[Mention]:
    """The retold patients of the running text, in order."""
    found = []
    for place, (sentence, text) in enumerate(zip(told.document.sentences, told.texts, strict=True)):
        if told.document.section_of(sentence).kind in _SILENT:
            continue
        stretches = list(_stretches(text.text))
        for number, (person, start, end) in enumerate(stretches, 1):
            cited = bool(_cited_in(told, text.text, start, end)) or bool(_cited_in(told, text.text, 0, start))
            if not _is_single(text.text, person):
                continue
            if not _is_retold(told, place, text.text[start:end], cited):
                continue
            last = number == len(stretches)
            further = _continued(told, place, person) if last else []
            passages = (_passage(told, place, start, end), *further)
            found.append(Mention(person, passages, _reference(told, place, person, start, end)))
    return found
