"""The main job from the command line, against a real Prefect server."""

import asyncio
import csv
import os
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from pipeline.ingest.ocr import is_installed
from pipeline.settings import DATABASE_URL
from tests.parts import NO_TESSERACT, need
from tests.unit.ingest.test_ocr import scanned

pytestmark = pytest.mark.usefixtures("prefect_server")

TABLES = (
    "registry.csv",
    "evidence.csv",
    "cohorts.csv",
    "literature_cases.csv",
    "documents.csv",
    "codebook.csv",
    "prevalence.csv",
)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def no_workers(*_: object) -> None:
    raise AssertionError("a worker was started")


def test_every_document_becomes_a_row(articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(articles), "--out", "out", "--workers", "2"]) == 1
    found = {row["source_path"]: row for row in rows(Path("out/documents.csv"))}
    statuses = {path: row["status"] for path, row in found.items()}
    copies = {statuses.pop("articles/deeper/man.txt"), statuses.pop("articles/deeper/copy.txt")}
    assert copies == {"included", "duplicate"}
    assert statuses == {
        "articles/broken.pdf": "failed",
        "articles/empty.txt": "failed",
        "articles/nothing.txt": "excluded",
        "articles/woman.txt": "included",
    }
    assert "empty" in found["articles/empty.txt"]["reason"]
    said = capsys.readouterr()
    assert "6 documents: 2 included, 1 excluded, 1 duplicate, 2 failed" in said.out
    assert "articles/broken.pdf" in said.out
    assert "/5 files" in said.err  # The copy has the bytes of another file: it is read once.


def test_each_patient_is_a_row_with_evidence(articles: Path) -> None:
    main(["run", str(articles), "--out", "out"])
    cases = {row["sex"]: row for row in rows(Path("out/registry.csv"))}
    assert set(cases) == {"female", "male"}
    woman = cases["female"]
    assert (woman["age_years"], woman["treated_levels"]) == ("72", "L1")
    assert (woman["procedure"], woman["cement_volume_ml"]) == ("vertebroplasty", "3.5")
    assert (cases["male"]["age_years"], cases["male"]["procedure"]) == ("65", "kyphoplasty")
    quotes = [
        row["quote"]
        for row in rows(Path("out/evidence.csv"))
        if row["case_id"] == woman["case_id"] and row["field"] == "cement_volume_ml"
    ]
    assert quotes == ["A total of 3.5 ml of PMMA was injected."]
    assert main(["verify", "--out", "out"]) == 0


@pytest.mark.usefixtures("database")
def test_a_second_run_does_nothing(
    articles: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["run", str(articles), "--out", "out"])
    first = {name: Path("out", name).read_bytes() for name in TABLES}
    monkeypatch.setattr("flows.batches.Pool", no_workers)
    assert main(["run", str(articles), "--out", "out"]) == 1
    assert "0 read anew" in capsys.readouterr().out
    assert {name: Path("out", name).read_bytes() for name in TABLES} == first


