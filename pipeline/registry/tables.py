"""The tables of the registry as they are now; how they came about is told in `migrations`.

Who changes a table here writes the migration with `make migration NAME="what it adds"`.
"""

from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table

from pipeline.registry.types import Name, Prose

metadata = MetaData()

state = Table(
    "state",
    metadata,
    Column("key", Name, primary_key=True, doc="run, basis, written, lease"),
    Column("value", Name, nullable=False),
)

parsed = Table(
    "parsed",
    metadata,
    Column("sha256", Name, primary_key=True),
    Column("reader_version", Name, primary_key=True),
    Column("failure_code", Name),
    Column("failure_reason", Name),
)

documents = Table(
    "documents",
    metadata,
    Column("sha256", Name, primary_key=True),
    Column("reader_version", Name, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("content_key", Name, nullable=False, index=True),
    Column("text_key", Name, nullable=False),
    Column("format", Name, nullable=False),
    Column("meta", Prose, nullable=False, doc="JSON of Meta"),
    Column("traits", Prose, nullable=False, doc="JSON of Traits"),
    Column("words", Integer, nullable=False),
    Column("pages", Integer),
    Column("content", LargeBinary, nullable=False, doc="JSON of Document, zlib"),
)

extracted = Table(
    "extracted",
    metadata,
    Column("content_key", Name, primary_key=True),
    Column("extractor_version", Name, primary_key=True),
    Column("extraction", Prose, nullable=False, doc="JSON of Extraction"),
)

sources = Table(
    "sources",
    metadata,
    Column("source_path", Name, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("sha256", Name, nullable=False),
    Column("format", Name, nullable=False),
    Column("document_id", Name, nullable=False),
    Column("status", Name, nullable=False),
    Column("reason_code", Name, nullable=False),
    Column("reason", Prose, nullable=False),
)
"""The inputs of the latest run, one row a document or failed file."""

looks = Table(
    "looks",
    metadata,
    Column("path", Name, primary_key=True, doc="absolute"),
    Column("mark", Name, nullable=False, doc="what the file system tells: size, times, place"),
    Column("sha256", Name, nullable=False),
    Column("packed", Integer, nullable=False, doc="1 where the file begins as an archive does"),
)
"""Files as they were when their bytes were last read, so that they need not be read to be known."""
