"""The patients introduced so far, and whether somebody new can be one more of the document's own.

Whoever is told with an age beside the own patient is somebody else's, cited or not, unless there is
a reason: the document announces or labels several patients, claims this one, or begins a story of
an own procedure with them.
"""

from collections.abc import Sequence

from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.document.model import Document, SectionKind
from pipeline.document.sections import TALK
from pipeline.resolve.labels import announced, find_labels, find_ordinals, label_number
from pipeline.resolve.people import Person, find_people, is_dated, pronoun_sexes
from pipeline.values.wording import wording

_OWN = (SectionKind.CASE, SectionKind.METHODS, SectionKind.RESULTS)
_SILENT = (SectionKind.TABLE, SectionKind.REFERENCES, SectionKind.BACK)
#: Somebody younger is not the patient of an augmentation.
_YOUNGEST = 5
#: So near to the beginning of a paragraph, or of another sentence, stands whom a story begins with.
_OPENS, _STARTS = 60, 25
#: Characters around an age in which it shows whether a person is meant.
_AROUND = 8
#: Within so many sentences of an introduction the procedure is told.
_STORY = 4


class Cast:
    """Who was introduced as an own patient; asked and told sentence by sentence, in order."""

    def __init__(
        self,
        document: Document,
        texts: Sequence[AnnotatedSentence],
        kinds: Sequence[SectionKind],
    ) -> None:
        self._document, self._texts, self._kinds = document, texts, kinds
        self._known: list[Person] = []
        self._stranger: Person | None = None
        self._signs: list[tuple[int, int | None]] | None = None

    def is_of_stranger(self, place: int, begins: bool, interrupted: bool, doubted: bool) -> bool:
        """Whether a sentence that seems to be of the own patient tells of somebody else.

        Args:
            place: the sentence.
            begins: whether it begins a paragraph.
            interrupted: whether the sentence before is of somebody else.
            doubted: whether its own words speak of other publications too.
        """
        text = self._texts[place].text
        if _claims(text):
            return False
        new = [p for p in _aged(text) if not self._is_known(p)]
        if not new:
            return not begins and self._goes_on(text)
        if not self._known or len(new) < len(_aged(text)):
            return False
        limit = self._limit(place)
        if limit is None or len(self._known) + len(new) <= limit:
            return False
        passing = interrupted and not begins and not self._continues(place)
        return doubted or passing or not self._opens(place, new[0], begins)

    def note(self, place: int, own: bool, strange: bool) -> None:
        """Remembers whom a sentence told of."""
        aged = _aged(self._texts[place].text)
        if own:
            text = self._texts[place].text
            self._known += [p for p in aged if not self._is_known(p) and _is_told(text, p)]
        if aged or not strange:
            self._stranger = aged[-1] if strange and aged else None

    def _is_known(self, person: Person) -> bool:
        return any(person.age == known.age for known in self._known)

    def _goes_on(self, text: str) -> bool:
        """Whether pronouns, and nothing else, go on about the stranger of the sentence before."""
        if self._stranger is None or wording("cases", "one_patient").search(text):
            return False
        sexes = {sex for sex, _, _ in pronoun_sexes(text)}
        return bool(sexes) and (not self._stranger.sex or sexes == {self._stranger.sex})

    def _continues(self, place: int) -> bool:
        """Whether the next two sentences of the paragraph go on with the person of a sentence."""
        sentences = self._document.sentences
        after = range(place + 1, min(place + 3, len(sentences)))
        same = [n for n in after if sentences[n].paragraph == sentences[place].paragraph]
        return len(same) == 2 and not any(_aged(self._texts[n].text) for n in same)

    def _opens(self, place: int, person: Person, begins: bool) -> bool:
        """Whether a story begins with a person: in front, and with an own procedure."""
        kind = self._kinds[place]
        several = len(_aged(self._texts[place].text)) > 1
        if kind in TALK or (several and kind in _OWN):
            return kind not in TALK
        if person.start > (_OPENS if begins else _STARTS) and not (several and begins):
            return False
        story = self._texts[place : place + _STORY]
        return any(one.hits("procedure") for one in story)

    def _limit(self, place: int) -> int | None:
        """How many patients the document announces; 1 where nothing speaks of several.

        What the sentence at `place` says itself does not count.
        """
        if self._signs is None:
            self._signs = self._read_signs()
        counts = [count for at, count in self._signs if at != place]
        return counts[0] if counts else 1

    def _read_signs(self) -> list[tuple[int, int | None]]:
        """Where the document speaks of several patients of its own, and how many they are."""
        headings = " ".join(f"{section.heading}." for section in self._document.sections)
        labels = {number for _, number, _ in find_labels(headings)}
        if len(labels) > 1 or len(find_ordinals(headings, outright=True)) > 1:
            return [(-1, None)]
        signs: list[tuple[int, int | None]] = []
        for place, (kind, one) in enumerate(zip(self._kinds, self._texts, strict=True)):
            if kind in _SILENT or (kind in TALK and not _claims(one.text)):
                continue
            labels |= {number for _, number, _ in find_labels(one.text)}
            title = kind is SectionKind.TITLE and wording("cases", "several").search(one.text)
            count = announced(one.text) or (label_number(title.group()) if title else None)
            both = wording("cases", "both").search(one.lowered)
            told = len(labels) > 1 or find_ordinals(one.text, outright=True)
            if count or title or both or told:
                signs.append((place, count))
        return signs


def _is_told(text: str, person: Person) -> bool:
    """Whether somebody is told of, and not an age group spoken of: "in an 80-year-old"."""
    around = text[max(0, person.start - _AROUND) : person.end + _AROUND]
    return bool(person.sex or not wording("patient", "age_group").search(around))


def _claims(text: str) -> bool:
    return bool(wording("cases", "claimed").search(text.lower()))


def _aged(text: str) -> list[Person]:
    """The persons with an age who can be patients: nobody's relatives, no ages of earlier days."""
    return [
        p
        for p in find_people(text)
        if p.age is not None
        and p.age >= _YOUNGEST
        and not wording("patient", "family_before").search(text[: p.start])
        and not is_dated(text, p)
    ]
