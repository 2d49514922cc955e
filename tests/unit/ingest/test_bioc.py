"""BioC as PubMed Central gives it, and as other programs write it."""

import json
from typing import Any

import pytest

from pipeline.document.model import Document, SectionKind
from pipeline.ingest.outcome import FailureCode, ReadError
from pipeline.ingest.read import read_bytes

GRID = (
    '<?xml version="1.0"?><table><thead><tr><th>Patient</th><th colspan="2">Pain</th></tr></thead>'
    "<tbody><tr><td>1</td><td>8</td><td>2</td></tr></tbody></table>"
)


def passage(section: str, kind: str, text: str, **more: str) -> dict[str, Any]:
    return {"infons": {"section_type": section, "type": kind, **more}, "text": text}


PASSAGES = [
    passage(
        "TITLE",
        "front",
        "Cement in the canal",
        year="2021",
        name_0="surname:Ribas;given-names:Luis",
        name_1="surname:Novak;given-names:Anna",
        license="https://creativecommons.org/licenses/by/4.0/",
        **{"article-id_pmid": "11", "article-id_doi": "10.5555/a", "article-id_pmc": "22"},
    ),
    passage("ABSTRACT", "abstract_title_1", "Abstract"),
    passage("ABSTRACT", "abstract_title_1", "Methods"),
    passage("ABSTRACT", "abstract", "We tell of a leak."),
    passage("INTRO", "paragraph", "Vertebroplasty is done for fractures of the spine."),
    passage("CASE", "title_1", "The patient"),
    passage("CASE", "paragraph", "A woman of 70 years had a leak."),
    passage("CASE", "title_2", "Case report"),
    passage("CASE", "paragraph", "She had it at L1."),
    passage("FIG", "fig_caption", "CT of L1.", id="f1"),
    passage("TABLE", "table_caption", "Pain of all.", id="t1"),
    passage("TABLE", "table", "Patient\tPain\t8", id="t1", xml=GRID),
    passage("TABLE", "table_footnote", "On a scale to ten.", id="t1"),
    passage("TABLE", "table_caption", "Levels.", id="t2"),
    passage("TABLE", "table", "Patient\tLevel\n2\tT12\n3\tL1", id="t2"),
    passage("DISCUSS", "paragraph", "Leaks are common."),
    passage("ACK_FUND", "title_1", "Thanks"),
    passage("ACK_FUND", "paragraph", "We thank the wards."),
    passage("REF", "title", "References"),
    passage("REF", "ref", "Leaks of cement", source="Spine", year="2001", volume="3"),
]


@pytest.fixture(scope="module")
def document() -> Document:
    collection = {"source": "PMC", "documents": [{"id": "22", "passages": PASSAGES}]}
    (read,) = read_bytes(json.dumps([collection]).encode())
    return read


def told(document: Document, kind: SectionKind) -> list[str]:
    return [document.quote(s) for s in document.sentences if document.section_of(s).kind is kind]


def test_meta(document: Document) -> None:
    meta = document.meta
    assert (meta.title, meta.year) == ("Cement in the canal", 2021)
    assert (meta.doi, meta.pmid, meta.pmcid) == ("10.5555/a", "11", "PMC22")
    assert meta.authors == ("Ribas", "Novak")
    assert meta.licence == "CC BY 4.0"


def test_sections_by_their_titles_or_types(document: Document) -> None:
    (methods,) = [one for one in document.sections if one.heading == "Methods"]
    assert methods.in_abstract
    expected = ["A woman of 70 years had a leak.", "She had it at L1."]
    assert told(document, SectionKind.CASE) == expected
    assert len(told(document, SectionKind.INTRODUCTION)) == 1
    assert told(document, SectionKind.DISCUSSION) == ["Leaks are common."]
    assert told(document, SectionKind.BACK) == ["We thank the wards."]
    assert told(document, SectionKind.CAPTION) == ["CT of L1."]
    assert told(document, SectionKind.REFERENCES)[-1] == "Leaks of cement. Spine. 2001. 3"


def test_tables_from_markup_or_from_tabs(document: Document) -> None:
    first, second = document.tables
    assert (first.caption, first.header) == ("Pain of all.", ("Patient", "Pain", "Pain"))
    assert [[cell.text for cell in row] for row in first.rows] == [["1", "8", "2"]]
    assert "On a scale to ten." in told(document, SectionKind.TABLE)
    assert (second.caption, second.header) == ("Levels.", ("Patient", "Level"))
    assert [[cell.text for cell in row] for row in second.rows] == [["2", "T12"], ["3", "L1"]]


def test_identifiers_of_the_collection_are_those_of_its_document() -> None:
    document = {"passages": [passage("TITLE", "front", "Cement"), *PASSAGES[3:]]}
    collection = {"infons": {"pmid": "11", "doi": "10.5555/a"}, "documents": [document]}
    (read,) = read_bytes(json.dumps(collection).encode())
    assert (read.meta.pmid, read.meta.doi) == ("11", "10.5555/a")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('{"documents": [{"passages": 7}]}', FailureCode.NOT_A_DOCUMENT),
        ('{"documents": 7, "infons": []}', FailureCode.NOT_A_DOCUMENT),
        ('{"documents": [', FailureCode.CORRUPT),
    ],
)
def test_what_is_no_bioc(content: str, code: FailureCode) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(content.encode())
    assert caught.value.code is code


def test_declared_entities_in_a_table_are_refused() -> None:
    bomb = '<!DOCTYPE table [<!ENTITY a "aaaa">]><table>&a;</table>'
    passages = [*PASSAGES[:4], passage("TABLE", "table", "x", xml=bomb)]
    with pytest.raises(ReadError) as caught:
        read_bytes(json.dumps({"documents": [{"passages": passages}]}).encode())
    assert caught.value.code is FailureCode.HOSTILE
