"""The digest of a WebP: of its size, of each frame, and of the metadata in its XMP packet."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping

from msgspec import Struct

from mapgen.digests.animation import digest_of_parts, facts_text, read_facts, read_parts
from mapgen.digests.digest import DIGEST, PLACEHOLDER, WHOLE, FilePart, with_whole_digest
from mapgen.digests.judgement import FileMetadata
from mapgen.files.xml_tree import Node, NotXmlError, read_xml

KIND = "WebP"
_XMP, _FRAME, _HEADER = b"XMP ", b"ANMF", b"VP8X"
_NAMES = {_HEADER: "its size or its kind", b"ANIM": "its background or how often it plays"}
_OURS = "urn:mapgen:facts "
_FACTS = f"{_OURS}facts"
# The flag of the header that says that there is an XMP packet.
_HAS_XMP = 4
_MOST_CHUNKS = 100_000


class _WebP(Struct):
    """What a WebP holds: chunks by name, the bytes after its end, and where it breaks off, in words."""

    chunks: list[tuple[bytes, bytes]]
    after: int = 0
    flaw: str = ""


def webp_with_digest(data: bytes, metadata: Mapping[str, str], packet: Callable[[Mapping[str, str]], bytes]) -> bytes:
    """Return a WebP as one with metadata and digests in an XMP packet.

    `packet` returns a packet that has values beside the texts, by name; they are of the namespace `urn:mapgen:facts`,
    whose prefix is `mapgen`.
    """
    chunks = [(kind, content) for kind, content in _read(data).chunks if kind != _XMP]
    facts = {"mapgen:facts": facts_text(metadata)}
    digest = digest_of_parts(_parts(chunks), metadata, _others([packet(facts)]))
    xmp = packet({**facts, f"mapgen:{DIGEST}": digest, f"mapgen:{WHOLE}": PLACEHOLDER})
    return with_whole_digest(_written([*chunks, (_XMP, xmp)]))


def whole_metadata(data: bytes) -> dict[str, str]:
    """Return the metadata of a file whose bytes are those that mapgen wrote."""
    return _metadata(_packets(_read(data)))


def read_altered(data: bytes) -> FileMetadata:
    """Return the content of a file whose bytes are not those that mapgen wrote; raises ForeignError for any other."""
    webp = _read(data)
    packets = _packets(webp)
    foreign = [webp.flaw] if webp.flaw else []
    if webp.after:
        foreign.append(f"holds {webp.after:,} bytes that mapgen did not write, after the end of the picture")
    if len(packets) > 1:
        foreign.append(f"its XMP packet, which is there {len(packets)} times")
    return read_parts(KIND, _parts(webp.chunks), _metadata(packets), _others(packets), foreign)


def _read(data: bytes) -> _WebP:
    """Read the chunks of a WebP, as far as they go."""
    webp, place = _WebP([]), 12
    end = min(len(data), 8 + struct.unpack_from("<I", data, 4)[0])
    while place < end:
        kind, head = data[place : place + 4], data[place + 4 : place + 8]
        length = struct.unpack("<I", head)[0] if len(head) == 4 else end  # noqa: PLR2004 (of a number of 32 bits)
        if place + 8 + length > end or len(webp.chunks) == _MOST_CHUNKS:
            webp.flaw = f"its end: it breaks off after {place:,} bytes"
            return webp
        webp.chunks.append((kind, data[place + 8 : place + 8 + length]))
        place += 8 + length + length % 2
    webp.after = len(data) - end
    if end < 8 + struct.unpack_from("<I", data, 4)[0]:
        webp.flaw = f"its end: it is cut off after {len(data):,} bytes"
    return webp


def _written(chunks: list[tuple[bytes, bytes]]) -> bytes:
    body = b"".join(
        kind + struct.pack("<I", len(content)) + content + bytes(len(content) % 2) for kind, content in chunks
    )
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


def _parts(chunks: list[tuple[bytes, bytes]]) -> list[FilePart]:
    """Return all chunks but the XMP packet as parts; the header without the flag that there is one."""
    parts, frames = [], 0
    for kind, content in chunks:
        frames += kind == _FRAME
        name = f"frame {frames}" if kind == _FRAME else _NAMES.get(kind, f"a chunk {kind.decode('latin-1').strip()}")
        if kind == _HEADER and content:
            content = bytes([content[0] & ~_HAS_XMP]) + content[1:]  # noqa: PLW2901 (a flag that says nothing more)
        if kind != _XMP:
            parts.append(FilePart(name, kind + content))
    return parts


def _packets(webp: _WebP) -> list[bytes]:
    return [content for kind, content in webp.chunks if kind == _XMP]


def _metadata(packets: list[bytes]) -> dict[str, str]:
    for packet in packets:
        nodes = _ours(_tree(packet))
        if facts := read_facts(nodes.get(_FACTS, "")):
            return {**facts, **{key: nodes[_OURS + key] for key in (DIGEST, WHOLE) if _OURS + key in nodes}}
    return {}


def _others(packets: list[bytes]) -> list[FilePart]:
    """Return what stands in XMP packets beside the metadata."""
    return [FilePart("its XMP packet", _without_ours(_tree(packet)).canonical.encode()) for packet in packets]


def _tree(packet: bytes) -> Node:
    try:
        return read_xml(packet)
    except NotXmlError:
        return Node("damaged", {}, [packet.decode("latin-1")])


def _ours(node: Node) -> dict[str, str]:
    """Return the texts of the values of our own namespace, by name."""
    found = {one.name: one.text for one in node.nodes if one.name.startswith(_OURS)}
    for one in node.nodes:
        found |= _ours(one)
    return found


def _without_ours(node: Node) -> Node:
    children = [
        _without_ours(child) if isinstance(child, Node) else child
        for child in node.merged
        if isinstance(child, str) or not child.name.startswith(_OURS)
    ]
    return Node(node.name, node.attributes, children)
