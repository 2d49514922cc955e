from pathlib import Path

import pytest

from pipeline.document.model import Document, SectionKind
from pipeline.ingest.hyphens import Mender
from pipeline.ingest.lines import lines_of
from pipeline.ingest.outcome import FailureCode, ReadError
from pipeline.ingest.text import read_text


def outline(document: Document) -> list[tuple[str, str]]:
    """Kind and words of each section that holds any, headings left out."""
    rows = []
    for section in document.sections:
        words = document.text[section.start : section.end].strip()
        words = words.removeprefix(section.heading).strip()
        if words:
            rows.append((section.kind.value, words))
    return rows


PUBMED = """1. Spine J. 2014 May;14(5):e1-5. doi: 10.1016/j.spinee.2013.11.019. Epub 2013
Nov 14.

Fat embolism syndrome after vertebroplasty: a case with video and a
review of the literature.

Ahmadzai H(1), Campbell S(2), Clark
WA(2).

Author information:
(1)Department of Respiratory Medicine, St George Hospital, Kogarah,
Sydney, Australia. Electronic address: x@y.com.
(2)Department of Medical Imaging, St George Hospital.

PURPOSE: To report a woman with severe low-
back pain after a fall on ice, with an adeno-
carcinoma of the lung in her history.
METHODS: She had vertebroplasty of T5 and T6.

Copyright © 2014 Elsevier Inc. All rights reserved.

DOI: 10.1016/j.spinee.2013.11.019
PMID: 24231060 [Indexed for MEDLINE]
"""


def test_pubmed_text_form_gives_meta_and_keeps_front_matter_out_of_the_evidence() -> None:
    document = read_text(PUBMED)
    assert document.meta.title == (
        "Fat embolism syndrome after vertebroplasty: a case with video and a review of the "
        "literature"
    )
    assert document.meta.authors == ("Ahmadzai", "Campbell", "Clark")
    assert (document.meta.journal, document.meta.year) == ("Spine J", 2014)
    assert (document.meta.doi, document.meta.pmid) == ("10.1016/j.spinee.2013.11.019", "24231060")
    told = [row for row in outline(document) if row[0] not in ("title", "back")]
    assert told == [
        (
            "introduction",
            "To report a woman with severe low-back pain after a fall on ice, with an "
            "adenocarcinoma of the lung in her history.",
        ),
        ("methods", "She had vertebroplasty of T5 and T6."),
    ]


def test_headings_run_together_with_their_text_are_cut_off() -> None:
    document = read_text(
        "Spine J. 2014 May;14(5):819-20.\n"
        "Cement leakage after vertebroplasty: a report.\n"
        "PurposeThe purpose was to describe a leak. MethodsA 70-year-old woman underwent "
        "vertebroplasty at L1. ResultsShe developed paraplegia. Keywords: cement; leakage\n"
    )
    assert outline(document) == [
        ("title", "Cement leakage after vertebroplasty: a report"),
        ("back", "Spine J. 2014 May;14(5):819-20."),
        ("introduction", "The purpose was to describe a leak."),
        ("methods", "A 70-year-old woman underwent vertebroplasty at L1."),
        ("results", "She developed paraplegia."),
        ("back", "cement; leakage"),
    ]


def test_one_paragraph_without_title_is_body() -> None:
    text = (
        "A 70-year-old woman underwent vertebroplasty at L1 because of an osteoporotic fracture, "
        "and developed paraplegia two hours later. CT showed epidural cement. She recovered."
    )
    document = read_text(text)
    assert document.meta.title == ""
    assert outline(document) == [("body", text)]


WRAPPED = """www.example.org 1
Late pain after sacroplasty
ABSTRACT
A woman had pain in the left leg after a sacroplasty that
had gone well in every respect, as we thought at the time.
Keywords: sacroplasty; cement
CASE REPORT
A 55-year-old woman had been treated for cancer of the lung
over two years. She was in good health before that time and
had no difficulty in walking or in climbing the stairs of a
house of four floors, in which she lived alone. Computed to-
mography showed no active lesion
www.example.org 2
Late pain after sacroplasty
Table 1 Laboratory results
Item Result
Albumin (g/L) 34
in the spine. The values of the laboratory are in Table 1,
and they need not be discussed at greater length in here.
On the next day the vertebra was filled with cement, and a
leak was seen on the last of the fluoroscopic images in it.
Fig. 1 CT scan on the next day. Cement in the left anterior
epidural space (arrow).
She recovered within half a year, walks without help again,
and asks for nothing.
www.example.org 3
Late pain after sacroplasty
REFERENCES
1. Gallo N, Rinaldi F. Sacroplasty for fractures. Int J Spine
2014;26:160-167.
2. Demirel O. Metastases. J Vertebr 2013;30:985-988.
"""


