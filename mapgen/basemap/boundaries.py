"""The shipped boundaries: every territory of the world at three scales, the lines that states claim, and the seas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import geopandas as gpd
import pandas as pd
from msgspec import Struct

from mapgen.disk.shipped import shipped_path
from mapgen.disk.shipped_tables import shipped_tables
from mapgen.errors import InputError
from mapgen.places.figures import FIGURES_FILE
from mapgen.places.scales import BORROWED, SCALES

BOUNDARY_COLUMNS: Final = (
    "iso3",
    "iso2",
    "name",
    "sovereign",
    "continent",
    "subregion",
    "population",
    "population_year",
    "gdp",
    "gdp_year",
    "geometry",
)
_FIGURES = ("population", "population_year", "gdp", "gdp_year")
DIVISION_COLUMNS: Final = ("iso3", "name", "geometry")
CLAIM_COLUMNS: Final = ("claim", "name", "kind", "administered", "claimant", "geometry")


Outline = tuple[tuple[float, float], ...]


class Sea(Struct, frozen=True):
    """A sea: its names by language, and outlines in degrees, longitude before latitude, which may run over coasts."""

    names: Mapping[str, str]
    outlines: tuple[Outline, ...]


def read_boundaries(scale: str) -> gpd.GeoDataFrame:
    """Return one row per territory, in the order of `iso3`, which is unique and never null.

    Columns are BOUNDARY_COLUMNS. `sovereign` is the iso3 of the state it belongs to, its own where it is
    sovereign or its sovereignty is not agreed; `iso2` is null for areas that ISO does not code. Population
    counts people, gdp is real GDP at purchasing power parity in dollars of 2021; both and their years are
    nullable Int64. Geometries are valid multipolygons in degrees (EPSG:4326), cut at the antimeridian; in
    South America neighbours share their border vertex by vertex.

    Raises InputError for a scale other than 110m, 50m and 10m.
    """
    if scale not in SCALES:
        raise InputError.single(f"scale {scale!r}", f"is not shipped; there are {', '.join(SCALES)}")
    shapes = _read(f"boundaries/{scale}.fgb", tuple(name for name in BOUNDARY_COLUMNS if name not in _FIGURES))
    figures = pd.read_csv(shipped_path(FIGURES_FILE), dtype=dict.fromkeys(_FIGURES, "Int64"))
    return shapes.merge(figures, on="iso3", how="left", validate="one_to_one")[list(BOUNDARY_COLUMNS)]


def read_territories(scale: str) -> gpd.GeoDataFrame:
    """Return read_boundaries, with states that a scale lacks by an accident of its making taken from another scale.

    So a map of the world has all states at 50m and 10m; states that 110m lacks are left to finer scales.
    """
    territories = read_boundaries(scale)
    for code, other_scale in BORROWED.get(scale, {}).items():
        borrowed = read_boundaries(other_scale)
        territories = pd.concat([territories, borrowed[borrowed["iso3"] == code]], ignore_index=True)
    return territories.sort_values("iso3", ignore_index=True)


def read_divisions(country: str) -> gpd.GeoDataFrame:
    """Return one row per first-level division of a country, by its alpha-3 code, in the order of `iso3`, their code.

    Columns are DIVISION_COLUMNS; `iso3` is the ISO 3166-2 code. Geometries are valid multipolygons in degrees
    (EPSG:4326); divisions of a country share their borders vertex by vertex, but not with other countries.
    """
    shapes = gpd.read_file(shipped_path(f"divisions/{country}.fgb")).rename(columns={"code": "iso3"})
    divisions: gpd.GeoDataFrame = shapes[list(DIVISION_COLUMNS)].sort_values("iso3", ignore_index=True)
    return divisions


def read_claims() -> gpd.GeoDataFrame:
    """Return one row per claim, in the order of its slug `claim` (`essequibo`), which is unique.

    Columns are CLAIM_COLUMNS. `administered` and `claimant` are the iso3 of who holds the land and who
    claims it, null where upstream does not say. Geometries are multilines in degrees (EPSG:4326), drawn for
    10m: each is the line up to which a claim reaches, not an area, and its ends may stop short of the border.
    """
    return _read("boundaries/claims.fgb", CLAIM_COLUMNS)


def read_seas() -> tuple[Sea, ...]:
    """Return the seas of the shipped table; a sea whose name states dispute is not among them."""
    rows = shipped_tables(shipped_path("boundaries/seas.toml"))["sea"]
    return tuple(Sea(row["name"], tuple(map(_points, row["outlines"]))) for row in rows)


def _points(numbers: list[float]) -> Outline:
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))


def _read(name: str, columns: tuple[str, ...]) -> gpd.GeoDataFrame:
    return gpd.read_file(shipped_path(name))[list(columns)]
