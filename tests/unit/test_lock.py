from pathlib import Path

import pytest

from tools import lock


def test_the_lock_files_fit_the_project() -> None:
    assert list(lock.check()) == []


def test_no_lock_file_holds_an_address_or_a_hash() -> None:
    for path in (lock.RUN_LOCK, lock.DEV_LOCK):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text
        assert "--hash" not in text


@pytest.fixture
def other_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "requirements.lock"
    path.write_bytes(lock.RUN_LOCK.read_bytes())
    monkeypatch.setattr(lock, "RUN_LOCK", path)
    return path


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_version_out_of_bounds_is_named(other_lock: Path) -> None:
    replace(other_lock, "prefect==3.8.8", "prefect==3.7.0")
    assert any("prefect==3.7.0" in problem for problem in lock.check())


def test_a_missing_requirement_of_a_requirement_is_named(other_lock: Path) -> None:
    replace(other_lock, "pdfminer-six==", "pdfminer-seven==")
    problems = list(lock.check())
    assert any("lacks pdfminer-six" in problem for problem in problems)
    assert any("pins pdfminer-seven" in problem for problem in problems)


def test_a_line_that_is_not_exact_is_refused(other_lock: Path) -> None:
    replace(other_lock, "prefect==3.8.8", "prefect>=3.8")
    with pytest.raises(ValueError, match="not an exact version"):
        list(lock.check())
