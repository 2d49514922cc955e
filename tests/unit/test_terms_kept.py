"""What was parsed from a file of terms is kept until that file changes."""

import sys
import tomllib
from pathlib import Path

import pytest

from pipeline import terms
from pipeline.beside import place_of


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of terms as Python leaves it: with the compiled form of its module."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    monkeypatch.setattr(terms, "__file__", str(tmp_path / "__init__.py"))
    (tmp_path / "__pycache__").mkdir()
    return tmp_path


def read(name: str) -> object:
    """The content as a new process reads it."""
    return terms.load.__wrapped__(name)


def test_the_second_start_does_not_parse(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "sites.toml").write_text('[b]\nwords = ["disc", "Bandscheibe ü"]\n[a]\n', "utf-8")
    parsed = read("sites")
    assert parsed == {"b": {"words": ["disc", "Bandscheibe ü"]}, "a": {}}
    monkeypatch.setattr(tomllib, "loads", None)
    again = read("sites")
    assert again == parsed
    assert isinstance(again, dict)
    assert list(again) == ["b", "a"], "the order of the file tells which rule goes first"


def test_a_changed_file_is_parsed_anew(folder: Path) -> None:
    (folder / "sites.toml").write_text("n = 1\n", "utf-8")
    assert read("sites") == {"n": 1}
    (folder / "sites.toml").write_text("n = 2\n", "utf-8")
    assert read("sites") == {"n": 2}


def test_what_is_damaged_is_parsed_anew(folder: Path) -> None:
    (folder / "sites.toml").write_text("n = 1\n", "utf-8")
    read("sites")
    kept = place_of(folder / "sites.toml")
    kept.write_text(kept.read_text("utf-8")[:-2], "utf-8")
    assert read("sites") == {"n": 1}
