"""Single patients whom a document retells from other publications, in text and in tables."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.document.model import Document
from pipeline.evidence import Evidence
from pipeline.resolve.case import read_case
from pipeline.resolve.flags import flags
from pipeline.resolve.levels import Use, use_of
from pipeline.resolve.lines import Patient
from pipeline.resolve.model import Case
from pipeline.resolve.passage import Passage
from pipeline.resolve.references import References, references_of
from pipeline.resolve.retold import Mention, Told, find_mentions
from pipeline.resolve.retold_tables import retold_rows
from pipeline.resolve.subject import Subject
from pipeline.resolve.tables import read_row
from pipeline.resolve.timeline import chart
from pipeline.terms import load

#: How sure a value of a retold case is at most: it is told in passing, at second hand.
_SURE = 0.7
_BRACKETED = re.compile(r"\([^()]*$")


@dataclass(slots=True)
class _Retold:
    """One retold patient: a row of a table, mentions in the text, or both."""

    age: float | None
    sex: str
    reference: str
    label: str
    row: list[Evidence]
    mentions: list[Mention]

    def is_same(self, age: float | None, sex: str, reference: str) -> bool:
        """Whether another telling can be of this patient."""
        cited = not self.reference or not reference or self.reference == reference
        return age is not None and (self.age, self.sex) == (age, sex) and cited

    @property
    def start(self) -> int:
        """Where the document first tells of the patient."""
        rows = [e.start for e in self.row]
        return min([*rows, *(m.passages[0].sentence.start for m in self.mentions)])


def _tabled(document: Document, references: References) -> list[_Retold]:
    retold = []
    for row, reference in retold_rows(document, references):
        evidence = read_row(document, row)
        values = {e.field: e.value for e in evidence}
        if "age_years" in values:
            age, sex = float(values["age_years"]), values.get("sex", "")
            retold.append(_Retold(age, sex, reference, row.label, evidence, []))
    return retold


def _gathered(tabled: list[_Retold], mentions: Sequence[Mention]) -> list[_Retold]:
    """Rows and mentions with those of one patient together."""
    gathered = list(tabled)
    for mention in mentions:
        age, sex = mention.person.age, mention.person.sex
        known = [r for r in gathered if r.is_same(age, sex, mention.reference)]
        if known:
            known[0].mentions.append(mention)
            known[0].reference = known[0].reference or mention.reference
        else:
            gathered.append(_Retold(age, sex, mention.reference, "", [], [mention]))
    return sorted(gathered, key=lambda r: r.start)


def _levels_beside(passages: Sequence[Passage]) -> list[Evidence]:
    """Levels of a patient whose procedure is not named: "treated at L2", "(L2, day 3)"."""
    for passage in passages:
        for span in passage.levels:
            use = use_of(passage.text.text, span)
            bracketed = _BRACKETED.search(passage.text.text[passage.start : span.start])
            if use is Use.TREATED or (bracketed and use is not Use.OTHER):
                place = (span.start, span.end)
                return [
                    passage.evidence("treated_levels", name, place, "level:retold")
                    for name in span.levels
                ]
    return []


def _passages(retold: _Retold) -> list[Passage]:
    """The stretches of all mentions; each mention is a telling of its own."""
    return [
        replace(passage, telling=min(place, 2))
        for place, mention in enumerate(retold.mentions, 1)
        for passage in mention.passages
    ]


def _case(document: Document, retold: _Retold) -> Case:
    passages = _passages(retold)
    patient = Patient(0, retold.label, retold.age, retold.sex, [], passages)
    course = chart(passages)
    evidence = list(read_case(patient, course, retold.row).evidence)
    if not any(e.field == "treated_levels" for e in evidence):
        evidence += _levels_beside(passages)
    careful = tuple(
        replace(e, quote=document.text[e.start : e.end], confidence=min(e.confidence, _SURE))
        for e in evidence
    )
    case = Case(0, retold.label, careful, (), retold.reference)
    return replace(case, flags=flags(course, case))


def _stands(case: Case) -> bool:
    """Whether something is told of the patient, and cement was put into the spine."""
    told = {e.field for e in case.evidence} - {"age_years", "sex"}
    quotes = {e.quote for e in case.evidence}
    return bool(told) and any(_augmented().search(quote) for quote in quotes)


@cache
def _augmented() -> re.Pattern[str]:
    return re.compile(load("literature")["augmented"], re.IGNORECASE)


def _is_own(retold: _Retold, own: Sequence[Case]) -> bool:
    """Whether a retold patient without a citation can be one of the document's own."""
    for case in own:
        values = case.values()
        age = values.get("age_years")
        same_age = isinstance(age, str) and retold.age == float(age)
        if same_age and (not retold.sex or values.get("sex") in (None, retold.sex)):
            return True
    return False


def read_literature(
    document: Document,
    texts: Sequence[AnnotatedSentence],
    labels: Sequence[Subject],
    own: Sequence[Case],
    relevant: bool,
) -> tuple[Case, ...]:
    """The patients of other publications that a document retells one by one.

    Args:
        document: the document.
        texts: its sentences, annotated.
        labels: whom each sentence is about.
        own: what was read of the document's own patients, none of whom is retold.
        relevant: whether the document has own patients or a series of its own.

    Returns:
        Cases numbered in the order in which the document first tells of them; `reference` is the
        entry of the reference list that is cited, or the citation as written where none fits.
    """
    references = references_of(document)
    told = Told(document, texts, labels, references, relevant)
    gathered = _gathered(_tabled(document, references), find_mentions(told))
    cases = [_case(document, retold) for retold in gathered if not _is_own(retold, own)]
    kept = [case for case in cases if _stands(case)]
    return tuple(replace(case, number=n) for n, case in enumerate(kept, 1))
