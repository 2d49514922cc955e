import os
from pathlib import Path

import pytest

from pipeline.errors import UserError
from pipeline.inputs import FETCH_LOG, IGNORE_FILE, find_files, leading_out, shown


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


def test_a_link_to_itself_is_a_file_like_others(folder: Path) -> None:
    (folder / "loop").symlink_to("loop")
    assert names(folder) == ["in/a.pdf", "in/b.txt", "in/loop", "in/sub/c.xml"]


def test_a_folder_that_a_link_leads_out_to_is_not_walked(folder: Path) -> None:
    Path("secret").mkdir()
    Path("secret/d.txt").write_text("text", encoding="utf-8")
    (folder / "out").symlink_to(Path("secret").resolve())
    assert "in/out" in names(folder)
    assert names(folder, "secret") == [
        "in/a.pdf",
        "in/b.txt",
        "in/out/d.txt",
        "in/sub/c.xml",
    ]


@pytest.mark.parametrize(
    ("target", "given", "outside"),
    [
        ("in/b.txt", ["in"], False),
        ("secret.txt", ["in"], True),
        ("secret.txt", ["in", "secret.txt"], False),
        ("secret.txt", ["in/link"], False),
        ("in/b.txt", ["in/sub"], True),
    ],
)
def test_a_link_may_lead_where_the_user_pointed(
    target: str, given: list[str], outside: bool, folder: Path
) -> None:
    Path("secret.txt").write_text("text", encoding="utf-8")
    link = folder / "link"
    link.symlink_to(Path(target).resolve())
    assert (link in leading_out([link], map(Path, given))) is outside


def test_a_name_that_is_no_utf8_can_be_shown() -> None:
    assert shown(os.fsdecode(b"caf\xe9 \xf0\x9f\x98\x80.txt")) == "caf\\xe9 😀.txt"


def test_of_the_corpus_a_run_reads_documents_and_what_was_fetched(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    for name in ("documents/a.txt", "fetched/leaks/PMID1.xml", "gold/a.json", "queries.toml"):
        (corpus / name).parent.mkdir(parents=True, exist_ok=True)
        (corpus / name).write_text("x", encoding="utf-8")
    (corpus / "fetched" / "leaks" / FETCH_LOG).write_text("{}\n", encoding="utf-8")
    ignored = Path(__file__).parents[2] / "corpus" / IGNORE_FILE
    (corpus / IGNORE_FILE).write_bytes(ignored.read_bytes())
    found = [path.relative_to(corpus).as_posix() for path in find_files([corpus])]
    assert found == ["documents/a.txt", "fetched/leaks/PMID1.xml"]
