import zipfile
from pathlib import Path

from pipeline.ingest.outcome import FailureCode
from pipeline.intake import opened
from pipeline.single import registry_of
from tests.unit.test_work import REPORT


def test_the_files_of_an_archive_are_inputs_of_their_own(tmp_path: Path) -> None:
    path, plain = tmp_path / "a.zip", tmp_path / "b.txt"
    plain.write_text(REPORT, encoding="utf-8")
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("in/c.txt", REPORT)
        packed.writestr("../d.txt", REPORT)
    home = tmp_path / "out"
    home.mkdir()
    with opened([path, plain], home) as inputs:
        names = [one.source_path.removeprefix(f"{tmp_path.as_posix()}/") for one in inputs]
        assert names == ["a.zip!in/c.txt", "a.zip!../d.txt", "b.txt"]
        assert inputs[0].sha256 == inputs[2].sha256
        assert inputs[0].path.read_text(encoding="utf-8") == REPORT
        assert inputs[1].failure
        assert inputs[1].failure.code is FailureCode.HOSTILE
    assert list(home.iterdir()) == []


def test_a_folder_without_archives_is_left_alone(tmp_path: Path) -> None:
    plain = tmp_path / "b.txt"
    plain.write_text(REPORT, encoding="utf-8")
    with opened([plain], tmp_path / "none") as inputs:
        assert [one.path for one in inputs] == [plain]


def test_one_archive_through_the_whole_way(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("c.txt", REPORT)
        packed.writestr("empty.txt", "")
    registry, trace = registry_of(path)
    assert not trace
    assert [row.status for row in registry.inputs] == ["included", "failed"]
    assert len(registry.studies[0].extraction.cases) == 1


def test_a_word_document_stays_one_input(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as packed:
        for name in ("customXml/item1.xml", "[Content_Types].xml", "word/document.xml"):
            packed.writestr(name, "<a/>")
    with opened([path], tmp_path) as inputs:
        assert [one.source_path for one in inputs] == [path.as_posix()]
        assert inputs[0].failure is None


def test_a_link_that_leads_out_is_named_and_its_target_not_opened(tmp_path: Path) -> None:
    folder, home = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    home.mkdir()
    secret = tmp_path / "secret.zip"
    with zipfile.ZipFile(secret, "w") as packed:
        packed.writestr("c.txt", REPORT)
    link = folder / "link.zip"
    link.symlink_to(secret)
    with opened([link], home, [folder]) as inputs:
        (one,) = inputs
    assert one.failure
    assert one.failure.code is FailureCode.OUTSIDE
    assert one.sha256 == ""
