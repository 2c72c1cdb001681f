"""Read the keys of a TOML table, and report every problem at once with its key, its value and what is right.

A tuple of Keys describes a table; its JSON Schema comes from the same tuple (see json_schema).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from msgspec import Struct

from mapgen.errors import Problem, listed, nearest, shortened
from mapgen.files.documents import TablePlace
from mapgen.files.texts import LONGEST_NAME, LONGEST_TEXT, fault_of, line_of
from mapgen.files.toml_text import toml_text
from mapgen.files.vocabulary import word_of

# Where in a value it is wrong, by keys and by numbers of items from 0, and what would be right.
Fault = tuple[tuple[str | int, ...], str]


class Unfit(ValueError):  # noqa: N818 (readers raise it, and read_table turns it into Problems)
    """A value that a reader refuses: its text says what would be right, and `faults` where in the value and what."""

    def __init__(self, message: str = "", faults: Iterable[Fault] = ()) -> None:
        self.faults = tuple(faults) or (((), message),)
        super().__init__("; ".join(message for _, message in self.faults))

    def under(self, part: str | int, shown: str) -> Iterator[Fault]:
        """Yield its faults as those of the value that has this one as a part; `shown` names it in messages."""
        return (((part, *path), f"{shown}: {message}") for path, message in self.faults)


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
    values, faults = _read(table, keys)
    problems += [Problem(key_place(where, *path), message) for path, message in faults]
    return None if faults else values


def _read(table: object, keys: Sequence[Key]) -> tuple[dict[str, Any], list[Fault]]:
    """Return a table's values by key, without those that are wrong, and everything that is wrong."""
    if not isinstance(table, Mapping):
        return {}, [((), f"{toml_text(table)} stands where a table of keys belongs")]
    known = [key.name for key in keys]
    spellings = {name for key in keys for name in key.spellings}
    faults: list[Fault] = []
    for name in table:
        if name not in spellings:
            hint = nearest(name, known) or f"; the keys are {listed(known)}"
            faults.append(((name,), f'unknown key "{shortened(name)}"{hint}'))
    values = {}
    for key in keys:
        given = [name for name in key.spellings if name in table]
        for name in given[:1]:
            try:
                values[key.name] = key.read(table[name])
            except Unfit as error:
                faults += error.under(name, f"{name} = {toml_text(table[name])}")
        if len(given) > 1:
            faults.append(((given[1],), f"it stands twice, as {' and '.join(given)}; write it once"))
        if key.required and not given:
            faults.append(((), f'the key "{key.name}" is missing ({key.doc})'))
    return values, faults


def key_place(where: TablePlace | str, *path: str | int) -> str:
    """Return where a key of a table, or what stands in its value, is, for a message; `where` itself if it is text."""
    return where.at(*path) if path and not isinstance(where, str) else str(where)


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
        """Return the items as a tuple; raises Unfit, with the number of each wrong item (from 1)."""
        if not isinstance(value, list):
            raise Unfit("write a list, in square brackets")
        items, faults = [], list[Fault]()
        for number, item in enumerate(value):
            try:
                items.append(self.reader(item))
            except Unfit as error:
                faults += error.under(number, f"item {number + 1}, {toml_text(item)}")
        if faults:
            raise Unfit(faults=faults)
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
        values, faults = _read(value, self.keys)
        if faults:
            raise Unfit(faults=faults)
        return self.build(**values)


inline = Inline
