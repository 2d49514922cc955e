"""Reads RIS, as reference managers and databases write it: title and abstract of each record."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.document.model import Document, Meta
from pipeline.ingest.citation import DOI, PMCID, PMID
from pipeline.ingest.headings import split_run_ins
from pipeline.ingest.outcome import FailureCode, ReadError
from pipeline.ingest.record import record_document

Fields = dict[str, list[str]]

_FIELD = re.compile(r"^(?P<name>[A-Z][A-Z0-9]) {1,3}-(?: (?P<value>.*))?$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BARE_PMID = re.compile(r"\d{5,9}")
_PUBMED = re.compile(r"pubmed|medline|ncbi\.nlm", re.I)

_TITLES = ("TI", "T1", "CT")
_ABSTRACTS = ("AB", "N2")
_AUTHORS = ("AU", "A1")
_YEARS = ("PY", "Y1", "DA")
_JOURNALS = ("JF", "JO", "T2", "JA", "J2")
_DOIS = ("DO", "M3", "L3", "UR", "N1")
_PMCIDS = ("C2", "UR", "L1", "L2", "N1")


def ris_records(text: str) -> Iterator[Fields]:
    """The records of a RIS text, each from its TY to its ER, as its fields.

    A line without a tag goes on with the field before it.
    """
    fields: Fields = defaultdict(list)
    values: list[str] = []
    for line in text.splitlines():
        found = _FIELD.match(line.strip("\ufeff"))
        if found is None:
            if line.strip() and values:
                values[-1] = f"{values[-1]} {line.strip()}".strip()
            continue
        if found["name"] in ("TY", "ER") and fields:
            yield fields
            fields, values = defaultdict(list), []
        if found["name"] != "ER":
            values = fields[found["name"]]
            values.append((found["value"] or "").strip())
    if fields:
        yield fields


def read_ris(text: str) -> tuple[Document, ...]:
    """The documents of a RIS text.

    Raises:
        ReadError: EMPTY where no record has a title.
    """
    records = tuple(map(_read_record, ris_records(text)))
    found = tuple(record for record in records if record.text)
    if not found:
        raise ReadError(FailureCode.EMPTY, "No record of the file has a title or an abstract.")
    return found


def _read_record(fields: Fields) -> Document:
    year = _YEAR.search(_first(fields, _YEARS))
    meta = Meta(
        title=_first(fields, _TITLES).removesuffix("."),
        doi=_search(fields, _DOIS, DOI),
        pmid=_pmid(fields),
        pmcid=_search(fields, _PMCIDS, PMCID, 1),
        authors=tuple(map(_family, _all(fields, _AUTHORS))),
        year=int(year[0]) if year else None,
        journal=_first(fields, _JOURNALS),
        affiliations=tuple(dict.fromkeys(fields.get("AD", []))),
    )
    abstract = _first(fields, _ABSTRACTS)
    parts = split_run_ins(abstract) if abstract else []
    return record_document("ris", meta, parts, fields.get("KW", []))


def _all(fields: Fields, names: Sequence[str]) -> list[str]:
    """The values of the first of some fields that has one."""
    return next(
        (found for name in names if (found := list(filter(None, fields.get(name, []))))), []
    )


def _first(fields: Fields, names: Sequence[str]) -> str:
    return next(iter(_all(fields, names)), "")


def _search(fields: Fields, names: Sequence[str], pattern: re.Pattern[str], group: int = 0) -> str:
    text = " ".join(value for name in names for value in fields.get(name, []))
    found = pattern.search(text)
    return found[group] if found else ""


def _pmid(fields: Fields) -> str:
    """The PMID: named as such, or the accession number of a record from PubMed."""
    named = _search(fields, ("AN", "ID", "N1", "UR"), PMID, 1)
    source = " ".join(value for name in ("DB", "DP", "UR", "N1") for value in fields.get(name, []))
    accession = _first(fields, ("AN", "ID"))
    bare = _BARE_PMID.fullmatch(accession) and _PUBMED.search(source)
    return named or (accession if bare else "")


def _family(author: str) -> str:
    """The family name of "Mao, L." or "Mao L"."""
    family, comma, _ = author.partition(",")
    return family if comma else author.rsplit(" ", 1)[0]
