"""The language of a text: by its script, or by the share of a language's commonest small words.

A profile of small words is data that anyone can read and extend, needs no model and no library, and
decides paragraphs of prose; for a title or a cell of a table it says that it cannot tell.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.terms import load

ENGLISH = "en"
UNKNOWN = "und"
"""ISO 639's code for a language that could not be told."""

# Whole words only: the letters of L4 and D12 are none of French.
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?!\w)")
# A letter of its own that has this share of a script's letters makes the language.
_OWN_SHARE = 0.005


@dataclass(frozen=True, slots=True)
class _Script:
    code: str
    letters: int
    any: re.Pattern[str]
    own: Mapping[str, re.Pattern[str]]


@cache
def _scripts() -> tuple[_Script, ...]:
    return tuple(
        _Script(
            entry["code"],
            entry["letters"],
            re.compile(f"[{''.join(entry['ranges'])}]"),
            {code: re.compile(f"[{own}]") for code, own in entry.get("own", {}).items()},
        )
        for entry in load("languages")["script"]
    )


@cache
def _small_words() -> dict[str, frozenset[str]]:
    return {
        code: frozenset(entry["words"].split())
        for code, entry in load("languages")["language"].items()
        if "words" in entry
    }


def least(name: str) -> float:
    """A limit of `languages.toml`."""
    return float(load("languages")["least"][name])


def name_of(code: str) -> str:
    """The English name of a language, or the code itself."""
    entry = load("languages")["language"].get(code)
    return str(entry["name"]) if entry else code


def language_of(text: str, words: float | None = None) -> str:
    """The ISO 639-1 code of a text's language, empty where it cannot be told.

    Args:
        text: some prose.
        words: how many words it must have to tell; by default `least.words` of the data.

    >>> language_of("Die Patientin wurde nach der Operation mit dem Korsett in die Reha verlegt")
    'de'
    """
    enough = least("words") if words is None else words
    found = _WORD.findall(text.lower())
    if not text.isascii():
        script, letters = max(
            ((one, len(one.any.findall(text))) for one in _scripts()),
            key=lambda pair: pair[1] / pair[0].letters,
        )
        said = letters / script.letters
        if said >= enough / 2 and said > _latin(found):
            return _of_script(script, text, letters)
    return _of_words(found) if len(found) >= enough else ""


def _latin(words: list[str]) -> int:
    return sum(word[0] < "\u0250" for word in words)


def _of_script(script: _Script, text: str, letters: int) -> str:
    own = {code: len(pattern.findall(text)) for code, pattern in script.own.items()}
    most = max(own, key=lambda code: own[code], default=script.code)
    return most if own.get(most, 0) > letters * _OWN_SHARE else script.code


def _of_words(words: list[str]) -> str:
    counted = Counter(words)
    shares = {
        code: sum(counted[word] for word in small & counted.keys()) / len(words)
        for code, small in _small_words().items()
    }
    most = max(shares, key=lambda code: shares[code])
    if shares[most] < max(least("share"), least("lead") * shares[ENGLISH]):
        most = ENGLISH if shares[ENGLISH] >= least("share") else ""
    return most


def surely_english(text: str) -> bool:
    """Whether a whole document is English beyond doubt, told fast."""
    if len(text.encode("utf-8", "surrogatepass")) > least("surely_ascii") * len(text):
        return False
    return _share(text.split(), _small_words()[ENGLISH]) >= least("surely_english")


def is_unknown(text: str) -> bool:
    """Whether a text that tells no language is prose in one all the same, and hardly English."""
    words = _WORD.findall(text)
    return len(words) >= least("prose") and _known_share(words) <= least("hardly_english")


def is_keywords(text: str) -> bool:
    """Whether a text that tells no language is English in keywords, as on a poster."""
    words = _WORD.findall(text)
    return len(words) >= least("prose") and _known_share(words) >= least("surely_english")


def _known_share(words: list[str]) -> float:
    """How many of the words are small ones or keywords of English."""
    keywords = frozenset(load("languages")["language"][ENGLISH]["keywords"].split())
    return _share(words, _small_words()[ENGLISH] | keywords)


def _share(words: list[str], english: frozenset[str]) -> float:
    small = sum(map(english.__contains__, map(str.lower, words)))
    return small / len(words) if words else 0.0
