"""Gold: what careful readers found in a document. Malformed gold is rejected, never skipped."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import UserError
from pipeline.fields import CASE_FIELDS, FIELDS, FINDINGS, LEVELS, FieldSpec, Kind, absent_column
from pipeline.registry.codes import COUNTS, LEAK_UNITS, STUDY_TYPES

Values = dict[str, tuple[str, ...]]
"""The values of a case or a cohort by field, each value as a cell writes it."""

#: Keys that tie gold to a text that is kept elsewhere; scoring does not need them.
ANCHOR_KEYS = ("key", "kind", "sha256", "spans", "text_origin", "text_path")

META_FIELDS = ("title", "doi", "pmid", "year", "journal")


class GoldError(UserError):
    """Gold that cannot be used; the text names the file and the mistake."""


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """One document's gold.

    Attributes:
        study_type: one of `STUDY_TYPES`.
        relevant: whether an own patient or cohort had cement augmentation of the spine.
        meta: title, doi, pmid, year, journal as text, empty where the document does not say.
        cases: one a patient, in the document's order.
        cohort: the counts (`leaks_by_site.venous` and the like), empty without a cohort.
    """

    study_type: str
    relevant: bool
    meta: dict[str, str]
    cases: tuple[Values, ...]
    cohort: Values


def read_gold(folder: Path) -> dict[str, GoldRecord]:
    """Reads every `*.json` of a folder.

    Returns:
        The records by document stem, sorted.

    Raises:
        GoldError: if the folder holds no gold, or some of it is malformed.
    """
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise GoldError(f"{folder} holds no gold: expected one <document>.json a document.")
    return {path.stem: _read_file(path) for path in paths}


def _read_file(path: Path) -> GoldRecord:
    try:
        return parse_gold(json.loads(path.read_text(encoding="utf-8")))
    except (GoldError, ValueError) as error:
        raise GoldError(f"{path}: {error}") from error


def parse_gold(data: Any) -> GoldRecord:
    """Turns one gold object into a record.

    Raises:
        GoldError: on a missing or unknown key, an unknown code or a value of the wrong type.
    """
    _known(data, ("id", "document", "cases", "cohort", *ANCHOR_KEYS), "the file")
    document = data.get("document")
    _known(document, ("study_type", "relevant", *META_FIELDS), "document")
    if not isinstance(document.get("relevant"), bool):
        raise GoldError("document.relevant must be true or false")
    cases = data.get("cases") or []
    if not isinstance(cases, list):
        raise GoldError("cases must be a list")
    return GoldRecord(
        study_type=_one_of(document.get("study_type"), STUDY_TYPES, "document.study_type"),
        relevant=document["relevant"],
        meta={name: _meta(document.get(name), name) for name in META_FIELDS},
        cases=tuple(_case(case, f"cases[{place}]") for place, case in enumerate(cases)),
        cohort=_cohort(data.get("cohort")),
    )


def _meta(value: Any, name: str) -> str:
    if value is None:
        return ""
    expected = int if name == "year" else str
    if not isinstance(value, expected) or isinstance(value, bool):
        raise GoldError(f"document.{name}: {value!r} must be a {expected.__name__} or null")
    return str(value)


def _case(data: Any, place: str) -> Values:
    specs = {spec.name: (spec, spec.many) for spec in CASE_FIELDS}
    specs |= {absent_column(spec): (spec, True) for spec in FINDINGS}
    _known(data, specs, place)
    return {
        name: _values(value, *specs[name], f"{place}.{name}")
        for name, value in data.items()
        if value is not None
    }


def _values(value: Any, spec: FieldSpec, many: bool, place: str) -> tuple[str, ...]:
    if isinstance(value, list) is not many:
        raise GoldError(f"{place}: {value!r} must be {'a list' if many else 'a single value'}")
    return tuple(spec.ordered(_value(item, spec, place) for item in (value if many else [value])))


def _value(value: Any, spec: FieldSpec, place: str) -> str:
    if spec.kind is Kind.NUMBER:
        return _number(value, place)
    return _one_of(value, LEVELS if spec.kind is Kind.LEVEL else spec.codes, place)


def _cohort(data: Any) -> Values:
    if data is None:
        return {}
    _known(data, (*COUNTS, "leak_unit", "leaks_by_site"), "cohort")
    sites = data.get("leaks_by_site") or {}
    _known(sites, FIELDS["leakage_site"].codes, "cohort.leaks_by_site")
    counts = {name: data.get(name) for name in COUNTS}
    counts |= {f"leaks_by_site.{site}": count for site, count in sites.items()}
    values: Values = {
        name: (_number(count, f"cohort.{name}"),)
        for name, count in counts.items()
        if count is not None
    }
    if data.get("leak_unit"):
        values["leak_unit"] = (_one_of(data["leak_unit"], LEAK_UNITS, "cohort.leak_unit"),)
    return values


def _number(value: Any, place: str) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise GoldError(f"{place}: {value!r} must be a number")
    return repr(value).removesuffix(".0")


def _one_of(value: Any, codes: tuple[str, ...], place: str) -> str:
    if value not in codes:
        raise GoldError(f"{place}: {value!r} is not one of {', '.join(codes)}")
    return str(value)


def _known(data: Any, keys: Iterable[str], place: str) -> None:
    if not isinstance(data, Mapping):
        raise GoldError(f"{place} must be an object, not {data!r}")
    unknown = [key for key in data if key not in set(keys)]
    if unknown:
        raise GoldError(f"{place} has the unknown key {unknown[0]!r}")
