"""What expressions require, kept from one start to the next."""

import sys
from pathlib import Path

import pytest

from pipeline.values import kept as module
from pipeline.values.kept import Kept
from pipeline.values.required import Needs

EXPRESSION = r"\b(?:leg|arm) pain|cyst\w*"
REQUIRED = ((frozenset({" pain"}), frozenset({" leg ", " arm "})), (frozenset({"cyst"}),))


@pytest.fixture(autouse=True)
def _python_keeps_what_it_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def reading_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(expression: str) -> tuple[Needs, ...]:
        raise AssertionError(f"read again: {expression}")

    monkeypatch.setattr(module, "required", read)


def test_what_was_read_is_there_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Kept(tmp_path / "kept.json", "one")
    assert first.required(EXPRESSION) == REQUIRED
    first.write()
    assert [path.name for path in tmp_path.iterdir()] == ["kept.json"]
    reading_is_over(monkeypatch)
    assert Kept(tmp_path / "kept.json", "one").required(EXPRESSION) == REQUIRED


def test_another_version_reads_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Kept(tmp_path / "kept.json", "one")
    first.required(EXPRESSION)
    first.write()
    reading_is_over(monkeypatch)
    with pytest.raises(AssertionError, match="read again"):
        Kept(tmp_path / "kept.json", "two").required(EXPRESSION)


@pytest.mark.parametrize("content", [b"", b"one", b"one\n", b"one\n{", b"\xff\n{}"])
def test_a_damaged_file_is_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "kept.json"
    path.write_bytes(content)
    again = Kept(path, "one")
    assert again.required(EXPRESSION) == REQUIRED
    again.write()
    assert path.read_text("utf-8").startswith("one\n{")


def test_nothing_is_written_where_python_may_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    told = Kept(tmp_path / "kept.json", "one")
    told.required(EXPRESSION)
    told.write()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_missing_is_no_error(tmp_path: Path) -> None:
    lost = Kept(tmp_path / "none" / "kept.json", "one")
    assert lost.required(EXPRESSION) == REQUIRED
    lost.write()
    assert list(tmp_path.iterdir()) == []
