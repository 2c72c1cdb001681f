"""The seal of a PDF: of its facts, of what each page draws, of fonts and images, however they are compressed."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Mapping, Sequence

from pikepdf import Array, Dictionary, Name, Object, PasswordError, Pdf, PdfError, Stream, String

from mapgen.files.xml_tree import Node, NotXmlError, read_xml
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
_NOT_FOLLOWED = ("/Parent", "/P", "/Pg", "/ParentTree", "/Metadata", "/Contents", "/Length", "/Filter")
_RESOURCES = {"/Font": "a font", "/XObject": "an image"}


def pdf_digest(pdf: Pdf, metadata: Mapping[str, str], packet: bytes) -> str:
    """Return the seal of a document with facts in an XMP packet, which need not be in it yet."""
    return digest_of(_groups(pdf, metadata, read_xml(packet)))


def read_pdf(data: bytes) -> FileMetadata:
    """Return what a PDF of ours carries; raises ForeignError for any other."""
    try:
        with Pdf.open(io.BytesIO(data)) as pdf:
            stream = pdf.Root.get("/Metadata")
            packet = _ObjectReader().content(stream) if isinstance(stream, Stream) else b"<none/>"
            tree = read_xml(packet)
            metadata = {name: text for name, text in _metadata(tree) if text}
            if DIGEST not in metadata:
                raise ForeignError("nothing in it says that mapgen made it; or its metadata was removed")
            return FileMetadata("PDF", metadata, tuple(_altered(pdf, metadata, tree)))
    except PasswordError:
        raise ForeignError("the PDF is locked with a password") from None
    except (PdfError, NotXmlError, zlib.error, ValueError, TypeError, KeyError) as error:
        raise ForeignError(f"the PDF is damaged ({str(error) or type(error).__name__})") from None


def _altered(pdf: Pdf, metadata: Mapping[str, str], tree: Node) -> Iterator[str]:
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


def _groups(pdf: Pdf, metadata: Mapping[str, str], tree: Node) -> dict[str, Sequence[FilePart]]:
    reading = _ObjectReader()
    others = _without_metadata(tree)
    info = pdf.trailer.get("/Info", Dictionary())
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
        "pages": [part for number, page in enumerate(pdf.pages, 1) for part in reading.page(number, page.obj)],
        "document": [FilePart("its structure (language, alt text or attachments)", reading.said(pdf.Root))],
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

    def page(self, number: int, page: Object) -> Iterator[FilePart]:
        """Yield the parts of a page: what it draws, each font and image, everything else."""
        contents = page.get("/Contents", Array())
        streams = contents if isinstance(contents, Array) else [contents]
        drawn = b"\n".join(self.content(one) for one in streams)
        yield FilePart(f"what page {number} draws", b" ".join(drawn.split()))
        resources = page.get("/Resources", Dictionary())
        for kind, name in _RESOURCES.items():
            for key in sorted(map(str, resources.get(kind, Dictionary()))):
                yield FilePart(f"{name} of page {number}", key.encode() + self.said(resources[kind][key]))
        yield FilePart(f"page {number} (its size or additions to it)", self.said(page))

    def said(self, one: object, depth: int = 0) -> bytes:
        """Return what an object says, with all that it refers to; what was said before by its number."""
        self.objects_left -= 1
        if depth > _DEEPEST or self.objects_left < 0:
            raise ForeignError("the PDF has too many objects, or too many within each other")
        if not isinstance(one, Object):
            return f"{one}".encode()
        if one.is_indirect:
            if one.objgen in self.seen:
                return f"@{self.seen[one.objgen]}".encode()
            self.seen[one.objgen] = len(self.seen)
        if isinstance(one, Array):
            return b"[" + b" ".join(self.said(item, depth + 1) for item in one) + b"]"
        if isinstance(one, String | Name):
            return bytes(one) if isinstance(one, String) else str(one).encode()
        if not isinstance(one, Dictionary | Stream):
            return repr(one).encode()
        keys = sorted(str(key) for key in one if str(key) not in _NOT_FOLLOWED)
        told = b"".join(key.encode() + b" " + self.said(one[key], depth + 1) + b"\n" for key in keys)
        return b"<" + told + (self.content(one) if isinstance(one, Stream) else b"") + b">"

    def content(self, stream: Object) -> bytes:
        """Return the bytes of a stream, unpacked where they are deflated, within the bound."""
        if not isinstance(stream, Stream):
            raise ForeignError("the PDF is damaged (a part of a page is missing)")
        data = stream.read_raw_bytes()
        if str(stream.get("/Filter", "")) in {"/FlateDecode", "[/FlateDecode]"}:
            unpacking = zlib.decompressobj()
            data = unpacking.decompress(data, self.bytes_left + 1)
        self.bytes_left -= len(data)
        if self.bytes_left < 0:
            raise ForeignError("the PDF holds more than any map")
        return data
