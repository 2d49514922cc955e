"""An article with tables and figures, as long as its number of paragraphs makes it."""

from corpus.compose import compose
from corpus.markup import parse
from corpus.paper import Paper, Table, blocks_of

HEAD = """title: Leakage of cement into the basivertebral veins after kyphoplasty of the spine
authors: Hollis PA; Brandt E; Okoro C
journal: Invented Spine Letters
year: 2016
doi: 10.5555/isl.2016.77
study_type: case_series
relevant: true
kind: full
---
## Abstract
Background: Veins drain the vertebral body. Cement follows them.

Results: Cement was found in the veins of three patients out of twenty-one.

"""
OPENERS = (
    "The first patient of this group had been in pain for several weeks before she was seen",
    "Radiographs of the lumbar spine displayed a wedge-shaped deformity of the upper endplate",
    "Computed tomography afterwards confirmed that the anterior two thirds had been filled",
    "Nobody on the ward had noticed any weakness until the physiotherapist examined the legs",
    "Magnetic resonance imaging had been performed elsewhere and was available for review",
    "An intravenous line was kept open and the oxygen saturation was recorded continuously",
)
TAILS = (
    "which the family confirmed when they were asked about it on the telephone",
    "although the referring hospital had described the situation rather differently",
    "so that no further examination was thought to be necessary at that moment",
    "and the consultant radiologist who reviewed everything agreed without reservation",
    "a finding that nobody in our multidisciplinary conference was able to explain",
)
NARROW = """Table 1. Course of the pain in the patients
| Day | Pain | Walking |
| 0 | 8.5 | no |
| 1 | 6 | with help |
| 3 | 5 | with help |
| 7 | 4.5 | alone |
| 14 | 4 | alone |
| 30 | 3 | alone |
| 60 | 2 | alone |
| 90 | 1.5 | alone |
| 180 | 1 | alone |
| 365 | 0 | alone |
"""
WIDE = """Table 2. The three patients with cement in the veins
| Patient | Age, sex | Level | Volume | Site of the leak | Treatment | Outcome |
| 1 | 72, F | L1 | 4 mL | Basivertebral vein and inferior vena cava | None | Recovered |
| 2 | 66, M | L3 | 6.5 mL | Epidural veins | Laminectomy of L3 on the same day | Improved |
| 3 | 81, F | L1, L2 | 3 and 4 mL | Azygos vein | Anticoagulation for six months | Recovered |
"""
FIGURES = (
    "Figure 1. Cement in the basivertebral vein of L1 on the lateral view",
    "Figure 2. Computed tomography of the same patient after one year",
)


def _paragraph(number: int) -> str:
    """A paragraph that no other is like: each sentence has a number of its own."""
    parts = []
    for place in range(4):
        opener = OPENERS[(number + place) % len(OPENERS)]
        tail = TAILS[(number * 3 + place) % len(TAILS)]
        parts.append(f"{opener} in observation {10 * number + place}, {tail} [{1 + place}].")
    return " ".join(parts)


def article(paragraphs: int = 4, shift: int = 0) -> Paper:
    """The article.

    Args:
        paragraphs: how many each of its four sections has.
        shift: how many more the first has, which moves what follows down the page.
    """
    text = HEAD
    inserts = {"Methods": FIGURES[0], "Results": NARROW, "Discussion": WIDE}
    for place, heading in enumerate(("Introduction", "Methods", "Results", "Discussion")):
        text += f"## {heading}\n"
        count = paragraphs + (shift if place == 0 else 0)
        for number in range(count):
            text += _paragraph(100 * place + number) + "\n\n"
            if number == count // 2 and heading in inserts:
                text += inserts[heading].rstrip() + "\n\n"
        if heading == "Results":
            text += FIGURES[1] + "\n\n"
    return compose(parse(text), "x77")


def tables(paper: Paper) -> list[list[list[str]]]:
    """The tables of an article, headers among their rows."""
    return [
        [list(row) for row in (block.header, *block.rows)]
        for section in paper.sections
        for _, block in blocks_of(section)
        if isinstance(block, Table)
    ]
