"""The text of a record or list from its complete tables, as `mapgen export --whole` and `--package` write them.

Cells are texts, as CSV and workbooks have them, or values, as JSON has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from mapgen.editing.text import toml
from mapgen.errors import InputError
from mapgen.files.dates import parse_day
from mapgen.files.texts import BETWEEN_ITEMS

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]

# The tables without which a record or a list is not whole, and of each the columns that are needed here.
RECORD_TABLES: Final[Mapping[str, Sequence[str]]] = {
    "record": (),
    "countries": ("iso3", "reviewed"),
    "governments": ("government", "iso3"),
    "readings": ("government",),
    "votes": ("vote", "iso3"),
    "vacancies": ("vacancy", "iso3"),
    "sources": ("government", "vote", "vacancy"),
}
LIST_TABLES: Final[Mapping[str, Sequence[str]]] = {
    "list": (),
    "classes": ("class",),
    "alignments": ("iso3", "alignment"),
}
_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
_DAYS: Final = {"begins", "start", "end", "as_of", "reviewed"}
_PARTIAL_DAYS: Final = {"term_ends", "date"}
_DAY_LISTS: Final = {"elected", "declared"}
_LISTS: Final = {"scale"}
# Where names by language stand in the tables, by the key that has them in the file.
_IN_LANGUAGES: Final = {"title": "titles", "party": "parties"}
_FLAGS: Final = {"contested", "void", "basis_inferred"}
_LEFT_OUT: Final = {"iso3", "name", "bloc", "government", "vote", "vacancy"}


def is_whole(names: Sequence[str]) -> bool:
    """Whether tables of these names are all that a record or list says."""
    return RECORD_TABLES.keys() <= {*names} or LIST_TABLES.keys() <= {*names}


def text_of_tables(tables: Tables) -> str:
    """Return the text of the record or list that tables hold, by the names of the tables.

    Raises InputError for tables that are no whole record or list, for a column that is missing, and for a day that is
    none. What else is wrong in them, reading the text tells.
    """
    if not is_whole([*tables]):
        needed = " or ".join(
            f"{', '.join(names)} for a {kind}" for kind, names in (("record", RECORD_TABLES), ("list", LIST_TABLES))
        )
        raise InputError.single("the tables", f"they are not whole; write all of {needed}")
    _refuse_missing_columns(tables, RECORD_TABLES if "record" in tables else LIST_TABLES)
    lines = _record_lines(tables) if "record" in tables else _list_lines(tables)
    return "\n".join(lines).lstrip("\n") + "\n"


def _refuse_missing_columns(tables: Tables, needed: Mapping[str, Sequence[str]]) -> None:
    for name, columns in needed.items():
        if name in {"record", "list"} and len(tables[name]) != 1:
            raise InputError.single(
                f"table {name}", f"it has {len(tables[name])} rows; write one, the head of the file"
            )
        for number, row in enumerate(tables[name], 1):
            if missing := [column for column in columns if column not in row]:
                raise InputError.single(f"table {name}, row {number}", f"it has no column {missing[0]}; add one")


def _record_lines(tables: Tables) -> Iterator[str]:
    yield from _table("[record]", _values(tables["record"][0], "record"))
    reviewed = {row["iso3"]: row["reviewed"] for row in tables["countries"] if row["reviewed"]}
    yield from _table("[reviewed]", {code: _day(day, "countries, reviewed") for code, day in reviewed.items()})
    for name, kind in (("governments", "government"), ("votes", "vote"), ("vacancies", "vacancy")):
        sources = _by_owner(tables["sources"], kind)
        readings = _by_owner(tables["readings"], "government") if kind == "government" else {}
        for row in tables[name]:
            values = {"country": row["iso3"], **_values(row, name)}
            belonging = {"readings": readings.get(row[kind]), "sources": sources.get(row[kind])}
            yield from _table(f"[[{kind}]]", {**values, **{key: rows for key, rows in belonging.items() if rows}})


def _by_owner(rows: Sequence[Row], kind: str) -> dict[str, list[dict[str, Any]]]:
    """Return readings or sources as a record's file has them, by the identifiers of what they belong to."""
    owned: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row[kind]:
            owned.setdefault(row[kind], []).append(_values(row, kind))
    return owned


def _list_lines(tables: Tables) -> Iterator[str]:
    yield from _table("[snapshot]", _values(tables["list"][0], "list"))
    for row in tables["classes"]:
        labels = {key.removeprefix("label_"): row[key] for key in row if key.startswith("label_") and row[key]}
        values = {key: row[key] for key in ("colour", "bloc") if row[key]} | ({"label": labels} if labels else {})
        if values:
            yield from _table(f"[classes.{_key(str(row['class']))}]", values)
    yield from _table("[alignments]", {row["iso3"]: row["alignment"] for row in tables["alignments"]})


def _values(row: Row, table: str) -> dict[str, Any]:
    """Return the values of a row by the keys of a file; empty cells and what is derived from others are left out."""
    filled = {key: cell for key, cell in row.items() if cell not in (None, "") and key not in _LEFT_OUT}
    values = {key: _value(key, cell, f"{table}, {key}") for key, cell in filled.items()}
    for name, by_language in _IN_LANGUAGES.items():
        if by_language in values:
            values[name] = values.pop(by_language)
    return {key: value for key, value in values.items() if value is not False}


def _value(key: str, cell: Any, where: str) -> Any:  # noqa: ANN401 (what a cell or a file may hold)
    if key in _FLAGS:
        return str(cell).casefold() == "true"
    if key in _DAYS:
        return _day(cell, where)
    if key in _PARTIAL_DAYS:
        return parse_day(str(cell)) or cell
    if key in _DAY_LISTS:
        return [_day(item, where) for item in _items(cell)]
    if key in _IN_LANGUAGES.values():
        return dict(_in_language(item, where) for item in _items(cell))
    return _items(cell) if key in _LISTS else cell


def _in_language(item: str, where: str) -> tuple[str, str]:
    lang, colon, name = item.partition(": ")
    if not (colon and name):
        raise InputError.single(where, f'"{item}" has no language; write each name as `es: Nombre`')
    return lang, name


def _items(cell: Any) -> list[str]:  # noqa: ANN401 (a list in JSON, a text elsewhere)
    return list(cell) if isinstance(cell, list) else str(cell).split(BETWEEN_ITEMS)


def _day(cell: Any, where: str) -> Any:  # noqa: ANN401
    day = parse_day(str(cell))
    if day is None:
        raise InputError.single(where, f'"{cell}" is no day; write YYYY-MM-DD')
    return day


def _table(head: str, values: Mapping[str, Any]) -> Iterator[str]:
    yield from ("", head)
    keys = {_key(key): value for key, value in values.items()}
    width = max(map(len, keys), default=0)
    yield from (f"{key:<{width}} = {toml(value)}" for key, value in keys.items())


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else toml(name)
