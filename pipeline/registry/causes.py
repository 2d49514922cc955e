"""Why a value of a release is not that of another one.

Of several causes the first of `Cause` is named first; the order is that of the enumeration.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from pipeline.document.model import Mark
from pipeline.registry.origins import Origin
from pipeline.registry.releases import About


class Cause(StrEnum):
    """Why something changed, the most particular cause first."""

    DECISION = "decision"
    NEW_DOCUMENT = "new document"
    DOCUMENT_REMOVED = "document removed"
    RETRACTION = "retraction"
    CONCERN = "expression of concern"
    CORRECTION = "correction"
    CHANGED_SOURCE = "changed source"
    READER_VERSION = "reader version"
    EXTRACTOR_VERSION = "extractor version"
    SETTINGS = "settings"
    PROGRAM_VERSION = "program version"


_MARKS = {
    Mark.RETRACTED.value: Cause.RETRACTION,
    Mark.CONCERN.value: Cause.CONCERN,
    Mark.CORRECTED.value: Cause.CORRECTION,
}
_ORDER = {cause: place for place, cause in enumerate(Cause)}
_OF_THE_WHOLE = ("review_status", "confidence", "flags")
"""Columns in which a decision on any field of the case may show."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something changed.

    Attributes:
        key: the row's name in the later release, or in the earlier one where it is gone.
        document: its document, as the later release calls it.
        field: the column; empty for the row as a whole.
        told: whether the text tells it of a patient.
        known: whether it follows from what is known of the document: identifiers, marks, settings.
        partners: documents with a case that is, or was, no more likely to be this patient.
    """

    key: str
    document: str
    field: str
    told: bool
    known: bool
    partners: frozenset[str] = frozenset()


class Side:
    """A release as causes look at it; `origins` by the name that the later release has."""

    def __init__(self, about: About, origins: Mapping[str, Origin]) -> None:
        self.about = about
        self.origins = origins

    def decisions(self, spot: Spot) -> set[str]:
        """The decisions on a case that may show in a column."""
        origin = self.origins.get(spot.document)
        field = spot.field.removesuffix("_absent")
        return {
            made
            for case, column, made in (origin.decisions if origin else ())
            if _number(case) == _number(spot.key)
            and (
                not column
                or not spot.field
                or spot.field in _OF_THE_WHOLE
                or column.removesuffix("_absent") == field
            )
        }


class Causes:
    """Tells the causes of changes between two releases."""

    def __init__(self, old: Side, new: Side) -> None:
        self.old = old
        self.new = new

    def of(self, spot: Spot) -> tuple[Cause, ...]:
        """The causes of one change, in the order of precedence; there is always one."""
        found = {*self._own(spot), *self._of_partners(spot)} or self._anywhere
        return tuple(sorted(found, key=_ORDER.__getitem__))

    def _own(self, spot: Spot) -> Iterator[Cause]:
        """What happened to the document itself."""
        if self.old.decisions(spot) != self.new.decisions(spot):
            yield Cause.DECISION
        old = self.old.origins.get(spot.document)
        new = self.new.origins.get(spot.document)
        if old is None or new is None:
            yield Cause.NEW_DOCUMENT if old is None else Cause.DOCUMENT_REMOVED
            return
        if spot.known:
            yield from (_MARKS[mark] for mark in {*old.marks} ^ {*new.marks})
        if spot.known or old.content_key != new.content_key:
            yield from _of_files(old, new)
            yield from self._of_reading(old, new)
        before, now = self.old.about, self.new.about
        if spot.told and (before.extractor, before.terms) != (now.extractor, now.terms):
            yield Cause.EXTRACTOR_VERSION
        if spot.known and self.old.about.settings != self.new.about.settings:
            yield Cause.SETTINGS

    def _of_reading(self, old: Origin, new: Origin) -> Iterator[Cause]:
        before, now = self.old.about, self.new.about
        if old.content_key == new.content_key and old.read == new.read:
            return
        if before.reader != now.reader:
            yield Cause.READER_VERSION
        if before.settings.get("ocr") != now.settings.get("ocr"):
            yield Cause.SETTINGS
        same = before.reader == now.reader and set(old.files.values()) & set(new.files.values())
        if same and old.read != new.read and before.extractor == now.extractor:
            # The same file was read in one release and failed in the other, by lack of time.
            yield Cause.NEW_DOCUMENT if new.read else Cause.DOCUMENT_REMOVED

    def _of_partners(self, spot: Spot) -> Iterator[Cause]:
        """What happened to the documents with a case that may be the same patient."""
        for name in spot.partners:
            old, new = self.old.origins.get(name), self.new.origins.get(name)
            yield from self._of_document(old, new)

    def _of_document(self, old: Origin | None, new: Origin | None) -> Iterator[Cause]:
        if old is None or new is None:
            yield Cause.NEW_DOCUMENT if old is None else Cause.DOCUMENT_REMOVED
            return
        if set(old.decisions) != set(new.decisions):
            yield Cause.DECISION
        yield from (_MARKS[mark] for mark in {*old.marks} ^ {*new.marks})
        yield from _of_files(old, new)
        yield from self._of_reading(old, new)

    @cached_property
    def _anywhere(self) -> frozenset[Cause]:
        """What differs between the releases as a whole: the registry follows from nothing else."""
        found = {
            cause
            for name in {*self.old.origins, *self.new.origins}
            for cause in self._of_document(self.old.origins.get(name), self.new.origins.get(name))
        }
        before, now = self.old.about, self.new.about
        if before.reader != now.reader:
            found.add(Cause.READER_VERSION)
        if (before.extractor, before.terms) != (now.extractor, now.terms):
            found.add(Cause.EXTRACTOR_VERSION)
        if before.settings != now.settings:
            found.add(Cause.SETTINGS)
        if before.program != now.program or not found:
            found.add(Cause.PROGRAM_VERSION)
        return frozenset(found)


def _of_files(old: Origin, new: Origin) -> Iterator[Cause]:
    """What became of the files that a document was read from."""
    if any(new.files.get(path, content) != content for path, content in old.files.items()):
        yield Cause.CHANGED_SOURCE
    before, now = set(old.files.values()), set(new.files.values())
    if set(new.files) - set(old.files) and now - before:
        yield Cause.NEW_DOCUMENT
    if set(old.files) - set(new.files) and before - now:
        yield Cause.DOCUMENT_REMOVED


def _number(key: str) -> str:
    """The number of a case within its document."""
    return key.rpartition("-")[2]
