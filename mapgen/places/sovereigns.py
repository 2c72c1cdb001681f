"""Whose territory a territory is, from the table beside the boundaries: known without reading a shape."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mapgen.files.shipped import shipped_path
from mapgen.files.shipped_tables import shipped_tables


def sovereign_of(iso3: str) -> str:
    """Return the alpha-3 code of the state a territory belongs to: its own where it is one, or where it is not agreed.

    It is what the column `sovereign` of the boundaries says.
    """
    return _sovereigns().get(iso3, iso3)


@cache
def _sovereigns() -> Mapping[str, str]:
    tables = shipped_tables(shipped_path("boundaries/territories.toml"))
    return {code: str(state) for code, state in tables["sovereign"].items()}
