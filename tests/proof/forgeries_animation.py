"""Forgeries of GIF and WebP files."""

from __future__ import annotations

import struct

from proof.boxes import Riff, controls, gif_blocks, gif_changed, pictures, riff, webp, webp_changed
from proof.forgery import BROKEN, Change, enter_all, replaced
from proof.png_chunks import profile

_LOOP = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
_EXIF = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"
_DOT = b",\0\0\0\0\x40\x01\x90\x01\0\x02\x02\x44\x01\0"


def _palette(blocks: list[bytes]) -> list[bytes]:
    head, colours = blocks[0][:13], blocks[0][13:]
    return [head + b"".join(colours[n : n + 3][::-1] for n in range(0, len(colours), 3)), *blocks[1:]]


def _control(place: int, value: bytes, which: int = 0) -> Change:
    """Write one or more bytes into a frame's control."""

    def change(blocks: list[bytes]) -> list[bytes]:
        at = controls(blocks)[which]
        block = blocks[at]
        blocks[at] = block[:place] + value + block[place + len(value) :]
        return blocks

    return gif_changed(change)


def _picture(place: int, value: bytes) -> Change:
    """Write bytes into the description of the second picture."""

    def change(blocks: list[bytes]) -> list[bytes]:
        at = pictures(blocks)[1]
        blocks[at] = blocks[at][:place] + value + blocks[at][place + len(value) :]
        return blocks

    return gif_changed(change)


def _own_palette(blocks: list[bytes]) -> list[bytes]:
    at = pictures(blocks)[0]
    block = blocks[at]
    colours = _palette(blocks)[0][13:]
    blocks[at] = block[:9] + bytes([block[9] | 0x80 | (blocks[0][10] & 7)]) + colours + block[10:]
    return blocks


def _exchanged(blocks: list[bytes]) -> list[bytes]:
    first, second = pictures(blocks)[1:3]
    blocks[first], blocks[second] = blocks[second], blocks[first]
    return blocks


def _without_second(blocks: list[bytes]) -> list[bytes]:
    at = pictures(blocks)[1]
    return [*blocks[: at - 1], *blocks[at + 1 :]]


def _before_end(added: bytes) -> Change:
    return gif_changed(lambda blocks: [*blocks[:-1], added, blocks[-1]])


def _comment(text: bytes) -> bytes:
    return b"\x21\xfe" + bytes([len(text)]) + text + b"\0"


def _bent(blocks: list[bytes]) -> list[bytes]:
    at = pictures(blocks)[0]
    middle = len(blocks[at]) // 2
    blocks[at] = blocks[at][:middle] + bytes([blocks[at][middle] ^ 1]) + blocks[at][middle + 1 :]
    return blocks


def _interlaced(blocks: list[bytes]) -> list[bytes]:
    at = pictures(blocks)[0]
    blocks[at] = blocks[at][:9] + bytes([blocks[at][9] ^ 0x40]) + blocks[at][10:]
    return blocks


