"""The days and bases of a manifest's table, and how many files it may make of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import prod
from pathlib import Path
from typing import Any

from mapgen.batch.map_table import MapTable
from mapgen.errors import InputError
from mapgen.files.dates import resolved_day, today
from mapgen.files.periods import TURNING, regular_days
from mapgen.map_style import class_count
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.sources.question import Question
from mapgen.sources.reading import is_table_path
from mapgen.timeline.date_range import DateRange

# What one manifest makes at most: more would fill a disk before anybody saw the mistake.
_MOST_FILES = 20_000


def questions_of(table: MapTable, source: Record | Snapshot) -> Iterator[tuple[date | None, Basis | None]]:
    """Yield each day and basis of a table; a published list keeps its basis unless the table chooses one."""
    values = table.values
    bases: Sequence[Basis | None] = [Basis(value) for value in values["basis"]]
    if isinstance(source, Snapshot) and "basis" not in table.places:
        bases = [None]
    for basis in bases:
        days: Sequence[date | None] = [resolved_day(day, today()) for day in values.get("as_of", ())] or [None]
        if "every" in values:
            days = _days(values, source, basis)
        yield from ((day, basis) for day in days)


def table_question(path: Path, table: MapTable) -> Question:
    """Return the question for which a source is read that may be a table: the day and the basis of the map, if one."""
    if not is_table_path(path):
        return Question()
    days: Sequence[date | str] = table.values.get("as_of", ())
    bases: Sequence[str] = table.values["basis"] if "basis" in table.places else ()
    day = resolved_day(days[0], today()) if len(days) == 1 else None
    return Question(as_of=day, basis=Basis(bases[0]) if len(bases) == 1 else None)


def _days(values: Mapping[str, Any], source: Record | Snapshot, basis: Basis | None) -> Sequence[date]:
    if isinstance(source, Snapshot):
        raise InputError.single("every", f'"{source.title}" is a published list of one day; leave it out')
    first, last = (resolved_day(day, today()) for day in (values["from"], values.get("to", today())))
    date_range = DateRange.of(source, first, last, basis or Basis.OFFICE)
    if values["every"] == TURNING:
        return date_range.turning(class_count(None, date_range.at_last.scale))
    return regular_days(date_range.first, date_range.last, values["every"])


def refuse_many(questions: int, values: Mapping[str, Any], made: int) -> None:
    """Raise InputError for a table that makes too many files of a number of questions, after those `made` by others."""
    number = made + questions * prod(len(values[name]) for name in ("lang", "size", "theme", "formats"))
    if number > _MOST_FILES:
        raise InputError.single(
            "files", f"it would make {number:,}; a manifest makes {_MOST_FILES:,} at most, so ask for fewer"
        )
