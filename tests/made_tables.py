"""Tables for tests, as texts with semicolons between cells."""

from __future__ import annotations

from mapgen.importing.imported import Imported, imported
from mapgen.importing.model import TableRequest
from mapgen.tables.model import Table, TableRow


def table(header: str, *rows: str) -> Table:
    """Return a table as the wing tables reads it from a file votes.csv."""
    lines = [tuple(cell.strip() for cell in row.split(";")) for row in rows]
    return Table(
        "votes.csv", "", tuple(header.split(";")), tuple(TableRow(n, cells) for n, cells in enumerate(lines, 2))
    )


def made(header: str, *rows: str, **said: object) -> Imported:
    """Return what is made of a table, with what its user says."""
    return imported(table(header, *rows), TableRequest(**said))  # type: ignore[arg-type]
