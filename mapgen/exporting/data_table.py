"""A table of an export: its rows, and of each column what it holds, as a table schema says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from mapgen.files.fields import Key

ISO3 = "^[A-Z]{3}$"
# A day, or its month or year alone.
PARTIAL_DAY = r"^\d{4}(-\d\d(-\d\d)?)?$"
DAYS = r"^\d{4}-\d\d-\d\d( \| \d{4}-\d\d-\d\d)*$"


class Column(Struct, frozen=True):
    """A column: its name, what it holds, its type as Table Schema names it, and which values it may have.

    `words` are all values that it may have; `required` says that no cell is empty.
    """

    name: str
    doc: str
    type: str = "string"
    required: bool = False
    pattern: str = ""
    words: tuple[str, ...] = ()


class Reference(Struct, frozen=True):
    """A foreign key: a column whose values stand in a column of another table."""

    column: str
    table: str
    foreign: str


class DataTable(Struct, frozen=True):
    """Rows with a value for each column: a text, a whole number, True or False, a list of texts, or None."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Mapping[str, Any]]
    key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


def documented(keys: Iterable[Key]) -> Mapping[str, str]:
    """Return what a file's keys hold, by their names."""
    return {key.name: key.doc for key in keys}


def unique(names: Iterable[str]) -> list[str]:
    """Return names with `-2`, `-3`, … after those that stand before in the list already."""
    given: set[str] = set()
    result = []
    for name in names:
        number, free = 1, name
        while free in given:
            number += 1
            free = f"{name}-{number}"
        given.add(free)
        result.append(free)
    return result
