"""What the documentation names exists, and what it lists is what the data lists."""

import argparse
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from pipeline.cli import COMMANDS
from pipeline.export.release import WRITERS
from pipeline.reasons import ReasonCode, meaning
from pipeline.registry.codes import Status
from pipeline.resolve.flags import descriptions

ROOT = Path(__file__).parents[3]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "corpus/README.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
FOLDERS = "pipeline|flows|tests|tools|benchmarks|docs"


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def rows(page: str) -> list[list[str]]:
    """The cells of every line that looks like a row of a table."""
    lines = [line for line in page.splitlines() if line.startswith("| ")]
    return [[cell.strip().strip("`") for cell in line.strip("|").split(" | ")] for line in lines]


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", text(name)):
        if not target.startswith("http"):
            assert (ROOT / name).parent.joinpath(target).exists(), target


@pytest.mark.parametrize("name", NAMES)
def test_named_files_and_modules_exist(name: str) -> None:
    page = text(name)
    for path in re.findall(rf"`((?:{FOLDERS})/[\w./-]*)`", page):
        assert (ROOT / path).exists(), path
    for module in re.findall(r"python -m ((?:corpus|tools|benchmarks)\.\w+)", page):
        assert (ROOT / module.replace(".", "/")).with_suffix(".py").exists(), module


@pytest.mark.parametrize("name", NAMES)
def test_named_commands_exist(name: str) -> None:
    parser = argparse.ArgumentParser()
    known = parser.add_subparsers()
    for command in COMMANDS:
        command.add(known)
    page = text(name)
    for word in re.findall(r"(?:`|^ +|bin/|Scripts\\)leakreg ([a-z]+)", page, re.M):
        assert word in known.choices, word
    goals = re.findall(r"^([a-z]+):.*##", text("Makefile"), re.M)
    for word in re.findall(r"(?:`|^ +)make ([a-z]+)", page, re.M):
        assert word in goals, word


def test_the_readme_names_every_command_and_every_file() -> None:
    page = text("README.md")
    for command in COMMANDS:
        assert f"`leakreg {command.__name__.rpartition('.')[2]}" in page
    for writer in WRITERS:
        assert f"`{writer.filename}`" in page


@pytest.mark.parametrize("status", Status)
def test_the_reasons_are_those_of_the_data(status: Status) -> None:
    _, _, page = text("docs/reasons.md").partition(f"## {status.value.capitalize()}: ")
    told = {row[0]: (row[1], row[2]) for row in rows(page.partition("\n## ")[0])}
    told.pop("code")
    meanings = {code: meaning(code) for code in ReasonCode}
    assert told == {
        code.value: (one.seen, one.remedy)
        for code, one in meanings.items()
        if one.status == status.value
    }


def test_the_flags_are_those_of_the_data() -> None:
    flags = text("README.md").partition("| flag | meaning |")[2].partition("\n\n")[0]
    assert {row[0]: row[1] for row in rows(flags)} == descriptions()


def test_the_figures_of_the_readme_are_those_of_the_accuracy_page() -> None:
    measured = text("docs/accuracy.md")
    table = text("README.md").partition("| documents | number |")[2].partition("\n\n")[0]
    told = [row for row in rows(table) if row[2].startswith("0.")]
    assert told
    for *_, everything, core, command in told:
        figures = measured.partition(f"<!-- figures: {command} -->")[2].partition("\n\n")[0]
        assert re.search(rf"^all case fields .*{re.escape(everything)}$", figures, re.M), command
        assert re.search(rf"^core fields .*{re.escape(core)}$", figures, re.M), command


def test_the_picture_is_whole() -> None:
    picture = ElementTree.fromstring(text("docs/pipeline.svg"))
    words = " ".join(picture.itertext())
    for stage in ("ingest", "annotate", "resolve", "registry", "export", "flows", "terms"):
        assert stage in words
