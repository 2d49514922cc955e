"""A registry that is run again and again over articles and extractions that a test makes up."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.document.model import Document, Mark, Meta, Section, SectionKind, Sentence
from pipeline.evidence import Evidence, State
from pipeline.export.release import export_all
from pipeline.export.shares import Shares
from pipeline.fields import FIELDS
from pipeline.ingest.outcome import Outcome
from pipeline.registry.deciding import Request, decide
from pipeline.registry.decision import Action, Decision, Outlook
from pipeline.registry.identity import content_key, digest
from pipeline.registry.model import Input, Registry
from pipeline.registry.releases import About, Draft, Release, counts_of
from pipeline.registry.store import Store
from pipeline.resolve.model import Case, Extraction

Told = Mapping[str, str]
"""What a patient's values are: the sentence by `field=value`, or `field!value` where denied."""


@dataclass(frozen=True)
class Article:
    """An article and what an extractor finds in it: a mapping for each patient."""

    path: str
    sentences: tuple[str, ...]
    patients: tuple[Told, ...]
    meta: Meta = field(default_factory=Meta)
    bytes_of: str = ""
    """Stands for the file's bytes; without it they are those of the sentences."""

    @property
    def document(self) -> Document:
        text = "\n".join(self.sentences)
        sentences = []
        start = 0
        for one in self.sentences:
            sentences.append(Sentence(start, start + len(one), 0, 0, 1))
            start += len(one) + 1
        section = Section(SectionKind.CASE, "Case report", 0, len(text))
        return Document(text, self.meta, "text", (section,), tuple(sentences), pages=1)

    @property
    def sha256(self) -> str:
        return digest(self.bytes_of or repr((self.sentences, self.meta)))

    @property
    def extraction(self) -> Extraction:
        cases = tuple(
            Case(number, "", tuple(self._value(*one) for one in told.items()))
            for number, told in enumerate(self.patients, 1)
        )
        return Extraction("case_report", True, "", cases)

    def _value(self, said: str, quote: str) -> Evidence:
        name, sign, value = said.partition("!") if "!" in said else said.partition("=")
        start = self.document.text.index(quote)
        state = State.ABSENT if sign == "!" else State.PRESENT
        assert name in FIELDS
        end = start + len(quote)
        return Evidence(name, value, state, quote, start, end, quote, "case", 1, "rule", 0.9)


def run(
    store: Store,
    *articles: Article,
    reader: str = "r1",
    extractor: str = "e1",
    excluded: tuple[Mark, ...] = (Mark.RETRACTED,),
) -> Registry:
    """A run over these articles."""
    store.save_outcomes([(one.sha256, Outcome((one.document,))) for one in articles], reader)
    store.save_extractions(
        [(content_key(one.document), one.extraction) for one in articles], extractor
    )
    inputs = [Input(one.path, one.sha256) for one in articles]
    return store.record_run(inputs, reader, extractor, excluded)


def release(
    store: Store,
    out: Path,
    *articles: Article,
    reader: str = "r1",
    extractor: str = "e1",
    excluded: tuple[Mark, ...] = (Mark.RETRACTED,),
    made_at: str = "2026-01-01T00:00:00+00:00",
) -> Release | None:
    """A run with its release."""
    registry = run(store, *articles, reader=reader, extractor=extractor, excluded=excluded)
    draft, shares = Draft(store), Shares(store.shares(), out)
    export_all(registry, out, draft.taking, shares)
    store.save_shares(shares.told(draft.hashes))
    settings = {"excluded": sorted(excluded), "ocr": False}
    about = About(reader, extractor, settings, (), counts_of(registry), terms="t", program="p")
    return draft.release(registry, about, made_at)


def decided(store: Store, case_id: str, cell: str, action: str, **more: str) -> list[Decision]:
    """A decision of Ada's."""
    name, _, value = cell.partition("=")
    request = Request(
        case_id, Action(action), more.pop("why", "seen"), "Ada", "2026-01-02", name, value
    )
    return decide(store, replace(request, **more))  # type: ignore[arg-type]


def outlook(registry: Registry) -> Outlook:
    """What became of the only decision."""
    (one,) = registry.decisions
    return one


def cells(registry: Registry, case_id: str) -> dict[str, str]:
    """A case as `registry.csv` tells it."""
    found = registry.find(case_id)
    assert found
    return {
        name: value if isinstance(value, str) else "; ".join(value)
        for name, value in found[1].values().items()
    }


def statuses(registry: Registry, case_id: str) -> dict[str, str]:
    """The review status of each value of a case, those that were rejected too."""
    found = registry.find(case_id)
    assert found
    study, case = found
    return {f"{one.field}={one.value}": status for one, status in study.review(case).values}
