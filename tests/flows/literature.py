"""A service with made case reports, a query file for it, and the environment that names it."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.unit.sources.service import Service

ROOT = Path(__file__).parents[2]
QUERY = '[[query]]\nname = "{name}"\nsource = "{source}"\ntext = "{text}"\ninto = "{name}"\n'


def queries(**of: tuple[str, str]) -> Path:
    """A query file in the current folder: source and text by name."""
    path = Path("queries.toml")
    parts = (QUERY.format(name=name, source=one[0], text=one[1]) for name, one in of.items())
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


def addresses(service: Service) -> dict[str, str]:
    return {"LEAKREG_EUROPEPMC_URL": service.url, "LEAKREG_PUBMED_URL": service.url}


def name_service(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, url in addresses(service).items():
        monkeypatch.setenv(name, url)


def environment(folder: Path, **more: str) -> Mapping[str, str]:
    """Of a program that has a Prefect of its own."""
    kept = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    own = {"PREFECT_HOME": str(folder / "prefect"), "PYTHONPATH": str(ROOT)}
    return kept | own | more
