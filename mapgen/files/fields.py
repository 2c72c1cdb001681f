"""Reading the keys of a TOML table: every problem at once, each naming the key, the value and what is right.

A table is described by a tuple of Keys, of which its JSON Schema is made, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, TypeVar

from msgspec import Struct

from mapgen.errors import Problem, listed, nearest, shortened
from mapgen.files.dates import PartialDate, exact, is_day, month_or_year, parse_day
from mapgen.files.texts import LONGEST_NAME, LONGEST_TEXT, fault_of, line_of

_DEEPEST_SHOWN = 3
_LONGEST_NUMBER = 10**18


class Unfit(ValueError):  # noqa: N818 (it never leaves this module's readers: read_table turns it into a Problem)
    """A value that a reader refuses; its text says what would be right."""


Reader = Callable[[object], Any]
R = TypeVar("R", bound=Reader)


def described(schema: Mapping[str, Any]) -> Callable[[R], R]:
    """Return a decorator that gives a reader the JSON Schema of what it reads, as its attribute `schema`."""

    def give(reader: R) -> R:
        reader.schema = schema  # type: ignore[attr-defined]  # functions take attributes
        return reader

    return give


_TEXT = {"type": "string", "minLength": 1}
_DATE = {"type": "string", "format": "date"}


class Key(Struct, frozen=True):
    """A key of a table: its name, how its value is read, whether it must be there, what it means."""

    name: str
    read: Reader
    required: bool = False
    doc: str = ""


def read_table(table: object, keys: Sequence[Key], where: str, problems: list[Problem]) -> dict[str, Any] | None:
    """Return the values of a table by key, or None where any problem was found, which is then appended."""
    if not isinstance(table, Mapping):
        problems.append(Problem(where, f"{shown(table)} stands where a table of keys belongs"))
        return None
    before = len(problems)
    known = [key.name for key in keys]
    for name in table:
        if name not in known:
            hint = nearest(name, known) or f"; the keys are {listed(known)}"
            problems.append(Problem(where, f'unknown key "{shortened(name)}"{hint}'))
    values = {}
    for key in keys:
        if key.name in table:
            try:
                values[key.name] = key.read(table[key.name])
            except Unfit as error:
                problems.append(Problem(where, f"{key.name} = {shown(table[key.name])}: {error}"))
        elif key.required:
            problems.append(Problem(where, f'the key "{key.name}" is missing ({key.doc})'))
    return values if len(problems) == before else None


def shown(value: object) -> str:
    """Return a value as TOML writes it, cut to a length that fits a message."""
    return shortened(_written(value))


def _written(value: object, depth: int = _DEEPEST_SHOWN) -> str:
    if isinstance(value, Mapping | list):
        return _written_out(value, depth - 1) if depth else "…"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    # str refuses whole numbers of more than some thousand digits; hex has no limit.
    return hex(value) if isinstance(value, int) and abs(value) >= _LONGEST_NUMBER else str(value)


def _written_out(value: Mapping[str, object] | list[object], depth: int) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_written(one, depth) for one in value)}]"
    return f"{{ {', '.join(f'{key} = {_written(one, depth)}' for key, one in value.items())} }}"


@described(_TEXT | {"maxLength": LONGEST_TEXT})
def text(value: object) -> str:
    """Read one line of text."""
    return _line(value, LONGEST_TEXT)


@described(_TEXT | {"maxLength": LONGEST_NAME})
def name(value: object) -> str:
    """Read what somebody or something is called: one line of text that fits a headline, a label or a table."""
    return _line(value, LONGEST_NAME)


def _line(value: object, longest: int) -> str:
    if not isinstance(value, str):
        raise Unfit("write it as text in quotes")
    if fault := fault_of(value, longest):
        raise Unfit(fault)
    return line_of(value)


@described({"type": "boolean"})
def flag(value: object) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise Unfit("write true or false, without quotes")
    return value


@described(_DATE)
def day(value: object) -> date:
    """Read a day: a TOML date, not a moment and not text."""
    if is_day(value):
        return value  # type: ignore[return-value]  # is_day has just said so
    if isinstance(value, datetime):
        raise Unfit(f"a day is wanted, without a time: {value.date().isoformat()}")
    if isinstance(value, str) and parse_day(value):
        raise Unfit(f"write the date without quotes: {value}")
    raise Unfit("this is no date; write YYYY-MM-DD, such as 2025-12-14, without quotes")


@described({"anyOf": [_DATE, {"type": "string", "pattern": r"^\d{4}(-\d{2})?$"}]})
def partial_day(value: object) -> PartialDate:
    """Read a day, or its month or year in quotes while only that is known."""
    if isinstance(value, str) and (partial := month_or_year(value)):
        return partial
    if isinstance(value, date) or (isinstance(value, str) and parse_day(value)):
        return exact(day(value))
    raise Unfit('this is no date; write 2027-10-24, or "2027-10" or "2027" while only that is known')


class Number(Struct, frozen=True):
    """A reader for a number from `least` to `most`; its refusal says what to write."""

    least: float
    most: float
    refusal: str

    def __call__(self, value: object) -> float:
        """Read the number."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not self.least <= value <= self.most:
            raise Unfit(self.refusal)
        return float(value)


class Choice(Struct, frozen=True):
    """A reader for one of some words."""

    words: tuple[str, ...]

    def __call__(self, value: object) -> str:
        """Read the word."""
        if not isinstance(value, str):
            raise Unfit(f"write one of {listed(self.words)}, in quotes")
        if value not in self.words:
            raise Unfit(f"it is not one of {listed(self.words)}{nearest(value, self.words)}")
        return value


def choice(options: Iterable[str]) -> Choice:
    """Return a reader for one of some words."""
    return Choice(tuple(options))


class Several(Struct, frozen=True):
    """A reader for a list whose items another reader reads."""

    reader: Reader

    def __call__(self, value: object) -> tuple[Any, ...]:
        """Read the list."""
        if not isinstance(value, list):
            raise Unfit("write a list, in square brackets")
        items = []
        for number, item in enumerate(value, start=1):
            try:
                items.append(self.reader(item))
            except Unfit as error:
                raise Unfit(f"item {number}, {shown(item)}: {error}") from None
        return tuple(items)


several = Several


class InOrder(Struct, frozen=True):
    """A reader for a list of some words in their order, each at most once."""

    words: tuple[str, ...]

    def __call__(self, value: object) -> tuple[str, ...]:
        """Read the list."""
        items: tuple[str, ...] = Several(Choice(self.words))(value)
        if not items or items != tuple(word for word in self.words if word in items):
            raise Unfit(f"write one or more of {', '.join(self.words)}, each once and in this order")
        return items


def in_order(options: Iterable[str]) -> InOrder:
    """Return a reader for a list of some words in their order."""
    return InOrder(tuple(options))


class Inline(Struct, frozen=True):
    """A reader for an inline table, built into a value by `build(**values)`.

    With `short`, another value than a table is read by it.
    """

    keys: Sequence[Key]
    build: Callable[..., Any]
    short: Reader | None = None

    def __call__(self, value: object) -> Any:  # noqa: ANN401 (what build builds)
        """Read the table."""
        if self.short is not None and not isinstance(value, Mapping):
            return self.short(value)
        problems: list[Problem] = []
        values = read_table(value, self.keys, "", problems)
        if values is None:
            raise Unfit("; ".join(problem.message for problem in problems))
        return self.build(**values)


inline = Inline