def test_wrapped_text_loses_page_artefacts_and_is_rejoined_around_a_table() -> None:
    document = read_text(WRAPPED)
    parts = outline(document)
    assert ("back", "sacroplasty; cement") in parts
    case = " ".join(words for kind, words in parts if kind == "case")
    assert "Computed tomography showed no active lesion in the spine. The values" in case
    assert "example.org" not in document.text
    assert document.text.count("Late pain after sacroplasty") <= 1
    assert (
        "caption",
        "Fig. 1 CT scan on the next day. Cement in the left anterior epidural space (arrow).",
    ) in parts
    table = next(words for kind, words in parts if kind == "table")
    assert table.splitlines()[0] == "Table 1 Laboratory results"
    assert "Albumin (g/L) 34" in table
    references = [
        document.quote(sentence)
        for sentence in document.sentences
        if document.section_of(sentence).kind is SectionKind.REFERENCES
    ]
    assert references == [
        "1. Gallo N, Rinaldi F. Sacroplasty for fractures. Int J Spine 2014;26:160-167.",
        "2. Demirel O. Metastases. J Vertebr 2013;30:985-988.",
    ]


def test_table_with_a_cell_a_line_becomes_a_grid() -> None:
    prose = "The patient was examined and the values were found to be out of the range of health. "
    document = read_text(
        f"CASE\n{prose * 2}\n Table 1 Abnormal test results\n\tTests\n\tResults\n\n"
        "\tUric acid\n\t649\n\n\tCreatinine\n\t229\n"
    )
    (table,) = document.tables
    assert table.caption == "Table 1 Abnormal test results"
    assert table.header == ("Tests", "Results")
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Uric acid", "649"],
        ["Creatinine", "229"],
    ]


@pytest.mark.parametrize(
    ("upper", "lower", "joined"),
    [
        ("an adeno-", "carcinoma", "an adenocarcinoma"),
        ("from T12-", "L1 on", "from T12-L1 on"),
        ("cement of low-", "viscosity", "cement of low-viscosity"),
        ("a 72-", "year-old man", "a 72-year-old man"),
        ("a follow-", "up of", "a follow-up of"),
        ("the pa-", "tient", "the patient"),
        ("strength dimin\ufffe", "ished", "strength diminished"),
        ("a diffusion-", "weighted image", "a diffusion-weighted image"),
        ("home. DISCUS\ufffe", "SION. Stents", "home. DISCUSSION. Stents"),
        ("low-molecular-", "weight heparin", "low-molecular-weight heparin"),
        ("a post-vertebro-", "plasty leak", "a post-vertebroplasty leak"),
        ("the lower-", "lobe arteries", "the lower-lobe arteries"),
        ("31 mg/l, C-", "reactive protein", "31 mg/l, C-reactive protein"),
        ("a large B-", "cell lymphoma", "a large B-cell lymphoma"),
        ("the T-", "score", "the T-score"),
        ("an ankle-", "foot orthosis", "an ankle-foot orthosis"),
        ("plain", "words", "plain words"),
    ],
)
def test_hyphens_at_line_ends(upper: str, lower: str, joined: str) -> None:
    assert (
        Mender([upper, lower, "the patient has low viscosity of molecular weight"]).join(
            upper, lower
        )
        == joined
    )


def test_counted_headings_are_no_running_heads() -> None:
    prose = "\n".join(f"Line {number} of the story, which goes on." for number in range(20))
    text = f"Case 1\n{prose}\nCase 2\n{prose.replace('Line', 'Row')}\nCase 3\nThe end."
    kept = [line.text for line in lines_of(text)]
    assert [line for line in kept if line.startswith("Case")] == ["Case 1", "Case 2", "Case 3"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("  \n", FailureCode.EMPTY),
        ("1,2,3\n" * 50, FailureCode.NOT_A_DOCUMENT),
        ("accept gzip host keep alive status server cache " * 20, FailureCode.NOT_A_DOCUMENT),
        ("A patient had a leak of cement. " * 100_000, FailureCode.TOO_LARGE),
    ],
)
def test_what_is_no_article_is_refused(text: str, code: FailureCode) -> None:
    with pytest.raises(ReadError) as caught:
        read_text(text)
    assert caught.value.code is code


DEVSET = Path(__file__).parents[4] / "shared" / "devset"


@pytest.mark.skipif(not DEVSET.exists(), reason="the development set is not beside the checkout")
def test_meta_of_the_development_set() -> None:
    import json

    from pipeline.ingest.read import read_file

    wrong = []
    for folder, gold in (("text", "gold"), ("full", "gold_full")):
        for path in sorted((DEVSET / folder).iterdir()):
            (document,) = read_file(path).documents
            expected = json.loads((DEVSET / gold / f"{path.stem}.json").read_text())["document"]
            for name in ("title", "doi", "pmid", "year", "journal"):
                if (getattr(document.meta, name) or None) != expected[name]:
                    wrong.append((path.name, name, getattr(document.meta, name)))
    assert wrong == []


def test_a_data_file_is_no_document() -> None:
    rows = ["path\tlicence\tpages\tremark about 324 patients with vertebroplasty"] * 5
    with pytest.raises(ReadError) as raised:
        read_text("\n".join(rows))
    assert raised.value.code is FailureCode.NOT_A_DOCUMENT


