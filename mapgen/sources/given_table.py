"""A table given from Python, such as a pandas DataFrame: its columns, and the day and the basis that it states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from math import isnan
from typing import Any, TypeVar

from mapgen.errors import InputError
from mapgen.files.arguments import shown_value

T = TypeVar("T")


def flat_table(table: Any) -> Any:  # noqa: ANN401 (any table; pandas is not loaded for its type)
    """Return a table whose named index is columns, too; raises InputError for columns that are not plain names."""
    if getattr(table.columns, "nlevels", 1) > 1:
        message = "they have several levels; give a table whose columns have one name each"
        raise InputError.single("source, columns", message)
    index = getattr(table, "index", None)
    names = [name for name in getattr(index, "names", ()) if name is not None]
    if names and hasattr(table, "reset_index") and not {*names} & {*table.columns}:
        table = table.reset_index()
    twice = [column for column, count in Counter(table.columns).items() if count > 1]
    if twice:
        raise InputError.single(f"source, column {shown_value(twice[0])}", "it stands twice; give it once")
    return table


def stated(table: Any, name: str, asked: T | None, read: Callable[[str, Any], T]) -> T | None:  # noqa: ANN401
    """Return what the column of a name says in all rows, else what is asked for.

    Raises InputError for a column of several values, and for one that says something else than what is asked for.
    """
    column = next((one for one in table.columns if str(one).strip().casefold() == name), None)
    if column is None:
        return asked
    where = f"source, column {shown_value(column)}"
    values = dict.fromkeys(value for value in table[column] if not is_missing(value))
    if not values:
        return asked
    if len(values) > 1:
        some = ", ".join(str(value) for value in list(values)[:2])
        raise InputError.single(where, f"a map shows one, and it has {len(values)}: {some}, …; choose the rows of one")
    value = read(where, next(iter(values)))
    if asked is not None and value != asked:
        raise InputError.single(f"{name} {asked}", f"the table's column {shown_value(column)} says {value}")
    return value


def is_missing(value: object) -> bool:
    """Whether a value stands for none: None, a blank text, NaN, or pandas' NA and NaT."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, float):
        return isnan(value)
    return value is None or type(value).__name__ in {"NAType", "NaTType"}
