"""A watched folder."""

import os
from pathlib import Path

import pytest

from pipeline.errors import UserError
from pipeline.sources.fetch import count, fetch
from pipeline.sources.queries import Query
from pipeline.sources.result import QueryFetched
from pipeline.sources.services import Services
from tests.unit.sources.fetching import NOW


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    (folder / "deep").mkdir(parents=True)
    (folder / "one.txt").write_text("one", encoding="utf-8")
    (folder / "deep" / "two.txt").write_text("two", encoding="utf-8")
    return folder


def look(inbox: Path) -> QueryFetched:
    query = Query("inbox", "folder", str(inbox))
    return fetch([query], inbox.parent / "fetched", Services(), lambda: NOW).queries[0]


def told(fetched: QueryFetched) -> tuple[int, int, int, int, int]:
    counts = fetched.counts
    return counts.found, counts.new, counts.changed, counts.known, counts.gone


def test_new_files_are_told_once_and_nothing_is_copied(inbox: Path) -> None:
    first = look(inbox)
    assert told(first) == (2, 2, 0, 0, 0)
    assert first.paths == [inbox / "deep" / "two.txt", inbox / "one.txt"]
    again = look(inbox)
    assert (told(again), again.paths) == ((2, 0, 0, 2, 0), [])
    held = sorted(path.name for path in (inbox.parent / "fetched").rglob("*") if path.is_file())
    assert held == ["fetch_log.jsonl"]


def test_changed_gone_and_returned_files_are_told(inbox: Path) -> None:
    look(inbox)
    (inbox / "one.txt").write_text("won", encoding="utf-8")
    (inbox / "deep" / "two.txt").unlink()
    changed = look(inbox)
    assert (told(changed), changed.paths) == ((1, 0, 1, 0, 1), [inbox / "one.txt"])
    assert told(look(inbox)) == (1, 0, 0, 1, 0)
    (inbox / "deep" / "two.txt").write_text("two", encoding="utf-8")
    assert told(look(inbox)) == (2, 1, 0, 1, 0)


def test_a_file_that_was_only_touched_is_known(inbox: Path) -> None:
    look(inbox)
    os.utime(inbox / "one.txt", ns=(1, 1))
    assert told(look(inbox)) == (2, 0, 0, 2, 0)


def test_an_empty_folder_brings_nothing(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    assert told(look(tmp_path / "inbox")) == (0, 0, 0, 0, 0)


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"There is no folder .*none to watch: make it"):
        look(tmp_path / "none")


def test_a_dry_run_counts_the_files(inbox: Path) -> None:
    assert count([Query("inbox", "folder", str(inbox))], Services()) == {"inbox": 2}
