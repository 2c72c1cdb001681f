"""Which format a file has: its content says so, and not its ending."""

from __future__ import annotations

from pathlib import Path

import pytest
from table_cases import cells, fault, read
from workbook_files import ods, ods_row, xlsx, zipped

from mapgen.tables.formats import is_table_file

TWO = [["country", "class"], ["Chile", "left"]]
EXPECTED = [("country", "class"), ("Chile", "left")]


@pytest.mark.parametrize("ending", ["csv", "txt", "xls", "json.bak", "ods", "dat"])
@pytest.mark.parametrize(
    "data",
    [
        b"country;class\nChile;left\n",
        b'[{"country": "Chile", "class": "left"}]',
        b"|country|class|\n|---|---|\n|Chile|left|\n",
        xlsx({"V": TWO}),
        ods(ods_row("country", "class") + ods_row("Chile", "left")),
    ],
    ids=["csv", "json", "markdown", "xlsx", "ods"],
)
def test_any_format_is_read_under_any_ending(data: bytes, ending: str) -> None:
    """An XLSX called .csv, and a CSV that was called .xls to open in Excel."""
    assert cells(read(data, f"table.{ending}")) == EXPECTED


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n", "this is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "this is a picture (PNG)"),
        (b"\xff\xd8\xff\xe0", "this is a picture (JPEG)"),
        (b"\x1f\x8b\x08", "this is compressed (gzip); unpack it"),
        (b"SQLite format 3\0", "this is a database (SQLite); export its table as CSV"),
        (b"PAR1", "this is a Parquet file; save it as CSV"),
        (b"{\\rtf1}", "this is a document (RTF)"),
        (b"\x09\x04\x06\x00\x00\x00", "this is a workbook of Excel 2 to 4"),
        (zipped({"word/document.xml": ""}), "this is a Word document; save its table as XLSX or CSV"),
        (zipped({"Index/Document.iwa": ""}), "this is a file of Numbers, Pages or Keynote; export it as CSV or Excel"),
        (zipped({"votes.csv": "a,b"}), "this is an archive (zip) and no workbook; unpack it"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "this is a Word document"),
        (b"\n<!DOCTYPE html>\n<table>", "this is a web page (HTML), whatever it is called"),
        (b"<html xmlns:o='urn:schemas-microsoft-com:office:office'>", "this is a web page (HTML)"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "Excel 2003 (XML)"),
        (b'<?xml version="1.0"?><rows/>', "this is XML; export its table as CSV"),
        (b"# a, b\n[snapshot]\ntitle = 'a, b'\n", "this is a list already, and no table; commands take it as it is"),
        (b"[record] # mine\r\n", "this is a record already, and no table"),
    ],
)
def test_another_kind_of_file_is_told_what_it_is(data: bytes, said: str) -> None:
    """With what to do instead."""
    assert said in fault(data, "votes.xls")


@pytest.mark.parametrize(
    ("name", "data", "is_table"),
    [
        ("votes.csv", b"", True),
        ("votes.XLSX", b"", True),
        ("votes", xlsx({"V": TWO}), True),
        ("votes.txt", b"country;class\nChile;left\n", True),
        ("votes", b'{"CHL": "left"}', True),
        ("list.toml", b'[snapshot]\nregion = "south-america"\n', False),
        ("list", b'# a, b\n[snapshot]\nregion = "south-america"\n', False),
        ("list.toml", b"country;class\n", False),
        ("notes.txt", b"Nothing here\n", False),
        ("list.txt", b"Chile: left\nPeru: right\n", True),
    ],
)
def test_a_table_is_told_from_a_toml_file(name: str, data: bytes, is_table: bool) -> None:  # noqa: FBT001 (what is expected)
    """By ending and by content, so that one command takes both."""
    assert is_table_file(Path(name), data) is is_table
