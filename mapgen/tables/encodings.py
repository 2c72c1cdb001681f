"""The text of a file of any usual encoding, or why it has none."""

from __future__ import annotations

import codecs
import re

from mapgen.errors import InputError, shortened

# Longest first: the mark of UTF-16 begins that of UTF-32.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_BEYOND_ASCII = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*[\r\n]*")
# Letters of other encodings hardly ever make a valid sequence of UTF-8.
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Small letters with the accents of western languages, whose UTF-8 no western text has by chance: Ã and a sign.
_WESTERN_UTF8 = re.compile(rb"\xc3[\xa0-\xbf]")
_WESTERN = {"cp1252", "iso8859-1", "iso8859-15"}
_SAMPLE_BYTES = 65_536
# What no text is made of: control characters other than tabs, the ends of lines and pages, and escapes.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))


def decoded(name: str, data: bytes, encoding: str = "") -> tuple[str, str]:
    """Return the text of a file, and the encoding where it was found out from the letters alone; else an empty text.

    Raises InputError for an unknown encoding; with line and column for a byte that does not fit, and for a NUL.
    """
    used = _known(name, encoding) if encoding else _marked(data)
    if not used:
        _check_bytes(name, data)
    guessed = "" if used or _is_utf8(data) else _likely_encoding(name, data)
    text = _text(name, data, used or guessed or "utf-8")
    _check_text(name, text)
    return text.removeprefix("\ufeff"), guessed


def _known(name: str, encoding: str) -> str:
    try:
        codec = codecs.lookup(encoding).name
        b"ab".decode(codec)  # codecs such as rot13 and hex make no text of bytes
    except UnicodeError:
        pass
    except (LookupError, ValueError):
        raise InputError.single(
            name,
            f'encoding "{shortened(encoding)}": there is no such encoding; write utf-8, utf-16, cp1252 or mac-roman',
        ) from None
    return "utf-8-sig" if codec == "utf-8" else codec


def _marked(data: bytes) -> str:
    """Return the encoding by its mark, or UTF-16 by every other byte of western text, which is zero; else nothing."""
    sample = data[:_SAMPLE_BYTES]
    for encoding, zeros, letters in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        if zeros.count(0) * 2 > len(zeros) and not letters.count(0):
            return encoding
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _likely_encoding(name: str, data: bytes) -> str:
    """Return the encoding of bytes that are no UTF-8; raises InputError for those that are UTF-8 in part."""
    from chardet import detect  # noqa: PLC0415 (it takes 36 ms to load, and most files are UTF-8)

    lines = b"".join(_LINE_BEYOND_ASCII.findall(data, 0, 16 * _SAMPLE_BYTES))[:_SAMPLE_BYTES]
    encoding = "utf-8" if _mostly_utf8(lines) else detect(lines)["encoding"] or "cp1252"
    encoding = _known(name, encoding)
    if encoding in _WESTERN and (found := _WESTERN_UTF8.search(data)):
        raise InputError.single(
            _position(name, data[: found.start()].decode(encoding, "replace")),
            f"some letters here are UTF-8 and others in the file {encoding}; save all of it as UTF-8",
        )
    return encoding


def _mostly_utf8(sample: bytes) -> bool:
    valid = sum(len(found) for found in _UTF8.findall(sample))
    return valid * 2 > sum(byte > 127 for byte in sample)  # noqa: PLR2004 (beyond ASCII)


def _text(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(encoding, "replace")
        raise InputError.single(
            _position(name, before),
            f"byte 0x{error.object[error.start]:02x} is not {encoding.removesuffix('-sig')}; "
            "save the file as UTF-8, or give its --encoding",
        ) from None
    except ValueError:  # what punycode and idna say
        raise InputError.single(name, f"it is not text in {encoding}; give another --encoding") from None


def _check_bytes(name: str, data: bytes) -> None:
    """Raise InputError for what is no text: one byte in twenty is a control character."""
    sample = data[:_SAMPLE_BYTES]
    if len(sample.translate(None, _CONTROLS)) * 20 < len(sample) * 19:
        raise InputError.single(name, "this is no text, and no workbook that is known; save its table as XLSX or CSV")


def _check_text(name: str, text: str) -> None:
    """Raise InputError for a text with a NUL."""
    if "\0" in text:
        raise InputError.single(
            _position(name, text[: text.index("\0")]),
            "there is a NUL (U+0000), which no text has: the file is damaged; save it as CSV in UTF-8",
        )


def _position(name: str, before: str) -> str:
    return f"{name}, line {before.count(chr(10)) + 1}, column {len(before) - before.rfind(chr(10))}"
