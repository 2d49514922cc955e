"""A fetch over a made world, with time and waits that a test gives."""

from datetime import UTC, date, datetime
from pathlib import Path

from pipeline.sources.fetch import fetch
from pipeline.sources.log import Entry, read_entries
from pipeline.sources.queries import Query
from pipeline.sources.result import Fetched
from pipeline.sources.services import Services
from pipeline.sources.transport import Limits
from tests.unit.sources.service import Service

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
LIMITS = Limits(largest=200_000, seconds=2, silence=1, attempts=3, back_off=0.01)


def services(service: Service, rate: float = 500, workers: int = 4) -> Services:
    return Services(
        service.url, service.url, email="me@example.org", rate=rate, workers=workers, limits=LIMITS
    )


def query(source: str = "europepmc", name: str = "leaks", since: date | None = None) -> Query:
    return Query(name, source, "cement AND leak", since)


def fetched(service: Service, home: Path, one: Query | None = None, now: datetime = NOW) -> Fetched:
    return fetch([one or query()], home, services(service), lambda: now)


def log(home: Path, name: str = "leaks") -> list[Entry]:
    return read_entries(home / name / "fetch_log.jsonl")


def names(home: Path, name: str = "leaks") -> list[str]:
    """The files of a query that a run would read."""
    folder = home / name
    return sorted(one.name for one in folder.iterdir() if one.suffix == ".xml")
