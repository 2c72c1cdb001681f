"""Files of areas for tests: a few squares in any format and with any fault, and regions of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import geopandas as gpd
from shapely import box
from shapely.geometry.base import BaseGeometry

Row = Mapping[str, object]
ROWS: Sequence[Row] = ({"id": "01", "name": "West"}, {"id": "02", "name": "Middle"}, {"id": "03", "name": "East"})


def square(column: int) -> BaseGeometry:
    """Return a square of a degree in Brazil; the squares of neighbouring columns meet."""
    return box(-55.0 + column, -15.0, -54.0 + column, -14.0)


def squares(rows: Sequence[Row] = ROWS, crs: object = 4326, **shapes: BaseGeometry | None) -> gpd.GeoDataFrame:
    """Return a square for each row, with other shapes in the place of some: `row_1=…` in that of the second."""
    geometry = [shapes.get(f"row_{number}", square(number)) for number in range(len(rows))]
    return gpd.GeoDataFrame([dict(row) for row in rows], geometry=geometry, crs=crs)


def geojson(path: Path, rows: Sequence[Row] = ROWS) -> Path:
    """Write a GeoJSON file of squares, whose values keep their types, and return its path."""
    features: list[dict[str, Any]] = [
        {"type": "Feature", "properties": row, "geometry": square(number).__geo_interface__}
        for number, row in enumerate(rows)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def zipped_shapefile(path: Path, rows: Sequence[Row] = ROWS) -> Path:
    """Write a zip with a shapefile of squares, and return its path."""
    with TemporaryDirectory() as folder, ZipFile(path, "w") as archive:
        squares(rows).to_file(Path(folder) / "areas.shp")
        for part in sorted(Path(folder).iterdir()):
            archive.write(part, part.name)
    return path


def region_file(folder: Path, *lines: str) -> Path:
    """Write the file of a region with some lines, and return its path."""
    path = folder / "mine.toml"
    path.write_text("\n".join(['[region]\nname = "Mine"', *lines, ""]), encoding="utf-8")
    return path
