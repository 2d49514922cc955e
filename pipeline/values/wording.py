"""The wordings of the term files: regular expressions that are put together from named parts.

A term file tells its wordings in tables `[wording.NAME]`:

- `pattern` is a regular expression, or a list of alternatives; letter case does not matter;
- `{other}` stands for another wording or a list of words of the same file, `{N}` for a number in
  digits or words;
- the pattern is found in each of `examples`, and each of its alternatives in at least one;
- it is found in none of `not_examples`.
"""

import re
from functools import cache

from pipeline.terms import load
from pipeline.values.gate import Gated
from pipeline.values.index import Index
from pipeline.values.number import NUMBER

_PART = re.compile(r"\{([A-Za-z_]+)\}")


def alternatives(file: str, name: str) -> list[str]:
    """The alternatives of a wording, or the words of a list, longest first; parts not filled in.

    Raises:
        KeyError: where the file has nothing of that name.
    """
    data = load(file)
    if name not in data.get("wording", {}):
        return sorted(data[name], key=len, reverse=True)
    pattern = data["wording"][name]["pattern"]
    return [pattern] if isinstance(pattern, str) else pattern


def filled(file: str, text: str) -> str:
    """A regular expression with the parts that it names."""
    return _PART.sub(lambda match: f"(?:{part(file, match[1])})", text)


@cache
def part(file: str, name: str) -> str:
    """A wording as text, to be put into a regular expression between brackets."""
    if name == "N":
        return NUMBER
    return "|".join(filled(file, text) for text in alternatives(file, name))


@cache
def apart(file: str, name: str, inner: str = "") -> Index[int]:
    """The alternatives of a wording, each searched only where it can match.

    Args:
        file: the term file.
        name: the wording.
        inner: the part of the wording that has the alternatives; empty where it has them itself.
    """
    texts = alternatives(file, name)
    if inner:
        (whole,) = texts
        texts = [whole.replace(f"{{{inner}}}", text) for text in alternatives(file, inner)]
    return Index(enumerate(Gated(filled(file, text)) for text in texts))


@cache
def wording(file: str, name: str) -> Gated:
    """A wording of `pipeline/terms/<file>.toml`, compiled."""
    return Gated(part(file, name))
