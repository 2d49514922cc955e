"""What a document is as a whole: its language, and how much of the publication it holds."""

from collections import Counter, defaultdict
from dataclasses import replace

from pipeline.document.model import Document, Extent, SectionKind, Sentence, Traits
from pipeline.ingest.language import (
    ENGLISH,
    UNKNOWN,
    is_keywords,
    is_unknown,
    language_of,
    least,
    surely_english,
)

_ASIDE = (SectionKind.REFERENCES, SectionKind.BACK)
_FRONT = (SectionKind.TITLE, *_ASIDE)
# Words beside title and abstract that make no article: a line of keywords or of a licence.
_LEAST_BODY = 40
_SHORT = 5


def with_traits(document: Document, ocr: bool = False) -> Document:
    """The document with its traits; of one in another language only what is in English is read.

    Its text stays whole; the sentences in another language are no longer among its sentences.
    """
    extent = _extent(document)
    if surely_english(document.text):
        return replace(document, traits=Traits(ENGLISH, True, extent, ocr))
    paragraphs = _paragraphs(document)
    told = {number: language_of(_joined(document, own)) for number, own in paragraphs.items()}
    main = _most_words(document, paragraphs, told)
    if main in ("", ENGLISH):
        return replace(document, traits=Traits(main, True, extent, ocr))
    english = tuple(
        one
        for one in document.sentences
        if (language_of(document.quote(one), _SHORT) or told.get(one.paragraph)) == ENGLISH
    )
    words = sum(len(document.quote(one).split()) for one in english)
    traits = Traits(main, words >= least("english_words"), extent, ocr)
    return replace(document, sentences=english, tables=(), traits=traits)


def _paragraphs(document: Document) -> dict[int, list[Sentence]]:
    """The sentences that can tell a language, by their paragraph; references cannot."""
    found = defaultdict(list)
    for one in document.sentences:
        if document.section_of(one).kind not in _ASIDE:
            found[one.paragraph].append(one)
    return found


def _joined(document: Document, sentences: list[Sentence]) -> str:
    return document.text[sentences[0].start : sentences[-1].end]


def _most_words(
    document: Document, paragraphs: dict[int, list[Sentence]], told: dict[int, str]
) -> str:
    """The language of most of the prose, empty where there is too little of it."""
    counted: Counter[str] = Counter()
    for number, language in told.items():
        counted[language] += len(_joined(document, paragraphs[number]))
    untold = counted.pop("", 0)
    if untold > counted.total():
        texts = [_joined(document, paragraphs[number]) for number in told if not told[number]]
        if is_unknown(" ".join(texts)):
            return UNKNOWN
        if is_keywords(" ".join(texts)):
            return ""
    return counted.most_common(1)[0][0] if counted else ""


def _extent(document: Document) -> Extent:
    words: Counter[str] = Counter()
    for section in document.sections:
        part = "abstract" if section.in_abstract else "body"
        part = "front" if section.kind in _FRONT else part
        words[part] += len(document.text[section.start : section.end].split())
    if words["abstract"] and words["body"] < _LEAST_BODY:
        return Extent.ABSTRACT
    return Extent.FULL if words["abstract"] or words["body"] else Extent.TITLE
