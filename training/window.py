"""What the network sees of a text: a line, with the beginning of what was said before it."""

from dataclasses import dataclass

from training.pieces import Vocabulary, Word

#: Pieces of what was said before, and of all together; what is longer is cut off.
CONTEXT, LONGEST = 30, 320


@dataclass(frozen=True, slots=True)
class Window:
    """A line in pieces.

    Attributes:
        pieces: identifiers, with what was said before in front.
        own: where the line's own pieces begin.
        words: the words of the line that fit.
        heads: the place of the first piece of each of these words.
    """

    pieces: tuple[int, ...]
    own: int
    words: tuple[Word, ...]
    heads: tuple[int, ...]


def window(
    vocabulary: Vocabulary, before: str, text: str, longest: int = LONGEST, context: int = CONTEXT
) -> Window:
    """Puts a line behind the beginning of the text before it."""
    told = [piece for word in vocabulary.words(before[:400]) for piece in word.pieces][:context]
    pieces = [vocabulary.opening, *told, vocabulary.closing]
    own = len(pieces)
    words: list[Word] = []
    heads: list[int] = []
    for word in vocabulary.words(text):
        if len(pieces) + len(word.pieces) >= longest:
            break
        words.append(word)
        heads.append(len(pieces))
        pieces += word.pieces
    pieces.append(vocabulary.closing)
    return Window(tuple(pieces), own, tuple(words), tuple(heads))
