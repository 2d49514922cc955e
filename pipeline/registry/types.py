"""Text as the tables hold it: compared by code points in every database, as in Python."""

from sqlalchemy import String, Text

# PostgreSQL would compare by the language of the server; SQLite knows nothing else.
_BY_CODE_POINT = "C"

Name = String().with_variant(String(collation=_BY_CODE_POINT), "postgresql")
Prose = Text().with_variant(Text(collation=_BY_CODE_POINT), "postgresql")
