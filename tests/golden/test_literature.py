"""The marked patients of other publications are found, and no own patient among them."""

from corpus.build import SOURCES
from tests.golden.literature import score


def test_marked_patients_are_found_and_no_own_one() -> None:
    # The documents once or now final (f, g, h) mark only some of the patients they retell.
    paths = [
        p for p in sorted(SOURCES.glob("*.txt")) if not p.stem.startswith(("f", "g", "h", "k"))
    ]
    marked = [p for p in paths if "[[L1." in p.read_text("utf-8")]
    scores = [score(path) for path in marked]
    assert {s.identifier: s.missed for s in scores if s.missed} == {}
    assert {s.identifier: s.mistaken for s in scores if s.mistaken} == {}
    assert sum(len(s.hits) for s in scores) > 40
