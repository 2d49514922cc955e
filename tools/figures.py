"""Writes into the documentation what its commands print.

A place is a comment and the block below it:

    <!-- figures: leakreg evaluate corpus/gold corpus -->
    ```text
    what the command printed
    ```

    python -m tools.figures [WORD ...]     runs the commands that hold every WORD, by default all
"""

import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = (ROOT / "docs" / "accuracy.md",)
PLACE = re.compile(r"<!-- figures: (?P<command>.+?) -->\n```text\n(?P<figures>.*?)```\n", re.DOTALL)
PROGRAMS = {
    "leakreg": [sys.executable, "-m", "pipeline.cli"],
    "python": [sys.executable],
}


def printed(command: str) -> str:
    """Standard output of a command of this project.

    Raises:
        KeyError: the command is not one of `PROGRAMS`.
        CalledProcessError: it failed.
    """
    program, *arguments = shlex.split(command)
    done = subprocess.run(
        [*PROGRAMS[program], *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout.rstrip() + "\n"


def refreshed(page: str, words: list[str]) -> str:
    """A page with the figures of today in the places whose command holds all words."""

    def place(match: re.Match[str]) -> str:
        command = match["command"]
        if not all(word in command for word in words):
            return match[0]
        print(command, file=sys.stderr)
        return f"<!-- figures: {command} -->\n```text\n{printed(command)}```\n"

    return PLACE.sub(place, page)


def main(words: list[str]) -> int:
    """Refreshes all pages."""
    for path in PAGES:
        page = refreshed(path.read_text(encoding="utf-8"), words)
        path.write_text(page, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
