"""A Prefect server of its own for these tests, and a folder of small documents."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import flows  # noqa: F401  # Sets Prefect's environment, so it stands before any import of it.
from tests.flows.articles import ARTICLES


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    os.environ["PREFECT_HOME"] = str(tmp_path_factory.mktemp("prefect"))
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=180):
        yield


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of documents, some of them broken, in the current folder."""
    monkeypatch.chdir(tmp_path)
    folder = Path("articles")
    for name, content in ARTICLES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder
