"""Makes a decision of what a person says of a case: checked, and with the evidence it rests on."""

from dataclasses import dataclass, replace
from difflib import get_close_matches

from pipeline.errors import UserError
from pipeline.evidence import Evidence, State
from pipeline.registry.codes import ReviewStatus
from pipeline.registry.columns import field_of, is_single, stands_under, values_in
from pipeline.registry.decision import PAIRS, Action, Decision, Standing, named, sentence_hash
from pipeline.registry.decisions import add_decisions
from pipeline.registry.model import Registry, Study
from pipeline.registry.recall import document_keys, moved, sentence_in, signature
from pipeline.registry.sheet import REVIEWER
from pipeline.registry.store import Store
from pipeline.registry.transactions import writing
from pipeline.resolve.model import Case


@dataclass(frozen=True, slots=True)
class Request:
    """What a person says.

    Attributes:
        case_id: as in `registry.csv`.
        action: what is decided.
        why, by, at: the reason, who says it, and when (ISO 8601).
        field: column of `registry.csv`; empty for the whole case.
        value: one value of the field; empty for all.
        new_value: the right value or values.
        quote: the sentence that says it; without it that of the machine's value.
        other_case_id: the other case of a pair.
    """

    case_id: str
    action: Action
    why: str
    by: str
    at: str
    field: str = ""
    value: str = ""
    new_value: str = ""
    quote: str = ""
    other_case_id: str = ""


def decide(store: Store, *told: Request | Decision) -> list[Decision]:
    """Records decisions, all or none: what people say of the registry as it is, or whole ones.

    Returns:
        Those that were not recorded yet.

    Raises:
        UserError: if one cannot be made; it says what is allowed.
    """
    registry = store.snapshot()
    made = [one if isinstance(one, Decision) else _decision(store, registry, one) for one in told]
    with writing(store.engine) as connection:
        return add_decisions(connection, made)


