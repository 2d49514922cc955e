"""Lets decisions stand in the registry, whatever was read or extracted since they were made.

A decision is asked again only where the text and the machine's value have both changed since.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipeline.document.model import Document
from pipeline.registry.columns import COLUMNS
from pipeline.registry.decision import Action, Decision, Outlook, Standing, live
from pipeline.registry.model import CaseReview, Study
from pipeline.registry.recall import Recognition, case_of
from pipeline.registry.review_pairs import pair_outlooks
from pipeline.registry.sheet import Page, Sheet
from pipeline.resolve.model import Case

TO_REVIEW = "decision_to_review"
"""Flag of a case with a decision that is to be looked at again."""

DocumentOf = Callable[[str], Document]


@dataclass(frozen=True, slots=True)
class _Place:
    study: Study
    case: Case


def reviewed(
    studies: Sequence[Study], made: Sequence[Decision], document_of: DocumentOf
) -> tuple[list[Study], list[Outlook]]:
    """The studies with the decisions on them, and what became of each decision.

    Args:
        studies: as the machine gave them.
        made: all decisions, in the order in which they came.
        document_of: a document by its content key.
    """
    if not made:
        return list(studies), []
    on_cases = [one for one in made if not one.other_case_id]
    recognition = Recognition(studies)
    places, outlooks = _placed(on_cases, recognition)
    outlooks |= pair_outlooks([one for one in made if one.other_case_id], recognition)
    by_study: dict[str, list[CaseReview]] = defaultdict(list)
    changed: dict[tuple[str, int], Case] = {}
    for place, own in places:
        sheet = _filled(place, live(own), document_of)
        review = sheet.review()
        by_study[place.study.document_id].append(review)
        changed[place.study.document_id, place.case.number] = _case(place.case, sheet)
        outlooks |= _outlooks(place, own, sheet)
    whole = {place.study.document_id: place.study for place, _ in places}
    done = [
        _with(whole[name], by_study[name], changed) if name in whole else study
        for study in studies
        for name in [study.document_id]
    ]
    return done, [outlooks[one.number] for one in made]


def _placed(
    made: Sequence[Decision], recognition: Recognition
) -> tuple[list[tuple[_Place, list[Decision]]], dict[int, Outlook]]:
    """The decisions by the case they are about, and those whose case or document is gone."""
    found: dict[tuple[str, int], tuple[_Place, list[Decision]]] = {}
    lost: dict[tuple[Standing, str], list[Decision]] = defaultdict(list)
    whole: dict[str, Study] = {}
    for one in made:
        study = recognition.study_of(one)
        if study:
            if study.document_id not in whole:
                whole[study.document_id] = study.opened()
            study = whole[study.document_id]
        case = case_of(study, one) if study else None
        if study and case:
            key = (study.document_id, case.number)
            found.setdefault(key, (_Place(study, case), []))[1].append(one)
        else:
            gone = Standing.TO_REVIEW if study else Standing.NO_DOCUMENT
            lost[gone, one.case_id].append(one)
    outlooks: dict[int, Outlook] = {}
    for (gone, _), some in lost.items():
        alive = {one.number for one in live(some)}
        for one in some:
            standing = gone if one.number in alive else Standing.REPLACED
            outlooks[one.number] = Outlook(one, standing)
    return list(found.values()), outlooks


def _filled(place: _Place, alive: Sequence[Decision], document_of: DocumentOf) -> Sheet:
    """The case with its decisions entered, in their order."""
    study = place.study
    page = Page(study.entry.text_key, study.entry.content_key, document_of)
    sheet = Sheet(place.case, page)
    enter = {
        Action.ACCEPT: sheet.accept,
        Action.REJECT: sheet.reject,
        Action.CORRECT: sheet.correct,
        Action.ADD: sheet.correct,
    }
    for one in alive:
        if one.field in ("", *COLUMNS):
            enter[one.action](one)
        else:
            sheet.pass_over(one)
    return sheet


def _outlooks(place: _Place, own: Sequence[Decision], sheet: Sheet) -> dict[int, Outlook]:
    name = place.study.case_id(place.case)
    found: dict[int, Outlook] = {}
    for one in own:
        standing = Standing.TO_REVIEW if one.number in sheet.queued else Standing.STANDS
        if one.number not in sheet.entered:
            standing = Standing.REPLACED
        found[one.number] = Outlook(one, standing, name)
    return found


def _case(case: Case, sheet: Sheet) -> Case:
    flags = (*case.flags, TO_REVIEW) if sheet.queued else case.flags
    return replace(case, evidence=sheet.standing(), flags=flags)


def _with(
    study: Study, reviews: Sequence[CaseReview], changed: dict[tuple[str, int], Case]
) -> Study:
    cases = tuple(
        changed.get((study.document_id, case.number), case) for case in study.extraction.cases
    )
    ordered = tuple(sorted(reviews, key=lambda one: one.number))
    found = replace(study.extraction, cases=cases)
    return replace(study, outline=found, reviews=ordered, stored=None, key="")