def test_only_what_is_new_is_read(articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", str(articles), "--out", "out"])
    (articles / "new.txt").write_text(
        (articles / "woman.txt").read_text(encoding="utf-8").replace("72", "81"), encoding="utf-8"
    )
    (articles / "nothing.txt").unlink()
    capsys.readouterr()
    main(["run", str(articles), "--out", "out"])
    assert "1 read anew" in capsys.readouterr().out
    paths = [row["source_path"] for row in rows(Path("out/documents.csv"))]
    assert "articles/new.txt" in paths
    assert "articles/nothing.txt" not in paths


def test_two_runs_from_scratch_give_the_same_bytes(articles: Path) -> None:
    main(["run", str(articles), "--out", "one", "--workers", "1"])
    main(["run", str(articles), "--out", "two", "--workers", "2"])
    for path in sorted(Path("one").glob("*.csv")):
        assert path.read_bytes() == Path("two", path.name).read_bytes(), path.name


@pytest.mark.usefixtures("database")
def test_export_writes_the_files_again(articles: Path) -> None:
    main(["run", str(articles), "--out", "out"])
    for out, arguments in (("copy", ["--registry", "out"]), ("out", [])):
        expected = {path.name: path.read_bytes() for path in Path("out").glob("*.csv")}
        shutil.rmtree("copy", ignore_errors=True)
        for path in Path(out).glob("*.csv"):
            path.unlink()
        assert main(["export", "--out", out, *arguments]) == 0
        assert {path.name: path.read_bytes() for path in Path(out).glob("*.csv")} == expected


def test_both_databases_give_the_same_bytes(
    articles: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (articles / "Äpfel B.txt").write_bytes((articles / "woman.txt").read_bytes())
    (articles / "äpfel a.txt").write_bytes((articles / "nothing.txt").read_bytes())
    main(["run", str(articles), "--out", "file"])
    monkeypatch.setenv(DATABASE_URL, postgres_url)
    main(["run", str(articles), "--out", "server"])
    assert not Path("server/registry.sqlite").exists()
    written = sorted(Path("file").glob("*.[cj]s*"))
    assert len(written) == 12
    for path in written:
        assert path.read_bytes() == Path("server", path.name).read_bytes(), path.name


def test_show_names_every_value(articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", str(articles), "--out", "out"])
    name = next(row["case_id"] for row in rows(Path("out/registry.csv")) if row["sex"] == "female")
    capsys.readouterr()
    assert main(["show", name, "--out", "out"]) == 0
    said = capsys.readouterr().out
    assert name in said
    assert '"A total of 3.5 ml of PMMA was injected."' in said
    assert main(["show", name + "0", "--out", "out"]) == 2
    assert f"did you mean {name}" in capsys.readouterr().err


def test_verify_names_what_drifted(articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", str(articles), "--out", "out"])
    (articles / "woman.txt").write_text("Another text altogether.", encoding="utf-8")
    capsys.readouterr()
    assert main(["verify", "--out", "out"]) == 1
    assert "articles/woman.txt" in capsys.readouterr().out


def test_a_file_that_cannot_be_opened_fails_alone(articles: Path) -> None:
    (articles / "lost.txt").symlink_to("nowhere.txt")
    assert main(["run", str(articles), "--out", "out"]) == 1
    lost = next(
        row for row in rows(Path("out/documents.csv")) if row["source_path"] == "articles/lost.txt"
    )
    assert lost["status"] == "failed"
    assert "cannot be opened" in lost["reason"]


def test_a_file_that_vanishes_is_tried_again_and_not_recorded(tmp_path: Path) -> None:
    from prefect import flow

    from flows.attempts import IO_RETRIES
    from flows.batches import Work, read_and_extract
    from pipeline.registry.model import Input
    from pipeline.registry.store import open_store
    from pipeline.work import Pool

    gone = Input((tmp_path / "gone.txt").as_posix(), "0" * 64)
    with open_store(tmp_path / "registry.sqlite") as store, Pool(1) as pool:
        work = Work(store, "1", "1", 1, None)
        batch = flow(lambda: read_and_extract([gone], work, pool))()
        assert list(batch.unreadable) == [gone.sha256]
        assert gone.sha256 not in store.done("1", "1")
    assert runs_of("read_and_extract") == IO_RETRIES + 1


def runs_of(task: str) -> int:
    """Attempts of the latest run of a task."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.sorting import TaskRunSort

    async def latest() -> int:
        async with get_client() as client:
            found = await client.read_task_runs(sort=TaskRunSort.END_TIME_DESC, limit=20)
        return next(run.run_count for run in found if run.name.startswith(task))

    return asyncio.run(latest())


def test_the_summary_is_in_prefects_interface(articles: Path) -> None:
    from prefect.artifacts import Artifact

    main(["run", str(articles), "--out", "out"])
    found: Any = Artifact.get("leakreg-run")
    assert "articles/broken.pdf" in str(found.data)


def test_an_output_folder_that_cannot_be_written_is_said(
    articles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("file").write_text("", encoding="utf-8")
    assert main(["run", str(articles), "--out", "file"]) == 2
    assert capsys.readouterr().err == "leakreg: file is a file: name a folder with --out.\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open every file")
def test_a_file_without_permission_fails_alone(articles: Path) -> None:
    (articles / "woman.txt").chmod(0)
    assert main(["run", str(articles), "--out", "out"]) == 1
    reasons = {row["source_path"]: row["reason"] for row in rows(Path("out/documents.csv"))}
    assert "cannot be opened" in reasons["articles/woman.txt"]


PUBMED = """<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>30551234</PMID><Article>
<ArticleTitle>Venous leakage of cement after vertebroplasty: a case report</ArticleTitle>
<Abstract><AbstractText>A woman had cement in a vein after vertebroplasty of L1.</AbstractText>
</Abstract></Article>{links}</MedlineCitation></PubmedArticle></PubmedArticleSet>"""
RETRACTION = """TY  - JOUR
TI  - Retraction: Epidural leakage of cement after kyphoplasty: a case report
AB  - The authors retract the article.
ER  -
"""


def test_articles_in_an_archive_with_their_records_and_notices(
    articles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(articles / "more.zip", "w") as packed:
        packed.write(articles / "woman.txt", "in/woman.txt")
        packed.writestr("record.xml", PUBMED.format(links=""))
        packed.writestr("notice.ris", RETRACTION)
        packed.writestr("../out.txt", "x")
    (articles / "woman.txt").unlink()
    main(["run", str(articles), "--out", "out", "--workers", "1"])
    found = {row["source_path"]: row for row in rows(Path("out/documents.csv"))}
    woman = found["articles/more.zip!in/woman.txt"]
    assert (woman["status"], woman["pmid"]) == ("included", "30551234")
    assert found["articles/more.zip!record.xml"]["status"] == "duplicate"
    assert found["articles/more.zip!record.xml"]["document_id"] == woman["document_id"]
    assert found["articles/more.zip!notice.ris"]["reason_code"] == "notice"
    assert found["articles/more.zip!../out.txt"]["reason_code"] == "hostile"
    men = [found[f"articles/deeper/{name}.txt"] for name in ("man", "copy")]
    assert {row["reason_code"] for row in men} == {"retracted", "duplicate"}
    assert [case["sex"] for case in rows(Path("out/registry.csv"))] == ["female"]
    assert not list(Path("out").glob(".unpacked*"))
    assert main(["verify", "--out", "out"]) == 0
    main(["run", str(articles), "--out", "out", "--exclude-marked", "none"])
    assert "0 read anew" in capsys.readouterr().out
    cases = {case["sex"]: case["flags"] for case in rows(Path("out/registry.csv"))}
    assert cases == {"female": "", "male": "document_retracted"}


def test_scans_are_recognised_where_the_run_asks_for_it(
    articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (articles / "scan.pdf").write_bytes(scanned())

    def scan(*options: str) -> dict[str, str]:
        main(["run", str(articles / "scan.pdf"), "--out", "out", *options])
        (row,) = rows(Path("out/documents.csv"))
        return row

    assert scan()["reason_code"] == "needs_ocr"
    with monkeypatch.context() as without:
        without.setattr("flows.run.is_installed", lambda: False)
        row = scan("--ocr")
    assert (row["status"], row["reason_code"]) == ("failed", "needs_ocr")
    assert "Tesseract is not installed here. Install Tesseract" in row["reason"]
    need(is_installed(), NO_TESSERACT)
    row = scan("--ocr")
    assert (row["status"], row["reason_code"], row["n_cases"]) == ("included", "ocr", "1")
    assert [case["flags"] for case in rows(Path("out/registry.csv"))] == ["text_recognised"]
    assert scan()["reason_code"] == "needs_ocr"
