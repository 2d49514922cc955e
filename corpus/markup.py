"""The source form of the corpus: text with its gold marked in place.

A source file is a header, a line of three dashes, and the text:

    title: Paraplegia after kyphoplasty of T7
    study_type: case_report
    relevant: true
    ---
    ## Case report
    A [[1.age_years=58|58-year-old]] [[1.sex=male|man]] had [[1.complication!infection|no fever]].

A mark is `[[ASSIGNMENTS|words]]`. Assignments are joined by `;`, each `TARGET.field=value` or,
for what is denied, `TARGET.field!value`, or, for what the text leaves open, `TARGET.field?value`.
TARGET is a patient's number, several of them (`1,2`), `C` for the document's own cohort or `L1`,
`L2` for cases retold from the literature. A value may list several, joined by commas. Malformed
markup is rejected: gold that cannot be read must not pass as "nothing there".

    python -m corpus.markup FILE ...     checks files and prints the gold of each
"""

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.evidence import State
from pipeline.fields import FIELDS, FINDINGS, LEVELS, FieldSpec, Kind, absent_column

COHORT_COUNTS = ("patients", "levels", "leaks", "symptomatic")
STUDY_TYPES = ("case_report", "case_series", "cohort", "review", "other")
HEADER_KEYS = (
    "title authors journal year doi pmid study_type relevant format layout kind traps".split()
)

STATES = {"=": State.PRESENT, "!": State.ABSENT, "?": State.UNCLEAR}

_MARK = re.compile(r"\[\[(?P<assign>[^|\[\]]+)\|(?P<words>[^|\[\]]*)\]\]")
_ASSIGNMENT = re.compile(
    r"(?P<target>\d+(?:,\d+)*|C|L\d+)\.(?P<field>[a-z_]+(?:\.[a-z_]+)?)(?P<sign>[=!?])(?P<value>.+)"
)


class MarkupError(ValueError):
    """The source does not follow the form; the text says where."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked value; offsets are into the text without marks."""

    target: str
    field: str
    value: str
    state: State
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """A parsed source file."""

    header: dict[str, str]
    text: str
    marks: tuple[Mark, ...]


def _check_value(spec: FieldSpec, value: str, where: str) -> None:
    if spec.kind is Kind.NUMBER:
        try:
            float(value)
        except ValueError:
            raise MarkupError(f"{where}: {spec.name} needs a number, not {value!r}") from None
    elif spec.kind is Kind.LEVEL and value not in LEVELS:
        raise MarkupError(f"{where}: no such level {value!r}")
    elif spec.codes and value not in spec.codes:
        raise MarkupError(f"{where}: {spec.name} has no code {value!r}")


def _check(target: str, field: str, value: str, state: State, where: str) -> None:
    if target == "C":
        name, _, site = field.partition(".")
        if name == "leaks_by_site":
            _check_value(FIELDS["leakage_site"], site, where)
            int(value)
        elif name in COHORT_COUNTS:
            int(value)
        elif not (name == "leak_unit" and value in ("patients", "levels", "procedures", "screws")):
            raise MarkupError(f"{where}: unknown cohort count {field}={value}")
        return
    if field not in FIELDS:
        raise MarkupError(f"{where}: unknown field {field!r}")
    if state is not State.PRESENT and not FIELDS[field].findable:
        raise MarkupError(f"{where}: {field} has no states; use leakage={state} or a finding")
    _check_value(FIELDS[field], value, where)


def _parse_marks(marked: str) -> tuple[str, tuple[Mark, ...]]:
    plain, marks, at = [], [], 0
    length = 0
    for match in _MARK.finditer(marked):
        before = marked[at : match.start()]
        plain += [before, match["words"]]
        start = length + len(before)
        length = start + len(match["words"])
        where = f"in {match.group()!r}"
        for text in match["assign"].split(";"):
            parts = _ASSIGNMENT.fullmatch(text.strip())
            if parts is None:
                raise MarkupError(f"{where}: cannot read {text!r}")
            for target in parts["target"].split(","):
                for value in parts["value"].split(","):
                    state = STATES[parts["sign"]]
                    _check(target, parts["field"], value.strip(), state, where)
                    marks.append(Mark(target, parts["field"], value.strip(), state, start, length))
        at = match.end()
    plain.append(marked[at:])
    text = "".join(plain)
    if "[[" in text or "]]" in text:
        near = text[max(0, text.find("[[") - 20) :][:80] if "[[" in text else text[:80]
        raise MarkupError(f"a mark is not closed or nested near {near!r}")
    return text, tuple(marks)


