"""The fetch log and the files beside it."""

import errno
import os
import threading
from pathlib import Path

import pytest

from pipeline.errors import UserError
from pipeline.inputs import find_files
from pipeline.sources.answers import Kind
from pipeline.sources.files import write_whole
from pipeline.sources.log import Entry, FetchLog, read_entries


def entry(name: str, kind: Kind = Kind.FULL_TEXT, version: str = "1", detail: str = "") -> Entry:
    return Entry(
        "2026-05-01T12:00:00+00:00",
        "leaks",
        "europepmc",
        "s",
        "http://x/é",
        kind,
        (f"pmid:{name}", f"doi:10.1/{name}"),
        f"PMID{name}.xml",
        "abc",
        "CC BY 4.0",
        version,
        detail,
    )


def test_what_was_added_is_there_after_opening_again(tmp_path: Path) -> None:
    with FetchLog(tmp_path) as log:
        log.add([entry("1"), entry("2")])
        log.add([entry("1", version="2")])
    with FetchLog(tmp_path) as log:
        assert log.find(["doi:10.1/1"]) == entry("1", version="2")
        assert log.find(["pmid:3", "pmid:2"]) == entry("2")
        assert log.find(["pmid:3"]) is None
        assert log.known() == [entry("1", version="2"), entry("2")]
    assert len(read_entries(tmp_path / "fetch_log.jsonl")) == 3


def test_an_erratum_with_the_doi_of_its_article_is_another_one(tmp_path: Path) -> None:
    with FetchLog(tmp_path) as log:
        log.add([entry("1")])
        assert log.find(["pmid:2", "doi:10.1/1"]) is None
        assert log.find(["pmcid:pmc2", "doi:10.1/1"]) == entry("1")


def test_an_unchanged_article_keeps_its_kind(tmp_path: Path) -> None:
    with FetchLog(tmp_path) as log:
        log.add([entry("1"), entry("1", Kind.UNCHANGED, "2")])
        found = log.find(["pmid:1"])
    assert found == entry("1", version="2")


def test_what_was_tried_in_vain_says_nothing_of_what_is_kept(tmp_path: Path) -> None:
    with FetchLog(tmp_path) as log:
        log.add([entry("1"), entry("1", Kind.ERROR_PAGE, "2", "answered 500")])
        assert log.find(["pmid:1"]) == entry("1")


def test_a_line_that_was_cut_off_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "fetch_log.jsonl"
    with FetchLog(tmp_path) as log:
        log.add([entry("1")])
    with path.open("ab") as file:
        file.write(b'{"time": "2026-0')
    with FetchLog(tmp_path) as log:
        log.add([entry("2")])
    assert read_entries(path) == [entry("1"), entry("2")]


def test_a_damaged_line_is_said(tmp_path: Path) -> None:
    (tmp_path / "fetch_log.jsonl").write_bytes(b"nonsense\n")
    with pytest.raises(UserError, match="line 1 is no line of a fetch log: move the file away"):
        FetchLog(tmp_path)


def test_a_log_is_held_by_one_alone(tmp_path: Path) -> None:
    with FetchLog(tmp_path), pytest.raises(UserError, match="Another fetch writes into"):
        FetchLog(tmp_path)
    with FetchLog(tmp_path):
        pass


def test_a_run_passes_the_log_over(tmp_path: Path) -> None:
    with FetchLog(tmp_path) as log:
        log.add([entry("1")])
    (tmp_path / "PMID1.xml").write_text("<a/>", encoding="utf-8")
    assert [path.name for path in find_files([tmp_path])] == ["PMID1.xml"]


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UserError, match=r"cannot be written: .*: make space or change"):
        FetchLog(tmp_path / "file" / "folder")


@pytest.fixture
def small_disk() -> Path:
    """A device that is always full."""
    path = Path("/dev/full")
    if not path.exists():
        pytest.skip("this system has no /dev/full")
    return path


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, small_disk: Path) -> None:
    target = tmp_path / "PMID1.xml"
    write_whole(target, b"old")
    part = tmp_path / ".PMID1.xml.part"
    part.symlink_to(small_disk)
    with pytest.raises(UserError, match="No space left on device: make space"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert not part.is_symlink()


def test_a_full_disk_leaves_no_half_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with FetchLog(tmp_path) as log:
        log.add([entry("1")])
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            with pytest.raises(UserError, match="No space left"):
                log.add([entry("2")])
        log.add([entry("3")])
    assert read_entries(tmp_path / "fetch_log.jsonl") == [entry("1"), entry("3")]


def test_a_file_is_whole_at_any_moment(tmp_path: Path) -> None:
    path = tmp_path / "PMID1.xml"
    write_whole(path, b"a" * 10_000)
    seen: set[bytes] = set()
    ended = threading.Event()

    def look() -> None:
        while not ended.is_set():
            seen.add(path.read_bytes())

    reader = threading.Thread(target=look)
    reader.start()
    for number in range(20):
        write_whole(path, bytes([98 + number]) * 10_000)
    ended.set()
    reader.join()
    assert all(len(one) == 10_000 and len(set(one)) == 1 for one in seen)
