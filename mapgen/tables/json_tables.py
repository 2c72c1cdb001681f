"""JSON: a list of objects or lists, objects by name, columns by name, a mapping, or the features of a GeoJSON."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from mapgen.errors import InputError, shortened
from mapgen.files.texts import BETWEEN_ITEMS
from mapgen.tables.bounds import check_size
from mapgen.tables.json_shapes import entries_of
from mapgen.tables.model import RawTable, TableRow, cell_of, number_text

_ENDINGS = {".json", ".jsonl", ".ndjson"}
# What follows the bracket tells JSON from a CSV that begins with a bracket, and from a link of Markdown.
_BEGINS = re.compile(r"\s*[\[{]\s*(?:[\[{\"\d\]}-]|true\b|false\b|null\b)")
# Fewer than cells, as each is held twice for a while, and its object with it.
_MOST_VALUES = 2_000_000
# SPARQL answers have five for each row; each takes some 250 bytes.
_MOST_BRACKETS = 800_000


def is_json(path: Path, text: str) -> bool:
    """Return whether a text is meant as JSON: it begins so, or is called so."""
    return path.suffix.lower() in _ENDINGS or _BEGINS.match(text) is not None


def json_rows(name: str, text: str) -> RawTable:
    """Return the entries of a JSON text as rows, wherever in it their list lies.

    Objects inside of objects become columns (`country.id`), and lists in a cell its items with ` | ` between. Raises
    InputError, with line and column, for what is not JSON, and for what holds no table or a key twice.
    """
    # Before any value is made: there is a comma between two, and a bracket before each list or object.
    if text.count(",") > _MOST_VALUES or text.count("[") + text.count("{") > _MOST_BRACKETS:
        raise InputError.single(name, "it holds too many values to be read; leave out what the map does not need")
    try:
        entries = entries_of(_parsed(name, text))
        if entries is None:
            raise InputError.single(
                name, 'it holds no table; write [{"country": "Chile", "class": "left"}, …] or {"Chile": "left", …}'
            )
        if isinstance(entries[0], list):
            return RawTable(name, [_row(i, map(_text, entry)) for i, entry in enumerate(entries, 1)], row_word="entry")
        return _of_objects(name, entries)
    except RecursionError:
        raise InputError.single(name, "not valid JSON: brackets are nested too deeply") from None


def _of_objects(name: str, objects: Sequence[Mapping[str, Any]]) -> RawTable:
    check_size(name, len(objects), 0, 0)
    # Made flat twice, since all of them at once would take as much memory again.
    header = list(dict.fromkeys(key for entry in objects for key in _flat(entry)))
    check_size(name, len(objects), len(header), len(objects) * len(header))
    flat = map(_flat, objects)
    rows = [_row(i, (entry.get(key, "") for key in header)) for i, entry in enumerate(flat, 1)]
    return RawTable(name, [_row(0, header), *rows], row_word="entry", header_is_first=True)


def _row(number: int, cells: Iterable[str]) -> TableRow:
    return TableRow(number, tuple(map(cell_of, cells)))


def _parsed(name: str, text: str) -> Any:  # noqa: ANN401 (JSON has any type)
    try:
        return _loaded(name, text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            return _lines(name, text)
        raise _syntax_error(name, error, error.lineno) from None
    except ValueError:  # Python refuses whole numbers of more than some thousand digits
        raise InputError.single(name, "a number in it has too many digits") from None


def _lines(name: str, text: str) -> list[Any]:
    """Return the values of a text that has one in each line (NDJSON)."""
    values = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            values += [_loaded(name, line)] if line.strip() else []
        except json.JSONDecodeError as error:
            raise _syntax_error(name, error, number) from None
    return values


def _loaded(name: str, text: str) -> Any:  # noqa: ANN401
    return json.loads(text, object_pairs_hook=lambda pairs: _object(name, pairs))


def _syntax_error(name: str, error: json.JSONDecodeError, line: int) -> InputError:
    return InputError.single(f"{name}, line {line}, column {error.colno}", f"not valid JSON: {error.msg}")


def _object(name: str, pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        ((twice, _),) = Counter(key for key, _ in pairs).most_common(1)
        raise InputError.single(name, f'the key "{shortened(twice)}" stands twice in one object; leave one of them')
    return made


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
    if isinstance(value, bool):
        return str(value).lower()
    if value is None or value != value:  # noqa: PLR0124 (NaN alone is not itself)
        return ""
    return number_text(value) if isinstance(value, float) else str(value)
