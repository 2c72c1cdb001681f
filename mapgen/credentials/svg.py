"""The manifest in an SVG: an element in its metadata, whose namespace the root declares."""

from __future__ import annotations

import base64
import binascii

_NAMESPACE = b' xmlns:c2pa="http://c2pa.org/manifest"'
_BEGIN, _END = b"<c2pa:manifest>", b"</c2pa:manifest>"
_ROOT, _METADATA = b"<svg ", b"<metadata"


def svg_put_in(data: bytes, manifest: bytes) -> bytes:
    """Return an SVG with a manifest at the begin of its metadata, and its namespace at the end of the root's tag."""
    root = data.index(b">", data.index(_ROOT))
    within = data.index(b">", data.index(_METADATA, root)) + 1
    element = _BEGIN + base64.b64encode(manifest) + _END
    return data[:root] + _NAMESPACE + data[root:within] + element + data[within:]


def svg_take_out(data: bytes) -> tuple[bytes, bytes] | None:
    """Return an SVG without its manifest, and the manifest; None where it has none in this form."""
    begin, root = data.find(_BEGIN), data.find(_NAMESPACE + b">")
    end = data.find(_END, begin)
    if not -1 < root < begin < end:
        return None
    try:
        manifest = base64.b64decode(data[begin + len(_BEGIN) : end], validate=True)
    except binascii.Error:
        return None
    return data[:root] + data[root + len(_NAMESPACE) : begin] + data[end + len(_END) :], manifest
