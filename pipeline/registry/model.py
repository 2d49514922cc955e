"""The registry as exporters see it: plain values in a stable order, no SQL."""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pipeline.document.model import Mark, Meta, Traits
from pipeline.evidence import Evidence
from pipeline.ingest.outcome import Failure
from pipeline.registry.codes import ReviewStatus, Status
from pipeline.registry.outline import opened
from pipeline.resolve.model import Case, Extraction

if TYPE_CHECKING:
    from pipeline.registry.decision import Outlook

_DIGITS = re.compile(r"(\d+)")
MEMBER = "!"
"""Stands between an archive's path and the name of a file in it."""


@dataclass(frozen=True, slots=True)
class Input:
    """A path that took part in a run.

    Attributes:
        source_path: as given, with `/` between its parts; `a.zip!b.xml` in an archive.
        sha256: of the file's bytes; empty where they could not be read.
        failure: why nothing came of the file, where the ledger does not know it.
        place: where the bytes lie, if that is not the source path: a file of an archive.
    """

    source_path: str
    sha256: str
    failure: Failure | None = None
    place: Path | None = None

    @property
    def path(self) -> Path:
        """Where the bytes lie."""
        return self.place or Path(self.source_path)


@dataclass(frozen=True, slots=True)
class Look:
    """A file whose bytes were read.

    Attributes:
        path: of the file, absolute.
        mark: what the file system told of it; another mark means that the file may have changed.
        sha256: of its bytes.
        packed: whether it begins as an archive does.
    """

    path: str
    mark: str
    sha256: str
    packed: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A document that was read from an input, without its text.

    Attributes:
        position: place of the document in its file, from 0.
        content_key: hash of the document as read; an extraction is known by it.
        text_key: hash of the words alone; the same in every format.
        notes: what the reader left out or could not read, in sentences.
    """

    source_path: str
    sha256: str
    position: int
    content_key: str
    text_key: str
    format: str
    meta: Meta
    words: int
    pages: int | None
    traits: Traits = field(default_factory=Traits)
    notes: str = ""


@dataclass(frozen=True, slots=True)
class InputRow:
    """What became of a document, or of a file that gave none.

    `relevant` is None where the document was not judged. A duplicate has the `document_id` of
    the document it repeats. An included document has a `reason_code` where there is something
    to know of it. `marks` are what it or a notice says of it.
    """

    source_path: str
    sha256: str
    document_id: str
    status: Status
    reason_code: str = ""
    reason: str = ""
    position: int = 0
    format: str = ""
    meta: Meta = field(default_factory=Meta)
    study_type: str = ""
    relevant: bool | None = None
    n_cases: int = 0
    pages: int | None = None
    words: int | None = None
    traits: Traits = field(default_factory=Traits)
    marks: tuple[Mark, ...] = ()
    content_key: str = ""
    notes: str = ""


Reviewed = tuple[Evidence, ReviewStatus]


class Stored(Protocol):
    """An extraction as the ledger keeps it, which is read when it is needed."""

    @property
    def digest(self) -> str:
        """Its hash."""
        ...

    def read(self) -> str:
        """Its text, as `to_json` wrote it."""
        ...


@dataclass(frozen=True, slots=True)
class CaseReview:
    """What people decided of a case.

    Attributes:
        number: of the case in its document.
        status: of the case as a whole.
        values: all its values with their status, the rejected ones too.
        machine: the values as the machine gave them.
        decisions: the field (empty: the whole case) and id of each decision on the case.
    """

    number: int
    status: ReviewStatus
    values: tuple[Reviewed, ...]
    machine: tuple[Evidence, ...]
    decisions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Study:
    """A document that is in the registry, with what it says.

    `meta` is completed from the document's duplicates; the text is that of `entry`.
    An excluded document is a study as well where it retells cases; it has only those.
    The cases have the values that stand; what people decided of them is told by `reviews`, which
    has the cases that somebody decided on.

    Attributes:
        outline: the cases with their values and flags, without sentences where `stored` has them.
        stored: the extraction in the ledger; None where the outline is all of it.
        key: names all of this but the flags that other documents bring; empty where people decided.
    """

    document_id: str
    meta: Meta
    entry: Entry
    outline: Extraction
    reviews: tuple[CaseReview, ...] = ()
    stored: Stored | None = field(default=None, compare=False)
    key: str = ""

    @property
    def extraction(self) -> Extraction:
        """All that the document says; it is read from the ledger each time."""
        return opened(self.outline, self.stored.read()) if self.stored else self.outline

    def opened(self) -> "Study":
        """The same with its extraction at hand."""
        return replace(self, outline=self.extraction, stored=None) if self.stored else self

    def case_id(self, case: Case) -> str:
        """Stable name of one of the document's own patients."""
        return f"{self.document_id}-{case.number}"

    def literature_id(self, case: Case) -> str:
        """Stable name of a case that the document retells."""
        return f"{self.document_id}-literature-{case.number}"

    def review(self, case: Case) -> CaseReview:
        """What people decided of one of the own patients."""
        machine = tuple((item, ReviewStatus.MACHINE) for item in case.evidence)
        nothing = CaseReview(case.number, ReviewStatus.MACHINE, machine, case.evidence, ())
        return next((one for one in self.reviews if one.number == case.number), nothing)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cases of different documents that may be one patient.

    Attributes:
        case_id, other_case_id: the cases, in natural order.
        score: the sum of the points for what agrees and what differs.
        agree: what speaks for one patient.
        differ: what speaks against it.
    """

    case_id: str
    other_case_id: str
    score: int
    agree: tuple[str, ...]
    differ: tuple[str, ...]

    @property
    def documents(self) -> tuple[str, str]:
        """The documents of the two."""
        return document_of(self.case_id), document_of(self.other_case_id)


@dataclass(frozen=True, slots=True)
class Registry:
    """All inputs by path, all studies by document id, both in natural order.

    `decisions` has what became of each decision, in the order in which they came.
    """

    inputs: tuple[InputRow, ...] = ()
    studies: tuple[Study, ...] = ()
    pairs: tuple[Pair, ...] = ()
    decisions: "tuple[Outlook, ...]" = ()

    def find(self, case_id: str) -> tuple[Study, Case] | None:
        """The case of that name, or None."""
        return next(
            (
                (study, study.extraction.cases[place])
                for study in self.studies
                for place, case in enumerate(study.outline.cases)
                if study.case_id(case) == case_id
            ),
            None,
        )


def document_of(case_id: str) -> str:
    """The document of an own patient."""
    return case_id.rpartition("-")[0]


@lru_cache(maxsize=1 << 16)
def natural_key(text: str) -> tuple[str | int, ...]:
    """Sorts numbers in a text by their value: `9-2` before `9-10`."""
    return tuple([int(part) if part.isdecimal() else part for part in _DIGITS.split(text)])
