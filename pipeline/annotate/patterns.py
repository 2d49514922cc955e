"""The small pattern language of `pipeline/terms/`, compiled to regular expressions.

A pattern is written in lower case as a reader would say it:

- a space stands for spaces or hyphens: `foot drop` also finds "foot-drop";
- `*` after letters stands for any ending: `weak*` finds "weakened";
- ` .. ` stands for up to four words in between, ` ... ` for up to nine, within one clause;
- `{name}` is replaced by a macro of `macros.toml`;
- `(a|b)`, `?` and character classes mean what they mean in regular expressions.

A pattern matches whole words only.
"""

import re
from collections.abc import Iterable
from functools import cache

from pipeline.terms import load
from pipeline.values.gate import Gated

_GAPS = {" ... ": 9, " .. ": 4}
_ANY_ENDING = re.compile(r"(?<=\w)\*")
_MACRO = re.compile(r"\{([a-z_]+)\}")


def _expand(pattern: str) -> str:
    macros = load("macros")["macro"]
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda match: f"(?:{macros[match[1]]})", pattern)
    return pattern


def _regex(pattern: str) -> str:
    pattern = _ANY_ENDING.sub(r"\\w*", pattern)
    for gap, words in _GAPS.items():
        pattern = pattern.replace(gap, rf"(?:[ -]+[^\s;:]+){{0,{words}}}?[ -]+")
    pattern = pattern.replace(" ?", "[ -]?")
    # Any other space outside a character class is one or more spaces or hyphens.
    return re.sub(r"(?<!\[) (?!-?\])", "[ -]+", pattern)


@cache
def compile_pattern(source: str) -> Gated:
    """One pattern of the term files, to be searched in a text in lower case."""
    return Gated(rf"(?<!\w)(?:{_regex(_expand(source))})(?!\w)", re.NOFLAG)


def search_any(patterns: Iterable[Gated], lowered: str) -> re.Match[str] | None:
    """The first match of any pattern, or None."""
    for pattern in patterns:
        for match in pattern.finditer(lowered):
            return match
    return None


def lower(text: str) -> str:
    """Lower case of the same length, so that offsets stay true."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
