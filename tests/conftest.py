"""What all tests share: the databases that a registry may be kept in."""

from collections.abc import Iterator

import pytest

from pipeline.settings import DATABASE_URL
from tests import postgres
from tests.parts import NO_POSTGRES, need


@pytest.fixture(autouse=True)
def _no_database_of_the_developer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(DATABASE_URL, raising=False)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a running server."""
    need(postgres.programs(), NO_POSTGRES)
    with postgres.server() as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """The address of an empty database."""
    return postgres.apart(postgres_server)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Keeps the registries of a test in SQLite, then in PostgreSQL; gives its name."""
    if request.param == "postgresql":
        monkeypatch.setenv(DATABASE_URL, request.getfixturevalue("postgres_url"))
    return str(request.param)
