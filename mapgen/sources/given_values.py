"""A snapshot from values in memory: `{"ARG": "right", "Brasil": "left"}`, or a table with a row for each country."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from numbers import Integral
from pathlib import Path
from typing import Any

from mapgen.errors import InputError, Problem, listed, nearest
from mapgen.files import fields
from mapgen.files.arguments import day_argument, shown_value, word_argument
from mapgen.importing.area_headings import kind_in, rank_in
from mapgen.importing.model import DEFAULT_REGION
from mapgen.places.region_names import code_in_region, name_in_region, shows_areas, unknown_in_region
from mapgen.places.regions import Region, located_region, read_region
from mapgen.record.alignments import NO_DATA, STANDARD, STANDARD_SCALE, class_synonyms
from mapgen.record.snapshots import Basis, Entry, Snapshot, Status
from mapgen.sources.given_table import flat_table, is_missing, stated

# The usual names of the columns that are read; the wing importing knows more of them, and their order.
COUNTRY_COLUMNS = ("iso3", "code", "country", "name")
CLASS_COLUMNS = ("alignment", "class", "bloc", "side")
_ALIGNMENT = fields.Choice((*STANDARD_SCALE, NO_DATA), class_synonyms)

Row = tuple[str, Any, Any]  # its place in the source, for messages; a country; a class


def snapshot_of_values(source: Any, as_of: date | None, basis: Basis | None, region: str | None) -> Snapshot:  # noqa: ANN401
    """Return the snapshot of a mapping from countries to classes, or of a table, for a day and a region.

    A country is a code or a name in English, Spanish or Portuguese; a class is one of the standard scale or no-data.
    States that are not named, and those without a class (None, NaN, empty), are no-data. The columns `as_of` and
    `basis` of a table, such as mapgen.show returns, are its day and basis; without any day it is today. Raises
    InputError with every row whose country or class is unknown, and for a table of several days, or of another day or
    basis than the one asked for.
    """
    if not isinstance(source, Mapping):
        source = flat_table(source)
        as_of = stated(source, "as_of", as_of, day_argument)
        basis = stated(source, "basis", basis, lambda argument, text: Basis(word_argument(argument, text, Basis)))
    as_of = as_of or date.today()  # noqa: DTZ011 (the user's own calendar day is meant)
    region_location = located_region(region or DEFAULT_REGION, Path())
    region_read = read_region(region_location)
    rows = list(_mapping_rows(source) if isinstance(source, Mapping) else _table_rows(source, region_read))
    alignments = _alignments(rows, region_read)
    states = {code: alignments.get(code) for code in region_read.states}
    return Snapshot(
        title=f"Own values, {as_of}",
        region=region_location,
        as_of=as_of,
        basis=basis,
        coder="",
        scale=STANDARD,
        entries=tuple(_entry(code, alignment) for code, alignment in states.items()),
        published=True,
        sovereigns=tuple(_entry(code, alignments[code]) for code in region_read.sovereigns if code in alignments),
    )


def _entry(code: str, alignment: str | None) -> Entry:
    return Entry(code, Status.AS_PUBLISHED, alignment) if alignment else Entry(code, Status.NO_DATA)


def _mapping_rows(source: Mapping[Any, Any]) -> Iterable[Row]:
    return [(f"source {shown_value(name)}", name, value) for name, value in source.items()]


def _table_rows(source: Any, region: Region) -> Iterable[Row]:  # noqa: ANN401 (any table)
    """Return the rows of a table: of its column of countries, or else of its index, and of its column of classes."""
    columns = {str(column).strip().casefold(): column for column in source.columns}
    classes = _column(columns, "class", region)
    if classes is None:
        raise _without(columns, CLASS_COLUMNS, "the class")
    countries, index = _column(columns, "country", region), list(getattr(source, "index", ()))
    if countries is None and not any(isinstance(label, str) for label in index):
        raise _without(columns, COUNTRY_COLUMNS, "the country")
    names: Sequence[Any] = index if countries is None else list(source[countries])
    labels = index or list(range(len(names)))
    return [
        (f"source, row {shown_value(label)}, {shown_value(name)}", name, value)
        for label, name, value in zip(labels, names, source[classes], strict=True)
    ]


def _column(columns: Mapping[str, Any], kind: str, region: Region) -> Any | None:  # noqa: ANN401 (a column's own name)
    """Return the column whose name is the most telling one of its kind, as the columns of a file are found."""
    fitting = [column for column in columns.values() if kind_in(region, str(column).strip()) == kind]
    return min(fitting, key=lambda column: rank_in(region, str(column).strip(), kind), default=None)


def _without(columns: Mapping[str, Any], names: Sequence[str], what: str) -> InputError:
    """Return the error for a table without a column, naming the column that was perhaps meant."""
    hint = next((hint for name in columns if (hint := nearest(name, names))), "")
    has = listed(shown_value(name) for name in columns.values()).replace(" or ", " and ") if columns else "none"
    message = f"no column gives {what}; call it {listed(names)}{hint or f'; the columns are {has}'}"
    return InputError.single("source, columns", message)


def _alignments(rows: Sequence[Row], region: Region) -> dict[str, str | None]:
    """Return the class of each state in the rows, by code, None for no data; raises InputError with every wrong row."""
    problems: list[Problem] = []
    alignments: dict[str, str | None] = {}
    first: dict[str, Any] = {}
    for where, name, value in rows:
        code = _code(name, region)
        if code is None and not (is_missing(value) and _territory(name, region)):
            problems.append(Problem(where, _unknown(name, region)))
        elif code in first:
            problems.append(Problem(where, f"{code} is given twice, also as {shown_value(first[code])}; give it once"))
        elif code is not None:
            first[code] = name
            alignments[code] = _class(value, where, problems)
    if not rows:
        problems.append(Problem("source", 'it names no country; give one or more, such as {"ARG": "right"}'))
    if problems:
        raise InputError(problems)
    return alignments


def _code(name: object, region: Region) -> str | None:
    """Return the code of the state of a code or a name, or None; every name of a source is resolved here.

    The code of an area may be a whole number.
    """
    if isinstance(name, Integral) and shows_areas(region):
        name = str(int(name))
    return code_in_region(region, name, (*region.states, *region.sovereigns)) if isinstance(name, str) else None


def _territory(name: object, region: Region) -> str | None:
    return code_in_region(region, name, region.territories) if isinstance(name, str) else None


def _unknown(name: object, region: Region) -> str:
    if not isinstance(name, str):
        return 'write a country\'s code or name as text, such as "ARG"'
    if code := _territory(name, region):
        name = name_in_region(region, code, "en")
        return f"{name} is no state of {region.name} and has no class; see the argument territories"
    return unknown_in_region(region, name)


def _class(value: object, where: str, problems: list[Problem]) -> str | None:
    """Return a class, or None for no data; adds a problem for an unknown one."""
    if is_missing(value):
        return None
    try:
        alignment = _ALIGNMENT(value)
    except fields.Unfit as error:
        problems.append(Problem(where, f"{shown_value(value)}: {error}"))
        return None
    return None if alignment == NO_DATA else alignment