def test_an_abstract_with_headings_in_its_lines_ends_at_a_heading_on_its_own() -> None:
    document = read_text(
        "Cement leakage with a vertebral implant\n\nABSTRACT\n\n"
        "Background: Implants restore height. Aim. To report leaks. Patients and methods. "
        "Forty-seven patients were treated. Results. Leakage was found in 18 patients. "
        "Conclusion. Leaks are frequent.\n\n"
        "PATIENTS AND METHODS\n\nThe indication was a fresh fracture.\n\n"
        "RESULTS\n\nLeakage was seen in 18 of 52 vertebrae.\n"
    )
    headed = [(s.kind.value, s.in_abstract) for s in document.sections if s.heading]
    assert headed == [
        ("introduction", True),
        ("introduction", True),
        ("methods", True),
        ("results", True),
        ("conclusion", True),
        ("methods", False),
        ("results", False),
    ]


@pytest.mark.parametrize(
    "chrome",
    [
        "Affiliations: expand",
        "Affiliation",
        "Conflict of interest statement",
        "Author information: see below",
        "Download PDF",
        "This site uses cookies to improve your experience.",
    ],
)
def test_an_abstract_below_a_line_of_the_page_is_no_back_matter(chrome: str) -> None:
    abstract = (
        "Neurological deterioration after kyphoplasty may be due to cement. A patient with "
        "several vertebral fractures underwent kyphoplasty of L2. Urinary retention developed "
        "four hours later, and CT showed epidural cement at the level of the fracture."
    )
    document = read_text(
        "Cauda equina compression after kyphoplasty\nSteenkamp A, Naude P\n"
        f"South J Anaesth Pain. 2013 Jul;19(4):240-2.\n{chrome}\n{abstract}\n"
    )
    kinds = {
        document.section_of(s).kind
        for s in document.sentences
        if "kyphoplasty of L2" in document.quote(s)
    }
    assert not kinds & {SectionKind.BACK, SectionKind.REFERENCES}


def test_a_table_with_a_blank_corner_keeps_its_columns() -> None:
    document = read_text(
        "Four neurological injuries\nIntroduction\n"
        "Four patients were sent to us from other hospitals because of an injury of the cord.\n"
        "Table 1. Summary of the patients.\n"
        "                 Patient A     Patient B\n"
        "Age (years)      71            83\n"
        "Sex              female        male\n"
    )
    (table,) = document.tables
    assert table.header == ("", "Patient A", "Patient B")
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Age (years)", "71", "83"],
        ["Sex", "female", "male"],
    ]


BROKEN = """Cement in the canal after vertebroplasty: a case report

Case report
A 72-year-old woman with osteoporosis was treated by percutaneous vertebro-
plasty for a compression fracture of L1. A total of 3.5 ml of PMMA was injected under
J Spine Cases 2021;3:4-9
\f12
J Spine Cases 2021;3:4-9
fluoroscopy, and postoperative CT showed leakage of cement into the paravertebral veins of the
patient. She had no dyspnoea. At follow-up after 6 months she was pain-free and walked with-
out any help, as she had done before her fall in the garden of her house in the country.
J Spine Cases 2021;3:4-9
\f13
J Spine Cases 2021;3:4-9
Discussion
Leakage of cement is common. It is seen in most patients when CT is done after the operation.
"""


def test_a_page_that_breaks_a_paragraph_leaves_nothing_in_it() -> None:
    document = read_text(BROKEN)
    assert "injected under fluoroscopy, and" in document.text
    assert "percutaneous vertebroplasty for" in document.text
    assert "walked without any help" in document.text
    assert "J Spine Cases" not in document.text.partition("Case report")[2]
    assert "\n12" not in document.text


@pytest.mark.parametrize("rest", ["", "complications in 126 procedures\n"])
def test_a_running_head_that_is_the_first_line_of_the_title_stays_there_once(rest: str) -> None:
    page = "He walked again without help\nand had no pain in the leg.\n" * 20
    head = "Stern et al. J Spine Cases 2016; 29: 174\n"
    title = "Vertebroplasty in the day clinic: leaks and early\n"
    text = f"{head}{title}{rest}Stern A, Ohm B\nABSTRACT\n"
    document = read_text(text + f"{page}\f{title}{page}\f{title}{page}")
    assert document.meta.title == f"{title}{rest}".replace("\n", " ").strip()
    assert document.text.count("Vertebroplasty in the day clinic") == 1


def test_capitals_that_go_on_counting_are_headings() -> None:
    text = (
        "A note\n\n1. INTRODUCTION\nCement in the neck is rare and is told for the first time.\n"
        "2. CASE REPORT\nA woman had vertebroplasty of C4. Radiographs showed no instability.\n"
        "3. ROUTES OF REMOVAL\n3.1 ANTERIOR\nDiscectomy gives access to what is before the cord.\n"
        "12 WOMEN OF OUR OWN\nThis is no heading, since nothing was counted up to it before.\n"
    )
    headings = " ".join(section.heading for section in read_text(text).sections)
    assert "ROUTES OF REMOVAL" in headings
    assert "ANTERIOR" in headings
    assert "12 WOMEN" not in headings
