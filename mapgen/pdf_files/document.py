"""The objects of a PDF of one revision, each where its one cross-reference says that it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from mapgen.pdf_files.items import Items, items_of
from mapgen.pdf_files.references import CrossReferences, all_references, check_trailers, integers, is_stream
from mapgen.pdf_files.streams import unpacked
from mapgen.pdf_files.syntax import Allowance, FaultError, ObjectReference, Scanner, Stream, UnreadError, Value, integer

ENCRYPTED = "the PDF is encrypted; verify it as it was before"
_OBJECTS_IN_STREAM = {b"Type", b"N", b"First", b"Length", b"Filter", b"DecodeParms"}
_LINEARIZED = {b"Linearized", b"L", b"H", b"O", b"E", b"N", b"T"}
_INTEGER = re.compile(rb"[\t\n\r ]*+(\d{1,10})(?=[\t\n\r ])")


class PdfFile(Struct, frozen=True):
    """A file's objects by number, its trailer, the objects of its frame, and in words what else stands in it."""

    objects: Mapping[int, Value]
    trailer: Mapping[bytes, Value]
    frame: frozenset[int]
    foreign: tuple[str, ...]


def read_file(data: bytes, allowance: Allowance) -> PdfFile:
    """Return the objects of a file; raises FaultError where programs may find others in it, and UnreadError."""
    items = items_of(data, allowance)
    try:
        return _read(data, items, allowance)
    except FaultError as error:
        raise FaultError(*items.foreign, *error.args) from None


def _read(data: bytes, items: Items, allowance: Allowance) -> PdfFile:
    references = all_references(items, allowance)
    if any(b"Encrypt" in one.trailer for one in references):
        raise UnreadError(ENCRYPTED)
    linearized = len(references) > 1
    check_trailers(references, linearized=linearized)
    packed = {number for number, one in items.objects.items() if is_stream(one, b"ObjStm")}
    frame = packed | {number for number, one in items.objects.items() if is_stream(one, b"XRef")}
    objects = _checked_objects(items, references, allowance, packed)
    _check_numbers(objects, references)
    if linearized:
        frame |= _checked_linearized(data, items, references, objects)
    trailer = references[0].trailer
    return PdfFile(objects, trailer, frozenset(frame), tuple(items.foreign))


def _checked_objects(
    items: Items, references: list[CrossReferences], allowance: Allowance, packed: Iterable[int]
) -> dict[int, Value]:
    """Return all objects; each must be where the cross-references say."""
    places: dict[int, int] = {}
    within: dict[int, tuple[int, int]] = {}
    for one in references:
        if (places.keys() | within.keys()) & (one.places.keys() | one.within.keys()):
            raise FaultError("its cross-references name an object twice")
        places |= one.places
        within |= one.within
    if places != items.places:
        number = min(number for number, _ in places.items() ^ items.places.items())
        if number in places:
            raise FaultError(f"its cross-reference says that the object {number} is where it is not")
        raise FaultError(f"holds an object that its cross-reference does not name (object {number})")
    objects = dict(items.objects)
    for holder in packed:
        for index, (number, value) in enumerate(_objects_within(items.objects[holder], allowance)):
            if number in objects or within.pop(number, None) != (holder, index):
                raise FaultError(f"holds an object that its cross-reference does not name (object {number})")
            objects[number] = value
    if within:
        raise FaultError(f"its cross-reference says that the object {min(within)} is where it is not")
    return objects


def _objects_within(stream: Value, allowance: Allowance) -> list[tuple[int, Value]]:
    """Return the numbers and the values of the objects in a stream, which must fill it."""
    if not isinstance(stream, Stream) or stream.dictionary.keys() - _OBJECTS_IN_STREAM:
        raise FaultError("a stream of objects is none that mapgen's files have")
    data = unpacked(stream, allowance)
    count, first = integer(stream.dictionary.get(b"N")), integer(stream.dictionary.get(b"First"))
    head, numbers, at = data[:first], [], 0
    for _ in range(2 * count):
        allowance.take_value()
        found = _INTEGER.match(head, at)
        if found is None:
            raise FaultError("a stream of objects cannot be read")
        numbers.append(int(found[1]))
        at = found.end()
    if head[at:].strip(b"\t\n\r "):
        raise FaultError("a stream of objects cannot be read")
    scanner, objects = Scanner(data, first, allowance), []
    for number, place in zip(numbers[::2], numbers[1::2], strict=True):
        scanner.skip_space()
        if scanner.at != first + place:
            raise FaultError(f"holds bytes that mapgen did not write, in a stream of objects (before object {number})")
        objects.append((number, scanner.value()))
    scanner.skip_space()
    if scanner.at != len(data):
        raise FaultError("holds bytes that mapgen did not write, at the end of a stream of objects")
    return objects


def _check_numbers(objects: Mapping[int, Value], references: list[CrossReferences]) -> None:
    if integer(references[0].trailer.get(b"Size")) != max(objects, default=0) + 1:
        raise FaultError("its trailer says another number of objects than it holds")
    for number, value in objects.items():
        if isinstance(value, ObjectReference):
            raise FaultError(f"the object {number} is only a reference to another")


def _checked_linearized(
    data: bytes, items: Items, references: list[CrossReferences], objects: Mapping[int, Value]
) -> set[int]:
    """Return the objects that a file has for the web: all that they say must be true, as some programs go by it."""
    number = next(iter(items.objects))
    about = items.objects[number]
    if not isinstance(about, dict) or about.keys() != _LINEARIZED:
        raise FaultError("its parts for the web are none that mapgen's files have")
    hints = integers(about[b"H"])
    holder = next((one for one, place in items.places.items() if hints[:1] == [place]), None)
    following = min((place for place in items.places.values() if holder and place > items.places[holder]), default=0)
    said = [integer(about[key]) for key in (b"L", b"N", b"O", b"T")]
    true = [len(data), 1, _only_page(objects, references[0].trailer), references[1].of_entries]
    if holder is None or hints != [items.places[holder], following - items.places[holder]] or said != true:
        raise FaultError("what it says for the web of its own parts is not true")
    return {number, holder}


def _only_page(objects: Mapping[int, Value], trailer: Mapping[bytes, Value]) -> int:
    """Return the number of the only page; 0 where there are others."""
    root = _at(objects, trailer.get(b"Root"))
    pages = _at(objects, root.get(b"Pages")) if isinstance(root, dict) else None
    kids = _at(objects, pages.get(b"Kids")) if isinstance(pages, dict) else None
    return int(kids[0]) if isinstance(kids, list) and len(kids) == 1 and isinstance(kids[0], ObjectReference) else 0


def _at(objects: Mapping[int, Value], value: Value) -> Value:
    return objects.get(value) if isinstance(value, ObjectReference) else value