def parse(source: str) -> Source:
    """Reads a source file; raises `MarkupError` where it does not follow the form."""
    head, dashes, body = source.partition("\n---\n")
    if not dashes:
        raise MarkupError("no line of three dashes after the header")
    header = {}
    for line in head.strip().splitlines():
        key, colon, value = line.partition(":")
        if not colon or key.strip() not in HEADER_KEYS:
            raise MarkupError(f"header line {line!r}; known keys: {', '.join(HEADER_KEYS)}")
        header[key.strip()] = value.strip()
    if header.get("study_type") not in STUDY_TYPES:
        raise MarkupError(f"study_type must be one of {', '.join(STUDY_TYPES)}")
    if header.get("relevant") not in ("true", "false"):
        raise MarkupError("relevant must be true or false")
    text, marks = _parse_marks(body.strip("\n") + "\n")
    return Source(header, text, marks)


def _number(value: str) -> int | float:
    number = float(value)
    return int(number) if number.is_integer() else number


def _case(number: str, marks: tuple[Mark, ...]) -> dict[str, Any]:
    case: dict[str, Any] = {}
    own = [m for m in marks if m.target == number]
    present = {(m.field, m.value) for m in own if m.state is State.PRESENT}
    for spec in FIELDS.values():
        for mark in (m for m in own if (m.field, m.state) == (spec.name, State.PRESENT)):
            value = _number(mark.value) if spec.kind is Kind.NUMBER else mark.value
            if spec.many:
                listed = case.setdefault(spec.name, [])
                if value not in listed:
                    listed.append(value)
            elif case.setdefault(spec.name, value) != value:
                raise MarkupError(f"patient {number}: two values for {spec.name}")
    for spec in FINDINGS:
        denied = [m.value for m in own if (m.field, m.state) == (spec.name, State.ABSENT)]
        denied = [v for v in dict.fromkeys(denied) if (spec.name, v) not in present]
        if denied:
            case[absent_column(spec)] = denied
    return case


def _cohort(marks: tuple[Mark, ...]) -> dict[str, Any] | None:
    cohort: dict[str, Any] = {}
    for mark in (m for m in marks if m.target == "C"):
        name, _, site = mark.field.partition(".")
        if site:
            cohort.setdefault("leaks_by_site", {})[site] = int(mark.value)
        else:
            cohort[name] = mark.value if name == "leak_unit" else int(mark.value)
    return cohort or None


def gold(source: Source, identifier: str) -> dict[str, Any]:
    """The gold record of a source, in the form of `GOLD_DIR/<stem>.json`."""
    header = source.header
    numbers = sorted({m.target for m in source.marks if m.target.isdigit()}, key=int)
    return {
        "id": identifier,
        "document": {
            "study_type": header["study_type"],
            "relevant": header["relevant"] == "true",
            "doi": header.get("doi") or None,
            "pmid": header.get("pmid") or None,
            "year": int(header["year"]) if header.get("year") else None,
            "journal": header.get("journal") or None,
            "title": header.get("title") or None,
        },
        "cases": [_case(number, source.marks) for number in numbers],
        "cohort": _cohort(source.marks),
    }


def main(paths: list[str]) -> int:
    """Checks source files and prints the gold of each."""
    failed = 0
    for path in map(Path, paths):
        try:
            record = gold(parse(path.read_text(encoding="utf-8")), path.stem)
            print(json.dumps(record, ensure_ascii=False, indent=1))
        except (MarkupError, ValueError) as error:
            failed += 1
            print(f"{path}: {error}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
