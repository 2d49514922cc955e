"""The record of Europe PMC as a file that a run reads."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.document.model import Mark
from pipeline.ingest.read import read_bytes
from pipeline.sources.europepmc import EuropePmc
from pipeline.sources.europepmc_record import as_jats, is_marked
from pipeline.sources.transport import Transport
from tests.unit.sources.world import Article

RECORDED = Path(__file__).parents[3] / ".." / "shared" / "realfiles" / "api"


def record(**more: Any) -> dict[str, Any]:
    return Article("99001", "PMC99001", extra=more).record()


def test_a_record_keeps_what_identifies_the_article() -> None:
    (document,) = read_bytes(as_jats(record(license="cc by-nc-nd")))
    meta = document.meta
    assert (meta.pmid, meta.pmcid, meta.doi) == ("99001", "PMC99001", "10.5555/made.99001")
    assert (meta.authors, meta.year, meta.journal) == (("Moe",), 2020, "Made Journal")
    assert meta.licence == "CC BY-NC-ND"
    assert meta.title == "Cement leakage 99001 after vertebroplasty."


def test_an_abstract_keeps_its_headings_and_raised_numbers() -> None:
    text = (
        "<h4>Case &amp; methods</h4>A <i>72</i>-year-old with p &lt; 0.05.<h4>Results</h4>"
        "10<sup>3</sup> mg &amp; <b>more</b>."
    )
    jats = as_jats(record(abstractText=text)).decode()
    assert "<title>Case &amp; methods</title>" in jats
    assert "A 72-year-old with p &lt; 0.05." in " ".join(jats.split())
    assert "10<sup>3</sup> mg &amp; more." in " ".join(jats.split())


def test_a_broken_abstract_stays_readable() -> None:
    text = "Text with <sup>a lost tag\x0b and x<y."
    (document,) = read_bytes(as_jats(record(abstractText=text)))
    assert "a lost tag" in document.text


@pytest.mark.parametrize(
    ("kind", "mark"),
    [
        ("Retraction in", Mark.RETRACTED),
        ("Erratum in", Mark.CORRECTED),
        ("Expression of concern in", Mark("expression_of_concern")),
    ],
)
def test_what_befell_an_article_is_kept(kind: str, mark: Mark) -> None:
    link = {"type": kind, "id": "99077", "source": "MED"}
    marked = record(commentCorrectionList={"commentCorrection": [link]})
    (document,) = read_bytes(as_jats(marked))
    assert document.meta.marks == (mark,)
    assert is_marked(marked)


def test_a_retracted_publication_needs_no_link() -> None:
    marked = record(pubTypeList={"pubType": ["Retracted Publication"]})
    (document,) = read_bytes(as_jats(marked))
    assert document.meta.marks == (Mark.RETRACTED,)


def test_a_notice_is_known_as_one() -> None:
    link = {"type": "Retraction of", "id": "99077", "source": "MED"}
    notice = record(
        pubTypeList={"pubType": ["Retraction of Publication"]},
        commentCorrectionList={"commentCorrection": [link]},
    )
    (document,) = read_bytes(as_jats(notice))
    assert document.meta.marks == ()
    assert [(one.mark, one.pmid) for one in document.meta.notices] == [(Mark.RETRACTED, "99077")]
    assert not is_marked(notice)


def test_a_record_of_nothing_but_a_title_is_a_file() -> None:
    (document,) = read_bytes(as_jats({"id": "1", "source": "PPR", "title": "Cement in the heart"}))
    assert document.meta.title == "Cement in the heart"


def recorded(name: str) -> bytes:
    path = RECORDED / name
    if not path.exists():
        pytest.skip("the recorded answers of Europe PMC are not beside this folder")
    return path.read_bytes()


def test_a_recorded_page_is_read() -> None:
    data = recorded("eupmc_search_cancer_core.json")
    with Transport("x") as transport:
        page = EuropePmc(transport).page(data)
    assert page.total == json.loads(data)["hitCount"]
    assert page.cursor == "AoIIP4ZawSg1MzEyODI1MA=="
    assert len(page.found) == 25
    assert page.found[0].identifiers[:2] == ("pmid:39709209", "doi:10.1016/s0140-6736(24)02600-x")
    assert sum(bool(one.full_text) for one in page.found) == 8
    # Title and abstract of every record come through.
    for one, told in zip(page.found, json.loads(data)["resultList"]["result"], strict=True):
        (document,) = read_bytes(one.record)
        assert document.meta.pmid == told["pmid"]
        if "abstractText" in told:
            assert document.words > 50


def test_a_recorded_page_without_results_is_the_last() -> None:
    with Transport("x") as transport:
        page = EuropePmc(transport).page(recorded("eupmc_search_no_results.json"))
    assert (page.found, page.total, page.cursor) == ((), 0, "")
