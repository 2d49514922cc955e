"""Archives: what is in them, what is refused, and where they end."""

import gzip
import io
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest

from pipeline.ingest import archive
from pipeline.ingest.archive import Unpacked, may_be_archive, unpack
from pipeline.ingest.outcome import FailureCode

STORY = b"A 70-year-old woman had cement in the canal after vertebroplasty of L2. " * 20


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name), content)
    return path


def tarred(path: Path, files: dict[str, bytes], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as packed:  # type: ignore[call-overload]
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            packed.addfile(info, io.BytesIO(content))
    return path


def opened(path: Path) -> Unpacked:
    home = path.parent / "home"
    home.mkdir()
    return unpack(path, home)


def read(unpacked: Unpacked) -> dict[str, bytes | FailureCode]:
    found: dict[str, bytes | FailureCode] = {}
    for member in unpacked.members:
        if member.failure:
            found[member.name] = FailureCode(member.failure.code)
        else:
            assert member.path
            found[member.name] = member.path.read_bytes()
    return found


FILES = {"a.txt": STORY, "deep/er/b.txt": b"b", "emoji \U0001f9b4.txt": b"c", "-dash": b"d"}


@pytest.mark.parametrize("mode", ["zip", "w:gz", "w"])
def test_the_files_of_an_archive(mode: str, tmp_path: Path) -> None:
    path = tmp_path / "archive"
    path = zipped(path, FILES) if mode == "zip" else tarred(path, FILES, mode)
    assert may_be_archive(path)
    unpacked = opened(path)
    assert unpacked.failure is None
    assert read(unpacked) == FILES


def test_a_file_that_was_packed_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "pubmed.xml.gz"
    path.write_bytes(gzip.compress(STORY))
    assert read(opened(path)) == {"pubmed.xml": STORY}


def test_folders_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    files = {"x/": b"", ".DS_Store": b"", "__MACOSX/._a": b"", "x/.git/b": b"", "./c.txt": b"c"}
    assert read(opened(zipped(tmp_path / "a.zip", files))) == {"./c.txt": b"c"}


def test_equal_names_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.txt", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            packed.writestr("a.txt", b"2")
    assert read(opened(path)) == {"a.txt": b"1", "a.txt#2": b"2"}


@pytest.mark.parametrize(
    "name",
    ["../a.txt", "x/../../a.txt", "/etc/passwd", "C:\\a.txt", "..\\a.txt", "x/.."],
)
def test_a_name_that_leads_out_is_refused(name: str, tmp_path: Path) -> None:
    found = read(opened(zipped(tmp_path / "a.zip", {name: b"x", "good.txt": b"y"})))
    assert list(found.values()) == [FailureCode.HOSTILE, b"y"]
    assert [path.name for path in tmp_path.iterdir()].count("a.txt") == 0


@pytest.mark.parametrize("name", ["../a.txt", "/a.txt"])
def test_a_name_that_leads_out_of_a_tar_is_refused(name: str, tmp_path: Path) -> None:
    found = read(opened(tarred(tmp_path / "a.tgz", {name: b"x", "good.txt": b"y"})))
    assert found == {name: FailureCode.HOSTILE, "good.txt": b"y"}


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_are_refused(kind: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.tar.gz"
    with tarfile.open(path, "w:gz") as packed:
        info = tarfile.TarInfo("link.txt")
        info.type, info.linkname = kind, "/etc/passwd"
        packed.addfile(info)
    assert read(opened(path)) == {"link.txt": FailureCode.HOSTILE}


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as packed:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(info, "/etc/passwd")
    assert read(opened(path)) == {"link.txt": FailureCode.HOSTILE}


def test_a_locked_member_fails_by_itself(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": STORY})
    data = bytearray(path.read_bytes())
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        data[data.index(mark) + (6 if mark == b"PK\x03\x04" else 8)] |= 1
    path.write_bytes(data)
    assert read(opened(path)) == {"a.txt": FailureCode.ENCRYPTED}


def test_a_damaged_member_fails_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.txt", b"X" * 100)
        packed.writestr("b.txt", b"y")
    path.write_bytes(path.read_bytes().replace(b"X" * 100, b"X" * 99 + b"Z"))
    assert read(opened(path)) == {"a.txt": FailureCode.CORRUPT, "b.txt": b"y"}


def test_an_archive_that_is_cut_off_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    path = tarred(tmp_path / "a.tar", {"a.txt": STORY, "b.txt": bytes(5000)}, "w")
    path.write_bytes(path.read_bytes()[:3000])
    unpacked = opened(path)
    assert read(unpacked) == {"a.txt": STORY}
    assert unpacked.failure
    assert unpacked.failure.code is FailureCode.CORRUPT


@pytest.mark.parametrize("data", [b"PK\x03\x04 cut", b"\x1f\x8b\x08 cut"])
def test_a_broken_archive_is_corrupt(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    unpacked = opened(path)
    assert unpacked.failure
    assert unpacked.failure.code is FailureCode.CORRUPT


def test_an_empty_archive_is_empty(tmp_path: Path) -> None:
    unpacked = opened(zipped(tmp_path / "a.zip", {}))
    assert unpacked.failure
    assert unpacked.failure.code is FailureCode.EMPTY


@pytest.mark.parametrize("form", ["zip", "tar"])
def test_a_bomb_is_hostile_and_leaves_little(form: str, tmp_path: Path) -> None:
    zeros = {"a": bytes(30_000_000)}
    path = tmp_path / "bomb"
    path = zipped(path, zeros) if form == "zip" else tarred(path, zeros)
    if form == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("a", zeros["a"])
    unpacked = opened(path)
    assert unpacked.failure
    assert unpacked.failure.code is FailureCode.HOSTILE
    assert unpacked.members == ()


def test_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_MEMBERS", 2)
    unpacked = opened(zipped(tmp_path / "a.zip", {"a": b"a", "b": b"b", "c": b"c"}))
    assert unpacked.failure
    assert unpacked.failure.code is FailureCode.TOO_LARGE


def test_too_large_in_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_UNPACKED", 100)
    unpacked = opened(zipped(tmp_path / "a.zip", {"a": b"a" * 60, "b": b"b" * 60}))
    assert unpacked.failure
    assert unpacked.failure.code is FailureCode.TOO_LARGE


def test_a_member_larger_than_any_article_fails_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "LARGEST_FILE", 100)
    found = read(opened(zipped(tmp_path / "a.zip", {"a": b"a" * 101, "b": b"b"})))
    assert found == {"a": FailureCode.TOO_LARGE, "b": b"b"}


def test_documents_are_no_archives(tmp_path: Path) -> None:
    office = zipped(tmp_path / "a.docx", {"[Content_Types].xml": b"", "word/document.xml": b""})
    book = zipped(tmp_path / "a.epub", {"mimetype": b"application/epub+zip"})
    plain = tmp_path / "a.txt"
    plain.write_bytes(STORY)
    assert not any(map(may_be_archive, [office, book, plain, tmp_path, tmp_path / "none"]))


def test_a_document_with_another_part_first_is_no_archive(tmp_path: Path) -> None:
    parts = {"customXml/item1.xml": b"<a/>", "[Content_Types].xml": b"", "word/document.xml": b""}
    path = zipped(tmp_path / "a.docx", parts)
    assert may_be_archive(path)
    assert opened(path) == Unpacked(is_document=True)


def test_a_tar_that_ends_with_a_word_document_is_an_archive(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "a.docx", {"[Content_Types].xml": b"", "word/document.xml": b""})
    content = inner.read_bytes()
    assert read(opened(tarred(tmp_path / "a.tar", {"a.docx": content}, "w"))) == {"a.docx": content}
