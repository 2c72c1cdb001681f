"""Read the keys of a TOML table, and report every problem at once with its key, its value and what is right.

A tuple of Keys describes a table; its JSON Schema comes from the same tuple (see json_schema).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any, TypeVar

from msgspec import Struct

from mapgen.errors import Problem, listed, nearest, shortened
from mapgen.files.documents import TablePlace
from mapgen.files.texts import LONGEST_NAME, LONGEST_TEXT, fault_of, line_of
from mapgen.files.vocabulary import word_of

_MOST_NESTED = 3
_LONGEST_NUMBER = 10**18


class Unfit(ValueError):  # noqa: N818 (readers raise it, and read_table turns it into a Problem)
    """A value that a reader refuses; the text of the error says what would be right."""


Reader = Callable[[object], Any]
R = TypeVar("R", bound=Reader)


def described(schema: Mapping[str, Any]) -> Callable[[R], R]:
    """Return a decorator that sets a reader's attribute `schema`: the JSON Schema of the values it accepts."""

    def give(reader: R) -> R:
        reader.schema = schema  # type: ignore[attr-defined]  # functions take attributes
        return reader

    return give


_TEXT = {"type": "string", "minLength": 1}


class Key(Struct, frozen=True):
    """A key of a table: its name, the reader of its value, whether it is required, and what it means."""

    name: str
    read: Reader
    required: bool = False
    doc: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """The names under which a file may have the key: `colour` is `color` in the United States."""
        return (self.name, self.name.replace("colour", "color")) if "colour" in self.name else (self.name,)


def read_table(
    table: object, keys: Sequence[Key], where: TablePlace | str, problems: list[Problem]
) -> dict[str, Any] | None:
    """Return a table's values by key, or None if it has a problem; problems are appended to `problems`."""
    if not isinstance(table, Mapping):
        problems.append(Problem(str(where), f"{toml_text(table)} stands where a table of keys belongs"))
        return None
    before = len(problems)
    known = [key.name for key in keys]
    spellings = {name for key in keys for name in key.spellings}
    for name in table:
        if name not in spellings:
            hint = nearest(name, known) or f"; the keys are {listed(known)}"
            problems.append(Problem(key_place(where, name), f'unknown key "{shortened(name)}"{hint}'))
    values = {}
    for key in keys:
        given = [name for name in key.spellings if name in table]
        for name in given[:1]:
            try:
                values[key.name] = key.read(table[name])
            except Unfit as error:
                problems.append(Problem(key_place(where, name), f"{name} = {toml_text(table[name])}: {error}"))
        if len(given) > 1:
            message = f"it stands twice, as {' and '.join(given)}; write it once"
            problems.append(Problem(key_place(where, given[1]), message))
        if key.required and not given:
            problems.append(Problem(str(where), f'the key "{key.name}" is missing ({key.doc})'))
    return values if len(problems) == before else None


def key_place(where: TablePlace | str, key: str) -> str:
    """Return where a key of a table stands, for a message: its own line if `where` is a place in a document."""
    return where if isinstance(where, str) else where.at(key)


def toml_text(value: object) -> str:
    """Return a value as TOML writes it, cut to a length that fits a message."""
    return shortened(_written(value))


def _written(value: object, depth: int = _MOST_NESTED) -> str:
    if isinstance(value, Mapping | list):
        return _written_out(value, depth - 1) if depth else "…"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    # str() refuses whole numbers of more than some thousand digits; hex() has no limit.
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
    """Read a name of a person or thing: one line of text, short enough for a headline, a label or a table."""
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


class Number(Struct, frozen=True):
    """A reader for a number from `least` to `most`, both inclusive; `refusal` says what to write instead."""

    least: float
    most: float
    refusal: str

    def __call__(self, value: object) -> float:
        """Return the number as a float; raises Unfit."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not self.least <= value <= self.most:
            raise Unfit(self.refusal)
        return float(value)


class Choice(Struct, frozen=True):
    """A reader for one word out of `words`, in any case; `synonyms` give other words for them, folded."""

    words: tuple[str, ...]
    synonyms: Callable[[], Mapping[str, str]] = dict

    def __call__(self, value: object) -> str:
        """Return the word as it is in `words`; raises Unfit, with the nearest word."""
        if not isinstance(value, str):
            raise Unfit(f"write one of {listed(self.words)}, in quotes")
        word = word_of(value, self.words, {} if value in self.words else self.synonyms())
        if word is None:
            raise Unfit(f"it is not one of {listed(self.words)}{nearest(value, self.words)}")
        return word


def choice(options: Iterable[str]) -> Choice:
    """Return a reader for one word out of the options."""
    return Choice(tuple(options))


class Several(Struct, frozen=True):
    """A reader for a list whose items `reader` reads."""

    reader: Reader

    def __call__(self, value: object) -> tuple[Any, ...]:
        """Return the items as a tuple; raises Unfit, with the number of the first wrong item (from 1)."""
        if not isinstance(value, list):
            raise Unfit("write a list, in square brackets")
        items = []
        for number, item in enumerate(value, start=1):
            try:
                items.append(self.reader(item))
            except Unfit as error:
                raise Unfit(f"item {number}, {toml_text(item)}: {error}") from None
        return tuple(items)


several = Several


class InOrder(Struct, frozen=True):
    """A reader for a list of one or more of `words`, in their order and each at most once."""

    words: tuple[str, ...]

    def __call__(self, value: object) -> tuple[str, ...]:
        """Return the words as a tuple; raises Unfit."""
        items: tuple[str, ...] = Several(Choice(self.words))(value)
        if not items or items != tuple(word for word in self.words if word in items):
            raise Unfit(f"write one or more of {', '.join(self.words)}, each once and in this order")
        return items


def in_order(options: Iterable[str]) -> InOrder:
    """Return a reader for a list of one or more of the options, in their order."""
    return InOrder(tuple(options))


class Inline(Struct, frozen=True):
    """A reader for an inline table, which calls `build(**values)`.

    If `short` is given, it reads any value that is not a table.
    """

    keys: Sequence[Key]
    build: Callable[..., Any]
    short: Reader | None = None

    def __call__(self, value: object) -> Any:  # noqa: ANN401 (the type that build returns)
        """Return what `build` or `short` returns; raises Unfit, with every problem of the table."""
        if self.short is not None and not isinstance(value, Mapping):
            return self.short(value)
        problems: list[Problem] = []
        values = read_table(value, self.keys, "", problems)
        if values is None:
            raise Unfit("; ".join(problem.message for problem in problems))
        return self.build(**values)


inline = Inline
