"""The published reports for which there is gold: queries that bring their records."""

import json
import re
from pathlib import Path

from pipeline.errors import UserError
from pipeline.sources.model import identifiers
from pipeline.sources.queries import Query

NAME = "published"
_TOGETHER = 50
"""Articles named in one search, so that its address stays short."""
_PMID = re.compile(r"\d{4,9}")
_PMCID = re.compile(r"PMC\d{4,9}")
_DOI = re.compile(r"10\.\d{4,9}/\S+")


def published_queries(gold: Path, into: Path, email: str = "") -> list[Query]:
    """Queries for the records of all gold that is keyed by DOI, PMID or PMCID.

    Each record is named as its gold, so that `leakreg evaluate` finds it. Gold keyed by an address
    or by a part of an article has no record that it was read from, and is left out.

    Args:
        gold: the folder with the gold.
        into: the folder for the records.
        email: of the user.

    Raises:
        UserError: if there is no such gold.
    """
    known = {path.stem: found for path in sorted(gold.glob("*.json")) if (found := _keys(path))}
    if not known:
        raise UserError(f"{gold} has no gold with a DOI, PMID or PMCID: name another folder.")
    stems = list(known)
    groups = [stems[start : start + _TOGETHER] for start in range(0, len(stems), _TOGETHER)]
    return [
        _query(number, {stem: known[stem] for stem in group}, into, email)
        for number, group in enumerate(groups, 1)
    ]


def _keys(path: Path) -> tuple[str, ...]:
    """The identifiers of the report that a gold file was read from."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    key = str(gold.get("key") or "")
    pmid = key if _PMID.fullmatch(key) else ""
    pmcid = key if _PMCID.fullmatch(key) else ""
    doi = key if _DOI.fullmatch(key) else ""
    return identifiers(pmid, pmcid, doi)


def _query(number: int, known: dict[str, tuple[str, ...]], into: Path, email: str) -> Query:
    stems = {key: stem for stem, keys in known.items() for key in keys}
    text = " OR ".join(map(_term, stems))
    name = NAME if number == 1 else f"{NAME}-{number}"
    return Query(name, "europepmc", text, None, into, email, stems, abstracts=True)


def _term(identifier: str) -> str:
    """An identifier in the language of Europe PMC."""
    kind, _, value = identifier.partition(":")
    if kind == "pmid":
        return f"(EXT_ID:{value} AND SRC:MED)"
    return f"PMCID:{value.upper()}" if kind == "pmcid" else f'DOI:"{value}"'
