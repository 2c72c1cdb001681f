"""The codes and names of the areas in a file of boundaries: read by pyogrio once, and cached until the file changes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from mapgen.boundary_files.layers import BoundaryLayer, layer_of, read_layer, refuse_unknown_column
from mapgen.boundary_files.model import BoundaryFile
from mapgen.disk.cache import cache_path, cache_value, cached_value, file_stamp
from mapgen.errors import listed
from mapgen.files.texts import LONGEST_NAME, fault_of, line_of

_SHOWN = 5
# A column of names in a file that `mapgen export` wrote.
_EXPORTED_NAME = re.compile("name_([a-z]{2})")
# Names of paths in a drawing that no area may take.
_RESERVED = ("context", "borders", "emphasis")
_RESERVED_STARTS = ("around ", "claim-", "inset-", "picture-", "seam-")


class BoundaryRows(Struct, frozen=True):
    """The codes of a file's areas in its order, each once, their names by language and code, and their layer.

    `empty` are the numbers of the rows without a code, from 1, and `twice` those of each code that several rows have.
    """

    codes: tuple[str, ...]
    names: Mapping[str, Mapping[str, str]]
    layer: BoundaryLayer
    empty: tuple[int, ...] = ()
    twice: Mapping[str, Sequence[int]] = field(default_factory=dict)


# The rows read last, as a map asks for its region several times.
_KNOWN: dict[str, BoundaryRows] = {}


def rows_of(file: BoundaryFile) -> BoundaryRows:
    """Return the codes and names of a file's areas.

    Raises InputError, naming the region's file and key, for a file, a layer or a column that cannot be used.
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
    columns = file.labels or _exported_names(file, layer)
    _, (keys, *labels) = read_layer(layer, file, (file.key, *columns.values()), shapes=False)
    codes = [code_text(value) for value in keys]
    _refuse_odd(file, codes)
    rows: dict[str, list[int]] = {}
    for number, code in enumerate(codes, 1):
        rows.setdefault(code, []).append(number)
    empty = rows.pop("", [])
    names = {
        lang: {code: name for code, value in zip(codes, values, strict=True) if code and (name := _name(value))}
        for lang, values in zip(columns, labels, strict=True)
    }
    for code in _exported_territories(file, layer, codes):
        rows.pop(code, None)
    return BoundaryRows(tuple(rows), names, layer, tuple(empty), {code: at for code, at in rows.items() if len(at) > 1})


def _is_export(file: BoundaryFile, layer: BoundaryLayer) -> bool:
    """Whether a file is one that `mapgen export` wrote: no other has these columns."""
    return file.key == "iso3" and {"name_en", "treatment"} <= {*layer.columns}


def _exported_names(file: BoundaryFile, layer: BoundaryLayer) -> Mapping[str, str]:
    """Return the columns of names by language of a file that `mapgen export` wrote; none for any other."""
    if not _is_export(file, layer):
        return {}
    return {match[1]: match[0] for column in layer.columns if (match := _EXPORTED_NAME.fullmatch(column))}


def _exported_territories(file: BoundaryFile, layer: BoundaryLayer, codes: Sequence[str]) -> set[str]:
    """Return the codes of the territories that are no states in a file that `mapgen export` wrote."""
    if not _is_export(file, layer):
        return set()
    _, (treatments,) = read_layer(layer, file, ("treatment",), shapes=False)
    return {code for code, treatment in zip(codes, treatments, strict=True) if code_text(treatment)}


def refuse_unclear(file: BoundaryFile, rows: BoundaryRows, chosen: Collection[str] | None) -> None:
    """Raise InputError for rows without a code, and for codes of several rows; of the codes chosen, if not all are.

    What a region does not show may be as it is.
    """
    column = f'the column "{file.key}"'
    if chosen is None and rows.empty:
        raise file.refusal(f"{column} has no code in {_numbered(rows.empty)}; each area needs one", "key")
    twice = [f'"{code}" in {_numbered(at)}' for code, at in rows.twice.items() if chosen is None or code in chosen]
    if twice:
        more = f", and {len(twice) - _SHOWN:,} more" if len(twice) > _SHOWN else ""
        raise file.refusal(
            f"{column} has a code twice: {'; '.join(twice[:_SHOWN])}{more}; choose another column", "key"
        )


def _refuse_odd(file: BoundaryFile, codes: Sequence[str]) -> None:
    """Raise InputError for a code that is no line of text, or a word of the drawing."""
    for number, code in enumerate(codes, 1):
        is_reserved = code in _RESERVED or code.startswith(_RESERVED_STARTS)
        reserved = f'"{code}" is a word of the drawing; choose another column' if is_reserved else None
        if code and (fault := fault_of(code, LONGEST_NAME) or reserved):
            raise file.refusal(f'the column "{file.key}", row {number}: {fault}', "key")


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
