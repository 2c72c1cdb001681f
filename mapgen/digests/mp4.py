"""The digest of an MP4: of its film, of all that describes it, and of the metadata in its comment."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from mapgen.digests.animation import digest_of_parts, facts_text, read_facts, read_parts
from mapgen.digests.digest import DIGEST, PLACEHOLDER, WHOLE, FilePart, with_whole_digest
from mapgen.digests.judgement import FileMetadata

KIND = "MP4"
# The digests take the place of spaces behind the metadata, so that nothing in the file moves.
_ROOM = 3000
# How a value begins that is text: its name, its kind, its country and its language.
_VALUE = b"data\0\0\0\1\0\0\0\0"
_NAMES = {"ftyp": "its kind", "moov": "what describes its film", "mdat": "its film", "free": "its empty room"}
_MOST_BOXES = 10_000


def facts_with_room(metadata: Mapping[str, str]) -> str:
    """Return metadata as the comment of a film, with room for digests that mp4_with_digest fills."""
    return facts_text(metadata) + " " * _ROOM


def mp4_with_digest(data: bytes, metadata: Mapping[str, str]) -> bytes:
    """Return a film with the comment `facts_with_room` of its metadata as one with digests."""
    room = facts_with_room(metadata).encode()
    place = data.index(room)
    digest = digest_of_parts(_parts(data, place, len(room)), metadata)
    facts = facts_text({**metadata, DIGEST: digest, WHOLE: PLACEHOLDER}).encode().ljust(len(room))
    return with_whole_digest(data[:place] + facts + data[place + len(room) :])


def whole_metadata(data: bytes) -> dict[str, str]:
    """Return the metadata of a file whose bytes are those that mapgen wrote."""
    return _facts(data)[0]


def read_altered(data: bytes) -> FileMetadata:
    """Return the content of a file whose bytes are not those that mapgen wrote; raises ForeignError for any other."""
    metadata, place, length = _facts(data)
    return read_parts(KIND, _parts(data, place, length), metadata)


def _facts(data: bytes) -> tuple[dict[str, str], int, int]:
    """Return the metadata, and the place and length of the text that holds them."""
    at = data.find(_VALUE)
    while at >= 0:
        place = at + len(_VALUE)
        size = struct.unpack_from(">I", data, at - 4)[0] if at >= 4 else 0  # noqa: PLR2004 (a number of 32 bits)
        length = size - 4 - len(_VALUE)
        if 0 < length <= len(data) - place and data[place : place + 1] == b"{":
            facts = read_facts(data[place : place + length].decode(errors="replace"))
            if facts:
                return facts, place, length
        at = data.find(_VALUE, at + 1)
    return {}, 0, 0


def _parts(data: bytes, place: int, length: int) -> list[FilePart]:
    """Return the outermost boxes as parts, with zeros in place of the metadata; what follows them is the last part."""
    blank = data[:place] + bytes(length) + data[place + length :]
    parts: list[FilePart] = []
    at = 0
    while at + 8 <= len(blank) and len(parts) < _MOST_BOXES:
        size, kind = struct.unpack_from(">I4s", blank, at)
        if size == 1 and at + 16 <= len(blank):
            size = struct.unpack_from(">Q", blank, at + 8)[0]
        end = at + size if size else len(blank)
        if end > len(blank) or end < at + 8:
            break
        name = kind.decode("latin-1")
        parts.append(FilePart(_NAMES.get(name, f"a box {name}"), blank[at:end]))
        at = end
    return [*parts, FilePart(f"{len(blank) - at:,} bytes at its end that are no whole part of a film", blank[at:])]
