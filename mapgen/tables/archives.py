"""The zip archive of a workbook: what it holds, and how much that is once unpacked."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from mapgen.errors import InputError
from mapgen.tables.bounds import LARGEST_UNPACKED_MB, MOST_ZIP_ENTRIES

_LOCAL_HEADER_SIZE = 30
_NAME_AND_EXTRA = struct.Struct("<2H")
_CHUNK = 65_536
_ENCRYPTED = 0x1
_DAMAGED = "the workbook is damaged or cut off; open it in a spreadsheet and save it again"


def names_in(name: str, data: bytes) -> set[str]:
    """Return the names of the files in an archive; raises InputError for one that is damaged or has too many."""
    return {entry.filename for entry in _entries(name, data)}


def check_unpacked_size(name: str, data: bytes) -> None:
    """Raise InputError for an archive that holds more than is read.

    Its files are unpacked for this in small pieces, since the sizes that an archive gives may be false.
    """
    total = 0
    for entry in _entries(name, data):
        if entry.flag_bits & _ENCRYPTED:
            raise InputError.single(name, "the workbook is protected by a password; save it without one")
        total += _unpacked_size(name, data, entry, LARGEST_UNPACKED_MB * 1_000_000 - total)
        if total > LARGEST_UNPACKED_MB * 1_000_000:
            raise InputError.single(
                name, f"it unpacks to more than {LARGEST_UNPACKED_MB} MB; nothing larger is read; save the sheet as CSV"
            )


def file_in(name: str, data: bytes, inner: str, most: int) -> bytes:
    """Return a file in an archive, at most its first `most` bytes; empty where it is not there or cannot be unpacked.

    Raises InputError for an archive that is damaged or has too many files.
    """
    _entries(name, data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)).open(inner) as file:
            return file.read(most)
    except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, zlib.error, struct.error):
        return b""


def _entries(name: str, data: bytes) -> list[zipfile.ZipInfo]:
    # Counted before zipfile makes an object of each.
    if data.count(b"PK\x01\x02") > MOST_ZIP_ENTRIES:
        raise InputError.single(name, f"it is an archive of more than {MOST_ZIP_ENTRIES:,} files, and no workbook")
    try:
        return zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, UnicodeDecodeError, EOFError, OSError):
        raise InputError.single(name, _DAMAGED) from None


def _unpacked_size(name: str, data: bytes, entry: zipfile.ZipInfo, most: int) -> int:
    """Return the real size of a file in an archive, or a size above `most` as soon as it is passed."""
    start = _content_start(name, data, entry)
    if entry.compress_type == zipfile.ZIP_STORED:
        return entry.compress_size
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise InputError.single(
            name, "it is packed in a way that no spreadsheet uses; open it in one and save it again"
        )
    packed = memoryview(data)[start : start + entry.compress_size]
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    size = 0
    try:
        for offset in range(0, len(packed), _CHUNK):
            waiting = bytes(packed[offset : offset + _CHUNK])
            while waiting and size <= most:
                size += len(unpack.decompress(waiting, _CHUNK))
                waiting = unpack.unconsumed_tail
    except zlib.error:
        raise InputError.single(name, _DAMAGED) from None
    return size


def _content_start(name: str, data: bytes, entry: zipfile.ZipInfo) -> int:
    header = data[entry.header_offset : entry.header_offset + _LOCAL_HEADER_SIZE] if entry.header_offset >= 0 else b""
    if len(header) < _LOCAL_HEADER_SIZE or not header.startswith(b"PK\x03\x04"):
        raise InputError.single(name, _DAMAGED)
    lengths: tuple[int, int] = _NAME_AND_EXTRA.unpack_from(header, _LOCAL_HEADER_SIZE - 4)
    return entry.header_offset + _LOCAL_HEADER_SIZE + sum(lengths)
