"""Every wording of the term files is found in its examples and not in its counter-examples."""

import re
from importlib.resources import files

import pytest

from pipeline.terms import load
from pipeline.values.wording import alternatives, filled, wording

FILES = sorted(p.name[:-5] for p in files("pipeline.terms").iterdir() if p.name.endswith(".toml"))
WORDINGS = [(file, name) for file in FILES for name in load(file).get("wording", ())]


@pytest.mark.parametrize(("file", "name"), WORDINGS)
def test_examples(file: str, name: str) -> None:
    entry = load(file)["wording"][name]
    assert entry["examples"]
    for example in entry["examples"]:
        assert wording(file, name).search(example), example
    for example in entry.get("not_examples", ()):
        assert not wording(file, name).search(example), example


@pytest.mark.parametrize(("file", "name"), WORDINGS)
def test_each_alternative_has_an_example(file: str, name: str) -> None:
    examples = load(file)["wording"][name]["examples"]
    for text in alternatives(file, name):
        pattern = re.compile(filled(file, text), re.IGNORECASE)
        assert any(pattern.search(example) for example in examples), text


def test_parts_are_filled_in() -> None:
    assert wording("patient", "years").regex.fullmatch("yrs")
    assert wording("patient", "age").search("a woman of fifty-two")


def test_an_unknown_wording_is_an_error() -> None:
    with pytest.raises(KeyError):
        wording("patient", "no_such_wording")
