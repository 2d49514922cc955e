"""`leakreg extract`: one document, without flow and database."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.commands.declare import DONE, SOME_FAILED, add_model, command
from pipeline.errors import UserError
from pipeline.uncollected import uncollected

if TYPE_CHECKING:
    from pipeline.commands.declare import Commands
    from pipeline.registry.model import InputRow, Registry, Study

FORMATS = ("table", "json", "csv")
EXAMPLE = """\
  leakreg extract article.pdf --format csv > article.csv
      a row a value, as in evidence.csv"""


def add(commands: "Commands") -> None:
    """Declares the command."""
    parser = command(
        commands,
        "extract",
        "show what is found in one document, with the sentence for each value",
        EXAMPLE,
        execute,
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="an article in any format")
    parser.add_argument(
        "--format", choices=FORMATS, default=FORMATS[0], help="of the output (default: table)"
    )
    add_model(parser)


def execute(args: argparse.Namespace) -> int:
    """Prints what was found; status 1 where the file could not be read."""
    if not args.file.is_file():
        raise UserError(f"There is no file {args.file}: `leakreg run` takes whole folders.")
    with uncollected():
        from pipeline.single import registry_of
        from pipeline.values.kept import kept

        registry, trace = registry_of(args.file, args.model)
        kept().write()
    if args.debug:
        print(trace, end="", file=sys.stderr)
    failures = [row for row in registry.inputs if row.status == "failed"]
    for row in failures:
        print(f"leakreg: {row.source_path}: {row.reason}", file=sys.stderr)
    if len(failures) < len(registry.inputs):
        print(_formatted(registry, args.format), end="")
    return SOME_FAILED if failures else DONE


def _formatted(registry: "Registry", form: str) -> str:
    if form == "csv":
        from pipeline.export.evidence import EVIDENCE

        return EVIDENCE.content(registry).decode()
    if form == "json":
        return json.dumps(_data(registry), indent=2, ensure_ascii=False) + "\n"
    return _table(registry)


def _data(registry: "Registry") -> list[dict[str, Any]]:
    """One object a document, with everything that is known of it."""
    studies = {study.document_id: study for study in registry.studies}
    return [
        asdict(row) | {"cases": [], "cohort": None, "literature": []} | _found(studies, row)
        for row in registry.inputs
    ]


def _found(studies: dict[str, "Study"], row: "InputRow") -> dict[str, Any]:
    study = studies.get(row.document_id)
    if study is None:
        return {}
    extraction = study.extraction
    return {
        "cases": [
            {"case_id": study.case_id(case), "values": case.values()} | asdict(case)
            for case in extraction.cases
        ],
        "cohort": asdict(extraction.cohort) if extraction.cohort else None,
        "literature": [
            {"case_id": study.literature_id(case), "values": case.values()} | asdict(case)
            for case in extraction.literature
        ],
    }


def _table(registry: "Registry") -> str:
    from pipeline.commands.text import case_text, cohort_text, study_text

    parts = [_reasons(registry.inputs)]
    for study in registry.studies:
        extraction = study.extraction
        parts.append(study_text(study))
        parts += [case_text(study.case_id(case), case) for case in extraction.cases]
        parts += [cohort_text(extraction.cohort)] if extraction.cohort else []
        parts += [case_text(study.literature_id(case), case) for case in extraction.literature]
    return "\n".join(filter(None, parts)) + "\n"


def _reasons(rows: Sequence["InputRow"]) -> str:
    """What there is to know of the documents that were read."""
    return "\n".join(
        f"{row.meta.title or row.source_path}: {row.status}: {row.reason}"
        for row in rows
        if row.reason and row.status in ("excluded", "included")
    )
