"""Every paragraph, caption and cell of an article is in its document, each as often as it is there.

What is expected is taken from the markup by a way of its own: an element's text up to the next
element that is a paragraph of its own, letters and figures alone.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from pipeline.document.model import SectionKind
from pipeline.ingest.read import read_bytes

ROOT = Path(__file__).parents[3]
FILES = sorted(
    [*(ROOT / ".." / "shared" / "realfiles" / "jats").glob("*"), *ROOT.glob("corpus/**/*.xml")]
)
TEXTS = ("p", "title", "td", "th", "disp-formula", "attrib", "verse-line", "preformat", "term")
# Where an element's own text ends: at these another one's text, or none, stands in its midst.
ENDS = (*TEXTS, "alternatives", "tex-math", "fn", "math", "sup", "label", "list-item", "graphic")
APART = ("sub-article", "response", "mixed-citation", "element-citation", "person-group")
GRAPHICAL = ("graphical", "toc", "teaser", "video")


def name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def own_texts(element: etree._Element) -> Iterator[str]:
    """The pieces of text that stand in an element, broken where another element's stand."""
    pieces = [element.text or ""]

    def walk(above: etree._Element) -> None:
        for below in above:
            if name(below) in ENDS or not name(below):
                pieces.append("")
            else:
                pieces[-1] += below.text or ""
                walk(below)
            pieces[-1] += below.tail or ""

    walk(element)
    yield from filter(None, map(bare, pieces))


