"""spaCy is loaded without its command line, which is still there for who asks for it."""

import subprocess
import sys

PROGRAM = """
import sys
from pipeline.extract import Extractor
Extractor()
print([name for name in ("spacy.cli", "typer", "requests", "weasel") if name in sys.modules])
import spacy
print(spacy.info(silent=True)["spacy_version"] == spacy.__version__)
from spacy.cli.download import download
print(download.__module__)
"""


def test_who_extracts_does_not_load_the_command_line() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["[]", "True", "spacy.cli.download"]
