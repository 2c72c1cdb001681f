"""The digest of a PDF: of its metadata, of each page's drawing, of fonts and images, however they are compressed."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from mapgen.files.xml_tree import Node, read_xml
from mapgen.proof.digest import (
    DIGEST,
    BrokenDigestError,
    FileMetadata,
    FilePart,
    ForeignError,
    alteration_words,
    alterations,
    digest_of,
)

_FACTS = "urn:mapgen:facts "
_DEEPEST = 60
_MOST_OBJECTS = 50_000
# The most bytes of all streams of a document together: a compressed stream can unpack to any size.
_MOST_BYTES = 200_000_000
# Keys that point back, that the digest covers elsewhere, or that describe the compression of a stream.
_NOT_FOLLOWED = frozenset(
    ("/Parent", "/P", "/Pg", "/ParentTree", "/Metadata", "/Contents", "/Length", "/Filter", "/DecodeParms")
)
_RESOURCES = {"/Font": "a font", "/XObject": "an image"}
_ENCRYPTED = "the PDF is encrypted; verify it as it was before"
# pypdf would print warnings about a file; the alterations report what a user needs of them.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


class PdfDocument(Protocol):
    """The properties that the digest needs of a document, read or about to be written."""

    @property
    def pages(self) -> Sequence[PageObject]:
        """The pages, with the values that they inherit."""

    @property
    def root_object(self) -> DictionaryObject:
        """The root dictionary: everything but the pages."""

    @property
    def metadata(self) -> DictionaryObject | None:
        """The keys that a reader's window of properties shows."""


def pdf_digest(pdf: PdfDocument, metadata: Mapping[str, str], packet: bytes) -> str:
    """Return the digest of a document with metadata in an XMP packet, which need not be in the document yet."""
    return digest_of(_groups(pdf, metadata, read_xml(packet)))


def read_pdf(data: bytes) -> FileMetadata:
    """Return the metadata of a PDF that mapgen made; raises ForeignError for any other."""
    try:
        return _read(PdfReader(io.BytesIO(data)))
    except ForeignError:
        raise
    except DependencyError:
        raise ForeignError(_ENCRYPTED) from None
    except Exception as error:  # noqa: BLE001 (pypdf may raise any error on a damaged file)
        raise ForeignError(f"the PDF is damaged ({str(error) or type(error).__name__})") from None


def _read(pdf: PdfReader) -> FileMetadata:
    if pdf.is_encrypted:
        raise ForeignError(_ENCRYPTED)
    stream = _value(pdf.root_object, "/Metadata")
    packet = _ObjectReader().content(stream) if isinstance(stream, StreamObject) else b"<none/>"
    tree = read_xml(packet)
    metadata = {name: text for name, text in _metadata(tree) if text}
    if DIGEST not in metadata:
        raise ForeignError("nothing in it says that mapgen made it; or its metadata was removed")
    return FileMetadata("PDF", metadata, tuple(_altered(pdf, metadata, tree)))


def _altered(pdf: PdfDocument, metadata: Mapping[str, str], tree: Node) -> Iterator[str]:
    try:
        altered = alterations(metadata[DIGEST], _groups(pdf, metadata, tree))
    except BrokenDigestError:
        yield "its seal"
        return
    for alteration in altered:
        yield alteration_words(alteration.change, alteration.name or f"a part of its {alteration.group or 'content'}")


def _metadata(tree: Node) -> Iterator[tuple[str, str]]:
    for node in tree.nodes:
        if node.name.startswith(_FACTS):
            yield node.name.removeprefix(_FACTS), node.text
        yield from _metadata(node)


