"""PubMed: pages of PMIDs and batches of records."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.errors import UserError
from pipeline.ingest.read import read_file
from pipeline.sources.answers import Kind
from pipeline.sources.pubmed import PER_SECOND, PER_SECOND_WITH_KEY, PubMed
from pipeline.sources.transport import Transport
from tests.unit.sources.fetching import NOW, fetched, log, names, query
from tests.unit.sources.service import Answer, Asked, Service, serving
from tests.unit.sources.world import Article, World

SHARED = Path(__file__).parents[3] / ".." / "shared" / "realfiles"


@pytest.fixture
def world() -> World:
    return World(*(Article(f"9900{number}") for number in range(5)))


@pytest.fixture
def service(world: World) -> Iterator[Service]:
    with serving(world) as service:
        yield service


def test_records_are_brought_in_a_batch(service: Service, tmp_path: Path) -> None:
    total = fetched(service, tmp_path, query("pubmed", since=date(2000, 1, 2))).total
    assert (total.found, total.new, total.abstract_only) == (5, 5, 5)
    assert names(tmp_path) == [f"PMID9900{number}.xml" for number in range(5)]
    tools = [asked.path for asked in service.asked]
    assert tools == ["/esearch.fcgi", "/esearch.fcgi", "/efetch.fcgi"]
    first, second, records = (asked.params for asked in service.asked)
    assert first["term"] == (
        '(cement AND leak) AND ("2000/01/02"[Date - Publication] : "3000"[Date - Publication])'
    )
    assert (first["retstart"], second["retstart"]) == ("0", "3")
    assert records["id"] == "99000,99001,99002,99003,99004"
    for params in (first, records):
        assert (params["tool"], params["email"], params["db"]) == (
            "leakreg",
            "me@example.org",
            "pubmed",
        )


def test_each_record_is_read_by_a_run(service: Service, tmp_path: Path) -> None:
    fetched(service, tmp_path, query("pubmed"))
    (document,) = read_file(tmp_path / "leaks" / "PMID99003.xml").documents
    assert document.meta.pmid == "99003"
    assert document.meta.title == "Cement leakage 99003"


def test_a_refresh_asks_for_what_is_new_or_changed(
    service: Service, world: World, tmp_path: Path
) -> None:
    fetched(service, tmp_path, query("pubmed"))
    world.articles[2].abstract, world.articles[2].indexed = "Changed.", "2026-05-02"
    world.articles[3].indexed = "2026-05-02"
    world.articles.append(Article("99077", indexed="2026-05-02"))
    service.asked.clear()
    total = fetched(service, tmp_path, query("pubmed"), NOW + timedelta(days=7)).total
    assert (total.found, total.new, total.changed, total.known) == (3, 1, 1, 1)
    assert service.asked[-1].params["id"] == "99002,99003,99077"
    term = service.asked[0].params["term"]
    assert '("2026/04/24"[EDAT] : "3000"[EDAT]) OR ("2026/04/24"[MDAT] : "3000"[MDAT])' in term


def test_a_record_that_does_not_come_is_gone(
    service: Service, world: World, tmp_path: Path
) -> None:
    def without(asked: Asked) -> Answer:
        left = World(*world.articles[1:])
        return left.efetch(asked)

    world.special["efetch"] = without
    total = fetched(service, tmp_path, query("pubmed")).total
    assert (total.found, total.new, total.gone, total.failed) == (5, 4, 1, 0)
    assert [entry.kind for entry in log(tmp_path)].count(Kind.GONE) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"<html>Service unavailable</html>",
        b"<eFetchResult><ERROR>Search Backend failed</ERROR></eFetchResult>",
        b"<PubmedArticleSet><PubmedArticle><MedlineCit",
        b'<!DOCTYPE a [<!ENTITY b "c">]><PubmedArticleSet/>',
    ],
)
def test_nonsense_in_place_of_records_is_asked_for_again(
    body: bytes, service: Service, world: World, tmp_path: Path
) -> None:
    world.special["efetch"] = lambda asked: Answer(body)
    total = fetched(service, tmp_path, query("pubmed")).total
    assert (total.failed, total.new) == (5, 0)
    assert {entry.kind for entry in log(tmp_path)} == {Kind.ERROR_PAGE}
    world.special.clear()
    total = fetched(service, tmp_path, query("pubmed")).total
    assert (total.failed, total.new) == (0, 5)


@pytest.mark.parametrize(
    "body",
    [
        b'{"error":"API rate limit exceeded","count":"11"}',
        b'{"esearchresult":{"ERROR":"Search Backend failed"}}',
        b"<html></html>",
        b"[]",
    ],
)
def test_nonsense_in_place_of_a_search_is_said(
    body: bytes, service: Service, world: World, tmp_path: Path
) -> None:
    world.special["esearch"] = lambda asked: Answer(body)
    with pytest.raises(UserError, match="The search failed"):
        fetched(service, tmp_path, query("pubmed"))


def test_more_than_pubmed_pages_through_is_said(tmp_path: Path) -> None:
    result = {"count": "12000", "retstart": "0", "retmax": "1000", "idlist": ["1"]}
    body = json.dumps({"esearchresult": result}).encode()
    with (
        serving(lambda asked: Answer(body)) as service,
        pytest.raises(UserError, match="finds 12,000 records and PubMed gives at most 9,999"),
    ):
        fetched(service, tmp_path, query("pubmed"))


@pytest.mark.parametrize(("key", "rate"), [("", PER_SECOND), ("mine", PER_SECOND_WITH_KEY)])
def test_the_rate_is_what_ncbi_allows(key: str, rate: float, world: World) -> None:
    with serving(world) as service, Transport("x") as transport:
        pubmed = PubMed(transport, service.url, key=key)
        for number in range(4):
            pubmed.search(pubmed.address(query("pubmed"), None, str(number)))
    first, last = service.asked[0], service.asked[-1]
    assert last.at - first.at >= 3 / rate - 0.05
    assert first.params.get("api_key", "") == key
    assert "mine" not in str(pubmed.address(query("pubmed"), None, "0"))


def test_real_records_are_taken_apart(tmp_path: Path) -> None:
    path = SHARED / "pubmed" / "biopython_pubmed1.xml"
    if not path.exists():
        pytest.skip("the recorded records of PubMed are not beside this folder")
    with serving(lambda asked: Answer(path.read_bytes())) as service, Transport("x") as transport:
        pubmed = PubMed(transport, service.url, rate=100)
        result = {"count": "2", "retstart": "0", "retmax": "2", "idlist": ["12091962", "9997"]}
        page = pubmed.page(json.dumps({"esearchresult": result}).encode())
        brought = pubmed.bring(query("pubmed"), page.found)
    assert [one.kind for one in brought] == [Kind.ABSTRACT_ONLY] * 2
    for one, pmid in zip(brought, ("12091962", "9997"), strict=True):
        file = tmp_path / "one.xml"
        file.write_bytes(one.data)
        (document,) = read_file(file).documents
        assert document.meta.pmid == pmid
