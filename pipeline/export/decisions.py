"""Decisions as CSV: for a spreadsheet, and to hand them to another machine."""

import csv
import io
from collections.abc import Iterator, Sequence

from pipeline.errors import UserError
from pipeline.export.cells import csv_text, unguarded
from pipeline.registry.deciding import Request
from pipeline.registry.decision import Action, Decision, Outlook, named
from pipeline.registry.decisions import from_row, to_row

TOLD = (
    "decision_id",
    "standing",
    "case_id",
    "field",
    "value",
    "action",
    "new_value",
    "why",
    "decided_by",
    "decided_at",
    "other_case_id",
    "machine_value",
    "quote",
)
"""Columns for people; the others carry what the decision is known again by."""
CARRIED = (
    "section",
    "page",
    "start",
    "end",
    "sentence_hash",
    "document_id",
    "text_key",
    "content_key",
    "document_keys",
    "signature",
    "other_document_keys",
    "other_signature",
    "said",
)
COLUMNS = (*TOLD, *CARRIED)
NEEDED = ("case_id", "action", "why")
_WHOLE = ("page", "start", "end")


def decisions_csv(outlooks: Sequence[Outlook]) -> str:
    """Decisions as a CSV file."""
    return csv_text(COLUMNS, ([_cells(one)[name] for name in COLUMNS] for one in outlooks))


def parse(text: str, by: str, at: str) -> Iterator[Decision | Request]:
    """The decisions of a CSV file: whole ones, and what people wrote in a spreadsheet.

    Args:
        text: of the file; the columns may stand in any order, and all but `NEEDED` may be missing.
        by: who decided, where a row does not say.
        at: when, where a row does not say.

    Raises:
        UserError: if a row cannot be used; it says which and why.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        raise UserError(f"The file needs the columns {', '.join(NEEDED)}; it lacks {missing[0]}.")
    for row in reader:
        cells = {name: unguarded(cell or "").strip("\r") for name, cell in row.items() if name}
        if any(cells.values()):
            try:
                yield _parsed(cells, by, at)
            except (UserError, ValueError) as error:
                raise UserError(f"line {reader.line_num}: {error}") from error


def _cells(outlook: Outlook) -> dict[str, str | int | None]:
    told = to_row(outlook.decision) | {"standing": outlook.standing.value}
    return {name: _cell(told[name]) for name in COLUMNS}


def _cell(value: object) -> str | int | None:
    return value if isinstance(value, int | None) else str(value)


def _parsed(cells: dict[str, str], by: str, at: str) -> Decision | Request:
    if cells["action"] not in set(Action):
        raise UserError(f"action {cells['action']!r} is none of {', '.join(Action)}")
    told = cells | {
        "decided_by": cells.get("decided_by") or by,
        "decided_at": cells.get("decided_at") or at,
    }
    if not cells.get("document_keys"):
        return Request(
            case_id=told["case_id"],
            action=Action(told["action"]),
            why=told["why"],
            by=told["decided_by"],
            at=told["decided_at"],
            **{name: told.get(name, "") for name in _ASKED},
        )
    row: dict[str, object] = {name: told.get(name, "") for name in (*TOLD, *CARRIED)}
    del row["standing"]
    row |= {name: int(told[name]) if told.get(name) else None for name in _WHOLE}
    decision = from_row(row)
    return decision if decision.decision_id else named(decision)


_ASKED = ("field", "value", "new_value", "quote", "other_case_id")
