"""What one half of a sentence says in general is not told of the own patient in the other."""

import pytest

from pipeline.resolve.contrast import general_half


@pytest.mark.parametrize(
    ("text", "half"),
    [
        (
            "Cement in the epidural space has been blamed, but in our patient none was seen.",
            "Cement in the epidural space has been blamed",
        ),
        (
            "Although disc leaks are known to provoke fractures, in this case none was found.",
            "Although disc leaks are known to provoke fractures",
        ),
        (
            "Our patient had cement in a lung, whereas most reported leaks are venous.",
            ", whereas most reported leaks are venous.",
        ),
        (
            "Although no leak was seen at first, in our patient cement was found later.",
            "",
        ),
        ("Cement in the canal has been described by the radiologist.", ""),
        ("She was paraplegic, and in our patient this did not change.", ""),
    ],
)
def test_the_half_that_speaks_of_others(text: str, half: str) -> None:
    start, end = general_half(text)
    assert text[start:end] == half
