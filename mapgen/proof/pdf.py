"""The seal of a PDF: of its facts, of what each page draws, of fonts and images, however they are compressed."""

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
# What a document's streams may hold together, in bytes: compressed, they can claim any number.
_MOST_BYTES = 200_000_000
# What points back, what is sealed by itself, and how a stream is packed.
_NOT_FOLLOWED = frozenset(
    ("/Parent", "/P", "/Pg", "/ParentTree", "/Metadata", "/Contents", "/Length", "/Filter", "/DecodeParms")
)
_RESOURCES = {"/Font": "a font", "/XObject": "an image"}
_ENCRYPTED = "the PDF is encrypted; verify it as it was before"
# It would print what it finds odd in a file; what matters of that is among the alterations.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


class PdfDocument(Protocol):
    """What is asked of a document, be it read or about to be written."""

    @property
    def pages(self) -> Sequence[PageObject]:
        """Its pages, with what they inherit."""

    @property
    def root_object(self) -> DictionaryObject:
        """What says all of it but the pages."""

    @property
    def metadata(self) -> DictionaryObject | None:
        """The keys that a window of properties shows."""


def pdf_digest(pdf: PdfDocument, metadata: Mapping[str, str], packet: bytes) -> str:
    """Return the seal of a document with facts in an XMP packet, which need not be in it yet."""
    return digest_of(_groups(pdf, metadata, read_xml(packet)))


def read_pdf(data: bytes) -> FileMetadata:
    """Return what a PDF of ours carries; raises ForeignError for any other."""
    try:
        return _read(PdfReader(io.BytesIO(data)))
    except ForeignError:
        raise
    except DependencyError:
        raise ForeignError(_ENCRYPTED) from None
    except Exception as error:  # noqa: BLE001 (a file that is damaged is read by Python, and may break it anywhere)
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
        found = alterations(metadata[DIGEST], _groups(pdf, metadata, tree))
    except BrokenDigestError:
        yield "its seal"
        return
    yield from (alteration_words(one.change, one.name or f"a part of its {one.group or 'content'}") for one in found)


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
        "document": [FilePart("its structure (language, alt text or attachments)", reading.said(pdf.root_object))],
    }


def _without_metadata(tree: Node) -> Node:
    kept: list[Node | str] = [
        _without_metadata(one) if isinstance(one, Node) else one
        for one in tree.children
        if isinstance(one, str) or not one.name.startswith(_FACTS)
    ]
    return Node(tree.name, tree.attributes, kept)


class _ObjectReader:
    """What objects say, within bounds for all of a document."""

    def __init__(self) -> None:
        self.bytes_left, self.objects_left = _MOST_BYTES, _MOST_OBJECTS
        self.seen: dict[tuple[int, int], int] = {}

    def page(self, number: int, page: PageObject) -> Iterator[FilePart]:
        """Yield the parts of a page: what it draws, each font and image, everything else."""
        contents = _value(page, "/Contents")
        streams = contents if isinstance(contents, ArrayObject) else [] if contents is None else [contents]
        drawn = b"\n".join(self.content(one) for one in streams)
        yield FilePart(f"what page {number} draws", b" ".join(drawn.split()))
        resources = _value(page, "/Resources")
        for kind, name in _RESOURCES.items():
            held = _value(resources, kind)
            if isinstance(held, DictionaryObject):
                for key in sorted(held):
                    yield FilePart(f"{name} of page {number}", key.encode() + self.said(held.raw_get(key)))
        yield FilePart(f"page {number} (its size or additions to it)", self.said(page))

    def said(self, one: object, depth: int = 0) -> bytes:
        """Return what an object says, with all that it refers to; what was said before by its number."""
        self.objects_left -= 1
        if depth > _DEEPEST or self.objects_left < 0:
            raise ForeignError("the PDF has too many objects, or too many within each other")
        if isinstance(one, IndirectObject):
            place = one.idnum, one.generation
            if place in self.seen:
                return f"@{self.seen[place]}".encode()
            self.seen[place] = len(self.seen)
            one = one.get_object()
        if isinstance(one, ArrayObject):
            return b"[" + b" ".join(self.said(item, depth + 1) for item in one) + b"]"
        if isinstance(one, DictionaryObject):
            keys = sorted(key for key in one if key not in _NOT_FOLLOWED)
            told = b"".join(key.encode() + b" " + self.said(one.raw_get(key), depth + 1) + b"\n" for key in keys)
            return b"<" + told + (self.content(one) if isinstance(one, StreamObject) else b"") + b">"
        return _plain(one)

    def content(self, stream: object) -> bytes:
        """Return the bytes of a stream, unpacked where that loses nothing, within the bound.

        Of one stream pypdf unpacks 75 MB at most.
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
    """Return what a dictionary has at a key, wherever that is defined."""
    return held[key] if isinstance(held, DictionaryObject) and key in held else None


def _plain(value: object) -> bytes:
    """Return what a number, a name, a text or nothing says."""
    if isinstance(value, ByteStringObject):
        return b"(" + value + b")"
    if isinstance(value, TextStringObject):
        return f"({value})".encode("utf-8", "surrogatepass")
    return f"{value}".encode("utf-8", "surrogatepass")
