"""Studies and cases as text for the terminal."""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.evidence import Evidence, State
from pipeline.fields import CASE_FIELDS
from pipeline.registry.codes import ReviewStatus
from pipeline.registry.decision import Outlook
from pipeline.registry.model import Reviewed, Study
from pipeline.resolve.model import Case, Cohort


def study_text(study: Study) -> str:
    """What identifies the document, and what kind of study it is."""
    meta = study.meta
    about = [meta.first_author, str(meta.year or ""), meta.journal, study.document_id]
    return "\n".join(
        [
            meta.title or "(without a title)",
            ", ".join(filter(None, about)),
            f"{study.outline.study_type}, read from {study.entry.source_path}",
        ]
    )


def case_text(name: str, case: Case, values: Sequence[Reviewed] | None = None) -> str:
    """A case with the sentence for each value.

    Args:
        name: of the case.
        case: with the values that stand.
        values: all its values with what was decided of them; by default nobody decided.
    """
    label = f" ({case.label})" if case.label else ""
    cited = f", retold from {case.reference}" if case.reference else ""
    flags = f"\n  to check: {'; '.join(case.flags)}" if case.flags else ""
    order = [spec.name for spec in CASE_FIELDS]
    told = values or [(item, ReviewStatus.MACHINE) for item in case.evidence]
    shown = sorted(told, key=lambda value: order.index(value[0].field))
    return f"\n{name}{label}{cited}{flags}\n" + "\n".join(_value_lines(shown))


def reviewed_text(study: Study, case: Case, outlooks: Iterable[Outlook]) -> str:
    """A case with what people decided of it, value by value and in their words."""
    name, review = study.case_id(case), study.review(case)
    own = [one for one in outlooks if name in (one.case_id, one.other_case_id)]
    title = name if review.status is ReviewStatus.MACHINE else f"{name} [{review.status}]"
    lines = [case_text(title, case, review.values)]
    return "\n".join(
        [*lines, *(["decisions"] if own else []), *(_outlook_line(one, name) for one in own)]
    )


def _outlook_line(outlook: Outlook, name: str) -> str:
    """What was decided, as seen from a case."""
    one = outlook.decision
    other = outlook.case_id if name == outlook.other_case_id else outlook.other_case_id
    cell = "=".join(filter(None, (one.field, one.value)))
    about = f"and {other}" if other else cell or "the case"
    new = f" -> {one.new_value}" if one.new_value else ""
    said = f"{about}: {one.action.value}{new} [{outlook.standing.value}]"
    return f"  {said} {one.decided_by}, {one.decided_at}: {one.why}"


def cohort_text(cohort: Cohort) -> str:
    """The counts of a series with their sentences."""
    return "\nseries\n" + "\n".join(
        _value_lines([(item, ReviewStatus.MACHINE) for item in cohort.evidence])
    )


def _value_lines(told: Sequence[Reviewed]) -> Iterator[str]:
    names = _padded([item.field for item, _ in told])
    values = _padded([_stated(item, status) for item, status in told])
    for name, value, (item, _) in zip(names, values, told, strict=True):
        page = f", p. {item.page}" if item.page else ""
        quote = " ".join(item.quote.split())
        yield f'  {name}  {value}  {item.confidence:.2f}  "{quote}" [{item.section}{page}]'


def _stated(item: Evidence, status: ReviewStatus) -> str:
    stated = item.value if item.state is State.PRESENT else f"{item.value} ({item.state})"
    return stated if status is ReviewStatus.MACHINE else f"{stated} [{status}]"


def _padded(texts: Iterable[str]) -> list[str]:
    texts = list(texts)
    width = max(map(len, texts), default=0)
    return [text.ljust(width) for text in texts]
