"""`leakreg diff`: what changed between two releases, case by case, and why."""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.commands.declare import DONE, add_out, command, count
from pipeline.errors import UserError

if TYPE_CHECKING:
    from pipeline.commands.declare import Commands
    from pipeline.registry.changes import Change, Difference
    from pipeline.registry.store import Store

FORMATS = ("text", "csv", "json")
EXAMPLE = """\
  leakreg diff 3 4
      every case that came, changed or went from release 3 to 4, with the cause
  leakreg diff 3            from release 3 to the latest
  leakreg diff              what the latest release changed"""
_COLUMNS = ("table", "key", "document_id", "field", "change", "old", "new", "cause")


def add(commands: "Commands") -> None:
    """Declares the command."""
    parser = command(
        commands, "diff", "tell what changed between two releases, and why", EXAMPLE, execute
    )
    parser.add_argument("old", nargs="?", type=count, metavar="A", help="number of a release")
    parser.add_argument("new", nargs="?", type=count, metavar="B", help="of a later one")
    parser.add_argument(
        "--format", choices=FORMATS, default=FORMATS[0], help="of the output (default: text)"
    )
    add_out(parser, "folder of the run")


def execute(args: argparse.Namespace) -> int:
    """Prints the changes."""
    from pipeline.registry.changes import difference
    from pipeline.registry.store import FILE_NAME, open_store

    with open_store(args.out / FILE_NAME, create=False) as store:
        found = difference(store, *_numbers(store, args.old, args.new))
    print(_formatted(found, args.format), end="")
    return DONE


def _numbers(store: "Store", old: int | None, new: int | None) -> tuple[int, int]:
    """The releases to compare: by default the last two."""
    from pipeline.registry.releases import latest_number

    latest = latest_number(store) or 0
    if old is None and latest < 2:
        raise UserError("Nothing to compare: `leakreg releases` lists fewer than two releases.")
    return old or latest - 1, new or latest


def _formatted(found: "Difference", form: str) -> str:
    if form == "csv":
        from pipeline.export.cells import csv_text

        return csv_text(_COLUMNS, map(_cells, found.changes))
    if form == "json":
        return json.dumps(_data(found), indent=2, ensure_ascii=False) + "\n"
    return "\n".join(_lines(found)) + "\n"


def _data(found: "Difference") -> dict[str, object]:
    return {
        "old": asdict(found.old),
        "new": asdict(found.new),
        "files": found.files,
        "changes": [dict(zip(_COLUMNS, _cells(one), strict=True)) for one in found.changes],
    }


def _cells(change: "Change") -> list[str]:
    one = change
    return [one.table, one.key, one.document_id, one.field, one.change.value, one.old, one.new,
            "; ".join(change.causes)]  # fmt: skip


def _lines(found: "Difference") -> Iterator[str]:
    old, new = found.old, found.new
    yield f"release {old.number} ({old.made_at}) -> {new.number} ({new.made_at})"
    for table, changes in groupby(found.changes, lambda one: one.table):
        yield f"\n{table}.csv"
        for key, own in groupby(changes, lambda one: one.key):
            yield from _of_row(key, list(own))
    if not found.changes:
        others = f"; other bytes in {', '.join(found.files)}" if found.files else ""
        yield f"no value of a case changed{others}"


def _of_row(key: str, changes: Sequence["Change"]) -> Iterator[str]:
    whole = next((one for one in changes if not one.field), None)
    if whole:
        yield f"  {key} {whole.change}: {'; '.join(whole.causes)}"
    else:
        yield f"  {key}"
    for one in changes:
        if one.field:
            cause = "" if whole else f"  ({'; '.join(one.causes)})"
            yield f"    {one.field}: {_told(one)}{cause}"


def _told(change: "Change") -> str:
    if change.old and change.new:
        return f"{change.old} -> {change.new}"
    return f"+ {change.new}" if change.new else f"- {change.old}"
