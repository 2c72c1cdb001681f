"""Arguments from Python: each is checked alone, and its error reads as on the command line."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from mapgen.errors import InputError, listed, nearest, shortened
from mapgen.files.dates import day_fault, typed_day
from mapgen.files.texts import checked_line
from mapgen.files.vocabulary import word_of

_PLAIN = (str, bytes, bool, int, float, date, list, tuple, dict, set, frozenset, Path)
_LONG = 10**100
_NO_SYNONYMS: Mapping[str, str] = {}
_DAY_TEXT = 'write YYYY-MM-DD, such as "2025-12-14"'
_DAY_FORM = 'write a date, or "YYYY-MM-DD", such as "2025-12-14"'


def wrong(argument: str, value: object, right: str) -> InputError:
    """Return the error for an argument: its name, the value, and what would be right."""
    return InputError.single(f"{argument} {shown_value(value)}", right)


def shown_value(value: object) -> str:
    """Return a value as Python writes it, text in double quotes, cut to fit a message; for other objects their type."""
    if isinstance(value, str):
        return f'"{shortened(str(value))}"'
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and abs(value) >= _LONG:
        return "(a number of very many digits)"  # Python refuses to write some
    if value is None or type(value) in _PLAIN or isinstance(value, Path):
        return shortened(repr(value))
    return f"(a {type(value).__name__})"


def text_argument(argument: str, value: object) -> str:
    """Return one line of text."""
    if not isinstance(value, str):
        raise wrong(argument, value, "write it as text")
    return checked_line(argument, value)


def name_argument(argument: str, value: object) -> str:
    """Return text that names something; the caller checks whether that exists."""
    if not isinstance(value, str):
        raise wrong(argument, value, "write it as text")
    return value


def word_argument(
    argument: str, value: object, words: Iterable[str], synonyms: Mapping[str, str] = _NO_SYNONYMS
) -> str:
    """Return the one of the words that a value means, in any case; `synonyms` give other words for them, folded."""
    words = tuple(words)
    word = word_of(value, words, synonyms) if isinstance(value, str) else None
    if word is None:
        hint = nearest(value, words) if isinstance(value, str) else ""
        raise wrong(argument, value, f"write {listed(words)}{hint}")
    return word


def flag_argument(argument: str, value: object) -> bool:
    """Return True or False, also of numpy's."""
    if type(value).__module__ == "numpy" and type(value).__name__ in {"bool", "bool_"}:
        return bool(value)
    if not isinstance(value, bool):
        raise wrong(argument, value, "write True or False")
    return value


def path_argument(argument: str, value: object) -> str:
    """Return the path of a file, or a name, as text."""
    path = os.fspath(value) if isinstance(value, str | os.PathLike) else None
    if isinstance(path, str) and (path or value) and "\0" not in path:
        return path
    raise wrong(argument, value, "write the path of a file as text, or give a Path")


def table_argument(argument: str, value: object) -> list[tuple[str, Any]]:
    """Return a mapping, or pairs of a name and a value, as pairs."""
    pairs = list(value.items()) if isinstance(value, Mapping) else value
    if not isinstance(pairs, list | tuple) or not all(isinstance(pair, tuple) and len(pair) == 2 for pair in pairs):  # noqa: PLR2004
        raise wrong(argument, value, 'write a dict, such as {"NAME": "…"}')
    for name, _ in pairs:
        if not isinstance(name, str):
            raise wrong(argument, name, "each key of the dict is text")
    return list(pairs)


def day_argument(argument: str, value: object) -> date:
    """Return the day of a date, of `YYYY-MM-DD` or `today`, or of a datetime (pandas' and numpy's, too) at midnight.

    A datetime with a time of day is refused: its day depends on the time zone.
    """
    if type(value).__module__ == "numpy" and hasattr(value, "astype"):
        value = value.astype("datetime64[us]").item() if type(value).__name__ == "datetime64" else value
    if isinstance(value, str):
        return _day_of_text(argument, value)
    if isinstance(value, datetime):
        if value != value:  # noqa: PLR0124 (pandas' NaT is a datetime that equals nothing)
            raise wrong(argument, "NaT", _DAY_FORM)
        if value.time() != time():
            message = f'it has a time of day, and a map shows the end of a day; write "{value.date()}", or use .date()'
            raise wrong(argument, value, message)
        return value.date()
    if not isinstance(value, date):
        raise wrong(argument, value, _DAY_FORM)
    return value


def _day_of_text(argument: str, text: str) -> date:
    if day := typed_day(text):
        return day
    raise wrong(argument, text, f"it {day_fault(text, _DAY_TEXT)}")
