"""Forgeries at the digest itself, in every kind of file: its digits, its name, what stands around it."""

from __future__ import annotations

import re
import zlib

from proof.asking import FILES
from proof.forgeries_svg import subbed
from proof.forgery import BROKEN, FORGERIES, UNSEEN, Forgery, after, before, enter
from proof.png_chunks import SIGNATURE, chunks, inserted, png, text

# What stands before the digits in every format.
_NAME = b"mapgen-sha256:"
_DIGEST = re.compile(rb"[0-9a-f]{64}")
_SUMS = re.compile(rb'("parts\\*":.{0,200}?[^0-9a-f])[0-9a-f]{4}', re.DOTALL)
_ZEROS = _NAME + b"0" * 64
_TEXT = _ZEROS.decode()
_ANY = BROKEN | UNSEEN


def digits(data: bytes) -> re.Match[bytes]:
    """Return the digits of the digest over the whole file."""
    found = _DIGEST.search(data, data.index(_NAME))
    assert found
    return found


def _with(data: bytes, new: bytes) -> bytes:
    place = digits(data)
    return data[: place.start()] + new + data[place.end() :]


def _in_capitals(data: bytes) -> bytes:
    return _with(data, digits(data)[0].upper())


def _of_zeros(data: bytes) -> bytes:
    return _with(data, b"0" * 64)


def _shorter(data: bytes) -> bytes:
    return _with(data, digits(data)[0][:-1])


def _wide(data: bytes) -> bytes:
    """Write one digit as a letter that Python takes for a digit too, in as many bytes as there were."""
    found = digits(data)[0]
    return _with(data, found[:-3] + "\uff11".encode())


def _spaced(data: bytes) -> bytes:
    return _with(data, b" " + digits(data)[0][1:])


def _worded(data: bytes) -> bytes:
    """Write a word into the short sums that only locate what differs, in the place of some digits."""
    if data.startswith(SIGNATURE):
        return png([(kind, _worded_text(content)) for kind, content in chunks(data)])
    return _SUMS.sub(rb"\g<1>VOTE", data, count=1)


def _worded_text(content: bytes) -> bytes:
    """Return the content of a chunk of a PNG with a word in a short sum that was not there."""
    head, mark, packed = content.partition(b"\x01\0en\0\0")
    if not content.startswith(b"mapgen:seal"):
        return content
    words = zlib.decompress(packed).replace(b'"parts":{}', b'"parts":{"VOTE":"VOTE"}')
    return head + mark + zlib.compress(words)


def _missing(data: bytes) -> bytes:
    return data.replace(_NAME, b"mapgen-sha255:")


def _moved(data: bytes) -> bytes:
    """Write the digits behind another name, and zeros in their place."""
    return _of_zeros(data).replace(b"record-sha256", _NAME + digits(data)[0][:20], 1)


for _kind in FILES:
    enter(_kind, "digest-in-capitals", "the same", _in_capitals, _ANY)
    enter(_kind, "digest-of-zeros", "the same", _of_zeros, _ANY)
    enter(_kind, "digest-shorter", "the same", _shorter, _ANY)
    enter(_kind, "digest-in-other-digits", "the same", _wide, _ANY)
    enter(_kind, "word-in-digest", "programs read a word", _worded)
    enter(_kind, "digest-moved", "the same", _moved, _ANY)
    enter(_kind, "digest-with-space", "the same", _spaced, _ANY)
    enter(_kind, "digest-under-other-name", "the same", _missing, _ANY)


def _false_sum(data: bytes) -> bytes:
    """Give the chunk of the digest another checksum: readers may then drop it."""
    place = len(SIGNATURE)
    for _, content in chunks(data):
        end = place + 8 + len(content)
        if _NAME in content:
            return data[:end] + bytes(byte ^ 255 for byte in data[end : end + 4]) + data[end + 4 :]
        place = end + 4
    raise AssertionError("no chunk of the digest")


enter("png", "digest-under-false-sum", "the same", _false_sum, _ANY)
enter("png", "digest-twice", "the same", inserted(b"iTXt", text("mapgen:whole", _TEXT), b"iTXt"))
enter("png", "digest-twice-last", "the same", inserted(b"iTXt", text("mapgen:whole", _TEXT), b"IEND"))
enter("svg", "digest-twice", "the same", after(b'facts">', b'<mg:fact name="whole">' + _ZEROS + b"</mg:fact>"))
enter(
    "svg", "digest-twice-last", "the same", before(b"</metadata>", b'<mg:fact name="whole">' + _ZEROS + b"</mg:fact>")
)
enter(
    "svg",
    "digest-in-comment",
    "the same",
    after(b'facts">', b'<!-- <mg:fact name="whole">' + _ZEROS + b"</mg:fact> -->"),
    _ANY,
)
enter(
    "html", "digest-twice", "the same", subbed(rb'(id="mapgen-facts"[^>]*>\s*\{)', rb'\g<1>"whole":"' + _ZEROS + b'",')
)
enter("html", "digest-in-comment", "the same", before(b"</main>", b'<!-- "whole":"' + _ZEROS + b'" -->'), _ANY)

# Without the digest over all of it a file is as good as one of an older mapgen, which had none.
_STRIPPED = (
    "png-iccp-exchanged",
    "png-animation",
    "svg-style-in-metadata",
    "svg-rectangle-in-false-notes",
    "html-key-first-in-facts",
    "html-name-of-data",
    "pdf-space-as-tab",
    "pdf-contents-twice-last",
    "gif-palette-exchanged",
    "webp-orientation",
    "mp4-turned",
)


def enter_stripped() -> None:
    """Enter some forgeries once more, of files whose digest goes by another name; the tables must be full."""
    for name in _STRIPPED:
        known = FORGERIES[name]

        def change(data: bytes, known: Forgery = known) -> bytes:
            return known.change(_missing(data))

        enter(known.kind, f"{name.partition('-')[2]}-without-digest", known.sees, change, BROKEN)
