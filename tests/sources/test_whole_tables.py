"""A record or list from its complete tables: what is missing in them is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from whole_records import RECORD

from mapgen.errors import InputError
from mapgen.exporting.whole import whole_files
from mapgen.sources.reading import read_source
from mapgen.sources.whole_tables import is_whole, text_of_tables


@pytest.fixture
def tables(tmp_path: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the tables of the record that says everything."""
    path = tmp_path / "record.toml"
    path.write_text(RECORD, encoding="utf-8")
    (data,) = whole_files(read_source(path), [Path("x.json")]).values()
    found: dict[str, list[dict[str, Any]]] = json.loads(data)
    return found


def test_tables_are_whole_or_not(tables: dict[str, list[dict[str, Any]]]) -> None:
    """All tables of a record, or of a list, are needed; further ones do no harm."""
    assert is_whole([*tables, "country_years"])
    assert is_whole(["list", "classes", "alignments"])
    del tables["votes"]
    assert not is_whole([*tables])
    with pytest.raises(InputError, match=r"^the tables: they are not whole; write all of record, countries, "):
        text_of_tables(tables)


@pytest.mark.parametrize(
    ("table", "change", "message"),
    [
        ("countries", {"reviewed": "May 2004"}, 'countries, reviewed: "May 2004" is no day; write YYYY-MM-DD'),
        ("governments", {"start": 7}, 'governments, start: "7" is no day; write YYYY-MM-DD'),
        ("governments", {"iso3": ...}, "table governments, row 1: it has no column iso3; add one"),
        ("record", None, "table record: it has 0 rows; write one, the head of the file"),
    ],
)
def test_what_is_missing_or_no_day_is_said(
    table: str, change: dict[str, Any] | None, message: str, tables: dict[str, list[dict[str, Any]]]
) -> None:
    """A message names the table, and the row or the column."""
    for key, value in (change or {}).items():
        if value is ...:
            del tables[table][0][key]
        else:
            tables[table][0][key] = value
    if change is None:
        tables[table] = []
    with pytest.raises(InputError) as caught:
        text_of_tables(tables)
    assert str(caught.value) == message


def test_no_text_becomes_a_key_or_a_table(tables: dict[str, list[dict[str, Any]]], tmp_path: Path) -> None:
    """A column, a code or a class of any name stays a name: the file is refused for it, and read as nothing else."""
    hostile = 'a = 1\n[[government]]\n"'
    tables["governments"][0][hostile] = "x"
    path = tmp_path / "again.toml"
    path.write_text(text_of_tables(tables), encoding="utf-8")
    with pytest.raises(InputError, match="unknown key") as caught:
        read_source(path)
    assert len(caught.value.problems) == 1
