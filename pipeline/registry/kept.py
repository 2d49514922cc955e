"""An extraction that is read when somebody asks for its sentences."""

from dataclasses import dataclass

from sqlalchemy import Engine

from pipeline.registry import ledger
from pipeline.registry.transactions import reading


@dataclass(frozen=True, slots=True)
class Kept:
    """An extraction in the ledger, which keeps it as it is for as long as it keeps it.

    Attributes:
        engine: of the registry.
        extractor_version: what extracted it.
        content_key: of the document.
        digest: hash of the extraction.
    """

    engine: Engine
    extractor_version: str
    content_key: str
    digest: str

    def read(self) -> str:
        """The extraction as it is kept."""
        with reading(self.engine) as connection:
            found = ledger.read_extraction(connection, self.content_key, self.extractor_version)
        if found is None:
            raise LookupError(f"There is an outline and no extraction of {self.content_key}.")
        return found
