"""The seas that a map may name: their names in each language and a rough outline, from a shipped table."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from mapgen.disk.shipped import shipped_path
from mapgen.disk.shipped_tables import shipped_tables

Outline = tuple[tuple[float, float], ...]


class Sea(Struct, frozen=True):
    """A sea: its names by language, and outlines in degrees, longitude before latitude, which may run over coasts."""

    names: Mapping[str, str]
    outlines: tuple[Outline, ...]


def read_seas() -> tuple[Sea, ...]:
    """Return the seas of the shipped table; a sea whose name states dispute is not among them."""
    rows = shipped_tables(shipped_path("boundaries/seas.toml"))["sea"]
    return tuple(Sea(row["name"], tuple(map(_points, row["outlines"]))) for row in rows)


def _points(numbers: list[float]) -> Outline:
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))
