"""TOML files from people: their tables, or the place and reason why they cannot be read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from mapgen.disk.reading import read_bytes
from mapgen.disk.shipped_tables import tables_of
from mapgen.errors import InputError, shortened

# A value that was probably meant as a date but is not written as a TOML date.
_LIKE_A_DATE = re.compile(r"=\s*\[?\s*(\d{1,4}[-/.]\d{1,2}[-/.\d]*)")
# tomllib keeps every beginning of a dotted key, whose memory grows with the square of its parts.
_MOST_PARTS = 20
_PART = r"(?:[\w-]++|\"(?:[^\"\\\n]|\\.)*+\"|'[^'\n]*+')"
_DEEP_KEY = re.compile(rf"(?<![\w\\\"'-]){_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{_MOST_PARTS},}}")
# What tomllib says where a name is not as TOML has it, a name in a line, and what may stand in one without quotes.
_AT_A_NAME = ("Expected '=' after a key", "Expected ']' at the end", "Expected ']]' at the end", "Invalid statement")
_LIKE_A_NAME = re.compile(r"^\[\[?(?P<header>[^\[\]\"'#=]+)\]|(?P<key>[^\[\]\"'#={},]+)=")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_WORDS = re.compile(r"[\w-]+(?: [\w-]+)*")
_PLACE_IN_MESSAGE = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|(end of document))\)", re.DOTALL)


class Document(Struct, frozen=True):
    """A TOML file that was read: its tables, its text (to find lines in), and the SHA-256 of its bytes."""

    path: Path
    text: str
    tables: Mapping[str, Any]
    sha256: str
    newline: str = "\n"

    def encoded(self, text: str) -> bytes:
        """Return another text as UTF-8 bytes, with the line ends of this file."""
        return text.replace("\n", self.newline).encode()

    def where(self, *path: str | int) -> str:
        """Return `file, line 12` for a message about what stands at a path, or the file alone if nothing does.

        The path has names of tables and keys, and numbers (from 0) in arrays: `("government", 3, "sources", 0)`.
        """
        from mapgen.files.value_places import line_of_value  # noqa: PLC0415 (only for a message)

        line = line_of_value(self.text, path)
        return f"{self.path}, line {line}" if line else str(self.path)

    def place(self, *path: str | int, note: str = "") -> TablePlace:
        """Return the place of the table at a path; messages name it `[table]` or `[[table]]`, with `note` after it."""
        name = ".".join(part for part in path if isinstance(part, str))
        is_row = isinstance(path[-1], int) or isinstance(self.tables.get(name), list)
        return TablePlace(self, path, f"[[{name}]]{note}" if is_row else f"[{name}]{note}")


class TablePlace(Struct, frozen=True):
    """The place of a table in a document, for messages: `file, line 12, [[government]] (CHL)`."""

    document: Document
    path: tuple[str | int, ...]
    name: str

    def __str__(self) -> str:
        return self.at()

    def at(self, *path: str | int) -> str:
        """Return the place with the line of a key, or of what stands in its value; the table's own without either."""
        return f"{self.document.where(*self.path, *path)}, {self.name}"


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
    hint = _quotes_hint(match[1], faulty) or _date_hint(faulty)
    return InputError.single(
        f"{path}, line {line}, column {column}",
        f"not valid TOML: {match[1]}" + (f", in: {faulty}" if faulty else "") + hint,
    )


def _quotes_hint(message: str, line: str) -> str:
    """Return how to write a name with an accent or a space, which TOML takes in quotes alone; else an empty text."""
    if not message.startswith(_AT_A_NAME):
        return ""
    for name in _LIKE_A_NAME.finditer(line):
        parts = [part.strip() for part in (name["header"] or name["key"]).split(".")]
        if all(_BARE.fullmatch(part) or _WORDS.fullmatch(part) for part in parts):
            quoted = ".".join(part if _BARE.fullmatch(part) else f'"{part}"' for part in parts)
            if '"' in quoted:
                rows = line.startswith("[[")
                form = f"{quoted} = …" if name["key"] else f"[[{quoted}]]" if rows else f"[{quoted}]"
                return f"; a name with an accent or a space needs quotes: {form}"
    return ""


def _date_hint(line: str) -> str:
    """Return what to write for a value that was probably meant as a date; empty for another line."""
    from mapgen.files.dates import day_fault  # noqa: PLC0415 (only for an error)

    meant = _LIKE_A_DATE.search(line)
    return f"; {meant[1]} {day_fault(meant[1])}" if meant else ""
