"""Studies and cases as text for the terminal."""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.evidence import Evidence, State
from pipeline.fields import CASE_FIELDS
from pipeline.registry.model import Study
from pipeline.resolve.model import Case, Cohort


def study_text(study: Study) -> str:
    """What identifies the document, and what kind of study it is."""
    meta = study.meta
    about = [meta.first_author, str(meta.year or ""), meta.journal, study.document_id]
    return "\n".join(
        [
            meta.title or "(without a title)",
            ", ".join(filter(None, about)),
            f"{study.extraction.study_type}, read from {study.entry.source_path}",
        ]
    )


def case_text(name: str, case: Case) -> str:
    """A case with the sentence for each value."""
    label = f" ({case.label})" if case.label else ""
    cited = f", retold from {case.reference}" if case.reference else ""
    flags = f"\n  to check: {'; '.join(case.flags)}" if case.flags else ""
    order = [spec.name for spec in CASE_FIELDS]
    items = sorted(case.evidence, key=lambda item: order.index(item.field))
    return f"\n{name}{label}{cited}{flags}\n" + "\n".join(_value_lines(items))


def cohort_text(cohort: Cohort) -> str:
    """The counts of a series with their sentences."""
    return "\nseries\n" + "\n".join(_value_lines(cohort.evidence))


def _value_lines(items: Sequence[Evidence]) -> Iterator[str]:
    stated = [_stated(item) for item in items]
    names = _padded([item.field for item in items])
    values = _padded(stated)
    for name, value, item in zip(names, values, items, strict=True):
        page = f", p. {item.page}" if item.page else ""
        quote = " ".join(item.quote.split())
        yield f'  {name}  {value}  {item.confidence:.2f}  "{quote}" [{item.section}{page}]'


def _stated(item: Evidence) -> str:
    return item.value if item.state is State.PRESENT else f"{item.value} ({item.state})"


def _padded(texts: Iterable[str]) -> list[str]:
    texts = list(texts)
    width = max(map(len, texts), default=0)
    return [text.ljust(width) for text in texts]
