import threading
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.export.release import LOCK_NAME
from pipeline.filelock import locked
from pipeline.registry.store import open_store

SOON_S = 0.5
LONG_S = 30


def test_one_waits_for_the_other(tmp_path: Path) -> None:
    path, order = tmp_path / "lock", []

    def second() -> None:
        with locked(path):
            order.append("second")

    thread = threading.Thread(target=second)
    with locked(path):
        thread.start()
        thread.join(SOON_S)
        assert thread.is_alive()
        order.append("first")
    thread.join(LONG_S)
    assert order == ["first", "second"]


def test_a_folder_that_is_not_there_cannot_be_locked(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), locked(tmp_path / "nowhere" / "lock"):
        pass


def test_an_export_waits_for_a_run_that_writes_its_tables(tmp_path: Path) -> None:
    with open_store(tmp_path / "registry.sqlite"):
        pass
    thread = threading.Thread(target=main, args=(["export", "--out", str(tmp_path)],))
    with locked(tmp_path / LOCK_NAME):
        thread.start()
        thread.join(SOON_S)
        assert thread.is_alive()
        assert list(tmp_path.glob("*.csv")) == []
    thread.join(LONG_S)
    assert (tmp_path / "registry.csv").exists()
