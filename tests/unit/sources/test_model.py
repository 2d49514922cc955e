"""Names of files."""

import pytest

from pipeline.sources.model import file_stem, identifiers


@pytest.mark.parametrize(
    ("identifier", "stem"),
    [
        ("pmid:39709209", "PMID39709209"),
        ("pmcid:pmc12120539", "PMC12120539"),
        ("doi:10.1016/s0140-6736(24)02600-x", "DOI-10.1016_s0140-6736_24_02600-x-99a76fcc"),
        ("id:ppr-ppr123", "ID-ppr-ppr123-fce769ef"),
        ("pmid:../../x", "PMID-.._.._x-9cdf6a50"),
    ],
)
def test_a_stem_is_safe_and_the_same_every_time(identifier: str, stem: str) -> None:
    assert file_stem(identifier) == stem


def test_dois_that_read_alike_have_names_of_their_own() -> None:
    assert file_stem("doi:10.1/a(b") != file_stem("doi:10.1/a)b")
    assert len(file_stem(f"doi:10.1/{'x' * 500}")) < 120


def test_the_best_identifier_comes_first() -> None:
    assert identifiers("12", "PMC3", "10.1/X", "MED-12") == (
        "pmid:12",
        "pmcid:pmc3",
        "doi:10.1/x",
        "id:med-12",
    )
    assert identifiers(doi=" 10.1/X ", other="PPR-PPR1")[0] == "doi:10.1/x"