def found_case(registry: Registry, case_id: str) -> tuple[Study, Case]:
    """A case by its name.

    Raises:
        UserError: if there is none of that name; it names those that are near.
    """
    if found := registry.find(case_id):
        return found
    names = [study.case_id(case) for study in registry.studies for case in study.outline.cases]
    near = get_close_matches(case_id, names, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "registry.csv lists them all."
    raise UserError(f"There is no case {case_id} in the registry: {hint}")


def _decision(store: Store, registry: Registry, request: Request) -> Decision:
    for name, text in (("--why", request.why), ("--by", request.by)):
        if not text.strip():
            raise UserError(f"A decision needs {name}: nobody will remember it otherwise.")
    study, case = found_case(registry, request.case_id)
    other = _other(registry, request) if request.other_case_id else None
    request = _checked(request)
    review = study.review(case)
    said = _said(request, review.values)
    if request.action is Action.UNDO:
        _check_undo(registry, request)
    decision = Decision(
        case_id=request.case_id,
        field=request.field,
        value=request.value,
        action=request.action,
        decided_by=request.by.strip(),
        decided_at=request.at,
        why=request.why.strip(),
        new_value=request.new_value,
        other_case_id=request.other_case_id,
        document_id=study.document_id,
        machine_value="; ".join(dict.fromkeys(_told(item, request) for item in said)),
        text_key=study.entry.text_key,
        content_key=study.entry.content_key,
        document_keys=document_keys(study),
        signature=_signature(study, case),
        other_document_keys=document_keys(other[0]) if other else (),
        other_signature=_signature(*other) if other else (),
        said=said,
    )
    return named(_resting(decision, _place(store, study, request, said)))


def _checked(request: Request) -> Request:
    """The request with its values as cells write them."""
    action, column = request.action, request.field
    if not column:
        if action in (Action.CORRECT, Action.ADD):
            raise UserError(f"What is to {action.value}? Name the field after the case.")
        return request
    field_of(column)
    if action is Action.ADD:
        request = replace(request, new_value=request.value or request.new_value)
        if not request.quote.strip():
            raise UserError("A value that is added needs its sentence: --quote 'The sentence.'")
    if request.value:
        request = replace(request, value="; ".join(values_in(column, request.value)))
    if action in (Action.CORRECT, Action.ADD):
        return replace(request, new_value="; ".join(values_in(column, request.new_value)))
    return request


def _said(
    request: Request, values: tuple[tuple[Evidence, ReviewStatus], ...]
) -> tuple[Evidence, ...]:
    """The values that are decided on."""
    if request.other_case_id or request.action is Action.UNDO:
        return ()
    if not request.field:
        if request.action is Action.ACCEPT:
            return tuple(
                item
                for item, status in values
                if status is not ReviewStatus.REJECTED and item.method != REVIEWER
            )
        return tuple(item for item, _ in values)
    wanted = request.value.split("; ") if request.value else []
    held = [item for item, _ in values if stands_under(item, request.field)]
    found = tuple(item for item in held if not wanted or item.value in wanted)
    missing = sorted(set(wanted) - {item.value for item in found})
    if request.action in (Action.ACCEPT, Action.REJECT) and (missing or not found):
        raise UserError(_not_said(request, held))
    if request.action is Action.CORRECT and missing and not is_single(request.field):
        raise UserError(_not_said(request, held))
    return tuple(held) if request.action is Action.CORRECT and not found else found


def _not_said(request: Request, held: list[Evidence]) -> str:
    has = "; ".join(dict.fromkeys(item.value for item in held)) or "empty"
    what = f"not {request.value}" if request.value else "nothing to decide on"
    return (
        f"{request.field} of {request.case_id} is {has}, {what}: "
        "a value that the registry lacks is added with --add and --quote."
    )


def _signature(study: Study, case: Case) -> tuple[str, ...]:
    """By what the case as the machine gave it is known again."""
    return signature(replace(case, evidence=study.review(case).machine))


def _other(registry: Registry, request: Request) -> tuple[Study, Case]:
    """The other case of a pair."""
    if request.action not in (*PAIRS, Action.UNDO):
        raise UserError("Of two cases it can be said that they are or are not one patient.")
    if request.other_case_id == request.case_id:
        raise UserError(f"{request.case_id} is one case: name two.")
    return found_case(registry, request.other_case_id)


def _check_undo(registry: Registry, request: Request) -> None:
    for one in registry.decisions:
        old = one.decision
        if one.standing in (Standing.STANDS, Standing.TO_REVIEW) and (
            {one.case_id, one.other_case_id} == {request.case_id, request.other_case_id}
            and old.field == request.field
            and request.value in ("", old.value)
        ):
            return
    raise UserError(f"Nothing of the kind was decided of {request.case_id}: `leakreg decisions`.")


def _told(item: Evidence, request: Request) -> str:
    return item.value if request.field else f"{item.field}={item.value}"


def _place(
    store: Store, study: Study, request: Request, said: tuple[Evidence, ...]
) -> Evidence | None:
    """The sentence that a decision rests on: the one given, else that of the value."""
    if not request.quote.strip():
        if request.action is Action.CORRECT and not said:
            raise UserError(
                f"{request.field} of {request.case_id} is empty: a value that the registry lacks "
                "is added with --add and --quote."
            )
        return said[0] if said else None
    document = store.document(study.entry.content_key)
    sentence = sentence_in(document, request.quote)
    if sentence is None:
        raise UserError(
            f"The sentence {request.quote!r} does not stand in {study.entry.source_path}: copy one "
            "whole sentence as the article has it."
        )
    name = field_of(request.field).name
    words = request.quote.strip()
    return moved(_empty(name, words), document, sentence)


def _empty(field: str, words: str) -> Evidence:
    return Evidence(field, "", State.PRESENT, words, 0, 0, "", "", None, REVIEWER, 1.0)


def _resting(decision: Decision, place: Evidence | None) -> Decision:
    if place is None:
        return decision
    return replace(
        decision,
        quote=place.quote,
        section=place.section,
        page=place.page,
        start=place.start,
        end=place.end,
        sentence_hash=sentence_hash(place.quote),
    )
