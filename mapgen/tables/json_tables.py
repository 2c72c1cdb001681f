"""JSON: a list of objects or lists, objects by name, or a mapping of names to values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mapgen.errors import InputError, shortened
from mapgen.tables.model import RawTable, TableRow, cell_of

# Between the items of a list in one cell, as in the tables that mapgen writes.
BETWEEN_ITEMS = " | "
# The names of the columns of a mapping; the first is what each entry is called.
_KEY, _VALUE = "key", "value"


def json_rows(name: str, text: str) -> RawTable:
    """Return the entries of a JSON text as rows: a list of objects or lists, an object of objects, or of values.

    Of several lists the first of objects is taken, wherever it lies. Objects inside of objects become columns
    (`country.id`). Raises InputError, with line and column, for what is not JSON, and for what holds no table.
    """
    value = _parsed(name, text)
    entries = _entries(value)
    if entries is None:
        raise InputError.single(
            name, 'it holds no table; write [{"country": "Chile", "class": "left"}, …] or {"Chile": "left", …}'
        )
    if all(isinstance(entry, list) for entry in entries):
        return RawTable(name, [TableRow(i, tuple(map(_text, entry))) for i, entry in enumerate(entries, 1)], row_word="entry")
    flat = [_flat(entry) for entry in entries]
    header = list(dict.fromkeys(key for row in flat for key in row))
    rows = [TableRow(0, tuple(map(cell_of, header)))]
    rows += [TableRow(i, tuple(cell_of(row.get(key, "")) for key in header)) for i, row in enumerate(flat, 1)]
    return RawTable(name, rows, row_word="entry", header_is_first=True)


def _parsed(name: str, text: str) -> Any:  # noqa: ANN401 (JSON has any type)
    try:
        return json.loads(text, object_pairs_hook=lambda pairs: _object(name, pairs))
    except json.JSONDecodeError as error:
        raise InputError.single(
            f"{name}, line {error.lineno}, column {error.colno}", f"not valid JSON: {error.msg}"
        ) from None
    except RecursionError:
        raise InputError.single(name, "not valid JSON: brackets are nested too deeply") from None
    except ValueError:  # Python refuses whole numbers of more than some thousand digits
        raise InputError.single(name, "a number in it has too many digits") from None


def _object(name: str, pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        twice = next(key for i, (key, _) in enumerate(pairs) if key in dict(pairs[:i]))
        raise InputError.single(name, f'the key "{shortened(twice)}" stands twice in one object; leave one of them')
    return made


def _entries(value: Any) -> list[Any] | None:  # noqa: ANN401
    """Return the entries of the table: all objects, or all lists; None where there is no table.

    What lies least deep comes first; at one depth a list of objects comes first, and then objects by name.
    """
    level = [value]
    while level:
        for take in (_of_objects, _of_named_objects, _of_a_mapping, _of_lists):
            if entries := next(filter(None, map(take, level)), None):
                return entries
        level = [inner for outer in level for inner in _inside(outer) if isinstance(inner, (list, dict))]
    return None


def _inside(value: Any) -> Iterable[Any]:  # noqa: ANN401
    return value.values() if isinstance(value, dict) else value


def _of_objects(value: Any) -> list[Any] | None:  # noqa: ANN401
    return value if isinstance(value, list) and all(isinstance(entry, dict) for entry in value) else None


def _of_lists(value: Any) -> list[Any] | None:  # noqa: ANN401
    return value if isinstance(value, list) and all(isinstance(entry, list) for entry in value) else None


def _of_named_objects(value: Any) -> list[Any] | None:  # noqa: ANN401
    several = isinstance(value, dict) and len(value) > 1 and all(isinstance(entry, dict) for entry in value.values())
    return [{_KEY: key, **entry} for key, entry in value.items()] if several else None


def _of_a_mapping(value: Any) -> list[Any] | None:  # noqa: ANN401
    simple = isinstance(value, dict) and not any(isinstance(entry, (list, dict)) for entry in value.values())
    return [{_KEY: key, _VALUE: entry} for key, entry in value.items()] if simple else None


def _flat(entry: Mapping[str, Any], before: str = "") -> dict[str, str]:
    cells: dict[str, str] = {}
    for key, value in entry.items():
        if isinstance(value, Mapping):
            cells |= _flat(value, f"{before}{key}.")
        else:
            cells[f"{before}{key}"] = _text(value)
    return cells


def _text(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, list):
        return BETWEEN_ITEMS.join(map(_text, value))
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else plain(value)


def plain(value: object) -> str:
    """Return a value as the text of a cell: truth in small letters, whole numbers without `.0`."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 (exact up to there)
        return str(int(value))
    return str(value)