def _groups(pdf: PdfDocument, metadata: Mapping[str, str], tree: Node) -> dict[str, Sequence[FilePart]]:
    reading = _ObjectReader()
    others = _without_metadata(tree)
    info = pdf.metadata or DictionaryObject()
    keys = sorted(str(key) for key in info if key not in {"/ModDate", "/Producer"})
    return {
        "facts": [
            FilePart(f'the fact "{key}"', f"{key}\0{value}".encode())
            for key, value in metadata.items()
            if value and key != DIGEST
        ],
        "metadata": [
            FilePart("its XMP packet", others.canonical.encode()),
            *(FilePart(f"its {key[1:].lower()} in the document's properties", str(info[key]).encode()) for key in keys),
        ],
        "pages": [part for number, page in enumerate(pdf.pages, 1) for part in reading.page(number, page)],
        "document": [FilePart("its structure (language, alt text or attachments)", reading.canonical(pdf.root_object))],
    }


def _without_metadata(tree: Node) -> Node:
    children: list[Node | str] = [
        _without_metadata(child) if isinstance(child, Node) else child
        for child in tree.children
        if isinstance(child, str) or not child.name.startswith(_FACTS)
    ]
    return Node(tree.name, tree.attributes, children)


class _ObjectReader:
    """Reads the objects of a document as bytes, within limits for the whole document."""

    def __init__(self) -> None:
        self.bytes_left, self.objects_left = _MOST_BYTES, _MOST_OBJECTS
        self.seen: dict[tuple[int, int], int] = {}

    def page(self, number: int, page: PageObject) -> Iterator[FilePart]:
        """Yield the parts of a page: its drawing, each font and image, everything else."""
        contents = _value(page, "/Contents")
        streams = contents if isinstance(contents, ArrayObject) else [] if contents is None else [contents]
        drawn = b"\n".join(self.content(stream) for stream in streams)
        yield FilePart(f"what page {number} draws", b" ".join(drawn.split()))
        resources = _value(page, "/Resources")
        for kind, name in _RESOURCES.items():
            held = _value(resources, kind)
            if isinstance(held, DictionaryObject):
                for key in sorted(held):
                    yield FilePart(f"{name} of page {number}", key.encode() + self.canonical(held.raw_get(key)))
        yield FilePart(f"page {number} (its size or additions to it)", self.canonical(page))

    def canonical(self, value: object, depth: int = 0) -> bytes:
        """Return an object as bytes, with all objects that it refers to; a repeated one is written as its number."""
        self.objects_left -= 1
        if depth > _DEEPEST or self.objects_left < 0:
            raise ForeignError("the PDF has too many objects, or too many within each other")
        if isinstance(value, IndirectObject):
            place = value.idnum, value.generation
            if place in self.seen:
                return f"@{self.seen[place]}".encode()
            self.seen[place] = len(self.seen)
            value = value.get_object()
        if isinstance(value, ArrayObject):
            return b"[" + b" ".join(self.canonical(item, depth + 1) for item in value) + b"]"
        if isinstance(value, DictionaryObject):
            keys = sorted(key for key in value if key not in _NOT_FOLLOWED)
            items = b"".join(
                key.encode() + b" " + self.canonical(value.raw_get(key), depth + 1) + b"\n" for key in keys
            )
            return b"<" + items + (self.content(value) if isinstance(value, StreamObject) else b"") + b">"
        return _plain(value)

    def content(self, stream: object) -> bytes:
        """Return the bytes of a stream, unpacked where that is lossless, within the limit.

        pypdf unpacks at most 75 MB of one stream.
        """
        if isinstance(stream, IndirectObject):
            stream = stream.get_object()
        if not isinstance(stream, StreamObject):
            raise ForeignError("the PDF is damaged (a part of a page is missing)")
        data = stream.get_data()
        self.bytes_left -= len(data)
        if self.bytes_left < 0:
            raise ForeignError("the PDF holds more than any map")
        return data


def _value(held: object, key: str) -> PdfObject | None:
    """Return the value of a dictionary at a key, with references followed."""
    return held[key] if isinstance(held, DictionaryObject) and key in held else None


def _plain(value: object) -> bytes:
    """Return a number, a name, a text or null as bytes."""
    if isinstance(value, ByteStringObject):
        return b"(" + value + b")"
    if isinstance(value, TextStringObject):
        return f"({value})".encode("utf-8", "surrogatepass")
    return f"{value}".encode("utf-8", "surrogatepass")
