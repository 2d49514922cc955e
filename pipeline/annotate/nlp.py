"""The spaCy pipeline: what a document's own wording adds to the terms of the project."""

import re
import warnings
from collections.abc import Iterable
from dataclasses import replace

import scispacy.abbreviation  # noqa: F401 (registers the component "abbreviation_detector")
import spacy
from scispacy.custom_tokenizer import combined_rule_tokenizer
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from pipeline.annotate.abbreviations import definitions, read
from pipeline.annotate.lexicon import Term, terms
from pipeline.annotate.linker import Key, known, meaning, slip
from pipeline.annotate.patterns import lower
from pipeline.annotate.sentence import AnnotatedSentence
from pipeline.document.model import Document
from pipeline.errors import UserError
from pipeline.values.gate import Gated

#: No sentence is as long as this, has as many brackets or as long a word. The detector's work
#: grows with the square of the brackets, the tokenizer's with that of the word.
_LONGEST, _MOST_BRACKETS, _UNBROKEN = 2000, 40, re.compile(r"\S{120}")

_LONG_WORD = re.compile(r"[a-z]{9,}")

#: Where scispaCy's models are published; those for its current version are of this release.
_SCISPACY_MODELS = "https://s3-us-west-2.amazonaws.com/ai2-s2-scispacy/releases/v0.5.4"


class Annotator:
    """Annotates the sentences of documents.

    Args:
        model: name or folder of an installed spaCy model whose entities are used as well.

    Raises:
        UserError: the model is not installed.
    """

    def __init__(self, model: str | None = None) -> None:
        self._nlp = _with_model(model) if model else _rules_alone()
        self._reads_all = model is not None

    def annotate(self, document: Document) -> list[AnnotatedSentence]:
        """The document's sentences, with the terms that its own wording adds."""
        texts = [document.quote(sentence) for sentence in document.sentences]
        docs = self._read(texts)
        abbreviations = read(definitions(docs))
        local = [_term(key, acronyms=(form,)) for form, key in _pairs(abbreviations.meant)]
        local += [_term(key, phrases=(text,)) for text, key in _pairs(_entities(docs))]
        local += [_term(key, phrases=(word,)) for word, key in _pairs(_slips(texts))]
        return [AnnotatedSentence(text, tuple(local), abbreviations.shadowed) for text in texts]

    def _read(self, texts: Iterable[str]) -> list[Doc]:
        """The sentences that may tell something, each a document to spaCy."""
        chosen = [t for t in texts if (self._reads_all or "(" in t) and _is_sentence(t)]
        with warnings.catch_warnings():
            # The detector runs an empty matcher over a sentence that defines nothing.
            warnings.filterwarnings("ignore", r"\[W036\]", UserWarning)
            return list(self._nlp.pipe(chosen))


def _is_sentence(text: str) -> bool:
    return (
        len(text) <= _LONGEST and text.count("(") <= _MOST_BRACKETS and not _UNBROKEN.search(text)
    )


def _combined_rules(nlp: Language) -> Tokenizer:
    """The tokenizer of scispaCy; that of spaCy, of which it takes a setting, is not built first."""
    nlp.tokenizer = Tokenizer(nlp.vocab, token_match=nlp.Defaults.token_match)
    with warnings.catch_warnings():
        # scispaCy's rules hold "||" in a character class, which Python may read otherwise one day.
        warnings.filterwarnings("ignore", "Possible set union", FutureWarning)
        return combined_rule_tokenizer(nlp)


def _rules_alone() -> Language:
    """Blank English with scispaCy's tokenizer and its detector of abbreviations."""
    nlp = English(create_tokenizer=_combined_rules)
    nlp.add_pipe("abbreviation_detector", config={"make_serializable": True})
    return nlp


def _with_model(name: str) -> Language:
    try:
        nlp = spacy.load(name, exclude=["parser", "tagger", "attribute_ruler", "lemmatizer"])
    except OSError as error:
        raise UserError(f"There is no model {name!r} here. Try: {_remedy(name)}") from error
    nlp.add_pipe("abbreviation_detector", config={"make_serializable": True})
    return nlp


def _remedy(name: str) -> str:
    """The command that installs a model.

    scispaCy's models are named by their address: what the package index has under such a name is
    not theirs.
    """
    if re.match(r"en_core_sci_|en_ner_", name):
        return f"pip install {_SCISPACY_MODELS}/{name}-0.5.4.tar.gz"
    return f"python -m spacy download {name} (it runs pip)"


def _pairs(found: dict[str, frozenset[Key]]) -> list[tuple[str, Key]]:
    return [(text, key) for text in sorted(found) for key in sorted(found[text])]


def _entities(docs: Iterable[Doc]) -> dict[str, frozenset[Key]]:
    """The model's entities that no pattern knows and the knowledge base does."""
    texts = {lower(entity.text) for doc in docs for entity in doc.ents}
    return {text: meaning(text) for text in texts if not known(text)}


def _slips(texts: Iterable[str]) -> dict[str, frozenset[Key]]:
    """The misspelt names."""
    words = {word for text in texts for word in _LONG_WORD.findall(text.lower())}
    return {word: slip(word) for word in words}


def _term(key: Key, acronyms: tuple[str, ...] = (), phrases: tuple[str, ...] = ()) -> Term:
    """The project's term, found by other words; its look-alikes stay."""
    term = next(term for term in terms() if (term.field, term.code) == key)
    patterns = tuple(map(_literally, phrases))
    return replace(term, acronyms=frozenset(acronyms), patterns=patterns, denials=())


def _literally(phrase: str) -> Gated:
    return Gated(rf"(?<!\w){re.escape(phrase)}(?!\w)", re.NOFLAG, passing=True)
