"""A refresh gives the files of a run from scratch, to the byte, whatever happened in between."""

import os
import random
import shutil
from pathlib import Path

import pytest

import pipeline.glance
from pipeline.cli import main
from tests.flows.articles import MAN, NOTHING, WOMAN

pytest_plugins = ["tests.flows.inline"]
pytestmark = pytest.mark.usefixtures("inline")

NOTICE = """TY  - JOUR
TI  - Retraction: {title}
AB  - The authors retract the article.
ER  -
"""
TEXTS = [
    NOTHING,
    "",
    *(WOMAN.replace("72", str(age)) for age in (58, 61, 72)),
    *(
        MAN.replace("65", str(age)).replace("kyphoplasty:", f"kyphoplasty {age}:")
        for age in (65, 66)
    ),
    WOMAN.replace("L1", "L3") + "\ndoi: 10.5555/other\n",
    NOTICE.format(title=MAN.splitlines()[0]),
    NOTICE.format(title=WOMAN.splitlines()[0]),
]
STEPS = 8


def run(folder: Path, out: Path, *options: str) -> dict[str, bytes]:
    """Runs and returns the files that were written."""
    assert main(["run", str(folder), "--out", str(out), *options]) in (0, 1)
    return {path.name: path.read_bytes() for path in tables(out)}


def tables(out: Path) -> list[Path]:
    return sorted([*out.glob("*.csv"), *out.glob("*.json")])


def change(folder: Path, out: Path, chance: random.Random) -> str:
    """Changes something among the sources or the tables; returns what."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    what = chance.choice(
        ["add", "add", "change", "remove", "rename", "swap", "touch", "spoil", "lose"]
    )
    name = folder / chance.choice(["", "a", "b/c"]) / f"{chance.randrange(8)}.txt"
    one, other = chance.choice(files), chance.choice(files)
    name.parent.mkdir(parents=True, exist_ok=True)
    if what == "remove" and len(files) > 1:
        one.unlink()
    elif what == "rename":
        one.replace(name)
    elif what == "swap" and one != other:
        one.rename(folder / "between")
        other.rename(one)
        (folder / "between").rename(other)
    elif what == "touch":
        os.utime(one)
    elif what == "spoil":
        chance.choice(tables(out)).write_bytes(b"")
    elif what == "lose":
        chance.choice(tables(out)).unlink()
    else:
        (one if what == "change" else name).write_text(chance.choice(TEXTS), encoding="utf-8")
    return what


@pytest.mark.parametrize("seed", range(4))
def test_a_refresh_is_a_run_from_scratch(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The steps follow each other too fast for a file to be trusted otherwise.
    monkeypatch.setattr(pipeline.glance, "UNSURE_NS", 0)
    monkeypatch.chdir(tmp_path)
    chance = random.Random(seed)
    folder, out = Path("in"), Path("out")
    folder.mkdir()
    (folder / "first.txt").write_text(WOMAN, encoding="utf-8")
    run(folder, out)
    done = []
    for _ in range(STEPS):
        done += [change(folder, out, chance) for _ in range(chance.randint(1, 3))]
        refreshed = run(folder, out)
        shutil.rmtree("scratch", ignore_errors=True)
        assert refreshed == run(folder, Path("scratch")), done
        assert run(folder, out) == refreshed, done


def test_with_nothing_new_nothing_is_assembled_or_written(
    articles: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = run(articles, Path("out"))
    said = capsys.readouterr().out
    times = [path.stat().st_mtime_ns for path in tables(Path("out"))]
    with monkeypatch.context() as without:
        without.setattr("flows.run.export_all", None)
        without.setattr("pipeline.registry.store.assemble", None)
        assert run(articles, Path("out")) == first
    released = "This is release 1: `leakreg diff` tells what it changed and why.\n"
    repeated = said.replace("5 read anew", "0 read anew").replace(released, "")
    assert capsys.readouterr().out == repeated
    assert [path.stat().st_mtime_ns for path in tables(Path("out"))] == times
    monkeypatch.setattr("pipeline.settled.program_version", lambda: "another")
    Path("out/registry.csv").write_bytes(b"as another program wrote it")
    assert run(articles, Path("out")) == first


def test_other_settings_or_other_inputs_are_no_repetition(articles: Path) -> None:
    first = run(articles, Path("out"))
    less = run(articles / "deeper", Path("out"))
    assert less["documents.csv"] != first["documents.csv"]
    assert run(articles, Path("out")) == first
