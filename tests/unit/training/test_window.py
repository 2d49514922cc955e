from training.pieces import Vocabulary
from training.window import window

PIECES = "[PAD] [UNK] [CLS] [SEP] she had pain ##ful no leak then".split()
CUT = Vocabulary(PIECES)


def told(before: str, text: str, longest: int = 50, context: int = 3) -> str:
    seen = window(CUT, before, text, longest, context)
    return " ".join(PIECES[number] for number in seen.pieces)


def test_what_was_said_before_stands_in_front() -> None:
    assert told("No leak", "She had pain") == "[CLS] no leak [SEP] she had pain [SEP]"


def test_only_the_beginning_of_what_was_said_before_is_seen() -> None:
    assert told("No leak then she", "pain") == "[CLS] no leak then [SEP] pain [SEP]"


def test_the_first_piece_of_each_word_is_known() -> None:
    seen = window(CUT, "no", "painful leak", 50, 3)
    assert [PIECES[seen.pieces[place]] for place in seen.heads] == ["pain", "leak"]
    assert seen.own == 3


def test_words_beyond_the_longest_are_cut_off_whole() -> None:
    seen = window(CUT, "", "she had painful leak", 6, 3)
    assert [word.end for word in seen.words] == [3, 7]
    assert len(seen.pieces) == 5
