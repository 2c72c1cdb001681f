"""Reading tables in tests: what a file of some bytes is read as, and what is said of a faulty one."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapgen.errors import InputError
from mapgen.tables.model import Table, TableOptions
from mapgen.tables.reading import read_table


def read(data: bytes | str, name: str = "table.csv", **options: str) -> Table:
    """Return the table in a file of that name."""
    content = data.encode() if isinstance(data, str) else data
    return read_table(Path(name), content, TableOptions(**options))


def cells(table: Table) -> list[tuple[str, ...]]:
    """Return the header and the rows of a table."""
    return [table.header, *(row.cells for row in table.rows)]


def fault(data: bytes | str, name: str = "table.csv", **options: str) -> str:
    """Return what is said of a file that cannot be read."""
    with pytest.raises(InputError) as raised:
        read(data, name, **options)
    return str(raised.value)
