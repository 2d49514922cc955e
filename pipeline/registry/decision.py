"""A decision of a person, and what becomes of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline.evidence import Evidence
from pipeline.registry.identity import digest, plain

ID_LENGTH = 16


class Action(StrEnum):
    """What a person may decide."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    ADD = "add"
    UNDO = "undo"
    SAME = "same_patient"
    NOT_SAME = "not_same_patient"


PAIRS = (Action.SAME, Action.NOT_SAME)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a person, with what it was about.

    Attributes:
        decision_id: hash of what was decided; the same decision has it on every machine.
        case_id: the case as it was called then.
        field: column of `registry.csv`; empty for the whole case.
        value: the value decided on; empty for all values of the field.
        action: what was decided.
        new_value: the person's values, joined by "; ", for a correction or an added value.
        other_case_id: the other case of a pair.
        decided_by, decided_at, why: who, when (ISO 8601) and for what reason.
        document_id: the document as it was called then.
        machine_value: what the machine said then, for people.
        quote, section, page, start, end: the sentence that the decision rests on, and its place.
        sentence_hash: hash of the sentence's words.
        text_key: hash of the words of the document.
        content_key: hash of the document as it was read.
        document_keys: by what the document is known again, the surest first.
        signature: by what the case is known again: a text for each of its values.
        other_document_keys, other_signature: the same of the other case of a pair.
        said: the machine's values that were decided on.
    """

    case_id: str
    field: str
    value: str
    action: Action
    decided_by: str
    decided_at: str
    why: str
    new_value: str = ""
    other_case_id: str = ""
    document_id: str = ""
    machine_value: str = ""
    quote: str = ""
    section: str = ""
    page: int | None = None
    start: int | None = None
    end: int | None = None
    sentence_hash: str = ""
    text_key: str = ""
    content_key: str = ""
    document_keys: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    other_document_keys: tuple[str, ...] = ()
    other_signature: tuple[str, ...] = ()
    said: tuple[Evidence, ...] = ()
    decision_id: str = ""
    number: int = 0

    @property
    def target(self) -> tuple[str, str, str, str]:
        """What the decision is about, as it was called then."""
        return self.case_id, self.field, self.value, self.other_case_id

    @property
    def parts(self) -> "tuple[Decision, Decision]":
        """What was decided of a pair, seen from either case."""
        other = replace(
            self,
            case_id=self.other_case_id,
            document_keys=self.other_document_keys,
            signature=self.other_signature,
        )
        return self, other

    @property
    def new_values(self) -> list[str]:
        """The person's values."""
        return [one for one in self.new_value.split("; ") if one]


class Standing(StrEnum):
    """What became of a decision."""

    STANDS = "stands"
    TO_REVIEW = "to_review"
    REPLACED = "replaced"
    NO_DOCUMENT = "no_document"


@dataclass(frozen=True, slots=True)
class Outlook:
    """A decision and what became of it; the cases are called as they are now, if they are there."""

    decision: Decision
    standing: Standing
    case_id: str = ""
    other_case_id: str = ""

    @property
    def queued(self) -> bool:
        """Whether somebody should look at it again."""
        return self.standing is Standing.TO_REVIEW


_NAMED = (
    "case_id", "field", "value", "action", "new_value", "other_case_id", "decided_by",
    "decided_at", "why", "quote", "text_key",
)  # fmt: skip


def named(decision: Decision) -> Decision:
    """The decision with its id, which follows from what was decided."""
    said = json.dumps([str(getattr(decision, name)) for name in _NAMED])
    return replace(decision, decision_id=digest(said)[:ID_LENGTH])


def sentence_hash(quote: str) -> str:
    """Names a sentence by its words, whatever their typography."""
    return digest(plain(quote))[:ID_LENGTH]


def live(made: Sequence[Decision]) -> list[Decision]:
    """Of the decisions on one case those that no later one replaced or took back."""
    kept: list[Decision] = []
    for one in made:
        kept = [other for other in kept if not _replaces(one, other)]
        if one.action is not Action.UNDO:
            kept.append(one)
    return kept


def _replaces(new: Decision, old: Decision) -> bool:
    """Whether both speak of the same: the pair, the case as a whole, the field or its value."""
    if new.other_case_id or old.other_case_id:
        return new.other_case_id == old.other_case_id
    return new.field == old.field and (not new.field or new.value in ("", old.value))
