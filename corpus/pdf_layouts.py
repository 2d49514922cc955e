"""The page designs of PDF: those of the corpus, and those of journals that are harder to read."""

from dataclasses import dataclass

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

LIGATURE_FAMILY = "TimesLig"
VERA_FAMILY = "Vera"


@dataclass(frozen=True, slots=True)
class Layout:
    """One page design. Sizes and distances are in points.

    Attributes:
        family: regular, bold and italic font.
        columns: 1 or 2.
        abstract: `box`, `plain` or `rules`: what surrounds the abstract.
        headings: `bold`, `upper`, `small_caps`, `italic` or `numbered`.
        superscript: citations as superscript digits instead of brackets.
        justified: both margins straight, long words hyphenated.
        ligatures: fi and fl set as one glyph.
        head_first: running heads are drawn before the page's text, not after it.
        footnote: correspondence stands under the first column.
        indent: first-line indent; paragraphs without it are spaced.
        opening: columns of the first pages, where they are other than the later ones.
        tables: `rules`, `grid`, `bars` (white on a dark header) or `bare`.
        pictures: `none`, `column` or `wide`: frames with lettering above the captions.
        sideways: wide tables stand on pages of their own, turned by a quarter.
        margin_text: a line runs up the side of each page.
    """

    family: tuple[str, str, str]
    columns: int = 2
    page: tuple[float, float] = A4
    size: float = 9.5
    margin: float = 54
    gutter: float = 20
    title_size: float = 17
    centred_title: bool = False
    abstract: str = "plain"
    headings: str = "bold"
    superscript: bool = False
    justified: bool = True
    ligatures: bool = False
    head_first: bool = True
    footnote: bool = False
    indent: float = 10
    opening: tuple[int, ...] = ()
    tables: str = "rules"
    pictures: str = "none"
    sideways: bool = False
    margin_text: bool = False

    def columns_of(self, page: int) -> int:
        """The number of columns on a page, from 0."""
        return self.opening[page] if page < len(self.opening) else self.columns


TIMES = ("Times-Roman", "Times-Bold", "Times-Italic")
HELVETICA = ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique")
VERA = ("Vera", "VeraBd", "VeraIt")
TIMES_LIG = ("TimesLig", "TimesLig-Bold", "TimesLig-Italic")

LAYOUTS: dict[str, Layout] = {
    "single": Layout(TIMES, columns=1, size=11, margin=72, justified=False, indent=0),
    "classic": Layout(TIMES, abstract="rules", headings="upper", centred_title=True),
    "open_access": Layout(HELVETICA, size=8.8, abstract="box", headings="bold", indent=0),
    "small_caps": Layout(
        TIMES, page=LETTER, abstract="box", headings="small_caps", superscript=True, footnote=True
    ),
    "ligatures": Layout(
        TIMES_LIG, size=10, abstract="rules", headings="italic", ligatures=True, head_first=False
    ),
    "numbered": Layout(
        VERA, size=7.8, margin=48, abstract="plain", headings="numbered", title_size=14, indent=0
    ),
    "footnoted": Layout(
        TIMES, page=LETTER, size=10, abstract="plain", superscript=True, footnote=True, indent=12
    ),
    "ragged": Layout(
        HELVETICA,
        size=9,
        gutter=26,
        justified=False,
        abstract="box",
        headings="upper",
        head_first=False,
        indent=0,
    ),
}

JOURNALS: dict[str, Layout] = {
    "three_first": Layout(
        TIMES, size=9, gutter=14, opening=(3,), headings="upper", tables="bars", margin_text=True
    ),
    "one_first": Layout(
        HELVETICA, size=9, opening=(1,), abstract="rules", pictures="wide", tables="grid", indent=0
    ),
    "sideways": Layout(
        TIMES, page=LETTER, size=10, abstract="box", superscript=True, sideways=True, footnote=True
    ),
    "pictures": Layout(
        TIMES_LIG, size=9.5, ligatures=True, headings="italic", pictures="column", tables="bare"
    ),
    "narrow": Layout(TIMES, size=8.5, columns=3, gutter=12, margin=42, abstract="box", indent=8),
}
"""More page designs of journals: the reader of PDF is tested on them."""


def register_fonts() -> None:
    """Makes the fonts known that are not built in; all come with the PDF library itself."""
    for name, base in zip(TIMES_LIG, TIMES, strict=True):
        pdfmetrics.registerFont(pdfmetrics.Font(name, base, "MacRomanEncoding"))
    for name in (*VERA, "VeraBI"):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    regular, bold, italic = TIMES_LIG
    pdfmetrics.registerFontFamily(regular, regular, bold, italic, bold)
    pdfmetrics.registerFontFamily("Vera", "Vera", "VeraBd", "VeraIt", "VeraBI")
