"""`leakreg releases`: the releases that were made, and what each changed."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from pipeline.commands.declare import DONE, add_out, command

if TYPE_CHECKING:
    from pipeline.commands.declare import Commands
    from pipeline.registry.releases import Release

FORMATS = ("text", "csv", "json")
EXAMPLE = """\
  leakreg releases
      a release a paragraph: number, date, what it holds, what it changed and why"""
_COLUMNS = ("number", "made_at", "reader", "extractor", "terms", "settings", "queries")


def add(commands: "Commands") -> None:
    """Declares the command."""
    parser = command(
        commands, "releases", "list the releases and what each changed", EXAMPLE, execute
    )
    parser.add_argument(
        "--format", choices=FORMATS, default=FORMATS[0], help="of the output (default: text)"
    )
    add_out(parser, "folder of the run")


def execute(args: argparse.Namespace) -> int:
    """Prints the releases."""
    from pipeline.registry.releases import all_releases
    from pipeline.registry.store import FILE_NAME, open_store

    with open_store(args.out / FILE_NAME, create=False) as store:
        found = all_releases(store)
    print(_formatted(found, args.format), end="")
    return DONE


def _formatted(found: Sequence["Release"], form: str) -> str:
    if form == "json":
        return json.dumps([asdict(one) for one in found], indent=2, ensure_ascii=False) + "\n"
    if form == "csv":
        from pipeline.export.cells import csv_text

        counts = list(dict.fromkeys(name for one in found for name in one.about.counts))
        header = [*_COLUMNS, *counts, "changes"]
        return csv_text(header, (_cells(one, counts) for one in found))
    return "".join(f"{_text(one)}\n" for one in found)


def _cells(release: "Release", counts: Sequence[str]) -> list[str | int | None]:
    about = release.about
    told = [json.dumps(about.settings, sort_keys=True), json.dumps(about.queries)]
    made = [about.reader, about.extractor, about.terms, *told]
    held: list[str | int | None] = [about.counts.get(name) for name in counts]
    return [release.number, release.made_at, *made, *held, "; ".join(changes_text(release))]


def _text(release: "Release") -> str:
    counts = release.about.counts
    read = counts.get("documents_included", 0)
    held = [f"{counts.get('patients', 0)} patients with {counts.get('values', 0)} values"]
    held += [f"{read} documents included", f"{counts.get('decisions', 0)} decisions"]
    about = f"reader {release.about.reader}, extractor {release.about.extractor}"
    lines = [f"{release.number}  {release.made_at}  {', '.join(held)}; {about}"]
    lines += [
        f"     search: {json.dumps(query, sort_keys=True)}" for query in release.about.queries
    ]
    return "\n".join([*lines, *(f"     {line}" for line in changes_text(release))])


def changes_text(release: "Release") -> list[str]:
    """What a release changed, a line a kind and cause."""
    if release.number == 1:
        return ["the first release"]
    return [
        f"{one['table']}: {one['rows']} {one['change']}{_cells_text(one['cells'])}: {one['cause']}"
        for one in release.changes
    ] or ["no value of a case changed"]


def _cells_text(number: int) -> str:
    return f" ({number} values)" if number else ""
