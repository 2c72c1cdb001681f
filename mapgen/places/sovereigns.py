"""The state to which each territory belongs, from the table beside the boundaries, without reading shapes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mapgen.files.shipped import shipped_path
from mapgen.files.shipped_tables import shipped_tables


def sovereign_of(iso3: str) -> str:
    """Return the alpha-3 code of the state to which a territory belongs.

    It is the territory's own code for a state, and where the sovereignty is not agreed. It equals the column
    `sovereign` of the boundaries.
    """
    return _sovereigns().get(iso3, iso3)


@cache
def _sovereigns() -> Mapping[str, str]:
    tables = shipped_tables(shipped_path("boundaries/territories.toml"))
    return {code: str(state) for code, state in tables["sovereign"].items()}
