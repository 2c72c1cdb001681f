"""Whose territory a territory is, from the table beside the boundaries: known without reading a shape."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from mapgen.shipped import shipped_path


def sovereign_of(iso3: str) -> str:
    """Return the alpha-3 code of the state a territory belongs to: its own where it is one, or where it is not agreed.

    It is what the column `sovereign` of the boundaries says.
    """
    return _sovereigns().get(iso3, iso3)


@cache
def _sovereigns() -> Mapping[str, str]:
    with shipped_path("boundaries/territories.toml").open("rb") as file:
        return {code: str(state) for code, state in tomllib.load(file)["sovereign"].items()}
