"""Records for published gold."""

import json
from pathlib import Path

import pytest

from pipeline.errors import UserError
from pipeline.ingest.read import read_file
from pipeline.sources.fetch import fetch
from pipeline.sources.published import published_queries
from tests.unit.sources.fetching import NOW, services
from tests.unit.sources.service import serving
from tests.unit.sources.world import Article, World

ROOT = Path(__file__).parents[3]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    keys = ["99001", "PMC99002", "10.5555/MADE.99003", "https://example.org/4", "PMC99005 Table 1"]
    for number, key in enumerate(keys, 1):
        (folder / f"p{number:03}.json").write_text(json.dumps({"key": key}), encoding="utf-8")
    return folder


def test_records_are_named_as_their_gold(gold: Path, tmp_path: Path) -> None:
    world = World(*(Article(f"9900{number}", f"PMC9900{number}") for number in range(1, 7)))
    into = tmp_path / "records"
    queries = published_queries(gold, into, "me@example.org")
    with serving(world) as service:
        result = fetch(queries, tmp_path, services(service), lambda: NOW)
        again = fetch(queries, tmp_path, services(service), lambda: NOW)
    assert (result.total.found, result.total.new) == (3, 3)
    assert [path.name for path in result.paths] == ["p001.xml", "p002.xml", "p003.xml"]
    assert again.total.known == 3
    (document,) = read_file(into / "p003.xml").documents
    assert document.meta.doi == "10.5555/made.99003"
    assert not [asked for asked in service.asked if "fullText" in asked.path]
    assert service.asked[0].params["query"] == (
        '(EXT_ID:99001 AND SRC:MED) OR PMCID:PMC99002 OR DOI:"10.5555/made.99003"'
    )


def test_the_published_gold_of_the_project_is_asked_for_in_short_searches() -> None:
    queries = published_queries(ROOT / "corpus" / "published", Path("x"))
    assert sum(len(set(query.stems.values())) for query in queries) > 40
    assert all(len(query.text) < 3000 for query in queries)
    assert len({query.key for query in queries}) == len(queries)


def test_a_folder_without_such_gold_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="has no gold with a DOI, PMID or PMCID"):
        published_queries(tmp_path, tmp_path)
