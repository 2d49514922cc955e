"""The decisions of people in the database: kept as they were said and as they came, for good."""

import json
from collections.abc import Iterable
from dataclasses import asdict, fields, replace

from sqlalchemy import Connection, func, insert, select

from pipeline.errors import UserError
from pipeline.evidence import Evidence, State
from pipeline.registry.decision import Action, Decision, named
from pipeline.registry.tables import decisions

_KEYS = ("document_keys", "signature", "other_document_keys", "other_signature")
_JSON = (*_KEYS, "said")


def read_decisions(connection: Connection) -> list[Decision]:
    """All decisions, in the order in which they came."""
    query = select(decisions).order_by(decisions.c.number)
    return [from_row(dict(row)) for row in connection.execute(query).mappings()]


def last_decision(connection: Connection) -> str:
    """Names the latest decision, and with it all of them; empty before the first."""
    query = select(decisions.c.number, decisions.c.decision_id)
    row = connection.execute(query.order_by(decisions.c.number.desc()).limit(1)).first()
    return f"{row.number} {row.decision_id}" if row else ""


def add_decisions(connection: Connection, new: Iterable[Decision]) -> list[Decision]:
    """Adds those that are not there, and returns them.

    Raises:
        UserError: if one is there with other content.
    """
    there = {one.decision_id: one for one in read_decisions(connection)}
    fresh: dict[str, Decision] = {}
    for one in new:
        known = there.get(one.decision_id) or fresh.get(one.decision_id)
        if known is None:
            fresh[one.decision_id] = one
        elif named(known).decision_id != named(one).decision_id:
            raise UserError(
                f"The decision {one.decision_id} is recorded with other content: leave its "
                "decision_id empty to make a new decision of it."
            )
    last = connection.scalar(select(func.max(decisions.c.number))) or 0
    added = [replace(one, number=last + place) for place, one in enumerate(fresh.values(), 1)]
    if added:
        connection.execute(insert(decisions), [to_row(one) for one in added])
    return added


def to_row(decision: Decision) -> dict[str, object]:
    """A decision as a row of plain values."""
    row = {member.name: getattr(decision, member.name) for member in fields(decision)}
    row["action"] = decision.action.value
    said = [asdict(item) for item in decision.said]
    return row | {name: _json(row[name]) for name in _KEYS} | {"said": _json(said)}


def from_row(row: dict[str, object]) -> Decision:
    """Reads what `to_row` wrote."""
    parsed = {name: json.loads(str(row[name] or "[]")) for name in _JSON}
    told = row | {
        "action": Action(str(row["action"])),
        **{name: tuple(parsed[name]) for name in _KEYS},
        "said": tuple(
            Evidence(**(item | {"state": State(item["state"])})) for item in parsed["said"]
        ),
    }
    return Decision(**told)  # type: ignore[arg-type]


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
