"""Where sentences end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document.sentences import split
from pipeline.terms import load

EXAMPLES = [(entry["text"], entry["sentences"]) for entry in load("sentences")["example"]]


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES)
def test_examples_of_the_term_file(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


# A bar marks where a sentence ends.
@pytest.mark.parametrize(
    "marked",
    [
        "It was seen.| It was removed.",
        "It leaked at L1.| L2 was spared.",
        "It measured 3.5 ml.| 2 ml were left.",
        "Dr. Smith operated.| She recovered.",
        "Mrs. K. was admitted.| She had pain.",
        "Ms A. (54) and Mr. B. (41) were treated.| They did well.",
        "Cement was found in Mr. B.| On MRI it was black.",
        "PVP vs. PKP was studied.| No difference was found.",
        "Cement leaked (Fig. 2).| MRI was normal.",
        "Cement leaked, as Fig. 2A shows.| MRI was normal.",
        "No. 3 was treated.| It leaked.",
        "The answer was no.| He left.",
        "There was a leak.[12]| He died.",
        "There was a leak.1,2| He died.",
        "There was a leak.3–5| He died.",
        'He said "it hurts."| She left.',
        "(It was rare.)| It healed.",
        "Why was it done?| Nobody knows.",
        "It happened at 3 p.m. while she slept.",
        "Cement (Stryker Inc., Kalamazoo, MI, USA) was used.| It leaked.",
        "E. coli was cultured.| Vancomycin was given.",
        "It was described by Baroud G. and Bohner M. in 2006.",
        "Hulme et al. found leaks in 41% of the levels.| Few were felt.",
        "She had, e.g. after meals, pain.| It eased.",
        "Haemoglobin was 9.2 g/dl.| She was transfused.",
        "He took vitamin C.| He recovered.",
        "The pain (VAS 8/10) was severe...| It eased.",
        "pH was 7.1.| pCO2 was high.",
        "one sentence without a stop",
    ],
)
def test_boundaries(marked: str) -> None:
    assert sentences(marked.replace("|", "")) == [part.strip() for part in marked.split("|")]


@given(st.text(alphabet='aA1 .,;?!()[]"Dr–', max_size=60).map(str.strip))
def test_sentences_cover_the_paragraph(text: str) -> None:
    end = 0
    for start, stop in split(text):
        assert end <= start < stop <= len(text)
        assert not text[end:start].strip()
        end = stop
    assert not text[end:].strip()
