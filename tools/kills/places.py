"""What is read and what is written: the documents of a trial and the tables of a run."""

import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ARCHIVED = 5


def documents(home: Path, number: int) -> None:
    """Renders the corpus and keeps so many documents, texts first, and some in an archive."""
    command = [sys.executable, "-m", "corpus.build", "--all", str(home / "corpus")]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    found = sorted((home / "corpus" / "documents").iterdir())
    order = sorted(found, key=lambda path: (path.suffix == ".pdf", path.name))
    (home / "in").mkdir()
    for path in order[:number]:
        path.rename(home / "in" / path.name)
    with zipfile.ZipFile(home / "in" / "more.zip", "w") as archive:
        for path in order[number : number + ARCHIVED]:
            archive.write(path, path.name)


def tables(out: Path) -> dict[str, bytes]:
    """The tables in a folder."""
    return {path.name: path.read_bytes() for path in sorted(out.glob("*.csv"))}


def digest(path: Path) -> str:
    """The hash of a file's bytes."""
    return sha256(path.read_bytes()).hexdigest()


def leftovers(out: Path) -> list[str]:
    """What a run that was killed may have left in its folder."""
    return sorted(path.name for path in out.glob(".*") if path.suffix[1:].isdecimal())
