"""The ledger of work done: files read by a reader version, documents by an extractor version."""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, delete, insert, or_, select
from sqlalchemy import Row as Found

from pipeline.document.model import Document, Meta, Traits
from pipeline.ingest.outcome import Failure, FailureCode, Outcome
from pipeline.registry.identity import content_key, digest, text_key
from pipeline.registry.model import Entry
from pipeline.registry.outline import outline_of
from pipeline.registry.serialise import from_json, to_json
from pipeline.registry.tables import documents, extracted, outlines, parsed
from pipeline.resolve.model import Extraction

Row = dict[str, object]

TRANSIENT = (FailureCode.TIMEOUT,)
"""Failures that another attempt may mend; the ledger does not take them as done."""
_AT_ONCE = 500
"""Keys in one query; SQLite takes at least 999."""


def failures(
    connection: Connection, hashes: Iterable[str], reader_version: str
) -> dict[str, Failure]:
    """Why files gave no document, by hash; those that gave some or were not read are left out."""
    query = select(parsed).where(
        parsed.c.reader_version == reader_version, parsed.c.failure_code.is_not(None)
    )
    found = (
        row
        for some in _some(hashes)
        for row in connection.execute(query.where(parsed.c.sha256.in_(some)))
    )
    return {row.sha256: Failure(FailureCode(row.failure_code), row.failure_reason) for row in found}


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


def read_entries(
    connection: Connection, hashes: Iterable[str], reader_version: str
) -> dict[str, list[Entry]]:
    """The documents of files by the file's hash, in their order and without their text.

    Their source path is empty: several files may have the same bytes.
    """
    wanted = [column for column in documents.c if column.name != "content"]
    query = (
        select(*wanted)
        .where(documents.c.reader_version == reader_version)
        .order_by(documents.c.sha256, documents.c.position)
    )
    found: dict[str, list[Entry]] = defaultdict(list)
    for some in _some(hashes):
        for row in connection.execute(query.where(documents.c.sha256.in_(some))):
            found[row.sha256].append(_entry(row))
    return found


def _entry(row: Found[Any]) -> Entry:
    return Entry(
        source_path="",
        sha256=row.sha256,
        position=row.position,
        content_key=row.content_key,
        text_key=row.text_key,
        format=row.format,
        meta=from_json(Meta, row.meta),
        words=row.words,
        pages=row.pages,
        traits=_traits(row.traits),
        notes=row.notes,
    )


@lru_cache(maxsize=1 << 10)
def _traits(text: str) -> Traits:
    """There are few that differ."""
    return from_json(Traits, text)


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
    replace_rows(
        connection,
        parsed,
        keys,
        [key | _failure_row(known[key["sha256"]].failure) for key in keys],
    )
    replace_rows(
        connection,
        documents,
        keys,
        [
            key | _document_row(position, document)
            for key in keys
            for position, document in enumerate(known[key["sha256"]].documents)
        ],
    )


def read_extraction(connection: Connection, key: str, extractor_version: str) -> str | None:
    """What an extractor found in a document, as it is kept; None where it has not seen it."""
    query = select(extracted.c.extraction).where(
        extracted.c.content_key == key, extracted.c.extractor_version == extractor_version
    )
    return connection.scalar(query)


def read_outlines(
    connection: Connection, keys: Iterable[str], extractor_version: str
) -> dict[str, tuple[str, str]]:
    """What an extractor found in documents, by content key; what it has not seen is left out.

    Of each extraction its outline as it is kept, and the hash of the whole.
    """
    query = select(outlines.c.content_key, outlines.c.outline, outlines.c.digest).where(
        outlines.c.extractor_version == extractor_version
    )
    return {
        key: (outline, whole)
        for some in _some(keys)
        for key, outline, whole in connection.execute(query.where(outlines.c.content_key.in_(some)))
    }


def write_extractions(
    connection: Connection, extractions: Iterable[tuple[str, Extraction]], extractor_version: str
) -> None:
    """Records what was found in documents, by content key, in place of what was known."""
    known: dict[object, Extraction] = dict(extractions)
    keys: list[Row] = [
        {"content_key": key, "extractor_version": extractor_version} for key in known
    ]
    texts = [to_json(known[key["content_key"]]) for key in keys]
    rows: list[Row] = [key | {"extraction": text} for key, text in zip(keys, texts, strict=True)]
    replace_rows(connection, extracted, keys, rows)
    beside: list[Row] = [
        key | {"digest": digest(text), "outline": outline_of(known[key["content_key"]])}
        for key, text in zip(keys, texts, strict=True)
    ]
    replace_rows(connection, outlines, keys, beside)


def done(connection: Connection, reader_version: str, extractor_version: str) -> set[str]:
    """The files for which nothing remains to be done: read, and all they gave extracted."""
    lacking = (
        select(documents.c.sha256)
        .outerjoin(
            extracted,
            and_(
                extracted.c.content_key == documents.c.content_key,
                extracted.c.extractor_version == extractor_version,
            ),
        )
        .where(documents.c.reader_version == reader_version, extracted.c.content_key.is_(None))
    )
    read = select(parsed.c.sha256).where(
        parsed.c.reader_version == reader_version,
        or_(parsed.c.failure_code.is_(None), parsed.c.failure_code.not_in(TRANSIENT)),
    )
    return {*connection.execute(read).scalars()} - {*connection.execute(lacking).scalars()}


def packed(document: Document) -> bytes:
    """A document as the ledger keeps it."""
    return zlib.compress(to_json(document).encode("ascii"))


def unpacked(content: bytes) -> Document:
    """Reads what `packed` wrote."""
    return from_json(Document, zlib.decompress(content).decode("ascii"))


def _is_transient(outcome: Outcome) -> bool:
    return outcome.failure is not None and outcome.failure.code in TRANSIENT


def _some(items: Iterable[str]) -> Iterator[Sequence[str]]:
    """Each item once, as many at a time as a query takes."""
    distinct = sorted(set(items))
    for start in range(0, len(distinct), _AT_ONCE):
        yield distinct[start : start + _AT_ONCE]


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
        "notes": " ".join(document.notes),
        "content": packed(document),
    }


def replace_rows(
    connection: Connection,
    table: Table,
    keys: Sequence[Row],
    rows: Sequence[Row],
) -> None:
    """Puts rows in place of those with the keys: deletes, then inserts, as every database can."""
    if keys:
        matches = (table.c[name] == bindparam(f"old_{name}") for name in keys[0])
        old = [{f"old_{name}": value for name, value in key.items()} for key in keys]
        connection.execute(delete(table).where(*matches), old)
    if rows:
        connection.execute(insert(table), rows)
