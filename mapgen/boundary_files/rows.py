"""The codes and names of the areas in a file of boundaries: read by pyogrio once, and cached until the file changes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from mapgen.boundary_files.layers import Layer, layer_of, read_layer, refuse_unknown_column
from mapgen.boundary_files.model import BoundaryFile
from mapgen.disk.cache import cache_path, cache_value, cached_value, file_stamp
from mapgen.errors import listed
from mapgen.files.texts import LONGEST_NAME, fault_of, line_of

_SHOWN = 5
# Names of paths in a drawing that no area may take.
_RESERVED = ("context", "borders", "emphasis")
_RESERVED_STARTS = ("around ", "claim-", "inset-", "picture-", "seam-")


class BoundaryRows(Struct, frozen=True):
    """The codes of a file's areas in its order, each once, their names by language and code, and their layer."""

    codes: tuple[str, ...]
    names: Mapping[str, Mapping[str, str]]
    layer: Layer


# The rows read last, as a map asks for its region several times.
_KNOWN: dict[str, BoundaryRows] = {}


def rows_of(file: BoundaryFile) -> BoundaryRows:
    """Return the codes and names of a file's areas.

    Raises InputError, naming the region's file and key, for a file, a layer or a column that cannot be used, and for
    areas without a code or with the code of another.
    """
    key = repr([str(file.path), file.stamp, file.layer, file.key, sorted(file.labels.items()), _code()])
    if key not in _KNOWN:
        rows = cached_value(_path(key), BoundaryRows)
        if rows is None:
            rows = _read(file)
            cache_value(_path(key), rows)
        _KNOWN.clear()
        _KNOWN[key] = rows
    return _KNOWN[key]


def _path(key: str) -> Path:
    return cache_path("tables", f"boundaries-{hashlib.sha256(key.encode()).hexdigest()[:16]}.msgpack")


def _code() -> str:
    """Return a text that changes with the code that reads rows."""
    return repr([file_stamp(path) for path in sorted(Path(__file__).parent.glob("*.py"))])


def _read(file: BoundaryFile) -> BoundaryRows:
    layer = layer_of(file)
    refuse_unknown_column(file, layer, file.key, "key")
    for column in file.labels.values():
        refuse_unknown_column(file, layer, column, "label")
    _, (keys, *labels) = read_layer(layer, file, (file.key, *file.labels.values()), shapes=False)
    codes = _codes(file, keys)
    names = {
        lang: {code: name for code, value in zip(codes, values, strict=True) if (name := _name(value))}
        for lang, values in zip(file.labels, labels, strict=True)
    }
    return BoundaryRows(codes, names, layer)


def _codes(file: BoundaryFile, values: Sequence[object]) -> tuple[str, ...]:
    """Return the codes of the rows; raises InputError for those that are none, or not of one row alone."""
    codes = [code_text(value) for value in values]
    column = f'the column "{file.key}"'
    if empty := [number for number, code in enumerate(codes, 1) if not code]:
        raise file.refusal(f"{column} has no code in {_numbered(empty)}; each area needs one", "key")
    rows: dict[str, list[int]] = {}
    for number, code in enumerate(codes, 1):
        rows.setdefault(code, []).append(number)
    if twice := [f'"{code}" in {_numbered(found)}' for code, found in rows.items() if len(found) > 1]:
        more = f", and {len(twice) - _SHOWN:,} more" if len(twice) > _SHOWN else ""
        raise file.refusal(
            f"{column} has a code twice: {'; '.join(twice[:_SHOWN])}{more}; choose another column", "key"
        )
    for number, code in enumerate(codes, 1):
        if fault := fault_of(code, LONGEST_NAME):
            raise file.refusal(f"{column}, row {number}: {fault}", "key")
        if code in _RESERVED or code.startswith(_RESERVED_STARTS):
            raise file.refusal(
                f'{column}, row {number}: "{code}" is a word of the drawing; choose another column', "key"
            )
    return tuple(codes)


def code_text(value: object) -> str:
    """Return a value of a column of codes as text: numbers without `.0`, text as it is; empty where there is none."""
    if isinstance(value, float):
        return "" if value != value else str(int(value)) if value.is_integer() else str(value)  # noqa: PLR0124 (NaN)
    if isinstance(value, str):
        return line_of(value)
    return "" if value is None or isinstance(value, bool) else str(value)


def _name(value: object) -> str:
    """Return a name as one line; empty where there is none that a map can print."""
    name = " ".join(code_text(value).split())
    return "" if not name or fault_of(name, LONGEST_NAME) else name


def _numbered(rows: Sequence[int]) -> str:
    """Return numbers of rows for a message: row 3, or rows 3, 4 and 9 more."""
    if len(rows) == 1:
        return f"row {rows[0]}"
    if len(rows) > _SHOWN:
        return f"rows {', '.join(map(str, rows[:_SHOWN]))} and {len(rows) - _SHOWN:,} more"
    return f"rows {listed(map(str, rows)).replace(' or ', ' and ')}"
