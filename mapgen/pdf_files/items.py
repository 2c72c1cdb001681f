"""What stands in a PDF, one thing after the other from its first byte to its last, with nothing passed over."""

from __future__ import annotations

import re

from msgspec import Struct, field

from mapgen.pdf_files.syntax import Allowance, FaultError, Scanner, Stream, Value, after_space, integer

_LINE = rb"(?:\r\n|\n|\r)"
# A second line of bytes that are no ASCII says to programs that move files that this is none of text.
_HEADER = re.compile(rb"%PDF-1\.[0-7]" + _LINE + rb"(?:%[\x80-\xff]{4,8}" + _LINE + rb")?")
_OBJECT = re.compile(rb"([1-9]\d{0,7}) 0 obj\b")
_STREAM = re.compile(rb"stream\r?\n")
_END_OF_STREAM = re.compile(_LINE + rb"?endstream\b")
_START = re.compile(rb"startxref[\t\n\r ]{1,4}(\d{1,10})[\t\n\r ]{1,4}%%EOF")
_SUBSECTION = re.compile(rb"(\d{1,8}) (\d{1,8}) ?" + _LINE)
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n)")
_NEXT = re.compile(rb"\b[1-9]\d{0,7} 0 obj\b|\bxref\b|\bstartxref\b")
_ENTRY_BYTES = 20
_LONGEST_END = 16
_FREE, _FREE_GENERATION = b"f", b"65535"


class ReferenceTable(Struct, frozen=True):
    """A cross-reference table: its place and that of its entries, the places of objects by number, its trailer."""

    place: int
    of_entries: int
    places: dict[int, int]
    trailer: dict[bytes, Value]


class Items(Struct):
    """What stands in a file: objects by number with their places, tables, where the document says that it begins.

    `foreign` says in words what stands between or after them.
    """

    objects: dict[int, Value] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)
    tables: list[ReferenceTable] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


def items_of(data: bytes, allowance: Allowance) -> Items:
    """Return what stands in a file, up to the end of its first revision; raises FaultError where it cannot be said."""
    header = _HEADER.match(data)
    if header is None:
        raise FaultError("its first lines are none that mapgen writes")
    items, scanner = Items(), Scanner(data, header.end(), allowance)
    while True:
        scanner.skip_space()
        if found := _OBJECT.match(data, scanner.at):
            _add_object(items, scanner, found)
        elif scanner.took(b"xref"):
            items.tables.append(_table(scanner))
        elif found := _START.match(data, scanner.at):
            scanner.at = found.end()
            scanner.skip_line_end()
            items.starts.append(int(found[1]))
            if not (is_linearized(items) and items.starts == [0]):
                items.foreign += _after(data, scanner.at)
                return items
        else:
            _pass_over(items, scanner)


def is_linearized(items: Items) -> bool:
    """Whether a file was made for the web, with a cross-reference of its first page before the others'."""
    first = next(iter(items.objects.values()), None)
    return isinstance(first, dict) and b"Linearized" in first


def _after(data: bytes, at: int) -> list[str]:
    """Return in words what stands after the end of the first revision, if anything does."""
    rest = len(data) - at
    # Programs look for the end in a file's last bytes; where it is not there they guess what the document is.
    if rest <= _LONGEST_END and after_space(data, at) == len(data):
        return []
    if data.find(b"startxref", at) >= 0:
        return [f"holds a second revision, of {_bytes(rest)} that mapgen did not write"]
    return [f"holds {_bytes(rest)} that mapgen did not write, after the end of the document"]


def _bytes(count: int) -> str:
    return f"{count} byte{'' if count == 1 else 's'}"


def _pass_over(items: Items, scanner: Scanner) -> None:
    """Go on to the next thing that is known, and note what stands before it."""
    found = _NEXT.search(scanner.data, scanner.at)
    if found is None or scanner.data.find(b"%%EOF", scanner.at) < 0:
        raise FaultError(f"its end is missing, or its bytes from {scanner.at} on are none that mapgen writes")
    if found.start() == scanner.at:
        raise scanner.fault()
    items.foreign.append(f"holds {_bytes(found.start() - scanner.at)} that mapgen did not write, between its objects")
    scanner.at = found.start()


def _add_object(items: Items, scanner: Scanner, found: re.Match[bytes]) -> None:
    number, scanner.at = int(found[1]), found.end()
    if number in items.objects:
        raise FaultError(f"two of its objects have the number {number}")
    value = scanner.value()
    scanner.skip_space()
    if isinstance(value, dict) and (begin := _STREAM.match(scanner.data, scanner.at)):
        value = _stream(scanner, begin.end(), value)
    if not scanner.took(b"endobj"):
        raise scanner.fault()
    items.objects[number], items.places[number], items.ends[number] = value, found.start(), scanner.at


def _stream(scanner: Scanner, begin: int, about: dict[bytes, Value]) -> Stream:
    end = begin + integer(about.get(b"Length"))
    closing = _END_OF_STREAM.match(scanner.data, end)
    if closing is None:
        raise FaultError(f"the stream at byte {begin} is not as long as it says")
    scanner.at = closing.end()
    return Stream(about, scanner.data[begin:end])


def _table(scanner: Scanner) -> ReferenceTable:
    data, place = scanner.data, scanner.at - len(b"xref")
    scanner.skip_space()
    places: dict[int, int] = {}
    of_entries = 0
    while section := _SUBSECTION.match(data, scanner.at):
        scanner.allowance.take_value()
        scanner.at = section.end()
        of_entries = of_entries or scanner.at
        first, count = int(section[1]), int(section[2])
        if count * _ENTRY_BYTES > len(data):
            raise FaultError("its cross-reference names more objects than it holds")
        for number in range(first, first + count):
            scanner.allowance.take_value()
            _add_entry(places, number, _ENTRY.match(data, scanner.at))
            scanner.at += _ENTRY_BYTES
    if not scanner.took(b"trailer") or not scanner.took(b"<<"):
        raise scanner.fault()
    return ReferenceTable(place, of_entries, places, scanner.dictionary())


def _add_entry(places: dict[int, int], number: int, entry: re.Match[bytes] | None) -> None:
    if entry is None:
        raise FaultError(f"its cross-reference cannot be read (object {number})")
    place, generation, kind = entry.groups()
    if number == 0:
        if (kind, generation, int(place)) != (_FREE, _FREE_GENERATION, 0):
            raise FaultError("its cross-reference names objects that were deleted")
        return
    if number in places:
        raise FaultError(f"its cross-reference names the object {number} twice")
    if kind == _FREE or int(generation):
        raise FaultError(f"its cross-reference names objects that were deleted, or older ones (object {number})")
    places[number] = int(place)
