"""The ledger of work done: files read by a reader version, documents by an extractor version."""

import zlib
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Table, and_, bindparam, delete, func, insert, select

from pipeline.document.model import Document, Meta, Traits
from pipeline.ingest.outcome import Failure, FailureCode, Outcome
from pipeline.registry.identity import content_key, text_key
from pipeline.registry.model import Entry, Input
from pipeline.registry.serialise import from_json, to_json
from pipeline.registry.tables import documents, extracted, parsed
from pipeline.resolve.model import Extraction

Row = dict[str, object]

TRANSIENT = (FailureCode.TIMEOUT,)
"""Failures that another attempt may mend; the ledger does not take them as done."""


def failure_of(connection: Connection, sha256: str, reader_version: str) -> Failure | None:
    """Why a file gave no document, None where it gave some."""
    row = connection.execute(
        select(parsed).where(parsed.c.sha256 == sha256, parsed.c.reader_version == reader_version)
    ).one_or_none()
    if row is None or row.failure_code is None:
        return None
    return Failure(FailureCode(row.failure_code), row.failure_reason)


def is_read(connection: Connection, sha256: str, reader_version: str) -> bool:
    """Whether a file need not be read again."""
    codes = connection.execute(
        select(parsed.c.failure_code).where(
            parsed.c.sha256 == sha256, parsed.c.reader_version == reader_version
        )
    ).scalars()
    return any(code not in TRANSIENT for code in codes)


def read_documents(
    connection: Connection, sha256: str, reader_version: str
) -> tuple[Document, ...]:
    """The documents of a file, in their order."""
    rows = connection.execute(
        select(documents.c.content)
        .where(documents.c.sha256 == sha256, documents.c.reader_version == reader_version)
        .order_by(documents.c.position)
    )
    return tuple(unpacked(content) for content in rows.scalars())


def read_document(connection: Connection, key: str) -> Document:
    """A document by its content key."""
    query = select(documents.c.content).where(documents.c.content_key == key).limit(1)
    return unpacked(connection.execute(query).scalar_one())


def read_entries(connection: Connection, source: Input, reader_version: str) -> list[Entry]:
    """The documents of an input without their text, in their order."""
    wanted = [column for column in documents.c if column.name != "content"]
    rows = connection.execute(
        select(*wanted)
        .where(documents.c.sha256 == source.sha256, documents.c.reader_version == reader_version)
        .order_by(documents.c.position)
    )
    return [
        Entry(
            source_path=source.source_path,
            sha256=source.sha256,
            position=row.position,
            content_key=row.content_key,
            text_key=row.text_key,
            format=row.format,
            meta=from_json(Meta, row.meta),
            words=row.words,
            pages=row.pages,
            traits=from_json(Traits, row.traits),
        )
        for row in rows
    ]


def write_outcomes(
    connection: Connection, outcomes: Iterable[tuple[str, Outcome]], reader_version: str
) -> None:
    """Records what files gave, in place of what was known of them.

    A failure that another attempt may mend does not take the place of what another run read.
    """
    known: dict[object, Outcome] = {
        sha256: outcome
        for sha256, outcome in outcomes
        if not _is_transient(outcome) or not is_read(connection, sha256, reader_version)
    }
    keys: list[Row] = [{"sha256": sha256, "reader_version": reader_version} for sha256 in known]
    _replace(
        connection,
        parsed,
        keys,
        [key | _failure_row(known[key["sha256"]].failure) for key in keys],
    )
    _replace(
        connection,
        documents,
        keys,
        [
            key | _document_row(position, document)
            for key in keys
            for position, document in enumerate(known[key["sha256"]].documents)
        ],
    )


def read_extraction(connection: Connection, key: str, extractor_version: str) -> Extraction | None:
    """What an extractor found in a document, None where it has not seen it."""
    text = connection.execute(
        select(extracted.c.extraction).where(
            extracted.c.content_key == key, extracted.c.extractor_version == extractor_version
        )
    ).scalar_one_or_none()
    return None if text is None else from_json(Extraction, text)


def write_extractions(
    connection: Connection, extractions: Iterable[tuple[str, Extraction]], extractor_version: str
) -> None:
    """Records what was found in documents, by content key, in place of what was known."""
    known: dict[object, Extraction] = dict(extractions)
    keys: list[Row] = [
        {"content_key": key, "extractor_version": extractor_version} for key in known
    ]
    rows = [key | {"extraction": to_json(known[key["content_key"]])} for key in keys]
    _replace(connection, extracted, keys, rows)


def lacks_extraction(
    connection: Connection, sha256: str, reader_version: str, extractor_version: str
) -> bool:
    """Whether some document of a file was not seen by the extractor."""
    missing = (
        select(func.count())
        .select_from(documents)
        .outerjoin(
            extracted,
            and_(
                extracted.c.content_key == documents.c.content_key,
                extracted.c.extractor_version == extractor_version,
            ),
        )
        .where(
            documents.c.sha256 == sha256,
            documents.c.reader_version == reader_version,
            extracted.c.content_key.is_(None),
        )
    )
    return connection.execute(missing).scalar_one() > 0


def packed(document: Document) -> bytes:
    """A document as the ledger keeps it."""
    return zlib.compress(to_json(document).encode("ascii"))


def unpacked(content: bytes) -> Document:
    """Reads what `packed` wrote."""
    return from_json(Document, zlib.decompress(content).decode("ascii"))


def _is_transient(outcome: Outcome) -> bool:
    return outcome.failure is not None and outcome.failure.code in TRANSIENT


def _failure_row(failure: Failure | None) -> Row:
    if failure is None:
        return {"failure_code": None, "failure_reason": None}
    return {"failure_code": failure.code.value, "failure_reason": failure.reason}


def _document_row(position: int, document: Document) -> Row:
    return {
        "position": position,
        "content_key": content_key(document),
        "text_key": text_key(document),
        "format": document.format,
        "meta": to_json(document.meta),
        "traits": to_json(document.traits),
        "words": document.words,
        "pages": document.pages,
        "content": packed(document),
    }


def _replace(
    connection: Connection,
    table: Table,
    keys: Sequence[Row],
    rows: Sequence[Row],
) -> None:
    """Deletes by key, then inserts: the same on every database."""
    if keys:
        matches = (table.c[name] == bindparam(f"old_{name}") for name in keys[0])
        old = [{f"old_{name}": value for name, value in key.items()} for key in keys]
        connection.execute(delete(table).where(*matches), old)
    if rows:
        connection.execute(insert(table), rows)
