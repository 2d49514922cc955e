"""`leakreg decisions`: what people decided, as a list or as CSV, and back from CSV."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.clock import stamp
from pipeline.commands.declare import DONE, add_out, command

if TYPE_CHECKING:
    from pipeline.commands.declare import Commands
    from pipeline.registry.decision import Outlook

FORMATS = ("text", "csv")
EXAMPLE = """\
  leakreg decisions --queue
      the decisions to look at again: text and machine's value have both changed since
  leakreg decisions --format csv > decisions.csv
      all of them, for a spreadsheet or for `leakreg decisions --import` on another machine"""


def add(commands: "Commands") -> None:
    """Declares the command."""
    parser = command(
        commands, "decisions", "list what people decided, export and import it", EXAMPLE, execute
    )
    parser.add_argument(
        "--queue", action="store_true", help="only what is to be looked at again, and why"
    )
    parser.add_argument(
        "--format", choices=FORMATS, default=FORMATS[0], help="of the output (default: text)"
    )
    parser.add_argument(
        "--import",
        dest="file",
        type=Path,
        metavar="FILE",
        help="record the decisions of a CSV file; case_id, action and why are the least it needs",
    )
    parser.add_argument("--by", metavar="NAME", help="who decided, where the file does not say")
    parser.add_argument("--at", metavar="TIME", help="when, where the file does not say")
    add_out(parser, "folder of the run")


def execute(args: argparse.Namespace) -> int:
    """Prints or imports decisions."""
    from pipeline.registry.store import FILE_NAME, open_store

    with open_store(args.out / FILE_NAME, create=False) as store:
        if args.file:
            from pipeline.commands.decide import login
            from pipeline.export.decisions import parse
            from pipeline.registry.deciding import decide

            text = args.file.read_text(encoding="utf-8-sig")
            told = list(parse(text, args.by or login(), args.at or stamp()))
            made = decide(store, *told)
            print(f"decisions recorded: {len(made)}; known before: {len(told) - len(made)}")
            return DONE
        outlooks = store.snapshot().decisions
    shown = [one for one in outlooks if not args.queue or one.queued]
    print(_formatted(shown, args.format), end="")
    print(f"decisions: {len(shown)}", file=sys.stderr)
    return DONE


def _formatted(outlooks: Sequence["Outlook"], form: str) -> str:
    if form == "csv":
        from pipeline.export.decisions import decisions_csv

        return decisions_csv(outlooks)
    return "".join(f"{_text(one)}\n" for one in outlooks)


def _called(then: str, now: str) -> str:
    """What a case was called when it was decided on, and what it is called now."""
    return f"{then}, now {now}" if now not in ("", then) else then


def _text(outlook: "Outlook") -> str:
    one = outlook.decision
    case = _called(one.case_id, outlook.case_id)
    cell = "=".join(filter(None, (one.field, one.value)))
    other = f"and {_called(one.other_case_id, outlook.other_case_id)}"
    about = other if one.other_case_id else cell or "as a whole"
    new = f" -> {one.new_value}" if one.new_value else ""
    lines = [
        f"{case} {about}: {one.action.value}{new} [{outlook.standing.value}]",
        f"  {one.decided_by}, {one.decided_at}: {one.why}",
    ]
    if one.machine_value:
        lines.append(f"  the machine said: {one.machine_value}")
    if one.quote:
        lines.append(f'  "{" ".join(one.quote.split())}"')
    return "\n".join(lines)
