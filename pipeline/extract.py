"""From a document to what it says: annotate its sentences, then read them."""

from functools import cache

from pipeline.annotate.library import load_spacy
from pipeline.document.model import Document
from pipeline.resolve.document import read_document
from pipeline.resolve.model import Extraction

EXTRACTOR_VERSION = "7"


class Extractor:
    """Tells what documents say of their own patients and series.

    Args:
        model: name of an installed spaCy model whose entities are used as well.

    Raises:
        UserError: the model is not installed.
    """

    def __init__(self, model: str | None = None) -> None:
        # spaCy takes a second to import; who only names the version does without.
        load_spacy()
        from pipeline.annotate.nlp import Annotator

        self._annotator = Annotator(model)

    def __call__(self, document: Document) -> Extraction:
        """What one document says."""
        return read_document(document, self._annotator.annotate(document))


@cache
def _default() -> Extractor:
    return Extractor()


def extract(document: Document) -> Extraction:
    """What one document says of its own patients and series, told without a model."""
    return _default()(document)
