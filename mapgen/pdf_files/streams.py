"""The streams of a PDF, unpacked strictly: in one way, completely, within the document's limits."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from mapgen.pdf_files.syntax import Allowance, FaultError, Name, Numeral, Stream, Value, integer

# How a stream is packed: what of its dictionary unpacking makes no part of the content.
PACKING = frozenset((b"Length", b"Filter", b"DecodeParms"))
_PARAMETERS = {b"Predictor", b"Colors", b"BitsPerComponent", b"Columns"}
# The predictors of PNG, whose rows each say how they are written; 1 is none.
_PNG = range(10, 16)
_NO_PREDICTOR, _PAETH = 1, 4
_BYTE = 8
# Pillow's modes with as many bytes a pixel.
_MODES = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}


def unpacked(stream: Stream, allowance: Allowance) -> bytes:
    """Return the bytes of a stream; raises FaultError for one that programs may unpack in several ways."""
    about = stream.dictionary
    filters, parameters = _only(about.get(b"Filter")), _only(about.get(b"DecodeParms"))
    if filters is None:
        if parameters is not None:
            raise FaultError("a stream that is not packed says how it is packed")
        allowance.take_bytes(len(stream.packed))
        return stream.packed
    if filters != b"FlateDecode" or not isinstance(filters, Name):
        called = filters.decode("latin-1") if isinstance(filters, Name) else "several filters"
        raise FaultError(f"a stream is packed as mapgen packs none ({called})")
    data = _inflated(stream.packed, allowance)
    if parameters is None:
        return data
    if not isinstance(parameters, dict) or parameters.keys() - _PARAMETERS:
        raise FaultError("a stream is packed as mapgen packs none (other parameters)")
    if not _may_predict(about):
        raise FaultError("a stream that is no image is packed as one (with a predictor)")
    allowance.check_pixels(len(data))
    return _without_predictor(data, parameters)


def _only(value: Value) -> Value:
    """Return the only value of a list of one, as writers put a single filter into a list or not."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _may_predict(about: Mapping[bytes, Value]) -> bool:
    return about.get(b"Subtype") == b"Image" or about.get(b"Type") in {b"XRef", b"ObjStm"}


def _inflated(packed: bytes, allowance: Allowance) -> bytes:
    if not packed:  # as qpdf writes a stream of nothing
        return packed
    inflating = zlib.decompressobj()
    try:
        data = inflating.decompress(packed, allowance.bytes + 1)
    except zlib.error:
        raise FaultError("a stream cannot be unpacked") from None
    allowance.take_bytes(len(data))
    if not inflating.eof:
        raise FaultError("a stream ends before its end")
    if inflating.unused_data:
        raise FaultError(f"a stream holds {len(inflating.unused_data)} bytes after its end")
    return data


def _without_predictor(data: bytes, parameters: Mapping[bytes, Value]) -> bytes:
    """Return rows of pixels as they are without their predictor, which Pillow undoes as that of a PNG."""
    predictor = _parameter(parameters, b"Predictor", 1)
    if predictor == _NO_PREDICTOR:
        return data
    colours, bits = _parameter(parameters, b"Colors", 1), _parameter(parameters, b"BitsPerComponent", _BYTE)
    columns = _parameter(parameters, b"Columns", 1)
    row = (columns * colours * bits + _BYTE - 1) // _BYTE
    known = colours in _MODES and (bits == _BYTE or (colours == 1 and bits in {1, 2, 4}))
    if predictor not in _PNG or not known or not row or not data or len(data) % (row + 1):
        raise FaultError("an image is packed as mapgen packs none (its predictor)")
    if max(data[:: row + 1]) > _PAETH:
        raise FaultError("an image is packed as mapgen packs none (a row's predictor)")
    rows = len(data) // (row + 1)
    return _from_png(data, (row // colours, rows), colours)


def _from_png(data: bytes, size: tuple[int, int], colours: int) -> bytes:
    from PIL import Image  # noqa: PLC0415 (few maps have images)

    mode = _MODES[colours]
    # Pillow's decoder of the pixels in a PNG, which are deflated rows with predictors.
    return Image.frombytes(mode, size, zlib.compress(data, 0), "zip", mode, 0).tobytes()


def _parameter(parameters: Mapping[bytes, Value], key: bytes, default: int) -> int:
    return integer(parameters.get(key, Numeral(str(default).encode())))
