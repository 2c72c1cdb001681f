"""The digest of a whole file: SHA-256 over all of its bytes but those of the digest itself.

It proves nothing of who made the file: whoever alters it can make a new one. See the threat model in `proof/__init__`.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator

from mapgen.digests.digest import WHOLE

# A digest is found by the mark before it, in every format, without parsing the file.
_MARK = b"mapgen-sha256:"
_DIGITS = 64
# What a format's writer puts in the digest's place, as the value of the fact WHOLE.
PLACEHOLDER = f"{_MARK.decode()}{'0' * _DIGITS}"
_PNG = b"\x89PNG\r\n\x1a\n"
# In a PNG the digest ends its chunk: the name and the head of the chunk stand before it, its checksum after it.
_PNG_HEAD = b"iTXt" + f"mapgen:{WHOLE}".encode() + bytes(5)
_CRC = 4
# A text of a map may have the mark too, in its title for example. The digest is among the first or the last of them.
_MOST_MARKS = 4


def with_whole_digest(data: bytes) -> bytes:
    """Return a file with its digest in place of its last placeholder; raises ValueError where it has none."""
    place = data.rindex(PLACEHOLDER.encode()) + len(_MARK)
    digest = _digest(data, place).encode()
    filled = data[:place] + digest + data[place + _DIGITS :]
    if not data.startswith(_PNG):
        return filled
    end = place + _DIGITS
    return filled[:end] + _png_checksum(filled, place) + filled[end + _CRC :]


def is_whole(data: bytes) -> bool:
    """Whether the bytes of a file are those that mapgen wrote: one of its digests is that of all the rest."""
    return any(_is_digest(data, place) for place in _places(data))


def _places(data: bytes) -> Iterator[int]:
    """Yield where digests may stand: the first and the last few of them."""
    at = -1
    for _ in range(_MOST_MARKS):
        at = data.find(_MARK, at + 1)
        if at < 0:
            return
        yield at + len(_MARK)
    last = len(data)
    for _ in range(_MOST_MARKS):
        last = data.rfind(_MARK, at + 1, last)
        if last < 0:
            return
        yield last + len(_MARK)


def _is_digest(data: bytes, place: int) -> bool:
    there = data[place : place + _DIGITS]
    if len(there) != _DIGITS or there != _digest(data, place).encode():
        return False
    end = place + _DIGITS
    return not data.startswith(_PNG) or data[end : end + _CRC] == _png_checksum(data, place)


def _digest(data: bytes, place: int) -> str:
    """Return the digest of a file with zeros in the place of a digest, and of its chunk's checksum in a PNG."""
    left_out = _DIGITS + (_CRC if data.startswith(_PNG) else 0)
    total = hashlib.sha256(memoryview(data)[:place])
    total.update(bytes(left_out))
    total.update(memoryview(data)[place + left_out :])
    return total.hexdigest()


def _png_checksum(data: bytes, place: int) -> bytes:
    """Return the checksum of the chunk that a digest ends; of none where the digest stands in another place."""
    start = place - len(_MARK) - len(_PNG_HEAD)
    if data[max(start, 0) : place] != _PNG_HEAD + _MARK:
        return b""
    return zlib.crc32(data[start : place + _DIGITS]).to_bytes(_CRC, "big")
