"""One case with the decisions of people entered in it."""

from collections.abc import Callable, Iterable
from functools import cached_property, partial

from pipeline.document.model import Document
from pipeline.evidence import Evidence, State
from pipeline.fields import FIELDS
from pipeline.registry.codes import ReviewStatus
from pipeline.registry.columns import field_of, is_allowed, is_single, stands_under, state_in
from pipeline.registry.decision import Decision
from pipeline.registry.identity import plain
from pipeline.registry.model import CaseReview, Reviewed
from pipeline.registry.recall import moved, sentence_in, stands_in
from pipeline.resolve.model import Case

REVIEWER = "reviewer"
"""The method of a value that a person gave; "person" is a rule's name."""


class Page:
    """The text that a case stands in now; it is read only where it may have changed."""

    def __init__(
        self, text_key: str, content_key: str, document_of: Callable[[str], Document]
    ) -> None:
        self._text_key = text_key
        self._content_key = content_key
        self._document_of = document_of

    @cached_property
    def _document(self) -> Document:
        return self._document_of(self._content_key)

    @cached_property
    def _words(self) -> str:
        return plain(self._document.text)

    def has(self, quote: str, decision: Decision) -> bool:
        """Whether a sentence that stood in the text at the time of a decision still does."""
        return decision.text_key == self._text_key or stands_in(quote, self._words)

    def anchored(self, item: Evidence, decision: Decision) -> Evidence | None:
        """A value of that time with the place of its sentence now, None where it is gone."""
        if decision.content_key == self._content_key:
            return item
        if not self.has(item.quote, decision):
            return None
        sentence = sentence_in(self._document, item.quote)
        return moved(item, self._document, sentence) if sentence else None


