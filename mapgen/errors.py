"""What can be wrong with what a person gave, said so that they can mend it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct


class Problem(Struct, frozen=True):
    """One thing that is wrong: where it stands (file, line, table and key) and what would be right."""

    where: str
    message: str

    def __str__(self) -> str:
        return printable(f"{self.where}: {self.message}")


class MapgenError(Exception):
    """Anything mapgen raises on purpose; the command line prints it and exits with 2."""


class InputError(MapgenError):
    """What was given cannot be used; `problems` holds every reason found, at least one."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @classmethod
    def single(cls, where: str, message: str) -> InputError:
        """Return the error for one problem."""
        return cls([Problem(where, message)])


class OutputError(MapgenError):
    """A file could not be written; what stood there before still stands."""


def printable(text: str) -> str:
    """Return text in which all that a terminal would obey, and not show, is written as its number."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def shortened(text: str, longest: int = 80) -> str:
    """Return text in which what a terminal would obey is written as numbers, cut to a length that fits a message."""
    written = printable(text[: longest + 1])
    return written if len(written) <= longest else written[: longest - 1] + "…"


def nearest(value: str, known: Iterable[str]) -> str:
    """Return `; did you mean "…"?` for the known name closest to the value, or nothing."""
    from difflib import get_close_matches  # noqa: PLC0415 (of no use where nothing is wrong)

    by_folded = {name.casefold(): name for name in known}
    matches = get_close_matches(value.casefold(), by_folded, n=1, cutoff=0.6)
    return f'; did you mean "{by_folded[matches[0]]}"?' if matches else ""


def listed(names: Iterable[str]) -> str:
    """Return names as a readable list: `a, b or c`."""
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last
