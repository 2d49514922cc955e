"""The calls that are made for each character of a PDF, bound anew.

The PDF library checks and wraps the arguments of each call and its result, which takes longer than
the call itself; a page has thousands of characters.
"""

import ctypes
from collections.abc import Callable
from itertools import repeat
from typing import Any

import pypdfium2.raw as raw

_DOUBLE = ctypes.sizeof(ctypes.c_double)
_SIDES = 4


def _bound(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_PLAIN = (ctypes.c_void_p, ctypes.c_int)
_unicode = _bound(raw.FPDFText_GetUnicode, ctypes.c_uint, *_PLAIN)
_text = _bound(raw.FPDFText_GetText, ctypes.c_int, *_PLAIN, ctypes.c_int, ctypes.c_char_p)
_object = _bound(raw.FPDFText_GetTextObject, ctypes.c_void_p, *_PLAIN)
_box = _bound(raw.FPDFText_GetCharBox, ctypes.c_int, *_PLAIN, *[ctypes.c_void_p] * _SIDES)


def texts(textpage: int, count: int) -> str:
    """The first so many characters, one for each."""
    buffer = ctypes.create_string_buffer(2 * count + 2)
    written = _text(textpage, 0, count, buffer)
    if written == count + 1:
        found = buffer.raw[: 2 * count].decode("utf-16-le", "surrogatepass")
        if len(found) == count:
            return found
    # Characters that stand for none or for two in the text are asked one by one.
    return "".join(map(chr, map(_unicode, repeat(textpage), range(count))))


def objects(textpage: int, count: int) -> list[int | None]:
    """The addresses of the text objects that they belong to; None for what pdfium adds."""
    return list(map(_object, repeat(textpage), range(count)))


def boxes(textpage: int, count: int) -> tuple[list[float], ...]:
    """Their left ends, right ends, bottoms and tops."""
    values = (ctypes.c_double * (_SIDES * count))()
    start, step = ctypes.addressof(values), _SIDES * _DOUBLE
    places = [
        range(start + side * _DOUBLE, start + side * _DOUBLE + step * count, step)
        for side in range(_SIDES)
    ]
    # The results are of no use: where there is no box, its sides stay zero.
    list(map(_box, repeat(textpage), range(count), *places))
    sides = values[:]
    return tuple(sides[side::_SIDES] for side in range(_SIDES))
