"""The project's names as a scispaCy knowledge base, and scispaCy's entity linker over it.

Importing this takes a second, for scikit-learn; the linker does so when it first needs to.
"""

from typing import Any

import numpy as np
from scispacy.candidate_generation import CandidateGenerator, TfidfVectorizer
from scispacy.linking import EntityLinker
from scispacy.linking_utils import Entity, KnowledgeBase

from pipeline.annotate.lexicon import TERM_FILES
from pipeline.terms import load

#: How many names are looked up for a mention.
_NEIGHBOURS = 5


def concept_ids() -> dict[str, tuple[str, str]]:
    """Field and code by concept: the MeSH id where the term has one, else `field:code`."""
    mesh = {
        (entry["field"], entry["code"]): entry["mesh"]
        for name in TERM_FILES
        for entry in load(name)["term"]
        if "mesh" in entry
    }
    keys = [(entry["field"], entry["code"]) for entry in load("names")["entry"]]
    return {mesh.get(key, ":".join(key)): key for key in keys}


def knowledge_base() -> Any:
    """The `scispacy.linking_utils.KnowledgeBase` of all names."""
    names = {(entry["field"], entry["code"]): entry["names"] for entry in load("names")["entry"]}
    return KnowledgeBase(
        Entity(concept, names[key][0], names[key][1:], types=[key[0]])
        for concept, key in concept_ids().items()
    )


class ExactIndex:
    """Nearest neighbours by comparing with every name: exact, and quick for a few hundred.

    Args:
        vectors: a sparse matrix of unit length rows, one a name.
    """

    def __init__(self, vectors: Any) -> None:
        self._vectors = vectors

    def knnQueryBatch(  # noqa: N802 (scispaCy calls it by nmslib's name)
        self, queries: Any, k: int
    ) -> list[tuple[Any, Any]]:
        """For each query the places and the cosine distances of its k nearest names."""
        distances = 1 - (queries @ self._vectors.T).toarray()
        nearest = np.argsort(distances, axis=1, kind="stable")[:, :k]
        return [(places, row[places]) for places, row in zip(nearest, distances, strict=True)]


def entity_linker(threshold: float) -> Any:
    """A `scispacy.linking.EntityLinker` over the project's names.

    Args:
        threshold: the least cosine similarity, over runs of two to four characters.
    """
    base = knowledge_base()
    names = sorted(base.alias_to_cuis)
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4))
    index = ExactIndex(vectorizer.fit_transform(names))
    return EntityLinker(
        candidate_generator=CandidateGenerator(index, vectorizer, names, base),
        k=_NEIGHBOURS,
        threshold=threshold,
        filter_for_definitions=False,
        max_entities_per_mention=1,
    )
