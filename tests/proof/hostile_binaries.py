"""Pictures, documents and films made to stop whoever reads them: a gigabyte packed small, parts without number."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Mapping
from functools import cache

from proof.boxes import box, gif_blocks, riff, webp
from proof.pdf_objects import empty_stream, numbers, updated
from proof.png_chunks import chunk, chunks, inserted, place_of, png

Grow = Callable[[bytes, int], bytes]
_GIGABYTE, _PIECE = 1_000_000_000, 1_000_000


@cache
def _bomb(size: int = _GIGABYTE) -> bytes:
    """Return so many zeros, packed: one packed piece again and again."""
    packer = zlib.compressobj(9, wbits=-15)
    piece = packer.compress(bytes(_PIECE)) + packer.flush(zlib.Z_FULL_FLUSH)
    count = size // _PIECE
    # The sum of nothing but zeros is known.
    return b"\x78\xda" + piece * count + b"\x03\0" + struct.pack(">HH", count * _PIECE % 65521, 1)


def _parts(content: Callable[[int], tuple[bytes, bytes]], mark: bytes = b"IDAT") -> Grow:
    """Return what puts small chunks into a PNG until it is long."""

    def grown(data: bytes, size: int) -> bytes:
        each = len(chunk(*content(0))) + 3
        more = [content(number) for number in range(size // each)]
        parts = chunks(data)
        place = place_of(parts, mark)
        return png([*parts[:place], *more, *parts[place:]])

    return grown


def _header(width: int, height: int, rest: bytes = b"\x08\x03\0\0\0") -> Grow:
    return lambda data, _: png([(b"IHDR", struct.pack(">II", width, height) + rest), *chunks(data)[1:]])


def _painted(width: int, height: int) -> Grow:
    """Return a picture of zeros that is as large as it says."""

    def grown(data: bytes, _: int) -> bytes:
        parts = [part for part in chunks(data) if part[0] != b"IDAT"]
        pixels = _bomb(-(-height * (width + 1) // 1_000_000) * 1_000_000)
        return png(
            [
                (b"IHDR", struct.pack(">II", width, height) + b"\x08\x03\0\0\0"),
                *parts[1:-1],
                (b"IDAT", pixels),
                parts[-1],
            ]
        )

    return grown


_PNG: Mapping[str, Grow] = {
    "ztxt-bomb": lambda data, _: inserted(b"zTXt", b"Comment\0\0" + _bomb())(data),
    "itxt-bomb": lambda data, _: inserted(b"iTXt", b"Comment\0\x01\0\0\0" + _bomb())(data),
    "fact-bomb": lambda data, _: inserted(b"iTXt", b"mapgen:shows\0\x01\0\0\0" + _bomb())(data),
    "itxt-bombs": lambda data, _: inserted(b"iTXt", b"mapgen:a\0\x01\0\0\0" + _bomb(60_000_000))(
        data[:33] + chunk(b"iTXt", b"mapgen:b\0\x01\0\0\0" + _bomb(60_000_000)) * 30 + data[33:]
    ),
    "iccp-bomb": lambda data, _: inserted(b"iCCP", b"p\0\0" + _bomb())(data),
    "pixel-bomb": lambda data, _: inserted(b"IDAT", _bomb(), b"IDAT")(data),
    "huge-by-name": _header(2**31 - 1, 2**31 - 1),
    "huge": _painted(30_000, 30_000),
    "large": _painted(7_999, 7_999),
    "sixteen-bits": _header(7_999, 7_999, b"\x10\x06\0\0\0"),
    "no-size": _header(0, 0),
    "texts": _parts(lambda number: (b"tEXt", b"k%d\0v" % number)),
    "same-texts": _parts(lambda _: (b"tEXt", b"Title\0v")),
    "facts": _parts(lambda number: (b"iTXt", b"mapgen:k%d\0\0\0\0\0v" % number)),
    "texts-behind": _parts(lambda number: (b"tEXt", b"k%d\0v" % number), b"IEND"),
    "empty-data": _parts(lambda _: (b"IDAT", b"")),
    "unknown": _parts(lambda _: (b"zzZz", b"")),
    "frames": _parts(lambda number: (b"fcTL", struct.pack(">5I2H2B", number, 1, 1, 0, 0, 1, 1, 0, 0)), b"IEND"),
    "animated": lambda data, size: inserted(b"acTL", struct.pack(">II", 2**31 - 1, 1))(_PNG["frames"](data, size)),
    "no-keyword": lambda data, _: inserted(b"iTXt", b"")(inserted(b"tEXt", b"\0")(inserted(b"zTXt", b"x")(data))),
    "length": lambda data, _: data[:33] + b"\xff\xff\xff\xff" + data[37:],
    "behind": lambda data, size: data + b"x" * size,
}


def _packed(content: bytes, filters: bytes) -> bytes:
    return b"<< /Filter %b /Length %d >>\nstream\n%b\nendstream" % (filters, len(content), content)


def _drawn(stream: Callable[[int], bytes]) -> Grow:
    return lambda data, size: updated(data, {numbers(data)[2]: stream(size)})


def _page(made: Callable[[bytes, int], bytes]) -> Grow:
    return lambda data, size: updated(data, {numbers(data)[1]: made(data, size)})


def _nested_pages(data: bytes, size: int) -> bytes:
    """Lay nodes of the tree of pages into each other."""
    count = min(size // 70, 30_000)
    nodes = {1000 + n: b"<< /Type /Pages /Count 1 /Kids [ %d 0 R ] >>" % (1001 + n) for n in range(count)}
    return updated(
        data,
        {
            **nodes,
            1000 + count: b"<< /Type /Pages /Count 1 /Kids [ %d 0 R ] >>" % numbers(data)[1],
            2: b"<< /Type /Pages /Count 1 /Kids [ 1000 0 R ] >>",
        },
    )


def _revisions(data: bytes, size: int) -> bytes:
    """Add small revisions, each linked to the one before."""
    before, body = int(re.findall(rb"startxref\s+(\d+)", data)[-1]), data
    for _ in range(min(size // 90, 20_000)):
        place = len(body)
        body += b"xref\ntrailer\n<< /Size 99 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (before, place)
        before = place
    return body


def _number(data: bytes) -> int:
    found = re.search(rb"/Metadata (\d+) 0 R", data)
    assert found
    return int(found[1])


_PDF: Mapping[str, Grow] = {
    "bomb": _drawn(lambda _: _packed(_bomb(), b"/FlateDecode")),
    "double-bomb": _drawn(lambda _: _packed(zlib.compress(_bomb()), b"[ /FlateDecode /FlateDecode ]")),
    "run-length-bomb": _drawn(lambda size: _packed(b"\x81x" * (size // 2) + b"\x80", b"/RunLengthDecode")),
    "run-length-of-bomb": _drawn(lambda _: _packed(_bomb(20_000_000), b"[ /FlateDecode /RunLengthDecode ]")),
    "lzw": _drawn(lambda size: _packed(b"\x80\x0b\x60" * (size // 3), b"/LZWDecode")),
    "ascii85": _drawn(lambda size: _packed(b"z" * size + b"~>", b"/ASCII85Decode")),
    "hex": _drawn(lambda size: _packed(b"20" * (size // 2) + b">", b"/ASCIIHexDecode")),
    "predictor": _drawn(
        lambda _: (
            b"<< /Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 2147483647 >> /Length %d >>\n"
            b"stream\n%b\nendstream" % (len(_bomb(9_000_000)), _bomb(9_000_000))
        )
    ),
    "filters": _drawn(lambda size: _packed(b"x", b"[" + b" /FlateDecode" * (size // 13) + b"]")),
    "same-stream-often": _page(
        lambda data, size: (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents ["
            + b" %d 0 R" % numbers(data)[2] * (size // 7)
            + b"] >>"
        )
    ),
    "nested-lists": _page(
        lambda _, size: b"<< /Type /Page /Parent 2 0 R /A " + b"[" * (size // 2) + b"]" * (size // 2) + b" >>"
    ),
    "nested-tables": _page(
        lambda _, size: b"<< /Type /Page /Parent 2 0 R /A " + b"<</A " * (size // 7) + b">>" * (size // 7) + b" >>"
    ),
    "long-list": _page(lambda _, size: b"<< /Type /Page /Parent 2 0 R /A [" + b" 0" * (size // 2) + b"] >>"),
    "keys": _page(
        lambda _, size: b"<< /Type /Page /Parent 2 0 R " + b"".join(b"/K%d 0 " % n for n in range(size // 10)) + b" >>"
    ),
    "objects": lambda data, size: updated(data, {1000 + number: b"null" for number in range(size // 50)}),
    "referred-objects": lambda data, size: updated(
        data,
        {
            numbers(data)[1]: b"<< /Type /Page /Parent 2 0 R /A 1000 0 R >>",
            **{1000 + n: b"[ %d 0 R ]" % (1001 + n) for n in range(min(size // 60, 100_000))},
        },
    ),
    "pages": lambda data, size: updated(
        data, {2: b"<< /Type /Pages /Count 1 /Kids [" + b" %d 0 R" % numbers(data)[1] * (size // 7) + b"] >>"}
    ),
    "pages-in-a-ring": lambda data, _: updated(data, {2: b"<< /Type /Pages /Count 1 /Kids [ 2 0 R 2 0 R ] >>"}),
    "nested-pages": _nested_pages,
    "tables-in-a-ring": lambda data, _: data.replace(
        b"/Root ", b"/Prev %d /Root " % int(re.findall(rb"startxref\s+(\d+)", data)[-1]), 1
    ),
    "size": lambda data, _: data.replace(b"/Size ", b"/Size 9999999", 1),
    "table-lost": lambda data, size: re.sub(rb"startxref\s+\d+", b"startxref\n0", data) + b"1 0 obj\n" * (size // 8),
    "table": lambda data, size: updated(data, {}).replace(
        b"xref\ntrailer", b"xref\n0 %d\n" % (size // 20) + b"0000000000 65535 f \n" * (size // 20) + b"trailer"
    ),
    "ends": lambda data, size: data + b"startxref\n1\n%%EOF\n" * (size // 18),
    "revisions": _revisions,
    "brackets-behind": lambda data, size: data + b"<<" * (size // 2),
    "packet": lambda data, size: updated(data, {_number(data): empty_stream(b"<a>" * (size // 3))}),
    "packet-bomb": lambda data, _: updated(data, {_number(data): _packed(_bomb(), b"/FlateDecode")}),
}


def _gif(added: Callable[[int], bytes]) -> Grow:
    return lambda data, size: b"".join([*(blocks := gif_blocks(data))[:-1], added(size), blocks[-1]])


_DOT = b",\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"
_GIF: Mapping[str, Grow] = {
    "frames": _gif(lambda size: _DOT * (size // len(_DOT))),
    "comments": _gif(lambda size: b"\x21\xfe\x01x\0" * (size // 5)),
    "long-comment": _gif(lambda size: b"\x21\xfe" + (b"\xff" + b"x" * 255) * (size // 256) + b"\0"),
    "huge": lambda data, _: data[:6] + b"\xff\xff\xff\xff" + data[10:],
    "huge-frame": _gif(lambda _: b",\0\0\0\0\xff\xff\xff\xff\0\x08" + (b"\xff" + b"\0" * 255) * 400 + b"\0"),
    "unending": lambda data, size: data[:-1] + b"\x21\xfe" + b"\x01x" * (size // 2),
    "blocks-of-nothing": _gif(lambda size: b"\x21\x00\0" * (size // 3)),
    "behind": lambda data, size: data + b";" * size,
}
_WEBP: Mapping[str, Grow] = {
    "chunks": lambda data, size: webp([*riff(data), *([(b"faKe", b"")] * (size // 8))]),
    "frames": lambda data, size: webp([*riff(data), *([(b"ANMF", bytes(24))] * (size // 32))]),
    "packets": lambda data, size: webp([*riff(data), *([(b"XMP ", b"<a/>")] * (size // 12))]),
    "packet": lambda data, size: webp([*(p for p in riff(data) if p[0] != b"XMP "), (b"XMP ", b"<a>" * (size // 3))]),
    "huge": lambda data, _: webp([(b"VP8X", riff(data)[0][1][:4] + b"\xff" * 6), *riff(data)[1:]]),
    "length": lambda data, _: data[:4] + b"\xff\xff\xff\xff" + data[8:],
    "behind": lambda data, size: data + b"x" * size,
}
_MP4: Mapping[str, Grow] = {
    "boxes": lambda data, size: data + box(b"free", b"") * (size // 8),
    "nested": lambda data, size: data + b"".join(struct.pack(">I4s", size - n * 8, b"moov") for n in range(size // 8)),
    "length-of-none": lambda data, _: data + struct.pack(">I4s", 0, b"free") + struct.pack(">I4s", 1, b"free"),
    "long-length": lambda data, _: data + struct.pack(">I4sQ", 1, b"free", 2**63),
    "packet": lambda data, size: data + box(b"uuid", b"<a>" * (size // 3)),
    "counts": lambda data, _: data.replace(b"stsz" + bytes(8), b"stsz" + bytes(8) + b"\xff\xff\xff\xff", 1),
    "behind": lambda data, size: data + b"x" * size,
}
BINARIES: Mapping[str, Mapping[str, Grow]] = {"png": _PNG, "pdf": _PDF, "gif": _GIF, "webp": _WEBP, "mp4": _MP4}
