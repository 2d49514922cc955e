"""Refreshes from the command line, against a real Prefect server and a service on loopback."""

import csv
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.registry.lease import lease
from pipeline.registry.store import FILE_NAME
from tests.flows.articles import MAN, WOMAN
from tests.flows.literature import ROOT, addresses, environment, name_service, queries
from tests.parts import need
from tests.unit.sources.service import Answer, Service, serving
from tests.unit.sources.world import Article, World

pytestmark = pytest.mark.usefixtures("prefect_server")

ANOTHER_PATIENT = (
    "A 72-year-old man had a kyphoplasty of T9 for a metastasis. Cement was seen in both lungs on "
    "CT, and he had no complaint. Nothing was done, and he was without symptoms after two years. "
)
REFRESH = ["refresh", "--queries", "queries.toml", "--out", "out", "--workers", "1"]


@pytest.fixture
def world() -> World:
    return World(Article("11", "PMC11"), Article("12"))


@pytest.fixture
def service(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.chdir(tmp_path)
    with serving(world) as service:
        name_service(service, monkeypatch)
        queries(leaks=("europepmc", "cement AND leak"))
        yield service


def documents() -> dict[str, str]:
    with Path("out/documents.csv").open(encoding="utf-8", newline="") as file:
        return {row["source_path"]: row["status"] for row in csv.DictReader(file)}


def log(number: int) -> str:
    return Path(f"out/changes/release-{number:04}.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("service")
def test_what_is_new_is_fetched_read_released_and_told(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(REFRESH) == 0
    assert sorted(documents()) == ["leaks/PMID11.xml", "leaks/PMID12.xml"]
    said = capsys.readouterr()
    assert "leaks: 2 found, 2 new (1 as abstracts); in leaks" in said.out
    assert "release 1" in said.out
    assert "Search leaks in europepmc: 2 found, 2 new, 0 changed, 0 gone." in log(1)
    assert "first release" in log(1)

    world.articles.append(Article("13", "PMC13", indexed="2999-01-01", body=ANOTHER_PATIENT))
    assert main(REFRESH) == 0
    assert "PMID13.xml" in " ".join(documents())
    said = capsys.readouterr()
    assert "1 read anew" in said.out
    assert "out/changes/release-0002.md" in said.out.replace("\\", "/")
    assert "- Added: 13-1 (a new document)" in log(2)
    assert "  - age_years: 72" in log(2)
    assert "11-1" not in log(2)


@pytest.mark.usefixtures("service")
def test_with_nothing_new_every_step_is_skipped(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(REFRESH) == 0
    before = {path: path.stat().st_mtime_ns for path in Path("out").rglob("*.[cmj]*")}
    capsys.readouterr()
    monkeypatch.setattr("flows.batches.Pool", None)
    assert main(REFRESH) == 0
    said = capsys.readouterr()
    assert "leaks: 0 found, 0 new; in leaks" in said.out
    assert "0 read anew" in said.out
    for word in (
        "fetch: nothing new",
        "run: no document is new or changed",
        "release: none, since no table changed",
        "change log: nothing to add",
    ):
        assert word in said.err.splitlines()
    assert before == {path: path.stat().st_mtime_ns for path in Path("out").rglob("*.[cmj]*")}


def test_a_source_that_fails_costs_nothing_else(
    service: Service, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("seen").mkdir()
    Path("seen/woman.txt").write_text(WOMAN, encoding="utf-8")
    queries(
        records=("pubmed", "cement AND leak"),
        leaks=("europepmc", "cement AND leak"),
        ours=("folder", "seen"),
    )
    world.special["esearch"] = lambda _: Answer(b"", 429, {"Retry-After": "1000"})
    assert main(REFRESH) == 1
    assert sorted(documents()) == ["leaks/PMID11.xml", "leaks/PMID12.xml", "seen/woman.txt"]
    said = capsys.readouterr().err.splitlines()
    (line,) = (text for text in said if text.startswith("fetch: "))
    assert line.startswith("fetch: records: 127.0.0.1")
    assert "asks to wait 1,000 seconds" in line
    assert said[-1].startswith("leakreg: a source failed; what came is in")

    world.special.clear()
    assert main(REFRESH) == 0
    assert "records/PMID11.xml" in documents()
    assert documents()["seen/woman.txt"] == "included"
    assert service.asked


def test_without_a_network_what_is_there_stays(
    monkeypatch: pytest.MonkeyPatch, service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEAKREG_EUROPEPMC_URL", "http://127.0.0.1:9")
    assert main(REFRESH) == 1
    assert "run: skipped. There is no document in" in capsys.readouterr().err
    assert not Path("out/registry.csv").exists()
    name_service(service, monkeypatch)
    assert main(REFRESH) == 0
    before = Path("out/registry.csv").read_bytes()
    monkeypatch.setenv("LEAKREG_EUROPEPMC_URL", "http://127.0.0.1:9")
    assert main(REFRESH) == 1
    assert Path("out/registry.csv").read_bytes() == before
    assert not Path("out/changes/release-0002.md").exists()


def test_a_watched_folder_that_is_away_withdraws_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder, text in (("ours", WOMAN), ("theirs", MAN)):
        Path(folder).mkdir()
        Path(folder, "article.txt").write_text(text, encoding="utf-8")
    queries(a=("folder", "ours"), b=("folder", "theirs"))
    assert main(REFRESH) == 0
    shutil.move("theirs", "away")
    assert main(REFRESH) == 1
    assert "run: skipped. There is no file or folder theirs" in capsys.readouterr().err
    assert len(documents()) == 2
    shutil.move("away", "theirs")
    assert main(REFRESH) == 0
    assert len(documents()) == 2


def test_two_at_once(service: Service, tmp_path: Path, world: World) -> None:
    """The service keeps the first one busy until the second one has been refused."""
    second: list[subprocess.Popen[str]] = []

    def busy(_: object) -> Answer | None:
        if not second:
            second.append(in_a_process(service, tmp_path))
        try:
            second[0].wait(40)
        except subprocess.TimeoutExpired:
            return Answer(b"busy", 503, {"Retry-After": "1"})
        return None

    world.special["search"] = busy
    assert main(REFRESH) == 0
    printed, said = second[0].communicate()
    assert second[0].returncode == 2
    assert printed == ""
    (line,) = (text for text in said.splitlines() if text.startswith("leakreg:"))
    assert "`leakreg refresh` (process" in line
    assert "since 20" in line
    assert "Traceback" not in said
    assert "starting Prefect" not in said  # It is told before anything is started.
    assert len(documents()) == 2


def in_a_process(service: Service, folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", *REFRESH],
        env=environment(folder, **addresses(service)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_mistakes_are_said_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(REFRESH) == 2
    assert "There is no query file queries.toml" in capsys.readouterr().err
    queries(leaks=("folder", "nowhere"))
    with lease(Path("out") / FILE_NAME, "leakreg refresh", "2026-05-01T12:00:00+00:00"):
        assert main(REFRESH) == 2
    said = capsys.readouterr().err
    assert "since 2026-05-01T12:00:00+00:00" in said


@pytest.mark.usefixtures("service")
def test_a_cluster_gives_the_same_tables(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    need(find_spec("prefect_dask"), "dask is not installed (pip install '.[dask]')")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    assert main(REFRESH) == 0
    expected = {path.name: path.read_bytes() for path in Path("out").glob("*.csv")}
    shutil.rmtree("out")
    monkeypatch.setattr("flows.batches.Pool", None)
    assert main([*REFRESH, "--engine", "dask"]) == 0
    assert {path.name: path.read_bytes() for path in Path("out").glob("*.csv")} == expected
    assert "2 read anew" in capsys.readouterr().out.rpartition("release 1")[0]
    assert main([*REFRESH, "--address", "tcp://127.0.0.1:9"]) == 2
    assert "add --engine dask or --engine ray" in capsys.readouterr().err
