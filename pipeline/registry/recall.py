"""Knows a document and a case again, whatever they are called by now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.document.model import Document, Sentence
from pipeline.evidence import Evidence
from pipeline.registry.decision import Decision, sentence_hash
from pipeline.registry.identity import identifiers, plain, title_key
from pipeline.registry.model import Study
from pipeline.resolve.model import Case

_SAME_VALUE_AND_SENTENCE = 3
_SAME_SENTENCE = 2
_SAME_VALUE = 1
_WHO = ("age_years=", "sex=")
"""Values that tell patients apart, also where all else is said of several in one sentence."""


def document_keys(study: Study) -> tuple[str, ...]:
    """By what a document is known, the surest first."""
    meta, entry = study.meta, study.entry
    named = [f"{kind}:{value}" for kind, value in identifiers(meta).items()]
    title = title_key(meta)
    return (
        *named,
        f"id:{study.document_id}",
        f"text:{entry.text_key}",
        *([f"title:{title}"] if title else []),
        f"path:{entry.source_path}",
    )


def signature(case: Case) -> tuple[str, ...]:
    """By what a case is known: each value with its state and the hash of its sentence."""
    return tuple(
        f"{item.field}={item.value}|{item.state.value}|{sentence_hash(item.quote)}"
        for item in case.evidence
    )


class Recognition:
    """Finds the study that a decision is about."""

    def __init__(self, studies: Iterable[Study]) -> None:
        self._holders: dict[str, list[Study]] = defaultdict(list)
        for study in studies:
            for key in document_keys(study):
                self._holders[key].append(study)

    def study_of(self, decision: Decision) -> Study | None:
        """The study, by the surest key that only one study has; None where it is gone."""
        for key in decision.document_keys:
            found = [one for one in self._holders.get(key, ()) if _agree(one, decision)]
            if len(found) == 1:
                return found[0]
        return None


def _agree(study: Study, decision: Decision) -> bool:
    """Whether no identifier speaks against it."""
    said = dict(key.split(":", 1) for key in decision.document_keys)
    own = identifiers(study.meta)
    shared = [kind for kind in own if kind in said]
    return not shared or any(own[kind] == said[kind] for kind in shared)


def case_of(study: Study, decision: Decision) -> Case | None:
    """The case with most of the decision's evidence; of equals the one with the number.

    A case that shares nothing with it is taken by its number alone.
    """
    number = _number(decision)
    cases = study.extraction.cases
    scored = [(_likeness(case, decision.signature), case.number == number, case) for case in cases]
    best = max(scored, key=lambda one: (one[0], one[1], -one[2].number), default=None)
    if best is None or not best[0]:
        return next((case for case in cases if case.number == number), None)
    return best[2]


def is_surely(case: Case, decision: Decision) -> bool:
    """Whether it is beyond doubt the case that a decision is about.

    Most of its values have to be there, or their sentences, and it is nobody of another age or sex.
    """
    own = signature(case)
    if any(_differ(own, decision.signature, name) for name in _WHO):
        return False
    full = _SAME_VALUE_AND_SENTENCE * len(decision.signature)
    return 2 * _likeness(case, decision.signature) > full or not (own or full)


def _differ(own: Sequence[str], known: Sequence[str], name: str) -> bool:
    """Whether both have a value of a field, and none in common."""
    one, other = ({text.partition("|")[0] for text in part if text.startswith(name)}
                  for part in (own, known))  # fmt: skip
    return bool(one and other) and one.isdisjoint(other)


def _number(decision: Decision) -> int:
    tail = decision.case_id.rpartition("-")[2]
    return int(tail) if tail.isdecimal() else 0


def _likeness(case: Case, known: Sequence[str]) -> int:
    """Points for every value of the known case that this case has, or whose sentence it has."""
    own = signature(case)
    values = {one.rpartition("|")[0] for one in own}
    sentences = {one.rpartition("|")[2] for one in own}
    points = 0
    for one in known:
        value, _, sentence = one.rpartition("|")
        if one in own:
            points += _SAME_VALUE_AND_SENTENCE
        elif sentence in sentences:
            points += _SAME_SENTENCE
        elif value in values:
            points += _SAME_VALUE
    return points


def stands_in(quote: str, text: str) -> bool:
    """Whether the words of a sentence stand in a text.

    Args:
        quote: the sentence.
        text: in the form that `identity.plain` gives.
    """
    words = plain(quote)
    return bool(words) and f" {words} " in f" {text} "


def sentence_in(document: Document, quote: str) -> Sentence | None:
    """The sentence of a document that has these words, or most of them within or around it."""
    words = plain(quote)
    near: Sentence | None = None
    for sentence in document.sentences:
        own = plain(document.quote(sentence))
        if own == words:
            return sentence
        if near is None and own and words and (f" {words} " in f" {own} "):
            near = sentence
    return near


def moved(item: Evidence, document: Document, sentence: Sentence) -> Evidence:
    """A value that now stands in this sentence."""
    quote = document.quote(sentence)
    return Evidence(
        item.field,
        item.value,
        item.state,
        item.original_text if item.original_text in quote else quote,
        sentence.start,
        sentence.end,
        quote,
        document.section_of(sentence).kind.value,
        sentence.page,
        item.method,
        item.confidence,
    )
