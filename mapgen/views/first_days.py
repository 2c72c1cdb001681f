"""The first day of each state within today's borders: a map of an earlier day shows borders that were not there yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from mapgen.disk.shipped import shipped_path
from mapgen.disk.shipped_tables import shipped_tables
from mapgen.places.regions import Region

FIRST_DAYS_FILE: Final = "boundaries/first_days.toml"
# No state's first day is later: maps of later days need no table. A test holds it to the table.
NEWEST: Final = date(2011, 7, 9)


def first_days() -> Mapping[str, date]:
    """Return the first day of each state by alpha-3 code; states older than the table begins are not in it."""
    return {
        code: date.fromisoformat(row["first"]) for code, row in shipped_tables(shipped_path(FIRST_DAYS_FILE)).items()
    }


def not_yet_states(region: Region, day: date) -> dict[str, date]:
    """Return the states of a region whose first day lies after a day, the newest first."""
    if day >= NEWEST:
        return {}
    later = [(first, code) for code, first in first_days().items() if code in region.states and day < first]
    return {code: first for first, code in sorted(later, key=lambda one: (-one[0].toordinal(), one[1]))}
