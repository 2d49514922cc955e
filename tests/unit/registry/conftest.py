"""An open registry, once in each database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.registry.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path, database: str) -> Iterator[Store]:
    with open_store(tmp_path / "out" / "registry.sqlite") as opened:
        yield opened
