"""What goes wrong on a machine is said in one line, loses nothing, and the next run goes on."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import UserError
from pipeline.registry.store import FILE_NAME, open_store
from tests.flows.articles import WOMAN

pytest_plugins = ["tests.flows.inline"]
pytestmark = pytest.mark.usefixtures("inline")

NOBODY = 65534
LARGE_KB = 8_192
YEAR_NS = 365 * 24 * 3600 * 10**9


def run(articles: Path, out: Path) -> int:
    return main(["run", str(articles), "--out", str(out)])


def tables(out: Path) -> dict[str, bytes]:
    paths = sorted([*out.glob("*.csv"), *out.glob("*.json")])
    return {path.name: path.read_bytes() for path in paths}


def undisturbed(articles: Path) -> dict[str, bytes]:
    run(articles, Path("undisturbed"))
    return tables(Path("undisturbed"))


def said_in_a_line(capsys: pytest.CaptureFixture[str]) -> str:
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = [one for one in said.err.splitlines() if not one.startswith("starting Prefect")]
    assert line.startswith("leakreg: ")
    assert "--debug" not in line
    return line


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    """A disk of its own for a folder."""
    folder.mkdir(exist_ok=True)
    size = ["-o", f"size={kilobytes}k"]
    command = ["mount", "-t", "tmpfs", *size, "tmpfs", str(folder)]
    if sys.platform != "linux" or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here (Linux, as root)")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def grow(folder: Path) -> None:
    size = f"remount,size={LARGE_KB}k"
    subprocess.run(["mount", "-o", size, str(folder)], check=True)


@pytest.mark.parametrize("kilobytes", [4, 64, 100, 140, 180, 220, 260, 300])
def test_a_full_disk(articles: Path, kilobytes: int, capsys: pytest.CaptureFixture[str]) -> None:
    expected, out = undisturbed(articles), Path("small")
    with small_disk(out, kilobytes):
        capsys.readouterr()
        if run(articles, out) == 2:
            assert "room" in said_in_a_line(capsys)
            assert tables(out) == {}
            assert not list(out.glob(".*.csv*"))
        grow(out)
        assert run(articles, out) == 1
        assert tables(out) == expected


def test_a_disk_that_fills_later_leaves_the_tables_of_before(
    articles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = Path("small")
    with small_disk(out, LARGE_KB):
        run(articles, out)
        before = tables(out)
        (articles / "new.txt").write_text(WOMAN.replace("72", "81"), encoding="utf-8")
        expected = undisturbed(articles)
        room = shutil.disk_usage(out).free
        (out / "other").write_bytes(b"x" * (room - 150_000))
        capsys.readouterr()
        assert run(articles, out) == 2
        assert "room" in said_in_a_line(capsys)
        assert tables(out) == before
        (out / "other").unlink()
        assert run(articles, out) == 1
        assert tables(out) == expected


def test_no_room_for_prefect_is_said_before_it_starts(
    articles: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = Path("prefect")
    with small_disk(home, LARGE_KB):
        monkeypatch.setenv("PREFECT_HOME", str(home))
        assert run(articles, Path("out")) == 2
        assert said_in_a_line(capsys).endswith("name another folder with PREFECT_HOME.")


@pytest.mark.parametrize("spoil", ["garbage", "half", "head"])
def test_a_damaged_registry(articles: Path, spoil: str, capsys: pytest.CaptureFixture[str]) -> None:
    expected, out = undisturbed(articles), Path("out")
    run(articles, out)
    path = out / "registry.sqlite"
    whole = path.read_bytes()
    (articles / "new.txt").write_text("A note on vertebroplasty.", encoding="utf-8")
    spoilt = {
        "garbage": b"no database" * 1000,
        "half": whole[: len(whole) // 2 // 4096 * 4096],
        "head": b"\0" * 4096 + whole[4096:],
    }
    path.write_bytes(spoilt[spoil])
    capsys.readouterr()
    assert run(articles, out) == 2
    assert "registry.sqlite cannot be used as a registry: it is damaged" in said_in_a_line(capsys)
    assert tables(out) == expected
    (articles / "new.txt").unlink()
    path.rename("away")
    assert run(articles, out) == 1
    assert tables(out) == expected


def test_an_output_folder_that_was_deleted(articles: Path) -> None:
    expected, out = undisturbed(articles), Path("out")
    run(articles, out)
    shutil.rmtree(out)
    run(articles, out)
    assert tables(out) == expected


def test_clocks_that_go_back_hide_no_change(
    articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, woman = Path("out"), articles / "woman.txt"
    now = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: now + YEAR_NS)
    run(articles, out)  # All files are old enough to be known again.
    times = woman.stat()
    for later, age in enumerate(["81", "84", "87"]):
        monkeypatch.setattr(time, "time_ns", lambda at=now - later * YEAR_NS: at)
        woman.write_text(WOMAN.replace("72", age), encoding="utf-8")
        os.utime(woman, ns=(times.st_atime_ns, times.st_mtime_ns - later * YEAR_NS))
        run(articles, out)
        assert f",{age},female," in (out / "registry.csv").read_text(encoding="utf-8")
    assert tables(out) == undisturbed(articles)


@contextmanager
def nobody() -> Iterator[None]:
    """Whoever runs the tests is meanwhile a user who owns nothing."""
    if sys.platform != "linux":
        pytest.skip("only Linux lets a process become another user for a while")
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_a_folder_that_cannot_be_written(
    articles: Path, open_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(articles / "woman.txt", open_folder)
    out = open_folder / "out"
    out.mkdir(mode=0o555)
    with nobody():
        assert run(open_folder / "woman.txt", out) == 2
    expected = f"leakreg: Nothing can be written in {out}: name another with --out."
    assert said_in_a_line(capsys) == expected
    out.chmod(0o755)
    assert run(open_folder / "woman.txt", out) == 0


def test_a_registry_that_cannot_be_written(articles: Path, open_folder: Path) -> None:
    out = open_folder / "out"
    run(articles, out)
    expected, path = tables(out), out / FILE_NAME
    out.chmod(0o777)
    path.chmod(0o444)
    with nobody(), pytest.raises(UserError) as error, open_store(path) as store:
        store.record_run([], "1", "1")
    path.chmod(0o644)
    assert str(error.value) == f"{path} cannot be written: change its permissions and run again."
    run(articles, out)
    assert tables(out) == expected
