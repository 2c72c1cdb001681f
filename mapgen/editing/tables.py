"""The tables of a record's text by their numbers: change one, and find the place of a new one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import takewhile
from typing import Any

from mapgen.editing.blocks import TableBlock
from mapgen.editing.text import RecordText
from mapgen.errors import InputError
from mapgen.places.region_names import code_in_region
from mapgen.places.regions import Region
from mapgen.record.keys import ROW_KEYS

_ORDERS = {table: tuple(key.name for key in keys) for table, keys in ROW_KEYS.items()}
# The key that orders the tables of a country.
_DATED = {"government": "start", "vote": "date"}

# The keys that record an event: a comment above a table may speak of what was before it.
_EVENTS = {"elected", "declared", "start", "end", "void", "date", "outcome"}


class RecordTables:
    """A record's text; a table is named by its kind and its number among those of that kind."""

    def __init__(self, text: str, region: Region) -> None:
        self._region = region
        self.text = RecordText(text, self._code)

    def __str__(self) -> str:
        return str(self.text)

    def set(self, table: str, number: int, key: str, value: Any) -> None:  # noqa: ANN401 (what TOML holds)
        """Set the value of a key of a table."""
        block = self._block(table, number)
        before = list(block.lines)
        self.text.set(block, key, value, _ORDERS[table])
        if key in _EVENTS and block.lines != before:
            self.text.doubt(block)

    def append(self, table: str, number: int, key: str, value: Any) -> None:  # noqa: ANN401 (what TOML holds)
        """Add an item to a table's list."""
        block = self._block(table, number)
        self.text.append(block, key, value, _ORDERS[table])
        if key in _EVENTS:
            self.text.doubt(block)

    def add_day(self, table: str, number: int, key: str, days: Sequence[date]) -> None:
        """Add the last of the given days to a table's list, which already holds the others, in order of time."""
        *others, day = days
        if all(earlier < day for earlier in others):
            self.append(table, number, key, day)
        else:
            self.set(table, number, key, sorted(days))

    def insert(self, table: str, values: dict[str, Any]) -> None:
        """Put a new table in its place; keys that are None are left out."""
        written = {**values, "country": self._as_written(values["country"])}
        named = [(key, written[key]) for key in _ORDERS[table] if written.get(key) is not None]
        self.text.insert(f"[[{table}]]", named, self._place(table, values))

    def remove(self, table: str, number: int) -> None:
        """Remove a table."""
        self.text.remove(self._block(table, number))

    def review(self, country: str, day: date) -> None:
        """Set the day of a country's last review."""
        block = self.text.block("reviewed")
        if block is None:
            self.text.insert("[reviewed]", [(country, day)], self.text.block("record"))
        else:
            names = self.text.row(block)
            name = next((name for name in names if self._code(name) == country), country)
            self.text.set(block, name, day, sorted({*names, name}))

    def _code(self, name: str) -> str | None:
        return code_in_region(self._region, name, (*self._region.states, *self._region.sovereigns))

    def _as_written(self, country: str) -> str:
        """Return a country as the record writes it in its other tables: by its code or a name."""
        tables = (block for block in self.text.blocks() if block.name in ROW_KEYS)
        return next(
            (self.text.value(block, "country") for block in tables if self.text.country(block) == country), country
        )

    def _block(self, table: str, number: int) -> TableBlock:
        block = self.text.block(table, number)
        if block is None:
            raise InputError.single(f"[[{table}]]", f"there is no number {number + 1} of them")
        return block

    def _place(self, table: str, values: dict[str, Any]) -> TableBlock | None:
        """Return the table after which a new one belongs: its country's last of the same kind that is not later.

        Failing that, the last of any kind that stands before those; in a country without any, the last of the countries
        before it.
        """
        country, day = values["country"], _day_of(values[_DATED[table]])
        tables = [(block, self.text.country(block)) for block in self.text.blocks() if block.name in ROW_KEYS]
        of_country = [block for block, code in tables if code == country]
        same = [block for block in of_country if block.name == table]
        earlier = [block for block in same if _day_of(self.text.value(block, _DATED[table])) <= day]
        ahead = list(takewhile(lambda block: block is not same[0], of_country)) if same else []
        before = [block for block, code in tables if code < country]
        candidates = earlier or ahead or same or of_country or before or [block for block, _ in tables]
        return candidates[-1] if candidates else None


def _day_of(value: Any) -> str:  # noqa: ANN401 (what TOML holds)
    """Return the day that orders a table among its country's; a government that has not started comes last."""
    return str(value or date.max)
