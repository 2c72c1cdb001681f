"""The form of a manifest as mapgen has it made: its boxes one in the other, and nothing beside what is signed.

c2pa takes no notice of what stands elsewhere in the room that a manifest has. No library is needed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEAD = 8
_SUFFIX = rb"\x00\x11\x00\x10\x80\x00\x00\xaa\x008\x9bq"
_STORE, _MANIFEST, _ASSERTIONS, _ASSERTION, _CLAIM, _SIGNATURE = (
    re.compile(kind + _SUFFIX + rest, re.DOTALL)
    for kind, rest in (
        (b"c2pa", rb"\x03c2pa\x00"),
        (b"c2ma", rb"\x03urn:c2pa:[0-9a-f-]{36}\x00"),
        (b"c2as", rb"\x03c2pa\.assertions\x00"),
        # Its name and its salt are signed with it.
        (b"cbor", rb"\x13[^\x00]+\x00\x00\x00\x00\x18c2sh.{16}"),
        (b"c2cl", rb"\x03c2pa\.claim\.v2\x00"),
        (b"c2cs", rb"\x03c2pa\.signature\x00"),
    )
)
# A signature has four parts; the second is not signed, and has a time stamp, which its server signed, and empty room.
_COSE, _NOTHING, _ROOM, _STAMPS = b"\xd2\x84", b"\xf6", (b"cpad", b"dpad2"), (b"fsigTst", b"gsigTst2")
_BYTES, _LIST, _MAP, _DEEPEST = 2, 4, 5, 6


def has_known_form(manifest: bytes) -> bool:
    """Return whether every byte of a manifest store has its place, and what fills room is empty."""
    try:
        (_, store), *more = _boxes(manifest)
        (stored,) = _within(store, _STORE)
        assertions, claim, signature = _within(stored, _MANIFEST)
        for assertion in _within(assertions, _ASSERTIONS):
            _only(assertion, _ASSERTION)
        _only(claim, _CLAIM)
        return not more and _is_signature(_only(signature, _SIGNATURE))
    except (ValueError, IndexError):  # it has another form
        return False


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kind and the content of each box; raises ValueError where they do not fill the data."""
    at = 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if length < _HEAD or at + length > len(data):
            raise ValueError
        yield data[at + 4 : at + _HEAD], data[at + _HEAD : at + length]
        at += length


def _within(data: bytes, description: re.Pattern[bytes], kind: bytes = b"jumb") -> list[bytes]:
    """Return the contents of the boxes after a description; raises ValueError where that or their kind is another."""
    (first, said), *boxes = _boxes(data)
    if first != b"jumd" or not description.fullmatch(said) or any(name != kind for name, _ in boxes):
        raise ValueError
    return [content for _, content in boxes]


def _only(data: bytes, description: re.Pattern[bytes]) -> bytes:
    (content,) = _within(data, description, b"cbor")
    return content


def _is_signature(data: bytes) -> bool:
    if not data.startswith(_COSE):
        return False
    at = _end(data, len(_COSE), _BYTES)
    count, at = _size(data, at, _MAP)
    for _ in range(count):
        name, at = data[at : (after := _end(data, at))], after
        value, at = data[at : (after := _end(data, at))], after
        if name in _ROOM:
            _, begin = _size(value, 0, _BYTES)
            if any(value[begin:]):
                return False
        elif name not in _STAMPS:
            return False
    return data[at : at + 1] == _NOTHING and _end(data, at + 1, _BYTES) == len(data)


def _size(data: bytes, at: int, kind: int | None = None) -> tuple[int, int]:
    """Return the number at the head of an item of CBOR, and where it ends; raises ValueError for another kind."""
    found, size = data[at] >> 5, data[at] & 31
    length = 1 << size - 24 if 24 <= size <= 27 else 0  # noqa: PLR2004 (CBOR: a number of one to eight bytes follows)
    number = int.from_bytes(data[at + 1 : at + 1 + length], "big") if length else size
    if (kind is not None and found != kind) or (size >= 24 and not length):  # noqa: PLR2004 (as above)
        raise ValueError
    return number, at + 1 + length


def _end(data: bytes, at: int, kind: int | None = None, depth: int = 0) -> int:
    """Return where an item of CBOR ends; raises ValueError, IndexError for one that goes on after the data."""
    number, after = _size(data, at, kind)
    found = data[at] >> 5
    if found in {_BYTES, _BYTES + 1}:
        after += number
    elif found in {_LIST, _MAP} and depth < _DEEPEST and number < len(data):
        for _ in range(number * (found - _LIST + 1)):
            after = _end(data, after, depth=depth + 1)
    elif found >= _LIST:
        raise ValueError
    if after > len(data):
        raise ValueError
    return after
