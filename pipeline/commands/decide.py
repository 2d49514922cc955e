"""`leakreg decide`: a person accepts, corrects, rejects or adds a value of a case."""

import argparse
import getpass
from typing import TYPE_CHECKING

from pipeline.clock import stamp
from pipeline.commands.declare import DONE, add_out, command
from pipeline.errors import UserError

if TYPE_CHECKING:
    from pipeline.commands.declare import Commands
    from pipeline.registry.decision import Decision

EXAMPLE = """\
  leakreg decide 24366801-1 age_years --correct 63 --why "the table has a slip"
  leakreg decide 24366801-1 complication=infection --reject --why "it was another patient's"
  leakreg decide 24366801-1 complication_absent=infection --add --why "missed" \\
      --quote "There was no sign of infection."
  leakreg decide 24366801-1 --accept --why "read against the article"
  leakreg decide 24366801-1 --not-same-as 24991234-2 --why "other hospital, other year"
      the next `leakreg run` (or `leakreg export`) writes the tables with it"""


def add(commands: "Commands") -> None:
    """Declares the command."""
    parser = command(
        commands,
        "decide",
        "accept, correct, reject or add a value of a case; it outlives every later run",
        EXAMPLE,
        execute,
    )
    parser.add_argument("case_id", metavar="CASE_ID", help="as in registry.csv")
    parser.add_argument(
        "field",
        nargs="?",
        default="",
        metavar="FIELD[=VALUE]",
        help="a column of registry.csv, or one value in it; without it the whole case",
    )
    doing = parser.add_mutually_exclusive_group(required=True)
    doing.add_argument("--accept", action="store_true", help="it is right as it is")
    doing.add_argument("--correct", metavar="NEW", help="the right value; a list joined by ';'")
    doing.add_argument("--reject", action="store_true", help="it is wrong")
    doing.add_argument("--add", action="store_true", help="the value was missed; needs --quote")
    doing.add_argument("--undo", action="store_true", help="as if it had not been decided")
    doing.add_argument("--same-as", metavar="CASE_ID", help="both cases are one patient")
    doing.add_argument("--not-same-as", metavar="CASE_ID", help="they are two patients")
    parser.add_argument("--pair", metavar="CASE_ID", help="with --undo: the other case of a pair")
    parser.add_argument("--why", required=True, metavar="TEXT", help="the reason")
    parser.add_argument("--quote", default="", metavar="SENTENCE", help="that says the new value")
    parser.add_argument("--by", metavar="NAME", help="who decides (default: the login name)")
    parser.add_argument("--at", metavar="TIME", help="when, in ISO 8601 (default: now)")
    add_out(parser, "folder of the run")


def execute(args: argparse.Namespace) -> int:
    """Records the decision and says it."""
    from pipeline.registry.deciding import Request, decide
    from pipeline.registry.decision import Action
    from pipeline.registry.store import FILE_NAME, open_store

    field, _, value = args.field.partition("=")
    other = args.same_as or args.not_same_as or args.pair or ""
    if other and field:
        raise UserError("Two cases are compared as a whole: leave the field out.")
    actions = {
        Action.ACCEPT: args.accept,
        Action.CORRECT: args.correct is not None,
        Action.REJECT: args.reject,
        Action.ADD: args.add,
        Action.UNDO: args.undo,
        Action.SAME: args.same_as,
        Action.NOT_SAME: args.not_same_as,
    }
    request = Request(
        case_id=args.case_id,
        action=next(action for action, chosen in actions.items() if chosen),
        why=args.why,
        by=login() if args.by is None else args.by,
        at=args.at or stamp(),
        field=field,
        value=value,
        new_value=args.correct or "",
        quote=args.quote,
        other_case_id=other,
    )
    with open_store(args.out / FILE_NAME, create=False) as store:
        made = decide(store, request)
    print("\n".join(_line(one) for one in made) or "That is recorded already.")
    return DONE


def login() -> str:
    """The name under which the user is logged in."""
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        raise UserError("Your login name is not known here: say who decides with --by.") from error


def _line(decision: "Decision") -> str:
    what = "=".join(filter(None, (decision.field, decision.value))) or "the case"
    new = f" to {decision.new_value}" if decision.action == "correct" else ""
    about = f"{decision.case_id} and {decision.other_case_id}:" if decision.other_case_id else ""
    subject = about or f"{decision.case_id} {what}:"
    return f"{subject} {decision.action.value}{new}, by {decision.decided_by} ({decision.why})"
