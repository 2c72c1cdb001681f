"""The content of a PDF: all that its trailer leads to, in a form that does not depend on how the file is packed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from mapgen.digests.digest import FilePart, Groups
from mapgen.pdf_files.document import PdfFile
from mapgen.pdf_files.streams import PACKING, unpacked
from mapgen.pdf_files.syntax import Allowance, FaultError, Name, Numeral, ObjectReference, Stream, Value

# What a program that packs a document anew says of itself.
_OF_PROGRAMS = frozenset((b"Producer", b"ModDate"))
# These lead up and across in the document: to find the part that differs, they are not followed.
_UP = frozenset((b"Parent", b"P", b"Pg"))
_OF_PAGE = {b"Font": "a font", b"XObject": "an image"}
_ROOT, _INFO, _METADATA = b"Root", b"Info", b"Metadata"


class PdfContent:
    """The content of a file that was read.

    `packet` is the canonical form of its XMP packet without mapgen's own metadata, which are proven apart. Raises
    FaultError for a content that programs may read in several ways.
    """

    def __init__(self, file: PdfFile, allowance: Allowance) -> None:
        self._file, self._allowance = file, allowance
        self._sums: dict[int, bytes] = {}
        self._seen: set[int] = set()
        self.root = self._dictionary(file.trailer.get(_ROOT))
        self._info = self._dictionary(file.trailer.get(_INFO)) if _INFO in file.trailer else {}
        self.packet = b""

    @property
    def metadata(self) -> bytes | None:
        """The XMP packet of the document; None where it has none."""
        stream = self._at(self.root.get(_METADATA))
        return unpacked(stream, self._allowance) if isinstance(stream, Stream) else None

    @property
    def canonical(self) -> bytes:
        """All that root and properties lead to, each object once, in the order in which they lead to it."""
        order: list[int] = []
        numbers: dict[int, int] = {}

        def numbered(reference: ObjectReference) -> bytes:
            if reference not in numbers:
                numbers[reference] = len(order)
                order.append(reference)
            return b"@%d " % numbers[reference]

        parts = [_written(self._known_info, numbered), _written(self.root, numbered)]
        # More are added while it runs.
        parts += [self._written_object(number, numbered) for number in order]
        return b"".join(parts)

    @property
    def foreign(self) -> tuple[str, ...]:
        """What stands in the file beside the document, and the objects that nothing uses, in words."""
        seen = set(self._file.frame)
        for start in (_ROOT, _INFO):
            self._reach(self._file.trailer.get(start), seen, frozenset())
        unused = sorted(self._file.objects.keys() - seen)
        return (*self._file.foreign, *(f"holds an object that nothing of it uses (object {one})" for one in unused))

    @property
    def groups(self) -> Groups:
        """The parts of the document: what differs is found by them, nothing is proven."""
        self._seen = set()
        info = [
            FilePart(f"its {key.decode('latin-1').lower()} in the document's properties", _written(value, _unnumbered))
            for key, value in sorted(self._known_info.items())
        ]
        pages = [part for number, page in enumerate(self._pages(), 1) for part in self._page(number, page)]
        root = FilePart("its structure (language, alt text or attachments)", self._part(self.root, frozenset()))
        return {
            "metadata": [FilePart("its XMP packet", self.packet), *info],
            "pages": pages,
            "document": [root],
        }

    @property
    def _known_info(self) -> dict[bytes, Value]:
        """The properties but those of programs, which are plain texts."""
        return {key: value for key, value in self._info.items() if key not in _OF_PROGRAMS or type(value) is not bytes}

    def _at(self, value: Value) -> Value:
        """Return a value with a reference followed."""
        if not isinstance(value, ObjectReference):
            return value
        if value not in self._file.objects:
            raise FaultError(f"refers to an object that it does not hold (object {int(value)})")
        return self._file.objects[value]

    def _dictionary(self, value: Value) -> dict[bytes, Value]:
        there = self._at(value)
        if not isinstance(there, dict):
            raise FaultError("has no root, or properties that are none")
        return there

    def _pages(self) -> Iterator[dict[bytes, Value]]:
        """Yield the pages, in their order."""
        waiting, seen = [self.root.get(b"Pages")], set[int]()
        while waiting:
            one = waiting.pop()
            if isinstance(one, ObjectReference):
                if one in seen:
                    continue
                seen.add(one)
            node = self._at(one)
            if not isinstance(node, dict):
                continue
            kids = self._at(node.get(b"Kids"))
            if isinstance(kids, list):
                waiting += reversed(kids)
            else:
                yield node

    def _page(self, number: int, page: dict[bytes, Value]) -> Iterator[FilePart]:
        yield FilePart(f"what page {number} draws", self._part(page.get(b"Contents"), _UP))
        resources = self._at(page.get(b"Resources"))
        for kind, name in _OF_PAGE.items():
            held = self._at(resources.get(kind)) if isinstance(resources, dict) else None
            for key, value in sorted(held.items()) if isinstance(held, dict) else ():
                yield FilePart(f"{name} of page {number}", key + b" " + self._part(value, _UP))
        yield FilePart(f"page {number} (its size or additions to it)", self._part(page, _UP))

    def _part(self, value: Value, without: frozenset[bytes]) -> bytes:
        """Return a value and all that it leads to and no part before did."""
        order = self._reach(value, self._seen, without)
        return _written(value, _unnumbered) + b"".join(self._written_object(number, _unnumbered) for number in order)

    def _reach(self, value: Value, seen: set[int], without: frozenset[bytes]) -> list[int]:
        """Return the numbers of objects that a value leads to, but those that are seen; they are then."""
        order: list[int] = []
        for one in _references(value, without):
            self._take(one, seen, order)
        for number in order:  # more are added while it runs
            for one in _references(self._file.objects[number], without):
                self._take(one, seen, order)
        return order

    def _take(self, reference: ObjectReference, seen: set[int], order: list[int]) -> None:
        if reference not in seen:
            self._at(reference)
            seen.add(int(reference))
            order.append(int(reference))

    def _written_object(self, number: int, numbered: Callable[[ObjectReference], bytes]) -> bytes:
        value = self._at(ObjectReference(number))
        if not isinstance(value, Stream):
            return _written(value, numbered)
        about = {key: one for key, one in value.dictionary.items() if key not in PACKING}
        if self.root.get(_METADATA) == number:
            return _written(about, numbered) + b"packet" + hashlib.sha256(self.packet).digest()
        if number not in self._sums:
            self._sums[number] = hashlib.sha256(unpacked(value, self._allowance)).digest()
        return _written(about, numbered) + b"stream" + self._sums[number]


def _unnumbered(_: ObjectReference) -> bytes:
    return b"@"


def _references(value: Value, without: frozenset[bytes]) -> Iterator[ObjectReference]:
    if isinstance(value, ObjectReference):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _references(one, without)
    elif isinstance(value, dict | Stream):
        entries = value.dictionary if isinstance(value, Stream) else value
        for key, one in entries.items():
            if key not in without:
                yield from _references(one, without)


def _written(value: Value, numbered: Callable[[ObjectReference], bytes]) -> bytes:
    """Return a value as bytes that no other value has."""
    match value:
        case ObjectReference():
            written = numbered(value)
        case Name():
            written = b"/%d:%b" % (len(value), value)
        case Numeral():
            written = b"%b " % value
        case bytes():
            written = b"(%d:%b" % (len(value), value)
        case list():
            written = b"[%b]" % b"".join(_written(one, numbered) for one in value)
        case dict():
            entries = ((key, _written(one, numbered)) for key, one in sorted(value.items()))
            written = b"<%b>" % b"".join(b"%d:%b%b" % (len(key), key, one) for key, one in entries)
        case _:
            written = repr(value).encode()
    return written
