"""The digest of a GIF: of its size and colours, of each frame, and of the metadata in its comments."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

from msgspec import Struct

from mapgen.digests.animation import digest_of_parts, facts_text, read_facts, read_parts
from mapgen.digests.digest import DIGEST, PLACEHOLDER, FilePart, is_whole_digest, with_whole_digest
from mapgen.digests.judgement import FileMetadata

KIND = "GIF"
# The signature and what follows it: size, flags, background, shape of the pixels.
_HEAD = 13
_END, _EXTENSION, _IMAGE, _COMMENT = 0x3B, 0x21, 0x2C, 0xFE
_CONTROL = 0xF9
_EXTENSIONS = {0xF9: "the time of a frame", 0xFF: "how often it plays", 0x01: "a text over a frame"}
# The largest block of a text.
_LONGEST = 255
_MOST_BLOCKS = 100_000


class _Gif(Struct):
    """What a GIF holds: parts, comments, and the number of bytes after its end; `flaw` says where it breaks off."""

    parts: list[FilePart]
    comments: list[bytes]
    after: int = 0
    flaw: str = ""


def gif_with_digest(data: bytes, metadata: Mapping[str, str]) -> bytes:
    """Return a GIF whose comment is `facts_text` of its metadata as one with digests, in comments before its end."""
    digest = facts_text({DIGEST: digest_of_parts(_read(data).parts, metadata)})
    return with_whole_digest(data[:-1] + _comment(digest) + _comment(PLACEHOLDER) + data[-1:])


def whole_metadata(data: bytes) -> dict[str, str]:
    """Return the metadata of a file whose bytes are those that mapgen wrote."""
    return _metadata(_read(data))[0]


def read_altered(data: bytes) -> FileMetadata:
    """Return the content of a file whose bytes are not those that mapgen wrote; raises ForeignError for any other."""
    gif = _read(data)
    metadata, foreign = _metadata(gif)
    if gif.after:
        foreign.append(f"holds {gif.after:,} bytes that mapgen did not write, after the end of the picture")
    if gif.flaw:
        foreign.append(gif.flaw)
    return read_parts(KIND, gif.parts, metadata, foreign=foreign)


def _metadata(gif: _Gif) -> tuple[dict[str, str], list[str]]:
    """Return the metadata in the comments, and what they hold besides."""
    metadata: dict[str, str] = {}
    foreign = []
    for comment in gif.comments:
        facts = read_facts(comment.decode(errors="replace"))
        if facts and not metadata.keys() & facts.keys():
            metadata |= facts
        elif not is_whole_digest(comment.decode(errors="replace")):
            foreign.append(f"holds a comment of {len(comment):,} bytes that mapgen did not write")
    whole = sum(is_whole_digest(comment.decode(errors="replace")) for comment in gif.comments)
    return metadata, foreign + [f"holds {whole - 1} comments that mapgen did not write"] * (whole > 1)


def _comment(text: str) -> bytes:
    data = text.encode()
    pieces = (data[place : place + _LONGEST] for place in range(0, len(data), _LONGEST))
    return b"!\xfe" + b"".join(bytes([len(piece)]) + piece for piece in pieces) + b"\0"


def _read(data: bytes) -> _Gif:
    gif = _Gif([], [])
    try:
        gif.after = len(data) - _read_blocks(data, gif)
    except (IndexError, struct.error):
        gif.flaw = f"its end: it is cut off after {len(data):,} bytes"
    return gif


def _read_blocks(data: bytes, gif: _Gif) -> int:
    """Read the blocks of a GIF up to its end; return the place of that."""
    place = _HEAD + _palette(data[10])
    gif.parts.append(FilePart("its size or its colours", data[:place]))
    frames = 0
    for _ in range(_MOST_BLOCKS):
        start, kind = place, data[place]
        if kind == _END:
            return place + 1
        if kind == _IMAGE:
            place += 11 + _palette(data[start + 9])
            frames += 1
            pieces = [*_blocks(data, place)]
            part = FilePart(f"frame {frames}", data[start:place] + b"".join(pieces))
        elif kind == _EXTENSION:
            label, place = data[start + 1], start + 2
            pieces = [*_blocks(data, place)]
            named = _EXTENSIONS.get(label, "an extension")
            part = FilePart(f"{named} (before frame {frames + 1})", bytes([label]) + b"".join(pieces))
            if label == _COMMENT:
                gif.comments.append(b"".join(pieces))
        else:
            gif.flaw = f"its blocks: after {start:,} bytes stands none"
            return len(data)
        place += sum(map(len, pieces)) + len(pieces) + 1
        if not (kind == _EXTENSION and label == _COMMENT):
            gif.parts.append(part)
    gif.flaw = f"its blocks: it has more than {_MOST_BLOCKS:,}"
    return len(data)


def _palette(flags: int) -> int:
    """Return the length of the palette that flags announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks(data: bytes, place: int) -> Iterator[bytes]:
    """Yield the pieces of a block's content; raises IndexError where the file ends before it does."""
    while length := data[place]:
        if place + 1 + length >= len(data):
            raise IndexError
        yield data[place + 1 : place + 1 + length]
        place += 1 + length
