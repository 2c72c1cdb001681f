"""The tables of a whole record that `mapgen show` prints: its governments, or the readings of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from mapgen.errors import InputError
from mapgen.exporting.governments import (
    GOVERNMENT_HEADINGS,
    READING_HEADINGS,
    flat_rows,
    government_rows,
    reading_rows,
    record_named,
)
from mapgen.record.model import Record
from mapgen.record.snapshots import Snapshot, from_file
from mapgen.sources.question import Question
from mapgen.sources.reading import check_region


class ShownTable(Struct, frozen=True):
    """Rows, the headings of those of their keys that people see, and a title; `nested` are the rows for JSON."""

    rows: Sequence[Mapping[str, Any]]
    headings: Mapping[str, str]
    title: str
    nested: Sequence[Mapping[str, Any]]


def spell_table(
    source: Record | Snapshot, question: Question, days: Mapping[str, Any], *, readings: bool
) -> ShownTable:
    """Return the governments of a record as a table, a row for each, or their readings, a row for each.

    Raises InputError for a published list, and where a day, a basis or the days of a table are asked for: the table is
    of the whole record.
    """
    record = record_named(source)
    check_region(record, question)
    asked = {"--as-of": question.as_of, "--basis": question.basis, "--from": days["first"], "--to": days["last"]}
    if named := next((name for name, value in {**asked, "--every": days["every"]}.items() if value), None):
        option = "--readings" if readings else "--spells"
        raise InputError.single(named, f"{option} is a table of the whole record, of all its days; leave {named} out")
    if readings:
        rows = reading_rows(record)
        title = f"{record.title}: {len(rows)} readings of governments{from_file(record)}"
        return ShownTable(rows, READING_HEADINGS, title, rows)
    nested = government_rows(record)
    title = f"{record.title}: {len(nested)} governments{_days(record)}{from_file(record)}"
    return ShownTable(flat_rows(nested), GOVERNMENT_HEADINGS, title, nested)


def _days(record: Record) -> str:
    starts: list[date] = [one.start for one in record.governments if one.start]
    return f", from {min(starts)}" if starts else ""
