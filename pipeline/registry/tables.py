"""The tables of the registry, as SQLite and PostgreSQL both take them."""

from sqlalchemy import Column, Integer, LargeBinary, MetaData, String, Table, Text

SCHEMA_VERSION = "2"

metadata = MetaData()

state = Table(
    "state",
    metadata,
    Column("key", String, primary_key=True, doc="schema, run"),
    Column("value", String, nullable=False),
)

parsed = Table(
    "parsed",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("reader_version", String, primary_key=True),
    Column("failure_code", String),
    Column("failure_reason", String),
)

documents = Table(
    "documents",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("reader_version", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("content_key", String, nullable=False, index=True),
    Column("text_key", String, nullable=False),
    Column("format", String, nullable=False),
    Column("meta", Text, nullable=False, doc="JSON of Meta"),
    Column("traits", Text, nullable=False, doc="JSON of Traits"),
    Column("words", Integer, nullable=False),
    Column("pages", Integer),
    Column("content", LargeBinary, nullable=False, doc="JSON of Document, zlib"),
)

extracted = Table(
    "extracted",
    metadata,
    Column("content_key", String, primary_key=True),
    Column("extractor_version", String, primary_key=True),
    Column("extraction", Text, nullable=False, doc="JSON of Extraction"),
)

sources = Table(
    "sources",
    metadata,
    Column("source_path", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("sha256", String, nullable=False),
    Column("format", String, nullable=False),
    Column("document_id", String, nullable=False),
    Column("status", String, nullable=False),
    Column("reason_code", String, nullable=False),
    Column("reason", Text, nullable=False),
)
"""The inputs of the latest run, one row a document or failed file."""
