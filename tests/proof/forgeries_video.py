"""Forgeries of MP4 files."""

from __future__ import annotations

import struct

from proof.boxes import box, inside, moved, mp4_changed
from proof.forgery import BROKEN, Change, enter_all, replaced

_TRACK = (b"moov", b"trak")
_TABLES = (*_TRACK, b"mdia", b"minf", b"stbl")
_TURNED = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 400 << 16, 0, 1 << 30)


def _written(path: tuple[bytes, ...], place: int, value: bytes) -> Change:
    """Write bytes into a box."""
    return mp4_changed(*path, change=lambda content: content[:place] + value + content[place + len(value) :])


def _added(path: tuple[bytes, ...], added: bytes) -> Change:
    """Add a box at the end of another."""
    return mp4_changed(*path, change=lambda content: content + added)


def _second_track(data: bytes) -> bytes:
    track = bytearray(inside(data, *_TRACK))
    number = track.index(b"tkhd") + 4 + 12
    track[number : number + 4] = struct.pack(">I", 2)
    return _added((b"moov",), box(b"trak", bytes(track)))(data)


def _with_shape(held: bytes) -> bytes:
    """Return the description of samples whose points are four times as high as wide."""
    entry = held[8:]
    if b"pasp" in entry:
        at = entry.index(b"pasp") + 4
        return held[:8] + entry[:at] + struct.pack(">II", 1, 4) + entry[at + 8 :]
    more = entry + box(b"pasp", struct.pack(">II", 1, 4))
    return held[:8] + struct.pack(">I", len(more)) + more[4:]


enter_all(
    "mp4",
    {
        "turned": ("it lies on its side", _written((*_TRACK, b"tkhd"), 40, _TURNED)),
        "mirrored": ("it is mirrored", _written((*_TRACK, b"tkhd"), 40, struct.pack(">i", -(1 << 16)))),
        "turned-as-whole": ("it lies on its side in some programs", _written((b"moov", b"mvhd"), 36, _TURNED)),
        "shown-smaller": ("it is stretched", _written((*_TRACK, b"tkhd"), 76, struct.pack(">I", 99 << 16))),
        "track-off": ("no picture in some programs", _written((*_TRACK, b"tkhd"), 0, b"\0\0\0\0")),
        "begins-later": (
            "its first days are missing",
            mp4_changed(
                *_TRACK, b"edts", b"elst", change=lambda edits: edits[:12] + struct.pack(">I", 30000) + edits[16:]
            ),
        ),
        "ends-earlier": (
            "its last days are missing",
            mp4_changed(
                *_TRACK, b"edts", b"elst", change=lambda edits: edits[:8] + struct.pack(">I", 3000) + edits[12:]
            ),
        ),
        "faster": (
            "it runs twice as fast",
            mp4_changed(
                *_TRACK,
                b"mdia",
                b"mdhd",
                change=lambda head: (
                    head[:12] + struct.pack(">I", 2 * struct.unpack_from(">I", head, 12)[0]) + head[16:]
                ),
            ),
        ),
        "edits-removed": ("it may begin with an empty moment", mp4_changed(*_TRACK, b"edts", change=lambda _: b"")),
        "second-track": ("programs show either track", _second_track),
        "second-track-first": (
            "programs show either track",
            lambda data: mp4_changed(
                b"moov", change=lambda head: head[:108] + box(b"trak", inside(data, *_TRACK)) + head[108:]
            )(data),
        ),
        "durations": ("a day flies by", _written((*_TABLES, b"stts"), 12, struct.pack(">I", 1))),
        "places-of-samples": ("noise", lambda data: moved(data, 40)),
        "sizes-of-samples": (
            "noise",
            mp4_changed(*_TABLES, b"stsz", change=lambda sizes: sizes[:12] + sizes[16:20] + sizes[12:16] + sizes[20:]),
        ),
        "shape-of-points": ("it is stretched", mp4_changed(*_TABLES, b"stsd", change=_with_shape)),
        "samples": ("other points", lambda data: data[:-200] + bytes(200)),
        "bit-of-samples": ("other points", lambda data: data[:-300] + bytes([data[-300] ^ 1]) + data[-299:]),
        "brand": ("programs take it as another kind", replaced(b"isomiso2", b"qt  iso2")),
        "free-space": ("312 bytes of a stranger", lambda data: data + box(b"free", b"x" * 312)),
        "box-at-end": (
            "another packet is read",
            lambda data: data + box(b"uuid", b"\xbez\xcf\xcb\x97\xa9B\xe8\x9cq\x99\x94\x91\xe3\xaf\xac<x/>"),
        ),
        "second-head": ("programs read either table", lambda data: data + box(b"moov", inside(data, b"moov"))),
        "fragment": ("programs may show more", lambda data: data + box(b"moof", box(b"mfhd", bytes(8)))),
        "user-data": ("another title", _added((b"moov", b"udta"), box(b"titl", b"FRAUD"))),
        "user-data-of-track": ("another title", _added(_TRACK, box(b"udta", box(b"name", b"FRAUD")))),
        "words": ("other words in the metadata", replaced(b"South America", b"South Amerika", 99)),
        "sound": ("a table for a sound", _added((b"moov",), box(b"trak", box(b"tkhd", bytes(84))))),
        "bytes-at-end": ("312 bytes of a stranger", lambda data: data + b"x" * 312),
        "second-file": ("another film behind the end", lambda data: data + data),
        "samples-behind": ("bytes that no table names", lambda data: data + box(b"mdat", b"x" * 312)),
        "language": ("a player names another language", _written((*_TRACK, b"mdia", b"mdhd"), 20, b"\x15\xc7")),
    },
)
enter_all(
    "mp4",
    {
        "cut-in-half": ("some of its days, or an error", lambda data: data[: len(data) // 2]),
        "cut-at-head": ("an error", lambda data: data[:500]),
        "without-words": ("the same", mp4_changed(b"moov", b"udta", change=lambda _: b"")),
        "codec": ("an error", replaced(b"avc1", b"avc3", 9)),
    },
    BROKEN,
)
