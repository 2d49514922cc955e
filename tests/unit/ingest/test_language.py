import pytest

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, Extent, Meta, SectionKind
from pipeline.ingest.language import language_of, name_of
from pipeline.ingest.outcome import ReadError
from pipeline.ingest.read import read_bytes
from pipeline.ingest.traits import with_traits
from pipeline.terms import load

GERMAN = (
    "Die Patientin wurde nach der Vertebroplastie mit einem neurologischen Defizit in die Klinik "
    "aufgenommen und operiert. Der Zement lag im Spinalkanal und wurde mit einer Fräse entfernt. "
) * 4
CHINESE = "患者因骨质疏松性椎体压缩性骨折行经皮椎体成形术，术后出现骨水泥渗漏至椎管内。" * 20
ENGLISH = (
    "A 72-year-old woman underwent vertebroplasty of the first lumbar vertebra for a painful "
    "fracture. On the next day she had weakness of both legs, and cement was seen in the canal. "
    "It was removed by laminectomy, and at the last visit she had recovered fully. "
)

EXAMPLES = [
    (code, text)
    for code, entry in load("languages")["language"].items()
    for text in entry.get("examples", [])
]


def written(body: str, abstract: str = "", references: str = "") -> Document:
    builder = DocumentBuilder("text")
    builder.title("Zement im Spinalkanal")
    if abstract:
        builder.abstract()
        builder.paragraph(abstract)
    builder.body()
    for paragraph in body.split("\n"):
        builder.paragraph(paragraph)
    builder.section(SectionKind.REFERENCES)
    builder.reference(references)
    return with_traits(builder.build(Meta()))


@pytest.mark.parametrize(("code", "text"), EXAMPLES)
def test_the_examples_of_the_data(code: str, text: str) -> None:
    assert language_of(text) == code
    assert name_of(code) == load("languages")["language"][code]["name"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "L1 L2 L3",
        "Kyphoplasty 2019",
        "12 | 3.5 | 7 | 0.04 | 15 | 22 | 7 | 8 | 9 | 10 | 11 | 12",
        "α β γ",
        "Müller, Schäfer, Özdemir, Nuñez",
    ],
)
def test_what_tells_no_language(text: str) -> None:
    assert language_of(text) == ""


def test_symbols_do_not_make_a_text_greek() -> None:
    text = "The α-angle and the β-angle were measured in μm after the injection of the cement."
    assert language_of(text) == "en"


def test_an_english_document_is_read_whole() -> None:
    document = written(ENGLISH)
    assert document.traits.language == "en"
    assert document.traits.english
    assert document.quote(document.sentences[0]) == "Zement im Spinalkanal"


def test_a_foreign_document_has_nothing_to_read() -> None:
    document = written(GERMAN, references="1. The treatment of the fracture of the spine. Spine.")
    assert (document.traits.language, document.traits.english) == ("de", False)
    assert GERMAN.strip() in document.text


@pytest.mark.parametrize(("code", "body"), [("de", GERMAN), ("zh", CHINESE)])
def test_the_english_abstract_of_a_foreign_document_is_read(code: str, body: str) -> None:
    document = written(f"{body}\n{body}", abstract=ENGLISH)
    assert (document.traits.language, document.traits.english) == (code, True)
    shown = [document.quote(sentence) for sentence in document.sentences]
    assert shown[0].startswith("A 72-year-old woman")
    assert shown[-1].endswith("recovered fully.")
    assert len(shown) == 3


def test_prose_in_a_language_that_is_not_known_is_not_taken_for_english() -> None:
    basque = (
        "Emakume batek zementuaren ihesa izan zuen ornoan egindako ebakuntzaren ondoren, eta "
        "handik bi egunera hankak ahulduta zituela ikusi zuten ospitaleko medikuek. "
    ) * 6
    document = written(basque)
    assert (document.traits.language, document.traits.english) == ("und", False)
    assert name_of("und") == "a language that could not be told"


def test_a_poster_in_keywords_is_not_taken_for_a_language_that_is_not_known() -> None:
    poster = (
        "Man, 73 y, prostate cancer, painful metastasis Th4, posterior wall breached. Balloon "
        "kyphoplasty right side, viscous cement, six hours: cold feet, legs weak, bladder normal. "
        "CT: epidural cement, foramina free. Laminectomy, cement removed, walking day ten. "
    ) * 3
    document = written(poster)
    assert (document.traits.language, document.traits.english) == ("", True)


def test_one_line_does_not_tell_the_language_of_a_poster_in_keywords() -> None:
    line = "De patiënt werd na de operatie met het korset naar huis gestuurd en was tevreden. "
    items = ("Man, 73 y, painful Th4 with metastasis", "CT: cement leak, normal bladder") * 20
    document = written("\n".join((*items, line)))
    assert (document.traits.language, document.traits.english) == ("", True)


def test_lists_of_names_and_numbers_are_not_taken_for_a_language() -> None:
    table = "Mao 72 L1 3.5 ml PMMA Stryker; Ito 65 T12 4 ml Kyphon; Haas 81 L3 2 ml Medtronic. "
    assert written(ENGLISH + table).traits.language == "en"


def test_a_summary_in_another_language_does_not_make_a_document_foreign() -> None:
    document = written("\n".join([ENGLISH] * 4), abstract=GERMAN[:200])
    assert document.traits.language == "en"


@pytest.mark.parametrize(
    ("abstract", "body", "extent"),
    [
        (ENGLISH, ENGLISH, Extent.FULL),
        ("", ENGLISH, Extent.FULL),
        (ENGLISH, "Funding: none.", Extent.ABSTRACT),
        ("", "", Extent.TITLE),
    ],
)
def test_how_much_of_the_publication_there_is(abstract: str, body: str, extent: Extent) -> None:
    assert written(body, abstract).traits.extent is extent


INDONESIAN = (
    "Pasien ini menjalani vertebroplasti dan tidak ada kebocoran semen yang ditemukan pada "
    "pemeriksaan setelah tindakan. Nyeri berkurang dalam dua minggu dan pasien dapat berjalan. "
)


@pytest.mark.parametrize(
    ("data", "code", "form"),
    [
        (f"<html><body><h1>病例报告</h1><p>{CHINESE}</p></body></html>", "zh", "html"),
        (INDONESIAN * 6, "id", "text"),
    ],
)
def test_foreign_prose_that_counts_few_words_is_a_document(data: str, code: str, form: str) -> None:
    (document,) = read_bytes(data.encode())
    assert (document.traits.language, document.traits.english) == (code, False)
    assert document.format == form


def test_foreign_words_without_prose_are_no_document() -> None:
    with pytest.raises(ReadError):
        read_bytes("<html><body><p>病例报告</p></body></html>".encode())


def test_levels_are_no_words_of_another_language() -> None:
    text = "A 67-year-old woman underwent L4-L5 fusion, D12, L1 and L2 augmented with PMMA screws."
    assert language_of(text) in ("", "en")
    document = written(text)
    assert document.traits.language in ("", "en")
    assert [document.quote(one) for one in document.sentences[1:]] == [text]
