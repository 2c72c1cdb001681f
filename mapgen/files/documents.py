"""TOML files from people: their tables, or the place and reason why they cannot be read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct

from mapgen.disk.reading import read_bytes
from mapgen.disk.shipped_tables import tables_of
from mapgen.errors import InputError, shortened

_HEADER = re.compile(r"[ \t]*\[{1,2}[ \t]*([^\[\]]+?)[ \t]*\]{1,2}")
# A value that was probably meant as a date but is not written as a TOML date.
_LIKE_A_DATE = re.compile(r"=\s*\[?\s*(\d{1,4}[-/.]\d{1,2}[-/.\d]*)")
# tomllib keeps every beginning of a dotted key, whose memory grows with the square of its parts.
_MOST_PARTS = 20
_PART = r"(?:[\w-]++|\"(?:[^\"\\\n]|\\.)*+\"|'[^'\n]*+')"
_DEEP_KEY = re.compile(rf"(?<![\w\\\"'-]){_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{_MOST_PARTS},}}")
_PLACE_IN_MESSAGE = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|(end of document))\)", re.DOTALL)


class Document(Struct, frozen=True, dict=True):
    """A TOML file that was read: its tables, its text (to find lines in), and the SHA-256 of its bytes."""

    path: Path
    text: str
    tables: Mapping[str, Any]
    sha256: str
    newline: str = "\n"

    def encoded(self, text: str) -> bytes:
        """Return another text as UTF-8 bytes, with the line ends of this file."""
        return text.replace("\n", self.newline).encode()

    def line_of(self, table: str, index: int = 0) -> int | None:
        """Return the line (from 1) of `[table]`, or of the `[[table]]` at an index (from 0); None if there is none."""
        lines = self._headers.get(table, [])
        return lines[index] if index < len(lines) else None

    @cached_property
    def _headers(self) -> Mapping[str, list[int]]:
        """The line numbers of every table's headers, computed once: checking a long record needs thousands of them."""
        headers: dict[str, list[int]] = {}
        for number, line in enumerate(self.text.split("\n"), start=1):
            if header := _HEADER.match(line):
                headers.setdefault(header[1], []).append(number)
        return headers

    def place(self, table: str, index: int = 0, note: str = "") -> TablePlace:
        """Return the place of `[table]`, or of the `[[table]]` at an index; messages name it with `note` after it."""
        header = f"[[{table}]]" if isinstance(self.tables.get(table), list) else f"[{table}]"
        return TablePlace(self, table, index, f"{header}{note}")

    def where(self, table: str, index: int = 0) -> str:
        """Return `file, line 12` for a message about a table, or the file alone if the table has no header."""
        line = self.line_of(table, index)
        return f"{self.path}, line {line}" if line else str(self.path)


class TablePlace(Struct, frozen=True):
    """The place of a table in a document, for messages: `file, line 12, [[government]] (CHL)`."""

    document: Document
    table: str
    index: int
    name: str

    def __str__(self) -> str:
        return f"{self.document.where(self.table, self.index)}, {self.name}"

    def at(self, key: str) -> str:
        """Return the place with the line of a key; the line of the table where the key has none."""
        from mapgen.files.toml_places import line_of_path  # noqa: PLC0415 (only for a message)

        line = line_of_path(self.document.text, (*self.table.split("."), key), self.index)
        return f"{self.document.path}, line {line}, {self.name}" if line else str(self)


def read_document(path: Path) -> Document:
    """Return a TOML file as a Document.

    Raises InputError, with line and column where they are known, for a file that is missing, unreadable, a folder, not
    text, empty, or not TOML.
    """
    return document_of_bytes(path, read_bytes(path))


def read_shipped(path: Path) -> Document:
    """Return a file that ships with mapgen as a Document, without checks: the tests hold that it is valid."""
    data = path.read_bytes()
    return Document(path, _decode(path, data), tables_of(data), hashlib.sha256(data).hexdigest())


def document_of_bytes(path: Path, data: bytes) -> Document:
    """Return the Document that a file at `path` with these bytes would be; raises InputError as read_document does."""
    text = _decode(path, data)
    if not text.strip():
        raise InputError.single(str(path), "the file is empty; `mapgen render --help` shows what a source is")
    newline = "\r\n" if b"\r\n" in data else "\n"
    return Document(path, text, _parse(path, text), hashlib.sha256(data).hexdigest(), newline)


def document_of(path: Path, text: str) -> Document:
    """Return the Document that a file at `path` with this text would be; raises InputError if it is not TOML."""
    return Document(path, text, _parse(path, text), hashlib.sha256(text.encode()).hexdigest())


def _decode(path: Path, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # error.object, unlike data, starts after a byte order mark; everything before the faulty byte is valid UTF-8.
        before = error.object[: error.start].decode("utf-8")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        raise InputError.single(
            f"{path}, line {line}, column {column}",
            f"byte 0x{error.object[error.start]:02x} is not UTF-8 text; save the file as UTF-8",
        ) from None
    if "\0" in text:
        raise InputError.single(str(path), "this is a binary file, not a TOML text file")
    return text.replace("\r\n", "\n")


def _parse(path: Path, text: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 (cached tables need no parser)

    if deep := _DEEP_KEY.search(text):
        line = text.count("\n", 0, deep.start()) + 1
        message = f"a key has more than {_MOST_PARTS} parts joined by dots: {shortened(deep[0])}"
        raise InputError.single(f"{path}, line {line}", message)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(path, text, str(error)) from None
    except RecursionError:
        raise InputError.single(str(path), "not valid TOML: brackets are nested too deeply") from None
    except ValueError:  # Python refuses whole numbers of more than some thousand digits
        raise InputError.single(str(path), "a number in it has too many digits") from None


def _syntax_error(path: Path, text: str, message: str) -> InputError:
    match = _PLACE_IN_MESSAGE.fullmatch(message)
    if not match:
        return InputError.single(str(path), f"not valid TOML: {message}")
    lines = text.split("\n")
    line = int(match[2]) if match[2] else len(lines)
    column = int(match[3]) if match[3] else len(lines[-1]) + 1
    faulty = lines[line - 1].strip()[:80]
    hint = _date_hint(faulty)
    return InputError.single(
        f"{path}, line {line}, column {column}",
        f"not valid TOML: {match[1]}" + (f", in: {faulty}" if faulty else "") + hint,
    )


def _date_hint(line: str) -> str:
    """Return what to write for a value that was probably meant as a date; empty for another line."""
    from mapgen.files.dates import day_fault  # noqa: PLC0415 (only for an error)

    meant = _LIKE_A_DATE.search(line)
    return f"; {meant[1]} {day_fault(meant[1])}" if meant else ""
