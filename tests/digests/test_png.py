"""PNG: only chunks that change nothing are admitted, and the pixels are those of the picture's own chunks."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mapgen.digests import png_chunks
from mapgen.digests.judgement import PACKED, ForeignError
from mapgen.digests.png_chunks import SIGNATURE, Chunk, chunks_of, written_chunks
from mapgen.digests.reading import metadata_in

Chunks = Sequence[Chunk]
Edit = Callable[[Chunks], Chunks]
TEXTS = {b"iTXt"}


def chunk(kind: bytes, data: bytes = b"") -> Chunk:
    """Return a chunk whose checksum fits."""
    return Chunk(kind, data, fits=True)


def with_chunk(kind: bytes, data: bytes = b"", before: bytes = b"IDAT") -> Edit:
    """Return an edit that adds a chunk before the first one of a kind."""

    def edit(chunks: Chunks) -> Chunks:
        place = next(number for number, one in enumerate(chunks) if one.kind == before)
        return [*chunks[:place], chunk(kind, data), *chunks[place:]]

    return edit


def with_packed(change: Callable[[bytes], bytes]) -> Edit:
    """Return an edit of the packed rows of the picture, which become one chunk."""

    def edit(chunks: Chunks) -> Chunks:
        packed = b"".join(one.data for one in chunks if one.kind == b"IDAT")
        others = [one for one in chunks if one.kind != b"IDAT"]
        return [*others[:-1], chunk(b"IDAT", change(packed)), others[-1]]

    return edit


def with_rows(change: Callable[[bytes], bytes]) -> Edit:
    """Return an edit of the rows of the picture."""
    return with_packed(lambda packed: zlib.compress(change(zlib.decompress(packed)), 1))


def drawn_again(change: Callable[[Image.Image], Image.Image], **options: int) -> Edit:
    """Return an edit that lets Pillow write the picture, with our texts."""

    def edit(chunks: Chunks) -> Chunks:
        file = io.BytesIO()
        change(Image.open(io.BytesIO(written_chunks(chunks)))).save(file, "PNG", **options)
        header, *others = (one for one in chunks_of(file.getvalue()).chunks if one.kind != b"pHYs")
        return [header, *(one for one in chunks if one.kind in TEXTS), *others]

    return edit


def without(*starts: bytes) -> Edit:
    """Return an edit that drops the chunks whose content begins so."""
    return lambda chunks: [one for one in chunks if not one.data.startswith(starts)]


def _header(**values: int) -> Edit:
    """Return an edit of the header."""
    names = ("width", "height", "depth", "colour", "compression", "filters", "interlaced")

    def edit(chunks: Chunks) -> Chunks:
        was = dict(zip(names, struct.unpack(">IIBBBBB", chunks[0].data), strict=True))
        return [chunk(b"IHDR", struct.pack(">IIBBBBB", *{**was, **values}.values())), *chunks[1:]]

    return edit


def _turned_palette(chunks: Chunks) -> Chunks:
    return [chunk(b"PLTE", one.data[3:] + one.data[:3]) if one.kind == b"PLTE" else one for one in chunks]


def _flipped(rows: bytes) -> bytes:
    return rows[:500_000] + bytes([rows[500_000] ^ 1]) + rows[500_001:]


def _renamed(chunks: Chunks) -> Chunks:
    """Return the real title under another name, and a forged one in its place."""
    return [
        chunk(b"iTXt", b"Tytle" + one.data[5:]) if one.data.startswith(b"Title\0") else one for one in chunks[:2]
    ] + [chunk(b"tEXt", b"Title\0Forged"), *chunks[2:]]


def _replaced(chunks: Chunks, old: bytes, new: bytes) -> Chunks:
    return [chunk(one.kind, one.data.replace(old, new)) for one in chunks]


def _unpacked(chunks: Chunks, name: bytes = b"mapgen:picture") -> Chunks:
    """Return the chunks with a long fact, by default the description of the picture, as plain text."""
    packed = next(one for one in chunks if one.data.startswith(name + b"\0"))
    text = zlib.decompress(packed.data.partition(b"\0en\0\0")[2])
    return [chunk(b"iTXt", name + b"\0\0\0en\0\0" + text) if one is packed else one for one in chunks]


_TEXT = b"iTXt"
ALTERED: dict[str, tuple[Edit, str]] = {
    "a colour profile": (
        with_chunk(b"iCCP", b"x\0\0" + zlib.compress(b"x")),
        "a colour profile that mapgen did not write",
    ),
    "brightness": (with_chunk(b"gAMA", struct.pack(">I", 100_000)), "a correction of its brightness"),
    "the usual brightness": (with_chunk(b"gAMA", struct.pack(">I", 45_455)), "a correction of its brightness"),
    "colours": (with_chunk(b"cHRM", bytes(32)), "a definition of its colours"),
    "a colour space": (with_chunk(b"cICP", b"\x09\x10\0\1"), "a definition of its colours"),
    "sRGB of another kind": (with_chunk(b"sRGB", b"\7"), "a chunk that mapgen did not write (sRGB)"),
    "sRGB twice": (lambda chunks: with_chunk(b"sRGB", b"\0")(with_chunk(b"sRGB", b"\0")(chunks)), "(sRGB, 2 times)"),
    "a turn": (with_chunk(b"eXIf", b"MM\0*"), "EXIF data that mapgen did not write"),
    "an animation": (with_chunk(b"acTL", struct.pack(">II", 1, 0)), "an animation that mapgen did not write"),
    "transparency": (with_chunk(b"tRNS", b"\0"), "transparency that mapgen did not write"),
    "an unknown chunk": (with_chunk(b"abCd", b"x"), "a chunk that mapgen did not write (abCd)"),
    "a name of no letters": (with_chunk(b"\0\1a\xff", b"x"), "a chunk that mapgen did not write"),
    "dots an inch": (with_chunk(b"pHYs", bytes(9)), "its dots an inch"),
    "a second title": (with_chunk(b"tEXt", b"Title\0Forged"), 'the text "Title", which is there 2 times'),
    "a title of ours by another name": (with_chunk(b"tEXt", b"mapgen:title\0Forged"), "which is there 2 times"),
    "a forged title": (_renamed, 'the text "Tytle", which mapgen did not write'),
    "another text": (with_chunk(b"tEXt", b"Comment\0Hi"), 'the text "Comment", which mapgen did not write'),
    "a day that is none": (with_chunk(b"tEXt", b"date:create\0today"), 'the text "date:create", which mapgen did not'),
    "XMP twice": (
        lambda chunks: [*chunks[:1], *(one for one in chunks if b"com.adobe" in one.data[:30]), *chunks[1:]],
        "2 times",
    ),
    "a fact": (lambda chunks: _replaced(chunks, b"2025-12-15", b"2024-12-15"), 'the fact "as-of"'),
    "a fact of ours that is none": (with_chunk(b"tEXt", b"mapgen:winner\0Me"), 'the fact "winner"'),
    "a text that cannot be read": (with_chunk(_TEXT, b"mapgen:x\0\1\0\0\0no zlib"), "a text that cannot be read"),
    "a text that unpacks to too much": (
        with_chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(5_000_000))),
        "a text that cannot be read",
    ),
    "another language": (with_chunk(_TEXT, b"mapgen:x\0\0\0xx\0\0y"), 'the language of the text "mapgen:x"'),
    "bytes behind the rows": (with_packed(lambda packed: packed + b"abc"), "3 bytes stand behind its rows"),
    "more rows": (with_rows(lambda rows: rows + bytes(9)), "too few rows or too many"),
    "fewer rows": (with_rows(lambda rows: rows[:-9]), "too few rows or too many"),
    "rows cut off": (with_packed(lambda packed: packed[:-9]), "too few rows or too many"),
    "rows that are none": (with_packed(lambda _: b"xyz"), "which cannot be unpacked"),
    "a pixel": (with_rows(_flipped), "its picture, "),
    "the palette": (_turned_palette, "its picture, most of it"),
    "a palette of odd length": (
        lambda chunks: [chunk(one.kind, one.data[:-1]) if one.kind == b"PLTE" else one for one in chunks],
        "its palette",
    ),
    "a short palette": (
        lambda chunks: [chunk(one.kind, one.data[:30]) if one.kind == b"PLTE" else one for one in chunks],
        "colours that its palette lacks",
    ),
    "a palette twice": (with_chunk(b"PLTE", bytes(3)), "its picture, whose chunks are doubled"),
    "no palette": (lambda chunks: [one for one in chunks if one.kind != b"PLTE"], "its palette"),
    "a header twice": (lambda chunks: [chunks[0], *chunks], "its picture, whose chunks are doubled"),
    "a text in the picture": (
        lambda chunks: [*with_rows(bytes)(chunks)[:-1], chunk(b"tEXt", b"a\0b"), chunk(b"IDAT"), chunks[-1]],
        "whose chunks are doubled",
    ),
    "a text first": (lambda chunks: [chunks[1], chunks[0], *chunks[2:]], "in another order"),
    "a full end": (lambda chunks: [*chunks[:-1], chunk(b"IEND", b"x")], "its end, which holds 1 bytes"),
    "its width": (_header(width=1279), "its size, now 1279 by 1600 pixels"),
    "its depth": (_header(depth=16), "another kind of colours"),
    "its colours": (_header(colour=9), "another kind of colours"),
    "another compression": (_header(compression=1), "another kind of colours"),
    "interlaced by name alone": (_header(interlaced=1), "its picture, which"),
    "sixteen bits": (
        drawn_again(lambda image: Image.fromarray(np.asarray(image.convert("L"), np.uint16))),
        "another kind of colours",
    ),
    "grey": (drawn_again(lambda image: image.convert("L")), "its picture, most of it"),
    "mirrored": (
        drawn_again(lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)),
        "its picture, most of it",
    ),
    "half transparent": (
        drawn_again(lambda image: image.convert("RGBA").point([*range(256)] * 3 + [128] * 256)),
        "transparent",
    ),
    "its seal": (
        lambda chunks: _replaced(_unpacked(chunks, b"mapgen:seal"), b'"version":2', b'"version":['),
        "its seal",
    ),
}


@pytest.mark.parametrize("name", ALTERED)
def test_what_is_altered_has_a_place(drawn: Path, name: str) -> None:
    """Each alteration is one, and something is said of what or where."""
    edit, place = ALTERED[name]
    content = metadata_in(written_chunks(edit(chunks_of((drawn / "map.png").read_bytes()).chunks)))
    assert any(place in words for words in content.altered), content.altered
    assert not content.re_encoded


RE_ENCODED: dict[str, Edit] = {
    "packed anew": with_rows(bytes),
    "in many pieces": lambda chunks: [
        piece
        for one in chunks
        for piece in ([chunk(b"IDAT", one.data[:99]), chunk(b"IDAT", one.data[99:])] if one.kind == b"IDAT" else [one])
    ],
    "RGB": drawn_again(lambda image: image.convert("RGB")),
    "RGBA": drawn_again(lambda image: image.convert("RGBA")),
    "sRGB said": with_chunk(b"sRGB", b"\0", before=b"PLTE"),
    "a day of a change": with_chunk(b"tIME", bytes(7)),
    "what ImageMagick writes": with_chunk(b"tEXt", b"date:create\x002026-11-29T12:00:00+00:00"),
    "a text of another kind": lambda chunks: [
        chunk(b"zTXt", b"mapgen:as-of\0\0" + zlib.compress(b"2025-12-15")) if b"mapgen:as-of\0" in one.data else one
        for one in chunks
    ],
}


@pytest.mark.parametrize("name", RE_ENCODED)
def test_what_is_packed_otherwise_is_re_encoded(drawn: Path, name: str) -> None:
    """No pixel differs, and nothing says that they mean other colours."""
    data = written_chunks(RE_ENCODED[name](chunks_of((drawn / "map.png").read_bytes()).chunks))
    content = metadata_in(data)
    assert (content.altered, content.re_encoded) == ((), (PACKED,))
    assert content.metadata["as-of"] == "2025-12-15"


def test_metadata_may_be_lost(drawn: Path) -> None:
    """The XMP packet and facts, as a CMS drops them; without the seal there is no proof."""
    chunks = chunks_of((drawn / "map.png").read_bytes()).chunks
    some = metadata_in(written_chunks(without(b"XML:com.adobe", b"Title", b"mapgen:whole")(chunks)))
    assert (some.altered, some.re_encoded) == ((), (PACKED, "2 items of its metadata were removed"))
    with pytest.raises(ForeignError, match="its metadata was removed"):
        metadata_in(written_chunks(without(b"mapgen:seal")(chunks)))


@pytest.mark.parametrize(
    ("cut", "place"),
    [
        (lambda data: data + b"x" * 312, "holds 312 bytes that mapgen did not write, after the end of the picture"),
        (lambda data: data[:-3], "its end: it is cut off after"),
        (lambda data: data[:-500], "its end: it is cut off after"),
        (lambda data: data[:-1] + b"x", "some of whose checksums do not fit"),
        (lambda data: data[:33] + _wrong(b"tIME") + data[33:], "its chunk tIME, whose checksum does not fit"),
    ],
)
def test_what_stands_outside_of_the_chunks(drawn: Path, cut: Callable[[bytes], bytes], place: str) -> None:
    """Bytes behind the end, an end that is not there, checksums."""
    content = metadata_in(cut((drawn / "map.png").read_bytes()))
    assert any(place in words for words in content.altered), content.altered


def _wrong(kind: bytes) -> bytes:
    return struct.pack(">I", 7) + kind + bytes(11)


def test_a_picture_that_claims_too_much_is_not_decoded(drawn: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither more pixels than the metadata say, nor more than any map has, nor chunks without end."""
    data = (drawn / "map.png").read_bytes()
    chunks = chunks_of(data).chunks
    claimed = re.compile(rb'"size":\[\d+,\d+\]')
    larger = [
        chunk(one.kind, claimed.sub(b'"size":[60000,60000]', one.data))
        for one in _header(width=60_000, height=60_000)(_unpacked(chunks))
    ]
    content = metadata_in(written_chunks(larger))
    assert "its size: it has more than 64,000,000 pixels" in content.altered
    monkeypatch.setattr(png_chunks, "_MOST_CHUNKS", len(chunks))
    content = metadata_in(written_chunks([*chunks[:-1], chunk(b"IDAT"), chunks[-1]]))
    assert any("its chunks: it has more than" in words for words in content.altered)


