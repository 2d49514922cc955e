"""What a run is made with, and the defaults."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import UserError

DEFAULT_INPUT = Path("corpus")
DEFAULT_OUT = Path("outputs")
DEFAULT_QUERIES = DEFAULT_INPUT / "queries.toml"
DEFAULT_FETCHED = DEFAULT_INPUT / "fetched"
DEFAULT_PUBLISHED = DEFAULT_INPUT / "published"
DATABASE_URL = "LEAKREG_DATABASE_URL"
"""Names in the environment the PostgreSQL database that is the registry, in place of a file."""
LEASED = "leakreg refresh"
"""What holds the lease on a registry, as the next one is told."""
LOCAL = "local"
ENGINES = (LOCAL, "dask", "ray")
MOST_WORKERS = 4
"""A worker takes some 140 MB of memory, so more of them are a user's own decision."""


def default_workers() -> int:
    """One worker a core, up to `MOST_WORKERS`."""
    return max(1, min(MOST_WORKERS, os.cpu_count() or 1))


def database_url() -> str | None:
    """The address of the database that is the registry, None where it is a file."""
    return os.environ.get(DATABASE_URL) or None


@dataclass(frozen=True, slots=True)
class RunSettings:
    """What a run is made with.

    Attributes:
        paths: files and folders to read.
        out: the output folder, with the registry in it.
        engine: one of `ENGINES`: where the batches are worked on.
        address: of a running cluster; None for one on this machine while the run lasts.
        workers: number of worker processes; a running cluster has its own number.
        model: name of an installed spaCy model whose entities are used as well, or None.
        ocr: whether pages that are pictures are recognised with Tesseract.
        excluded: the marks (retracted, ...) whose bearers are left out.
        rehash: whether every file is read to see if it has changed.
    """

    paths: tuple[Path, ...] = (DEFAULT_INPUT,)
    out: Path = DEFAULT_OUT
    engine: str = LOCAL
    address: str | None = None
    workers: int = 1
    model: str | None = None
    ocr: bool = False
    excluded: tuple[str, ...] = ("retracted",)
    rehash: bool = False

    def __post_init__(self) -> None:
        """Refuses what does not go together.

        Raises:
            UserError: if the engine is none, or an address is given without a cluster.
        """
        if self.engine not in ENGINES:
            raise UserError(f"--engine {self.engine!r} is none of {', '.join(ENGINES)}.")
        if self.address and self.engine == LOCAL:
            raise UserError("--address is of a cluster: add --engine dask or --engine ray.")


@dataclass(frozen=True, slots=True)
class RefreshSettings:
    """What a refresh is made with.

    Attributes:
        run: of its run; `paths` is what is read beside the folders of the queries.
        queries: the query file.
        into: the folder for what is fetched, or None.
        email: of the user, named to the services.
    """

    run: RunSettings
    queries: Path = DEFAULT_QUERIES
    into: Path | None = None
    email: str = ""

    def parameters(self) -> dict[str, Any]:
        """As Prefect keeps them."""
        return {
            "queries": str(self.queries),
            "out": str(self.run.out),
            "paths": [str(path) for path in self.run.paths],
            "into": str(self.into) if self.into else None,
            "email": self.email,
            "engine": self.run.engine,
            "address": self.run.address,
            "workers": self.run.workers,
            "model": self.run.model,
            "ocr": self.run.ocr,
            "excluded": list(self.run.excluded),
        }
