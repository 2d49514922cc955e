"""Programs and extras that some tests need: without them they skip, or fail where asked to."""

import os

import pytest

REQUIRE = "LEAKREG_REQUIRE_PARTS"
"""Set to 1 where every part must be there, so that nothing passes by being skipped."""
NO_TESSERACT = "Tesseract is not installed (apt install tesseract-ocr)"
NO_POSTGRES = "PostgreSQL is not installed (apt install postgresql)"


def need(present: object, what: str) -> None:
    """Skips the test where a part is missing; fails it where all parts are required."""
    if present:
        return
    if os.environ.get(REQUIRE) == "1":
        pytest.fail(f"{what}, and {REQUIRE} is set", pytrace=False)
    pytest.skip(what)
