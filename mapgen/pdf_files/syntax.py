"""The syntax of a PDF's objects, read strictly: what no two programs can read differently.

A library for PDF mends what is wrong in a file, each in its own way: what it reads of an altered file need not be what
a reader's program shows, and it does not say which bytes it passed over. A proof needs both. So this reads what the
format's writers write and nothing else: no comments, no escapes without a meaning, no keyword that runs into the next.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

_DEEPEST = 60
# The values of a document and the bytes that its streams unpack to: a map's have some thousand, and some megabytes.
_MOST_VALUES = 100_000
_MOST_BYTES = 150_000_000
_MEGABYTE = 1_000_000
# The bytes of an image that are unpacked from rows of pixels, which takes their memory several times.
_MOST_PIXELS = 50_000_000
# As many times as much may a document take that mapgen has just written: a poster of metres has large images.
_TRUSTED = 100
_BYTES_OF_VALUE = 50

# After a number or a word: white space or the sign that begins the next token. NUL and form feed are not taken.
_END = rb"(?=[\t\n\r ()<>\[\]/]|\Z)"
_SPACE = re.compile(rb"[\t\n\r ]*+")
_TOKEN = re.compile(
    rb"(?P<reference>(?P<object>[1-9]\d{0,7}) 0 R" + _END + rb")"
    rb"|(?P<number>-?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})" + _END + rb")"
    rb"|(?P<name>/(?:[!\"$&'*-.0-;=?-Z\\^-z|~]|#(?!00)[0-9A-Fa-f]{2}){0,127}" + _END + rb")"
    rb"|(?P<word>(?:true|false|null)" + _END + rb")"
    rb"|(?P<hex><(?!<)(?P<digits>[0-9A-Fa-f]*)>)"
    rb"|(?P<open><<|\[|\()"
)
_ESCAPED = re.compile(rb"\\(?:([nrtbf()\\])|([0-3][0-7]{2}))")
# No group in a possessive repetition captures: Python 3.11 raises SystemError for some.
_RUN = re.compile(rb"(?:[^()\\\r]++|\\(?:[nrtbf()\\]|[0-3][0-7]{2}))++")
_ESCAPES = dict(zip(b"nrtbf()\\", b"\n\r\t\b\f()\\", strict=True))
_WORDS = {b"true": True, b"false": False, b"null": None}
_HASH = re.compile(rb"#(..)")


class UnreadError(Exception):
    """A file is encrypted, or larger in some way than any map; the message says in which."""


class FaultError(Exception):
    """A file is not as mapgen, or a program that packs it anew, writes one; its arguments say what is wrong."""


class Name(bytes):
    """A name, without the stroke before it and its escapes."""

    __slots__ = ()


class Numeral(bytes):
    """A number as it is written."""

    __slots__ = ()


class ObjectReference(int):
    """A reference to the object of a number."""

    __slots__ = ()


class Stream(Struct, frozen=True):
    """A stream: its dictionary and its packed bytes."""

    dictionary: Mapping[bytes, Value]
    packed: bytes


# Texts are bytes.
Value = None | bool | bytes | ObjectReference | list["Value"] | dict[bytes, "Value"] | Stream


class Allowance:
    """What a document may still take of values and of unpacked bytes, all of its parts together."""

    def __init__(self, *, trusted: bool = False) -> None:
        times = _TRUSTED if trusted else 1
        self.values, self.bytes, self.pixels = times * _MOST_VALUES, times * _MOST_BYTES, times * _MOST_PIXELS

    def take_value(self, length: int = 0) -> None:
        """Count a value, one of many bytes as several; raises UnreadError for one too many."""
        self.values -= 1 + length // _BYTES_OF_VALUE
        if self.values < 0:
            raise UnreadError(f"the PDF has more than {_MOST_VALUES:,} values, or longer ones, which no map has")

    def take_bytes(self, count: int) -> None:
        """Count unpacked bytes; raises UnreadError for too many."""
        self.bytes -= count
        if self.bytes < 0:
            raise UnreadError(f"the PDF unpacks to more than {_MOST_BYTES // _MEGABYTE} MB, which no map does")

    def check_pixels(self, count: int) -> None:
        """Raise UnreadError for an image of too many bytes."""
        if count > self.pixels:
            raise UnreadError(f"the PDF has an image of more than {_MOST_PIXELS // _MEGABYTE} MB, which few maps have")


class Scanner:
    """Reads values from bytes, one after the other, from a place on."""

    def __init__(self, data: bytes, at: int, allowance: Allowance) -> None:
        self.data, self.at, self.allowance = data, at, allowance

    def skip_space(self) -> None:
        """Go on to what is no white space."""
        self.at = after_space(self.data, self.at)

    def skip_line_end(self) -> None:
        """Go over the end of a line, if one is next."""
        self.at += next((len(end) for end in (b"\r\n", b"\n", b"\r") if self.data.startswith(end, self.at)), 0)

    def took(self, mark: bytes) -> bool:
        """Whether a mark is next, after white space; if so, it is passed."""
        self.skip_space()
        if not self.data.startswith(mark, self.at):
            return False
        self.at += len(mark)
        return True

    def value(self, depth: int = 0) -> Value:
        """Return the value that is next, after white space; raises FaultError for anything else."""
        self.allowance.take_value()
        if depth > _DEEPEST:
            raise UnreadError(f"the PDF has more than {_DEEPEST} values within each other, which no map has")
        self.skip_space()
        found = _TOKEN.match(self.data, self.at)
        if found is None:
            raise self.fault()
        self.at = found.end()
        match found.lastgroup:
            case "reference":
                return ObjectReference(found["object"])
            case "number":
                return Numeral(found["number"])
            case "name":
                return _name(found["name"])
            case "word":
                return _WORDS[found["word"]]
            case "hex":
                return bytes.fromhex((found["digits"] + b"0" * (len(found["digits"]) % 2)).decode())
        return self._opened(found["open"], depth)

    def dictionary(self, depth: int = 0) -> dict[bytes, Value]:
        """Return the dictionary that is open; raises FaultError for one with a key twice."""
        entries: dict[bytes, Value] = {}
        while not self.took(b">>"):
            key = self.value(depth + 1)
            if not isinstance(key, Name):
                raise self.fault()
            if key in entries:
                raise FaultError(f"a dictionary has the key /{key.decode('latin-1')} twice (at byte {self.at})")
            entries[key] = self.value(depth + 1)
        return entries

    def fault(self) -> FaultError:
        """Return the error that what is next is nothing that mapgen writes."""
        return FaultError(f"its bytes from {self.at} on are none that mapgen writes, or a program that packs it anew")

    def _opened(self, mark: bytes, depth: int) -> Value:
        if mark == b"<<":
            return self.dictionary(depth)
        if mark == b"(":
            return self._text()
        values: list[Value] = []
        while not self.took(b"]"):
            values.append(self.value(depth + 1))
        return values

    def _text(self) -> bytes:
        parts, depth = [], 1
        while depth:
            sign = self.data[self.at : self.at + 1]
            run = _RUN.match(self.data, self.at)
            self.allowance.take_value(len(run[0]) if run else 0)
            if run:
                parts.append(_ESCAPED.sub(_unescaped, run[0]))
                self.at = run.end()
            elif sign in {b"(", b")"}:
                depth += 1 if sign == b"(" else -1
                parts.append(sign if depth else b"")
                self.at += 1
            else:
                raise self.fault()
        return b"".join(parts)


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes([_ESCAPES[found[1][0]] if found[1] else int(found[2], 8)])


def _name(written: bytes) -> Name:
    return Name(_HASH.sub(lambda escape: bytes.fromhex(escape[1].decode()), written[1:]))


def after_space(data: bytes, at: int) -> int:
    """Return where the white space ends that begins at a place, if any does."""
    found = _SPACE.match(data, at)
    return found.end() if found else at


def integer(value: Value) -> int:
    """Return a whole number that is not negative; raises FaultError for anything else."""
    if not isinstance(value, Numeral) or not value.isdigit():
        raise FaultError("where it says how long or how many its parts are, it has no number")
    return int(value)
