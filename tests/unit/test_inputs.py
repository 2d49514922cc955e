import os
from pathlib import Path

import pytest

from pipeline.errors import UserError
from pipeline.inputs import find_files


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("in/b.txt", "in/a.pdf", "in/sub/c.xml", "in/.hidden", "in/.git/d.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("text", encoding="utf-8")
    return Path("in")


def names(*paths: Path | str) -> list[str]:
    return [path.as_posix() for path in find_files(map(Path, paths))]


def test_a_folder_is_walked_to_its_bottom_without_hidden_names(folder: Path) -> None:
    assert names(folder) == ["in/a.pdf", "in/b.txt", "in/sub/c.xml"]


def test_a_file_that_is_named_is_taken_whatever_its_name(folder: Path) -> None:
    assert names(folder / ".hidden") == ["in/.hidden"]


def test_each_file_is_taken_once(folder: Path) -> None:
    assert names("in", "in/b.txt", folder.resolve()) == ["in/a.pdf", "in/b.txt", "in/sub/c.xml"]


def test_an_ignore_file_leaves_names_out(folder: Path) -> None:
    (folder / ".leakregignore").write_text("# drafts\n*.txt\n\nsub/\n", encoding="utf-8")
    assert names(folder) == ["in/a.pdf"]


def test_the_last_pattern_decides(folder: Path) -> None:
    (folder / ".leakregignore").write_text("*\n!sub\n", encoding="utf-8")
    assert names(folder) == ["in/sub/c.xml"]


def test_a_link_to_a_folder_above_ends(folder: Path) -> None:
    (folder / "sub" / "up").symlink_to(folder.resolve())
    assert names(folder) == ["in/a.pdf", "in/b.txt", "in/sub/c.xml"]


def test_a_missing_path_is_said(folder: Path) -> None:
    with pytest.raises(UserError, match=r"no file or folder in/z\.txt"):
        names(folder, "in/z.txt")


def test_an_empty_folder_is_said(folder: Path) -> None:
    (folder / "empty").mkdir()
    with pytest.raises(UserError, match="no document in in/empty"):
        names("in/empty")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open every folder")
def test_a_folder_without_permission_is_said(folder: Path) -> None:
    (folder / "sub").chmod(0)
    with pytest.raises(UserError, match="in/sub cannot be opened"):
        names(folder)
