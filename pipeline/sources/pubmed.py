"""PubMed by its E-utilities: esearch page by page, efetch in batches; it gives records alone."""

import json
import re
from collections.abc import Sequence
from datetime import date

from pipeline.errors import UserError
from pipeline.ingest.markup import local, parse_xml
from pipeline.ingest.outcome import ReadError
from pipeline.ingest.pubmed import read_xml_record, xml_records
from pipeline.sources.answers import Kind
from pipeline.sources.model import Brought, Found, Page, Tried, identifiers
from pipeline.sources.queries import Query
from pipeline.sources.transport import Address, AgainError, FailedError, Transport

URL = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
PER_SECOND = 3.0
PER_SECOND_WITH_KEY = 10.0
MOST = 9_999
"""As far as esearch pages go."""

_PAGE = 1000
_TOOL = "leakreg"
_RECORD = re.compile(rb"<PubmedArticle[\s>].*?</PubmedArticle\s*>", re.S)
_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n<PubmedArticleSet>\n'
_FOOT = b"\n</PubmedArticleSet>\n"


class PubMed:
    """The E-utilities of NCBI.

    Args:
        transport: asks them.
        url: where they are.
        email: of the user, empty for none.
        key: the user's own API key, empty for none.
        rate: requests a second; None for what NCBI allows, which is more with a key.
    """

    batch = 200
    first = "0"

    def __init__(
        self,
        transport: Transport,
        url: str = URL,
        email: str = "",
        key: str = "",
        rate: float | None = None,
    ) -> None:
        self._transport = transport
        self._url = url.rstrip("/")
        named = (("email", email), ("api_key", key))
        self._own = {name: value for name, value in named if value}
        transport.hold(self._url, rate or (PER_SECOND_WITH_KEY if key else PER_SECOND))

    def address(self, query: Query, since: date | None, cursor: str, size: int = _PAGE) -> Address:
        """The address of a page of PMIDs."""
        text = query.text
        if query.since:
            text = f"({text}) AND {_days(query.since, 'Date - Publication')}"
        if since:
            entered, changed = _days(since, "EDAT"), _days(since, "MDAT")
            text = f"({text}) AND ({entered} OR {changed})"
        params = {"term": text, "retstart": cursor, "retmax": str(size), "retmode": "json"}
        return self._asked("esearch", params)

    def search(self, address: Address) -> bytes:
        """A page of PMIDs."""
        return self._transport.get(address, _checked)

    def page(self, data: bytes) -> Page:
        """The articles on a page; the cursor is the number of those before the next.

        Raises:
            UserError: if there are more than PubMed pages through.
        """
        content = json.loads(data)["esearchresult"]
        total, start, size = (int(content[name]) for name in ("count", "retstart", "retmax"))
        if total > MOST:
            raise UserError(
                f"The query finds {total:,} records and PubMed gives at most {MOST:,}: narrow it, "
                "or split it into queries of some years each."
            )
        following = start + size
        cursor = str(following) if content["idlist"] and following < total else ""
        found = tuple(Found(identifiers(pmid=pmid)) for pmid in content["idlist"])
        return Page(found, total, cursor)

    def bring(self, query: Query, batch: Sequence[Found]) -> list[Brought]:
        """The records of some articles, each as a file of its own."""
        wanted = [one.identifier.partition(":")[2] for one in batch]
        address = self._asked("efetch", {"id": ",".join(wanted), "retmode": "xml"})
        try:
            records = _records(self._transport.get(address, _records_checked))
        except FailedError as error:
            tried = (Tried(str(address), Kind.ERROR_PAGE, str(error)),)
            return [Brought(one, Kind.ERROR_PAGE, str(address), tried=tried) for one in batch]
        return [
            _brought(one, pmid, records, str(address))
            for one, pmid in zip(batch, wanted, strict=True)
        ]

    def _asked(self, tool: str, params: dict[str, str]) -> Address:
        shared = {"db": "pubmed", "tool": _TOOL}
        return Address(f"{self._url}/{tool}.fcgi", {**shared, **params}, self._own)


def _brought(found: Found, pmid: str, records: dict[str, bytes], url: str) -> Brought:
    record = records.get(pmid, b"")
    return Brought(found, Kind.ABSTRACT_ONLY if record else Kind.GONE, url, record)


def _days(since: date, field: str) -> str:
    return f'("{since:%Y/%m/%d}"[{field}] : "3000"[{field}])'


def _checked(data: bytes) -> None:
    """Refuses what is no page of PMIDs.

    Raises:
        UserError: if PubMed says what is wrong with the query.
    """
    try:
        content = json.loads(data, strict=False)
    except ValueError as error:
        raise AgainError("no JSON came back") from error
    found = content.get("esearchresult") if isinstance(content, dict) else None
    if isinstance(found, dict) and found.get("ERROR"):
        raise AgainError(f"PubMed says: {found['ERROR']}")
    if not isinstance(found, dict) or not {"count", "idlist", "retstart", "retmax"} <= found.keys():
        raise AgainError("the answer is no page of a search")


def _records_checked(data: bytes) -> None:
    """Refuses what is no whole set of records."""
    try:
        root = parse_xml(data)
    except ReadError as error:
        raise AgainError(f"no records: {error.detail}") from error
    if local(root) != "PubmedArticleSet":
        raise AgainError(f"no records: the answer is <{local(root)}>")


def _records(data: bytes) -> dict[str, bytes]:
    """Each record of a set by its PMID, as a file with that record alone, byte for byte."""
    files = (_HEAD + record[0] + _FOOT for record in _RECORD.finditer(data))
    return {_pmid(file): file for file in files}


def _pmid(file: bytes) -> str:
    (record,) = xml_records(parse_xml(file))
    return read_xml_record(record).meta.pmid
