"""The change log of a release, in words."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.document.model import Mark, Meta, Notice
from pipeline.export.changes import file_name, write_changes
from pipeline.registry.store import Store, open_store
from tests.unit.registry.living import Article, release

AGE = "A 58-year-old man was treated at L1."
MAN = Article(
    "a.txt",
    (AGE,),
    ({"age_years=58": AGE, "treated_levels=L1": AGE},),
    Meta(title="Of one man", pmid="7"),
)
YOUNG = "A 20-year-old woman."
WOMAN = Article("b.txt", (YOUNG,), ({"age_years=20": YOUNG},), Meta(pmid="8"))
OLDER = AGE.replace("58", "59")
CORRECTED = replace(MAN, sentences=(OLDER,), patients=({"age_years=59": OLDER},))
NOTICE = Article(
    "c.txt",
    ("The article is retracted.",),
    (),
    Meta(title="Retraction", pmid="9", notices=(Notice(Mark.RETRACTED, pmid="7"),)),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "registry.sqlite") as store:
        yield store


def log(store: Store, out: Path, *releases: tuple[Article, ...]) -> list[str]:
    """The log of the last of some releases, line by line."""
    for articles in releases:
        release(store, out, *articles)
    write_changes(store, out)
    return (out / file_name(len(releases))).read_text(encoding="utf-8").splitlines()


def test_the_first_release(store: Store, tmp_path: Path) -> None:
    lines = log(store, tmp_path, (MAN,))
    assert lines[0].startswith("# Release 1, ")
    assert "1 patients" in lines[2]
    assert lines[-1] == "This is the first release: everything in it is new."


def test_what_came(store: Store, tmp_path: Path) -> None:
    lines = log(store, tmp_path, (MAN,), (MAN, WOMAN))
    start = lines.index("## Patients")
    assert lines[start + 2 : start + 4] == [
        "- Added: 8-1 (a new document)",
        "  - age_years: 20",
    ]
    assert lines[lines.index("## Documents") + 2 :] == ["- Added: 8 (a new document)"]


def test_what_changed(store: Store, tmp_path: Path) -> None:
    lines = log(store, tmp_path, (MAN,), (CORRECTED,))
    start = lines.index("- Changed: 7-1")
    assert lines[start + 1 : start + 3] == [
        "  - age_years: 58 is now 59 (the source changed its text)",
        "  - treated_levels: L1 is withdrawn (the source changed its text)",
    ]


def test_what_was_withdrawn(store: Store, tmp_path: Path) -> None:
    lines = log(store, tmp_path, (MAN, WOMAN), (MAN, WOMAN, NOTICE))
    assert "- Withdrawn: 7-1 (a retraction)" in lines


def test_what_is_no_longer_there(store: Store, tmp_path: Path) -> None:
    lines = log(store, tmp_path, (MAN, WOMAN), (WOMAN,))
    assert "- Withdrawn: 7-1 (the document is no longer there)" in lines


def test_what_was_written_is_left_alone(store: Store, tmp_path: Path) -> None:
    release(store, tmp_path, MAN)
    release(store, tmp_path, MAN, WOMAN)
    written = write_changes(store, tmp_path)
    assert [path.name for path in written] == ["release-0001.md", "release-0002.md"]
    assert write_changes(store, tmp_path) == []
    before = written[1].read_bytes()
    written[1].unlink()
    assert write_changes(store, tmp_path) == written[1:]
    assert written[1].read_bytes() == before


def test_nothing_in_a_text_is_markup(store: Store, tmp_path: Path) -> None:
    said = "A woman of <b>20</b>."
    odd = replace(WOMAN, sentences=(said,), patients=({"age_years=20": said},))
    odd = replace(odd, meta=Meta(doi="10.5555/[a](b)"))
    lines = log(store, tmp_path, (MAN,), (MAN, odd))
    assert any(r"10.5555/\[a\](b)" in line for line in lines)
