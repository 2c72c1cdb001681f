"""Whatever a file holds, it is a table or an InputError, in bounded time."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from table_cases import read
from workbook_files import ods, ods_row, xlsx

from mapgen.errors import InputError
from mapgen.tables.model import Table
from mapgen.tables.writing import csv_text, json_text

ROWS = [("Chile", "left", 1.5), ("Côte d’Ivoire", "right; far", None), ("Peru", "a\nb", True)]
HEADER = ("country", "class", "share")
NAMES = st.sampled_from(["t.csv", "t.json", "t.md", "t.xlsx", "t"])
FILES = {
    "csv": csv_text(HEADER, ROWS).encode(),
    "utf-16": csv_text(HEADER, ROWS).encode("utf-16"),
    "json": json_text(HEADER, ROWS).encode(),
    "markdown": "|country|class|\n|---|---|\n|Côte d’Ivoire|**left**|\n|Peru|right|\n".encode(),
    "xlsx": xlsx({"V": [HEADER, *ROWS]}, lambda sheet: sheet.merge_range("A6:A8", "Bolivia")),
    "ods": ods(ods_row("country", "class") + ods_row("Chile", "left")),
    "xls": (Path(__file__).parent.parent / "data" / "tables" / "votes.xls").read_bytes(),
}
# Pieces that readers of tables have trouble with.
PIECES = st.sampled_from(
    ["a", "1", ",", ";", "\t", "|", '"', "\n", "\r", "\\", "-", ":", "[", "{", "}", "]", "null", "\0", "\ufeff", "é",
     "\u2028", "<html>", "PK\x03\x04", "sep=;", "[^1]", "1e999", "\ud83d", " ", "---|---\n", "'", "true"]
)  # fmt: skip


def checked(data: bytes, name: str, **options: str) -> None:
    """Read a file; whatever is read keeps the promises of a Table."""
    try:
        table = read(data, name, **options)
    except InputError as error:
        assert str(error).strip()  # noqa: PT017 (either is right)
        return
    assert isinstance(table, Table)
    assert table.rows
    assert len(set(table.header)) == len(table.header)
    assert all(len(row.cells) == len(table.header) and any(row.cells) for row in table.rows)
    assert [row.number for row in table.rows] == sorted({row.number for row in table.rows})


@settings(max_examples=300)
@given(st.binary(max_size=300), NAMES)
def test_any_bytes_are_a_table_or_told(data: bytes, name: str) -> None:
    """Random bytes under any name."""
    checked(data, name)


@settings(max_examples=500)
@given(st.lists(PIECES, max_size=40).map("".join), NAMES, st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_any_text_is_a_table_or_told(text: str, name: str, encoding: str) -> None:
    """Texts made of what readers of tables have trouble with."""
    checked(text.encode(encoding, "ignore"), name)


@settings(max_examples=60)
@given(st.lists(PIECES, max_size=20).map("".join), st.text(max_size=8), st.text(max_size=8))
def test_any_options_are_used_or_told(text: str, delimiter: str, encoding: str) -> None:
    """Whatever is typed for a delimiter and an encoding."""
    checked(text.encode("utf-8", "ignore"), "t.csv", delimiter=delimiter, encoding=encoding)


@pytest.mark.parametrize("kind", FILES)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_damaged_file_is_a_table_or_told(kind: str, data: st.DataObject) -> None:
    """Files of every format, cut, or with some bytes changed: a compiled reader ends no process of ours."""
    whole = bytearray(FILES[kind])
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    checked(bytes(whole[: data.draw(st.integers(0, len(whole)))] if data.draw(st.booleans()) else whole), "t")


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=6))
def test_any_name_of_a_sheet_is_found_or_told(sheet: str) -> None:
    """Whatever is typed for a sheet."""
    checked(FILES["xlsx"], "t.xlsx", sheet=sheet)
