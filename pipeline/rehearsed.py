"""Everything that a worker needs, loaded by importing this.

Workers are forked from a process that has: they share its memory, and one that takes the place of a
broken one is there at once. What is loaded here never counts as the memory of a file.
"""

import gc
import os

# Threads do not survive a fork, and a worker has no use for them.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import pipeline.ingest.pdf  # noqa: F401 (who reads no PDF does not load it)
from pipeline.ingest.read import read_content
from pipeline.terms import load
from pipeline.uncollected import uncollected
from pipeline.values.kept import kept
from pipeline.work import extractor


@uncollected()
def rehearse() -> None:
    """Reads and extracts a text of our own, so that patterns and vocabularies are there."""
    for document in read_content(load("rehearsal")["text"].encode()).documents:
        extractor(None)(document)
    kept().write()


rehearse()
# What is there now stays: the search for garbage in a worker would make the shared pages its own.
gc.collect()
gc.freeze()
