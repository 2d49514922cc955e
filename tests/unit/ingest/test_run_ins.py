from pipeline.document.model import Document, Meta, SectionKind
from pipeline.ingest.blocks import Block, Part
from pipeline.ingest.compose import composed
from pipeline.ingest.headings import cut_run_ins
from pipeline.ingest.read import read_bytes

ABSTRACT = (
    "Background: Cement may reach the heart. Case summary: A 69-year-old man fainted. "
    "Conclusion: Look at the heart."
)
GLUED = "PurposeThe purpose was to warn.ResultsWithin minutes both legs were weak."


def jats(front: str = "", body: str = "") -> Document:
    (document,) = read_bytes(
        f"<article><front><article-meta><title-group><article-title>Cement in the heart"
        f"</article-title></title-group>{front}</article-meta></front><body>{body}</body>"
        "</article>".encode()
    )
    return document


def told(document: Document) -> list[tuple[SectionKind, str]]:
    """Each sentence below the title with the kind of its section."""
    return [
        (document.section_of(sentence).kind, document.quote(sentence))
        for sentence in document.sentences
        if document.section_of(sentence).kind is not SectionKind.TITLE
    ]


PARTS = [
    (SectionKind.INTRODUCTION, "Cement may reach the heart."),
    (SectionKind.CASE, "A 69-year-old man fainted."),
    (SectionKind.CONCLUSION, "Look at the heart."),
]


def test_an_abstract_in_one_paragraph_has_the_sections_that_it_names() -> None:
    document = jats(f"<abstract><p>{ABSTRACT}</p></abstract>")
    assert told(document) == PARTS
    assert all(document.section_of(sentence).in_abstract for sentence in document.sentences[1:])


def test_so_has_one_whose_first_part_has_a_title_of_its_own() -> None:
    rest = ABSTRACT.removeprefix("Background: ")
    document = jats(
        f"<abstract><sec><title>Background</title><p>{rest}</p></sec></abstract>",
    )
    assert told(document) == PARTS


def test_so_has_that_of_a_pubmed_record() -> None:
    (document,) = read_bytes(
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>99</PMID><Article>"
        "<ArticleTitle>Cement in the heart</ArticleTitle>"
        f"<Abstract><AbstractText>{ABSTRACT}</AbstractText></Abstract>"
        "</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>".encode()
    )
    assert told(document) == PARTS


def test_headings_that_lost_their_space_are_in_the_text_and_in_no_sentence() -> None:
    document = jats(body=f"<p>{GLUED}</p>")
    assert told(document) == [
        (SectionKind.INTRODUCTION, "The purpose was to warn."),
        (SectionKind.RESULTS, "Within minutes both legs were weak."),
    ]
    assert "ResultsWithin minutes" in document.text


def test_a_paragraph_that_is_a_heading_opens_its_section() -> None:
    document = jats(body="<p>Cases:</p><p>Case 1- A woman fell.</p><p>Case 2A man fell.</p>")
    assert told(document) == [
        (SectionKind.CASE, "A woman fell."),
        (SectionKind.CASE, "A man fell."),
    ]
    assert [section.heading for section in document.sections[-2:]] == ["Case 1", "Case 2"]


def test_headings_before_a_dot_count_where_several_run_through_a_paragraph() -> None:
    dotted = "Death is rare. Case. A man of 69 died. Findings. Cement lay in the heart."
    document = jats(body=f"<p>{dotted}</p>")
    assert told(document) == [
        (SectionKind.BODY, "Death is rare."),
        (SectionKind.CASE, "A man of 69 died."),
        (SectionKind.RESULTS, "Cement lay in the heart."),
    ]
    assert told(jats(body="<p>Death is rare. Case. A man of 69 died.</p>")) == [
        (SectionKind.BODY, "Death is rare."),
        (SectionKind.BODY, "Case."),
        (SectionKind.BODY, "A man of 69 died."),
    ]


def test_a_note_on_the_article_is_one_paragraph_long() -> None:
    body = (
        "<title>Case report</title><p>A woman fell.</p><p>Affiliations: expand</p><p>She rose.</p>"
    )
    assert told(jats(body=f"<sec>{body}</sec>")) == [
        (SectionKind.CASE, "A woman fell."),
        (SectionKind.BACK, "expand"),
        (SectionKind.CASE, "She rose."),
    ]


def test_an_abstract_may_begin_with_an_introduction() -> None:
    blocks = [
        Block(Part.HEADING, "Cement in the heart after kyphoplasty"),
        Block(Part.HEADING, "Abstract", 2),
        Block(Part.PARAGRAPH, ABSTRACT.replace("Background", "Introduction")),
        Block(Part.HEADING, "Introduction", 2),
        Block(Part.PARAGRAPH, "Most patients do well after kyphoplasty of the spine."),
    ]
    document = composed("html", blocks, Meta())
    assert told(document)[:3] == PARTS
    abstract = [document.section_of(one).in_abstract for one in document.sentences[1:]]
    assert abstract == [True, True, True, False]


def test_two_headings_in_a_row_are_both_taken() -> None:
    assert cut_run_ins("CASES: Case 1- A woman fell.") == [
        ("CASES", "", "CASES:"),
        ("Case 1", "A woman fell.", "Case 1- A woman fell."),
    ]


def test_a_section_below_the_front_matter_is_no_part_of_it() -> None:
    parts = [
        Block(Part.HEADING, "Death at home after kyphoplasty of a vertebra"),
        Block(Part.PARAGRAPH, "J Forensic Spine 2017; 30: 344 | https://doi.org/10.5555/x.1"),
        Block(Part.HEADING, "Introduction", 2),
        Block(Part.PARAGRAPH, "Most patients do well after kyphoplasty of the spine."),
        Block(Part.HEADING, "Circumstances", 2),
        Block(Part.PARAGRAPH, "The deceased was a 67-year-old woman who lived alone."),
    ]
    document = composed("html", parts, Meta())
    assert told(document)[-1] == (SectionKind.BODY, parts[-1].text)


def test_a_chapter_called_literature_is_a_review() -> None:
    text = (
        "We found 63 patients with cement in the heart who had been published until last year, and "
        "six of them had died in spite of an operation that was done at once."
    )
    blocks = [Block(Part.HEADING, "Literature", 1), Block(Part.PARAGRAPH, text)]
    assert told(composed("text", blocks, Meta(title="Cement"))) == [(SectionKind.DISCUSSION, text)]