enter_all(
    "gif",
    {
        "palette-exchanged": ("left is blue and right is red", gif_changed(_palette)),
        "palette-of-frame": ("the first day has other colours", gif_changed(_own_palette)),
        "frame-more": ("a dot at the end", _before_end(_DOT)),
        "frames-exchanged": ("days in another order", gif_changed(_exchanged)),
        "frame-removed": ("a day is missing", gif_changed(_without_second)),
        "frame-doubled": ("the last day again", gif_changed(lambda blocks: [*blocks[:-1], *blocks[-3:-1], blocks[-1]])),
        "frame-moved": ("a piece of the map beside it", _picture(1, b"\0\0\0\0")),
        "frame-interlaced": ("lines in another order", gif_changed(_interlaced)),
        "duration": ("a day flies by", _control(4, b"\x01\0")),
        "left-behind": ("days disappear after they were shown", _control(3, bytes([2 << 2]))),
        "transparent": ("a colour is seen through", _control(3, b"\x05\0\0\x01")),
        "waits": ("it waits for a click", _control(3, bytes([0x06]))),
        "loop": ("it never ends", gif_changed(lambda blocks: [blocks[0], _LOOP, *blocks[1:]])),
        "size": ("a strip of the map", lambda data: data[:6] + struct.pack("<H", 100) + data[8:]),
        "ground": ("another ground", lambda data: data[:11] + b"\x07" + data[12:]),
        "shape-of-points": ("a viewer stretches it", lambda data: data[:12] + b"\xff" + data[13:]),
        "version": ("readers take it as an older version", replaced(b"GIF89a", b"GIF87a")),
        "comment-more": ("a comment of a stranger", _before_end(_comment(b"FRAUD"))),
        "comment-first": (
            "another comment is read first",
            gif_changed(lambda blocks: [blocks[0], _comment(b'{"as-of":"2020-01-01"}'), *blocks[1:]]),
        ),
        "plain-text": (
            "a text over the map",
            _before_end(b"\x21\x01\x0c\0\0\0\0\x40\x01\x20\0\x08\x08\x01\0\x05FRAUD\0"),
        ),
        "packet": ("a packet of a stranger", _before_end(b"\x21\xff\x0bXMP DataXMP<a/>\x01\0")),
        "profile": ("left turns blue where colours are managed", _before_end(b"\x21\xff\x0bICCRGBG1012\x05FRAUD\0")),
        "words": ("other words in the metadata", replaced(b"South America", b"South Amerika", 99)),
        "after-end": ("312 bytes of a stranger", lambda data: data + b"x" * 312),
        "second-file": ("another animation behind the end", lambda data: data + data),
        "block-behind-end": ("a dot at the end, in some programs", lambda data: data + _DOT + b";"),
        "point": ("one point, or all behind it", gif_changed(_bent)),
    },
)
enter_all(
    "gif",
    {
        "cut-in-half": ("some of its days", lambda data: data[: len(data) // 2]),
        "without-end": ("the same", lambda data: data[:-1]),
        "cut-before-pictures": ("nothing", lambda data: b"".join(gif_blocks(data)[:1])),
        "without-comment": (
            "the same",
            gif_changed(lambda blocks: [block for block in blocks if block[:2] != b"\x21\xfe"]),
        ),
    },
    BROKEN | {"re-encoded"},
)


def _flagged(parts: list[Riff], bits: int) -> list[Riff]:
    kind, content = parts[0]
    assert kind == b"VP8X"
    return [(kind, bytes([content[0] | bits]) + content[1:]), *parts[1:]]


def _frame(place: int, value: bytes, which: int = 1) -> Change:
    """Write bytes into the head of a frame."""

    def change(parts: list[Riff]) -> list[Riff]:
        at = [at for at, (kind, _) in enumerate(parts) if kind == b"ANMF"][which]
        kind, content = parts[at]
        parts[at] = (kind, content[:place] + value + content[place + len(value) :])
        return parts

    return webp_changed(change)


def _first(kind: bytes, content: bytes, bits: int = 0) -> Change:
    return webp_changed(lambda parts: [_flagged(parts, bits)[0], (kind, content), *parts[1:]])


def _last(kind: bytes, content: bytes, bits: int = 0) -> Change:
    return webp_changed(lambda parts: [*_flagged(parts, bits), (kind, content)])


def _frames(data: bytes) -> list[Riff]:
    return [part for part in riff(data) if part[0] == b"ANMF"]


def _still(data: bytes) -> bytes:
    """Return the file as the still of its first frame, with its metadata."""
    kind, head = riff(data)[0]
    picture = riff(b"\0" * 12 + _frames(data)[0][1][16:])
    return webp([(kind, bytes([head[0] & ~2]) + head[1:]), *picture, *(p for p in riff(data) if p[0] == b"XMP ")])


enter_all(
    "webp",
    {
        "profile-exchanged": (
            "left turns blue where colours are managed",
            _first(b"ICCP", profile(exchanged=True), 0x20),
        ),
        "profile-unflagged": ("left turns blue in some programs", _first(b"ICCP", profile(exchanged=True))),
        "orientation": ("the map lies on its side", _last(b"EXIF", _EXIF, 0x08)),
        "orientation-unflagged": ("the map lies on its side in some programs", _last(b"EXIF", _EXIF)),
        "frame-more": ("the first day again", lambda data: webp([*riff(data)[:-1], _frames(data)[0], riff(data)[-1]])),
        "frame-behind-packet": ("the first day again", lambda data: webp([*riff(data), _frames(data)[0]])),
        "frame-removed": (
            "a day is missing",
            lambda data: webp([part for part in riff(data) if part != _frames(data)[1]]),
        ),
        "frames-exchanged": (
            "days in another order",
            webp_changed(lambda parts: [*parts[:3], parts[4], parts[3], *parts[5:]]),
        ),
        "frame-moved": ("a piece of the map beside it", _frame(0, b"\0\0\0")),
        "duration": ("a day flies by", _frame(12, b"\x01\0\0")),
        "disposal": ("days disappear after they were shown", _frame(15, b"\x01", 0)),
        "blending": ("a piece replaces what is below", _frame(15, b"\x02")),
        "loop": ("it never ends", webp_changed(lambda parts: [parts[0], (b"ANIM", b"\0\0\0\0\0\0"), *parts[2:]])),
        "ground": (
            "another ground",
            webp_changed(lambda parts: [parts[0], (b"ANIM", b"\0\0\xff\xff\x01\0"), *parts[2:]]),
        ),
        "second-packet": ("another packet is read", _first(b"XMP ", b"<a/>")),
        "second-packet-last": ("another packet is read", _last(b"XMP ", b"<a/>")),
        "words": ("other words in the metadata", replaced(b"South America", b"South Amerika", 99)),
        "unknown-chunk": ("312 bytes of a stranger", _last(b"faKe", b"x" * 312)),
        "still": ("the first day alone", _still),
        "after-end": ("312 bytes of a stranger", lambda data: data + b"x" * 312),
        "second-file": ("another animation behind the end", lambda data: data + data),
        "bytes-of-picture": ("other points", _frame(400, b"\x55\xaa\x55", 0)),
    },
)
enter_all(
    "webp",
    {
        "size": (
            "a larger canvas",
            webp_changed(lambda parts: [(b"VP8X", parts[0][1][:4] + b"\xff\x02\0" + parts[0][1][7:]), *parts[1:]]),
        ),
        "smaller": (
            "an error",
            webp_changed(lambda parts: [(b"VP8X", parts[0][1][:4] + b"\x40\0\0" + parts[0][1][7:]), *parts[1:]]),
        ),
        "length": ("some of its days", lambda data: data[:4] + struct.pack("<I", len(data) // 2) + data[8:]),
        "cut-in-half": ("some of its days", lambda data: data[: len(data) // 2]),
        "without-packet": ("the same", webp_changed(lambda parts: [part for part in parts if part[0] != b"XMP "])),
    },
    BROKEN,
)
