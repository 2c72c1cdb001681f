"""Forgeries of PNG files."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image
from proof.forgery import BROKEN, UNSEEN, enter, enter_all, forgery
from proof.png_chunks import Chunk, chunk, chunks, chunks_changed, iccp, inserted, place_of, png, text

_EXIF_TURNED = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"
_RAW_EXIF = b"\nexif\n" + b"%8d\n" % (6 + len(_EXIF_TURNED)) + (b"Exif\0\0" + _EXIF_TURNED).hex().encode()
_CHRM_EXCHANGED = struct.pack(">8I", 31270, 32900, 15000, 6000, 30000, 60000, 64000, 33000)

enter_all(
    "png",
    {
        "iccp-exchanged": ("left turns blue where colours are managed", inserted(b"iCCP", iccp(exchanged=True))),
        "gama": ("everything is much darker", inserted(b"gAMA", struct.pack(">I", 200_000))),
        "chrm-exchanged": (
            "left turns blue where primaries are honoured",
            lambda data: inserted(b"cHRM", _CHRM_EXCHANGED)(inserted(b"gAMA", struct.pack(">I", 45455))(data)),
        ),
        "cicp": ("colours of a bright screen (PQ)", inserted(b"cICP", b"\x09\x10\x00\x01")),
        "exif-orientation": ("the map lies on its side", inserted(b"eXIf", _EXIF_TURNED)),
        "exif-after-pixels": ("the map lies on its side", inserted(b"eXIf", _EXIF_TURNED, b"IEND")),
        "raw-exif": (
            "ImageMagick turns the map",
            inserted(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(_RAW_EXIF)),
        ),
        "phys": ("a viewer stretches it", inserted(b"pHYs", struct.pack(">IIB", 1, 4, 0))),
        "trns": ("colours of the map are transparent", inserted(b"tRNS", b"\xff\0\0\0", b"IDAT")),
        "title-first": ("another title is read first", inserted(b"iTXt", text("Title", "All on the right"), b"iTXt")),
        "title-last": ("another title is read last", inserted(b"iTXt", text("Title", "All on the right"), b"IEND")),
        "title-as-text": ("another title is read first", inserted(b"tEXt", b"Title\0All on the right", b"iTXt")),
        "title-compressed": (
            "another title is read last",
            inserted(b"zTXt", b"Title\0\0" + zlib.compress(b"All on the right"), b"IEND"),
        ),
        "title-case": ("a title in another spelling", inserted(b"tEXt", b"TITLE\0All on the right", b"iTXt")),
        "second-xmp": (
            "another alternative text is read",
            inserted(b"iTXt", text("XML:com.adobe.xmp", "<a/>"), b"iTXt"),
        ),
        "second-xmp-last": ("another packet is read", inserted(b"iTXt", text("XML:com.adobe.xmp", "<a/>"), b"IEND")),
        "author": ("another author", inserted(b"tEXt", b"Author\0Reuters", b"IDAT")),
        "copyright-at-end": ("another owner", inserted(b"tEXt", b"Copyright\0Reuters", b"IEND")),
        "fact-twice": ("another day is read", inserted(b"iTXt", text("mapgen:as-of", "2020-01-01"), b"IEND")),
        "fact-twice-first": ("another day is read", inserted(b"iTXt", text("mapgen:as-of", "2020-01-01"), b"iTXt")),
        "foreign-fact": ("a fact that mapgen did not write", inserted(b"iTXt", text("mapgen:checked", "yes"), b"iTXt")),
        "day": (
            "the metadata tell another day",
            chunks_changed(
                lambda parts: [(kind, content.replace(b"2025-12-15", b"2025-12-16")) for kind, content in parts]
            ),
        ),
        "private-chunk": ("312 bytes of a stranger", inserted(b"faKe", b"x" * 312, b"IDAT")),
        "c2pa": ("a manifest of a stranger", inserted(b"caBX", b"\0\0\0\x10jumbfake", b"IDAT")),
        "after-end": ("data after the end", lambda data: data + b"PK\x03\x04" + b"x" * 312),
        "second-picture": ("another picture after the end", lambda data: data + _painted()),
        "header-comes-twice": (
            "programs take either size",
            inserted(b"IHDR", b"\0\0\0\x09" * 2 + b"\x08\x03\0\0\0"),
        ),
    },
)
enter_all(
    "png",
    {
        "background": ("a viewer's ground behind nothing", inserted(b"bKGD", b"\x01", b"IDAT")),
        "time": ("a time of change", inserted(b"tIME", struct.pack(">H5B", 2020, 1, 1, 0, 0, 0), b"IDAT")),
        "plain-profile": ("the profile that is meant anyway", inserted(b"iCCP", iccp(exchanged=False))),
        "srgb": ("what is meant anyway", inserted(b"sRGB", b"\0")),
        "empty-data": ("an empty part of the data", inserted(b"IDAT", b"", b"IEND")),
        "hidden-in-data": ("bytes behind the pixels, in the stream", inserted(b"IDAT", b"x" * 99, b"IEND")),
    },
    UNSEEN,
)


def _painted(size: tuple[int, int] = (1280, 1600)) -> bytes:
    file = io.BytesIO()
    Image.new("P", size, 3).save(file, "PNG")
    return file.getvalue()


def _frame(number: int, data: bytes) -> Chunk:
    width, height = struct.unpack_from(">II", data, 16)
    return b"fcTL", struct.pack(">5I2H2B", number, width, height, 0, 0, 1, 2, 0, 0)


def _flat(data: bytes) -> bytes:
    """Return the compressed pixels of a picture of one colour, as large as another."""
    width, height = struct.unpack_from(">II", data, 16)
    row = -(-width * data[24] // 8)
    return zlib.compress((b"\0" + b"\0" * row) * height)


@forgery("png", "a browser shows one colour and no map")
def animation(data: bytes) -> bytes:
    """Add a second frame."""
    parts = chunks(data)
    place = place_of(parts, b"IDAT")
    more = [(b"acTL", struct.pack(">II", 2, 1)), _frame(0, data)]
    last = [_frame(1, data), (b"fdAT", struct.pack(">I", 2) + _flat(data))]
    return png([*parts[:place], *more, *parts[place:-1], *last, parts[-1]])


@forgery("png", "a browser shows one colour, others the map")
def animation_without_default(data: bytes) -> bytes:
    """Make an animation to which the map does not belong."""
    parts = chunks(data)
    place = place_of(parts, b"IDAT")
    frame = [_frame(0, data), (b"fdAT", struct.pack(">I", 1) + _flat(data))]
    return png([*parts[:place], (b"acTL", struct.pack(">II", 1, 1)), *parts[place:-1], *frame, parts[-1]])


@forgery("png", "a browser shows one colour and no map")
def animation_counted_twice(data: bytes) -> bytes:
    """Count the frames twice, first as one: readers differ in which they take."""
    parts = chunks(animation(data))
    place = place_of(parts, b"acTL")
    return png([*parts[:place], (b"acTL", struct.pack(">II", 1, 1)), *parts[place:]])


@forgery("png", "another title is read")
def title_renamed(data: bytes) -> bytes:
    """Rename the real title as a fact, and put a forged one in its place."""
    parts = chunks(data)
    place = place_of(parts, b"iTXt", b"Title\0")
    real = b"mapgen:title" + parts[place][1].removeprefix(b"Title")
    return png([*parts[:place], (b"iTXt", text("Title", "All on the right")), (b"iTXt", real), *parts[place + 1 :]])


@forgery("png", "screen readers of metadata hear another text")
def alt_text_renamed(data: bytes) -> bytes:
    """Keep the alternative text under a name in capitals, and write another."""
    return inserted(b"iTXt", text("mapgen:alt", "All on the right"), b"iTXt")(
        chunks_changed(
            lambda parts: [(kind, content.replace(b"mapgen:alt\0", b"mapgen:ALT\0")) for kind, content in parts]
        )(data)
    )


@forgery("png", "two colours of the map are exchanged")
def palette_exchanged(data: bytes) -> bytes:
    """Exchange red and blue in the palette."""
    parts = chunks(data)
    place = place_of(parts, b"PLTE")
    colours = parts[place][1]
    swapped = b"".join(colours[n : n + 3][::-1] for n in range(0, len(colours), 3))
    return png([*parts[:place], (b"PLTE", swapped), *parts[place + 1 :]])


@forgery("png", "readers take either palette")
def palette_twice(data: bytes) -> bytes:
    """Write a second palette, with red and blue exchanged."""
    other = chunks(palette_exchanged(data))
    return inserted(*other[place_of(other, b"PLTE")], b"IDAT")(data)


@forgery("png", "red and blue are exchanged where sums are not checked", BROKEN)
def palette_exchanged_under_old_sum(data: bytes) -> bytes:
    """Exchange the palette and leave its checksum."""
    parts = chunks(data)
    old, new = (
        chunk(*parts[place_of(parts, b"PLTE")]),
        chunk(*(c := chunks(palette_exchanged(data)))[place_of(c, b"PLTE")]),
    )
    return data.replace(old, new[:-4] + old[-4:])


@forgery("png", "one colour and no map")
def repainted(data: bytes) -> bytes:
    """Keep all texts and store other pixels."""
    parts = chunks(data)
    first = place_of(parts, b"IDAT")
    kept = [part for part in parts if part[0] != b"IDAT"]
    return png([*kept[:first], (b"IDAT", _flat(data)), *kept[first:]])


@forgery("png", "one point has another colour")
def one_point(data: bytes) -> bytes:
    """Change one pixel, and store the others as before."""
    parts = chunks(data)
    first = place_of(parts, b"IDAT")
    pixels = bytearray(zlib.decompress(b"".join(content for kind, content in parts if kind == b"IDAT")))
    pixels[len(pixels) // 2] ^= 1
    kept = [part for part in parts if part[0] != b"IDAT"]
    return png([*kept[:first], (b"IDAT", zlib.compress(bytes(pixels))), *kept[first:]])


enter(
    "png",
    "half-height",
    "the lower half is missing",
    chunks_changed(lambda parts: [(b"IHDR", parts[0][1][:4] + struct.pack(">I", 800) + parts[0][1][8:]), *parts[1:]]),
)
enter(
    "png",
    "as-grey",
    "shades of grey",
    chunks_changed(lambda parts: [(b"IHDR", parts[0][1][:9] + b"\0" + parts[0][1][10:]), *parts[1:]]),
    BROKEN,
)
enter(
    "png",
    "as-interlaced",
    "noise",
    chunks_changed(lambda parts: [(b"IHDR", parts[0][1][:12] + b"\x01"), *parts[1:]]),
    BROKEN,
)
enter("png", "cut-in-half", "half a picture", lambda data: data[: len(data) // 2], BROKEN)
enter("png", "without-end", "the same", lambda data: data[:-12], BROKEN | UNSEEN)
enter("png", "cut-before-pixels", "nothing", lambda data: data[: data.index(b"IDAT") - 4], BROKEN)
enter("png", "unknown-critical-chunk", "readers refuse it", inserted(b"FAKE", b"x", b"IDAT"), BROKEN)
