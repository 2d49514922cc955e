from pathlib import Path

import pytest

from tools.figures import PAGES, PLACE, printed, refreshed

PAGE = """\
before
<!-- figures: leakreg --help -->
```text
old
```
after
"""


def test_a_place_gets_what_its_command_prints() -> None:
    page = refreshed(PAGE, ["leakreg"])
    assert page.startswith("before\n<!-- figures: leakreg --help -->\n```text\nusage: leakreg")
    assert page.endswith("in one line\n```\nafter\n")


def test_a_place_without_the_words_stays() -> None:
    assert refreshed(PAGE, ["evaluate"]) == PAGE


def test_other_programs_are_not_run() -> None:
    with pytest.raises(KeyError):
        printed("rm -r outputs")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_place_is_well_formed(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.count("<!-- figures:") == len(PLACE.findall(text)) > 0
