"""The two digests that every file of mapgen carries.

The digest of the whole file is SHA-256 over all of its bytes but those of the digest itself. The structured digest is
of what the file holds: one sum proves that the content is the same, however it is packed; checksums of the parts only
locate a change; metadata may be lost on the way, but not change, as each item has a checksum that proves it.

Neither proves who made a file: whoever alters it can make new ones. See the threat model in `proof/__init__`.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from mapgen.errors import shortened
from mapgen.places.countries import country_name, is_iso

# Characters of a checksum that locates a change in the content; of one that proves an item of metadata; of the sum.
SHORT, PROVING, LONG = 4, 16, 32
VERSION, ALL, FACTS, PARTS = "version", "all", "facts", "parts"
# The present form of the digest. One without a version is of a mapgen that did not cover the whole file.
PRESENT = 2
# The names, in the metadata of every format, of this digest and of that of the whole file.
DIGEST, WHOLE = "seal", "whole"
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
_WHOLE = re.compile(rb"%b[0-9a-f]{%d}" % (_MARK, _DIGITS))


# What stands before the code of an area of one's own, which may be any text: a layer, or "all", has no space.
_AREA = "area "


def group_of(code: str) -> str:
    """Return the group of a territory's parts: its code, where no other group can have that name."""
    return code if is_iso(code) else f"{_AREA}{code}"


def place_of(group: str) -> str:
    """Return the English name of the territory of a group; an empty text for other groups."""
    if group.startswith(_AREA):
        return shortened(group)
    return country_name(group, "en") if is_iso(group) else ""


class FilePart(Struct, frozen=True):
    """A part of a file: a reader's name for it, and its content in bytes."""

    name: str
    data: bytes


Groups = Mapping[str, Sequence[FilePart]]


def is_whole_digest(text: str) -> bool:
    """Return whether a text could be the digest of a whole file: one that is not is somebody's own words."""
    return bool(_WHOLE.fullmatch(text.encode(errors="replace")))


def digest_of(content: bytes, groups: Groups, facts: Sequence[FilePart]) -> str:
    """Return the digest of a file: of its content, of the content's parts by groups, and of its metadata.

    `content` has all that a reader sees or a program runs, in a form that is the same however the file is packed.
    """
    proven = "".join(token_of(fact, PROVING) for fact in facts)
    digest = {VERSION: PRESENT, ALL: content_sum(content), FACTS: proven, PARTS: tokens_of(groups)}
    return written_digest(digest)


def written_digest(digest: Mapping[str, object]) -> str:
    """Return a digest as the one text that is taken for it."""
    return json.dumps(digest, separators=(",", ":"))


def content_sum(content: bytes) -> str:
    """Return the sum that proves that content is the same."""
    return hashlib.sha256(content).hexdigest()[:LONG]


def tokens_of(groups: Groups) -> dict[str, str]:
    """Return the checksums of the parts of each group, one after the other."""
    return {name: "".join(token_of(part, SHORT) for part in parts) for name, parts in groups.items()}


def token_of(part: FilePart, length: int) -> str:
    """Return the checksum of a part, SHORT or PROVING digits long."""
    return hashlib.sha256(part.data).hexdigest()[:length]


def metadata_parts(metadata: Mapping[str, str]) -> list[FilePart]:
    """Return the metadata as parts, without the digests themselves and without empty values, which a PDF drops."""
    return [
        FilePart(f'the fact "{key}"', f"{key}\0{value}".encode("utf-8", "surrogatepass"))
        for key, value in metadata.items()
        if value and key not in {DIGEST, WHOLE}
    ]


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
