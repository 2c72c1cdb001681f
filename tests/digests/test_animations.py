"""GIF, WebP and MP4: frames, what stands around them, and the metadata are proven."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from mapgen.digests.gif import _comment
from mapgen.digests.judgement import PACKED, ForeignError
from mapgen.digests.reading import metadata_in

KINDS = ("gif", "webp", "mp4")
Edit = Callable[[bytes], bytes]


def _middle(data: bytes) -> bytes:
    return data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 4]) + data[len(data) // 2 + 1 :]


def _chunk(kind: bytes, content: bytes) -> Edit:
    """Return an edit that adds a chunk to a WebP, and says so in its head."""

    def edit(data: bytes) -> bytes:
        added = kind + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)
        return b"RIFF" + struct.pack("<I", len(data) - 8 + len(added)) + data[8:] + added

    return edit


def _before_end(added: bytes) -> Edit:
    return lambda data: data[:-1] + added + data[-1:]


def _doubled_frame(data: bytes) -> bytes:
    """Return a WebP whose last frame is there twice."""
    place = data.rindex(b"ANMF")
    length = 8 + struct.unpack_from("<I", data, place + 4)[0]
    return b"RIFF" + struct.pack("<I", len(data) - 8 + length) + data[8 : place + length] + data[place:]


ALTERED: list[tuple[str, Edit, str]] = [
    ("gif", _middle, "frame "),
    ("webp", _middle, "frame "),
    ("mp4", _middle, "its film"),
    ("gif", lambda data: data + b"xyz", "holds 3 bytes that mapgen did not write, after the end"),
    ("webp", lambda data: data + b"xyz", "holds 3 bytes that mapgen did not write, after the end"),
    ("mp4", lambda data: data + b"xyz", "3 bytes at its end that are no whole part of a film"),
    ("gif", lambda data: data[:-1], "its end: it is cut off"),
    ("mp4", lambda data: data[:-2], "bytes at its end that are no whole part of a film"),
    ("gif", lambda data: data.replace(b"2025-06-01", b"2024-06-01", 1), "the fact"),
    ("webp", lambda data: data.replace(b'"title": "S', b'"title": "s', 1), 'the fact "title"'),
    ("mp4", lambda data: data.replace(b'"title": "S', b'"title": "s', 1), 'the fact "title"'),
    ("gif", _before_end(_comment("mine")), "holds a comment of 4 bytes that mapgen did not write"),
    ("gif", _before_end(_comment('{"title": "Mine"}')), "a comment of 17 bytes"),
    ("gif", _before_end(_comment('{"winner": "Me"}')), 'the fact "winner"'),
    ("gif", _before_end(_comment("mapgen-sha256:" + "0" * 64)), "holds 1 comments that mapgen did not write"),
    ("gif", _before_end(b"!\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"), "how often it plays"),
    ("gif", _before_end(b"!\xf9\x04\x00\x00\x00\x00\x00"), "the time of a frame"),
    ("gif", _before_end(b"!\x01\x01x\x00"), "a text over a frame"),
    ("gif", _before_end(b"!\x33\x01x\x00"), "an extension"),
    ("gif", lambda data: data[:10] + bytes([data[10] ^ 8]) + data[11:], "its size or its colours"),
    ("gif", lambda data: data[:14] + bytes([data[14] ^ 8]) + data[15:], "its size or its colours"),
    ("webp", _chunk(b"ICCP", b"xx"), "a chunk ICCP"),
    ("webp", _chunk(b"EXIF", b"xx"), "a chunk EXIF"),
    ("webp", _chunk(b"XMP ", b"xx"), "its XMP packet, which is there 2 times"),
    ("webp", _doubled_frame, "frame "),
    ("webp", lambda data: data[:24] + bytes([data[24] ^ 1]) + data[25:], "its size or its kind"),
    ("mp4", lambda data: data + struct.pack(">I4s", 16, b"free") + bytes(8), "its empty room"),
    ("mp4", lambda data: data.replace(b"vide\0", b"vide\1", 1), "what describes its film"),
]


@pytest.mark.parametrize(("kind", "edit", "place"), ALTERED)
def test_what_is_altered_has_a_place(drawn: Path, kind: str, edit: Edit, place: str) -> None:
    """A frame by its number, and whatever stands around the frames."""
    data = (drawn / f"days.{kind}").read_bytes()
    assert edit(data) != data
    content = metadata_in(edit(data))
    assert any(place in words for words in content.altered), content.altered


def test_pieces_of_another_length_are_the_same_gif(drawn: Path) -> None:
    """The pieces of a block are of no consequence; what a browser draws is the same."""
    data = (drawn / "days.gif").read_bytes()
    place = data.index(b'!\xfe\xff{"seal"') + 2
    split = data[:place] + b"\x01{\xfe" + data[place + 2 :]
    content = metadata_in(split)
    assert (content.altered, content.re_encoded) == ((), (PACKED,))


@pytest.mark.parametrize("kind", KINDS)
def test_what_has_no_seal_is_not_ours(drawn: Path, kind: str) -> None:
    """Whatever is left of a file."""
    data = (drawn / f"days.{kind}").read_bytes()
    for length in (13, 20, 200):
        with pytest.raises(ForeignError, match="nothing in it says that mapgen made it"):
            metadata_in(data[:length])