class Sheet:
    """A case on which decisions are entered, one after the other."""

    def __init__(self, case: Case, page: Page) -> None:
        self._case = case
        self._page = page
        self._items: list[Reviewed] = [(item, ReviewStatus.MACHINE) for item in case.evidence]
        self._decisions: list[tuple[str, str]] = []
        self._rejected = False
        self.entered: set[int] = set()
        self.queued: set[int] = set()

    def accept(self, decision: Decision) -> None:
        """The values then said stand, also where the machine no longer says them."""
        self._enter(decision)
        for old in self._each_value(decision.said):
            if self._says(old[0]):
                self._mark(ReviewStatus.ACCEPTED, partial(_equal, old[0]))
            elif found := self._restored(old, decision):
                self._items.append((found, ReviewStatus.ACCEPTED))
            else:
                self.queued.add(decision.number)
                continue
            self._alone(old[0], decision)

    def reject(self, decision: Decision) -> None:
        """The values then said leave the registry; a case leaves with all its values."""
        self._enter(decision)
        olds = self._each_value(decision.said)
        stale = [
            old
            for old in olds
            if not self._says(old[0]) and not any(self._stands(one, decision) for one in old)
        ]
        if decision.field:
            for old in olds:
                self._mark(ReviewStatus.REJECTED, partial(_equal, old[0]))
            if stale:
                self.queued.add(decision.number)
        elif stale and len(stale) == len(olds):
            self.queued.add(decision.number)
        else:
            self._rejected = True

    def correct(self, decision: Decision) -> None:
        """The person's values stand instead of those decided on, or beside them where added."""
        self._enter(decision)
        column = decision.field
        new = [_person(decision, value, state_in(column, value)) for value in decision.new_values]
        added = [item for item in new if not self._says(item)]
        place = self._place(decision) if added else None
        if (added and place is None) or not all(map(is_allowed, new)):
            self.queued.add(decision.number)
            return
        whole = not decision.value or is_single(column)

        def replaced(item: Evidence) -> bool:
            return stands_under(item, column) and (whole or item.value == decision.value)

        self._mark(ReviewStatus.REJECTED, replaced)
        for item in new:
            self._mark(ReviewStatus.REJECTED, partial(_opposite, item))
            self._mark(ReviewStatus.ACCEPTED, partial(_equal, item))
        if place:
            self._items += [(_at(item, place), ReviewStatus.CORRECTED) for item in added]

    def pass_over(self, decision: Decision) -> None:
        """A decision on a field that is no more: it is kept to be looked at."""
        self._enter(decision)
        self.queued.add(decision.number)

    def standing(self) -> tuple[Evidence, ...]:
        """The values that are not rejected."""
        if self._rejected:
            return ()
        return tuple(item for item, status in self._items if status is not ReviewStatus.REJECTED)

    def review(self) -> CaseReview:
        """What the decisions made of the case."""
        values = tuple(
            (item, ReviewStatus.REJECTED if self._rejected else status)
            for item, status in self._items
        )
        decisions = tuple(self._decisions)
        machine = self._case.evidence
        return CaseReview(self._case.number, self._status(), values, machine, decisions)

    def _status(self) -> ReviewStatus:
        """Corrected where a value was corrected or rejected, accepted where all were accepted."""
        if self._rejected:
            return ReviewStatus.REJECTED
        found = {status for _, status in self._items}
        if found & {ReviewStatus.CORRECTED, ReviewStatus.REJECTED}:
            return ReviewStatus.CORRECTED
        return ReviewStatus.ACCEPTED if found == {ReviewStatus.ACCEPTED} else ReviewStatus.MACHINE

    def _enter(self, decision: Decision) -> None:
        self.entered.add(decision.number)
        self._decisions.append((decision.field, decision.decision_id))

    def _each_value(self, said: Iterable[Evidence]) -> list[list[Evidence]]:
        """Values of then, each with all its sentences."""
        found: dict[tuple[str, str, State], list[Evidence]] = {}
        for item in said:
            found.setdefault((item.field, item.value, item.state), []).append(item)
        return list(found.values())

    def _says(self, value: Evidence) -> bool:
        """Whether the machine says a value now."""
        return any(_equal(item, value) for item in self._case.evidence)

    def _stands(self, item: Evidence, decision: Decision) -> bool:
        return self._page.has(item.quote, decision)

    def _anchored(self, item: Evidence, decision: Decision) -> Evidence | None:
        return self._page.anchored(item, decision)

    def _restored(self, old: Iterable[Evidence], decision: Decision) -> Evidence | None:
        """A value of then in the first of its sentences that still stands."""
        found = (self._anchored(one, decision) for one in old if is_allowed(one))
        return next(filter(None, found), None)

    def _place(self, decision: Decision) -> Evidence | None:
        """Where a person's value stands: its sentence, else that of the value then said."""
        if found := self._anchored(_quoted(decision), decision):
            return found
        held = (item for old in decision.said for item in self._case.evidence if _equal(item, old))
        return next(held, None)

    def _mark(self, status: ReviewStatus, wanted: Callable[[Evidence], bool]) -> None:
        self._items = [(item, status if wanted(item) else old) for item, old in self._items]

    def _alone(self, value: Evidence, decision: Decision) -> None:
        """Rejects what a value that a person accepted leaves no room for."""
        single = not FIELDS[value.field].many

        def beside(item: Evidence) -> bool:
            if any(_equal(item, old) for old in decision.said):
                return False
            other = single and item.field == value.field and item.value != value.value
            return other or _opposite(item, value)

        self._mark(ReviewStatus.REJECTED, beside)


def _equal(item: Evidence, value: Evidence) -> bool:
    """Whether two are the same value; the state tells values apart where it may be denied."""
    same = (item.field, item.value) == (value.field, value.value)
    return same and (not FIELDS[item.field].findable or item.state is value.state)


def _opposite(item: Evidence, value: Evidence) -> bool:
    """Whether one states what the other denies or leaves open."""
    same = (item.field, item.value) == (value.field, value.value)
    return same and FIELDS[item.field].findable and item.state is not value.state


def _quoted(decision: Decision) -> Evidence:
    """The decision's own sentence."""
    words = next((one.original_text for one in decision.said), decision.quote)
    return Evidence(
        field=field_of(decision.field).name,
        value="",
        state=State.PRESENT,
        original_text=words if words in decision.quote else decision.quote,
        start=decision.start or 0,
        end=decision.end or 0,
        quote=decision.quote,
        section=decision.section,
        page=decision.page,
        method=REVIEWER,
        confidence=1.0,
    )


def _person(decision: Decision, value: str, state: State) -> Evidence:
    return Evidence(
        field_of(decision.field).name, value, state, "", 0, 0, "", "", None, REVIEWER, 1.0
    )


def _at(item: Evidence, place: Evidence) -> Evidence:
    """A person's value in the sentence of another."""
    return Evidence(
        item.field,
        item.value,
        item.state,
        place.original_text,
        place.start,
        place.end,
        place.quote,
        place.section,
        place.page,
        item.method,
        item.confidence,
    )
