"""All that a record or list says, as tables; as a workbook with a sheet for each, or one JSON document."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from mapgen.errors import InputError, listed
from mapgen.exporting.data_table import ISO3, Column, DataTable
from mapgen.exporting.list_tables import list_tables
from mapgen.exporting.record_tables import record_tables
from mapgen.places.region_names import shows_areas
from mapgen.places.regions import read_region
from mapgen.record.model import Record
from mapgen.record.snapshots import Snapshot
from mapgen.record.tables import with_codes, workbook_of

_ENDINGS: Final = (".xlsx", ".json")
_AREA_CODE: Final = "the code of the area: ISO 3166-2, or that of the region's own boundaries"


def whole_tables(source: Record | Snapshot) -> tuple[DataTable, ...]:
    """Return all that a source says as tables, from which it can be read in again."""
    tables = record_tables(source) if isinstance(source, Record) else list_tables(source)
    return tuple(with_area_codes(table, source.region) for table in tables)


def with_area_codes(table: DataTable, region: str) -> DataTable:
    """Return a table whose column of codes takes those of a region's own areas, where it shows any."""
    if not shows_areas(read_region(region)):
        return table
    columns = (
        replace(column, pattern="", doc=_AREA_CODE) if column.pattern == ISO3 else column for column in table.columns
    )
    return replace(table, columns=tuple(columns))


def check_endings(paths: Sequence[Path]) -> None:
    """Raise InputError for a path whose ending is no format that holds several tables."""
    for path in paths:
        if path.suffix.lower() not in _ENDINGS:
            message = f'the ending "{path.suffix}" holds no several tables; write {listed(_ENDINGS)}, or --package DIR'
            raise InputError.single(str(path), message)


def whole_files(source: Record | Snapshot, paths: Sequence[Path]) -> dict[Path, bytes]:
    """Return a source with all its tables as the bytes of each of some files; raises InputError for other endings."""
    check_endings(paths)
    tables = whole_tables(source)
    return {path: _xlsx(tables) if path.suffix.lower() == ".xlsx" else _json(tables) for path in paths}


def _json(tables: Sequence[DataTable]) -> bytes:
    """Return tables as one JSON object: by the name of each its rows."""
    return (json.dumps({table.name: table.rows for table in tables}, ensure_ascii=False, indent=2) + "\n").encode()


def _xlsx(tables: Sequence[DataTable]) -> bytes:
    """Return tables as a workbook with a sheet for each."""
    return workbook_of({table.name: (table.header, table.rows) for table in tables})


def table_with_codes(table: DataTable, systems: Sequence[str]) -> DataTable:
    """Return a table with a column for the codes of its countries in each of some CODE_SYSTEMS, after `iso3`."""
    added = [Column(system, f"the country's code in the system {system}") for system in systems]
    place = table.header.index("iso3") + 1
    return replace(
        table,
        columns=(*table.columns[:place], *added, *table.columns[place:]),
        rows=with_codes(table.rows, systems),
    )
