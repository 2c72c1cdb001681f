"""The digests of a PDF: of all that its root and its properties lead to, however it is packed, and of its metadata.

Packed anew is a file of one revision with known objects: one cross-reference, every object where that says and used by
another, nothing between them, streams as they are or deflated. Programs that mend a broken file do so in several ways,
so that nothing can be proven of one.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import islice

from mapgen.digests.digest import DIGEST, WHOLE, FilePart, digest_of, is_whole_digest
from mapgen.digests.judgement import (
    NOT_OURS,
    Alteration,
    Change,
    FileMetadata,
    ForeignError,
    Judgement,
    judged,
    refuse_older,
    structured,
)
from mapgen.digests.pdf_content import PdfContent
from mapgen.files.xml_tree import Node, NotXmlError, read_document
from mapgen.pdf_files.document import ENCRYPTED, read_file
from mapgen.pdf_files.syntax import Allowance, FaultError, UnreadError

KIND = "PDF"
_FACTS = "urn:mapgen:facts "
_DESCRIPTION = "http://www.w3.org/1999/02/22-rdf-syntax-ns# Description"
_PACKET, _PACKET_END = b"<x:xmpmeta", b"</x:xmpmeta>"
# A packet that was packed: a stream whose dictionary, before it, says that it is one of metadata.
_STREAM, _KIND, _BEFORE = re.compile(rb"stream\r?\n"), b"/Metadata", 200
_LARGEST_PACKET, _MOST_PACKETS = 5_000_000, 8


def pdf_digest(data: bytes) -> str:
    """Return the digest of a document, which has all of its metadata in its XMP packet but the digests."""
    content, tree = _read(data, Allowance(trusted=True))
    return digest_of(content.canonical, content.groups, _fact_parts(tree))


def whole_metadata(data: bytes) -> dict[str, str]:
    """Return the metadata of a file whose bytes are those that mapgen wrote; its packet is the only one in them."""
    return _metadata_in(data)


def read_altered(data: bytes) -> FileMetadata:
    """Return the content of a file whose bytes are not those that mapgen wrote; raises ForeignError for any other."""
    try:
        content, tree = _read(data, Allowance())
        metadata = _metadata(tree)
        if DIGEST not in metadata:
            raise ForeignError(NOT_OURS)
        facts = _fact_parts(tree)

        def judge(digest: str) -> Judgement:
            return judged(digest, content.canonical, content.groups, facts)

        return structured(KIND, metadata, judge, _place, content.foreign)
    except UnreadError as error:
        raise ForeignError(str(error)) from None
    except FaultError as error:
        return _faulty(data, error)


def _faulty(data: bytes, fault: FaultError) -> FileMetadata:
    """Return the metadata of a file that cannot be read as one thing only, which is thereby altered."""
    metadata = _metadata_in(data)
    if DIGEST not in metadata:
        raise ForeignError(ENCRYPTED if b"/Encrypt" in data else NOT_OURS)

    def judge(digest: str) -> Judgement:
        refuse_older(digest)
        return Judgement((), 0)

    return structured(KIND, metadata, judge, _place, fault.args)


def _read(data: bytes, allowance: Allowance) -> tuple[PdfContent, Node]:
    """Return the content of a file and its XMP packet, read."""
    content = PdfContent(read_file(data, allowance), allowance)
    packet = content.metadata
    if packet is None:
        raise ForeignError(NOT_OURS)
    try:
        tree = read_document(packet)
    except NotXmlError as error:
        message = f"its XMP packet, which would say that mapgen made it, cannot be read ({error})"
        raise ForeignError(message) from None
    content.packet = _without_facts(tree).canonical.encode()
    return content, tree


def _metadata_in(data: bytes) -> dict[str, str]:
    """Return the metadata of the first packet that is found in bytes, without reading the document."""
    for packet in _packets(data):
        try:
            if metadata := _metadata(read_document(packet)):
                return metadata
        except NotXmlError:
            continue
    return {}


def _packets(data: bytes) -> Iterator[bytes]:
    start = data.find(_PACKET)
    if start >= 0:
        yield data[start : data.find(_PACKET_END, start) + len(_PACKET_END)]
        return
    streams = (one for one in _STREAM.finditer(data) if _KIND in data[max(0, one.start() - _BEFORE) : one.start()])
    for found in islice(streams, _MOST_PACKETS):
        try:
            packet = zlib.decompressobj().decompress(memoryview(data)[found.end() :], _LARGEST_PACKET)
        except zlib.error:
            continue
        yield packet[packet.find(_PACKET) : packet.find(_PACKET_END) + len(_PACKET_END)]


def _metadata(tree: Node) -> dict[str, str]:
    """Return the metadata of a packet; of two of one name the first, the other is an alteration."""
    metadata: dict[str, str] = {}
    for fact in _facts(tree):
        if fact.text:
            metadata.setdefault(_key(fact), fact.text)
    return metadata


def _facts(tree: Node) -> Iterator[Node]:
    """Yield what a packet has of mapgen's own, where mapgen writes it."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if node.name == _DESCRIPTION:
            yield from filter(_is_fact, node.nodes)
        else:
            waiting += reversed([*node.nodes])


def _is_fact(node: Node) -> bool:
    return node.name.startswith(_FACTS)


def _key(fact: Node) -> str:
    return fact.name.removeprefix(_FACTS)


def _fact_parts(tree: Node) -> list[FilePart]:
    """Return the metadata as parts; the digests themselves are none, where they are nothing else."""
    known = {DIGEST, WHOLE}
    parts = []
    for fact in _facts(tree):
        key = _key(fact)
        plain = not fact.attributes and not [*fact.nodes] and (key == DIGEST or is_whole_digest(fact.text))
        if key in known and plain:
            known.remove(key)
        elif fact.text or fact.attributes or fact.children:
            parts.append(FilePart(f'the fact "{key}"', fact.canonical.encode()))
    return parts


def _without_facts(tree: Node) -> Node:
    """Return a packet without what is mapgen's own in it."""
    left = [
        one if isinstance(one, str) else _without_facts(one)
        for one in tree.children
        if isinstance(one, str) or tree.name != _DESCRIPTION or not _is_fact(one)
    ]
    return Node(tree.name, tree.attributes, left)


def _place(alteration: Alteration) -> str:
    """Return the place of an alteration, in words."""
    if not alteration.group:
        return "the order of its objects, or how they refer to each other"
    if alteration.change is Change.REMOVED:
        return f"a part of its {alteration.group}"
    return alteration.name
