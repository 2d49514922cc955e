import json

import pytest

from pipeline.document.model import Document, SectionKind
from pipeline.ingest.chrome import bare, is_chrome
from pipeline.ingest.narrative import is_narrative
from pipeline.ingest.outcome import ReadError
from pipeline.ingest.publication import labelled
from pipeline.ingest.read import read_bytes

STORY = (
    "A 72-year-old woman underwent vertebroplasty of L2 for an osteoporotic fracture. "
    "Leg pain began on the same day, and CT showed cement in the foramen. "
    "The cement was removed, and she was free of pain after three months."
)


def _read(*lines: str) -> Document:
    (document,) = read_bytes("\n\n".join(lines).encode())
    return document


def _kind(document: Document, words: str) -> SectionKind:
    sentence = next(s for s in document.sentences if words in document.quote(s))
    return document.section_of(sentence).kind


@pytest.mark.parametrize(
    "above",
    [
        ["Skip to main content", "Advertisement", "Log in"],
        ["CC BY 4.0 · Journal of Spinal Images 2019; 3(01): 4-7", "Case Report | Open Access"],
        ["Signs and Symptoms of the Spine |"],
        ["• No results found"],
        ["Next Article in Journal", "Three ways to hold a needle in the lumbar spine"],
    ],
)
def test_the_title_stands_below_the_chrome(above: list[str]) -> None:
    title = "Foraminal cement leakage after vertebroplasty of the second lumbar vertebra"
    document = _read(*above, title, "Abstract", STORY)
    assert document.meta.title == title
    assert _kind(document, "underwent") is SectionKind.ABSTRACT
    assert all(_kind(document, line[:9]) is SectionKind.BACK for line in above)


@pytest.mark.parametrize(
    ("line", "journal", "year"),
    [
        (
            "PMC · DOI: 10.5555/abc.12 · Frontiers in Cement · 2025-07-08",
            "Frontiers in Cement",
            2025,
        ),
        ("2022, Journal of Spinal Cases, № 12", "Journal of Spinal Cases", 2022),
        (
            "Published in Science Journal of Spines (Volume 13, Issue 1)",
            "Science Journal of Spines",
            None,
        ),
        ("Received: 3 January 2023  Published: 1 February 2024", "", 2024),
        ("StatePublished - May 2013", "", 2013),
        ("JournalJournal of Spinal Cases: Spine", "Journal of Spinal Cases: Spine", None),
    ],
)
def test_labelled_lines(line: str, journal: str, year: int | None) -> None:
    found = labelled(line)
    assert found is not None
    assert (found.journal, found.year) == (journal, year)


def test_a_sentence_is_no_chrome() -> None:
    assert not is_chrome("Searching for cement in the canal, we found none.")
    assert bare("Title: Cement in the canal FREE TO VIEW") == "Cement in the canal"


def test_a_story_is_never_back_matter() -> None:
    document = _read("Cement in the foramen of L2 after vertebroplasty", "Acknowledgements", STORY)
    assert _kind(document, "underwent") is SectionKind.BODY


def test_a_story_is_no_reference() -> None:
    entry = "1. Vollan K. Cement. Acta Spinal. 2003;17:88-91."
    document = _read("Cement in the foramen of L2", STORY, "References", entry, STORY)
    assert [_kind(document, "Vollan"), _kind(document, "free of pain")] == [
        SectionKind.REFERENCES,
        SectionKind.BODY,
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (STORY, True),
        (
            "Written informed consent was obtained from the patient for publication of this case.",
            False,
        ),
        (
            "This work was supported by a grant of the national fund for research on the spine.",
            False,
        ),
    ],
)
def test_narrative(text: str, told: bool) -> None:
    assert is_narrative(text) is told


def test_json_with_an_abstract_is_text() -> None:
    fields = {"title": "Cement in the foramen of the second lumbar vertebra", "abstract": STORY}
    (document,) = read_bytes(json.dumps({**fields, "doi": "10.5555/abc.12"}).encode())
    assert (document.meta.title, document.meta.doi) == (fields["title"], "10.5555/abc.12")
    assert _kind(document, "underwent") is not SectionKind.BACK


def test_a_listing_in_json_is_no_document() -> None:
    hits = [{"title": f"Cement in the foramen, part {n}", "abstract": STORY} for n in (1, 2)]
    with pytest.raises(ReadError):
        read_bytes(json.dumps({"hits": hits}).encode())


def test_each_record_of_a_pubmed_text_is_a_document() -> None:
    records = [
        f"{n}. Acta Spinal. 201{n} May;14(5):e{n}. doi: 10.5555/abc.{n}.\n\n"
        f"Cement leakage number {n} after vertebroplasty of the lumbar spine.\n\n"
        f"Vollan K, Crowhurst T.\n\n{STORY}\n\nDOI: 10.5555/abc.{n}\nPMID: 9900000{n}\n"
        for n in (1, 2, 3)
    ]
    documents = read_bytes("\n\n".join(records).encode())
    assert [(d.meta.pmid, d.meta.year, d.meta.doi) for d in documents] == [
        (f"9900000{n}", 2010 + n, f"10.5555/abc.{n}") for n in (1, 2, 3)
    ]
    assert all(STORY.split(".")[0] in document.text for document in documents)
