"""A registry that grew run by run has the tables of one that was made at once."""

from pathlib import Path

import pytest

from pipeline.cli import main
from tests.flows.articles import MAN, NOTHING, WOMAN

pytest_plugins = ["tests.flows.inline"]
pytestmark = pytest.mark.usefixtures("inline")


def test_the_tables_do_not_tell_how_they_grew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.run._publish", lambda _: None)
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    for name, text in (("a", MAN), ("b", WOMAN), ("c", NOTHING), ("b", WOMAN.replace("72", "81"))):
        Path("in", f"{name}.txt").write_text(text, encoding="utf-8")
        assert main(["run", "in", "--out", "grown"]) == 0
    assert main(["run", "in", "--out", "at_once"]) == 0
    assert main(["export", "--registry", "grown", "--out", "exported"]) == 0
    assert main(["verify", "--out", "grown"]) == 0
    tables = sorted(Path("at_once").glob("*.[cj]s*"))
    assert len(tables) == 12
    for path in tables:
        content = path.read_bytes()
        assert Path("grown", path.name).read_bytes() == content, path.name
        assert Path("exported", path.name).read_bytes() == content, path.name