def test_a_file_of_an_older_mapgen_is_called_so(drawn: Path) -> None:
    """Its digest and its picture had another form, and covered less; it is not called altered for that."""
    chunks = _unpacked(chunks_of((drawn / "map.png").read_bytes()).chunks, b"mapgen:seal")
    older = _replaced(_unpacked(chunks), b'"version":2,', b"")
    with pytest.raises(ForeignError, match="an older mapgen made it"):
        metadata_in(written_chunks(_replaced(older, b'"size":[', b'"file":[')))


@pytest.mark.parametrize("place", ["[Infinity,1,2,3]", '["a"]', "{}", "[1e999,0,0,0]", "null", "[" * 5000])
def test_places_that_are_none_are_its_seal(drawn: Path, place: str) -> None:
    """Whatever stands where boxes are expected."""
    chunks = _unpacked(chunks_of((drawn / "map.png").read_bytes()).chunks)
    odd = [
        chunk(one.kind, re.sub(rb'"places":\{"(\w+)":\[[^]]*\]', rb'"places":{"\1":' + place.encode(), one.data))
        for one in chunks
    ]
    assert written_chunks(odd) != written_chunks(chunks)
    assert "its seal" in metadata_in(written_chunks(odd)).altered


def test_the_chunks_of_nothing() -> None:
    """A signature alone is a PNG that breaks off."""
    with pytest.raises(ForeignError, match="it is cut off after 8 bytes"):
        metadata_in(SIGNATURE)
