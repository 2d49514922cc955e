"""Europe PMC: search by cursor, full texts where they are open, else the record."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from pipeline.document.model import Document
from pipeline.errors import UserError
from pipeline.sources.answers import Kind, Withheld, article_of
from pipeline.sources.europepmc_record import as_jats, is_marked
from pipeline.sources.model import Brought, Found, Page, Tried, identifiers
from pipeline.sources.queries import Query
from pipeline.sources.transport import Address, AgainError, FailedError, Transport

URL = "https://www.ebi.ac.uk/europepmc/webservices/rest"
PER_SECOND = 5.0
_PAGE = 100
_EVER = "3000-12-31"
_CLOSED = (401, 402, 403, 451)
_NONE = (404, 410)


class EuropePmc:
    """The REST service of Europe PMC.

    Args:
        transport: asks it.
        url: where it is.
        email: of the user, empty for none.
        rate: requests a second.
    """

    batch = 1
    first = "*"

    def __init__(
        self, transport: Transport, url: str = URL, email: str = "", rate: float = PER_SECOND
    ) -> None:
        self._transport = transport
        self._url = url.rstrip("/")
        self._own = {"email": email} if email else {}
        transport.hold(self._url, rate)

    def address(self, query: Query, since: date | None, cursor: str, size: int = _PAGE) -> Address:
        """The address of a page of records."""
        text = query.text
        if query.since:
            text = f"({text}) AND FIRST_PDATE:[{query.since} TO {_EVER}]"
        if since:
            days = f"[{since} TO {_EVER}]"
            text = f"({text}) AND (FIRST_IDATE:{days} OR UPDATE_DATE:{days})"
        params = {
            "query": text,
            "resultType": "core",
            "format": "json",
            "pageSize": str(size),
            "cursorMark": cursor,
        }
        return Address(f"{self._url}/search", params, self._own)

    def search(self, address: Address) -> bytes:
        """A page of records."""
        return self._transport.get(address, _checked)

    def page(self, data: bytes) -> Page:
        """The articles on a page; the cursor of the last page is left out by the service."""
        content = json.loads(data)
        records = content["resultList"]["result"]
        cursor = str(content.get("nextCursorMark") or "") if records else ""
        return Page(tuple(map(_found, records)), int(content["hitCount"]), cursor)

    def bring(self, query: Query, batch: Sequence[Found]) -> list[Brought]:
        """The full text where it is open, else the record that the search gave."""
        return [self._one(one, query.abstracts) for one in batch]

    def _one(self, found: Found, abstracts: bool) -> Brought:
        record = Brought(found, Kind.ABSTRACT_ONLY, found.url, found.record, licence=found.licence)
        if abstracts or not found.full_text:
            return record
        address = Address(f"{self._url}/{found.full_text}/fullTextXML", {}, self._own)
        try:
            data, document = self._article(address, found.full_text)
        except Withheld as error:
            return _instead(record, Tried(str(address), Kind.WITHHELD, str(error)))
        except FailedError as error:
            return _instead(record, Tried(str(address), _kind(error.status), str(error)))
        licence = document.meta.licence or found.licence
        return Brought(found, Kind.FULL_TEXT, str(address), data, licence)

    def _article(self, address: Address, pmcid: str) -> tuple[bytes, Document]:
        """The full text of an article, sure to be that article."""
        documents: list[Document] = []

        def check(data: bytes) -> None:
            document = article_of(data)
            if document.meta.pmcid and document.meta.pmcid.upper() != pmcid.upper():
                raise AgainError(f"another article, {document.meta.pmcid}")
            documents.append(document)

        data = self._transport.get(address, check)
        return data, documents[-1]


def _instead(record: Brought, tried: Tried) -> Brought:
    found = record.found
    return Brought(
        found, record.kind, record.url, record.data, licence=record.licence, tried=(tried,)
    )


def _kind(status: int) -> Kind:
    if status in _CLOSED:
        return Kind.WITHHELD
    return Kind.GONE if status in _NONE else Kind.ERROR_PAGE


def _checked(data: bytes) -> None:
    """Refuses what is no page of a search: an error with status 200, HTML, half an answer.

    Raises:
        UserError: if the service says that it does not understand the query.
    """
    try:
        content = json.loads(data)
    except ValueError as error:
        raise AgainError("no JSON came back") from error
    if isinstance(content, dict) and "errMsg" in content:
        raise UserError(f"Europe PMC refuses the query: {content['errMsg']}: mend its text.")
    if not isinstance(content, dict) or not {"hitCount", "resultList"} <= content.keys():
        raise AgainError("the answer is no page of a search")


def _found(record: dict[str, Any]) -> Found:
    pmid, pmcid = str(record.get("pmid") or ""), str(record.get("pmcid") or "")
    known = identifiers(pmid, pmcid, str(record.get("doi") or ""), _own_id(record))
    open_text = pmcid if record.get("isOpenAccess") == "Y" else ""
    jats = as_jats(record)
    version = hashlib.sha256(jats + open_text.encode()).hexdigest()[:16]
    licence = str(record.get("license") or "")
    return Found(known, version, licence, jats, is_marked(record), open_text)


def _own_id(record: dict[str, Any]) -> str:
    return f"{record.get('source', '')}-{record.get('id', '')}"
