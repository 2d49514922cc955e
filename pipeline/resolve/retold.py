"""Where sentences retell a patient of another publication, and which stretch tells of whom."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.document.model import Document, SectionKind
from pipeline.document.sections import TALK
from pipeline.resolve.passage import Passage, Tier
from pipeline.resolve.people import Person, find_people, pronoun_sexes
from pipeline.resolve.references import Citation, References, find_authors, find_citations
from pipeline.resolve.subject import Subject
from pipeline.terms import load

_SILENT = (SectionKind.TITLE, SectionKind.TABLE, SectionKind.REFERENCES, SectionKind.BACK)
_STOP = re.compile(r"[,;:]\s")
_CLOSED = re.compile(r"\s*(?:[,;]|and\b)")
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


def _closed(text: str, cited: Sequence[int], start: int, end: int) -> list[int]:
    """Where citations end that close what was said before them."""
    return [place for place in cited if start < place <= end and _CLOSED.match(text, place)]


def _opening(text: str, person: Person, cited: Sequence[int]) -> int:
    """Where the clause begins that introduces the first person of a sentence."""
    before = _masked(text)[: person.start]
    ends = [m.end() for pattern in _ordered("clause") for m in pattern.finditer(before)]
    return max([*ends, *_closed(text, cited, 0, person.start)], default=0)


def _boundary(text: str, person: Person, following: Person, cited: Sequence[int]) -> int:
    """Where the talk turns from one person to the next: after a citation, else at a clause."""
    closed = _closed(text, cited, person.end, following.start)
    if closed:
        return closed[-1]
    masked = _masked(text)
    for pattern in _ordered("between"):
        places = [m.end() for m in pattern.finditer(masked, person.end, following.start)]
        if places:
            return places[-1]
    return following.start


def _stretches(text: str, cited: Sequence[int]) -> Iterator[tuple[Person, int, int]]:
    """The persons of a sentence, each with the stretch that tells of them.

    Persons told in one list of ages have no stretch of their own.

    Args:
        text: the sentence.
        cited: where its citations end.
    """
    told = [p for p in find_people(text) if p.age is not None or not p.definite]
    at = Counter(p.start for p in told)
    people = [p for p in told if at[p.start] == 1]
    if not people:
        return
    starts = [_opening(text, people[0], cited)]
    starts += [_boundary(text, a, b, cited) for a, b in pairwise(people)]
    ends = [*starts[1:], len(text)]
    for person, start, end in zip(people, starts, ends, strict=True):
        after = [place for place in cited if person.end < place < end]
        # Of two citations after a person the second is of somebody else.
        last = after[0] if len(after) > 1 else end
        yield person, start, _before_own(text, person, last)


def _before_own(text: str, person: Person, end: int) -> int:
    """The end of a stretch, before the talk returns to the authors and their patients."""
    own = _pattern("first_person").search(text, person.end, end)
    if not own:
        return end
    stops = [m.start() for m in _STOP.finditer(text, person.end, own.start())]
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
    if not told.own and is_retelling(text) and kind in (*TALK, SectionKind.BODY):
        return label is not Subject.COHORT
    if _pattern("first_person").search(clause) and not cited:
        return False
    if label is Subject.OWN:
        return cited and kind in TALK
    if kind in TALK:
        return shown or label is Subject.OTHER
    if kind is SectionKind.BODY:
        return shown
    return cited and label is Subject.OTHER


def told_of_another(text: str, references: References) -> tuple[int, int]:
    """The stretch of a sentence about own patients that retells somebody else; empty without one.

    "A woman of 70 had an embolism after 9 mL [4]; our patient received 3 mL only."
    """
    cited = [c.end for c in find_citations(text, references)]
    for person, start, end in _stretches(text, cited):
        stretch = text[start:end]
        shown = is_retelling(stretch) or any(start < place <= end for place in cited)
        if shown and _is_single(text, person) and not _pattern("first_person").search(stretch):
            return start, end
    return 0, 0


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


def _reference(told: Told, place: int, person: Person, end: int) -> str:
    """The publication of a mention: cited after the person, before, or in the sentence before."""
    text = told.texts[place].text
    citations = find_citations(text, told.references)
    authors = [c for c in find_authors(text) if c.start < end]
    choices = (
        [c for c in citations if person.end <= c.start < end][:1],
        [c for c in citations if c.start < person.end][-1:],
        citations[-1:],
        authors[-1:],
        _cited_before(told, place)[-1:],
    )
    chosen = next((found[0].words for found in choices if found), "")
    return told.references.resolve(chosen)


def _cited_before(told: Told, place: int) -> list[Citation]:
    """The citations of the sentence before, in the same paragraph."""
    sentences = told.document.sentences
    if not place or sentences[place - 1].paragraph != sentences[place].paragraph:
        return []
    return find_citations(told.texts[place - 1].text, told.references)


def _mentions_in(told: Told, place: int) -> Iterator[Mention]:
    """The retold patients of one sentence; what follows it belongs to the last of them."""
    text = told.texts[place].text
    citations = find_citations(text, told.references)
    stretches = list(_stretches(text, [c.end for c in citations]))
    for number, (person, start, end) in enumerate(stretches, 1):
        cited = any(c.start < end for c in citations)
        if _is_single(text, person) and _is_retold(told, place, text[start:end], cited):
            further = _continued(told, place, person) if number == len(stretches) else []
            passages = (_passage(told, place, start, end), *further)
            yield Mention(person, passages, _reference(told, place, person, end))


def find_mentions(told: Told) -> list[Mention]:
    """The retold patients of the running text, in order."""
    return [
        mention
        for place, sentence in enumerate(told.document.sentences)
        if told.document.section_of(sentence).kind not in _SILENT
        for mention in _mentions_in(told, place)
    ]
