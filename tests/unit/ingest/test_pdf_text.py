"""Where the text of a PDF begins and its paragraphs end, told by the way they are set."""

from reportlab.pdfgen.canvas import Canvas

from pipeline.document.model import Document, SectionKind
from pipeline.ingest.pdf import read_pdf
from tests.unit.ingest.test_pdf import lines, pdf

# A poster in keywords, whose lines fill the column and tell nothing in whole sentences.
POSTER = (
    "Female, 69 years, hypothyroidism, fall on stairs; pain for",
    "six weeks despite brace and tablets. Old wedge of T8, no",
    "edema, left alone. Neurology before the surgery: intact,",
    "sphincters closed, reflexes brisk. Stents put into L1, one",
    "by each pedicle, with thick cement. Out of bed at evening,",
    "home on day two. Seen again, walking, and without a stick.",
)


def headed(canvas: Canvas, *notes: str) -> None:
    """A title wider than the only column, and small lines below it."""
    lines(canvas, 60, 780, "A late haematoma or cement after stenting of the spine", size=18)
    lines(canvas, 200, 750, *notes, size=8)


def paragraphs(document: Document) -> list[str]:
    """The paragraphs that are no lines about the article."""
    told: dict[int, list[str]] = {}
    for one in document.sentences:
        if document.section_of(one).kind not in (SectionKind.TITLE, SectionKind.BACK):
            told.setdefault(one.paragraph, []).append(document.quote(one))
    return [" ".join(sentences) for sentences in told.values()]


def test_text_without_a_heading_begins_where_lines_fill_the_column() -> None:
    def draw(canvas: Canvas) -> None:
        headed(
            canvas, "C Fontana, M Schlegel", "Department of Radiology, City Hospital, Sakuragawa"
        )
        lines(canvas, 60, 700, *POSTER)

    document = read_pdf(pdf(draw))
    assert paragraphs(document) == [" ".join(POSTER)]
    assert document.meta.authors == ("Fontana", "Schlegel")


def test_an_address_in_the_type_of_the_text_is_none() -> None:
    address = (
        "Division of Interventional Neuroradiology, Sakuragawa City",
        "Hospital, Sakuragawa; Institute of Forensic Medicine, North",
        "Wexcombe University, Wexcombe; Larkhill General Hospital",
    )

    def draw(canvas: Canvas) -> None:
        headed(canvas, "C Fontana, M Schlegel")
        lines(canvas, 60, 720, *address)
        lines(canvas, 60, 660, *POSTER)

    assert paragraphs(read_pdf(pdf(draw))) == [" ".join(POSTER)]


def test_a_short_line_above_an_indented_one_ends_without_a_dot() -> None:
    def draw(canvas: Canvas) -> None:
        headed(canvas, "C Fontana, M Schlegel")
        lines(canvas, 60, 700, "CASE REPORT", "Presented on the second day")
        lines(canvas, 70, 676, "Wet dressings are odd findings. A woman was seen")
        lines(canvas, 60, 664, *POSTER)

    found = paragraphs(read_pdf(pdf(draw)))
    assert [text.split()[0] for text in found] == ["Presented", "Wet"]


def test_text_begins_with_a_heading_in_capitals_that_runs_into_it() -> None:
    def draw(canvas: Canvas) -> None:
        headed(canvas, "C Fontana, M Schlegel")
        lines(canvas, 60, 700, "CASE. Roofer of fifty-five years, burst fracture of T10", *POSTER)

    document = read_pdf(pdf(draw))
    assert paragraphs(document)[0].startswith("Roofer of fifty-five years")
    assert document.section_of(document.sentences[-1]).kind is SectionKind.CASE


def test_a_heading_that_runs_into_its_paragraph_begins_one_below_a_short_line_only() -> None:
    told = ("Case 2: A man of sixty with a metastasis of L4 was given", *POSTER[1:])

    def draw(canvas: Canvas) -> None:
        headed(canvas, "C Fontana, M Schlegel")
        lines(canvas, 60, 700, *POSTER, *told, *POSTER[:-1], "walking.", *told)

    assert [text.split()[0] for text in paragraphs(read_pdf(pdf(draw)))] == ["Female,", "A"]


def test_a_line_without_a_dot_does_not_go_on_with_a_heading() -> None:
    def draw(canvas: Canvas) -> None:
        headed(canvas, "C Fontana, M Schlegel")
        lines(canvas, 60, 700, *POSTER, "P-114 (Poster session 3, Friday, hall B)")
        lines(canvas, 60, 604, "AIM. One more female, with fall on stairs; there was pain", *POSTER)

    found = paragraphs(read_pdf(pdf(draw)))
    assert [text.split()[0] for text in found] == ["Female,", "One"]


def test_each_item_of_a_list_is_a_paragraph() -> None:
    bullets = (
        "• Roofer, 55 years, burst fracture of T10, no deficit",
        "• Stents, three millilitres a side",
    )
    numbers = ("1. A breached posterior wall is a warning to all", "2. Thick cement leaks as well")

    def draw(canvas: Canvas) -> None:
        headed(canvas, "C Fontana, M Schlegel")
        lines(canvas, 60, 700, "CASE REPORT", *POSTER, *bullets, "DISCUSSION", *numbers)

    assert paragraphs(read_pdf(pdf(draw)))[1:] == [*bullets, *numbers]


def test_a_few_lines_of_another_column_stay_apart() -> None:
    def draw(canvas: Canvas) -> None:
        headed(canvas, "C Fontana, M Schlegel")
        lines(
            canvas,
            60,
            700,
            "CASE REPORT",
            *(3 * POSTER),
            "REFERENCES",
            "1. Doi K. Cement. Spine Lett.",
        )
        lines(canvas, 320, 700, "2004;42:1314-1318.", "2. Ito K. Stents. Spine Lett. 2005;1:1.")

    document = read_pdf(pdf(draw))
    assert "CASE REPORT" in [section.heading for section in document.sections]
    references = [
        document.quote(one)
        for one in document.sentences
        if document.section_of(one).kind is SectionKind.REFERENCES
    ]
    assert references == [
        "1. Doi K. Cement. Spine Lett. 2004;42:1314-1318.",
        "2. Ito K. Stents. Spine Lett. 2005;1:1.",
    ]


def test_lowered_digits_stay_on_their_line() -> None:
    def draw(canvas: Canvas) -> None:
        headed(canvas, "C Fontana, M Schlegel")
        lines(canvas, 60, 700, *POSTER[:3])
        lines(canvas, 60, 664, "The saturation was low, and the arterial pO")
        end = 60 + canvas.stringWidth(
            "The saturation was low, and the arterial pO", "Times-Roman", 10
        )
        lines(canvas, end, 659, "2", size=8)
        lines(canvas, end + 6, 664, "was 56")
        lines(canvas, 60, 652, "mmHg on the first morning of the stay.", *POSTER)

    text = " ".join(paragraphs(read_pdf(pdf(draw))))
    assert "the arterial pO2 was 56 mmHg on the first morning" in text


def test_the_kind_of_article_may_end_a_title_on_a_line_of_its_own() -> None:
    def draw(canvas: Canvas) -> None:
        title = ("A late haematoma after stenting of the spine: case", "report")
        lines(canvas, 60, 780, *title, size=18)
        lines(canvas, 200, 735, "C Fontana, M Schlegel", size=8)
        lines(canvas, 60, 700, *POSTER)

    document = read_pdf(pdf(draw))
    assert document.meta.title == "A late haematoma after stenting of the spine: case report"
