"""A snapshot from values in memory: `{"ARG": "right", "Brasil": "left"}`, or a table with a row for each country."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import isnan
from pathlib import Path
from typing import Any

from mapgen.errors import InputError, Problem, listed, nearest
from mapgen.files import fields
from mapgen.files.arguments import shown_value
from mapgen.places.countries import code_of, country_name, unknown_country
from mapgen.places.regions import Region, located_region, read_region
from mapgen.record.alignments import NO_DATA, STANDARD, STANDARD_SCALE
from mapgen.record.snapshots import Basis, Entry, Snapshot, Status

DEFAULT_REGION = "south-america"
# Which columns of a table are taken, whatever their case: the first of these that it has.
COUNTRY_COLUMNS = ("iso3", "code", "country", "name")
CLASS_COLUMNS = ("alignment", "class", "bloc", "side")
_ALIGNMENT = fields.choice((*STANDARD_SCALE, NO_DATA))

Row = tuple[str, Any, Any]  # where it stands, for messages; a country; a class


def snapshot_of_values(source: Any, as_of: date, basis: Basis | None, region: str | None) -> Snapshot:  # noqa: ANN401
    """Return the snapshot of a mapping from countries to classes, or of a table, for a day and a region.

    A country is a code or a name in English, Spanish or Portuguese; a class is one of the standard scale or no-data.
    States that are not named, and those without a class (None, NaN, empty), are no-data. Raises InputError with every
    row whose country or class is unknown.
    """
    located = located_region(region or DEFAULT_REGION, Path())
    found = read_region(located)
    rows = list(_mapping_rows(source) if isinstance(source, Mapping) else _table_rows(source))
    alignments = _alignments(rows, found)
    states = {code: alignments.get(code) for code in found.states}
    return Snapshot(
        title=f"Own values, {as_of}",
        region=located,
        as_of=as_of,
        basis=basis,
        coder="",
        scale=STANDARD,
        entries=tuple(_entry(code, alignment) for code, alignment in states.items()),
        published=True,
        sovereigns=tuple(_entry(code, alignments[code]) for code in found.sovereigns if code in alignments),
    )


def _entry(code: str, alignment: str | None) -> Entry:
    return Entry(code, Status.AS_PUBLISHED, alignment) if alignment else Entry(code, Status.NO_DATA)


def _mapping_rows(source: Mapping[Any, Any]) -> Iterable[Row]:
    return [(f"source {shown_value(name)}", name, value) for name, value in source.items()]


def _table_rows(source: Any) -> Iterable[Row]:  # noqa: ANN401 (any table)
    """Return the rows of a table: of its column of countries, or else of its index, and of its column of classes."""
    columns = {str(column).strip().casefold(): column for column in source.columns}
    classes = _column(columns, CLASS_COLUMNS)
    if classes is None:
        raise _without(columns, CLASS_COLUMNS, "the class")
    countries, index = _column(columns, COUNTRY_COLUMNS), list(getattr(source, "index", ()))
    if countries is None and not any(isinstance(one, str) for one in index):
        raise _without(columns, COUNTRY_COLUMNS, "the country")
    names: Sequence[Any] = index if countries is None else list(source[countries])
    labels = index or list(range(len(names)))
    return [
        (f"source, row {shown_value(label)}, {shown_value(name)}", name, value)
        for label, name, value in zip(labels, names, source[classes], strict=True)
    ]


def _column(columns: Mapping[str, Any], wanted: Iterable[str]) -> Any | None:  # noqa: ANN401 (a column's own name)
    return next((columns[name] for name in wanted if name in columns), None)


def _without(columns: Mapping[str, Any], wanted: Sequence[str], what: str) -> InputError:
    """Return the error for a table without a column, naming the one that is perhaps meant."""
    hint = next((hint for name in columns if (hint := nearest(name, wanted))), "")
    has = listed(shown_value(name) for name in columns.values()).replace(" or ", " and ") if columns else "none"
    message = f"no column gives {what}; call it {listed(wanted)}{hint or f'; the columns are {has}'}"
    return InputError.single("source, columns", message)


def _alignments(rows: Sequence[Row], region: Region) -> dict[str, str | None]:
    """Return the class of each state named, by code, None for no data; every row that is wrong is a problem."""
    problems: list[Problem] = []
    found: dict[str, str | None] = {}
    first: dict[str, Any] = {}
    for where, name, value in rows:
        code = _code(name, region)
        if code is None and not (_is_missing(value) and _territory(name, region)):
            problems.append(Problem(where, _unknown(name, region)))
        elif code in first:
            problems.append(Problem(where, f"{code} is given twice, also as {shown_value(first[code])}; give it once"))
        elif code is not None:
            first[code] = name
            found[code] = _class(value, where, problems)
    if not rows:
        problems.append(Problem("source", 'it names no country; give one or more, such as {"ARG": "right"}'))
    if problems:
        raise InputError(problems)
    return found


def _code(name: object, region: Region) -> str | None:
    """Return the code of a state that a code or a name stands for, or None: the one place where names are resolved."""
    return code_of(name, (*region.states, *region.sovereigns)) if isinstance(name, str) else None


def _territory(name: object, region: Region) -> str | None:
    return code_of(name, region.territories) if isinstance(name, str) else None


def _unknown(name: object, region: Region) -> str:
    if not isinstance(name, str):
        return 'write a country\'s code or name as text, such as "ARG"'
    if code := _territory(name, region):
        return f"{country_name(code, 'en')} is no state of {region.name} and has no class; see the argument territories"
    return unknown_country(name, region.states)


def _class(value: object, where: str, problems: list[Problem]) -> str | None:
    """Return a class, None for none."""
    if _is_missing(value):
        return None
    try:
        alignment = _ALIGNMENT(value)
    except fields.Unfit as error:
        problems.append(Problem(where, f"{shown_value(value)}: {error}"))
        return None
    return None if alignment == NO_DATA else alignment


def _is_missing(value: object) -> bool:
    """Whether a value stands for none: None, a blank text, NaN, or pandas' NA and NaT."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, float):
        return isnan(value)
    return value is None or type(value).__name__ in {"NAType", "NaTType"}
