from corpus.citations import Cited, highest_cited, split_citations


def test_citations_are_found_with_the_space_before_them() -> None:
    assert split_citations("Common [1, 2], rare[7\u20139].") == [
        "Common",
        Cited("1, 2", " "),
        ", rare",
        Cited("7\u20139", ""),
        ".",
    ]


def test_brackets_that_are_no_citations_stay() -> None:
    assert split_citations("95% CI [1.2 to 3.4], [sic]") == ["95% CI [1.2 to 3.4], [sic]"]


def test_highest_cited() -> None:
    assert highest_cited("a [3], b [10-12], c [4]") == 12
    assert highest_cited("none (2010)") == 0
