"""Errors that tell a person what is wrong with their input, and what would be right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, islice
from typing import TypeVar

from msgspec import Struct

T = TypeVar("T")
# What a screen can show: lines of a list, characters of a value or a key, characters of a line.
_MOST_LINES = 20
_LONGEST_VALUE = 200
_LONGEST_LINE = 1_000
_LONG_VALUE = re.compile(rf'"[^"\n]{{{_LONGEST_VALUE - 1},}}"|[^\s"]{{{_LONGEST_VALUE + 1},}}')
# The names of one list in a message, in characters: the keys of a manifest fit, the states of the world do not.
_LONGEST_LIST = 600


class Problem(Struct, frozen=True):
    """One thing that is wrong.

    `where` names the place (file, line, table and key); `message` says what is wrong and what would be right.
    """

    where: str
    message: str

    def __str__(self) -> str:
        return cut(printable(f"{self.where}: {self.message}"))


class MapgenError(Exception):
    """The base class of every error that mapgen raises on purpose; the command line prints it and exits with 2.

    >>> import mapgen
    >>> issubclass(mapgen.InputError, mapgen.MapgenError)
    True
    """


class InputError(MapgenError):
    """An input that cannot be used; `problems` holds every reason found, at least one, and its text the first twenty.

    >>> import mapgen
    >>> try:
    ...     mapgen.render(lang="ess")
    ... except mapgen.InputError as error:
    ...     print(error)
    language "ess": there is no such language; there is en, es or pt; did you mean "es"?
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(screenful(self.problems)))

    @classmethod
    def single(cls, where: str, message: str) -> InputError:
        """Return an InputError with a single problem."""
        return cls([Problem(where, message)])


def attempted(problems: list[Problem], make: Callable[[], T]) -> T | None:
    """Return what `make` returns, or None after adding the problems of its InputError: others are looked for, too."""
    try:
        return make()
    except InputError as error:
        problems += error.problems
        return None


class OutputError(MapgenError):
    """A file could not be written; any earlier file at that path is unchanged.

    >>> import mapgen, pathlib
    >>> pathlib.Path("taken").touch()
    >>> try:
    ...     mapgen.render(as_of="2025-12-15").save("taken/map.svg")
    ... except mapgen.OutputError as error:
    ...     print(error)
    taken/map.svg: cannot be written, as taken is a file and not a folder
    """


def printable(text: str) -> str:
    """Return the text with each character that is not printable written as its number, `\\u001b`.

    A terminal would obey control characters instead of showing them.
    """
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def shortened(text: str, longest: int = 80) -> str:
    """Return the text as `printable` does, cut to `longest` characters so that it fits a message."""
    written = printable(text[: longest + 1])
    return written if len(written) <= longest else written[: longest - 1] + "…"


def cut(text: str) -> str:
    """Return a line with each value, key or path of more than 200 characters cut in its middle, and cut at its end."""
    half = _LONGEST_VALUE // 2
    line = _LONG_VALUE.sub(lambda value: f"{value[0][:half]}…{value[0][1 - half :]}", text)
    return line if len(line) <= _LONGEST_LINE else f"{line[: _LONGEST_LINE - 1]}…"


def screenful(items: Sequence[object], where_all_are: str = "") -> Iterator[str]:
    """Yield the texts of the first twenty items, and then how many more there are, and where."""
    yield from map(str, islice(items, _MOST_LINES))
    if len(items) > _MOST_LINES:
        yield f"… and {len(items) - _MOST_LINES:,} more{where_all_are}"


def nearest(value: str, known: Iterable[str]) -> str:
    """Return `; did you mean "…"?` with the known name closest to the value, or an empty text if none is close."""
    from difflib import get_close_matches  # noqa: PLC0415 (needed only for an error)

    by_folded = {name.casefold(): name for name in known}
    matches = get_close_matches(value.casefold(), by_folded, n=1, cutoff=0.6)
    return f'; did you mean "{by_folded[matches[0]]}"?' if matches else ""


def listed(names: Iterable[str]) -> str:
    """Return one or more names as a readable list: `a, b or c`; of a list longer than a few lines, what fits.

    The number of those left out stands at its end: `a, b or 190 more`.
    """
    *first, last = _fitting(list(names))
    return f"{', '.join(first)} or {last}" if first else last


def _fitting(names: list[str]) -> list[str]:
    """Return the names, or the first of them with the number of the rest where all would be too long to read."""
    fitting = sum(length <= _LONGEST_LIST for length in accumulate(len(name) + 2 for name in names))
    left = len(names) - max(fitting, 1)
    return [*names[:-left], f"{left:,} more"] if left else names
