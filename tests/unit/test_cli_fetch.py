"""`leakreg fetch`, against a service on loopback."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.cli import main
from tests.unit.sources.service import Answer, Service, serving
from tests.unit.sources.world import Article, World

QUERIES = """
[[query]]
name = "leaks"
source = "europepmc"
text = "cement AND leak"

[[query]]
name = "records"
source = "pubmed"
text = "cement"
"""


@pytest.fixture
def world() -> World:
    return World(Article("99001", "PMC99001"), Article("99002"))


@pytest.fixture
def service(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """Both services, and a folder with a query file."""
    monkeypatch.chdir(tmp_path)
    Path("corpus").mkdir()
    Path("corpus/queries.toml").write_text(QUERIES, encoding="utf-8")
    with serving(world) as service:
        monkeypatch.setenv("LEAKREG_EUROPEPMC_URL", service.url)
        monkeypatch.setenv("LEAKREG_PUBMED_URL", service.url)
        monkeypatch.setenv("LEAKREG_NCBI_API_KEY", "mine")
        yield service


def files() -> list[str]:
    return sorted(path.relative_to("corpus").as_posix() for path in Path("corpus").rglob("*.xml"))


def test_all_queries_are_fetched(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fetch", "--email", "me@example.org"]) == 0
    said = capsys.readouterr()
    assert said.out == (
        "leaks: 2 found, 2 new (1 as abstracts); in corpus/fetched/leaks\n"
        "records: 2 found, 2 new (2 as abstracts); in corpus/fetched/records\n"
    )
    assert said.err == "leaks: 2/2 articles\nrecords: 2/2 articles\n"
    assert files() == [
        "fetched/leaks/PMID99001.xml",
        "fetched/leaks/PMID99002.xml",
        "fetched/records/PMID99001.xml",
        "fetched/records/PMID99002.xml",
    ]
    assert {asked.params["email"] for asked in service.asked} == {"me@example.org"}
    assert service.asked[-1].params["api_key"] == "mine"
    assert service.asked[0].headers["User-Agent"].startswith("leakreg/")
    assert service.asked[0].headers["User-Agent"].endswith("(mailto:me@example.org)")


def test_one_query_goes_where_it_is_told(service: Service) -> None:
    arguments = ["fetch", "leaks", "--from", "2020-02-03", "--into", "corpus/mine"]
    assert main(arguments) == 0
    assert files() == ["mine/PMID99001.xml", "mine/PMID99002.xml"]
    assert "FIRST_PDATE:[2020-02-03 TO" in service.asked[0].params["query"]


def test_several_queries_have_a_folder_each(service: Service) -> None:
    assert main(["fetch", "--into", "corpus/mine"]) == 0
    assert files()[0] == "mine/leaks/PMID99001.xml"
    assert files()[-1] == "mine/records/PMID99002.xml"


def test_a_literal_query_has_a_folder_of_its_own(service: Service) -> None:
    assert main(["fetch", "cement embolism", "--source", "europepmc"]) == 0
    assert files()[0].startswith("fetched/cement-embolism-")
    assert service.asked[0].params["query"] == "cement embolism"


def test_a_dry_run_says_how_many(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fetch", "--dry-run"]) == 0
    said = capsys.readouterr()
    assert said.out == "leaks: 2 would be found\nrecords: 2 would be found\n"
    assert files() == []
    assert not Path("corpus/fetched").exists()


def test_published_gold_gets_its_records(
    service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("corpus/published").mkdir()
    Path("corpus/published/p1.json").write_text(json.dumps({"key": "99002"}), encoding="utf-8")
    assert main(["fetch", "--published"]) == 0
    assert files() == ["fetched/published/p1.xml"]
    assert capsys.readouterr().out.startswith("published: 1 found, 1 new (1 as abstracts)")


def test_a_text_that_fails_gives_status_1(
    service: Service, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.special["fullTextXML"] = lambda asked: Answer(b"", 400)
    assert main(["fetch", "leaks"]) == 1
    said = capsys.readouterr()
    assert "2 new (2 as abstracts), 1 failed" in said.out
    assert "fetch_log.jsonl beside the articles says why" in said.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["fetch", "none"], "corpus/queries.toml has no query 'none', but leaks, records: name"),
        (["fetch", "--queries", "no.toml"], "There is no query file no.toml: write one"),
        (["fetch", "--source", "pubmed"], "--source needs a query: leakreg fetch 'QUERY'"),
        (["fetch", "x", "--published"], "--published brings what gold names: leave out QUERY"),
        (["fetch", " ", "--source", "pubmed"], "the query: text is missing: write what"),
    ],
)
def test_a_mistake_is_said_in_one_line(
    arguments: list[str], said: str, service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    if arguments[-1] == "--published":
        Path("corpus/published").mkdir()
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"leakreg: {said}")
    assert error.count("\n") == 1


def test_no_network_is_said_in_one_line(
    service: Service, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(World()) as gone:
        monkeypatch.setenv("LEAKREG_EUROPEPMC_URL", gone.url)
    assert main(["fetch", "leaks"]) == 2
    error = capsys.readouterr().err
    assert "cannot be reached" in error
    assert "check the network" in error
    assert error.count("\n") == 1
