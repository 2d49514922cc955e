"""The tables of the registry as they are now; how they came about is told in `migrations`.

Who changes a table here writes the migration with `make migration NAME="what it adds"`.
"""

from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table

from pipeline.registry.types import Name, Prose

metadata = MetaData()

state = Table(
    "state",
    metadata,
    Column("key", Name, primary_key=True, doc="run, basis, written, shares, pairs, lease"),
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
    Column("notes", Prose, nullable=False, server_default=""),
    Column("content", LargeBinary, nullable=False, doc="JSON of Document, zlib"),
)

extracted = Table(
    "extracted",
    metadata,
    Column("content_key", Name, primary_key=True),
    Column("extractor_version", Name, primary_key=True),
    Column("extraction", Prose, nullable=False, doc="JSON of Extraction"),
)

outlines = Table(
    "outlines",
    metadata,
    Column("content_key", Name, primary_key=True),
    Column("extractor_version", Name, primary_key=True),
    Column("digest", Name, nullable=False, doc="hash of the extraction"),
    Column("outline", Prose, nullable=False, doc="JSON, see `outline`"),
)
"""What each extraction says, without its sentences: most runs read no more of it."""

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

releases = Table(
    "releases",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("made_at", Name, nullable=False, doc="ISO 8601, from whoever made it"),
    Column("about", Prose, nullable=False, doc="JSON: versions, settings, queries, counts"),
    Column("changes", Prose, nullable=False, doc="JSON: the changes since the last one, counted"),
)

release_files = Table(
    "release_files",
    metadata,
    Column("release", Integer, primary_key=True, autoincrement=False),
    Column("name", Name, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("sha256", Name, nullable=False),
    Column("chunks", Prose, nullable=False, doc="numbers of its chunks in order, as ranges"),
)

chunks = Table(
    "chunks",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("hash", Name, nullable=False, unique=True),
    Column("content", LargeBinary, nullable=False, doc="bytes, zlib"),
)
"""Parts of the releases' files; a part that several files or releases have is kept once."""

decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False, doc="order of arrival"),
    Column("decision_id", Name, nullable=False, unique=True, doc="hash of what was decided"),
    Column("case_id", Name, nullable=False),
    Column("field", Name, nullable=False, doc="column of registry.csv; empty: the whole case"),
    Column("value", Name, nullable=False, doc="value decided on; empty: the whole field"),
    Column("action", Name, nullable=False),
    Column("new_value", Name, nullable=False),
    Column("other_case_id", Name, nullable=False, doc="of a pair"),
    Column("decided_by", Name, nullable=False),
    Column("decided_at", Name, nullable=False),
    Column("why", Prose, nullable=False),
    Column("document_id", Name, nullable=False),
    Column("machine_value", Prose, nullable=False, doc="what the machine said then"),
    Column("quote", Prose, nullable=False),
    Column("section", Name, nullable=False),
    Column("page", Integer),
    Column("start", Integer),
    Column("end", Integer),
    Column("sentence_hash", Name, nullable=False),
    Column("text_key", Name, nullable=False),
    Column("content_key", Name, nullable=False),
    Column("document_keys", Prose, nullable=False, doc="JSON: by what the document is known again"),
    Column("signature", Prose, nullable=False, doc="JSON: by what the case is known again"),
    Column("other_document_keys", Prose, nullable=False, doc="JSON: of the other case of a pair"),
    Column("other_signature", Prose, nullable=False, doc="JSON: of the other case of a pair"),
    Column("said", Prose, nullable=False, doc="JSON: the machine's evidence decided on"),
)
"""What people decided; rows are added and never changed."""
