"""Which format a file has, by its content first; and what to do with one that holds no table."""

from __future__ import annotations

import re
from pathlib import Path

from mapgen.errors import InputError
from mapgen.tables.archives import names_in

WORKBOOKS = {"xlsx", "xlsb", "xls", "ods"}
ENDINGS = {
    ".csv",
    ".tsv",
    ".tab",
    ".xlsx",
    ".xlsm",
    ".xls",
    ".xlsb",
    ".ods",
    ".json",
    ".ndjson",
    ".jsonl",
    ".md",
    ".markdown",
}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE = "save its table as XLSX or CSV"
# The first bytes of files that are often taken for a table, and what they are.
_REFUSED = {
    b"%PDF": f"this is a PDF, from which no table can be read safely; {_SAVE}, or copy it into a spreadsheet",
    b"\x89PNG": "this is a picture (PNG); type its table into a spreadsheet",
    b"\xff\xd8\xff": "this is a picture (JPEG); type its table into a spreadsheet",
    b"GIF8": "this is a picture (GIF); type its table into a spreadsheet",
    b"\x1f\x8b": "this is compressed (gzip); unpack it, and name the table in it",
    b"BZh": "this is compressed (bzip2); unpack it, and name the table in it",
    b"\xfd7zXZ": "this is compressed (xz); unpack it, and name the table in it",
    b"7z\xbc\xaf": "this is an archive (7z); unpack it, and name the table in it",
    b"Rar!": "this is an archive (RAR); unpack it, and name the table in it",
    b"{\\rtf": f"this is a document (RTF); {_SAVE}",
    b"SQLite format 3": "this is a database (SQLite); export its table as CSV",
    b"PAR1": "this is a Parquet file; save it as CSV",
    b"ARROW1": "this is an Arrow file; save it as CSV",
    b"<stata_dta>": "this is a Stata file; save it as CSV (export delimited)",
    b"$FL2": "this is an SPSS file; save it as CSV",
    b"RDX": "this is an R file; save it as CSV (write.csv)",
    b"\x09\x00\x04\x00": "this is a workbook of Excel 2 to 4, which is no longer read; save it as XLSX",
    b"\x09\x02\x06\x00": "this is a workbook of Excel 2 to 4, which is no longer read; save it as XLSX",
    b"\x09\x04\x06\x00": "this is a workbook of Excel 2 to 4, which is no longer read; save it as XLSX",
}
# What an archive holds by the names of its files, and what is wrong with those that are no workbook.
_ARCHIVES = {
    "xl/workbook.bin": "xlsb",
    "xl/workbook.xml": "xlsx",
    "content.xml": "ods",
    "word/document.xml": f"this is a Word document; {_SAVE}",
    "ppt/presentation.xml": f"this is a presentation; {_SAVE}",
    "Index/Document.iwa": "this is a file of Numbers, Pages or Keynote; export it as CSV or Excel",
}
# A stream's name in an OLE file is UTF-16.
_OLE_STREAMS = {
    "EncryptedPackage": "the workbook is protected by a password; save it without one",
    "WordDocument": f"this is a Word document; {_SAVE}",
    "PowerPoint Document": f"this is a presentation; {_SAVE}",
}
_TOML_LINE = re.compile(rb"^\s*(?:\[\[?[\w.\"-]+\]\]?|[\w.\"-]+[ \t]*=[ \t]*[\"'\[{\dtf-])", re.MULTILINE)
_OWN = {"snapshot": "list", "record": "record"}
_OWN_TABLE = re.compile(r"^\[(snapshot|record)\][ \t]*(?:#.*)?\r?$", re.MULTILINE)
# A list with a name and what it says on each line.
_PAIR = re.compile(rb"\s*[^:\r\n]+:[ \t]+\S")
_TEXT_SAMPLE = 4_096
# A TOML file may begin with a page of comments.
_TOML_SAMPLE = 65_536


def is_table_file(path: Path, data: bytes) -> bool:
    """Return whether a file is meant as a table: by its ending, or by its content.

    A TOML file is none, whatever it holds.
    """
    ending = path.suffix.lower()
    if ending in ENDINGS or data.startswith((*_ZIP, _OLE)):
        return True
    if ending == ".toml":
        return False
    head = data[:_TOML_SAMPLE]
    signs = max(head.count(sign) for sign in (b"\t", b";", b",", b"|", b"{"))
    return bool(signs or _PAIR.match(head)) and not _TOML_LINE.search(head)


def binary_format(name: str, data: bytes) -> str:
    """Return the format of a workbook: xlsx, xlsb, xls or ods; an empty text for what is text.

    Raises InputError, with what to do, for an empty file and for one of another known kind.
    """
    if not data.strip():
        raise InputError.single(name, "the file is empty; a table has a header (country,class) and rows under it")
    for start, fault in _REFUSED.items():
        if data.startswith(start):
            raise InputError.single(name, fault)
    if data.startswith(_OLE):
        return _ole_format(name, data)
    return _zip_format(name, data) if data.startswith(_ZIP) else ""


def _ole_format(name: str, data: bytes) -> str:
    for stream, fault in _OLE_STREAMS.items():
        if stream.encode("utf-16-le") in data:
            raise InputError.single(name, fault)
    return "xls"


def _zip_format(name: str, data: bytes) -> str:
    names = names_in(name, data)
    kinds = [kind for file, kind in _ARCHIVES.items() if file in names]
    if not kinds:
        raise InputError.single(name, "this is an archive (zip) and no workbook; unpack it, and name the table in it")
    if kinds[0] not in WORKBOOKS:
        raise InputError.single(name, kinds[0])
    return kinds[0]


def check_no_markup(name: str, text: str) -> None:
    """Raise InputError for a text that is a web page or XML, as some programs call `.xls`, or a file of mapgen."""
    head = text[:_TEXT_SAMPLE].lstrip().lower()
    if "urn:schemas-microsoft-com:office:spreadsheet" in head and head.startswith("<?xml"):
        raise InputError.single(
            name, "this is a workbook of Excel 2003 (XML); open it in a spreadsheet and save it as XLSX"
        )
    if head.startswith(("<!doctype html", "<html", "<table", "<body", "<head", "<meta")) or "<html" in head[:500]:
        raise InputError.single(
            name,
            "this is a web page (HTML), whatever it is called; open it in a spreadsheet and save it as XLSX or CSV",
        )
    if head.startswith(("<?xml", "<!--")):
        raise InputError.single(name, "this is XML; export its table as CSV")
    if table := _OWN_TABLE.search(text[:_TOML_SAMPLE]):
        raise InputError.single(name, f"this is a {_OWN[table[1]]} already, and no table; commands take it as it is")
