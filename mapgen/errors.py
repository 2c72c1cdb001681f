"""Errors that tell a person what is wrong with their input, and what would be right."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct


class Problem(Struct, frozen=True):
    """One thing that is wrong.

    `where` names the place (file, line, table and key); `message` says what is wrong and what would be right.
    """

    where: str
    message: str

    def __str__(self) -> str:
        return printable(f"{self.where}: {self.message}")


class MapgenError(Exception):
    """The base class of every error that mapgen raises on purpose; the command line prints it and exits with 2.

    >>> import mapgen
    >>> issubclass(mapgen.InputError, mapgen.MapgenError)
    True
    """


class InputError(MapgenError):
    """An input that cannot be used; `problems` holds every reason found, at least one.

    >>> import mapgen
    >>> try:
    ...     mapgen.render(lang="ess")
    ... except mapgen.InputError as error:
    ...     print(error)
    language "ess": there is no such language; there is en, es or pt; did you mean "es"?
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @classmethod
    def single(cls, where: str, message: str) -> InputError:
        """Return an InputError with a single problem."""
        return cls([Problem(where, message)])


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


def nearest(value: str, known: Iterable[str]) -> str:
    """Return `; did you mean "…"?` with the known name closest to the value, or an empty text if none is close."""
    from difflib import get_close_matches  # noqa: PLC0415 (needed only for an error)

    by_folded = {name.casefold(): name for name in known}
    matches = get_close_matches(value.casefold(), by_folded, n=1, cutoff=0.6)
    return f'; did you mean "{by_folded[matches[0]]}"?' if matches else ""


def listed(names: Iterable[str]) -> str:
    """Return one or more names as a readable list: `a, b or c`."""
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last
