"""The cross-references of a PDF: the one that it has, or the two of a file that was made for the web."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from mapgen.pdf_files.items import Items, ReferenceTable, is_linearized
from mapgen.pdf_files.streams import unpacked
from mapgen.pdf_files.syntax import Allowance, FaultError, Stream, Value, integer

_TRAILER = {b"Size", b"Root", b"Info", b"ID"}
_TABLE_IN_STREAM = {b"Type", b"W", b"Index", b"Length", b"Filter", b"DecodeParms"}
_FREE, _AT, _WITHIN = range(3)
# Two cross-references: that of the first page and that of the rest.
_LINEARIZED_TABLES = 2
_WIDEST = 8


class CrossReferences(Struct, frozen=True):
    """A cross-reference: its place, places of objects by number, objects within others, where its entries stand."""

    place: int
    places: dict[int, int]
    within: dict[int, tuple[int, int]]
    trailer: Mapping[bytes, Value]
    of_entries: int


def all_references(items: Items, allowance: Allowance) -> list[CrossReferences]:
    """Return the cross-references in the order of their places."""
    found = [_from_table(table) for table in items.tables]
    for number, one in items.objects.items():
        if isinstance(one, Stream) and is_stream(one, b"XRef"):
            found.append(_from_stream(items.places[number], one, allowance))
    found.sort(key=lambda one: one.place)
    if not found:
        raise FaultError("it has no cross-reference")
    if items.starts[-1] != found[0].place:
        raise FaultError("its end points at no cross-reference, or at another than the first")
    if len(found) > 1 and not (len(found) == _LINEARIZED_TABLES and is_linearized(items)):
        raise FaultError("it has several cross-references")
    return found


def _from_table(table: ReferenceTable) -> CrossReferences:
    return CrossReferences(table.place, table.places, {}, table.trailer, table.of_entries - 1)


def _from_stream(place: int, stream: Stream, allowance: Allowance) -> CrossReferences:
    about = stream.dictionary
    data = unpacked(stream, allowance)
    widths = integers(about.get(b"W"))
    index = integers(about[b"Index"]) if b"Index" in about else [0, integer(about.get(b"Size"))]
    row = sum(widths)
    known = len(widths) == len(("kind", "place", "generation")) and max(widths) <= _WIDEST and len(index) % 2 == 0
    if not known or not row or row * sum(index[1::2]) != len(data):
        raise FaultError("its cross-reference cannot be read")
    places: dict[int, int] = {}
    within: dict[int, tuple[int, int]] = {}
    at = 0
    for first, count in zip(index[::2], index[1::2], strict=True):
        for number in range(first, first + count):
            allowance.take_value()
            _add_row(number, _fields(data[at : at + row], widths), places, within)
            at += row
    trailer = {key: value for key, value in about.items() if key not in _TABLE_IN_STREAM}
    return CrossReferences(place, places, within, trailer, place - 1)


def integers(value: Value) -> list[int]:
    """Return whole numbers that are not negative; raises FaultError for anything else."""
    if not isinstance(value, list):
        raise FaultError("its cross-reference cannot be read")
    return [integer(one) for one in value]


def _fields(row: bytes, widths: list[int]) -> tuple[int, int, int]:
    first, second = widths[0], widths[0] + widths[1]
    kind = int.from_bytes(row[:first], "big") if first else _AT
    return kind, int.from_bytes(row[first:second], "big"), int.from_bytes(row[second:], "big")


def _add_row(
    number: int, row: tuple[int, int, int], places: dict[int, int], within: dict[int, tuple[int, int]]
) -> None:
    kind, one, other = row
    if number in places or number in within:
        raise FaultError(f"its cross-reference names the object {number} twice")
    if kind == _AT and number and not other:
        places[number] = one
    elif kind == _WITHIN and number:
        within[number] = one, other
    elif kind != _FREE or number:
        raise FaultError(f"its cross-reference names objects that were deleted, or older ones (object {number})")


def check_trailers(references: list[CrossReferences], *, linearized: bool) -> None:
    """Check that the cross-references make one revision."""
    first = dict(references[0].trailer)
    if linearized:
        if integer(first.pop(b"Prev", None)) != references[1].place:
            raise FaultError("its first cross-reference does not lead to its second")
        second = references[1].trailer
        if second.keys() - _TRAILER or any(first.get(key) != second[key] for key in second.keys() - {b"Size"}):
            raise FaultError("its two trailers differ")
    if foreign := sorted(first.keys() - _TRAILER):
        raise FaultError(f"its trailer has the key /{foreign[0].decode('latin-1')}, which mapgen does not write")


def is_stream(value: Value, kind: bytes) -> bool:
    """Whether a value is a stream of a kind."""
    return isinstance(value, Stream) and value.dictionary.get(b"Type") == kind
