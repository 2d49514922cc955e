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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.terms import load

_GAPS = {" ... ": 9, " .. ": 4}
_ANY_ENDING = re.compile(r"(?<=\w)\*")
_MACRO = re.compile(r"\{([a-z_]+)\}")
_DEPTH = {"(": 1, ")": -1, "[": 1, "]": -1}


def _expand(pattern: str) -> str:
    macros = load("macros")["macro"]
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda match: f"(?:{macros[match[1]]})", pattern)
    return pattern


def _required(pattern: str) -> str:
    """The longest run of letters that every match must contain, or empty."""
    depth, run, best = 0, "", ""
    for place, char in enumerate(pattern):
        depth += _DEPTH.get(char, 0)
        if depth == 0 and char == "|":
            return ""
        optional = pattern[place + 1 : place + 2] in ("?", "{")
        if depth == 0 and char.isalpha() and not optional and pattern[place - 1 : place] != "\\":
            run += char
        else:
            best, run = max(best, run, key=len), ""
    return max(best, run, key=len)


def _regex(pattern: str) -> str:
    pattern = _ANY_ENDING.sub(r"\\w*", pattern)
    for gap, words in _GAPS.items():
        pattern = pattern.replace(gap, rf"(?:[ -]+[^\s;:]+){{0,{words}}}?[ -]+")
    pattern = pattern.replace(" ?", "[ -]?")
    # Any other space outside a character class is one or more spaces or hyphens.
    return re.sub(r"(?<!\[) (?!-?\])", "[ -]+", pattern)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One compiled pattern; `required` is a quick test before the expression runs."""

    source: str
    required: str
    regex: re.Pattern[str]

    def finditer(self, lowered: str) -> Iterator[re.Match[str]]:
        """All matches in a text that is already in lower case."""
        if self.required and self.required not in lowered:
            return iter(())
        return self.regex.finditer(lowered)


@cache
def compile_pattern(source: str) -> Pattern:
    """Compiles one pattern of the term files."""
    expanded = _expand(source)
    regex = re.compile(rf"(?<![\w])(?:{_regex(expanded)})(?!\w)")
    return Pattern(source, _required(expanded), regex)


def search_any(patterns: Iterable[Pattern], lowered: str) -> re.Match[str] | None:
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
