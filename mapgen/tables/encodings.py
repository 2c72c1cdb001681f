"""The text of a file of any usual encoding, or why it has none."""

from __future__ import annotations

import codecs

from mapgen.errors import InputError, shortened

# Longest first: the mark of UTF-16 begins that of UTF-32.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(name: str, data: bytes, encoding: str = "") -> str:
    """Return the text of a file.

    Raises InputError for an unknown encoding; with line and column for a byte that does not fit it, or a NUL.
    """
    used = _encoding(name, data, encoding)
    try:
        text = data.decode(used)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(used, "replace")
        raise InputError.single(
            _position(name, before),
            f"byte 0x{error.object[error.start]:02x} is not {used.removesuffix('-sig').upper()}; "
            "save the file as UTF-8, or give its --encoding",
        ) from None
    if "\0" in text:
        raise InputError.single(
            _position(name, text[: text.index("\0")]),
            "there is a NUL (U+0000), which no text has; save the file as UTF-8",
        )
    return text.removeprefix("\ufeff")


def _encoding(name: str, data: bytes, encoding: str) -> str:
    if encoding:
        return _known(name, encoding)
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return marked
    return "utf-8"


def _known(name: str, encoding: str) -> str:
    try:
        info = codecs.lookup(encoding)
        "".encode(info.name)  # codecs such as rot13 turn text into text
    except (LookupError, ValueError):
        raise InputError.single(
            name, f'encoding "{shortened(encoding)}": there is no such encoding; write utf-8, utf-16, cp1252 or latin-1'
        ) from None
    return "utf-8-sig" if info.name == "utf-8" else info.name


def _position(name: str, before: str) -> str:
    return f"{name}, line {before.count(chr(10)) + 1}, column {len(before) - before.rfind(chr(10))}"