def expected(article: etree._Element, *names: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for element in article.iter(*(f"{{*}}{one}" for one in names)):
        above = [*map(name, element.iterancestors())]
        hidden = any(one.get("abstract-type") in GRAPHICAL for one in element.iterancestors())
        translated = "trans-abstract" in above or "trans-title-group" in above
        if not hidden and not translated and not set(above) & set(APART):
            found.update(piece for piece in own_texts(element) if len(piece) > 3)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_of_an_article_is_lost(path: Path) -> None:
    data = path.read_bytes()
    (document,) = read_bytes(data)
    text = bare(document.text)
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    (article,) = root.iter("{*}article")
    pieces = expected(article, *TEXTS)
    assert pieces
    heading = bare("Abstract")  # It opens a section and is no text of it.
    assert [piece for piece in pieces if piece not in text and piece != heading] == []
    # A paragraph that is long enough to be found is there as often as in the markup.
    paragraphs = expected(article, "p").items()
    long = {piece: number for piece, number in paragraphs if len(piece) > 100}
    assert {piece: text.count(piece) for piece in long} == long


EVERYTHING = b"""<!DOCTYPE article PUBLIC "-//NLM//DTD JATS 1.2//EN" "http://192.0.2.1/JATS.dtd">
<?xml-stylesheet href="http://192.0.2.1/x.xsl"?>
<article xmlns:mml="http://www.w3.org/1998/Math/MathML" xmlns:xlink="http://www.w3.org/1999/xlink">
<?oa open?><front><article-meta><title-group><article-title>Cement in the canal</article-title>
</title-group><author-notes><fn><p>Note of the authors.</p></fn></author-notes>
<abstract><title>Abstract</title><p>Abstract one.</p></abstract>
<abstract abstract-type="graphical"><p>Picture only.</p></abstract></article-meta>
<notes><p>Note in front.</p></notes></front><body>
<p>Before any section.<!-- remark --> Caf&eacute; &#x3b2;&#160;blocker<?pi x?> after.</p>
<sec><label>1.</label><title>Case report</title>
<p>Para one<fn><p>Hanging note.</p></fn> goes on<xref/> past empty<bold/> elements
<inline-formula><alternatives><graphic xlink:href="x"/><tex-math>\\frac{9}{9}</tex-math><mml:math>
<mml:mfrac><mml:mn>1</mml:mn><mml:mn>2</mml:mn></mml:mfrac></mml:math></alternatives>
</inline-formula> of <mml:math><mml:msup><mml:mn>10</mml:mn><mml:mn>3</mml:mn></mml:msup></mml:math>
cells.</p><p>In a list:<list><title>List title</title><list-item><label>1.</label><p>Item one.</p>
<list><list-item><p>Deep item.</p></list-item></list></list-item><list-item><label>&#8226;</label>
<p>Item two.</p></list-item></list> and after it.</p>
<def-list><def-item><term>VAS</term><def><p>Analogue scale.</p></def></def-item></def-list>
<boxed-text><caption><title>Box title</title></caption><p>Boxed words.</p><attrib>A source.</attrib>
</boxed-text><disp-quote><p>Quoted words.</p><attrib>A speaker.</attrib></disp-quote>
<verse-group><verse-line>Verse one.</verse-line><verse-line>Verse two.</verse-line></verse-group>
<speech><speaker>Patient</speaker><p>It hurts.</p></speech><preformat>Plain lines.</preformat>
<statement><label>Rule</label><title>Statement title</title><p>Stated words.</p></statement>
<disp-formula><label>(1)</label><mml:math><mml:mi>x</mml:mi></mml:math></disp-formula>
<fig-group><caption><title>Group of figures.</title></caption><fig><label>Fig. 1</label><caption>
<title>Legend title.</title><p>Legend words.</p></caption><p>Below legend.</p></fig></fig-group>
<supplementary-material><label>S1</label><caption><title>Extra title.</title><p>Extra words.</p>
</caption><media><caption><p>Film words.</p></caption></media></supplementary-material>
<table-wrap-group><caption><p>Group of tables.</p></caption><table-wrap><label>Table 1</label>
<caption><p>Table legend.</p></caption><table>
<thead><tr><th>Patient</th><th>Course</th></tr></thead><tbody>
<tr><td>1</td><td><list><list-item><p>Cell item one.</p></list-item><list-item>
<p>Cell item two.</p></list-item></list></td></tr><tr><td><p>Cell para.</p></td><td>Inner <table>
<tr><td>nested cell</td></tr></table></td></tr></tbody></table><table-wrap-foot><fn-group><fn>
<label>a</label><p>Foot note.</p></fn></fn-group><attrib>Foot source.</attrib></table-wrap-foot>
</table-wrap></table-wrap-group>
<sec><sec><p>Deep paragraph.</p><p>The patient was a woman of 70 years who had
been well until the day of the operation, on which cement was put into the vertebra.</p></sec></sec>
<fn-group><title>Notes title</title>
<fn><p>Group note.</p></fn></fn-group></sec></body>
<floats-group><fig>
<label>Fig. 2</label><caption><p>Floating legend.</p></caption></fig></floats-group>
<back><ack><title>Thanks</title><p>We thank.</p></ack><app-group><app><title>Appendix</title>
<sec><title>Deep title</title><p>Appended words.<list><list-item><p>Appended item.</p></list-item>
</list></p></sec></app></app-group><ref-list><p>Words on references.</p><ref>
<mixed-citation>First one.</mixed-citation><mixed-citation>Second one.</mixed-citation></ref>
</ref-list></back>
<sub-article><body><p>Reviewer words.</p></body></sub-article>
<response><body><p>Response words.</p></body></response></article>"""

WORDS = """Abstract one. | Note of the authors. | Note in front. | Before any section. Café β
blocker after. | Hanging note. | Para one goes on past empty elements 1/2 of 10^3 cells.
| In a list: | List title | 1. Item one. | Deep item. | Item two. | and after it. | VAS
Analogue scale. | Box title | Boxed words. | A source. | Quoted words. | A speaker. |
Verse one. | Verse two. | It hurts. | Plain lines. | Rule Statement title | Stated
words. | Group of figures. | Legend title. Legend words. | Below legend. | S1 Extra
title. Extra words. Film words. | Group of tables. | Table 1 Table legend. | Cell item
one. Cell item two. | Cell para. | Inner nested cell | a Foot note. Foot source. | Deep
paragraph. | Notes title | Group note. | Fig. 2 Floating legend. | We thank. | Thanks |
Appendix | Deep title | Appended words. | Appended item. | Words on references. | First
one. Second one."""


@pytest.mark.parametrize("words", [" ".join(one.split()) for one in WORDS.split("|")])
def test_each_kind_of_element_is_read_once(words: str) -> None:
    (document,) = read_bytes(EVERYTHING)
    assert document.text.count(words) == 1


@pytest.mark.parametrize("words", ["Picture only", "Reviewer", "Response", "frac", "remark"])
def test_what_is_no_text_of_the_article_is_left_out(words: str) -> None:
    (document,) = read_bytes(EVERYTHING)
    assert words not in document.text


def test_what_stands_behind_the_body_is_no_evidence() -> None:
    (document,) = read_bytes(EVERYTHING)
    kinds = {document.quote(s): document.section_of(s).kind for s in document.sentences}
    assert kinds["Appended words."] is SectionKind.BACK
    assert kinds["Note in front."] is SectionKind.BACK
    assert kinds["Hanging note."] is SectionKind.CASE
    assert kinds["Deep paragraph."] is SectionKind.CASE


WRAPPED = (
    b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><metadata>%s'
    b"</metadata></record><record><header status='deleted'/></record><record><metadata>%s"
    b"</metadata></record></ListRecords></OAI-PMH>"
)


def test_records_of_a_harvest_are_documents_in_whatever_namespace() -> None:
    one = (
        b'<article xmlns="https://jats.nlm.nih.gov/ns/archiving/1.3/"><front><article-meta>'
        b"<title-group><article-title>First</article-title></title-group></article-meta></front>"
        b"<body><p>Words of the first.</p></body></article>"
    )
    documents = read_bytes(WRAPPED % (one, one.replace(b"irst", b"ifth")))
    assert [document.meta.title for document in documents] == ["First", "Fifth"]
    assert ["Words of the first." in document.text for document in documents] == [True, False]
